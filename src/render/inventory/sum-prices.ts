// What unmanaged objects cost a month, by currency, and of how many that is not known. Pure.
import type { ResourceType } from "../../core/address.ts";
import type { UnmanagedObject } from "../../core/inventory.ts";
import type { Price } from "../../core/provider-figures.ts";

/** What costs nothing by itself, whatever the provider: without a price it is not missed. */
const FREE: ReadonlySet<ResourceType> = new Set(["key", "interface", "schedule"]);

export interface PriceSum {
  readonly known: readonly Price[];
  readonly unknown: number;
}

/** Objects of other stacks are theirs to count. */
export function sumPrices(objects: readonly UnmanagedObject[]): PriceSum {
  const sums = new Map<string, number>();
  let unknown = 0;
  for (const { stack, type, price } of objects) {
    if (stack !== undefined) continue;
    if (price !== undefined) sums.set(price.currency, (sums.get(price.currency) ?? 0) + price.perMonth);
    else if (!FREE.has(type)) unknown++;
  }
  const known = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    known: known.map(([currency, perMonth]) => ({ currency, perMonth: Math.round(perMonth * 100) / 100 })),
    unknown,
  };
}
