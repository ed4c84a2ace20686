// Interfaces without a name (those that the panel made) told by what they are: type, network, subnet, address. Pure.
import type { JsonObject } from "../../core/json.ts";
import type { DeclaredInterface } from "./declared-vms.ts";

export interface LivePort {
  readonly id: string;
  readonly ips: readonly string[];
  readonly isExternal: boolean;
  /** Ids and names. */
  readonly networks: readonly string[];
  readonly subnets: readonly string[];
}

/** What is not declared fits anything. */
export function mayBe({ type, network, subnet, ip, port, ipFamily }: JsonObject, live: LivePort): boolean {
  const isAmong = (value: unknown, all: readonly string[]) => value === undefined || all.includes(String(value));
  const isOf = (family: unknown) => live.ips.some((address) => (address.includes(":") ? "ipv6" : "ipv4") === family);
  const isFamily = ipFamily === undefined || ipFamily === "dual" || isOf(ipFamily);
  switch (type) {
    case "external":
      return live.isExternal && isFamily;
    case "reservedFixedIp":
      return live.id === port;
    default:
      return isAmong(network, live.networks) && isAmong(subnet, live.subnets) && isAmong(ip, live.ips) && isFamily;
  }
}

/** Port id -> declared key, for those of which there can be no doubt: one to one, and nobody else could be meant. */
export function matchInterfaces(
  declared: readonly DeclaredInterface[],
  ports: readonly LivePort[],
): ReadonlyMap<string, string> {
  const [first, second] = declared;
  const [port, other] = ports;
  if (first !== undefined && port !== undefined && second === undefined && other === undefined)
    return mayBe(first.item, port) ? new Map([[port.id, first.key]]) : new Map();
  const candidates = new Map(
    declared.map(({ key, item }) => [key, ports.filter((port) => mayBe(item, port)).map((port) => port.id)] as const),
  );
  const found = new Map<string, string>();
  const left = (key: string) => (candidates.get(key) ?? []).filter((id) => !found.has(id));
  const isOpen = (key: string) => ![...found.values()].includes(key);
  for (;;) {
    const certain = [...candidates.keys()].find((key) => isOpen(key) && left(key).length === 1);
    const [id] = certain === undefined ? [] : left(certain);
    if (certain === undefined || id === undefined) break;
    found.set(id, certain);
  }
  dropContested(candidates, found);
  return found;
}

/** Two declared for one that is there: which of them it is nobody can say. */
function dropContested(candidates: ReadonlyMap<string, readonly string[]>, found: Map<string, string>): void {
  for (;;) {
    const matched = new Set(found.values());
    const contested = [...candidates].filter(([key]) => !matched.has(key)).flatMap(([, ids]) => ids);
    const dropped = contested.filter((id) => found.delete(id));
    if (dropped.length === 0) return;
  }
}
