// How a plan went on the stand-ins: what was done when, what was called, and what did not go through. Pure.
import type { Address } from "../core/address.ts";
import type { Plan } from "../core/plan.ts";
import type { RehearsedCall, RehearsedOperation } from "../core/rehearsal.ts";
import { formatDuration } from "../core/units.ts";
import { padText, textWidth, wrapText } from "./fit-text.ts";
import { formatInstances } from "./format-instances.ts";
import { buildPaint, type Style } from "./style.ts";

const MOST = 60;

export function formatRehearsal({ rehearsal }: Pick<Plan, "rehearsal">, style: Style): string[][] {
  if (rehearsal === undefined) return [];
  const { operations, calls, reads, durationMs } = rehearsal;
  const paint = buildPaint(style);
  const rows = groupAlike(operations);
  const shown = rows.slice(0, MOST);
  const times = shown.map(({ operation }) => formatTimes(operation));
  const width = Math.max(0, ...times.map(textWidth));
  const failed = operations.filter(({ outcome }) => outcome !== "done").length;
  const changes = calls.reduce((sum, { count }) => sum + count, 0);
  const lines = shown.flatMap(({ operation, addresses }, index) =>
    formatRow({ operation, addresses }, times[index] ?? "", width, style),
  );
  const more = rows.length - shown.length;
  const ending =
    failed === 0
      ? `All of it went through in ${formatSpan(durationMs)}: ${count(changes, "change")}${listCalls(calls)}, ${count(reads, "read")}.`
      : `${failed} of ${count(operations.length, "operation")} did not go through.`;
  const checks = operations.some(({ action }) => action === "check")
    ? ["Checks of machines were not made: each was taken as passed."]
    : [];
  return [
    [
      paint.bold("Rehearsed on stand-ins that hold what was read; nothing was sent"),
      ...lines,
      ...(more > 0 ? [`  and ${more} more: --format json lists them all`] : []),
      ...[ending, ...checks].flatMap((line) => wrapText(line, style.width, "  ")),
    ],
  ];
}

interface Row {
  readonly operation: RehearsedOperation;
  readonly addresses: readonly Address[];
}

/** Those that went alike at the same second are one line. */
function groupAlike(operations: readonly RehearsedOperation[]): Row[] {
  const rows = new Map<string, { operation: RehearsedOperation; addresses: Address[] }>();
  for (const operation of operations) {
    const { action, outcome, message = "" } = operation;
    const key = JSON.stringify([action, outcome, message, formatTimes(operation)]);
    const row = rows.get(key) ?? { operation, addresses: [] };
    row.addresses.push(operation.address);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function formatRow({ operation, addresses }: Row, times: string, width: number, style: Style): string[] {
  const { action, outcome, message } = operation;
  const word = action === "delete-deposed" ? "delete the one left over" : action;
  const ended = outcome === "done" ? "" : `  ${outcome}`;
  const lead = `  ${padText(times, width)}  `;
  return [
    ...wrapText(`${word} ${formatInstances(addresses)}${ended}`, style.width, lead, " ".repeat(lead.length)),
    ...(outcome === "done" || message === undefined
      ? []
      : wrapText(message.replace(/^skipped: /, ""), style.width, " ".repeat(lead.length + 2))),
  ];
}

function formatTimes({ startMs, endMs }: RehearsedOperation): string {
  return startMs === undefined ? "not begun" : `${formatSpan(startMs)} to ${formatSpan(endMs ?? startMs)}`;
}

const formatSpan = (ms: number): string => (ms < 500 ? "0s" : formatDuration(Math.round(ms / 1000) * 1000));

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function listCalls(calls: readonly RehearsedCall[]): string {
  const each = calls.map(({ call, count: times }) => (times === 1 ? call : `${call} ${times} times`));
  return each.length === 0 ? "" : ` (${each.join(", ")})`;
}
