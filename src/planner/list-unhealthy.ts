// Objects of ours that are broken, suspended or otherwise in trouble: told for as long as it lasts, whoever caused it. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { isSameJson, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { DriftEntry } from "../core/plan.ts";
import type { Draft } from "./draft.ts";
import type { World } from "./world.ts";

interface Unhealthy {
  readonly address: Address;
  readonly vendor: string;
  readonly observed: Observed;
  readonly trouble: string;
}

export function listUnhealthyDrift(world: World, declared: ReadonlyMap<Address, Desired>): DriftEntry[] {
  if (!hasTrouble(world)) return [];
  return listTracked(world, declared).map(({ address, vendor, observed, trouble }) => {
    const picture = { id: observed.remoteId, ...world.tracked.get(address)?.observed };
    return {
      address,
      type: observed.type,
      vendor,
      class: "unhealthy",
      fields: [],
      before: picture,
      after: picture,
      detail: trouble,
    };
  });
}

/** Besides what is tracked, what this plan takes over; without what it destroys, or leads out of its trouble. */
export function warnOfUnhealthy(
  world: World,
  declared: ReadonlyMap<Address, Desired>,
  drafts: readonly Draft[],
): Diagnostic[] {
  if (!hasTrouble(world)) return [];
  const actions = new Map(drafts.flatMap(({ entry }) => (entry.child === true ? [] : [[entry.address, entry.action]])));
  const leaving = new Set(["delete", "replace", "forget"]);
  return [...listTracked(world, declared), ...listAdopted(world, declared)]
    .filter(({ address, observed: { unblocked } }) => {
      const action = actions.get(address) ?? "";
      return !leaving.has(action) && !(unblocked !== undefined && action === "update");
    })
    .map(({ address, observed: { name, remoteId }, trouble }) => {
      const range = declared.get(address)?.range;
      return {
        severity: "warning",
        code: "provider.unhealthy",
        address,
        ...(range === undefined ? {} : { range }),
        summary: `${address} (${name === "" ? remoteId : `${name}, ${remoteId}`}) needs attention: ${trouble}`,
        fix: "look at it in the provider's panel, or ask the provider",
      };
    });
}

function hasTrouble({ byObject }: World): boolean {
  for (const { trouble } of byObject.values()) if (trouble !== undefined) return true;
  return false;
}

function listTracked(world: World, declared: ReadonlyMap<Address, Desired>): Unhealthy[] {
  return [...world.tracked].flatMap(([address, tracked]) => {
    const observed = world.observedOf(tracked);
    return observed === undefined ? [] : describe(world, address, tracked.vendor, observed, declared.get(address));
  });
}

function listAdopted(world: World, declared: ReadonlyMap<Address, Desired>): Unhealthy[] {
  const seen = new Set<Address>();
  return [...world.adopting].flatMap(([key, address]) => {
    const observed = world.byObject.get(key);
    const desired = declared.get(address);
    if (observed === undefined || desired === undefined || seen.has(address)) return [];
    seen.add(address);
    return describe(world, address, desired.vendor, observed, desired);
  });
}

function describe(
  world: World,
  address: Address,
  vendor: string,
  observed: Observed,
  desired: Desired | undefined,
): Unhealthy[] {
  const { trouble } = observed;
  return trouble === undefined || isMeant(world, observed, desired) ? [] : [{ address, vendor, observed, trouble }];
}

/** A machine whose rescue mode is declared is where it is meant to be. */
function isMeant({ input }: World, observed: Observed, desired: Desired | undefined): boolean {
  const provider = desired === undefined ? undefined : input.providers.get(desired.provider);
  if (desired === undefined || provider === undefined || observed.unblocked === undefined) return false;
  const { attributes } = provider.bind(desired, provider.facts, observed, undefined);
  return observed.unblocked.some((path) => {
    const wanted = jsonAt(attributes, path);
    return wanted !== undefined && wanted !== false && isSameJson(wanted, jsonAt(observed.attributes, path));
  });
}
