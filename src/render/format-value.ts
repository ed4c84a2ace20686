// One attribute value as people write it: sizes and durations with units, words bare, the rest as compact JSON.
import type { Json } from "../core/json.ts";
import { isJsonObject } from "../core/json.ts";
import { formatDuration, formatMiB } from "../core/units.ts";
import { showControls } from "./escape-for-terminal.ts";

export type Unit = "MiB" | "ms" | "count";

export function formatValue(value: Json | undefined, unit?: Unit): string {
  if (value === undefined || value === null) return "(none)";
  if (typeof value === "number") return formatNumber(value, unit);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return formatWord(value);
  if (Array.isArray(value))
    return value.length === 0 ? "(none)" : value.map((item: Json) => formatNested(item)).join(", ");
  return formatNested(value);
}

function formatNumber(value: number, unit: Unit | undefined): string {
  if (unit === "MiB") return formatMiB(value);
  if (unit === "ms") return formatDuration(value);
  return String(value);
}

/** Bare where nothing can be mistaken; quoted with escapes where it could. */
export function formatWord(text: string): string {
  const shown = showControls(text);
  const isPlain =
    shown === text &&
    text !== "" &&
    text.trim() === text &&
    !/["(]|->/.test(text.slice(0, 1)) &&
    !text.includes(" -> ");
  return isPlain ? text : showControls(JSON.stringify(text));
}

function formatNested(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => formatNested(item)).join(", ")}]`;
  if (!isJsonObject(value)) return typeof value === "string" ? formatWord(value) : String(value);
  const pairs = Object.entries(value).map(([key, item]) => `${formatWord(key)}: ${formatNested(item)}`);
  return `{${pairs.join(", ")}}`;
}
