import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildError, buildWarning } from "../../../src/core/diagnostic.ts";
import type { Plan, PlanEntry } from "../../../src/core/plan.ts";
import type { Operation } from "../../../src/core/step.ts";
import { formatFailureHtml, formatPlanHtml } from "../../../src/render/format-plan-html.ts";
import { buildPlanDocument } from "../../../src/render/plan-document.ts";
import {
  fleetPlan,
  mixedPlan,
  sampleCreation,
  sampleEntry,
  sampleField,
  sampleOperation,
  samplePlan,
  sampleStep,
  troubledPlan,
} from "./sample-plans.ts";

const digest = (text: string) => createHash("sha256").update(text).digest("base64");
const CONTEXT = { timestamp: "2026-11-02T10:00:00Z", version: "0.0.0-test", verbose: false, digest };
const format = (plan: Plan) => formatPlanHtml(plan, CONTEXT);

/** What is special to this plan: style and script are the same in each. */
const bodyOf = (text: string) => text.slice(text.indexOf("<body>"), text.indexOf("<script>"));
const textOf = (text: string) => bodyOf(text).replace(/<[^>]*>/g, " ");

describe("the plan as a page", () => {
  it("is what it was", () => expect(format(mixedPlan())).toMatchFileSnapshot("../../golden/plan-mixed.html"));

  it("is the same each time", () => {
    expect(format(mixedPlan())).toBe(format(mixedPlan()));
    expect(format(JSON.parse(JSON.stringify(mixedPlan())))).toBe(format(mixedPlan()));
  });

  it("names the digests of its own style and script, and allows nothing else", () => {
    const text = format(mixedPlan());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1] ?? "";
    const [style, script] = ["style", "script"].map((tag) =>
      digest(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)?.[1] ?? ""),
    );
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${script}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(text).not.toMatch(/ style=| on[a-z]+="|https?:\/\/|@import|url\(/);
  });

  it("has headings in order, landmarks and unique ids", () => {
    const text = bodyOf(format(mixedPlan()));
    const levels = [...text.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    for (const tag of ["<header", "<nav", "<main", "<footer"]) expect(text.split(tag)).toHaveLength(2);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("tells trouble, what is refused and what destroys before the changes", () => {
    const text = textOf(
      format({ ...mixedPlan(), diagnostics: [buildError("a.b", "wrong"), buildWarning("c.d", "odd")] }),
    );
    const places = ["Planning failed: 1 error.", "a.b", "Apply refuses", "c.d", "Destroys: 7 steps", "asked for by"];
    const found = places.map((place) => text.indexOf(place));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(text).not.toContain("Plan: 2");
  });

  it("says who changed a field, and values with their units", () => {
    const text = textOf(format(mixedPlan())).replace(/\s+/g, " ");
    expect(text).toContain("1 GiB → 2 GiB");
    expect(text).toContain("(changed outside)");
    expect(text).toContain("lost with it");
  });

  it("of no changes has no empty sections", () => {
    const text = bodyOf(format(samplePlan()));
    expect(text).toContain("No changes. Your infrastructure matches the configuration.");
    expect([...text.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual(["summary"]);
  });

  it("of a run without a plan has the errors", () => {
    const text = formatFailureHtml([buildError("a.b", "wrong <b>", { fix: "do it" })], CONTEXT);
    expect(text).toMatch(/^<!doctype html>/);
    expect(textOf(text)).toContain("Planning failed: 1 error.");
    expect(textOf(text)).toContain("wrong &lt;b&gt;");
    expect(textOf(text)).toContain("do it");
  });

  it("shows what is not settled", () => expect(textOf(format(troubledPlan()))).toContain("Not settled yet"));
});

describe("text of others on a page", () => {
  const nasty = `</script></style></details><img src=x onerror=alert(1)>"'&\u202e\u001b[31m`;
  const entry = sampleEntry("vms.a", {
    name: nasty,
    remoteId: nasty,
    action: "delete",
    notes: [nasty],
    steps: [nasty, nasty],
    lost: [{ kind: "snapshot", label: nasty }],
    fields: [sampleField("description", { before: nasty, after: `${nasty}\n${nasty}` })],
  });
  const plan = samplePlan({
    stack: nasty,
    entries: [entry, { ...entry, address: `vms.b["${nasty}"]`, action: "update" }],
    operations: [
      sampleOperation("update", nasty, [sampleStep(nasty, nasty)]),
      sampleOperation("delete", "vms.a", [], { needs: [`update ${nasty}`] }),
    ],
    destructive: [{ address: nasty, kind: "delete", detail: nasty, lost: [], exempt: false }],
    outputs: [{ name: nasty, before: nasty, after: { [nasty]: nasty }, unknown: false, sensitive: false }],
    blocked: [{ address: nasty, reason: nasty, fix: nasty, undone: true }],
    diagnostics: [
      buildWarning(nasty, nasty, {
        detail: nasty,
        fix: nasty,
        range: { file: nasty, start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 2, byte: 1 } },
        snippet: { startLine: 1, lines: [nasty] },
      }),
    ],
  });

  it("begins and ends no element, and hides nothing", () => {
    const text = format(plan);
    const ours = format(mixedPlan());
    for (const tag of ["</script", "</style", "<script", "<style"])
      expect(text.split(tag).length).toBe(ours.split(tag).length);
    expect(text).not.toContain("<img");
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  });

  it("ends no attribute", () => {
    const tags = bodyOf(format(plan)).match(/<[a-z][^>]*>/g) ?? [];
    for (const tag of tags) expect(tag).toMatch(/^<[a-z0-9]+( [a-z][\w-]*(="[^"<>]*")?)*\/?>$/i);
  });
});

const COUNT = 5000;
const indices = Array.from({ length: COUNT }, (_none, index) => index);
const operate = (action: Operation["action"], address: string, needs: string[] = []) =>
  sampleOperation(action, address, [sampleStep("do it", "GET /x/y/", { expectedMs: 5000 })], { needs });
const planOf = (
  entryOf: (index: number) => PlanEntry,
  operationOf: (index: number) => Operation,
  more: Partial<Plan> = {},
) => samplePlan({ entries: indices.map(entryOf), operations: indices.map(operationOf), ...more });

describe("5,000 changes", () => {
  const plans: [string, Plan][] = [
    ["of one group", fleetPlan(COUNT)],
    [
      "that are each another",
      planOf(
        (index) => ({ ...sampleCreation(index), address: `vms.v${index}` }),
        (index) => operate("create", `vms.v${index}`),
      ),
    ],
    [
      "that destroy",
      planOf(
        (index) =>
          sampleEntry(`vms.web[${index}]`, {
            action: "delete",
            remoteId: `${index}`,
            lost: [{ kind: "snapshot", label: "golden" }],
          }),
        (index) => operate("delete", `vms.web[${index}]`),
        {
          destructive: indices.map((index) => ({
            address: `vms.web[${index}]`,
            kind: "delete",
            detail: "it is deleted",
            lost: [],
            exempt: false,
          })),
        },
      ),
    ],
    [
      "that wait for each other",
      planOf(
        (index) =>
          sampleEntry(`vms.v${index}`, {
            fields: [sampleField("memory", { before: 1024, after: index, unit: "MiB" })],
          }),
        (index) => operate("update", `vms.v${index}`, index === 0 ? [] : [`update vms.v${index - 1}`]),
      ),
    ],
    [
      "with long texts in another script",
      planOf(
        (index) =>
          sampleEntry(`vms.v${index}`, {
            fields: [sampleField("description", { before: "я".repeat(400), after: "ж".repeat(500) + index })],
          }),
        (index) => operate("update", `vms.v${index}`),
      ),
    ],
  ];

  it.each(plans)("%s are less than 5 MB, and at most twice the JSON of them", (_name, plan) => {
    const bytes = Buffer.byteLength(format(plan));
    const json = Buffer.byteLength(JSON.stringify(buildPlanDocument(plan, { ...CONTEXT, priorState: undefined })));
    expect(bytes).toBeLessThan(5_000_000);
    expect(bytes).toBeLessThan(2 * json);
  });

  it("are all there to be found, each of a group by its address", () => {
    const text = bodyOf(format(fleetPlan(COUNT)));
    for (const index of [0, 777, COUNT - 1]) expect(text).toContain(`vms.web[${index}] (web-${index})`);
  });
});

describe("the picture of what waits for what", () => {
  const boxes = (plan: Plan) => (bodyOf(format(plan)).match(/class="node /g) ?? []).length;

  it("has a box for each operation up to 300", () => {
    expect(boxes(fleetPlan(3))).toBe(4);
    expect(boxes(fleetPlan(299))).toBe(300);
  });

  it("joins alike instances above", () => {
    expect(boxes(fleetPlan(300))).toBe(2);
    expect(textOf(format(fleetPlan(300)))).toContain("vms.web[0..299]");
  });

  it("joins by branch: what waits for something else is another box", () => {
    const keys = ["a", "b"].map((name) => operate("create", `keys.${name}`));
    const machines = indices
      .slice(0, 400)
      .map((index) => operate("create", `vms.web[${index}]`, [index < 100 ? "create keys.a" : "create keys.b"]));
    const plan = samplePlan({ entries: [], operations: [...keys, ...machines] });
    expect(boxes(plan)).toBe(4);
    expect(textOf(format(plan))).toContain("vms.web[100..399]");
  });

  it("joins by type and wave where names have nothing in common", () => {
    const machines = indices.slice(0, 400).map((index) => operate("create", `vms.v${index}`, ["create keys.a"]));
    const plan = samplePlan({ entries: [], operations: [operate("create", "keys.a"), ...machines] });
    expect(boxes(plan)).toBe(2);
    expect(textOf(format(plan))).toContain("400 × vm at serveroid");
  });

  it("is a sentence where nothing waits", () => {
    const plan = samplePlan({ operations: [operate("create", "vms.a"), operate("create", "vms.b")] });
    expect(boxes(plan)).toBe(0);
    expect(textOf(format(plan))).toContain("No operation waits for another");
  });
});

describe("the order in time", () => {
  const rows = (plan: Plan) =>
    [...format(plan).matchAll(/<tr><th scope="row"><span class="act.*?<\/tr>/g)].map(([row]) =>
      row
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );

  it("begins after what is needed, and says what is not known", () => {
    const step = (expectedMs?: number) => [
      sampleStep("do it", "GET /x/y/", expectedMs === undefined ? {} : { expectedMs }),
    ];
    const operations = [
      sampleOperation("create", "keys.a", step(2000)),
      sampleOperation("create", "vms.a", step(60_000), { needs: ["create keys.a"] }),
      sampleOperation("update", "vms.b", [...step(5000), ...step()]),
      sampleOperation("create", "snapshots.a", step(), { needs: ["create vms.a"] }),
      sampleOperation("delete", "snapshots.b", []),
    ];
    expect(rows(samplePlan({ operations }))).toEqual([
      "create keys.a 2s at the start",
      "update vms.b at least 5s at the start",
      "delete snapshots.b at once at the start",
      "create vms.a 1m after 2s",
      "create snapshots.a not known after 1m2s",
    ]);
  });

  it("says alike instances once", () => {
    const shown = rows(fleetPlan(40));
    expect(shown).toEqual(["create keys.ops not known at the start", "create vms.web[0..39] × 40 not known after 30s"]);
  });
});
