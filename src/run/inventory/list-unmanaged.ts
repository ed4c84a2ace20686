// What the account holds and nobody does: own objects that neither the state nor YAML knows, with their prices where the
// provider tells them. Reads prices only.
import { compareText } from "../../core/address.ts";
import { ProviderError } from "../../core/errors.ts";
import type { UnmanagedObject } from "../../core/inventory.ts";
import type { Call, Facts, Provider } from "../../core/provider.ts";
import { describePlaceOf, type InventoryView, listSeen, type SeenObject } from "./list-machines.ts";

export async function listUnmanaged(
  view: InventoryView,
  providers: ReadonlyMap<string, Provider>,
  call: Call,
): Promise<readonly UnmanagedObject[]> {
  const free = listFree(view);
  const facts = new Map<string, Facts>();
  for (const provider of providers.values()) facts.set(provider.id, await readPrices(provider, free, call));
  return free
    .map(({ provider, object }): UnmanagedObject => {
      const { type, remoteId, name, attributes, markers } = object;
      const price = providers.get(provider.id)?.prices?.of({ type, attributes }, facts.get(provider.id) ?? {});
      return {
        ...describePlaceOf(provider, object, view.regions),
        ...{ type, remoteId, name },
        ...(markers === undefined || markers.stack === view.configuration.stack ? {} : { stack: markers.stack }),
        ...(price === undefined ? {} : { price }),
      };
    })
    .sort((a, b) => compareText(a.provider, b.provider) || rank(a) - rank(b) || compareText(a.name, b.name));
}

const ORDER: readonly UnmanagedObject["type"][] = ["vm", "volume", "floatingIp", "snapshot", "schedule", "interface"];

function rank({ type }: UnmanagedObject): number {
  const at = ORDER.indexOf(type);
  return at === -1 ? ORDER.length : at;
}

/** The interface of a machine that nobody holds is told with that machine. */
function listFree(view: InventoryView): readonly SeenObject[] {
  const seen = listSeen(view);
  const hasMachine = holderOf(seen);
  const free = seen.filter((one) => one.object.owned && !view.holders.byKey.has(one.key) && hasMachine(one));
  const machines = new Set(free.flatMap(({ object }) => (object.type === "vm" ? [object.remoteId] : [])));
  return free.filter(({ object }) => object.type !== "interface" || !machines.has(object.parentId ?? ""));
}

/** What hangs on a machine that the lists leave out on purpose (a node of a managed cluster) has its holder there. */
function holderOf(seen: readonly SeenObject[]): (one: SeenObject) => boolean {
  const keyOf = (provider: string, id: unknown) => JSON.stringify([provider, id]);
  const machines = new Set(
    seen.flatMap(({ provider, object }) => (object.type === "vm" ? [keyOf(provider.id, object.remoteId)] : [])),
  );
  return ({ provider, object }) => {
    const { type, parentId, attributes } = object;
    const machine = type === "interface" ? parentId : type === "volume" ? attributes["vm"] : undefined;
    return typeof machine !== "string" || machines.has(keyOf(provider.id, machine));
  };
}

/** A price that cannot be read is unknown. */
async function readPrices(provider: Provider, free: readonly SeenObject[], call: Call): Promise<Facts> {
  const { prices } = provider;
  const lookups = free
    .filter((one) => one.provider.id === provider.id && prices?.types.includes(one.object.type) === true)
    .flatMap(({ object: { type, attributes } }) => prices?.lookups({ type, attributes }) ?? []);
  if (lookups.length === 0) return {};
  try {
    return await provider.resolve(lookups, call);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return {};
  }
}
