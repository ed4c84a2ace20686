// What one request has made twice: told until it is settled, deleted only where a person names it, and dropped from the
// books once it is gone, held by an address, or wanted. Pure.
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS } from "../core/desired.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { BlockedEntry, StateEdit } from "../core/plan.ts";
import type { Intent, Surplus, TrackedResource } from "../core/state-document.ts";
import { describeSurplus, formatSurplus, keyOfKept, type ToldSurplus } from "../core/surplus.ts";
import type { Draft } from "./draft.ts";
import { askSteps, buildEntry, buildOperation, buildSubject } from "./subject.ts";
import type { World } from "./world.ts";

/** Deletions that a person has asked for by the object's id. */
export function planSurplus(world: World): Draft[] {
  const unsettled = (world.input.state?.pending ?? []).flatMap(listFound);
  return [...listOpen(world), ...unsettled].flatMap((surplus) =>
    isAskedFor(world, surplus) ? planDeletion(world, surplus) : [],
  );
}

export function tellSurplus(world: World): {
  readonly blocked: readonly BlockedEntry[];
  readonly edits: readonly StateEdit[];
} {
  const open = listOpen(world);
  const command = world.input.options.mode === "destroy" ? "destroy" : "apply";
  const settled = (world.input.state?.surplus ?? []).filter((surplus) => !open.includes(surplus));
  return {
    blocked: open.flatMap((surplus) =>
      isAskedFor(world, surplus)
        ? []
        : [
            {
              address: surplus.address,
              ...describeSurplus(withKept(world, surplus), command),
              surplus: surplus.remoteId,
              undone: true,
            },
          ],
    ),
    edits: settled.map(({ address, remoteId }) => ({ kind: "drop-surplus", address, remoteId })),
  };
}

/** Of those that a pending request may have made, one may go before another is on record. */
function listFound(intent: Intent): Surplus[] {
  const { type, vendor, provider, place, name, parentId, address, found = [] } = intent;
  const parent = parentId === undefined ? {} : { parentId };
  return found.map((remoteId) => ({ type, vendor, provider, place, remoteId, name, ...parent, address, keptId: "" }));
}

/** What is still there and not settled: it costs for as long as it runs. */
export function listPresent(world: World): ToldSurplus[] {
  return listOpen(world)
    .filter((surplus) => world.byObject.has(keyOf(surplus)))
    .map((surplus) => withKept(world, surplus));
}

/** Of an object that is taken over although another one was. */
export function noteMadeTwice(world: World, objectKey: string): string[] {
  return (world.input.state?.surplus ?? []).flatMap((surplus) => {
    if (keyOf(surplus) !== objectKey) return [];
    const { address, type, keptId, isAlone } = withKept(world, surplus);
    const state = isAlone === true ? ", which is gone or no longer on record" : "";
    return [`the request for ${address} has made it beside ${type} ${keptId}${state}`];
  });
}

function withKept({ recordedAt, input }: World, surplus: Surplus): ToldSurplus {
  const key = keyOfKept(surplus);
  return recordedAt.has(key) && !input.gone.has(key) ? surplus : { ...surplus, isAlone: true };
}

function listOpen({ input, recordedAt, adopting }: World): Surplus[] {
  const { keepSurplus = [] } = input.options;
  return (input.state?.surplus ?? []).filter((surplus) => {
    const key = keyOf(surplus);
    const isTaken = recordedAt.has(key) || adopting.has(key);
    return !isTaken && !input.gone.has(key) && !keepSurplus.includes(formatSurplus(surplus));
  });
}

function keyOf(surplus: Surplus): string {
  return formatObjectKey(formatPlaceKey(surplus.vendor, surplus.place), surplus);
}

function isAskedFor({ input, byObject }: World, surplus: Surplus): boolean {
  return (input.options.deleteSurplus ?? []).includes(formatSurplus(surplus)) && byObject.has(keyOf(surplus));
}

function planDeletion(world: World, surplus: Surplus): Draft[] {
  const { address, remoteId, name } = surplus;
  const provider = world.providerAt(surplus.vendor, surplus.place);
  const observed = world.byObject.get(keyOf(surplus));
  if (provider === undefined || observed === undefined) return [];
  const subject = buildSubject(world, provider, { address, tracked: asTracked(world, surplus), observed });
  const { steps } = askSteps(subject, "delete-deposed", [], observed);
  return [
    {
      entry: buildEntry(subject, {
        action: "delete",
        child: true,
        reason: "surplus",
        before: { id: remoteId, name },
        steps: steps.map((step) => step.summary),
        lost: observed.lost,
        notes: ["asked for by --delete-surplus"],
      }),
      operations: [
        buildOperation(subject, "delete-deposed", steps, [], { id: `delete-deposed ${address} ${remoteId}` }),
      ],
      destructive: [
        {
          address,
          kind: "delete",
          detail: `the surplus ${name} (${remoteId}) is deleted`,
          lost: observed.lost,
          exempt: true,
          beside: true,
        },
      ],
    },
  ];
}

function asTracked({ tracked }: World, surplus: Surplus): TrackedResource {
  const { type, vendor, provider, place, remoteId, name, parentId } = surplus;
  const { lifecycle = DEFAULT_LIFECYCLE, timeouts = DEFAULT_TIMEOUTS, parent } = tracked.get(surplus.address) ?? {};
  return {
    type,
    vendor,
    provider,
    place,
    remoteId,
    name,
    ...(parent === undefined ? {} : { parent }),
    ...(parentId === undefined ? {} : { parentId }),
    applied: {},
    observed: {},
    digests: {},
    lifecycle,
    timeouts,
    dependsOn: [],
  };
}
