// A plain name to the addresses it means: `web`, `web[0]`, `web["a"]`, or the address itself. Pure.
import { type Address, formatAddress, parseAddress, type Section } from "../../core/address.ts";
import { suggestName } from "../text/suggest.ts";
import type { Group } from "./resource-context.ts";

export type NameResult =
  | { readonly ok: true; readonly addresses: readonly Address[]; readonly isGroup: boolean; readonly isLoose: boolean }
  | { readonly ok: false; readonly code: string; readonly problem: string; readonly fix?: string };

export function resolveName(groups: ReadonlyMap<string, Group>, section: Section, text: string): NameResult {
  const full = text.startsWith(`${section}.`) ? text : `${section}.${text}`;
  const parts = parseAddress(full);
  if (parts === undefined || parts.child !== undefined) {
    return {
      ok: false,
      code: "config.unknown-reference",
      problem: `${JSON.stringify(text.slice(0, 80))} is no name of ${section}`,
    };
  }
  const group = groups.get(`${section}.${parts.name}`);
  if (group === undefined) return describeUnknown(groups, section, parts.name);
  if (parts.instance === undefined) {
    const addresses = group.instances.map((instance) => instance.address);
    return { ok: true, addresses, isGroup: !group.isSingle, isLoose: group.isLoose };
  }
  const address = formatAddress(parts);
  const isThere = group.isLoose || group.instances.some((instance) => instance.address === address);
  if (isThere) return { ok: true, addresses: [address], isGroup: false, isLoose: group.isLoose };
  const problem = `${full} does not exist: ${describeInstances(group)}`;
  const first = group.instances[0];
  return {
    ok: false,
    code: "config.unknown-reference",
    problem,
    ...(group.isSingle
      ? { fix: `say ${group.name}` }
      : first === undefined
        ? {}
        : { fix: `say for example ${shorten(first.address)}` }),
  };
}

function describeUnknown(groups: ReadonlyMap<string, Group>, section: Section, name: string): NameResult {
  const prefix = `${section}.`;
  const names = [...groups.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const closest = suggestName(name, names);
  const list =
    names.length === 0
      ? `nothing is declared under ${section}`
      : names.length <= 14
        ? `declared are: ${names.join(", ")}`
        : undefined;
  const fix = closest === undefined ? list : `did you mean ${closest}?`;
  return {
    ok: false,
    code: "config.unknown-reference",
    problem: `there is no ${name.slice(0, 80)} under ${section}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

function describeInstances(group: Group): string {
  const label = `${group.section}.${group.name}`;
  if (group.isSingle) return `${label} has neither count nor instances`;
  const addresses = group.instances.map((instance) => shorten(instance.address));
  if (addresses.length === 0) return `${label} has no instances`;
  return addresses.length <= 6
    ? `there are ${addresses.join(", ")}`
    : `there are ${addresses.length}: ${addresses[0]} to ${addresses.at(-1)}`;
}

/** Without the section: what stands in fields that take names. */
export function shorten(address: Address): string {
  return address.slice(address.indexOf(".") + 1);
}
