// Which live object belongs to a declared resource: by record, import, marker or name. Never guesses. Pure.
import type { Address } from "../core/address.ts";
import { isSameText } from "../core/comparable-text.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { listFixed, listFree, listNamesakes } from "./list-namesakes.ts";
import {
  buildNotOurs,
  buildUnconfirmed,
  leftElsewhere,
  markedForAnother,
  movedProvider,
  noneOfThatName,
  severalMatches,
} from "./match-refusals.ts";
import { type PlanProvider, placeOf } from "./plan-input.ts";
import { objectKeyOf, type World } from "./world.ts";

/** `parent`: a part that came with a VM of ours. */
export type FoundBy = "name" | "import" | "marker" | "existing" | "parent";

export type Match =
  | { readonly kind: "tracked"; readonly tracked: TrackedResource; readonly observed: Observed }
  | { readonly kind: "gone"; readonly tracked: TrackedResource; readonly withParent: boolean }
  | { readonly kind: "found"; readonly observed: Observed; readonly by: FoundBy }
  | { readonly kind: "absent" }
  | { readonly kind: "refused"; readonly diagnostic: Diagnostic };

export function matchResource(world: World, desired: Desired, provider: PlanProvider): Match {
  const tracked = world.tracked.get(desired.address);
  if (tracked !== undefined && namesAnother(world, desired, tracked))
    return matchAnother(world, desired, provider, tracked);
  if (tracked !== undefined) {
    const match = matchTracked(world, desired.address, tracked, desired, provider);
    return match.kind === "gone" ? (findSuccessor(world, desired, provider) ?? match) : match;
  }
  const block = world.input.imports.find((item) => item.to === desired.address);
  if (block !== undefined) return matchById(world, desired, provider, block.id, "import");
  if (desired.existing !== undefined) return matchExisting(world, desired, provider, desired.existing);
  return matchByName(world, desired, provider);
}

/** `existing` means the object that it names now, whatever it named before. */
function namesAnother(world: World, { existing, type }: Desired, tracked: TrackedResource): boolean {
  if (existing?.id !== undefined) return existing.id !== tracked.remoteId;
  if (existing?.name === undefined || isSameText(world.observedOf(tracked)?.name, existing.name)) return false;
  const placeKey = formatPlaceKey(tracked.vendor, tracked.place);
  return world.observedAt(placeKey, type).some((object) => object.owned && isSameText(object.name, existing.name));
}

/** One that was never ours is let go for the other; one that we made would be lost from the state. */
function matchAnother(world: World, desired: Desired, provider: PlanProvider, tracked: TrackedResource): Match {
  const { address, existing = {}, range } = desired;
  if (tracked.existing === true) return matchExisting(world, desired, provider, existing);
  return refuse(
    buildError(
      "existing.another",
      `${address} holds ${tracked.remoteId}, existing names ${existing.id ?? existing.name}`,
      {
        address,
        range,
        detail: `trueup made or imported ${tracked.remoteId} for this address: it is not let go by itself.`,
        fix: `trueup state rm ${address} if trueup shall forget it, or use another address`,
      },
    ),
  );
}

/**
 * What is gone may have a successor: an interface that came with a VM made again by a run that ended there, or what another
 * has made under the name since. It is taken over or refused as if there were no record.
 */
function findSuccessor(world: World, desired: Desired, provider: PlanProvider): Match | undefined {
  if (provider.rules[desired.type]?.onVanished === "replace-only") return undefined;
  const match = matchByName(world, desired, provider);
  return match.kind === "absent" ? undefined : match;
}

export function matchTracked(
  world: World,
  address: Address,
  tracked: TrackedResource,
  desired: Desired | undefined,
  provider: PlanProvider | undefined,
): Match {
  if (desired !== undefined && provider !== undefined) {
    const isMoved =
      formatPlaceKey(provider.vendor, placeOf(provider.account)) !== formatPlaceKey(tracked.vendor, tracked.place);
    if (isMoved) {
      const isAccepted = world.input.options.allow.accounts?.includes(provider.id) === true;
      const isReached = world.providerAt(tracked.vendor, tracked.place) !== undefined;
      return refuse(
        isAccepted ? leftElsewhere(desired, tracked, provider) : movedProvider(desired, tracked, provider, isReached),
      );
    }
  }
  const observed = world.observedOf(tracked);
  if (observed?.owned === false && tracked.existing !== true) return refuse(buildNotOurs(address, observed));
  if (observed !== undefined) return { kind: "tracked", tracked, observed };
  const parent = tracked.parent === undefined ? undefined : world.tracked.get(tracked.parent);
  const isParentGone =
    parent !== undefined &&
    world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type]?.belongs?.how !== "apart" &&
    world.observedOf(parent) === undefined &&
    world.input.gone.has(objectKeyOf(parent));
  if (isParentGone || world.input.gone.has(objectKeyOf(tracked)))
    return { kind: "gone", tracked, withParent: isParentGone };
  return refuse(buildUnconfirmed(address, tracked.remoteId));
}

function matchById(
  world: World,
  desired: Desired,
  provider: PlanProvider,
  id: string,
  by: "import" | "existing",
): Match {
  const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
  const numbered = world.observedAt(placeKey, desired.type).filter((object) => object.remoteId === id);
  // Ids of parts may be numbers of each parent.
  const rules = provider.rules[desired.type];
  const [observed] = numbered.length > 1 ? listNamesakes(world, desired, rules, placeKey, numbered) : numbered;
  if (observed === undefined)
    return refuse(
      buildError(`${by}.not-found`, `${provider.account.label} has no ${desired.type} with the id ${id}`, {
        address: desired.address,
        range: desired.range,
        fix:
          by === "import"
            ? "check the id in the provider's panel; if the object is gone, remove the import entry, and the block unless it is to be made"
            : "check the id in the provider's panel",
      }),
    );
  return take(world, desired, placeKey, observed, by);
}

function matchExisting(
  world: World,
  desired: Desired,
  provider: PlanProvider,
  existing: NonNullable<Desired["existing"]>,
): Match {
  if (existing.id !== undefined) return matchById(world, desired, provider, existing.id, "existing");
  const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
  const matches = world
    .observedAt(placeKey, desired.type)
    .filter((object) => object.owned && isSameText(object.name, existing.name));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return take(world, desired, placeKey, only, "existing");
  if (only !== undefined) return refuse(severalMatches(desired, matches, `existing: {id: "${only.remoteId}"}`));
  return refuse(noneOfThatName(world, desired, provider, existing.name ?? ""));
}

function take(world: World, desired: Desired, placeKey: string, observed: Observed, by: "import" | "existing"): Match {
  const holder = world.recordedAt.get(formatObjectKey(placeKey, observed));
  if (holder !== undefined)
    return refuse(
      buildError("import.already-tracked", `${observed.type} ${observed.remoteId} is already ${holder}`, {
        address: desired.address,
        range: desired.range,
        fix: `to rename it: moved: [{from: ${JSON.stringify(holder)}, to: ${JSON.stringify(desired.address)}}]${by === "import" ? ", without the import" : ""}`,
      }),
    );
  if (!observed.owned)
    return refuse(
      buildError(
        "import.not-ours",
        `${observed.type} ${observed.remoteId} (${observed.name}) belongs to somebody else or to another project`,
        {
          address: desired.address,
          range: desired.range,
          fix: "objects that are only shared with the account are never touched",
        },
      ),
    );
  if (by === "import" && observed.markers !== undefined && observed.markers.stack !== world.input.stack)
    return refuse(markedForAnother(world, desired, observed));
  return { kind: "found", observed, by };
}

/**
 * Name and parent, among objects that are ours, that no address holds and that nobody wants deleted. A marker of ours
 * decides first.
 */
function matchByName(world: World, desired: Desired, provider: PlanProvider): Match {
  const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
  const rules = provider.rules[desired.type];
  // What a request of this very address may have made is left to its settling.
  const unsettled = (world.input.state?.pending ?? []).flatMap(({ address, found = [] }) =>
    address === desired.address ? found : [],
  );
  const { address, type, name } = desired;
  const freeOf = (objects: readonly Observed[]) =>
    listFree(world, address, placeKey, objects).filter(({ remoteId }) => !unsettled.includes(remoteId));
  const marked = freeOf(world.markedAt(placeKey, type, address));
  const fixed = marked.length > 0 ? [] : freeOf(listFixed(world, desired, rules, placeKey)).slice(0, 1);
  const told = marked.length > 0 ? marked : fixed;
  const matches =
    told.length > 0
      ? told
      : listNamesakes(world, desired, rules, placeKey, freeOf(world.namedAt(placeKey, type, name)));
  const [only] = matches;
  if (only === undefined) return { kind: "absent" };
  if (matches.length > 1)
    return refuse(
      severalMatches(desired, matches, `import: [{to: ${JSON.stringify(desired.address)}, id: "${only.remoteId}"}]`),
    );
  if (marked.length === 0 && only.markers !== undefined) return refuse(markedForAnother(world, desired, only));
  return {
    kind: "found",
    observed: only,
    by: marked.length > 0 ? "marker" : fixed.length > 0 || rules?.belongs?.how === "inside" ? "parent" : "name",
  };
}

function refuse(diagnostic: Diagnostic): Match {
  return { kind: "refused", diagnostic };
}
