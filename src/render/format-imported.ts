// What `import ADDRESS ID` is about to take over, and what `import --all` has written, as text. Pure.
import { type Address, quoteAddress } from "../core/address.ts";
import type { LeftOut } from "../core/described.ts";
import type { Imported } from "../core/imported.ts";
import type { PlanEntry } from "../core/plan.ts";
import { escapeForTerminal, escapeLines } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { formatFields } from "./format-fields.ts";
import { buildPaint, type Style } from "./style.ts";

export function formatImported({ entries, unread, missing, account }: Imported, style: Style): string {
  const paint = buildPaint(style);
  const say = (text: string, indent = "  ") => wrapText(escapeLines(text), style.width, indent, `${indent}  `);
  const lines = entries.flatMap((entry) => [...formatTaken(entry, style), ...formatDifferences(entry, style)]);
  return [
    ...wrapText(escapeForTerminal(`In ${account}:`), style.width).map(paint.bold),
    ...lines,
    ...unread.flatMap(({ address, fields }) =>
      say(`${address}: the provider does not tell ${fields.join(", ")}: taken as declared`),
    ),
    ...missing.flatMap((address) => say(`Not on record yet: ${address}: ${sayImport(address)}`)),
    "",
  ].join("\n");
}

const sayImport = (address: Address): string => `trueup import ${quoteAddress(address)} ID`;

function formatTaken({ address, importing, name, type }: PlanEntry, style: Style): string[] {
  const called = name === "" || name === importing?.id ? "" : ` "${name}"`;
  return wrapText(escapeForTerminal(`${address} = ${type} ${importing?.id ?? ""}${called}`), style.width, "  ", "    ");
}

function formatDifferences({ fields }: PlanEntry, style: Style): string[] {
  if (fields.length === 0) return [];
  const paint = buildPaint(style);
  const shown = formatFields({ fields, width: style.width - 6, paint, isCreation: false });
  return ["    differs from YAML, which nothing changes now:", ...shown.map((line) => `      ${line}`)];
}

const OWN = "of this stack already";

/** Kinds with a number each, so that a thousand left-out disks are one line. */
export function formatLeftOut(leftOut: readonly LeftOut[], style: Style): string {
  const groups = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const key = one.isOwn === true ? `object: ${OWN}` : `${one.object.type}: ${one.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .flatMap(([key, some]) => {
      const [only] = some;
      const { type = "", name = "", remoteId = "" } = only?.object ?? {};
      const what =
        some.length === 1
          ? `${type} ${name === "" ? "" : `${name} `}(${remoteId})`
          : `${some.length} × ${only?.isOwn === true ? "object" : type}`;
      return wrapText(escapeLines(`${what}: ${key.slice(key.indexOf(": ") + 2)}`), style.width, "  ", "    ");
    })
    .map((line) => `${line}\n`)
    .join("");
}
