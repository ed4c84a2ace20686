// Which objects of a provider a state knows of, wherever in it: what a replaced state must not lose. Pure.
import type { Address } from "./address.ts";
import { formatObjectKey, formatPlaceKey } from "./object-key.ts";
import type { StateDocument } from "./state-document.ts";

export interface ListedObject {
  /** The same for the same object, in every document. */
  readonly key: string;
  readonly address: Address;
  readonly type: string;
  readonly remoteId: string;
  readonly name: string;
  /** `tracked`: the one of its address. `beside`: left behind by a replacement, or made twice. */
  readonly as: "tracked" | "beside";
}

type Part = Pick<StateDocument, "resources" | "surplus">;

export function listObjects({ resources, surplus = [] }: Part): readonly ListedObject[] {
  const tracked = Object.entries(resources).flatMap(([address, resource]) => {
    const { type, vendor, place, parentId, deposed = [] } = resource;
    const keyOf = (remoteId: string) =>
      formatObjectKey(formatPlaceKey(vendor, place), {
        type,
        remoteId,
        ...(parentId === undefined ? {} : { parentId }),
      });
    const list = (
      { remoteId, name }: { readonly remoteId: string; readonly name: string },
      as: ListedObject["as"],
    ) => ({
      ...{ key: keyOf(remoteId), address, type, remoteId, name, as },
    });
    return [list(resource, "tracked"), ...deposed.map((old) => list(old, "beside"))];
  });
  const twice = surplus.map(({ address, type, vendor, place, remoteId, name, parentId }) => ({
    key: formatObjectKey(formatPlaceKey(vendor, place), {
      type,
      remoteId,
      ...(parentId === undefined ? {} : { parentId }),
    }),
    ...{ address, type, remoteId, name, as: "beside" as const },
  }));
  return [...tracked, ...twice];
}

/** What `before` knows and `after` does not. */
export function listLost(before: Part, after: Part): readonly ListedObject[] {
  const known = new Set(listObjects(after).map(({ key }) => key));
  return listObjects(before).filter(({ key }) => !known.has(key));
}

/** Objects that two addresses hold: whichever of them goes first would destroy what the other has. */
export function listHeldTwice({ resources }: Pick<StateDocument, "resources">): readonly (readonly ListedObject[])[] {
  const byKey = new Map<string, ListedObject[]>();
  for (const object of listObjects({ resources })) {
    if (object.as === "tracked") byKey.set(object.key, [...(byKey.get(object.key) ?? []), object]);
  }
  return [...byKey.values()].filter((holders) => holders.length > 1);
}
