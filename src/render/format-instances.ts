// Many instances of one group as one address: `vms.web[0..9,12]`, `vms.web["a","b"]`, `vms.web[0..9].volumes.data`. Knows
// nothing of what happens to them.
import { type Address, formatAddress, groupOf, parseAddress } from "../core/address.ts";

const MOST_KEYS = 6;

/** Addresses of one or more groups, in order, each group as one text. */
export function formatInstances(addresses: readonly Address[]): string {
  const groups = new Map<string, Group>();
  for (const address of addresses) {
    const { name, part } = splitAddress(address);
    const group = groups.get(`${name} ${part}`);
    if (group === undefined) groups.set(`${name} ${part}`, { name, part, members: [address] });
    else group.members.push(address);
  }
  return [...groups.values()]
    .map(({ name, part, members }) =>
      members.length === 1 ? (members[0] ?? name) : `${name}[${formatKeys(members)}]${part}`,
    )
    .join(", ");
}

interface Group {
  readonly name: string;
  /** `.volumes.data`, or nothing. */
  readonly part: string;
  readonly members: Address[];
}

function splitAddress(address: Address): Pick<Group, "name" | "part"> {
  const parts = parseAddress(address);
  if (parts?.instance === undefined) return { name: address, part: "" };
  const name = groupOf(address);
  if (parts.child === undefined) return { name, part: "" };
  const { instance: _instance, ...rest } = parts;
  return { name, part: formatAddress(rest).slice(name.length) };
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
