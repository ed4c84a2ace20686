// The first pass: which live object each declared resource belongs to. Each is matched once. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Turns } from "../core/turns.ts";
import { type Match, matchResource } from "./match.ts";
import { buildClaimed } from "./match-refusals.ts";
import { placeOf } from "./plan-input.ts";
import type { World } from "./world.ts";

export interface Matches {
  /** Absent: the vendor is not part of this version. */
  readonly byAddress: ReadonlyMap<Address, Match>;
  readonly adopting: World["adopting"];
}

/** No object is taken over for two addresses: the first one has it. */
export function* matchAll(world: World, declared: ReadonlyMap<Address, Desired>): Turns<Matches> {
  const byAddress = new Map<Address, Match>();
  const adopting = new Map<string, Address>();
  for (const desired of declared.values()) {
    yield;
    const provider = world.input.providers.get(desired.provider);
    if (provider === undefined || provider.rules[desired.type] === undefined) continue;
    const match = matchResource(world, desired, provider);
    if (match.kind !== "found") {
      byAddress.set(desired.address, match);
      continue;
    }
    const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
    const { observed } = match;
    const key = formatObjectKey(placeKey, observed);
    const other = adopting.get(key);
    if (other !== undefined) {
      byAddress.set(desired.address, { kind: "refused", diagnostic: buildClaimed(desired, observed, other) });
      continue;
    }
    byAddress.set(desired.address, match);
    adopting.set(key, desired.address);
    // References know the id alone.
    adopting.set(formatObjectKey(placeKey, { type: observed.type, remoteId: observed.remoteId }), desired.address);
  }
  return { byAddress, adopting };
}
