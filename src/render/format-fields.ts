// The field lines of one change: `memory  1 GiB -> 2 GiB`, aligned, with who made the difference where that matters.
import { isJsonObject, isSameJson, type Json } from "../core/json.ts";
import type { FieldChange } from "../core/plan.ts";
import { cutMiddle, padText, textWidth } from "./fit-text.ts";
import { formatLineDiff } from "./format-line-diff.ts";
import { formatValue, formatWord } from "./format-value.ts";
import type { Paint } from "./style.ts";

const WIDEST_LABEL = 26;
const DIGEST = /^[0-9a-f]{14}$/;

/** A field as it is shown: `last` is the value of the last instance of a group, where instances differ. */
export interface ShownField extends FieldChange {
  readonly last?: Json;
  /** There is nothing to compare with. */
  readonly isNew?: boolean;
}

export interface FieldsRequest {
  readonly fields: readonly ShownField[];
  /** Room for a line without its indentation. */
  readonly width: number;
  readonly paint: Paint;
  readonly isCreation: boolean;
}

export function formatFields({ fields: all, width, paint, isCreation }: FieldsRequest): string[] {
  const fields = all.filter((field) => !isToldByOther(field));
  const label = Math.min(WIDEST_LABEL, Math.max(0, ...fields.map((field) => textWidth(field.path))));
  return fields.flatMap((field) => {
    const name = padText(field.path, label);
    const room = Math.max(24, width - textWidth(name) - 2);
    const note = causeOf(field, paint);
    const value =
      isCreation || field.isNew === true ? formatCreated(field, room, paint) : formatChanged(field, room, paint);
    const [only = "", ...more] = value;
    if (more.length === 0 && textWidth(only) + textWidth(note) <= room) return [`${name}  ${only}${note}`.trimEnd()];
    if (more.length === 0)
      return [`${name}  ${only}`.trimEnd(), ...(note === "" ? [] : [`${" ".repeat(label + 2)}${note.trim()}`])];
    return [`${field.path}${note}`, ...value.map((line) => `  ${line}`)];
  });
}

function causeOf(field: FieldChange, paint: Paint): string {
  if (field.cause === "outside") return paint.dim("  (changed outside)");
  return field.cause === "both" ? paint.dim("  (changed by you and outside)") : "";
}

function formatCreated(field: ShownField, room: number, paint: Paint): string[] {
  if (field.unknown) return [paint.dim("(known after apply)")];
  if (field.sensitive) return [paint.dim("(sensitive)")];
  if (typeof field.after === "string" && field.after.trimEnd().includes("\n"))
    return formatLineDiff({ before: "", after: field.after, width: room, paint });
  const first = formatValue(field.after, field.unit);
  const text = field.last === undefined ? first : `${first} ${paint.ellipsis} ${formatValue(field.last, field.unit)}`;
  if (textWidth(text) > room && field.last === undefined && Array.isArray(field.after))
    return field.after.map((item) => cutMiddle(formatValue(item, field.unit), room, paint.ellipsis));
  return [cutMiddle(text, room, paint.ellipsis)];
}

function formatChanged(field: ShownField, room: number, paint: Paint): string[] {
  if (field.sensitive) return [paint.dim("(sensitive)")];
  const { before, after, unit } = field;
  if (isText(before) && isText(after)) return formatLineDiff({ before, after, width: room, paint });
  if (isJsonObject(before) && isJsonObject(after)) return [formatMapChange(before, after)];
  const old = formatValue(before, unit);
  const next = field.unknown ? "(known after apply)" : formatValue(after, unit);
  const line = `${old} -> ${next}`;
  if (textWidth(line) <= room) return [paintChange(old, next, paint)];
  if (Array.isArray(before) && Array.isArray(after)) return formatListChange(before, after, room, paint);
  return formatLong(old, next, room, paint);
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

function paintChange(old: string, next: string, paint: Paint): string {
  return `${old} ${paint.dim("->")} ${paint.bold(next)}`;
}

/** Digests of what is referred to, where only that is another: the references themselves tell it. */
function isToldByOther({ before, after }: FieldChange): boolean {
  if (!isJsonObject(before) || !isJsonObject(after)) return false;
  const values = [...Object.values(before), ...Object.values(after)];
  const isDigests = values.length > 0 && values.every((value) => typeof value === "string" && DIGEST.test(value));
  return isDigests && Object.entries(after).every(([key, value]) => (before[key] ?? value) === value);
}

/** Only the keys that differ; digests say nothing to people. */
function formatMapChange(before: Readonly<Record<string, Json>>, after: Readonly<Record<string, Json>>): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isSameJson(before[key], after[key]),
  );
  return keys
    .map((key) => {
      const isDigest = [before[key], after[key]].every(
        (value) => value === undefined || (typeof value === "string" && DIGEST.test(value)),
      );
      return isDigest
        ? `${formatWord(key)} changed`
        : `${formatWord(key)}: ${formatValue(before[key])} -> ${formatValue(after[key])}`;
    })
    .join(", ");
}

function formatListChange(before: readonly Json[], after: readonly Json[], room: number, paint: Paint): string[] {
  const has = (list: readonly Json[], item: Json) => list.some((other) => isSameJson(other, item));
  const gone = before
    .filter((item) => !has(after, item))
    .map((item) => paint.red(cutMiddle(`- ${formatValue(item)}`, room, paint.ellipsis)));
  const come = after
    .filter((item) => !has(before, item))
    .map((item) => paint.green(cutMiddle(`+ ${formatValue(item)}`, room, paint.ellipsis)));
  const kept = before.length - gone.length;
  return [...gone, ...come, ...(kept > 0 ? [paint.dim(`(${kept} unchanged)`)] : [])];
}

/** Two long words: the part where they begin to differ is kept. */
function formatLong(old: string, next: string, room: number, paint: Paint): string[] {
  let same = 0;
  while (same < old.length && old[same] === next[same]) same++;
  const start = same > room / 2 ? Math.max(0, same - 12) : 0;
  const show = (text: string) =>
    cutMiddle((start === 0 ? "" : paint.ellipsis) + text.slice(start), room - 3, paint.ellipsis);
  return [paint.red(`- ${show(old)}`), paint.green(`+ ${show(next)}`)];
}
