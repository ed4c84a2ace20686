// What a reader of a plan must see first: what vanished, what is not settled, what is held back.

import { type Address, groupOf } from "../core/address.ts";
import { groupBy } from "../core/group-by.ts";
import { SIMULATORS_FORGET } from "../core/place.ts";
import type { BlockedEntry, PlanEntry } from "../core/plan.ts";
import { wrapText } from "./fit-text.ts";
import { formatInstances } from "./format-instances.ts";
import type { SectionContext } from "./section-context.ts";

/** More of one group than this are shown as a range. */
const MOST_VANISHED = 5;

export function formatAttention(context: SectionContext): string[][] {
  const { plan } = context;
  const pending = new Set(plan.pending.map((entry) => entry.address));
  return [
    formatVanished(context),
    formatSection(context, "Not settled yet", "?", [
      ...plan.blocked.filter((entry) => pending.has(entry.address)),
      ...unexplained(context),
    ]),
    formatSection(
      context,
      "Blocked",
      "!",
      plan.blocked.filter((entry) => !pending.has(entry.address)),
    ),
  ];
}

function formatVanished({ plan, paint, style }: SectionContext): string[] {
  if (plan.vanished.length === 0) return [];
  const entries = new Map(plan.entries.filter((entry) => entry.child !== true).map((entry) => [entry.address, entry]));
  const areAllSimulated = plan.vanished.every((address) => isSimulated(entries.get(address)));
  const groups = [...groupBy(plan.vanished, groupOf).values()];
  const lines = groups.flatMap((addresses) =>
    addresses.length > MOST_VANISHED ? [vanishedMany(addresses)] : addresses.map((address) => vanishedOne(address)),
  );
  return [
    paint.bold(paint.red("Vanished: deleted behind trueup's back")),
    ...(areAllSimulated ? wrapText(`${SIMULATORS_FORGET}.`.replace(/^it was/, "They were"), style.width, "  ") : []),
    ...lines.flatMap((line) => wrapText(line, style.width, `  ${paint.red("!")} `, "    ")),
  ];

  function vanishedOne(address: Address): string {
    const entry = entries.get(address);
    const next =
      entry?.action === "create" ? "; it would be made again" : entry?.action === "forget" ? "; it is forgotten" : "";
    const note = entry?.notes[0] ?? "it is gone";
    const short = note.replace(/: it was deleted behind our back$/, "");
    return `${address}: ${areAllSimulated ? short.replace(`: ${SIMULATORS_FORGET}`, "") : short}${next}`;
  }

  function vanishedMany(addresses: readonly Address[]): string {
    const made = addresses.filter((address) => entries.get(address)?.action === "create").length;
    return `${formatInstances(addresses)}: ${addresses.length} are gone${made > 0 ? `; ${made} would be made again` : ""}`;
  }
}

function isSimulated(entry: PlanEntry | undefined): boolean {
  return entry?.notes.some((note) => note.includes(SIMULATORS_FORGET)) === true;
}

/** What is pending without an entry that explains it. */
function unexplained({ plan }: SectionContext): BlockedEntry[] {
  const blocked = new Set(plan.blocked.map((entry) => entry.address));
  return plan.pending
    .filter((entry) => !blocked.has(entry.address))
    .map((entry) => ({
      address: entry.address,
      reason: `"${entry.summary}" is not settled`,
      fix: "trueup apply settles it first",
      undone: true,
    }));
}

function formatSection(
  { paint, style }: SectionContext,
  title: string,
  sign: string,
  entries: readonly BlockedEntry[],
): string[] {
  if (entries.length === 0) return [];
  const alike = groupBy(entries, (entry) =>
    JSON.stringify([entry.reason, entry.fix?.replaceAll(entry.address, "") ?? ""]),
  );
  const lines = [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const addresses = formatInstances(same.map((entry) => entry.address));
    const fix = same.length === 1 ? first.fix : first.fix?.replaceAll(first.address, "ADDRESS");
    return [
      ...wrapText(`${addresses}: ${first.reason}`, style.width, `  ${paint.yellow(sign)} `, "    "),
      ...(fix === undefined ? [] : wrapText(fix, style.width, `    ${paint.cyan("fix:")} `, " ".repeat(9))),
    ];
  });
  return [paint.bold(paint.yellow(title)), ...lines];
}
