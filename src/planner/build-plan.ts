// Builds the plan: the sum of the drafts of all resources, ordered, narrowed and held against the guard rails. Pure and
// deterministic: the same inputs give the same plan whatever the order of YAML keys.

import { type Address, compareAddresses, groupOf, parseAddress, resourceOf } from "../core/address.ts";
import { isDeletedByParent } from "../core/belongs.ts";
import type { Desired } from "../core/desired.ts";
import type { Plan } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { acceptPlaces } from "./accept-places.ts";
import { type Assembly, assemblePlan } from "./assemble-plan.ts";
import type { Draft } from "./draft.ts";
import { finishEntries, holdBack } from "./hold-back.ts";
import { createPartFates } from "./list-dying.ts";
import { listRenames, moveAll, moveSurplus, renameNamed } from "./move-surplus.ts";
import { type Moves, movePending } from "./moves.ts";
import { noteAdoption, planDeclared } from "./plan-declared.ts";
import { planDeposed } from "./plan-deposed.ts";
import type { PlanInput } from "./plan-input.ts";
import { planRemoval } from "./plan-removal.ts";
import { planSurplus } from "./plan-surplus.ts";
import { buildWorld, type World } from "./world.ts";

export function buildPlan(given: PlanInput): Plan {
  const declared = new Map(
    [...given.resources]
      .sort((a, b) => compareAddresses(a.address, b.address))
      .map((desired) => [desired.address, desired]),
  );
  const { state } = given;
  const moves = moveAll(state, given.moved, new Set(declared.keys()));
  const renamed = listRenames(moves);
  const named: PlanInput = { ...given, options: renameNamed(given.options, state, renamed) };
  const input: PlanInput =
    state === undefined
      ? named
      : moveSurplus({ ...named, state: { ...state, pending: movePending(state.pending, renamed) } }, renamed);
  const { tracked, pending, places } = acceptPlaces(input, moves.tracked);
  const followed: PlanInput = input.state === undefined ? input : { ...input, state: { ...input.state, pending } };
  return assemblePlan({
    ...draftAndHold(followed, { ...moves, tracked }, declared, { spared: new Set(), staying: new Set() }),
    moves,
    places,
    declared,
  });
}

/** What came out of narrowing the plan, and must be known before anything is drafted. */
interface Known {
  /** Parts that the request which deletes their VM must not name: their own deletion is left out or held back. */
  readonly spared: ReadonlySet<Address>;
  /** VMs whose deletion is left out or held back although a part of theirs is deleted: that part goes by itself. */
  readonly staying: ReadonlySet<Address>;
}

/** Drafts again until the requests name exactly what the plan shows; each time more is known, so that it ends. */
function draftAndHold(
  input: PlanInput,
  moves: Moves,
  declared: ReadonlyMap<Address, Desired>,
  known: Known,
): Pick<Assembly, "world" | "drafts" | "held" | "entries"> {
  const kept = input.options.mode === "destroy" ? new Map<Address, Desired>() : declared;
  const world = buildWorld(input, moves.tracked, createPartFates(new Set(kept.keys()), known.spared));
  const drafts = draftAll(world, declared, kept, known).map((draft) => withPrevious(draft, moves));
  const held = holdBack(world, drafts, declared, input.state?.pending ?? []);
  const deleted = new Set(held.operations.flatMap(({ action, address }) => (action === "delete" ? [address] : [])));
  const spared = [...deleted].flatMap((address) =>
    world
      .dying(address)
      .flatMap((part) => (isApart(world, part.address) && !deleted.has(part.address) ? [part.address] : [])),
  );
  const staying = held.operations.flatMap((operation) => {
    const { parent } = operation;
    return isDeletedByParent(operation) && parent !== undefined && !deleted.has(parent) && !known.staying.has(parent)
      ? [parent]
      : [];
  });
  if (spared.length + staying.length === 0) return { world, drafts, held, entries: finishEntries(drafts, held, input) };
  return draftAndHold(input, moves, declared, {
    spared: new Set([...known.spared, ...spared]),
    staying: new Set([...known.staying, ...staying]),
  });
}

function isApart({ tracked, providerAt }: World, address: Address): boolean {
  const part = tracked.get(address);
  return part !== undefined && providerAt(part.vendor, part.place)?.rules[part.type]?.belongs?.how === "apart";
}

/** Parents before their parts: what becomes of a part follows from what becomes of its parent. */
function draftAll(
  world: World,
  declared: ReadonlyMap<Address, Desired>,
  kept: ReadonlyMap<Address, Desired>,
  { staying }: Known,
): Draft[] {
  const isDestroy = world.input.options.mode === "destroy";
  const decide = (draft: Draft): Draft => {
    const { address, action } = draft.entry;
    world.decided.set(address, staying.has(address) ? "no-op" : action);
    return draft;
  };
  for (const desired of kept.values()) noteAdoption(world, desired);
  const wanted = [...kept.values()].map((desired) => decide(planDeclared(world, desired, kept)));
  const groups = new Set([...kept.keys()].map(groupOf));
  const removals = [...world.tracked]
    .filter(([address]) => !kept.has(address))
    .sort(([a], [b]) => compareAddresses(a, b))
    .map(([address, tracked]) =>
      decide(
        planRemoval(
          world,
          address,
          withDeclaredSettings(
            tracked,
            declared.get(address),
            declared.get(tracked.parent ?? ""),
            resourceOf(address) !== address,
          ),
          removalReason(address, groups, isDestroy),
        ),
      ),
    );
  const deposed = [...world.tracked].flatMap(([address, tracked]) => planDeposed(world, address, tracked));
  return [...wanted, ...removals, ...deposed, ...planSurplus(world)];
}

/** What YAML says of protection now counts, where it still says something; for a part its VM says it. */
function withDeclaredSettings(
  tracked: TrackedResource,
  desired: Desired | undefined,
  parent: Desired | undefined,
  isPart: boolean,
): TrackedResource {
  if (desired !== undefined) {
    const existing = desired.existing === undefined ? {} : { existing: true };
    return { ...tracked, lifecycle: desired.lifecycle, timeouts: desired.timeouts, ...existing };
  }
  if (parent === undefined || !isPart) return tracked;
  return { ...tracked, lifecycle: { ...tracked.lifecycle, protect: parent.lifecycle.protect } };
}

function removalReason(address: Address, groups: ReadonlySet<Address>, isDestroy: boolean): string {
  const instance = parseAddress(address)?.instance;
  const groupExists = groups.has(groupOf(address));
  if (isDestroy || instance === undefined || !groupExists) return "delete_because_no_resource_config";
  return typeof instance === "number" ? "delete_because_count_index" : "delete_because_each_key";
}

function withPrevious(draft: Draft, moves: Moves): Draft {
  const previous = draft.entry.child === true ? undefined : moves.previous.get(draft.entry.address);
  if (previous === undefined) return draft;
  const action = draft.entry.action === "no-op" ? "move" : draft.entry.action;
  return { ...draft, entry: { ...draft.entry, previousAddress: previous, action } };
}
