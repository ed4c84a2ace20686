// `--accept-account`: a provider entry is another account, project or region than the one on record. Its records follow
// there as far as it holds their objects, each by its own id. Pure.
import type { Address } from "../core/address.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Place, TrackedResource } from "../core/state-document.ts";
import { type PlanInput, placeOf } from "./plan-input.ts";

export interface Destination {
  readonly id: string;
  readonly vendor: string;
  readonly place: Place;
}

/** Where a record would be looked for: its own place, or that of the accepted entry that stands for it now. */
export function placeToLook(
  resource: TrackedResource,
  entry: string | undefined,
  { id, vendor, place }: Destination,
  accepted: readonly string[],
): Place {
  const isFor = accepted.includes(id) && resource.vendor === vendor && (entry ?? resource.provider) === id;
  return isFor ? place : resource.place;
}

export interface Followed {
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
  /** Those of them that are kept for another place from now on. */
  readonly followed: ReadonlyMap<Address, TrackedResource>;
}

/** What the new place does not hold, with all that is to be deleted of it, stays on record where it was made. */
export function acceptPlaces(input: PlanInput, tracked: ReadonlyMap<Address, TrackedResource>): Followed {
  const accepted = input.options.allow.accounts ?? [];
  if (accepted.length === 0) return { tracked, followed: new Map() };
  const entries = new Map(input.resources.map(({ address, provider }) => [address, provider]));
  const followed = new Map<Address, TrackedResource>();
  for (const { id, vendor, account } of input.providers.values()) {
    const place = placeOf(account);
    const placeKey = formatPlaceKey(vendor, place);
    const held = new Set((input.observed.get(id) ?? []).map((object) => formatObjectKey(placeKey, object)));
    for (const [address, resource] of tracked) {
      const target = placeToLook(resource, entries.get(address), { id, vendor, place }, accepted);
      if (formatPlaceKey(vendor, target) === formatPlaceKey(resource.vendor, resource.place)) continue;
      const objects = [resource, ...(resource.deposed ?? []).map(({ remoteId }) => ({ ...resource, remoteId }))];
      if (objects.every((object) => held.has(formatObjectKey(placeKey, object))))
        followed.set(address, { ...resource, place });
    }
  }
  return {
    tracked: new Map([...tracked].map(([address, resource]) => [address, followed.get(address) ?? resource])),
    followed,
  };
}
