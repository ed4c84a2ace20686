// Names for objects that no two share: providers number each kind, in each account and region, from one again. Pure.
import type { Place } from "./place.ts";

/** The place that was asked about last: thousands of objects in a row are in the same one. */
const last = { vendor: "", place: { account: "" } as Place, key: "" };

/** A login may hold the separator itself. */
export function formatPlaceKey(vendor: string, place: Place): string {
  if (vendor === last.vendor && isSamePlace(place, last.place)) return last.key;
  const parts = [vendor, place.account, place.project ?? "", place.region ?? ""];
  const key = [...parts, ...(place.simulated === true ? ["simulated"] : [])].map(escapePart).join("/");
  Object.assign(last, { vendor, place, key });
  return key;
}

function isSamePlace(a: Place, b: Place): boolean {
  if (a === b) return true;
  return a.account === b.account && a.project === b.project && a.region === b.region && a.simulated === b.simulated;
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
