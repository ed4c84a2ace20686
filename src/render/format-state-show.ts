// One tracked record as text: what it is, what the last apply left, what was last seen.
import { isJsonObject, type JsonObject } from "../core/json.ts";
import { escapeAll, showControls } from "./escape-for-terminal.ts";
import { padText, textWidth } from "./fit-text.ts";
import { formatValue } from "./format-value.ts";
import type { StateRecord } from "./state-record.ts";
import { buildPaint, PLAIN_STYLE, type Style } from "./style.ts";

type Row = readonly [label: string, value: string];

export function formatStateShow(unsafe: StateRecord, style: Style = PLAIN_STYLE): string {
  const paint = buildPaint(style);
  const record = escapeAll(unsafe);
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ["", listIdentity(record)],
    ["applied", flatten(record.applied)],
    ["observed", flatten(record.observed)],
    ["settings", listSettings(record)],
  ];
  const lines = sections.flatMap(([title, rows]) =>
    rows.length === 0
      ? []
      : [...(title === "" ? [] : [`  ${paint.bold(title)}`]), ...alignRows(rows, title === "" ? 2 : 4)],
  );
  return `${[paint.bold(record.address), ...lines].join("\n")}\n`;
}

function alignRows(rows: readonly Row[], indent: number): string[] {
  const label = Math.max(...rows.map(([name]) => textWidth(name)));
  return rows.map(([name, value]) => `${" ".repeat(indent)}${padText(name, label)}  ${value}`);
}

function listIdentity(record: StateRecord): Row[] {
  const { type, id, name, provider, place, parent, existing, halfMade, deposed = [], writeOnly } = record;
  const where = [...new Set([place.account, place.project, place.region])]
    .filter((part) => part !== undefined)
    .join(" / ");
  return [
    ["type", type],
    ["id", id],
    ["name", name],
    ["provider", `${provider} (${where}${place.simulated === true ? ", at a simulator" : ""})`],
    ...(parent === undefined ? [] : [["belongs to", parent] as const]),
    ...(existing === true ? [["existing", "never created, never deleted"] as const] : []),
    ...(halfMade === undefined ? [] : [["half-made", halfMade] as const]),
    ...deposed.map((old) => ["deposed", `${old.name} (${old.id}), still to be deleted`] as const),
    ...(writeOnly === undefined ? [] : [["write-only", `${writeOnly.join(", ")} (digests only)`] as const]),
  ];
}

function listSettings({ lifecycle, timeouts, dependsOn }: StateRecord): Row[] {
  const { protect, ignore, replace, rebuild, onRemove } = lifecycle;
  return [
    ["protect", protect ? "yes" : "no"],
    ...(ignore.length === 0 ? [] : [["ignore", ignore.join(", ")] as const]),
    ["replace", replace],
    ["rebuild", rebuild],
    ["when removed", onRemove],
    ["timeouts", `create ${timeouts.create}, update ${timeouts.update}, delete ${timeouts.delete}`],
    ...(dependsOn.length === 0 ? [] : [["depends on", dependsOn.join(", ")] as const]),
  ];
}

function flatten(values: JsonObject, prefix = ""): Row[] {
  return Object.keys(values)
    .sort()
    .flatMap((key): Row[] => {
      const value = values[key];
      const path = `${prefix}${showControls(key)}`;
      return isJsonObject(value) && Object.keys(value).length > 0
        ? flatten(value, `${path}.`)
        : [[path, formatValue(value)]];
    });
}
