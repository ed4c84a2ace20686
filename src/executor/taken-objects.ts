// Which objects are taken: by an address, by what it left behind, or by a pending request that knows what it has made. Pure.
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Intent, StateDocument } from "../core/state-document.ts";

type Whereabouts = Pick<Intent, "vendor" | "place">;

export type IsTaken = (object: Pick<Observed, "type" | "remoteId" | "parentId">) => boolean;

/** Tells of objects at the place of `at`. What an earlier request has made twice is nobody's new object. */
export function takenIn(document: StateDocument, at: Whereabouts): IsTaken {
  const surplus = (document.surplus ?? []).map((one) => keyAt(one, one));
  const taken = new Set([...listTracked(document), ...listNamed(document.pending), ...surplus]);
  return (object) => taken.has(keyAt(at, object));
}

/** Whether `object` is what another address or another request has, although it looks like what `intent` has made. */
export function isTakenByAnother(document: StateDocument, intent: Intent, object: Observed): boolean {
  const { [intent.address]: own, ...resources } = document.resources;
  const isOwn = own?.remoteId === object.remoteId;
  const taken = new Set([
    ...listTracked({ resources: own === undefined || isOwn ? resources : document.resources }),
    ...listNamed(document.pending.filter((other) => other.id !== intent.id)),
  ]);
  return taken.has(keyAt(intent, object));
}

/**
 * A request that could take what `intent` makes for its own, and the other way round: not settled yet, of another address,
 * for an object of the same name at the same place, with nothing but the name to tell the two by.
 */
export function findRival(document: StateDocument, intent: Intent): Intent | undefined {
  if (intent.settle.by !== "match") return undefined;
  const keyOf = ({ vendor, place, type, name, parentId }: Intent) =>
    `${formatPlaceKey(vendor, place)} ${type} ${parentId ?? ""}/${name}`;
  return document.pending.find(
    (other) =>
      other.settle.by === "match" &&
      other.remoteId === undefined &&
      other.address !== intent.address &&
      keyOf(other) === keyOf(intent),
  );
}

function keyAt({ vendor, place }: Whereabouts, object: Parameters<IsTaken>[0]): string {
  return formatObjectKey(formatPlaceKey(vendor, place), object);
}

function listTracked({ resources }: Pick<StateDocument, "resources">): string[] {
  return Object.values(resources).flatMap((resource) =>
    [resource.remoteId, ...(resource.deposed ?? []).map((object) => object.remoteId)].map((remoteId) =>
      keyAt(resource, { ...resource, remoteId }),
    ),
  );
}

function listNamed(pending: readonly Intent[]): string[] {
  return pending.flatMap(({ remoteId, settle, ...intent }) =>
    remoteId === undefined || settle.by !== "match" ? [] : [keyAt(intent, { ...intent, remoteId })],
  );
}
