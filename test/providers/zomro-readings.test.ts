// Zomro where its documents contradict themselves: the same fleet is made, settled and destroyed under each reading.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/zomro/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const declare = (address: string, attributes: JsonObject, more: Parameters<typeof sampleDesired>[2] = {}): Desired =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro", ...more });
const everything = (web: JsonObject = {}, time = "02:01", db: JsonObject = { power: "on" }) =>
  sampleConfiguration(
    [
      declare("keys.ops", { publicKey: OPS_KEY }),
      declare("vms.db", db, { existing: { id: "5203773" } }),
      declare("snapshots.s", { vm: "vms.db" }),
      declare("vms.web", {
        allowOrder: true,
        tariff: "Cloud Small",
        period: "daily",
        datacenter: "Netherlands-2",
        image: "Debian 11",
        keys: ["keys.ops"],
        power: "on",
        ...web,
      }),
      declare("schedules.n", { vm: "vms.web", days: ["sun", "mon"], time }),
    ],
    { policy: { publicEnv: [] } },
  );
const actions = (plan: Plan) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);

const READINGS: readonly JsonObject[] = [
  { reading: "curl" },
  { reading: "table" },
  { sokFor: "all" },
  { elemOfOne: "object" },
  { elemOfNone: "empty" },
  { valOfOne: "object" },
  { listAt: "list.elem" },
  { listAt: "list[0].elem" },
  { panel: "old" },
  { billingStatus: "orig" },
  { billingStatus: "real" },
  { origFlags: true },
  { rebuildZone: "image" },
  { deletedRows: "vanish" },
  { deleteCascades: false },
  { success: "ok" },
  { success: "id" },
  { duplicateKeys: "refuse" },
  { panel: "old", billingStatus: "real", elemOfOne: "object", valOfOne: "object", origFlags: true, success: "id" },
];

describe("each reading of the documents", () => {
  for (const quirks of READINGS) {
    it(`${JSON.stringify(quirks)}: made, settled, changed, rebuilt, destroyed`, async () => {
      fleet = await startFleet({ vendor: "zomro", seed: { zomro: { ...SAMPLE_ACCOUNT, quirks, language: "ru" } } });
      const outcome = async (configuration: ReturnType<typeof everything>, options = {}) => {
        const { results, plan } = (await fleet?.apply(configuration, options)) ?? { results: [], plan: undefined };
        expect(plan?.diagnostics).toEqual([]);
        return results.filter((result) => result.outcome !== "done");
      };
      expect(await outcome(everything())).toEqual([]);
      expect(actions(await fleet.plan(everything()))).toEqual([]);
      expect(await outcome(everything({ power: "off" }, "03:00"))).toEqual([]);
      expect(actions(await fleet.plan(everything({ power: "off" }, "03:00")))).toEqual([]);
      expect(await outcome(everything(), { rebuild: ["vms.web"] })).toEqual([]);
      expect(actions(await fleet.plan(everything()))).toEqual([]);
      // The table of the example names another field for rescue mode than the page's own parameters and curl (C13).
      if (quirks["reading"] !== "table") {
        const rescue = { image: "foo", zone: "own", password: "Rescue0Word" };
        expect(await outcome(everything({}, "02:01", { rescue }))).toEqual([]);
        expect(actions(await fleet.plan(everything({}, "02:01", { rescue })))).toEqual([]);
        expect(await outcome(everything())).toEqual([]);
        expect(actions(await fleet.plan(everything()))).toEqual([]);
      }
      expect(await outcome(everything(), { mode: "destroy" })).toEqual([]);
      expect(actions(await fleet.plan(everything(), { mode: "destroy" }))).toEqual([]);
    });
  }
});
