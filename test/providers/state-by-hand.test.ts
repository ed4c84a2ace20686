// What `trueup state` does to the state while machines are there: nothing is made anew or deleted because of it.
import { afterEach, expect, it } from "vitest";
import { applyEdits } from "../../src/executor/record.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { applyUntil, machinesOf, pendingOf, startAccount, stopAccounts } from "../support/small-account.ts";

afterEach(stopAccounts);

it("a renamed machine keeps its disks", async () => {
  const fleet = await startAccount({ vendor: "gcore" });
  await fleet.apply(sampleConfiguration([edgeKey(), edge()]));
  await fleet.changeState((document) => applyEdits(document, [{ kind: "move", from: "vms.edge", to: "vms.core" }]));
  const plan = await fleet.plan(sampleConfiguration([edgeKey(), { ...edge(), address: "vms.core", name: "edge" }]));
  expect(plan.operations.map(({ action, address }) => `${action} ${address}`)).toEqual([]);
});

it("a machine that was forgotten while a change of it was under way stays forgotten", async () => {
  const rest = [sampleKey("ops"), sampleVm("vms.db"), sampleVm("vms.app")];
  for (let at = 1; at < 9; at++) {
    const fleet = await startAccount();
    await fleet.apply(sampleConfiguration([...rest, sampleVm("vms.web")]));
    const off = sampleVm("vms.web", { power: "off", allowRestart: true });
    await applyUntil(at, fleet, sampleConfiguration([...rest, off]));
    if ((await pendingOf(fleet)).length > 0) {
      const forget = { kind: "forget", address: "vms.web", reason: "state rm" } as const;
      await fleet.changeState((document) => applyEdits(document, [forget]));
      await fleet.apply(sampleConfiguration(rest));
      expect([at, machinesOf(fleet).filter((machine) => machine.endsWith(":web")).length]).toEqual([at, 1]);
    }
    await stopAccounts();
  }
}, 30_000);
