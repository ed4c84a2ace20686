// The state names the files that it was made of, also where the run that made the objects did not come to its end.
import { afterEach, expect, it } from "vitest";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { applyUntil, startAccount, stopAccounts } from "../support/small-account.ts";

afterEach(stopAccounts);

const one = sampleConfiguration([sampleKey("ops")], { files: ["a.yaml"] });
const two = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")], { files: ["a.yaml", "b.yaml"] });

it("a file whose machine is tracked or pending is on record, wherever the run died", async () => {
  let seen = 0;
  for (let at = 1; at < 26; at++) {
    const fleet = await startAccount();
    await fleet.apply(one);
    await applyUntil(at, fleet, two);
    const state = await fleet.state();
    const isKnown = state?.resources["vms.web"] !== undefined || (state?.pending.length ?? 0) > 0;
    if (isKnown) expect([at, state?.files]).toEqual([at, ["a.yaml", "b.yaml"]]);
    seen += isKnown ? 1 : 0;
    await stopAccounts();
  }
  expect(seen).toBeGreaterThan(5);
}, 30_000);

it("a file that is left out on purpose is off the record once the run has ended", async () => {
  const fleet = await startAccount();
  await fleet.apply(two);
  await fleet.apply(sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")], { files: ["a.yaml"] }));
  expect((await fleet.state())?.files).toEqual(["a.yaml"]);
});
