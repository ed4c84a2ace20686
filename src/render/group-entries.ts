// Puts instances of one count group together where their changes are the same, so that 1,000 VMs are one block, and so are
// their disks.
import { groupOf, type InstanceKey, parseAddress } from "../core/address.ts";
import { isJsonObject, isSameJson, type Json } from "../core/json.ts";
import type { FieldChange, PlanEntry } from "../core/plan.ts";
import type { ShownField } from "./format-fields.ts";

export interface EntryGroup {
  readonly first: PlanEntry;
  readonly entries: readonly PlanEntry[];
  /** Fields of the first one; where instances differ by their own key only, with the last one's value. */
  readonly fields: readonly ShownField[];
}

/** A fleet where each instance differs in another way is compared with the latest few only. */
const MOST_CANDIDATES = 16;

/** `mayJoin` says which entries may stand for each other at all: destructive ones never do. */
export function groupEntries(entries: readonly PlanEntry[], mayJoin: (entry: PlanEntry) => boolean): EntryGroup[] {
  const groups: { first: PlanEntry; entries: PlanEntry[] }[] = [];
  const byKey = new Map<string, { first: PlanEntry; entries: PlanEntry[] }[]>();
  for (const entry of entries) {
    const key = mayJoin(entry) ? keyOf(entry) : undefined;
    const candidates = key === undefined ? [] : (byKey.get(key) ?? []);
    const group = candidates.slice(-MOST_CANDIDATES).find((candidate) => isAlike(candidate.first, entry));
    if (group !== undefined) {
      group.entries.push(entry);
      continue;
    }
    const added = { first: entry, entries: [entry] };
    groups.push(added);
    if (key === undefined) continue;
    if (candidates.length === 0) byKey.set(key, candidates);
    candidates.push(added);
  }
  return groups.map((group) => ({ ...group, fields: showFields(group.first, group.entries) }));
}

function keyOf(entry: PlanEntry): string | undefined {
  const parts = parseAddress(entry.address);
  if (parts?.instance === undefined) return undefined;
  const shape = [
    groupOf(entry.address),
    parts.child?.kind,
    parts.child?.key,
    entry.action,
    entry.provider,
    entry.importing?.by,
    entry.previousAddress === undefined ? "" : groupOf(entry.previousAddress),
  ];
  const fields = entry.fields.map(({ path, cause, effect, before, after }) =>
    entry.action === "create" ? [path, cause, effect] : [path, cause, effect, before, after],
  );
  return JSON.stringify([...shape, entry.reason, entry.steps.length, fields]);
}

function isAlike(a: PlanEntry, b: PlanEntry): boolean {
  const alike = buildComparison(instanceOf(a), instanceOf(b));
  const fields = a.fields.filter((field) => field.effect === "now");
  const others = b.fields.filter((field) => field.effect === "now");
  return (
    alike([...a.steps], [...b.steps]) &&
    (a.reason === "vanished" || alike([...a.notes], [...b.notes])) &&
    alike(a.previousAddress, b.previousAddress) &&
    fields.every((field, index) => isAlikeField(field, others[index], a.action === "create" ? alike : isSameJson))
  );
}

function isAlikeField(a: FieldChange, b: FieldChange | undefined, alike: Alike): boolean {
  return b !== undefined && a.path === b.path && alike(a.before, b.before) && alike(a.after, b.after);
}

type Alike = (a: Json | undefined, b: Json | undefined) => boolean;

/** Equal, or equal but for the instance's own key: `host-0` and `host-1`. */
function buildComparison(keyA: InstanceKey, keyB: InstanceKey): Alike {
  const alike: Alike = (a, b) => {
    if (typeof a === "string" && typeof b === "string") return a === b || isAlikeText(a, keyA, b, keyB);
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && a.every((item: Json, index) => alike(item, b[index]));
    if (isJsonObject(a) && isJsonObject(b)) {
      const keys = Object.keys(a);
      return keys.length === Object.keys(b).length && keys.every((key) => alike(a[key], b[key]));
    }
    return a === b;
  };
  return alike;
}

function isAlikeText(a: string, keyA: InstanceKey, b: string, keyB: InstanceKey): boolean {
  if (typeof keyA === "string" || typeof keyB === "string")
    return a.split(String(keyA)).join("\u0000") === b.split(String(keyB)).join("\u0000");
  const left = a.split(NUMBERS);
  const right = b.split(NUMBERS);
  return (
    left.length === right.length &&
    left.every(
      (part, at) => part === right[at] || (at % 2 === 1 && Number(part) === keyA && Number(right[at]) === keyB),
    )
  );
}

/** Splits into text and numbers in turn. */
const NUMBERS = /(\d+)/;

function instanceOf(entry: PlanEntry): InstanceKey {
  return parseAddress(entry.address)?.instance ?? 0;
}

function showFields(first: PlanEntry, entries: readonly PlanEntry[]): ShownField[] {
  const last = entries.at(-1) ?? first;
  return first.fields
    .filter((field) => field.effect === "now")
    .map((field) => {
      const after = last.fields.find((other) => other.path === field.path)?.after;
      return after === undefined || isSameJson(field.after, after) ? field : { ...field, last: after };
    });
}
