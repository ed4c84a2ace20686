// `--accept-account`: a provider entry is another account, project or region than the one on record. Its records follow
// there as far as it holds their objects, each by its own id, and its pending requests follow the records. Pure.
import type { Address } from "../core/address.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Place } from "../core/place.ts";
import type { Intent, TrackedResource } from "../core/state-document.ts";
import { type PlanInput, placeOf } from "./plan-input.ts";

export interface Destination {
  readonly id: string;
  readonly vendor: string;
  readonly place: Place;
}

/** Where a record would be looked for: its own place, or that of the accepted entry that stands for it now. */
export function placeToLook(
  resource: Pick<TrackedResource, "provider" | "vendor" | "place">,
  entry: string | undefined,
  { id, vendor, place }: Destination,
  accepted: readonly string[],
): Place {
  const isFor = accepted.includes(id) && resource.vendor === vendor && (entry ?? resource.provider) === id;
  return isFor ? place : resource.place;
}

export interface Followed {
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
  readonly pending: readonly Intent[];
  /** What is kept for another place from now on: records, and addresses of which only a request is pending. */
  readonly places: ReadonlyMap<Address, Place>;
}

/** What the new place does not hold, with all that is to be deleted of it, stays on record where it was made. */
export function acceptPlaces(input: PlanInput, tracked: ReadonlyMap<Address, TrackedResource>): Followed {
  const pending = input.state?.pending ?? [];
  const accepted = input.options.allow.accounts ?? [];
  if (accepted.length === 0) return { tracked, pending, places: new Map() };
  const entries = new Map(input.resources.map(({ address, provider }) => [address, provider]));
  const seen = listSeen(input);
  const places = new Map<Address, Place>();
  for (const { id, vendor, account } of input.providers.values()) {
    const destination: Destination = { id, vendor, place: placeOf(account) };
    const left = new Set<string>();
    const findPlace = (address: Address, made: TrackedResource | Intent) => {
      const place = placeToLook(made, entries.get(address), destination, accepted);
      return formatPlaceKey(vendor, place) === keyOf(made) ? undefined : place;
    };
    for (const [address, resource] of tracked) {
      const place = findPlace(address, resource);
      if (place === undefined || !isSeenOnlyThere(seen, resource, place)) continue;
      places.set(address, place);
      left.add(keyOf(resource));
    }
    // What is still to come will come to where everything else of its place has gone.
    for (const intent of pending) {
      const place = findPlace(intent.address, intent);
      if (place !== undefined && left.has(keyOf(intent)) && !tracked.has(intent.address))
        places.set(intent.address, place);
    }
  }
  const follow = <T extends TrackedResource | Intent>(address: Address, made: T): T => {
    const place = places.get(address);
    return place === undefined ? made : { ...made, place };
  };
  return {
    tracked: new Map([...tracked].map(([address, resource]) => [address, follow(address, resource)])),
    pending: pending.map((intent) => follow(intent.address, intent)),
    places,
  };
}

const keyOf = ({ vendor, place }: TrackedResource | Intent): string => formatPlaceKey(vendor, place);

/** What is ours in any place that is read. What only can be seen there belongs to another project or owner. */
function listSeen({ providers, observed }: PlanInput): ReadonlySet<string> {
  return new Set(
    [...providers.values()].flatMap(({ id, vendor, account }) =>
      (observed.get(id) ?? []).flatMap((object) =>
        object.owned ? [formatObjectKey(formatPlaceKey(vendor, placeOf(account)), object)] : [],
      ),
    ),
  );
}

/** Ids may be the same in two accounts: what is still where it was made does not follow. */
function isSeenOnlyThere(seen: ReadonlySet<string>, resource: TrackedResource, place: Place): boolean {
  const isAt = (at: Place, remoteId: string) =>
    seen.has(formatObjectKey(formatPlaceKey(resource.vendor, at), { ...resource, remoteId }));
  const ids = [resource.remoteId, ...(resource.deposed ?? []).map(({ remoteId }) => remoteId)];
  return ids.every((id) => isAt(place, id) && !isAt(resource.place, id));
}
