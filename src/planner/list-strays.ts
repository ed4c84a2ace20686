// Objects with our mark for an address that holds another one: what a failed or lost request has left later than anybody
// looked for it. Told, never touched. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import { placeOf } from "./plan-input.ts";
import type { World } from "./world.ts";

export function listStrays({ input, tracked, recordedAt, adopting }: World): Diagnostic[] {
  // What is still being settled may turn out to have made it.
  const unsettled = new Set((input.state?.pending ?? []).map(({ address }) => address));
  return [...input.providers].flatMap(([id, { vendor, account }]) => {
    const placeKey = formatPlaceKey(vendor, placeOf(account));
    return (input.observed.get(id) ?? []).flatMap((object): Diagnostic[] => {
      const { type, name, remoteId, markers } = object;
      const holder = markers?.stack === input.stack ? tracked.get(markers.address) : undefined;
      const key = formatObjectKey(placeKey, object);
      if (markers === undefined || holder === undefined || holder.type !== type || holder.remoteId === remoteId)
        return [];
      if (recordedAt.has(key) || adopting.has(key) || unsettled.has(markers.address)) return [];
      return [
        {
          severity: "warning",
          code: "adopt.stray",
          address: markers.address,
          summary: `${name} (${remoteId}) carries the marks of ${markers.address}, which is ${holder.remoteId}: nothing manages it`,
          detail: "An earlier request has made it later than it was looked for, or somebody has copied the tags.",
          fix: "delete it in the provider's panel if nobody needs it, or take its trueup-… tags off to keep it",
        },
      ];
    });
  });
}
