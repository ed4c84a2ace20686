// Builds the plan in passes, each of which hands on what it has found out: what belongs to what, what becomes of it, how it
// looks, in which order, and what of it is asked for. Pure and deterministic: the same inputs give the same plan whatever the
// order of YAML keys.
import { type Address, compareAddresses, groupOf } from "../core/address.ts";
import { isDeletedByParent } from "../core/belongs.ts";
import type { Desired, MovedBlock } from "../core/desired.ts";
import type { Place } from "../core/place.ts";
import type { Action, Plan, PlanEntry } from "../core/plan.ts";
import { drain, mapInTurns, type Turns } from "../core/turns.ts";
import { acceptPlaces } from "./accept-places.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { actionOf, type DeclaredDecision, decideDeclared } from "./decide-declared.ts";
import { actionOfRemoval, decideRemoved, type RemovalDecision } from "./decide-removal.ts";
import type { Draft } from "./draft.ts";
import { draftDeclared, draftWithoutProvider } from "./draft-declared.ts";
import { draftRemoved } from "./draft-removal.ts";
import { listLeftBehind, nameWithLeft } from "./leave-behind.ts";
import { createPartFates } from "./list-dying.ts";
import { type Matches, matchAll } from "./match-all.ts";
import { listRenames, moveAll, moveSurplus, renameNamed } from "./move-surplus.ts";
import { type Moves, movePending } from "./moves.ts";
import { finishEntries, type Narrowed, narrow } from "./narrow.ts";
import { planDeposed } from "./plan-deposed.ts";
import type { PlanInput } from "./plan-input.ts";
import { planSurplus } from "./plan-surplus.ts";
import { buildWorld, type World, withFindings } from "./world.ts";

/** In short turns, for whoever has a lock to keep meanwhile. */
export function* buildPlan(given: PlanInput): Turns<Plan> {
  const declared = new Map(
    [...given.resources]
      .sort((a, b) => compareAddresses(a.address, b.address))
      .map((desired) => [desired.address, desired]),
  );
  yield;
  const { input, moves, places } = followMoves(given, declared);
  yield;
  const kept = input.options.mode === "destroy" ? new Map<Address, Desired>() : declared;
  const base = buildWorld(input, moves.tracked);
  yield;
  const matches = yield* matchAll(base, kept);
  const world = withFindings(base, { adopting: matches.adopting });
  const pass = yield* draftUntilShown({ world, matches, declared, kept, moves }, NOTHING_KNOWN);
  return yield* assemblePlan({ ...pass, moves, places, declared });
}

/** The state and the options, with every address as it is called now. */
function followMoves(
  given: PlanInput,
  declared: ReadonlyMap<Address, Desired>,
): { readonly input: PlanInput; readonly moves: Moves; readonly places: ReadonlyMap<Address, Place> } {
  const { state } = given;
  const { left, back } = listLeftBehind(given, declared);
  const blocks = [...left, ...back, ...given.moved];
  const moves = withLeft(moveAll(state, blocks, new Set(declared.keys())), left);
  const renamed = listRenames(moves);
  const options = nameWithLeft(renameNamed(given.options, state, renamed), moves.tracked);
  const named: PlanInput = { ...given, options };
  const input: PlanInput =
    state === undefined
      ? named
      : moveSurplus({ ...named, state: { ...state, pending: movePending(state.pending, renamed) } }, renamed);
  const { tracked, pending, places } = acceptPlaces(input, moves.tracked);
  const followed: PlanInput = input.state === undefined ? input : { ...input, state: { ...input.state, pending } };
  return { input: followed, moves: { ...moves, tracked }, places };
}

/** Each remembers for whom it was left. */
function withLeft(moves: Moves, left: readonly MovedBlock[]): Moves {
  if (left.length === 0) return moves;
  const tracked = new Map(moves.tracked);
  const stays = new Map(left.map(({ from, to }) => [to, from]));
  for (const [address, record] of moves.tracked) {
    const replacedBy = stays.get(address) ?? stays.get(record.replacedBy ?? "");
    if (replacedBy !== undefined) tracked.set(address, { ...record, replacedBy });
  }
  return { ...moves, tracked, left: new Set(left.map(({ to }) => to)) };
}

interface Drafting {
  readonly world: World;
  readonly matches: Matches;
  readonly declared: ReadonlyMap<Address, Desired>;
  /** What is declared and not to be destroyed. */
  readonly kept: ReadonlyMap<Address, Desired>;
  readonly moves: Moves;
}

/** What came out of narrowing the plan, and must be known before anything is decided. */
interface Known {
  /** Parts that the request which deletes their VM must not name: their own deletion is left out or held back. */
  readonly unnamed: ReadonlySet<Address>;
  /** VMs whose deletion is left out or held back although a part of theirs is deleted: that part goes by itself. */
  readonly undeleted: ReadonlySet<Address>;
}

const NOTHING_KNOWN: Known = { unnamed: new Set(), undeleted: new Set() };

interface Pass {
  readonly world: World;
  readonly drafts: readonly Draft[];
  readonly narrowed: Narrowed;
  readonly entries: readonly PlanEntry[];
}

/** Until the requests name exactly what the plan shows; each time more is known, so that it ends. */
function* draftUntilShown(drafting: Drafting, known: Known): Turns<Pass> {
  const { world: matched, declared, kept, moves } = drafting;
  const { input } = matched;
  const fates = createPartFates(new Set(kept.keys()), known.unnamed);
  const { world, decisions } = yield* decideAll(withFindings(matched, { fates }), drafting, known);
  const drafts = (yield* draftAll(world, decisions)).map((draft) => withPrevious(draft, moves));
  const narrowed = yield* narrow(world, drafts, declared, input.state?.pending ?? []);
  const more = learn(world, narrowed, known);
  if (more === undefined) return { world, drafts, narrowed, entries: finishEntries(drafts, narrowed, input) };
  return yield* draftUntilShown(drafting, more);
}

function learn(world: World, { operations }: Narrowed, known: Known): Known | undefined {
  const deleted = new Set(operations.flatMap(({ action, address }) => (action === "delete" ? [address] : [])));
  const unnamed = [...deleted].flatMap((address) =>
    world
      .dying(address)
      .flatMap((part) => (isApart(world, part.address) && !deleted.has(part.address) ? [part.address] : [])),
  );
  const undeleted = operations.flatMap((operation) => {
    const { parent } = operation;
    const isNew = parent !== undefined && !deleted.has(parent) && !known.undeleted.has(parent);
    return isDeletedByParent(operation) && isNew ? [parent] : [];
  });
  if (unnamed.length + undeleted.length === 0) return undefined;
  return {
    unnamed: new Set([...known.unnamed, ...unnamed]),
    undeleted: new Set([...known.undeleted, ...undeleted]),
  };
}

function isApart({ tracked, providerAt }: World, address: Address): boolean {
  const part = tracked.get(address);
  return part !== undefined && providerAt(part.vendor, part.place)?.rules[part.type]?.belongs?.how === "apart";
}

interface Decisions {
  /** Emptied when they are drafted: of tens of thousands both would weigh. */
  readonly wanted: (DeclaredDecision | Desired)[];
  readonly removals: readonly RemovalDecision[];
}

/** Parents before their parts: what becomes of a part follows from what becomes of its parent. */
function* decideAll(
  matched: World,
  { matches, declared, kept }: Drafting,
  { undeleted }: Known,
): Turns<{ readonly world: World; readonly decisions: Decisions }> {
  const decided = new Map<Address, Action>();
  const world = withFindings(matched, { decided });
  const note = (address: Address, action: Action) => decided.set(address, undeleted.has(address) ? "no-op" : action);
  const wanted = yield* mapInTurns(kept.values(), (desired) => {
    const match = matches.byAddress.get(desired.address);
    const provider = world.input.providers.get(desired.provider);
    if (match === undefined || provider === undefined) return desired;
    const decision = decideDeclared(world, desired, { match, provider });
    note(desired.address, actionOf(decision));
    return decision;
  });
  const groups = new Set([...kept.keys()].map(groupOf));
  const undeclared = [...world.tracked]
    .filter(([address]) => !kept.has(address))
    .sort(([a], [b]) => compareAddresses(a, b));
  const removals = yield* mapInTurns(undeclared, ([address, tracked]) => {
    const decision = decideRemoved(world, address, tracked, { all: declared, groups });
    note(address, actionOfRemoval(decision));
    return decision;
  });
  return { world, decisions: { wanted, removals } };
}

function* draftAll(world: World, { wanted, removals }: Decisions): Turns<Draft[]> {
  const ofWanted = yield* mapInTurns(drain(wanted), (decision) =>
    "verdict" in decision ? draftDeclared(decision) : draftWithoutProvider(decision),
  );
  const ofRemovals = yield* mapInTurns(removals, (decision) => draftRemoved(world, decision));
  const withDeposed = [...world.tracked].filter(([, { deposed }]) => deposed !== undefined);
  const ofDeposed = yield* mapInTurns(withDeposed, ([address, tracked]) => planDeposed(world, address, tracked));
  return [...ofWanted, ...ofRemovals, ...ofDeposed.flat(), ...planSurplus(world)];
}

function withPrevious(draft: Draft, moves: Moves): Draft {
  const previous = draft.entry.child === true ? undefined : moves.previous.get(draft.entry.address);
  if (previous === undefined) return draft;
  const action = draft.entry.action === "no-op" ? "move" : draft.entry.action;
  return { ...draft, entry: { ...draft.entry, previousAddress: previous, action } };
}
