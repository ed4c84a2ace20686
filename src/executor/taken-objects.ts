// Which objects are taken: by an address, by what it left behind, or by a pending request that knows what it has made. Pure.
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Intent, StateDocument, TrackedResource } from "../core/state-document.ts";

type Whereabouts = Pick<Intent, "vendor" | "place">;

export type IsTaken = (object: Pick<Observed, "type" | "remoteId" | "parentId">) => boolean;

/** Tells of objects at the place of `at`. What an earlier request has made twice is nobody's new object. */
export function takenIn(document: StateDocument, at: Whereabouts): IsTaken {
  return (object) => {
    const key = keyAt(at, object);
    const isSame = (other: Whereabouts & Parameters<IsTaken>[0]) =>
      other.remoteId === object.remoteId && keyAt(other, other) === key;
    return (
      Object.values(document.resources).some((resource) => isRecordOf(resource, object, key)) ||
      document.pending.some((intent) => isNamedBy(intent, object, key)) ||
      (document.surplus ?? []).some(isSame)
    );
  };
}

/** Whether `object` is what another address or another request has, although it looks like what `intent` has made. */
export function isTakenByAnother(document: StateDocument, intent: Intent, object: Observed): boolean {
  const key = keyAt(intent, object);
  const own = document.resources[intent.address];
  return (
    Object.values(document.resources).some(
      (resource) => (resource !== own || own.remoteId !== object.remoteId) && isRecordOf(resource, object, key),
    ) || document.pending.some((other) => other.id !== intent.id && isNamedBy(other, object, key))
  );
}

type Sought = Parameters<IsTaken>[0];

/** The id is compared first: keys are only made of what is alike. */
function isRecordOf(resource: TrackedResource, { remoteId }: Sought, key: string): boolean {
  const isOf = resource.remoteId === remoteId || resource.deposed?.some((old) => old.remoteId === remoteId) === true;
  return isOf && keyAt(resource, { ...resource, remoteId }) === key;
}

function isNamedBy(intent: Intent, { remoteId }: Sought, key: string): boolean {
  return intent.remoteId === remoteId && intent.settle.by === "match" && keyAt(intent, { ...intent, remoteId }) === key;
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
