// What is on record and was in no list: whether it is really gone. A list alone never proves that.
import type { Address } from "../core/address.ts";
import type { Clock } from "../core/clock.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Call, ObjectId, Provider } from "../core/provider.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import { observeObject } from "../executor/observe-objects.ts";

interface MissingRequest {
  readonly document: StateDocument | undefined;
  readonly clock: Clock;
  readonly call: Call;
}

/**
 * "Gone" needs a second read that agrees: by id where the API has that, else the list again after a pause. So it does for
 * what a replacement has left behind. `seen`: keys of all that the lists hold.
 */
export async function confirmMissing(
  { document, clock, call }: MissingRequest,
  provider: Provider,
  placeKey: string,
  here: readonly (readonly [Address, TrackedResource])[],
  seen: ReadonlySet<string>,
): Promise<{ readonly gone: readonly string[]; readonly found: readonly Observed[] }> {
  const surplus = (document?.surplus ?? []).filter(({ vendor, place }) => formatPlaceKey(vendor, place) === placeKey);
  const missing: ObjectId[] = [];
  const note = (object: ObjectId) => {
    if (!seen.has(formatObjectKey(placeKey, object))) missing.push(object);
  };
  for (const [, resource] of here) {
    note(resource);
    for (const old of resource.deposed ?? []) note({ ...resource, ...old });
  }
  surplus.forEach(note);
  if (missing.length === 0) return { gone: [], found: [] };
  if (missing.some((resource) => resource.type !== "vm"))
    await clock.sleep(provider.settings.pollIntervalMs, call.signal);
  const ids = missing.map((resource) => ({
    type: resource.type,
    remoteId: resource.remoteId,
    ...(resource.parentId === undefined ? {} : { parentId: resource.parentId }),
  }));
  const absent = await provider.confirmGone(ids, call);
  const isFresh = provider.intermediaries.cachedBecause() === undefined;
  const gone = isFresh ? absent.map((id) => formatObjectKey(placeKey, id)) : [];
  // Lists may lag behind: one that is there by its id is there.
  const lagging = ids.filter((id) => !gone.includes(formatObjectKey(placeKey, id)));
  const found = await Promise.all(lagging.map((id) => observeObject(provider, id, call)));
  return { gone, found: found.filter((object) => object !== undefined) };
}
