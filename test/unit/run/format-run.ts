// A run as text: one line for each event, the end, and what it has left behind. Pure.
import type { Diagnostic } from "../../../src/core/diagnostic.ts";
import { AbortedError, DiagnosticsError, ProviderError, StateError } from "../../../src/core/errors.ts";
import type { FlowEvent, OperationResult, Resumed } from "../../../src/core/event.ts";
import type { Plan } from "../../../src/core/plan.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { formatSurplus } from "../../../src/core/surplus.ts";
import type { ApplyEnd } from "../../../src/run/apply-run.ts";

/** Undefined for what every run tells and no law is about. */
export function formatEvent(event: FlowEvent): string | undefined {
  switch (event.type) {
    case "waiting-for-lock":
      return `waiting for ${event.holder.who} at ${event.holder.host} (${event.holder.operation})`;
    case "lease-lost":
      return `lock lost: ${event.message}`;
    case "recovered":
      return `recovered ${formatList(event.intents.map(({ action, address }) => `${action} ${address}`))}`;
    case "resumed":
      return `resumed ${formatList(event.resumed.map(formatResumed))}`;
    case "note":
      return `note: ${event.text.replace(/\n\s*/g, " ")}`;
    case "saved-plan-compared":
      return `compared with the saved plan: ${formatList([...event.stale.map(({ address }) => address), ...event.notes])}`;
    case "planned":
      return formatPlanned(event.plan);
    case "read":
      return `read ${event.provider}: ${event.objects}`;
    case "reading":
      return undefined;
    case "interrupted":
      return `interrupted, ${event.inFlight} in flight`;
    case "diagnostic":
      return `told ${formatDiagnostic(event.diagnostic).join("; ")}`;
    case "settling":
      return /: \d+ s(, \d+ %)?$/.test(event.message) ? undefined : `settling ${event.address}: ${event.message}`;
    case "settled":
      return `settled ${event.address}: ${event.message}`;
    default:
      return formatOperationEvent(event);
  }
}

const formatResumed = ({ intent, outcome, message }: Resumed): string =>
  formatEnding(`${intent.address} ${outcome}`, message);

type OperationEvent = Extract<FlowEvent, { readonly action: unknown }>;

function formatOperationEvent(event: OperationEvent): string {
  const name = `${event.action} ${event.address}`;
  switch (event.type) {
    case "started":
      return `started ${name}`;
    case "step":
      return `  step ${name}: ${event.summary}`;
    case "progress":
      return `  waiting ${name}${event.waitingFor === undefined ? "" : `: ${event.waitingFor}`}`;
    case "completed":
      return [`done ${name}`, ...event.warnings].join("; ");
    default:
      return `${event.type} ${name}: ${event.message}`;
  }
}

const ENDINGS: ReadonlySet<FlowEvent["type"]> = new Set(["completed", "failed", "unknown", "still-running", "blocked"]);

/** What was begun, and whose end nobody was told; an interrupted operation is told among the results only. */
export function listUnended(events: readonly FlowEvent[], results: readonly OperationResult[]): string[] {
  const count = (types: ReadonlySet<FlowEvent["type"]>, name: string) =>
    events.filter((event) => types.has(event.type) && "action" in event && `${event.action} ${event.address}` === name)
      .length;
  const started = events.flatMap((event) => (event.type === "started" ? [`${event.action} ${event.address}`] : []));
  return started.filter((name) => {
    const isInterrupted = results.some(
      ({ action, address, outcome }) => outcome === "interrupted" && `${action} ${address}` === name,
    );
    return count(ENDINGS, name) + (isInterrupted ? 1 : 0) !== count(new Set(["started"]), name);
  });
}

/** `planned: 1 to add; blocked: vms.web`. */
export function formatPlanned(plan: Plan): string {
  const { counts, blocked, protected: held, pending } = plan;
  const work = [
    ...(counts.import > 0 ? [`${counts.import} to import`] : []),
    ...(counts.add > 0 ? [`${counts.add} to add`] : []),
    ...(counts.change > 0 ? [`${counts.change} to change`] : []),
    ...(counts.destroy > 0 ? [`${counts.destroy} to destroy`] : []),
  ];
  const addressesOf = (title: string, entries: readonly { readonly address: string }[]) =>
    entries.length === 0 ? [] : [`${title}: ${entries.map(({ address }) => address).join(", ")}`];
  return [
    `planned: ${work.length === 0 ? "nothing" : work.join(", ")}`,
    ...addressesOf("not settled", pending),
    ...addressesOf("blocked", blocked),
    ...addressesOf("protected", held),
  ].join("; ");
}

export function formatApplyEnd(end: ApplyEnd): string[] {
  const { outcome, results, outputs, surplus, isStateSaved, error } = end;
  const undone = results.filter((result) => result.outcome !== "done");
  const told = Object.entries(outputs).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return [
    `end ${outcome}${results.length === 0 ? "" : `: ${results.length - undone.length} of ${results.length} done`}`,
    ...undone.map(({ action, address, remoteId, outcome: how, message, fix }) => {
      const why = how === "interrupted" && message !== how ? message : undefined;
      return [
        `  ${formatEnding(`${action} ${address}${remoteId === undefined ? "" : ` (${remoteId})`}: ${how}`, why)}`,
        ...sayFix(fix),
      ].join(" | ");
    }),
    ...(told.length === 0 ? [] : [`  outputs: ${told.join(", ")}`]),
    ...(surplus.length === 0 ? [] : [`  made twice: ${surplus.map(formatSurplus).join(", ")}`]),
    ...(isStateSaved ? [] : ["  the state is not saved"]),
    ...(error === undefined ? [] : formatError(error).map((line) => `  error ${line}`)),
  ];
}

/** `state.locked: …`, one line for each thing that is wrong. */
export function formatError(error: unknown): string[] {
  if (error instanceof AbortedError) return ["interrupted"];
  if (error instanceof DiagnosticsError) return error.diagnostics.flatMap(formatDiagnostic);
  if (error instanceof StateError) {
    const { holder } = error;
    const who = holder === undefined ? [] : [`held by ${holder.who} at ${holder.host} (${holder.operation})`];
    return [[`state.${error.problem}: ${error.message}`, ...who, ...sayFix(error.hint)].join(" | ")];
  }
  if (error instanceof ProviderError) return [`provider.${error.fault}: ${error.message}`];
  throw error;
}

export function formatDiagnostic({ code, summary, detail, fix }: Diagnostic): string[] {
  const told = detail === undefined ? [] : [detail.replace(/\n\s*/g, " ")];
  return [[`${code}: ${summary}`, ...told, ...sayFix(fix)].join(" | ")];
}

const sayFix = (fix: string | undefined): string[] => (fix === undefined ? [] : [`fix: ${fix}`]);

/** What the state holds afterwards; `before`: as it was before the run. */
export function formatState(before: StateDocument | undefined, after: StateDocument | undefined): string {
  if (after === undefined) return before === undefined ? "no state" : "the state is gone";
  if (after.serial === before?.serial && after.lineage === before.lineage) return "state unchanged";
  const { resources, pending, surplus = [] } = after;
  const held = Object.entries(resources).map(([address, { halfMade }]) =>
    halfMade === undefined ? address : `${address} (half-made)`,
  );
  return [
    `state: ${held.length === 0 ? "nothing" : held.sort().join(", ")}`,
    ...pending.map(({ action, address, phase }) => `${phase}: ${action} ${address}`),
    ...(surplus.length === 0 ? [] : [`made twice: ${surplus.map(formatSurplus).join(", ")}`]),
  ].join("; ");
}

const formatEnding = (what: string, message: string | undefined): string =>
  message === undefined || message === "" ? what : `${what} (${message})`;

const formatList = (items: readonly string[]): string =>
  items.length === 0 ? "0" : `${items.length}: ${items.join(", ")}`;
