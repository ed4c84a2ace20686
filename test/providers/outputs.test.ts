// Outputs: told when they have no value, kept where a destroy leaves what they tell of.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, OutputDeclaration } from "../../src/core/desired.ts";
import { isEmptyPlan } from "../../src/core/plan.ts";
import { formatPlanText } from "../../src/render/format-plan-text.ts";
import { PLAIN_STYLE } from "../../src/render/style.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { RANGE, sampleConfiguration, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const output = (name: string, ...parts: OutputDeclaration["parts"]): OutputDeclaration => ({
  name,
  parts,
  sensitive: false,
  range: RANGE,
});
const idOf = (address: string) => output(`id_${address.at(-1)}`, { address, path: "id" });
const outputsOf = async (current: Fleet) => Object.keys((await current.state())?.outputs ?? {}).sort();

const two = sampleConfiguration([sampleVm("vms.a", { keys: [] }), sampleVm("vms.b", { keys: [] })], {
  outputs: [idOf("vms.a"), idOf("vms.b"), output("text", "shop")],
});

async function start(configuration: Configuration): Promise<Fleet> {
  fleet = await startFleet({ project: "111" });
  await fleet.apply(configuration);
  return fleet;
}

describe("a destroy", () => {
  it("of one target keeps what tells of the others", async () => {
    const current = await start(two);
    const { plan } = await current.apply(two, { mode: "destroy", targets: ["vms.a"] });
    expect(plan.outputs.filter(({ after }) => after !== undefined).map(({ name }) => name)).toEqual(["id_b", "text"]);
    expect(await outputsOf(current)).toEqual(["id_b", "text"]);
    expect(
      (await current.plan({ ...two, resources: two.resources.slice(1), outputs: two.outputs.slice(1) })).outputs,
    ).toEqual([expect.objectContaining({ name: "id_b" }), expect.objectContaining({ name: "text" })]);
  });

  it("of all leaves none", async () => {
    const current = await start(two);
    await current.apply(two, { mode: "destroy" });
    expect(await outputsOf(current)).toEqual([]);
  });

  it("that leaves a protected machine keeps what tells of it", async () => {
    const [a, b] = two.resources as [Configuration["resources"][number], Configuration["resources"][number]];
    const kept = { ...two, resources: [a, { ...b, lifecycle: { ...b.lifecycle, protect: true } }] };
    const current = await start(kept);
    await current.apply(kept, { mode: "destroy" });
    expect(await outputsOf(current)).toEqual(["id_b"]);
  });
});

describe("an output without a value", () => {
  it("is told, and the rest goes on", async () => {
    const second = { ...two, outputs: [output("second", { address: "vms.a", path: "ips.1" }), idOf("vms.b")] };
    const current = await start(second);
    const told = (await current.plan(second)).diagnostics;
    expect(told).toEqual([
      expect.objectContaining({
        severity: "warning",
        code: "output.missing",
        summary: "outputs.second has no value now",
        detail: "vms.a: ips.1 is not there",
      }),
    ]);
    expect(await outputsOf(current)).toEqual(["id_b"]);
  });

  it("is not told where it comes with this very plan", async () => {
    const current = await startFleet({ project: "111" });
    fleet = current;
    expect((await current.plan(two)).diagnostics).toEqual([]);
  });
});

describe("an output of a part", () => {
  it("has the value of the part", async () => {
    const declared = sampleConfiguration([edgeKey(), edge()], {
      outputs: [output("size", { address: "vms.edge.volumes.data", path: "size" })],
    });
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    await current.apply(declared);
    expect((await current.state())?.outputs).toEqual({ size: 100 });
  });
});

describe("an output that is made of a secret", () => {
  const secret = { secrets: ["flavor"] };
  const declared = (outputs: readonly OutputDeclaration[]) =>
    sampleConfiguration([edgeKey(), edge({}, secret)], { outputs });

  it("is named in the plan, without its value, and is in no state", async () => {
    const outputs = [
      { ...output("text", "x-a-secret"), sensitive: true },
      output("name", { address: "vms.edge", path: "name" }),
    ];
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    const configuration = declared(outputs);
    expect(formatPlanText(await current.plan(configuration), PLAIN_STYLE)).toContain("+ text = (sensitive)");
    await current.apply(configuration);
    expect((await current.state())?.outputs).toEqual({ name: "edge" });
    const same = await current.plan(configuration);
    expect([isEmptyPlan(same), formatPlanText(same, PLAIN_STYLE)]).toEqual([
      true,
      expect.not.stringContaining("Outputs"),
    ]);
  });

  it("that tells a secret attribute is sensitive by itself", async () => {
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    const configuration = declared([output("flavor", { address: "vms.edge", path: "flavor" })]);
    const { plan } = await current.apply(configuration);
    expect(plan.outputs).toMatchObject([{ name: "flavor", sensitive: true }]);
    expect((await current.state())?.outputs).toEqual({});
  });

  it("leaves the record where it was none before", async () => {
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    await current.apply(declared([output("text", "x-a-secret")]));
    const now = declared([{ ...output("text", "x-a-secret"), sensitive: true }]);
    expect(JSON.stringify((await current.plan(now)).outputs)).not.toContain("a-secret");
    await current.apply(now);
    expect((await current.state())?.outputs).toEqual({});
  });
});
