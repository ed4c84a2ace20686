// What a look for drift tells, in sections: a title and blocks of lines. The forms for people are made of these. Pure.
import { countDrift } from "../core/count-drift.ts";
import type { DriftReport } from "../core/drift-report.ts";
import type { DriftClass } from "../core/plan.ts";
import { describeFound, describeSurplus } from "../core/surplus.ts";
import { DRIFT_CLASSES } from "./drift-words.ts";
import { wrapText } from "./fit-text.ts";
import { LEFT_OVER, MADE_TWICE } from "./format-apply-summary.ts";
import { formatDriftBlocks } from "./format-drift-entries.ts";
import { formatInstances } from "./format-instances.ts";
import { formatTime } from "./format-time.ts";
import type { Paint, Style } from "./style.ts";

export interface DriftSection {
  readonly id: string;
  readonly title: string;
  /** Of lines that stay together. */
  readonly blocks: readonly (readonly string[])[];
}

interface Context {
  readonly style: Style;
  readonly paint: Paint;
}

/** `report` must be escaped already. Sections without anything are left out. */
export function formatDriftSections(report: DriftReport, context: Context): DriftSection[] {
  const { drift, unmanaged, surplus, undecided, unreadable, startedMs } = report;
  const tell = (item: Told) => formatTold(item, context);
  const doubled = [
    ...surplus.filter(({ isAlone }) => isAlone !== true).map((item) => ({ ...item, ...describeSurplus(item) })),
    ...undecided.map((item) => ({ ...item, ...describeFound(item, item.found) })),
  ].map(tell);
  const alone = surplus.filter(({ isAlone }) => isAlone === true);
  const leftOver = alone.map((item) => ({ ...item, ...describeSurplus(item) })).map(tell);
  const sections: DriftSection[] = [
    { id: "unreadable", title: "Could not be read", blocks: unreadable.map((one) => formatUnreadable(one, context)) },
    { id: "doubled", title: MADE_TWICE, blocks: doubled },
    { id: "left-over", title: LEFT_OVER, blocks: leftOver },
    {
      id: "drift",
      title: "Changed behind trueup's back",
      blocks: formatDriftBlocks(drift, { ...context, nowMs: startedMs }),
    },
    {
      id: "unmanaged",
      title: "Not declared anywhere",
      blocks: unmanaged.map((one) => formatUnmanaged(one, startedMs, context)),
    },
    { id: "changing", title: "Under way meanwhile", blocks: formatMeanwhile(report, context) },
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

export function formatDriftSummary(report: DriftReport): string {
  const { unreadable, errors } = report;
  const { doubled, "left-over": leftOver } = countDrift(report);
  const made = [["made twice", doubled] as const, ["left over", leftOver] as const];
  const told = [...made, ...countByClass(report)].filter(([kind, count]) => kind !== "unreadable" && count > 0);
  const seen = told.map(([kind, count]) => `${count} ${kind}`).join(", ");
  const lacks = [
    ...(errors.length === 0 ? [] : [`${errors.length} ${errors.length === 1 ? "error" : "errors"}`]),
    ...(unreadable.length === 0 ? [] : [`${unreadable.map(({ provider }) => provider).join(", ")} could not be read`]),
  ];
  if (lacks.length > 0) {
    const failed = `Drift is not fully known: ${lacks.join(", ")}`;
    return told.length === 0 ? `${failed}.` : `${failed}; seen so far: ${seen}.`;
  }
  return told.length === 0 ? "No drift. Everything is as the last apply left it." : `Drift: ${seen}.`;
}

/** Each class, also those of which there is nothing. Of what could not be read the tracked resources count. */
export function countByClass(report: DriftReport): (readonly [DriftClass, number])[] {
  const { doubled: _doubled, "left-over": _leftOver, ...counts } = countDrift(report);
  const unreadable = report.unreadable.reduce((sum, { addresses }) => sum + addresses.length, 0);
  return DRIFT_CLASSES.map((kind) => [kind, kind === "unreadable" ? unreadable : counts[kind]]);
}

function formatUnreadable(
  { provider, addresses, code, summary }: DriftReport["unreadable"][number],
  { style, paint }: Context,
): string[] {
  const hidden =
    addresses.length === 0
      ? "nothing is tracked there"
      : `nothing is known of ${addresses.length} ${addresses.length === 1 ? "resource" : "resources"}: ${formatInstances(addresses.slice(0, MOST_NAMED))}${addresses.length > MOST_NAMED ? " and others" : ""}`;
  return [
    ...wrapText(`${provider}: ${summary} (${code})`, style.width, `  ${paint.red("!")} `, "    "),
    ...wrapText(hidden, style.width, "    "),
  ];
}

const MOST_NAMED = 200;

function formatUnmanaged(
  { vendor, object, firstSeenMs }: DriftReport["unmanaged"][number],
  nowMs: number,
  { style, paint }: Context,
): string[] {
  const since = firstSeenMs < nowMs ? `; first seen ${formatTime(firstSeenMs)}` : "";
  return wrapText(
    `${vendor} ${object.type} ${object.name} (${object.remoteId})${since}`,
    style.width,
    `  ${paint.dim("?")} `,
    "    ",
  );
}

function formatMeanwhile({ holder, changing }: DriftReport, { style, paint }: Context): string[][] {
  const who =
    holder === undefined
      ? "another run"
      : `${holder.operation} of ${holder.who} on ${holder.host}, since ${holder.created} by its clock${holder.jobUrl === undefined ? "" : ` (${holder.jobUrl})`}`;
  const left =
    changing.length === 0
      ? "nothing of what was read is touched by it"
      : `nothing is said of ${formatInstances(changing)}`;
  const text = `${who}: ${left}`;
  return holder === undefined && changing.length === 0
    ? []
    : [wrapText(text, style.width, `  ${paint.cyan("*")} `, "    ")];
}

interface Told {
  readonly address: string;
  readonly reason: string;
  readonly fix: string;
}

function formatTold({ address, reason, fix }: Told, { style, paint }: Context): string[] {
  return [
    ...wrapText(`${address}: ${reason}`, style.width, `  ${paint.red("!")} `, "    "),
    ...wrapText(fix, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10)),
  ];
}
