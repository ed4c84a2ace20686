// What `watch` tells, for people and for programs: one line for each thing, with its time. Pure.

import type { Diagnostic } from "../core/diagnostic.ts";
import type { JsonObject } from "../core/json.ts";
import { sayMoment } from "../core/moment.ts";
import { formatDuration } from "../core/units.ts";
import type { ApplyOutcome, WatchEvent } from "../core/watch-event.ts";
import { buildDiagnosticDocument } from "./diagnostic-document.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { buildPaint, type Paint, PLAIN_STYLE, type Style } from "./style.ts";

/** `timestamp`: RFC 3339. */
export function formatWatchEvent(event: WatchEvent, timestamp: string, style: Style): string {
  const time = timestamp.replace(/\.\d+Z$/, "Z");
  return listLines(onOneLine(event), buildPaint(style))
    .map((line) => `${time} ${line}\n`)
    .join("");
}

/** A line break in a provider's text must not make a line that looks like ours. */
function onOneLine(event: WatchEvent): WatchEvent {
  const clean = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? escapeForTerminal(value) : value;
  return JSON.parse(JSON.stringify(event), clean) as WatchEvent;
}

function listLines(event: WatchEvent, paint: Paint): string[] {
  switch (event.type) {
    case "watch-started":
      return [describeStart(event)];
    case "stack-added":
      return [`${event.stack}: new, in ${event.folder}`];
    case "stack-removed":
      return [`${event.stack}: gone, with ${event.folder}`];
    case "drift-found":
      return event.findings.map(({ subject, text }) => `${event.stack}: ${paint.yellow("drift")} ${subject}: ${text}`);
    case "drift-resolved":
      return event.subjects.map((subject) => `${event.stack}: ${paint.green("resolved")} ${subject}`);
    case "look-failed":
      return event.errors.map((error) => `${event.stack}: ${paint.red("failed")} ${describeError(error)}`);
    case "look-recovered":
      return [`${event.stack}: ${paint.green("works again")}`];
    case "account-backing-off":
      return [`${event.account}: ${paint.red("left alone")} for ${describeTime(event.forMs)}, with all its stacks`];
    default:
      return listApplyLines(event, paint);
  }
}

type ApplyEvent = Exclude<
  WatchEvent,
  | { readonly type: "watch-started" | `stack-${"added" | "removed"}` | `drift-${"found" | "resolved"}` }
  | { readonly type: `look-${"failed" | "recovered"}` | "account-backing-off" }
>;

function listApplyLines(event: ApplyEvent, paint: Paint): string[] {
  switch (event.type) {
    case "held-back":
      return event.changes.map(
        ({ address, action, reason, fix }) =>
          `${event.stack}: ${paint.yellow("left to you")} ${action} ${address}: ${reason} (${fix})`,
      );
    case "apply-started":
      return [`${event.stack}: applying ${event.changes.join(", ")}`];
    case "apply-ended":
      return describeApply(event, paint);
    case "stack-locked": {
      const { who, host, operation, created } = event.holder;
      return [
        `${event.stack}: locked by ${who} on ${host} (${operation}, since ${sayMoment(created)}); left for the next cycle`,
      ];
    }
    case "cycles-skipped":
      return [`${event.count} ${event.count === 1 ? "cycle was" : "cycles were"} skipped: the last one took too long`];
    case "watch-stopping":
      return [`stopping${event.applies === 0 ? "" : `: ${event.applies} under way, what is in flight is awaited`}`];
    case "watch-ended":
      return [`ended after ${event.cycles} ${event.cycles === 1 ? "cycle" : "cycles"}`];
    case "trouble":
      return [`warning: ${event.text}`];
  }
}

function describeStart({ stacks, intervalMs, applies, url }: Extract<WatchEvent, { type: "watch-started" }>): string {
  const what = applies.length === 0 ? "looks only" : `applies ${applies.join(", ")}`;
  const where = url === undefined ? "" : `, ${url}/healthz and /metrics`;
  return `watching ${stacks} ${stacks === 1 ? "stack" : "stacks"} every ${describeTime(intervalMs)}, ${what}${where}`;
}

const OUTCOMES: Readonly<Record<ApplyOutcome, string>> = {
  done: "applied",
  undone: "not all applied",
  refused: "not applied",
  locked: "locked",
  stopped: "stopped",
};

function describeApply(event: Extract<WatchEvent, { type: "apply-ended" }>, paint: Paint): string[] {
  const { stack, outcome, done, left, errors, tookMs } = event;
  const ink = outcome === "done" ? paint.green : outcome === "stopped" ? paint.yellow : paint.red;
  const took = tookMs === 0 ? "" : ` (${(tookMs / 1000).toFixed(1)} s)`;
  return [
    `${stack}: ${ink(OUTCOMES[outcome])}${done.length === 0 ? "" : ` ${done.join(", ")}`}${took}`,
    ...left.map(({ address, message }) => `${stack}: ${address}: ${message}`),
    ...errors.map((error) => `${stack}: ${describeError(error)}`),
  ];
}

function describeError({ code, summary, range, fix }: Diagnostic): string {
  const at = range === undefined ? "" : ` at ${range.file}:${range.start.line}:${range.start.column}`;
  return `${summary}${at} [${code}]${fix === undefined ? "" : ` (${fix})`}`;
}

/** A part of a second is nobody's business. */
function describeTime(ms: number): string {
  return formatDuration(Math.max(1000, Math.round(ms / 1000) * 1000));
}

/** As in the event stream of plan and apply. */
export function buildWatchEventDocument(event: WatchEvent, timestamp: string): JsonObject {
  const { type, ...rest } = event;
  const errors = "errors" in event ? { errors: event.errors.map(buildDiagnosticDocument) } : {};
  const [message = ""] = listLines(onOneLine(event), buildPaint(PLAIN_STYLE));
  return {
    "@level": isWrong(event) ? "warn" : "info",
    "@message": message,
    "@module": "trueup.watch",
    "@timestamp": timestamp,
    type: type.replaceAll("-", "_"),
    ...(JSON.parse(JSON.stringify(rest)) as JsonObject),
    ...errors,
  };
}

function isWrong(event: WatchEvent): boolean {
  if (event.type === "apply-ended") return event.outcome !== "done" && event.outcome !== "stopped";
  return event.type === "look-failed" || event.type === "account-backing-off" || event.type === "trouble";
}
