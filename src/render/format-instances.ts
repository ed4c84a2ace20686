// Many instances of one group as one address: `vms.web[0..9,12]`, `vms.web["a","b"].volumes.data`. Knows nothing of what
// happens to them.
import { type Address, groupOf, parseAddress, resourceOf } from "../core/address.ts";

const MOST_KEYS = 6;

/** Addresses of one or more groups, in order, each group as one text. */
export function formatInstances(addresses: readonly Address[]): string {
  const groups = new Map<string, { readonly first: Address; readonly members: Address[] }>();
  for (const address of addresses) {
    const isInstance = parseAddress(address)?.instance !== undefined;
    const key = isInstance ? `${groupOf(address)} ${partIn(address)}` : address;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: address, members: [address] });
    else known.members.push(address);
  }
  return [...groups.values()]
    .map(({ first, members }) =>
      members.length === 1 ? first : `${groupOf(first)}[${formatKeys(members)}]${partIn(first)}`,
    )
    .join(", ");
}

/** `.volumes.data` of `vms.web[0].volumes.data`. */
function partIn(address: Address): string {
  return address.slice(resourceOf(address).length);
}

function formatKeys(addresses: readonly Address[]): string {
  const keys = addresses.map((address) => parseAddress(address)?.instance).filter((key) => key !== undefined);
  const numbers = keys.filter((key) => typeof key === "number").sort((a, b) => a - b);
  const words = keys.filter((key) => typeof key === "string");
  return [...bound(toRanges(numbers)), ...bound(words.map((word) => JSON.stringify(word)))].join(",");
}

function toRanges(numbers: readonly number[]): string[] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}..${to}`));
}

function bound(keys: readonly string[]): string[] {
  if (keys.length <= MOST_KEYS) return [...keys];
  const shown = keys.slice(0, MOST_KEYS);
  return [...shown, `${keys.length - MOST_KEYS} more`];
}
