// Puts the plan together from drafts and what was held back: counts, guards, drift, outputs. Pure.
import { type Address, compareText } from "../core/address.ts";
import { comparePlaces, type Diagnostic } from "../core/diagnostic.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Place } from "../core/place.ts";
import type { PendingEntry, Plan, PlanCounts, PlanEntry } from "../core/plan.ts";
import type { Intent } from "../core/state-document.ts";
import type { Turns } from "../core/turns.ts";
import { bindForgotten } from "./bind-forgotten.ts";
import { checkDailyLimits } from "./check-daily-limits.ts";
import { checkGuards } from "./check-guards.ts";
import { refuseIntermediaries, tellIntermediaries } from "./check-intermediaries.ts";
import { driftInTurns } from "./diff-drift.ts";
import type { Draft } from "./draft.ts";
import { joinOtherStacks, OTHER_STACK } from "./join-other-stacks.ts";
import { listConcerned } from "./list-concerned.ts";
import { type EditSources, listEdits } from "./list-edits.ts";
import { listRenamed, type RenamedPair, warnOfRenamed } from "./list-renamed.ts";
import { listStrays } from "./list-strays.ts";
import { warnOfUnhealthy } from "./list-unhealthy.ts";
import { listUndeclaredImports } from "./match-refusals.ts";
import type { Narrowed } from "./narrow.ts";
import { placeOf } from "./plan-input.ts";
import { planOutputs, warnOfMissing } from "./plan-outputs.ts";
import { planRollouts, type RolledOut } from "./plan-rollouts.ts";
import { tellSurplus } from "./plan-surplus.ts";
import { refuseUnfit } from "./refuse-unfit.ts";
import type { World } from "./world.ts";

export interface Assembly extends EditSources {
  readonly drafts: readonly Draft[];
  readonly entries: readonly PlanEntry[];
  readonly narrowed: Narrowed;
}

export function* assemblePlan(assembly: Assembly): Turns<Plan> {
  const { world, entries, narrowed, declared } = assembly;
  const { options, state, stack } = world.input;
  const concerned = listConcerned(declared, options);
  const isConcerned = (address: Address) => concerned?.has(address) !== false || !declared.has(address);
  const drafts = assembly.drafts.filter((draft) => !narrowed.leftOut.has(draft.entry.address));
  const active = new Set(narrowed.operations.map((operation) => operation.address));
  const done = drafts.filter((draft) => (draft.operations ?? []).length === 0 || active.has(draft.entry.address));
  const destructive = done
    .filter(({ entry }) => active.has(entry.goesWith ?? entry.address))
    .flatMap((draft) => draft.destructive ?? []);
  yield;
  const surplus = tellSurplus(world);
  const outputs = planOutputs(world, entries);
  const edits = [...listEdits(assembly, drafts), ...surplus.edits];
  const drift = yield* driftInTurns(world, declared);
  yield;
  const renamed = listRenamed(world, entries, declared);
  const warnings = warnOf(assembly, outputs, renamed);
  yield;
  const rolled = rollOut(assembly, edits);
  yield;
  return {
    stack,
    basis: { lineage: state?.lineage ?? null, serial: state?.serial ?? 0 },
    mode: options.mode,
    entries,
    drift,
    operations: rolled.operations,
    edits,
    destructive,
    ...listStandings(drafts),
    blocked: [...narrowed.blocked, ...surplus.blocked],
    pending: (state?.pending ?? []).map(describePending),
    refusals: [
      ...checkAll(world, done, destructive, declared.size),
      ...refuseIntermediaries(world, narrowed.operations),
    ],
    diagnostics: sortByPlace(world, listAll(assembly, { drafts, active, warnings, isConcerned, rolled })),
    outputs,
    ...(renamed.length === 0 ? {} : { renamed: renamed.map(({ from, to }) => ({ from, to })) }),
    ...(rolled.rollouts.length === 0 ? {} : { rollouts: rolled.rollouts }),
    counts: countEntries(entries),
    complete:
      narrowed.leftOut.size === 0 &&
      narrowed.blocked.length === 0 &&
      options.targets.length === 0 &&
      options.excludes.length === 0,
  };
}

function rollOut({ world, narrowed, declared }: Assembly, edits: Plan["edits"]): RolledOut {
  const bound = bindForgotten(narrowed.operations, edits, world.tracked);
  const rolled = planRollouts(world, bound, world.input.options.mode === "normal" ? declared : new Map());
  return { ...rolled, operations: rolled.operations.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

interface Sources {
  readonly drafts: readonly Draft[];
  readonly active: ReadonlySet<Address>;
  readonly warnings: readonly Diagnostic[];
  readonly rolled: RolledOut;
  readonly isConcerned: (address: Address) => boolean;
}

function listAll({ world, moves, narrowed, places }: Assembly, sources: Sources): Diagnostic[] {
  const { drafts, active, warnings, isConcerned, rolled } = sources;
  const told = drafts.filter(({ entry: { address } }) => active.has(address) || isConcerned(address));
  const found = listDiagnostics(world, told);
  return [
    ...moves.diagnostics,
    ...listFollowed(world, places),
    ...joinOtherStacks(found),
    ...narrowed.diagnostics,
    ...rolled.diagnostics,
    ...checkDailyLimits(world, narrowed.operations),
    ...(found.some(({ code }) => code === OTHER_STACK) ? [] : lostState(world, drafts)),
    ...listStrays(world),
    ...tellIntermediaries(world),
    ...warnings.filter(({ address }) => address === undefined || isConcerned(address)),
  ];
}

/** Of the configuration and of what is there, beside the changes themselves. */
function warnOf(
  { world, drafts, declared }: Assembly,
  outputs: Plan["outputs"],
  renamed: readonly RenamedPair[],
): Diagnostic[] {
  const isNormal = world.input.options.mode === "normal";
  return [
    ...(isNormal ? listUndeclaredImports(world) : []),
    ...refuseUnfit(world, declared),
    ...warnOfRenamed(renamed),
    ...warnOfUnhealthy(world, declared, drafts),
    ...(isNormal ? warnOfMissing(world, outputs) : []),
  ];
}

function listFollowed(world: World, places: ReadonlyMap<Address, Place>): Diagnostic[] {
  const accepted = [...world.input.providers.values()].filter(({ id }) =>
    world.input.options.allow.accounts?.includes(id),
  );
  return accepted.flatMap(({ id, vendor, account }): Diagnostic[] => {
    const placeKey = formatPlaceKey(vendor, placeOf(account));
    const addresses = [...places].flatMap(([address, place]) =>
      formatPlaceKey(vendor, place) === placeKey && world.tracked.has(address) ? [address] : [],
    );
    if (addresses.length === 0) return [];
    const what = addresses.length === 1 ? "1 record is" : `${addresses.length} records are`;
    return [
      {
        severity: "warning",
        code: "provider.accepted",
        summary: `${what} kept for ${account.label} (${id}) from now on: their objects are there, by their ids`,
        detail: addresses.join("\n"),
      },
    ];
  });
}

/** As they stand in the YAML: where a diagnostic has no place of its own, its resource has one. Then by address. */
function sortByPlace({ input }: World, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const places = new Map(input.resources.map(({ address, range }) => [address, range]));
  const placeOf = ({ range, address }: Diagnostic) =>
    range ?? (address === undefined ? undefined : places.get(address));
  return diagnostics.toSorted(
    (a, b) => comparePlaces(placeOf(a), placeOf(b)) || compareText(a.address ?? "", b.address ?? ""),
  );
}

/** What YAML asks for and a provider refuses does not matter to a refresh; what could not be read does. */
const READ_PROBLEMS = new Set(["provider.unconfirmed-gone", "provider.moved", "provider.unreachable"]);

function listDiagnostics(world: World, drafts: readonly Draft[]): Diagnostic[] {
  const all = drafts.flatMap((draft) => draft.diagnostics ?? []);
  return world.input.options.mode === "refresh-only" ? all.filter(({ code }) => READ_PROBLEMS.has(code)) : all;
}

/** What stands as it is, with or without this plan. */
function listStandings(drafts: readonly Draft[]): Pick<Plan, "debt" | "protected" | "notVerifiable" | "vanished"> {
  return {
    debt: drafts.flatMap((draft) => draft.debt ?? []),
    protected: drafts.flatMap(({ entry, protected: detail }) =>
      detail === undefined ? [] : [{ address: entry.address, detail }],
    ),
    notVerifiable: drafts.flatMap(({ entry, notVerifiable: fields = [] }) =>
      fields.length === 0 ? [] : [{ address: entry.address, fields }],
    ),
    vanished: drafts.filter((draft) => draft.vanished === true).map((draft) => draft.entry.address),
  };
}

function describePending({ address, summary, phase, sentAtMs, id }: Intent): PendingEntry {
  return { address, summary, phase, sentAtMs, intentId: id };
}

function checkAll(
  world: World,
  drafts: readonly Draft[],
  destructive: Plan["destructive"],
  declared: number,
): Plan["refusals"] {
  const { input, tracked } = world;
  if (input.options.mode === "refresh-only") return [];
  const sent = withoutPending(world, drafts);
  return checkGuards(
    {
      mode: input.options.mode,
      declared,
      tracked: tracked.size,
      trackedData: [...tracked.values()].filter(isData).length,
      destructive,
      adoptedByName: sent.filter((draft) => draft.adoptedByName === true).length,
      recreated: sent.filter((draft) => draft.recreated === true).length,
      vanished: drafts.filter((draft) => draft.vanished === true && isData(draft.entry)).length,
      isSimulated: areSimulated(world, drafts),
      unloadedFiles: input.unloadedFiles,
    },
    input.policy,
    input.options.allow,
  );
}

function areSimulated({ tracked }: World, drafts: readonly Draft[]): boolean {
  const gone = drafts.filter((draft) => draft.vanished === true || draft.recreated === true);
  return gone.length > 0 && gone.every(({ entry }) => tracked.get(entry.address)?.place.simulated === true);
}

/** An address with an open request is held back: nothing of it is taken over or made in this apply. */
function withoutPending({ input }: World, drafts: readonly Draft[]): readonly Draft[] {
  const pending = new Set((input.state?.pending ?? []).map(({ address }) => address));
  return drafts.filter(({ entry }) => !pending.has(entry.address));
}

const isData = ({ type }: { readonly type: string }): boolean => type === "vm" || type === "volume";

const MAY_BE_ANOTHERS =
  "Or another stack has them: two stacks that hold one object undo each other's changes, and either could destroy it.";

const FIND_STATE = "trueup state rebuild makes it anew from what runs, or restore it from a backup";

function lostState(world: World, drafts: readonly Draft[]): Diagnostic[] {
  // A person has named the others.
  const found = withoutPending(world, drafts).filter(
    ({ entry: { importing }, adoptedByName }) => adoptedByName === true || importing?.by === "marker",
  );
  if (world.tracked.size > 0 || found.length === 0) return [];
  const isByName = found.some(({ adoptedByName }) => adoptedByName === true);
  return [
    {
      severity: "warning",
      code: "state.seems-lost",
      summary: `the state is empty, but ${found.length} declared object${found.length === 1 ? "" : "s"} already exist${found.length === 1 ? "s" : ""}: the state seems lost`,
      detail: [
        ...found.map((draft) => `${draft.entry.address} is ${draft.entry.name} (${draft.entry.remoteId ?? ""})`),
        ...(isByName ? [MAY_BE_ANOTHERS] : []),
      ].join("\n"),
      fix: isByName ? `${FIND_STATE}; if another stack has them: give yours other names` : FIND_STATE,
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
    forget: count(["forget"]),
  };
}
