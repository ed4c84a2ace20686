// What becomes of the parts of a machine that this plan deletes or makes anew: which go with it, which stay. Pure.
import type { Address } from "../core/address.ts";
import type { Json } from "../core/json.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { decideRemoval } from "./decide-removal.ts";
import type { Dying, PartFates, World } from "./world.ts";

/** `declared`: what YAML still asks for. `unnamed`: parts whose own deletion is left out or held back. */
export function createPartFates(declared: ReadonlySet<Address>, unnamed: ReadonlySet<Address>): PartFates {
  return {
    dying: (world, address) => listDying(world, declared, address).filter((part) => !unnamed.has(part.address)),
    keeps: (world, part, holder) => {
      const tracked = world.tracked.get(part);
      if (tracked === undefined || unnamed.has(part)) return true;
      // Only a new holder of its own needs it anew.
      return declared.has(part) && tracked.parent !== holder ? true : !isGoing(world, declared, part, tracked);
    },
  };
}

function isGoing(world: World, declared: ReadonlySet<Address>, part: Address, tracked: TrackedResource): boolean {
  if (!declared.has(part)) return decideRemoval(world, part, tracked).kind === "delete";
  return isRenewing(world, tracked) && !tracked.lifecycle.protect && tracked.existing !== true;
}

/**
 * Parts that this plan deletes before or together with `address`: those that are no longer declared, and those that a
 * new parent needs anew. A part on which others hang that stay is left out: it goes by a request of its own.
 */
function listDying(world: World, declared: ReadonlySet<Address>, address: Address): Dying {
  return world.partsOf(address).flatMap(([part, tracked]) => {
    const rules = world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type];
    const observed = world.observedOf(tracked);
    if (rules === undefined || observed === undefined) return [];
    if (rules.belongs?.how === "apart" && !hangsOn(observed.attributes[rules.belongs.to], world.tracked.get(address)))
      return [];
    const goes = isGoing(world, declared, part, tracked);
    const snapshots = observed.lost.filter((item) => item.kind === "snapshot").length;
    const isNeeded = snapshots > (snapshots === 0 ? 0 : listDying(world, declared, part).length);
    return goes && !isNeeded ? [{ address: part, type: tracked.type, remoteId: tracked.remoteId }] : [];
  });
}

/** What was taken off its parent before (a disk detached by a run that ended there) goes by a request of its own. */
const hangsOn = (holder: Json | undefined, parent: TrackedResource | undefined): boolean =>
  holder === undefined || holder === parent?.remoteId;

/** A new parent needs a new one of it; where the old parent was never finished, its part was never used. */
export function isRenewing(world: World, { vendor, place, type, applied, parent }: TrackedResource): boolean {
  const renewing = world.providerAt(vendor, place)?.rules[type]?.belongs?.renewedIf;
  const isUsed = parent === undefined || world.tracked.get(parent)?.halfMade === undefined;
  return renewing !== undefined && applied[renewing] === true && isUsed;
}
