// Declared outputs for people, a line for each; of the sensitive ones the names. Pure.
import type { JsonObject } from "../core/json.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { formatValue } from "./format-value.ts";

export function formatOutputs(values: JsonObject, sensitive: readonly string[]): readonly string[] {
  const shown = Object.entries(values).map(([name, value]): [string, string] => [name, formatValue(value)]);
  return [...shown, ...sensitive.map((name): [string, string] => [name, "(sensitive)"])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${escapeForTerminal(name)} = ${text}`);
}
