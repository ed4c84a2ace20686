// `--replace` of machines whose provider entry leads to another project or region now, carried out: never two new ones, the old
// one only after the new one, and a run that was cut off goes on without the flag.
import { afterEach, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { DEFAULT_ROLLOUT } from "../../src/core/rollout.ts";
import type { Fleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleVm } from "../support/sample-desired.ts";
import { EDGE, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";
import {
  applyUntil,
  errorsOf,
  machinesOf,
  outcomesOf,
  rowsOf,
  SMALL_ACCOUNT,
  startAccount,
  stopAccounts,
  trackedIds,
  withKey,
  workOf,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const at = (provider: string, desired: Desired): Desired => ({ ...desired, provider });

it("a group with a rollout goes machine by machine, and stops where a new one is not well", async () => {
  let isWell = true;
  const projects = { project: "111", seed: SMALL_ACCOUNT, also: { "serveroid.far": "222" } };
  const fleet = await startAccount({ ...projects, probe: async () => ({ isWell, said: "it is silent" }) });
  const rollout = { ...DEFAULT_ROLLOUT, timeoutMs: 5000, check: { tcp: 22 } };
  const declare = (provider: string) =>
    withKey([0, 1].map((index) => at(provider, sampleVm(`vms.web[${index}]`, { keys: [] }, { rollout }))));
  await fleet.apply(declare("serveroid"));

  isWell = false;
  const stopped = await fleet.apply(declare("serveroid.far"), { replace: ["vms.web"] });
  expect(outcomesOf(stopped)).toContain("check vms.web[0]: failed");
  expect(machinesOf(fleet)).toEqual(["1:web-0", "2:web-1", "3:web-0"]);
  await fleet.apply(declare("serveroid.far"));
  // Whoever goes on without the new one goes on without its old one, too.
  await fleet.apply(declare("serveroid.far"), { excludes: ["vms.web[0]"] });
  expect(machinesOf(fleet)).toContain("1:web-0");
  expect(machinesOf(fleet)).toContain("2:web-1");

  isWell = true;
  await fleet.apply(declare("serveroid.far"));
  expect(Object.keys(await trackedIds(fleet))).toEqual(["keys.ops", "vms.web[0]", "vms.web[1]"]);
  expect(machinesOf(fleet).map((machine) => machine.slice(2))).toEqual(["web-0", "web-1"]);
  expect(workOf(await fleet.plan(declare("serveroid.far")))).toEqual([]);
});

it("what --exclude or --target leaves out is not given up either", async () => {
  const fleet = await startAccount({ project: "111", seed: SMALL_ACCOUNT, also: { "serveroid.far": "222" } });
  const declare = (provider: string) =>
    withKey([0, 1, 2].map((index) => at(provider, sampleVm(`vms.web[${index}]`, { keys: [] }))));
  await fleet.apply(declare("serveroid"));
  await fleet.apply(declare("serveroid.far"), { replace: ["vms.web"], excludes: ["vms.web[1]", "vms.web[2]"] });
  await fleet.apply(declare("serveroid.far"), { replace: ["vms.web"], targets: ["vms.web[1]"] });
  // The old one of what is named goes as well.
  const ids = await trackedIds(fleet);
  expect(ids).toEqual({ "keys.ops": "1", "vms.web[0]": "4", "vms.web[1]": "5", "vms.web[2]": "3" });
  expect(machinesOf(fleet)).toEqual(["3:web-2", "4:web-0", "5:web-1"]);
  const later = await fleet.plan(declare("serveroid.far"));
  expect([workOf(later), errorsOf(later)]).toEqual([[], ["provider.moved"]]);
});

const { boot } = EDGE["volumes"] as { boot: JsonObject };
const far = (provider: string): Configuration =>
  sampleConfiguration([
    edgeKey(),
    at(
      provider,
      gcoreDesired("vms.edge", { ...EDGE, interfaces: { public: { type: "external" } }, volumes: { boot } }),
    ),
    at(provider, gcoreDesired("snapshots.golden", { vm: "vms.edge", volume: "boot" })),
  ]);

const ownMachines = (fleet: Fleet) =>
  rowsOf(fleet, "gcore", "instances").flatMap(({ name, region_id, status }) =>
    name === "edge" ? [`${String(region_id)}: ${String(status)}`] : [],
  );

const LAST = 48;
const MOMENTS = Array.from({ length: LAST }, (_none, index) => index + 1).filter(
  (moment) => process.env["TRUEUP_THOROUGH"] !== undefined || [8, 22, 36].includes(moment),
);

it.each(MOMENTS)("killed at moment %i it goes on as if it had not been", { timeout: 60_000 }, async (moment) => {
  const fleet = await startAccount({ vendor: "gcore", also: { "gcore.far": "38" } });
  const replace = ["vms.edge", "snapshots.golden"];
  await fleet.apply(far("gcore"));
  await applyUntil(moment, fleet, far("gcore.far"), { replace });
  expect(["76: ACTIVE", "38: ACTIVE"].some((machine) => ownMachines(fleet).includes(machine))).toBe(true);
  const isBegun = !errorsOf(await fleet.plan(far("gcore.far"))).includes("provider.moved");
  await fleet.apply(far("gcore.far"), isBegun ? {} : { replace });
  expect(ownMachines(fleet)).toEqual(["38: ACTIVE"]);
  const names = ["volumes", "snapshots"].map((kind) =>
    rowsOf(fleet, "gcore", kind).flatMap(({ name, region_id }) =>
      ["edge-boot", "golden"].includes(String(name)) ? [`${String(name)} ${String(region_id)}`] : [],
    ),
  );
  expect(names).toEqual([["edge-boot 38"], ["golden 38"]]);
  expect(workOf(await fleet.plan(far("gcore.far")))).toEqual([]);
});
