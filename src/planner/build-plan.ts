// Builds the plan: the sum of the drafts of all resources, ordered, narrowed and held against the guard rails. Pure and
// deterministic: the same inputs give the same plan whatever the order of YAML keys.
import { type Address, compareAddresses, groupOf, parseAddress } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { BlockedEntry, PendingEntry, Plan, PlanCounts, PlanEntry, StateEdit } from "../core/plan.ts";
import type { Intent, TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { checkGuards } from "./check-guards.ts";
import { checkKept } from "./check-kept.ts";
import { diffDrift } from "./diff-drift.ts";
import type { Draft } from "./draft.ts";
import { applyMoves, type Moves } from "./moves.ts";
import { orderOperations } from "./order-operations.ts";
import { planDeclared } from "./plan-declared.ts";
import type { PlanInput } from "./plan-input.ts";
import { planOutputs } from "./plan-outputs.ts";
import { planDeposed, planRemoval } from "./plan-removal.ts";
import { dropBlocked, selectOperations } from "./select-operations.ts";
import { isListed } from "./subject.ts";
import { buildWorld, type World } from "./world.ts";

export function buildPlan(input: PlanInput): Plan {
  const declared = new Map(
    [...input.resources]
      .sort((a, b) => compareAddresses(a.address, b.address))
      .map((desired) => [desired.address, desired]),
  );
  const moves = applyMoves(
    new Map(Object.entries(input.state?.resources ?? {})),
    input.moved,
    new Set(declared.keys()),
  );
  const world = buildWorld(input, moves.tracked);
  const drafts = draftAll(world, declared).map((draft) => withPrevious(draft, moves));
  const pending = input.state?.pending ?? [];
  const held = holdBack(world, drafts, declared, pending);
  const entries = finishEntries(drafts, held, input);
  return assemble(world, moves, drafts, entries, held, pending, declared);
}

function draftAll(world: World, declared: ReadonlyMap<Address, Desired>): Draft[] {
  const isDestroy = world.input.options.mode === "destroy";
  const kept = isDestroy ? new Map<Address, Desired>() : declared;
  const wanted = [...kept.values()].map((desired) => planDeclared(world, desired, kept));
  const removals = [...world.tracked]
    .filter(([address]) => !kept.has(address))
    .sort(([a], [b]) => compareAddresses(a, b))
    .map(([address, tracked]) =>
      planRemoval(
        world,
        address,
        withDeclaredSettings(tracked, declared.get(address)),
        removalReason(address, kept, isDestroy),
      ),
    );
  const deposed = [...world.tracked].flatMap(([address, tracked]) => planDeposed(world, address, tracked));
  return [...wanted, ...removals, ...deposed];
}

/** A destroy goes by what YAML says of protection now, where it still says something. */
function withDeclaredSettings(tracked: TrackedResource, desired: Desired | undefined): TrackedResource {
  return desired === undefined ? tracked : { ...tracked, lifecycle: desired.lifecycle, timeouts: desired.timeouts };
}

function removalReason(address: Address, declared: ReadonlyMap<Address, Desired>, isDestroy: boolean): string {
  const instance = parseAddress(address)?.instance;
  const groupExists = [...declared.keys()].some((other) => groupOf(other) === groupOf(address));
  if (isDestroy || instance === undefined || !groupExists) return "delete_because_no_resource_config";
  return typeof instance === "number" ? "delete_because_count_index" : "delete_because_each_key";
}

function withPrevious(draft: Draft, moves: Moves): Draft {
  const previous = draft.entry.child === true ? undefined : moves.previous.get(draft.entry.address);
  if (previous === undefined) return draft;
  const action = draft.entry.action === "no-op" ? "move" : draft.entry.action;
  return { ...draft, entry: { ...draft.entry, previousAddress: previous, action } };
}

interface Held {
  readonly operations: readonly Operation[];
  readonly blocked: readonly BlockedEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly leftOut: ReadonlySet<Address>;
}

/** Order, then what is not asked for, then what cannot be done now with all that hangs on it. */
function holdBack(
  world: World,
  drafts: readonly Draft[],
  declared: ReadonlyMap<Address, Desired>,
  pending: readonly Intent[],
): Held {
  const { options } = world.input;
  const all = options.mode === "refresh-only" ? [] : drafts.flatMap((draft) => draft.operations ?? []);
  const ordered = orderOperations(world, all, declared);
  const selected = selectOperations(ordered.operations, options.targets, options.excludes);
  const unsettled = pending.map((intent) => ({
    address: intent.address,
    parent: intent.parent,
    entry: blockedByPending(intent),
  }));
  const kept = checkKept(world, selected.operations);
  const reasons = new Map<Address, string>([
    ...kept.map((entry) => [entry.address, entry.reason] as const),
    ...unsettled.map(({ address, entry }) => [address, entry.reason] as const),
  ]);
  const ofParents = new Set(unsettled.map(({ parent }) => parent).filter((parent) => parent !== undefined));
  const dropped = dropBlocked(
    selected.operations,
    (operation) =>
      reasons.get(operation.address) ?? (ofParents.has(operation.address) ? "a part of it is not settled" : undefined),
  );
  const drafted = drafts
    .flatMap((draft) => draft.blocked ?? [])
    .filter((entry) => isWanted(entry.address, options.targets, options.excludes));
  return {
    operations: dropped.operations,
    blocked: [...unsettled.map(({ entry }) => entry), ...kept, ...drafted, ...dropped.blocked],
    diagnostics: ordered.diagnostics,
    leftOut: selected.leftOut,
  };
}

function isWanted(address: Address, targets: readonly Address[], excludes: readonly Address[]): boolean {
  return (targets.length === 0 || isListed(address, targets)) && !isListed(address, excludes);
}

function blockedByPending(intent: Intent): BlockedEntry {
  const since = new Date(intent.sentAtMs).toISOString().replace(/\.\d+Z$/, "Z");
  if (intent.phase === "accepted")
    return {
      address: intent.address,
      reason: `"${intent.summary}" of ${since} is still running at the provider`,
      fix: "trueup apply waits for it",
      undone: true,
    };
  if (intent.phase === "intended")
    return {
      address: intent.address,
      reason: `"${intent.summary}" of ${since} was interrupted and is not settled yet`,
      fix: "trueup apply settles it first",
      undone: true,
    };
  const fix =
    intent.settle.by === "match"
      ? `when you are sure that it does not exist: --assume-absent ${intent.address}`
      : `when you know: --assume-done ${intent.address} or --assume-absent ${intent.address}`;
  return {
    address: intent.address,
    reason: `it is not known whether "${intent.summary}" of ${since} happened`,
    fix,
    undone: true,
  };
}

/** An entry whose operations were held back must not promise anything. */
function finishEntries(drafts: readonly Draft[], held: Held, input: PlanInput): PlanEntry[] {
  const active = new Set(held.operations.map((operation) => operation.address));
  const blocked = new Set(held.blocked.map((entry) => entry.address));
  const isRefresh = input.options.mode === "refresh-only";
  const entries = drafts.flatMap((draft): PlanEntry[] => {
    const { entry } = draft;
    const hadOperations = (draft.operations ?? []).length > 0;
    if (held.leftOut.has(entry.address) && !active.has(entry.address)) return [];
    if (hadOperations && (isRefresh || (!active.has(entry.address) && blocked.has(entry.address))))
      return [hold(entry)];
    return [entry, ...(isRefresh ? [] : (draft.children ?? []))];
  });
  return entries.sort((a, b) => compareAddresses(a.address, b.address));
}

function hold(entry: PlanEntry): PlanEntry {
  return {
    ...entry,
    action: "no-op",
    after: entry.before,
    fields: entry.fields.filter((field) => field.effect !== "now"),
    steps: [],
    lost: [],
    unknown: [],
    sensitive: [],
  };
}

function assemble(
  world: World,
  moves: Moves,
  drafts: readonly Draft[],
  entries: readonly PlanEntry[],
  held: Held,
  pending: readonly Intent[],
  declared: ReadonlyMap<Address, Desired>,
): Plan {
  const { input } = world;
  const { options, state } = input;
  const active = new Set(held.operations.map((operation) => operation.address));
  const live = drafts.filter((draft) => !held.leftOut.has(draft.entry.address));
  const destructive =
    options.mode === "refresh-only"
      ? []
      : live.filter((draft) => active.has(draft.entry.address)).flatMap((draft) => draft.destructive ?? []);
  const counted = live.filter((draft) => (draft.operations ?? []).length === 0 || active.has(draft.entry.address));
  const drift = diffDrift(world, declared);
  return {
    stack: input.stack,
    basis: { lineage: state?.lineage ?? null, serial: state?.serial ?? 0 },
    mode: options.mode,
    entries,
    drift,
    operations: [...held.operations].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edits: [
      ...moveEdits(moves),
      ...live
        .flatMap((draft) => draft.edits ?? [])
        .filter((edit) => isWanted(editedAddress(edit), options.targets, options.excludes)),
    ],
    destructive,
    debt: live.flatMap((draft) => draft.debt ?? []),
    blocked: held.blocked,
    protected: live.flatMap((draft) =>
      draft.protected === undefined ? [] : [{ address: draft.entry.address, detail: draft.protected }],
    ),
    notVerifiable: live.flatMap((draft) =>
      (draft.notVerifiable ?? []).length === 0
        ? []
        : [{ address: draft.entry.address, fields: draft.notVerifiable ?? [] }],
    ),
    pending: pending.map(
      (intent): PendingEntry => ({
        address: intent.address,
        summary: intent.summary,
        phase: intent.phase,
        sentAtMs: intent.sentAtMs,
        intentId: intent.id,
      }),
    ),
    refusals: guard(world, counted, destructive, declared.size),
    diagnostics: [
      ...moves.diagnostics,
      ...live.flatMap((draft) => draft.diagnostics ?? []),
      ...held.diagnostics,
      ...lostState(world, live),
    ],
    outputs: planOutputs(world, entries),
    counts: countEntries(entries),
    complete:
      held.leftOut.size === 0 &&
      held.blocked.length === 0 &&
      options.targets.length === 0 &&
      options.excludes.length === 0,
    vanished: live.filter((draft) => draft.vanished === true).map((draft) => draft.entry.address),
  };
}

function moveEdits(moves: Moves): StateEdit[] {
  return [...moves.previous].map(([to, from]): StateEdit => ({ kind: "move", from, to }));
}

function editedAddress(edit: StateEdit): Address {
  return edit.kind === "move" ? edit.to : edit.address;
}

function guard(
  world: World,
  drafts: readonly Draft[],
  destructive: Plan["destructive"],
  declared: number,
): Plan["refusals"] {
  const { input, tracked } = world;
  if (input.options.mode === "refresh-only") return [];
  return checkGuards(
    {
      mode: input.options.mode,
      declared,
      tracked: tracked.size,
      trackedData: [...tracked.values()].filter((resource) => resource.type === "vm").length,
      destructive,
      adoptedByName: drafts.filter((draft) => draft.adoptedByName === true).length,
      recreated: drafts.filter((draft) => draft.recreated === true).length,
      vanished: drafts.filter((draft) => draft.vanished === true && draft.entry.type === "vm").length,
      unloadedFiles: input.unloadedFiles,
    },
    input.policy,
    input.options.allow,
  );
}

function lostState(world: World, drafts: readonly Draft[]): Diagnostic[] {
  const found = drafts.filter((draft) => draft.adoptedByName === true);
  if (world.tracked.size > 0 || found.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "state.seems-lost",
      summary: `the state is empty, but ${found.length} declared object${found.length === 1 ? "" : "s"} already exist${found.length === 1 ? "s" : ""}: the state seems lost`,
      detail: found
        .map((draft) => `${draft.entry.address} is ${draft.entry.name} (${draft.entry.remoteId ?? ""})`)
        .join("\n"),
      fix: `restore the state file, or take them over: trueup apply --allow-adopt ${found.length} ("trueup state rebuild" does it from YAML and live objects)`,
    },
  ];
}

export function countEntries(entries: readonly PlanEntry[]): PlanCounts {
  const count = (actions: readonly PlanEntry["action"][]) =>
    entries.filter((entry) => actions.includes(entry.action)).length;
  return {
    import: entries.filter((entry) => entry.importing !== undefined).length,
    add: count(["create", "replace", "rebuild"]),
    change: count(["update"]),
    destroy: count(["delete", "replace", "rebuild"]),
  };
}
