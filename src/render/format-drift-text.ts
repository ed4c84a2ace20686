// Drift for people: what changed behind our back, classified, one line per field.
import type { Observed } from "../core/observed.ts";
import type { DriftClass, DriftEntry } from "../core/plan.ts";
import { describeFound, describeSurplus, type ToldSurplus, type Undecided } from "../core/surplus.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { textWidth, wrapText } from "./fit-text.ts";
import { LEFT_OVER, MADE_TWICE } from "./format-apply-summary.ts";
import { formatFields } from "./format-fields.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";

export interface UnmanagedObject {
  readonly vendor: string;
  readonly object: Observed;
}

export interface DriftReport {
  readonly drift: readonly DriftEntry[];
  readonly unmanaged: readonly UnmanagedObject[];
  /** What one request has made beside the object of its address, as long as it runs. */
  readonly surplus: readonly ToldSurplus[];
  /** What one request has made twice, while none of it is on record. */
  readonly undecided: readonly Undecided[];
  /** Of the plan: what they are about could not be judged. */
  readonly errors?: number;
}

const MEANINGS: Readonly<Record<DriftClass, string>> = {
  conflict: "differs from the configuration",
  vanished: "it is gone",
  replaced: "it is gone; another object has its name",
  unset: "the configuration does not set this",
  agreed: "it is now as the configuration says",
  unhealthy: "it needs attention",
  unmanaged: "nobody declares it",
  "provider-event": "the provider did it",
};

export const DRIFT_CLASSES = Object.keys(MEANINGS) as readonly DriftClass[];

export function formatDriftText(report: DriftReport, style: Style): string {
  const paint = buildPaint(style);
  const { drift, unmanaged, surplus, undecided } = escapeAll(report);
  const lines = formatDriftLines(drift, { style, paint });
  const others = unmanaged.flatMap((item) => formatUnmanaged(item, style, paint));
  const tell = (item: Told) => formatTold(item, style, paint);
  const doubled = [
    ...surplus.filter(({ isAlone }) => isAlone !== true).map((item) => ({ ...item, ...describeSurplus(item) })),
    ...undecided.map((item) => ({ ...item, ...describeFound(item, item.found) })),
  ].flatMap(tell);
  const alone = surplus.filter(({ isAlone }) => isAlone === true);
  const leftOver = alone.map((item) => ({ ...item, ...describeSurplus(item) })).flatMap(tell);
  const sections = [
    doubled.length === 0 ? [] : [paint.bold(MADE_TWICE), ...doubled],
    leftOver.length === 0 ? [] : [paint.bold(LEFT_OVER), ...leftOver],
    lines.length === 0 ? [] : [paint.bold("Changed behind trueup's back"), ...lines],
    others.length === 0 ? [] : [paint.bold("Not declared anywhere"), ...others],
    [paint.bold(formatDriftSummary(report))],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

export function formatDriftSummary({ drift, unmanaged, surplus, undecided, errors = 0 }: DriftReport): string {
  const counts: (readonly [string, number])[] = DRIFT_CLASSES.map((kind) => [
    kind,
    kind === "unmanaged" ? unmanaged.length : drift.filter((entry) => entry.class === kind).length,
  ]);
  const alone = surplus.filter(({ isAlone }) => isAlone === true).length;
  const made = [["made twice", surplus.length - alone + undecided.length] as const, ["left over", alone] as const];
  const told = [...made, ...counts].filter(([, count]) => count > 0);
  const seen = told.map(([kind, count]) => `${count} ${kind}`).join(", ");
  if (errors > 0) {
    const failed = `Drift is not fully known: ${errors} ${errors === 1 ? "error" : "errors"}`;
    return told.length === 0 ? `${failed}.` : `${failed}; seen so far: ${seen}.`;
  }
  return told.length === 0 ? "No drift. Everything is as the last apply left it." : `Drift: ${seen}.`;
}

export interface DriftLinesRequest {
  readonly style: Style;
  readonly paint: Paint;
  readonly most?: number;
}

/** `drift` must be escaped already. */
export function formatDriftLines(
  drift: readonly DriftEntry[],
  { style, paint, most = 10_000 }: DriftLinesRequest,
): string[] {
  const shown = drift.slice(0, most).flatMap((entry) => formatEntry(entry, style, paint));
  const left = drift.length - most;
  return left > 0 ? [...shown, paint.dim(`  and ${left} more: trueup drift`)] : shown;
}

function formatEntry(entry: DriftEntry, style: Style, paint: Paint): string[] {
  const isGone = entry.class === "vanished" || entry.class === "replaced";
  const ink = isGone || entry.class === "conflict" ? paint.red : paint.yellow;
  const sign = isGone ? "-" : "~";
  const head = `  ${ink(sign)} ${paint.bold(entry.address)}  `;
  const meaning = `${ink(entry.class)}${paint.dim(`: ${MEANINGS[entry.class]}`)}`;
  const fields = entry.fields.map((field) => ({ ...field, cause: "yours" as const }));
  const lines = formatFields({ fields, width: style.width - 6, paint, isCreation: false });
  const title = textWidth(head + meaning) <= style.width ? [head + meaning] : [head.trimEnd(), `      ${meaning}`];
  const detail = entry.detail === undefined ? [] : wrapText(entry.detail, style.width, "      ");
  return [...title, ...detail, ...lines.map((line) => `      ${line}`)];
}

function formatUnmanaged({ vendor, object }: UnmanagedObject, style: Style, paint: Paint): string[] {
  return wrapText(
    `${vendor} ${object.type} ${object.name} (${object.remoteId})`,
    style.width,
    `  ${paint.dim("?")} `,
    "    ",
  );
}

interface Told {
  readonly address: string;
  readonly reason: string;
  readonly fix: string;
}

function formatTold({ address, reason, fix }: Told, style: Style, paint: Paint): string[] {
  return [
    ...wrapText(`${address}: ${reason}`, style.width, `  ${paint.red("!")} `, "    "),
    ...wrapText(fix, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10)),
  ];
}
