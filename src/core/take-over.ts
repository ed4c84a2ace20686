// What becomes of the objects of an address when its record changes hands: they are left behind as deposed, to be deleted
// by a plan that shows it, and never dropped silently. Pure.
import type { Address } from "./address.ts";
import type { StateDocument, TrackedResource } from "./state-document.ts";
import { UNSENT } from "./tracking.ts";

type Deposed = NonNullable<TrackedResource["deposed"]>;

/**
 * `next` takes the place of `previous`, whose object is kept as deposed unless it is the same one, is known to be gone
 * (`isGone`), or was never ours to delete. What `previous` had left behind itself stays left behind.
 */
export function takeOver(
  previous: TrackedResource | undefined,
  next: TrackedResource,
  isGone: boolean,
): TrackedResource {
  if (previous === undefined) return next;
  const isLeft = previous.remoteId !== next.remoteId && !isGone && previous.existing !== true;
  const old = [
    ...(previous.deposed ?? []),
    ...(isLeft ? [{ remoteId: previous.remoteId, name: previous.name }] : []),
  ].filter((object) => object.remoteId !== next.remoteId);
  return withDeposed(next, old);
}

/** An object that came too late: the address was given to another meanwhile, which stays. */
export function leaveBehind(
  resource: TrackedResource,
  { remoteId, name }: { readonly remoteId: string; readonly name: string },
): TrackedResource {
  return withDeposed(resource, [...dropDeposedOf(resource, remoteId), { remoteId, name }]);
}

export function dropDeposed(resource: TrackedResource, remoteId: string): TrackedResource {
  return withDeposed(resource, dropDeposedOf(resource, remoteId));
}

function dropDeposedOf({ deposed = [] }: TrackedResource, remoteId: string): Deposed {
  return deposed.filter((object) => object.remoteId !== remoteId);
}

function withDeposed({ deposed: _deposed, ...rest }: TrackedResource, deposed: Deposed): TrackedResource {
  return deposed.length === 0 ? rest : { ...rest, deposed };
}

export function withResource(document: StateDocument, address: Address, resource: TrackedResource): StateDocument {
  return { ...document, resources: { ...document.resources, [address]: resource } };
}

export function withoutResource(document: StateDocument, address: Address): StateDocument {
  const { [address]: _gone, ...resources } = document.resources;
  return { ...document, resources };
}

/**
 * The object of an address is gone. What a replacement had left behind is still there: it takes its place in the record,
 * owing whatever was sent to the one that is gone.
 */
export function withoutObject(document: StateDocument, address: Address): StateDocument {
  const { deposed = [], halfMade: _halfMade, ...resource } = document.resources[address] ?? {};
  const [last, ...older] = [...deposed].reverse();
  if (last === undefined || !("remoteId" in resource)) return withoutResource(document, address);
  const digests = Object.fromEntries(Object.keys(resource.digests).map((path) => [path, UNSENT]));
  const rest = older.length === 0 ? {} : { deposed: older.reverse() };
  return withResource(document, address, { ...resource, ...last, digests, ...rest });
}
