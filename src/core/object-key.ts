// Names for objects that no two share: providers number each kind, in each account and region, from one again. Pure.
import type { Place } from "./state-document.ts";

export function formatPlaceKey(vendor: string, place: Place): string {
  return [vendor, place.account, place.project ?? "", place.region ?? ""].join("/");
}

export function formatObjectKey(
  placeKey: string,
  object: { readonly type: string; readonly remoteId: string; readonly parentId?: string },
): string {
  return `${placeKey} ${object.type} ${object.parentId ?? ""}/${object.remoteId}`;
}
