import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../src/core/event.ts";
import { escapeForTerminal, escapeLines, showControls } from "../../../src/render/escape-for-terminal.ts";
import { formatApplySummary } from "../../../src/render/format-apply-summary.ts";
import { formatDiagnostic } from "../../../src/render/format-diagnostic.ts";
import { formatDriftText } from "../../../src/render/format-drift-text.ts";
import { formatError } from "../../../src/render/format-error.ts";
import { formatPlanText } from "../../../src/render/format-plan-text.ts";
import { formatStateShow } from "../../../src/render/format-state-show.ts";
import { formatTable } from "../../../src/render/format-table.ts";
import { createLiveView } from "../../../src/render/live-view.ts";
import { buildStateRecord } from "../../../src/render/state-record.ts";
import { createTextEvents } from "../../../src/render/text-events.ts";
import { LOOKED_AT, quietReport, seen } from "../../support/sample-drift.ts";
import { sampleResource, sampleSurplus } from "../../support/sample-state.ts";
import { STYLE } from "./golden.ts";
import { fleetPlan, mixedPlan, troubledPlan } from "./sample-plans.ts";

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        "\u001b[31m",
        "\u001b]8;;http://x\u0007",
        "\u001b]0;title",
        "\u009b2J",
        "\u001b",
        "\u202e",
        "\u200b",
        "\r",
        "\n",
        "\t",
        "\u0000",
        "\u0085",
        "\u2028",
        "a",
        "日",
        "ё",
        "%",
        "::error::",
        '"',
        "\ud800",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

/** The same plan with text from outside replaced wherever providers and YAML can put some. */
function poison<T>(value: T, text: string): T {
  const keep = new Set([
    "action",
    "address",
    "type",
    "vendor",
    "phase",
    "kind",
    "class",
    "cause",
    "effect",
    "severity",
    "unit",
    "mode",
    "by",
    "id",
    "outcome",
    "operation",
  ]);
  const walk = (item: unknown, key: string): unknown => {
    if (typeof item === "string")
      return key === "address" ? `vms.web[${JSON.stringify(text)}]` : keep.has(key) ? item : text;
    if (Array.isArray(item)) return item.map((child) => walk(child, key));
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, child]) => [name, walk(child, name)]));
  };
  return walk(value, "") as T;
}

const isClean = (text: string) => expect(text).not.toMatch(CONTROL);

describe("text from outside", () => {
  it("never brings control characters into a plan", () =>
    fc.assert(
      fc.property(nasty, (text) => {
        for (const plan of [mixedPlan(), troubledPlan(), fleetPlan(2)])
          isClean(formatPlanText(poison(plan, text), STYLE, { verbose: true }));
      }),
    ));

  it("never brings them into the end of an apply, drift, records, tables and errors", () =>
    fc.assert(
      fc.property(nasty, (text) => {
        const plan = mixedPlan();
        const results = plan.operations.map(({ id, address, action }) => ({
          operation: id,
          address,
          action,
          outcome: "failed" as const,
          message: text,
          fix: text,
          remoteId: text,
        }));
        isClean(formatApplySummary(results, poison(plan, text), "apply", STYLE));
        isClean(
          formatDriftText(
            quietReport({
              drift: plan.drift.map((entry) => poison(seen(entry), text)),
              surplus: [{ ...poison(sampleSurplus("vms.web"), text), firstSeenMs: LOOKED_AT }],
              unreadable: [
                { provider: text, vendor: text, addresses: [text], code: text, summary: text, firstSeenMs: LOOKED_AT },
              ],
              changing: [text],
            }),
            STYLE,
          ),
        );
        isClean(
          formatStateShow(
            buildStateRecord(
              text,
              poison(sampleResource("a", { applied: { [text]: { [text]: text } } }), text),
              undefined,
            ),
          ),
        );
        isClean(formatTable([text], [[text], [{ [text]: text }]], STYLE));
        isClean(formatError(Object.assign(new Error(text), { code: text }), STYLE));
      }),
    ));

  it("never brings them into diagnostics, code frames included", () =>
    fc.assert(
      fc.property(nasty, fc.nat(40), (text, column) => {
        const position = { line: 1, column: column + 1, byte: 0 };
        const range = { file: text, start: position, end: { ...position, column: column + 4 } };
        isClean(
          formatDiagnostic(
            {
              severity: "error",
              code: "a.b",
              summary: text,
              detail: text,
              fix: text,
              address: text,
              range,
              snippet: { startLine: 1, lines: text.split("\n") },
              related: [{ message: text, range }],
            },
            STYLE,
          ),
        );
      }),
    ));

  it("never brings them into events", () =>
    fc.assert(
      fc.property(nasty, (text) => {
        const about = { address: text, vendor: "serveroid", action: "create" as const, remoteId: text };
        const events: RunEvent[] = [
          { type: "reading", provider: text, what: text },
          { type: "started", ...about },
          { type: "step", summary: text, index: 0, of: 2, ...about },
          { type: "progress", elapsedMs: 10_000, waitingFor: text, ...about },
          { type: "settling", address: text, message: text },
          { type: "failed", elapsedMs: 1, message: text, vendorCode: text, ...about },
          { type: "unknown", elapsedMs: 1, message: text, fix: text, ...about },
          { type: "completed", elapsedMs: 1, warnings: [text], ...about },
        ];
        const print = createTextEvents(STYLE);
        const view = createLiveView(STYLE);
        for (const event of events) {
          isClean(print(event).join("\n"));
          const { permanent, frame } = view.handle(event, 1);
          isClean([...permanent, frame].join("\n"));
        }
      }),
    ));
});

describe("escaping", () => {
  it.each([
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u001b]8;;http://evil\u0007link\u001b]8;;\u0007", "link"],
    ["a\r\nb\tc", "a b c"],
    ["left\u202eright", "left\\u{202e}right"],
    ["half \ud83d pair", "half \\u{d83d} pair"],
    ["😀 日本 ё", "😀 日本 ё"],
  ])("of %j gives %j", (text, escaped) => expect(escapeForTerminal(text)).toBe(escaped));

  it("keeps line breaks where lines are wanted", () => expect(escapeLines("a\r\nb\u0007")).toBe("a\nb\\u{7}"));
  it("hides nothing in values", () => expect(showControls("\u001b[31m\n")).toBe("\\u{1b}[31m\\n"));
});
