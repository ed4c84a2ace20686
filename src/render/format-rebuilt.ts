// What `state rebuild` has found, and what nobody can find again: as text and as JSON. Pure.
import { type Address, compareAddresses, quoteAddress } from "../core/address.ts";
import type { JsonObject } from "../core/json.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { Rebuilt } from "../core/replaced-state.ts";
import { escapeForTerminal, escapeLines } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { formatTable } from "./format-table.ts";
import { buildPaint, type Style } from "./style.ts";

const FOUND_BY: Readonly<Record<NonNullable<PlanEntry["importing"]>["by"], string>> = {
  name: "its name",
  import: "import block",
  marker: "its marks",
  pending: "a request",
  existing: "existing",
  parent: "its VM",
};

export function formatRebuilt(rebuilt: Rebuilt, style: Style): string {
  const { bound, absent, differing, unclaimed, lost } = rebuilt;
  const paint = buildPaint(style);
  const paragraph = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [
          "",
          ...wrapText(title, style.width).map(paint.bold),
          ...lines.flatMap((line) => wrapText(escapeLines(line), style.width, "  ", "    ")),
        ];
  const table =
    bound.length === 0
      ? "Nothing of what is declared was found.\n"
      : formatTable(["ADDRESS", "ID", "NAME", "FOUND BY"], inOrder(bound).map(rowOf), style);
  return [
    table.trimEnd(),
    ...paragraph("Not found: the next apply would make them", listAddresses(absent)),
    ...paragraph("Found, and different from YAML: the next plan shows how", listAddresses(differing)),
    ...paragraph(
      "With the marks of this stack, and bound to nothing in YAML",
      unclaimed.map(
        ({ address, type, name, remoteId }) =>
          `${type} ${name} (${remoteId}), made for ${address}: import: [{to: ${quoteAddress(address)}, id: "${remoteId}"}] with its block, or delete it there`,
      ),
    ),
    ...paragraph(
      "On record until now, and not found again",
      lost.map(({ address, name, remoteId }) => `${address}  ${name} (${remoteId})`),
    ),
    ...paragraph(
      "What cannot be found again",
      listUnrestored(rebuilt).map((line) => `${paint.dot} ${line}`),
    ),
    "",
  ].join("\n");
}

const inOrder = (entries: readonly PlanEntry[]) => entries.toSorted((a, b) => compareAddresses(a.address, b.address));

function rowOf({ address, importing, name }: PlanEntry): string[] {
  return [address, importing?.id ?? "", name, importing === undefined ? "" : FOUND_BY[importing.by]];
}

function listAddresses(entries: readonly PlanEntry[]): string[] {
  return entries.length === 0
    ? []
    : [
        inOrder(entries)
          .map(({ address }) => escapeForTerminal(address))
          .join(", "),
      ];
}

/** Each line one sentence for people. */
function listUnrestored({ bound, unread, isNewLineage }: Rebuilt): string[] {
  if (bound.length === 0) return [];
  const byField = new Map<string, Address[]>();
  for (const { address, fields } of unread)
    for (const field of fields) byField.set(field, [...(byField.get(field) ?? []), address]);
  const fields = [...byField].map(([field, addresses]) => `${field} (${addresses.join(", ")})`);
  return [
    ...(fields.length === 0
      ? []
      : [`fields that no provider tells are taken as YAML declares them now: ${fields.join("; ")}`]),
    "requests that were under way: an order that has not shown up yet is not known, and the next apply would send it again. Look at the provider's panel first",
    "objects that a replacement left behind, or that one request made twice, unless marks tell of them",
    "objects whose blocks YAML does not have any more: trueup drift --fail-on unmanaged lists what nothing manages",
    ...(isNewLineage ? ["lineage and older serials: the new state begins with a lineage of its own"] : []),
  ];
}

/** For programs: shapes as in the plan's JSON where there is one. */
export function buildRebuiltDocument(rebuilt: Rebuilt, more: JsonObject): JsonObject {
  const { stack, bound, absent, differing, refused, unclaimed, unread, lost } = rebuilt;
  return {
    stack,
    ...more,
    bound: inOrder(bound).map(({ address, type, vendor, name, importing }) => ({
      ...{ address, type: `${vendor}_${type}`, name, id: importing?.id ?? null, found_by: importing?.by ?? null },
    })),
    absent: inOrder(absent).map(({ address }) => address),
    differing: inOrder(differing).map(({ address }) => address),
    refused: refused.map(({ code, summary, address = null, detail = null, fix = null }) => ({
      ...{ code, summary, address, detail, fix },
    })),
    unclaimed: unclaimed.map(({ address, type, remoteId, name }) => ({ address, type, id: remoteId, name })),
    lost: lost.map(({ address, type, remoteId, name }) => ({ address, type, id: remoteId, name })),
    not_verifiable: unread.map(({ address, fields }) => ({ address, fields })),
    not_restored: listUnrestored(rebuilt),
  };
}
