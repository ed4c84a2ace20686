// Values from secret references stand in no plan: neither in its fields nor in its steps, in words or as the calls.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { formatPlanText } from "../../src/render/format-plan-text.ts";
import { buildPlanDocument } from "../../src/render/plan-document.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { EDGE, edge, edgeSchedule } from "../support/sample-gcore.ts";
import { STYLE } from "../unit/render/golden.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** What a reader of the plan gets to see, in either form. */
const shown = (plan: Plan) =>
  [
    formatPlanText(plan, STYLE, { verbose: true }),
    JSON.stringify(buildPlanDocument(plan, { timestamp: "", version: "", priorState: undefined })),
  ].join("\n");
/** Where one of the values stands, with what is around it. */
const leaksIn = (plan: Plan, values: RegExp) => {
  const text = shown(plan);
  return [...text.matchAll(values)].map(({ index }) => text.slice(Math.max(0, index - 40), index + 20));
};
const stepsOf = ({ entries }: Plan, address: string) =>
  entries.find((entry) => entry.address === address)?.steps.map((step) => step.replace(" (undocumented)", ""));

/** The same, with every value from a secret reference. */
const hidden = (desired: Desired): Desired => ({ ...desired, secrets: pathsOf(desired.attributes) });

function pathsOf(value: Json, path = ""): string[] {
  if (typeof value !== "object" || value === null) return /^(keys|vms)\./.test(String(value)) ? [] : [path];
  if (Array.isArray(value)) return value.some((item) => /^(keys|vms)\./.test(String(item))) ? [] : [path];
  return Object.entries(value).flatMap(([key, item]) => pathsOf(item, path === "" ? key : `${path}.${key}`));
}

async function planTwice(before: readonly Desired[], after: readonly Desired[], options: Partial<PlanOptions> = {}) {
  const made = await fleet?.plan(sampleConfiguration(before));
  const { results } = (await fleet?.apply(sampleConfiguration(before))) ?? {};
  expect(results?.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  expect((await fleet?.plan(sampleConfiguration(before)))?.operations).toEqual([]);
  const changed = await fleet?.plan(sampleConfiguration(after), options);
  return { made: made as Plan, changed: changed as Plan };
}

it("gcore", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const machine = (attributes: JsonObject, data: number) => {
    const volumes = { ...(EDGE["volumes"] as JsonObject), data: { size: data * 1024 } };
    return hidden(edge({ keys: [], allowRestart: true, volumes, ...attributes }));
  };
  const { made, changed } = await planTwice(
    [machine({}, 37), hidden(edgeSchedule({ keep: 41 }))],
    [machine({ flavor: "g2-standard-4-8" }, 73), hidden(edgeSchedule({ keep: 43, cron: "47 2 * * *" }))],
  );
  for (const plan of [made, changed])
    expect(leaksIn(plan, /g2-standard|ubuntu|external|\b(20|37|73|41|43|47|37888|74752|20480)\b/g)).toEqual([]);
  expect(stepsOf(made, "vms.edge")).toEqual(["create the VM (***)"]);
  expect(stepsOf(made, "vms.edge.volumes.data")).toEqual(["create the volume edge-data (***, blank)"]);
  expect(stepsOf(changed, "vms.edge")).toEqual(["change the flavor to *** (restarts the VM)"]);
  expect(stepsOf(changed, "vms.edge.volumes.data")).toEqual(["grow to ***"]);
  expect(stepsOf(changed, "schedules.edge-daily")).toEqual(["add the schedule ***", "remove ***"]);
});

describe("serveroid", () => {
  const start = async () => {
    const serveroid = { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] };
    fleet = await startFleet({ seed: { serveroid } });
  };
  const machine = (attributes: JsonObject = {}) => hidden(sampleVm("vms.web", { allowRestart: true, ...attributes }));
  const VALUES = /Ubuntu|UBUNTU|Облачный|\b(1|2|4|32) GiB\b|\b(1024|2048|4096|32768|65536|86400000)\b|quantity\W+9/g;

  it("creation and update", async () => {
    await start();
    const grown = { memory: 4096, disk: 65_536, cpu: 6, backupPolicy: { keep: 9, every: 43_200_000 } };
    const { made, changed } = await planTwice([sampleKey("ops"), machine()], [sampleKey("ops"), machine(grown)]);
    for (const plan of [made, changed]) expect(leaksIn(plan, VALUES)).toEqual([]);
    expect(stepsOf(made, "vms.web")?.[0]).toBe("install *** on ***");
    expect(stepsOf(changed, "vms.web")).toEqual([
      "set memory to ***",
      "grow the disk to ***",
      "set *** CPU cores",
      "keep *** backups, one every ***",
    ]);
  });

  it("a rebuild", async () => {
    await start();
    const keys = [sampleKey("ops")];
    const { changed } = await planTwice([...keys, machine()], [...keys, machine({ memory: 2048 })], {
      rebuild: ["vms.web"],
    });
    expect(leaksIn(changed, VALUES)).toEqual([]);
    expect(stepsOf(changed, "vms.web")).toEqual(["reinstall *** (destroys the disk)"]);
  });
});

it("zomro", async () => {
  fleet = await startFleet({ vendor: "zomro" });
  const machine = (attributes: JsonObject = {}) =>
    hidden(sampleDesired("vms.web", { ...ZOMRO_ORDER, ...attributes }, { provider: "zomro", vendor: "zomro" }));
  const backupPolicy = { keep: 9 };
  const { made, changed } = await planTwice([machine()], [machine({ image: "Debian 12", backupPolicy })], {
    rebuild: ["vms.web"],
  });
  for (const plan of [made, changed]) expect(leaksIn(plan, /Cloud Small|Netherlands|Debian|\b9\b/g)).toEqual([]);
  expect(stepsOf(made, "vms.web")?.[0]).toBe("put a *** with *** into a new cart");
  expect(stepsOf(changed, "vms.web")).toEqual(["rebuild with *** (destroys the disk)", "keep *** automatic backups"]);
});

it("a name that means nothing is not told, whatever its length", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const plan = await fleet.plan(sampleConfiguration([hidden(edge({ keys: [], flavor: "q9" }))]));
  expect(plan.diagnostics.map(({ summary }) => summary)).toContain("vms.edge: Gcore has no flavor ***");
});
