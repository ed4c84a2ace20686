// Where the machines are reached that an apply has made: one line each. Pure.
import { compareAddresses, resourceOf } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import { padText, textWidth, wrapText } from "./fit-text.ts";
import { buildPaint, type Style } from "./style.ts";

/** More are looked up in the state, or declared as an output. */
const MOST = 50;

export function formatMade(results: readonly OperationResult[], style: Style): string[] {
  const rows = listRows(results);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST);
  const left = rows.length - shown.length;
  const [addresses, ids] = [widest(shown.map((row) => row.address)), widest(shown.map((row) => row.id))];
  return [
    buildPaint(style).bold("Made"),
    ...shown.flatMap(({ address, id, ips }) => {
      const lead = `  ${padText(address, addresses)}  ${padText(id, ids)}  `;
      // Beside a long name an address would be cut.
      const isNarrow = textWidth(lead) + widest(ips) > style.width;
      const list = wrapText(
        ips.join(", "),
        style.width,
        isNarrow ? "      " : lead,
        isNarrow ? "      " : " ".repeat(textWidth(lead)),
      );
      return isNarrow ? [lead.trimEnd(), ...list] : list;
    }),
    ...(left > 0 ? [`  and ${left} more: trueup state list --id`] : []),
  ];
}

interface Row {
  readonly address: string;
  readonly id: string;
  readonly ips: readonly string[];
}

/** An address that is a resource of its own stands with its machine, where that was made, too. */
function listRows(results: readonly OperationResult[]): Row[] {
  const made = results.filter(({ outcome, addresses = [] }) => outcome === "done" && addresses.length > 0);
  const machines = new Set(made.flatMap(({ address }) => (resourceOf(address) === address ? [address] : [])));
  const owners = new Map<string, OperationResult[]>();
  for (const result of made) {
    const owner = machines.has(resourceOf(result.address)) ? resourceOf(result.address) : result.address;
    owners.set(owner, [...(owners.get(owner) ?? []), result]);
  }
  return [...owners]
    .map(([address, own]) => ({
      address,
      id: own.find((result) => result.address === address)?.remoteId ?? "",
      ips: [...new Set(own.flatMap((result) => result.addresses ?? []))],
    }))
    .sort((a, b) => compareAddresses(a.address, b.address));
}

const widest = (texts: readonly string[]): number => Math.max(...texts.map(textWidth));
