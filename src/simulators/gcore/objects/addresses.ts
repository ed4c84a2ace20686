// Addresses of subnets: arithmetic on CIDRs, and the next one that is free. IPv4 and IPv6 alike, as whole numbers.
import { isIPv6 } from "node:net";
import type { SubnetRow } from "../seed/vendor-rows.ts";
import type { World } from "./world.ts";

interface Range {
  first: bigint;
  last: bigint;
  isV6: boolean;
}

export function rangeOf(cidr: string): Range {
  const [address = "", bits] = cidr.split("/");
  const isV6 = isIPv6(address);
  const width = isV6 ? 128 : 32;
  const free = BigInt(width - Number(bits ?? width));
  const first = (numberOf(address) >> free) << free;
  return { first, last: first + (1n << free) - 1n, isV6 };
}

export function isInside(address: string, cidr: string): boolean {
  const { first, last, isV6 } = rangeOf(cidr);
  const number = numberOf(address);
  return isIPv6(address) === isV6 && number >= first && number <= last;
}

/** Without network, broadcast and gateway; as large as a JSON number may be. */
export function totalAddresses({ cidr }: SubnetRow): number {
  const { first, last } = rangeOf(cidr);
  const total = last - first - 2n;
  return Number(total > 0n ? (total < 2n ** 40n ? total : 2n ** 40n) : 0n);
}

/** Undefined when the subnet is full. Goes on after the last one given, so that an address is not reused at once. */
export function nextAddress(world: World, subnet: SubnetRow): string | undefined {
  const { first, last, isV6 } = rangeOf(subnet.cidr);
  const taken = takenAddresses(world);
  if (subnet.gateway_ip) taken.add(subnet.gateway_ip);
  const start = world.lastAddresses.get(subnet.id) ?? first + 1n;
  const span = last - first - 1n;
  for (let step = 1n; step <= span && step < 100_000n; step += 1n) {
    const number = first + 1n + ((start - first - 1n + step) % span);
    const address = textOf(number, isV6);
    if (taken.has(address)) continue;
    world.lastAddresses.set(subnet.id, number);
    return address;
  }
  return undefined;
}

export function takenAddresses({ account: { objects } }: World): Set<string> {
  const assigned = [...objects.ports.values()].flatMap(({ row }) => row.ip_assignments.map((one) => one.ip_address));
  const floating = [...objects.floatingips.values()].map(({ row }) => row.floating_ip_address);
  return new Set([...assigned, ...floating]);
}

function numberOf(address: string): bigint {
  if (!isIPv6(address)) return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...middle, ...right].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function textOf(number: bigint, isV6: boolean): string {
  if (!isV6) return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join(".");
  const hex = number.toString(16).padStart(32, "0");
  const groups = hex.match(/.{4}/g) ?? [];
  // URLs write addresses in the one canonical form.
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}
