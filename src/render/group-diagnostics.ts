// Diagnostics of many instances of one group as one: what is wrong with `vms.web[0..35]` is said once. Pure.
import { type Address, groupOf, resourceOf } from "../core/address.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { groupBy } from "../core/group-by.ts";
import { formatInstances } from "./format-instances.ts";

/** In the order of the first of each; the texts name all instances where they named one. */
export function groupDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...groupBy(diagnostics, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return same;
    const addresses = same.flatMap(({ address }) => address ?? []);
    const machines = formatInstances([...new Set(addresses.map(resourceOf))]);
    const merged = rename(first, formatInstances(addresses), machines);
    // What is to be typed names one of them at a time.
    const { fix } = rename(first, "ADDRESS", "ADDRESS");
    return [fix === undefined ? merged : { ...merged, fix }];
  });
}

function keyOf(diagnostic: Diagnostic): string {
  const { severity, code, address, range } = diagnostic;
  const place = range === undefined ? "" : `${range.file}:${range.start.byte}`;
  const { summary, detail, fix } = rename(diagnostic, "\u0000", "\u0001");
  return JSON.stringify([severity, code, place, address === undefined ? "" : groupOf(address), summary, detail, fix]);
}

/** The same diagnostic about another address, of another machine. */
function rename(diagnostic: Diagnostic, to: Address, machine: Address): Diagnostic {
  const { address, summary, detail, fix } = diagnostic;
  if (address === undefined) return diagnostic;
  const swap = (text: string) => text.replaceAll(address, to).replaceAll(resourceOf(address), machine);
  return {
    ...diagnostic,
    address: to,
    summary: swap(summary),
    ...(detail === undefined ? {} : { detail: swap(detail) }),
    ...(fix === undefined ? {} : { fix: swap(fix) }),
  };
}
