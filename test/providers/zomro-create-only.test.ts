// What Zomro honours only when a machine is ordered or installed: recorded, a change of it is debt, and keys outlive their machines.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const OTHER_KEY = OPS_KEY.replace("AAAAIJ2Z", "AAAAIK3Z");
const declare = (address: string, attributes: JsonObject) =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro" });
const declared = (web: JsonObject = {}, opsKey = OPS_KEY) =>
  sampleConfiguration(
    [
      declare("keys.ops", { publicKey: opsKey }),
      declare("keys.two", { publicKey: OPS_KEY.replace("AAAAIJ2Z", "AAAAIL4Z") }),
      declare("vms.web", {
        allowOrder: true,
        tariff: "Cloud Small",
        period: "daily",
        datacenter: "Netherlands-2",
        image: "Debian 11",
        keys: ["keys.ops"],
        ...web,
      }),
    ],
    { policy: { publicEnv: [] } },
  );
const actions = ({ entries }: Plan) =>
  entries.filter(({ action }) => action !== "no-op").map(({ action, address }) => `${action} ${address}`);
const sent = ({ sim }: Fleet) => sim.log.entries({ mutating: true }).map(({ method }) => method);

async function startOrdered(): Promise<Fleet> {
  fleet = await startFleet({ vendor: "zomro" });
  await fleet.apply(declared());
  fleet.sim.log.clear();
  return fleet;
}

describe("a machine that was ordered", () => {
  it.each([
    ["another key", declared({ keys: ["keys.two"] }), ["keys", "keyTexts"], "rebuild"],
    ["no key", declared({ keys: [] }), ["keys", "keyTexts"], "rebuild"],
    ["another period", declared({ period: "1" }), ["period"], "replace"],
  ] as const)("%s is debt, run after run, and nothing is sent", async (_title, changed, fields, needs) => {
    const current = await startOrdered();
    for (let run = 0; run < 2; run++) {
      const { plan } = await current.apply(changed);
      expect([plan.debt, actions(plan)]).toEqual([[{ address: "vms.web", fields, needs }], []]);
    }
    expect(sent(current)).toEqual([]);
    expect((await current.plan(declared())).debt).toEqual([]);
  });

  it("another text of its key: a new key, and debt on the machine", async () => {
    const current = await startOrdered();
    const { plan } = await current.apply(declared({}, OTHER_KEY));
    expect(actions(plan)).toEqual(["replace keys.ops"]);
    expect(plan.debt).toEqual([{ address: "vms.web", fields: ["keyTexts"], needs: "rebuild" }]);
    expect((await current.plan(declared({}, OTHER_KEY))).debt).toEqual(plan.debt);
  });

  it("a rebuild puts the new key in, and the debt is paid", async () => {
    const current = await startOrdered();
    const changed = declared({}, OTHER_KEY);
    const { results } = await current.apply(changed, { rebuild: ["vms.web"] });
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const [first, ...others] = sent(current);
    expect([first, others.sort()]).toEqual(["sshkeys.edit", ["instances.fleio.rebuild", "sshkeys.delete"]]);
    const plan = await current.plan(changed);
    expect([plan.debt, actions(plan)]).toEqual([[], []]);
  });

  it("is deleted before the key that it was ordered with", async () => {
    const current = await startOrdered();
    const { operations } = await current.plan(declared(), { mode: "destroy" });
    const needs = operations.find(({ id }) => id === "delete keys.ops")?.needs;
    expect(needs).toEqual(["delete vms.web"]);
    await current.apply(declared(), { mode: "destroy" });
    expect(sent(current).filter((method) => method === "sshkeys.delete").length).toBe(2);
  });
});
