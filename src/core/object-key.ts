// Names for objects that no two share: providers number each kind, in each account and region, from one again. Pure.
import type { Place } from "./place.ts";

/** A login may hold the separator itself. */
export function formatPlaceKey(vendor: string, place: Place): string {
  return [vendor, place.account, place.project ?? "", place.region ?? ""].map(escapePart).join("/");
}

function escapePart(part: string): string {
  return part.replace(/[%/ ]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

export function formatObjectKey(
  placeKey: string,
  object: { readonly type: string; readonly remoteId: string; readonly parentId?: string },
): string {
  return `${placeKey} ${object.type} ${object.parentId ?? ""}/${object.remoteId}`;
}
