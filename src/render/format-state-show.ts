// One tracked record for people: what it is, what the last apply left, what was last seen. Holds no secret by nature.
import type { Address } from "../core/address.ts";
import type { JsonObject } from "../core/json.ts";
import { isJsonObject } from "../core/json.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { formatDuration } from "../core/units.ts";
import { escapeAll, showControls } from "./escape-for-terminal.ts";
import { padText, textWidth } from "./fit-text.ts";
import { formatValue } from "./format-value.ts";
import { buildPaint, PLAIN_STYLE, type Style } from "./style.ts";

type Row = readonly [label: string, value: string];

export function formatStateShow(address: Address, unsafe: TrackedResource, style: Style = PLAIN_STYLE): string {
  const paint = buildPaint(style);
  const resource = escapeAll(unsafe);
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ["", listIdentity(resource)],
    ["applied", flatten(resource.applied)],
    ["observed", flatten(resource.observed)],
    ["settings", listSettings(resource)],
  ];
  const lines = sections.flatMap(([title, rows]) =>
    rows.length === 0
      ? []
      : [...(title === "" ? [] : [`  ${paint.bold(title)}`]), ...alignRows(rows, title === "" ? 2 : 4)],
  );
  return `${[paint.bold(escapeAll(address)), ...lines].join("\n")}\n`;
}

function alignRows(rows: readonly Row[], indent: number): string[] {
  const label = Math.max(...rows.map(([name]) => textWidth(name)));
  return rows.map(([name, value]) => `${" ".repeat(indent)}${padText(name, label)}  ${value}`);
}

function listIdentity({
  type,
  vendor,
  provider,
  place,
  remoteId,
  name,
  parent,
  existing,
  deposed = [],
  halfMade,
  digests,
}: TrackedResource): Row[] {
  const where = [...new Set([place.account, place.project, place.region])]
    .filter((part) => part !== undefined)
    .join(" / ");
  return [
    ["type", `${vendor} ${type}`],
    ["id", remoteId],
    ["name", name],
    ["provider", `${provider} (${where})`],
    ...(parent === undefined ? [] : [["belongs to", parent] as const]),
    ...(existing === true ? [["existing", "never created, never deleted"] as const] : []),
    ...(halfMade === undefined ? [] : [["half-made", halfMade.reason] as const]),
    ...deposed.map((item) => ["deposed", `${item.name} (${item.remoteId}), still to be deleted`] as const),
    ...(Object.keys(digests).length === 0
      ? []
      : [["write-only", `${Object.keys(digests).sort().join(", ")} (digests only)`] as const]),
  ];
}

function listSettings({ lifecycle, timeouts, dependsOn }: TrackedResource): Row[] {
  const { protect, ignore, replace, rebuild, onRemove } = lifecycle;
  const { createMs, updateMs, deleteMs } = timeouts;
  return [
    ["protect", protect ? "yes" : "no"],
    ...(ignore.length === 0 ? [] : [["ignore", ignore.join(", ")] as const]),
    ["replace", replace],
    ["rebuild", rebuild],
    ["when removed", onRemove],
    [
      "timeouts",
      `create ${formatDuration(createMs)}, update ${formatDuration(updateMs)}, delete ${formatDuration(deleteMs)}`,
    ],
    ...(dependsOn.length === 0 ? [] : [["depends on", dependsOn.join(", ")] as const]),
  ];
}

/** Sizes and durations stay as they are kept: a record does not know its units. */
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
