// Small reads in the middle of a run: one object again, or the objects that share a natural key. Never sends.
import { type ResourceType, resourceOf } from "../core/address.ts";
import { isSameText } from "../core/comparable-text.ts";
import { ProviderError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { Call, ObjectId, ObserveScope, Provider } from "../core/provider.ts";
import type { Intent } from "../core/state-document.ts";

export async function collect(provider: Provider, scope: ObserveScope, call: Call): Promise<Observed[]> {
  const objects: Observed[] = [];
  for await (const object of provider.observe(scope, call)) objects.push(object);
  return objects;
}

/** The object as it is now, or undefined where it is not there. */
export async function observeObject(
  provider: Provider,
  id: ObjectId,
  call: Call,
  { isFirstLook = false }: Pick<ObserveScope, "isFirstLook"> = {},
): Promise<Observed | undefined> {
  const objects = await collect(provider, { types: [id.type], ids: [id], isFirstLook }, call);
  return objects.find((object) => object.type === id.type && object.remoteId === id.remoteId);
}

/** All own objects with this name and parent, or with our marker for this address, read afresh. */
export async function observeNamesakes(
  provider: Provider,
  about: { type: ResourceType; name: string; parentId?: string; stack?: string; address?: string },
  call: Call,
): Promise<Observed[]> {
  const scope: ObserveScope =
    about.parentId === undefined ? { types: [about.type] } : { types: [about.type], parents: [about.parentId] };
  const objects = await collect(provider, scope, call);
  const found = objects.filter(
    (object) =>
      object.type === about.type &&
      object.owned &&
      (isSameText(object.name, about.name) || isMarkedFor(object, about)) &&
      (about.parentId === undefined || object.parentId === about.parentId),
  );
  const isWhole = provider.rules[about.type]?.fields.every(({ readApart }) => readApart !== true) ?? true;
  return isWhole ? found : Promise.all(found.map((object) => readWhole(provider, object, call)));
}

/** With what no list tells; as it was listed where it is gone again. */
async function readWhole(provider: Provider, object: Observed, call: Call): Promise<Observed> {
  const { type, remoteId, parentId } = object;
  const id = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
  return (await observeObject(provider, id, call)) ?? object;
}

function isMarkedFor({ markers }: Observed, { stack, address }: { stack?: string; address?: string }): boolean {
  return markers !== undefined && markers.stack === stack && markers.address === address;
}

/** Whether the VM that a part cannot stand apart from is gone, and the part with it. A read that fails proves nothing. */
export async function isGoneWithParent(
  provider: Provider,
  { type, parent, parentId }: Pick<Intent, "type" | "parent" | "parentId">,
  call: Call,
): Promise<boolean> {
  if (parent === undefined || parentId === undefined) return false;
  if (resourceOf(parent) !== parent || provider.rules[type]?.belongs?.how === "apart") return false;
  try {
    return (await provider.confirmGone([{ type: "vm", remoteId: parentId }], call)).length > 0;
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
