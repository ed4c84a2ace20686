// Who holds which object: the state by its records, YAML by what it means to take over. Pure.
import type { Address } from "../../core/address.ts";
import { isSameText } from "../../core/comparable-text.ts";
import type { Configuration, Desired } from "../../core/desired.ts";
import type { Standing } from "../../core/inventory.ts";
import { formatObjectKey, formatPlaceKey } from "../../core/object-key.ts";
import type { Observed } from "../../core/observed.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";
import { type PlanProvider, placeOf } from "../../planner/plan-input.ts";
import { trackedAfterMoves, type WorldReading } from "../read-world.ts";

export interface Holder {
  readonly address: Address;
  readonly standing: Standing;
}

export interface Holders {
  /** By object key. */
  readonly byKey: ReadonlyMap<string, Holder>;
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
}

export function listHolders(
  configuration: Configuration,
  document: StateDocument | undefined,
  reading: WorldReading,
): Holders {
  const tracked = trackedAfterMoves({ configuration, document });
  const byKey = new Map<string, Holder>();
  const hold = (key: string, holder: Holder) => {
    if (!byKey.has(key)) byKey.set(key, holder);
  };
  for (const [address, resource] of tracked) {
    const placeKey = formatPlaceKey(resource.vendor, resource.place);
    hold(formatObjectKey(placeKey, resource), { address, standing: "tracked" });
    for (const { remoteId } of resource.deposed ?? [])
      hold(formatObjectKey(placeKey, { ...resource, remoteId }), { address, standing: "deposed" });
  }
  for (const one of document?.surplus ?? [])
    hold(formatObjectKey(formatPlaceKey(one.vendor, one.place), one), { address: one.address, standing: "surplus" });
  for (const { address, vendor, place, type, remoteId, parentId, found = [] } of document?.pending ?? []) {
    for (const id of [...(remoteId === undefined ? [] : [remoteId]), ...found]) {
      const object = { type, remoteId: id, ...(parentId === undefined ? {} : { parentId }) };
      hold(formatObjectKey(formatPlaceKey(vendor, place), object), { address, standing: "pending" });
    }
  }
  for (const [key, address] of listDeclared({ configuration, tracked }, reading, byKey))
    hold(key, { address, standing: "declared" });
  return { byKey, tracked };
}

interface Known {
  readonly configuration: Configuration;
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
}

/** What the next apply would find by its id or its name. */
function listDeclared(known: Known, reading: WorldReading, held: ReadonlyMap<string, Holder>): [string, Address][] {
  const { configuration, tracked } = known;
  return configuration.resources
    .filter(({ address }) => !tracked.has(address))
    .flatMap((desired) => {
      const provider = reading.providers.get(desired.provider);
      if (provider === undefined) return [];
      const placeKey = placeKeyOf(provider);
      return (reading.observed.get(desired.provider) ?? [])
        .filter((object) => object.owned && isMeant(desired, object, known, provider))
        .map((object) => formatObjectKey(placeKey, object))
        .filter((key) => !held.has(key))
        .map((key): [string, Address] => [key, desired.address]);
    });
}

function isMeant(desired: Desired, object: Observed, known: Known, { rules }: PlanProvider): boolean {
  if (desired.type !== object.type) return false;
  const { markers } = object;
  if (markers !== undefined && markers.stack !== known.configuration.stack) return false;
  if (markers?.address === desired.address) return true;
  const id = known.configuration.imports.find(({ to }) => to === desired.address)?.id ?? desired.existing?.id;
  if (id !== undefined) return id === object.remoteId;
  if (!isSameText(desired.existing?.name ?? desired.name, object.name)) return false;
  const field = rules[desired.type]?.belongs?.to;
  const parent = field === undefined ? undefined : desired.attributes[field];
  const parentId = typeof parent === "string" ? known.tracked.get(parent)?.remoteId : undefined;
  return parentId === undefined || object.parentId === undefined || parentId === object.parentId;
}

export function placeKeyOf({ vendor, account }: PlanProvider): string {
  return formatPlaceKey(vendor, placeOf(account));
}
