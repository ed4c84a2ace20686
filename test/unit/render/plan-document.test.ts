import { describe, expect, it } from "vitest";
import type { Plan } from "../../../src/core/plan.ts";
import { buildPlanDocument } from "../../../src/render/plan-document.ts";
import { sampleDocument } from "../../support/sample-state.ts";
import { expectGoldenJson } from "./golden.ts";
import { fleetPlan, mixedPlan, sampleEntry, sampleOperation, samplePlan, troubledPlan } from "./sample-plans.ts";

interface Change {
  readonly address: string;
  readonly type: string;
  readonly index?: number | string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly importing?: { id: string };
    readonly [key: string]: unknown;
  };
}

const CONTEXT = { timestamp: "2026-11-01T12:00:00Z", version: "0.1.0", priorState: undefined };
const build = (plan: Plan) => buildPlanDocument(plan, CONTEXT);
const changesOf = (plan: Plan) => build(plan)["resource_changes"] as unknown as Change[];
const changeOf = (plan: Plan, address: string) => changesOf(plan).find((change) => change.address === address);

const VALID = [
  ["no-op"],
  ["create"],
  ["update"],
  ["delete"],
  ["delete", "create"],
  ["create", "delete"],
  ["forget"],
].map((actions) => JSON.stringify(actions));

describe("the plan document", () => {
  it("is what it was", () => expectGoldenJson(build(mixedPlan()), "plan-mixed.json"));

  it("shows the prior state without secrets and settings", async () => {
    const document = buildPlanDocument(fleetPlan(1), { ...CONTEXT, priorState: sampleDocument() });
    await expectGoldenJson(document, "plan-fleet.json");
    expect(JSON.stringify(document)).not.toContain("0123456789abcdef");
  });

  it.each([
    ["fleet", fleetPlan()],
    ["mixed", mixedPlan()],
    ["troubled", troubledPlan()],
    ["empty", samplePlan()],
  ])("counts for readers that scan actions as the summary does (%s)", (_name, plan) => {
    const changes = changesOf(plan);
    const scan = (action: string) => changes.filter((change) => change.change.actions.includes(action)).length;
    expect({ add: scan("create"), change: scan("update"), destroy: scan("delete") }).toEqual({
      add: plan.counts.add,
      change: plan.counts.change,
      destroy: plan.counts.destroy,
    });
    expect(changes.filter((change) => change.change.importing !== undefined)).toHaveLength(plan.counts.import);
    for (const { change } of changes) expect(VALID).toContain(JSON.stringify(change.actions));
  });

  it.each([
    ["has something to do", fleetPlan(), { applyable: true, complete: true, errored: false }],
    ["has nothing to do", samplePlan(), { applyable: false, complete: true, errored: false }],
    [
      "is wrong",
      samplePlan({ diagnostics: [{ severity: "error", code: "a.b", summary: "c" }], complete: false }),
      { applyable: false, complete: false, errored: true },
    ],
  ])("always says what can be done with it: it %s", (_what, plan, flags) => expect(build(plan)).toMatchObject(flags));

  it("is the same each time", () =>
    expect(JSON.stringify(build(mixedPlan()))).toBe(JSON.stringify(build(mixedPlan()))));
});

describe("actions", () => {
  const plan = mixedPlan();

  it("of an adoption: an import without a change, or with one", () => {
    expect(changeOf(plan, "vms.legacy")?.change).toMatchObject({ actions: ["no-op"], importing: { id: "10064" } });
    expect(changeOf(plan, "vms.app")?.change).toMatchObject({ actions: ["update"], importing: { id: "10060" } });
  });

  it("of a move: nothing, with the previous address", () =>
    expect(changeOf(plan, "vms.new")).toMatchObject({ previous_address: "vms.old", change: { actions: ["no-op"] } }));
  it("of a rebuild: delete and create, with what forced it", () =>
    expect(changeOf(plan, "vms.edge")?.change).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["image", "description"]],
    }));

  it("of a replacement that makes the new one first: create and delete", () => {
    const entries = [sampleEntry("vms.a", { action: "replace", reason: "replace_by_request", before: {}, after: {} })];
    const operations = [
      sampleOperation("create", "vms.a", [], { deposes: true }),
      sampleOperation("delete-deposed", "vms.a", [], { needs: ["create vms.a"] }),
    ];
    expect(changeOf(samplePlan({ entries, operations }), "vms.a")?.change.actions).toEqual(["create", "delete"]);
  });

  it("of an object that an earlier replacement left behind: a deposed delete", () => {
    const entries = [
      sampleEntry("vms.a", { action: "delete", child: true, reason: "deposed", remoteId: "17", before: { id: "17" } }),
    ];
    expect(changeOf(samplePlan({ entries }), "vms.a")).toMatchObject({
      deposed: "17",
      change: { actions: ["delete"] },
    });
  });

  it("of half-made objects: tainted, in Terraform's words", () => {
    const entries = [sampleEntry("vms.a", { action: "replace", reason: "half-made: the installation failed" })];
    expect(changeOf(samplePlan({ entries }), "vms.a")?.action_reason).toBe("replace_because_tainted");
  });

  it("of parts of a VM: entries of their own", () =>
    expect(changeOf(plan, 'vms.db.ips["203.0.113.7"]')).toMatchObject({
      type: "serveroid_ip",
      index: "203.0.113.7",
      change: { actions: ["delete"] },
    }));
});

describe("values", () => {
  it("mark what is sensitive or unknown in the shape of the values", () => {
    const change = changeOf(fleetPlan(1), "vms.web[0]")?.change;
    expect(change).toMatchObject({
      before: null,
      after_unknown: { id: true },
      before_sensitive: false,
      after_sensitive: { password: true },
    });
    expect(JSON.stringify(change?.after)).not.toContain("password");
  });

  it("give the index as a number or text", () =>
    expect(changesOf(fleetPlan()).map((change) => change.index)).toEqual([undefined, 0, 1, 2]));
});

describe("the trueup part", () => {
  const { trueup } = build(fleetPlan(1)) as {
    trueup: {
      operations: { id: string; order: number; wave: number; steps: { wire: string; request: unknown }[] }[];
      prices: null;
    };
  };

  it("lists operations in an order in which they can run", () =>
    expect(trueup.operations.map(({ id, order, wave }) => [order, wave, id])).toEqual([
      [1, 1, "create keys.ops"],
      [2, 2, "create vms.web[0]"],
    ]));
  it("shows the calls", () => expect(trueup.operations[1]?.steps[0]?.wire).toBe("GET /vm/install/"));
  it("keeps secrets as references", () =>
    expect(JSON.stringify(build(mixedPlan()))).toContain('{"$ref":"secret","address":"vms.db","path":"password"}'));
});
