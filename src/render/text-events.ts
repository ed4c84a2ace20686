// The event stream as log lines, for pipes and CI. Terraform's sentences where it has them; at most one progress line
// per resource in ten seconds.
import type { RunEvent } from "../core/event.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { formatDiagnostic } from "./format-diagnostic.ts";
import { formatElapsed, sayCompleted, sayErrored, sayProgress, sayStarted } from "./operation-words.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";

const PROGRESS_EVERY_MS = 10_000;

export type TextEvents = (event: RunEvent) => string[];

/** Each call returns the lines to print now; often none. */
export function createTextEvents(style: Style): TextEvents {
  const paint = buildPaint(style);
  const said = new Map<string, number>();
  return (event) => {
    if (event.type === "progress") {
      const tick = Math.floor(event.elapsedMs / PROGRESS_EVERY_MS);
      const key = `${event.action} ${event.address}`;
      if (tick <= (said.get(key) ?? 0)) return [];
      said.set(key, tick);
    }
    return describeEvent(event, style, paint);
  };
}

/** The lines of one event, whenever it is. */
export function describeEvent(event: RunEvent, style: Style, paint: Paint): string[] {
  switch (event.type) {
    case "reading":
      return [`${escapeForTerminal(event.provider)}: Reading ${escapeForTerminal(event.what)}...`];
    case "read":
      return [
        `${escapeForTerminal(event.provider)}: Read complete (${event.objects} object${event.objects === 1 ? "" : "s"})`,
      ];
    case "interrupted":
      return wrapText(sayInterrupted(event.inFlight, event.graceMs), style.width, "", "  ").map(paint.yellow);
    case "lease-lost":
      return explain(paint.red("The lock on the state is lost: nothing more is sent."), event.message, style);
    case "diagnostic":
      return formatDiagnostic(event.diagnostic, style).split("\n");
    case "settling":
    case "settled":
      return wrapText(
        `${escapeForTerminal(event.address)}: ${escapeForTerminal(event.message)}`,
        style.width,
        "",
        "  ",
      ).map(event.type === "settled" ? paint.cyan : paint.yellow);
    default:
      return describeOperation(event, style, paint);
  }
}

type OperationEvent = Extract<RunEvent, { action: unknown }>;

function describeOperation(event: OperationEvent, style: Style, paint: Paint): string[] {
  const about = {
    ...event,
    address: escapeForTerminal(event.address),
    ...(event.remoteId === undefined ? {} : { remoteId: escapeForTerminal(event.remoteId) }),
  };
  const { address } = about;
  switch (event.type) {
    case "started":
      return [paint.bold(sayStarted(about))];
    case "step":
      return event.of > 1
        ? [`${address}: ${escapeForTerminal(event.summary)} (step ${event.index + 1} of ${event.of})`]
        : [];
    case "progress":
      return wrapText(sayProgress(about, event.elapsedMs, progressDetail(event)), style.width, "", "  ");
    case "completed":
      return [
        paint.green(sayCompleted(about, event.elapsedMs)),
        ...event.warnings.flatMap((warning) => wrapText(escapeForTerminal(warning), style.width, "  warning: ")),
      ];
    case "failed":
      return explain(paint.red(sayErrored(about, event.elapsedMs)), withCode(event), style);
    case "unknown":
      return explain(
        paint.red(`${address}: not known whether it happened, after ${formatElapsed(event.elapsedMs)}`),
        `${event.message}${event.fix === "" ? "" : `\nfix: ${event.fix}`}`,
        style,
      );
    case "still-running":
      return explain(
        paint.yellow(`${address}: still running at the provider after ${formatElapsed(event.elapsedMs)}`),
        event.message,
        style,
      );
    case "blocked":
      return explain(paint.yellow(`${address}: blocked`), event.message, style);
    case "skipped":
      return [paint.yellow(`${address}: ${escapeForTerminal(event.message)}`)];
  }
}

function progressDetail(event: Extract<RunEvent, { type: "progress" }>): string {
  const percentage = event.percentage === undefined ? "" : ` ${Math.round(event.percentage)}%`;
  return event.waitingFor === undefined
    ? percentage
    : `${percentage} waiting for ${escapeForTerminal(event.waitingFor)}`;
}

export function withCode(event: Extract<RunEvent, { type: "failed" }>): string {
  const codes = [event.fault, event.vendorCode === undefined ? undefined : `code ${event.vendorCode}`].filter(
    (code) => code !== undefined,
  );
  return codes.length === 0 ? event.message : `${event.message} (${codes.join(", ")})`;
}

function explain(title: string, message: string, style: Style): string[] {
  return message === ""
    ? [title]
    : [title, ...message.split("\n").flatMap((line) => wrapText(escapeForTerminal(line), style.width, "  "))];
}

/** `graceMs` undefined: what is in flight is awaited for as long as it takes. */
export function sayInterrupted(inFlight: number, graceMs: number | undefined): string {
  const limit = graceMs === undefined ? "" : `, at most ${formatElapsed(graceMs)}`;
  const waiting = inFlight === 0 ? "nothing is in flight" : `waiting for ${inFlight} in flight${limit}`;
  return `Interrupted: nothing more is sent; ${waiting}. Interrupt again to stop at once; nothing is lost.`;
}
