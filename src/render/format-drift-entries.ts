// Entries of drift, one line a field; instances of a group with the same drift as one. Pure.
import { groupOf } from "../core/address.ts";
import type { SeenDrift } from "../core/drift-report.ts";
import { groupBy } from "../core/group-by.ts";
import type { Attribution, DriftEntry } from "../core/plan.ts";
import { DRIFT_MEANINGS } from "./drift-words.ts";
import { textWidth, wrapText } from "./fit-text.ts";
import { formatFields } from "./format-fields.ts";
import { formatInstances } from "./format-instances.ts";
import { formatTime } from "./format-time.ts";
import type { Paint, Style } from "./style.ts";

export interface DriftLinesRequest {
  readonly style: Style;
  readonly paint: Paint;
  readonly most?: number;
  /** When the look began: what is known since then is new. Absent: nothing is told of that. */
  readonly nowMs?: number;
}

type Shown = DriftEntry & Partial<Pick<SeenDrift, "firstSeenMs">>;

const MOST_ENTRIES = 10_000;

/** A block of lines for each entry or group of them, at most so many. `drift` must be escaped already. */
export function formatDriftBlocks(drift: readonly Shown[], request: DriftLinesRequest): string[][] {
  const groups = [...groupBy(drift, keyOf).values()];
  return groups.slice(0, request.most ?? MOST_ENTRIES).map((same) => formatGroup(same, request));
}

/** The same as lines, and how many are left. */
export function formatDriftLines(drift: readonly Shown[], request: DriftLinesRequest): string[] {
  const blocks = formatDriftBlocks(drift, { ...request, most: MOST_ENTRIES });
  const { most = MOST_ENTRIES, paint } = request;
  const shown = blocks.slice(0, most).flat();
  return blocks.length > most ? [...shown, paint.dim(`  and ${blocks.length - most} more: trueup drift`)] : shown;
}

function keyOf({ address, class: kind, fields, detail, by, firstSeenMs }: Shown): string {
  return JSON.stringify([
    groupOf(address),
    address.includes("."),
    kind,
    fields,
    detail ?? "",
    by ?? "",
    firstSeenMs ?? 0,
  ]);
}

function formatGroup(same: readonly Shown[], { style, paint, nowMs }: DriftLinesRequest): string[] {
  const [entry] = same;
  if (entry === undefined) return [];
  const isGone = entry.class === "vanished" || entry.class === "replaced";
  const ink = isGone || entry.class === "conflict" ? paint.red : paint.yellow;
  const sign = isGone ? "-" : "~";
  const head = `  ${ink(sign)} ${paint.bold(formatInstances(same.map(({ address }) => address)))}  `;
  const meaning = `${ink(entry.class)}${paint.dim(`: ${DRIFT_MEANINGS[entry.class]}`)}`;
  const fields = entry.fields.map((field) => ({ ...field, cause: "yours" as const }));
  const lines = formatFields({ fields, width: style.width - 6, paint, isCreation: false });
  const title = textWidth(head + meaning) <= style.width ? [head + meaning] : [head.trimEnd(), `      ${meaning}`];
  const detail = entry.detail === undefined ? [] : wrapText(entry.detail, style.width, "      ");
  const history = formatHistory(entry, nowMs).flatMap((line) => wrapText(line, style.width - 6).map(paint.dim));
  return [...title, ...detail, ...[...lines, ...history].map((line) => `      ${line}`)];
}

function formatHistory({ firstSeenMs, by }: Shown, nowMs: number | undefined): string[] {
  const isOld = nowMs !== undefined && firstSeenMs !== undefined && firstSeenMs < nowMs;
  return [
    ...(by === undefined ? [] : [formatAttribution(by)]),
    ...(isOld ? [`first seen ${formatTime(firstSeenMs)}`] : []),
  ];
}

export function formatAttribution({ who, what, whenMs }: Attribution): string {
  return `by ${who}: ${what}${whenMs === undefined ? "" : `, ${formatTime(whenMs)}`}`;
}
