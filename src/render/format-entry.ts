// One block of the plan: what happens to one resource, or alike to many instances of it.
import { type DestructiveStep, isBeside, type PlanEntry } from "../core/plan.ts";
import { describeReason, inkOf, symbolOf } from "./action-words.ts";
import { padText, textWidth, wrapText } from "./fit-text.ts";
import { formatFields } from "./format-fields.ts";
import { formatInstances } from "./format-instances.ts";
import { formatLost } from "./format-lost.ts";
import type { EntryGroup } from "./group-entries.ts";
import { listReplacedFields } from "./replaced-fields.ts";
import type { Paint, Style } from "./style.ts";

export interface EntryContext {
  readonly style: Style;
  readonly paint: Paint;
  readonly isVerbose: boolean;
  readonly isDestroy: boolean;
  /** Provider entries are named where there is more than one. */
  readonly namesProviders: boolean;
  readonly createFirst: ReadonlySet<string>;
  readonly destructive: ReadonlyMap<string, readonly DestructiveStep[]>;
  /** The method and path of a step of this address. */
  readonly wireOf: (address: string, summary: string) => string | undefined;
}

/** Columns before each line below the first. */
export const ENTRY_INDENT = 8;
const INDENT = " ".repeat(ENTRY_INDENT);

export function formatEntry(group: EntryGroup, context: EntryContext): string[] {
  const { style } = context;
  const room = style.width - INDENT.length;
  const body = [
    ...formatOrigin(group.first, room, context),
    ...formatFields({
      fields: shownFields(group),
      width: room,
      paint: context.paint,
      isCreation: group.first.action === "create",
    }),
    ...formatSteps(group.first, room, context),
    ...formatNotes(group.first, room, context),
    ...formatLosses(group.first, room, context),
  ];
  return [...formatHeader(group, context), ...body.map((line) => `${INDENT}${line}`.trimEnd())];
}

export function shownFields(group: EntryGroup): EntryGroup["fields"] {
  const { first } = group;
  if (first.action === "delete" || first.action === "forget") return [];
  return first.action === "replace" ? listReplacedFields(first) : group.fields;
}

/** What happens to what, in a line where it has room. */
export function formatHeader(group: EntryGroup, context: EntryContext): string[] {
  const { paint, style } = context;
  const { first } = group;
  const isDestructive = (context.destructive.get(first.address) ?? []).length > 0 || first.action === "delete";
  const mark = isDestructive ? paint.red(paint.cross) : " ";
  const ink = inkOf(first.action, paint);
  const symbol = symbolOf(first, context.createFirst.has(first.address));
  const lead = `${mark} ${ink(`${padText(symbol, 3, "left")} ${padText(first.action, 7)}`)}`;
  const subject = paint.bold(subjectOf(group));
  const about = describeEntry(group, context);
  const line = `${lead}  ${subject}${about === "" ? "" : `  ${paint.dim(about)}`}`;
  if (textWidth(line) <= style.width || about === "") return [line];
  return [`${lead}  ${subject}`, ...wrapText(about, style.width, INDENT).map(paint.dim)];
}

export function subjectOf({ first, entries }: EntryGroup): string {
  const addresses = formatInstances(entries.map((entry) => entry.address));
  if (first.previousAddress === undefined || first.action !== "move") return addresses;
  return `${formatInstances(entries.map((entry) => entry.previousAddress ?? ""))} -> ${addresses}`;
}

/** Name and id at the provider, and why. */
export function describeEntry({ first, entries }: EntryGroup, context: EntryContext): string {
  const last = entries.at(-1) ?? first;
  const isMany = entries.length > 1;
  const id = first.remoteId === undefined || isMany ? "" : ` (${first.remoteId})`;
  const names = entries.length === 2 ? ", " : ` ${context.paint.ellipsis} `;
  const both = first.name === last.name ? first.name : `${first.name}${names}${last.name}`;
  const name = isMany && entries.length > 2 ? `${both}, ${entries.length} in all` : both;
  const place = context.namesProviders ? ` at ${first.provider}` : "";
  const reason = context.isDestroy && first.action === "delete" ? undefined : describeReason(first);
  const own = first.child === true && !isBeside(first) ? "" : `${name}${id}${place}`;
  return [own, reason ?? ""].filter((part) => part !== "").join(", ");
}

const FOUND_BY = {
  name: "found by its name",
  import: "by an import block",
  marker: "found by its marker",
  parent: "it came with its VM",
  pending: "made by an earlier run",
  existing: "an existing object, never deleted",
} as const;

export function formatOrigin(entry: PlanEntry, room: number, { paint }: EntryContext): string[] {
  const { importing, previousAddress, action } = entry;
  const adopted = importing === undefined ? [] : [`taken over: ${FOUND_BY[importing.by]}`];
  const moved = previousAddress === undefined || action === "move" ? [] : [`moved from ${previousAddress}`];
  return [...adopted, ...moved].flatMap((line) => wrapText(line, room)).map(paint.cyan);
}

export function formatSteps(entry: PlanEntry, room: number, context: EntryContext): string[] {
  const isPlain = entry.action !== "update" && entry.action !== "rebuild" && entry.steps.length <= 1;
  if (isPlain && !context.isVerbose) return [];
  const counted = countSame(entry.steps);
  return counted.flatMap(({ summary, times }, index) => {
    const text = times === 1 ? summary : `${summary} (${times} times)`;
    const lines = wrapText(text, room, `${index + 1}. `).map(context.paint.dim);
    const wire = context.isVerbose ? context.wireOf(entry.address, summary) : undefined;
    return wire === undefined ? lines : [...lines, context.paint.dim(`   ${wire}`)];
  });
}

function countSame(steps: readonly string[]): { summary: string; times: number }[] {
  const counted: { summary: string; times: number }[] = [];
  for (const summary of steps) {
    const last = counted.at(-1);
    if (last?.summary === summary) last.times++;
    else counted.push({ summary, times: 1 });
  }
  return counted;
}

export function formatNotes(entry: PlanEntry, room: number, { paint }: EntryContext): string[] {
  const notes = entry.reason === "vanished" ? entry.notes.slice(1) : entry.notes;
  return notes.flatMap((note) => wrapText(note, room, `${paint.dot} `)).map(paint.yellow);
}

/** What is destroyed by steps that the action does not say already, and what dies with the object. */
export function formatLosses(entry: PlanEntry, room: number, { paint, destructive }: EntryContext): string[] {
  const said = new Set(["delete", "replace"]);
  const details = (destructive.get(entry.address) ?? [])
    .filter((step) => !said.has(step.kind) && entry.child !== true)
    .map((step) => step.detail);
  const lost = entry.lost.length === 0 ? [] : formatLost(entry.lost);
  const told = lost.length === 1 ? [`lost with it: ${lost[0] ?? ""}`] : [];
  const listed = lost.length > 1 ? lost.flatMap((line) => wrapText(line, room, "    ", "      ")) : [];
  return [
    ...[...details, ...told, ...(listed.length > 0 ? ["lost with it:"] : [])].flatMap((line) =>
      wrapText(line, room, `${paint.cross} `),
    ),
    ...listed,
  ].map(paint.red);
}
