// The events of a run under the lock, as its printer tells them, and what of it is under way at the provider.
import type { FlowEvent, RunEvent } from "../core/event.ts";
import { listSome } from "../core/list-some.ts";
import { sayMoment } from "../core/moment.ts";
import { escapeForTerminal, escapeLines } from "../render/escape-for-terminal.ts";
import { formatResumed } from "../render/format-resumed.ts";
import { buildLeftOutDiagnostics } from "../render/stale-diagnostics.ts";
import type { Printer } from "./printer.ts";

export function tellEvent(printer: Printer, event: FlowEvent): void {
  switch (event.type) {
    case "planned":
      printer.plan(event.plan, event.prior);
      return;
    case "note":
      printer.note(escapeLines(event.text));
      return;
    case "waiting-for-lock": {
      const { who, host, operation, created } = event.holder;
      const since = sayMoment(created);
      printer.note(escapeForTerminal(`waiting for ${operation} of ${who} on ${host} to end (since ${since})`));
      return;
    }
    case "saved-plan-compared":
      tellComparison(printer, event);
      return;
    case "recovered":
      printer.note("taking up what an earlier run learned after it had lost its lock");
      return;
    case "resumed":
      for (const line of formatResumed(event.resumed)) printer.note(escapeLines(line));
      return;
    default:
      printer.event(event);
  }
}

function tellComparison(
  printer: Printer,
  { stale, elsewhere, notes }: Extract<FlowEvent, { readonly type: "saved-plan-compared" }>,
): void {
  printer.diagnostics(buildLeftOutDiagnostics(stale));
  if (elsewhere.length > 0)
    printer.note(escapeForTerminal(`Left alone, since it is not part of this plan: ${listSome(elsewhere)}`));
  for (const note of notes) printer.note(escapeForTerminal(`Note: ${note}`));
}

const ENDINGS: ReadonlySet<RunEvent["type"]> = new Set(["completed", "failed", "unknown", "still-running", "blocked"]);

export interface Running {
  readonly operations: Set<string>;
  /** Requests of earlier runs that are waited for. */
  readonly settling: Set<string>;
}

export function countRunning({ operations, settling }: Running, event: FlowEvent): void {
  // A check that is waited for is nothing that the provider is at.
  if (event.type === "started") {
    if (event.action !== "check") operations.add(event.address);
  } else if (event.type === "settling") settling.add(event.address);
  else if (event.type === "settled") settling.delete(event.address);
  else if (event.type === "resumed") settling.clear();
  else if ("address" in event && ENDINGS.has(event.type)) operations.delete(event.address);
}
