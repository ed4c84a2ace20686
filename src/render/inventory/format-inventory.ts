// The inventory for people: a table of machines, or of what nobody holds with what it costs. Pure.
import type { Inventory, InventoryMachine, UnmanagedObject } from "../../core/inventory.ts";
import type { Json } from "../../core/json.ts";
import { formatTable } from "../format-table.ts";
import type { Style } from "../style.ts";
import { sumPrices } from "./sum-prices.ts";

const COLUMNS = ["address", "power", "ips", "provider", "region", "id"];

export function formatMachines({ machines }: Inventory, style: Style): string {
  if (machines.length === 0) return "";
  const rows = machines.map((machine): readonly Json[] => [
    nameMachine(machine),
    machine.power ?? (machine.condition === "busy" ? "busy" : "unknown"),
    [...machine.ips, ...machine.privateIps].join(", ") || null,
    machine.provider,
    machine.region ?? null,
    machine.remoteId,
  ]);
  return formatTable(COLUMNS, rows, style);
}

function nameMachine({ address, standing }: InventoryMachine): string {
  return standing === "tracked" ? address : `${address} (${standing})`;
}

export function formatUnmanaged(unmanaged: readonly UnmanagedObject[], style: Style): string {
  const own = unmanaged.filter(({ stack }) => stack === undefined);
  if (own.length === 0) return "";
  const rows = own.map(({ provider, region, type, name, remoteId, price }): readonly Json[] => [
    provider,
    region ?? null,
    type,
    name,
    price === undefined ? null : `${price.perMonth.toFixed(2)} ${price.currency}`,
    remoteId,
  ]);
  return formatTable(["provider", "region", "type", "name", "month", "id"], rows, style);
}

/** The end of it, in a sentence. */
export function describeCost(unmanaged: readonly UnmanagedObject[]): string {
  const own = unmanaged.filter(({ stack }) => stack === undefined);
  const others = new Map<string, number>();
  for (const { stack } of unmanaged) if (stack !== undefined) others.set(stack, (others.get(stack) ?? 0) + 1);
  const { known, unknown } = sumPrices(own);
  const sums = known.map(({ perMonth, currency }) => `${perMonth.toFixed(2)} ${currency}`).join(" and ");
  const cost =
    own.length === 0
      ? "Nothing in the account is without a holder."
      : `${count(own.length, "object")} without a holder: ${sums === "" ? "no price is known" : `${sums} a month`}${
          unknown === 0 || sums === "" ? "" : `, and ${count(unknown, "object")} without a known price`
        }.`;
  const theirs = [...others].map(([stack, many]) => `${count(many, "object")} of stack ${stack}`).join(", ");
  return theirs === "" ? cost : `${cost} Not counted: ${theirs}, by their tags.`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}
