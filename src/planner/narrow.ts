// What of the drafts can be done now: ordered, narrowed to what is asked for, without what must wait. Pure.
import { type Address, compareAddresses, resourceOf } from "../core/address.ts";
import { isSameText } from "../core/comparable-text.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { sayMoment } from "../core/moment.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { BlockedEntry, PlanEntry } from "../core/plan.ts";
import type { Intent } from "../core/state-document.ts";
import { isDeletion, type Operation } from "../core/step.ts";
import { describeFound } from "../core/surplus.ts";
import type { Turns } from "../core/turns.ts";
import { sayUnknownFix } from "../core/unknown-fix.ts";
import { checkKept } from "./check-kept.ts";
import type { Draft } from "./draft.ts";
import { listBehindUnsettled } from "./hold-rollouts.ts";
import { successorOf } from "./leave-behind.ts";
import { isWanted, listNeedingExcluded, listUnsentLeftOut } from "./leave-out.ts";
import { isNamedDeletion } from "./named-deletion.ts";
import { listReferred, orderOperations } from "./order-operations.ts";
import type { PlanInput } from "./plan-input.ts";
import { listTwins } from "./refuse-namesakes.ts";
import { dropBlocked, selectOperations } from "./select-operations.ts";
import type { World } from "./world.ts";

export interface Narrowed {
  readonly operations: readonly Operation[];
  readonly blocked: readonly BlockedEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly leftOut: ReadonlySet<Address>;
}

/** Order, then what is not asked for, then what cannot be done now with all that hangs on it. */
export function* narrow(
  world: World,
  drafts: readonly Draft[],
  declared: ReadonlyMap<Address, Desired>,
  pending: readonly Intent[],
): Turns<Narrowed> {
  const { options } = world.input;
  const all = options.mode === "refresh-only" ? [] : drafts.flatMap((draft) => draft.operations ?? []);
  const ordered = yield* orderOperations(world, all, declared);
  yield;
  const excludes = [...options.excludes, ...listNeedingExcluded(drafts, declared, options.excludes)];
  const selected = selectOperations(world, ordered.operations, { ...options, excludes });
  yield;
  const unsettled = pending.map(blockedByPending);
  const kept = checkKept(world, selected.operations);
  const reasons = new Map<Address, string>([
    ...kept.map((entry) => [entry.address, entry.reason] as const),
    ...unsettled.map((entry) => [entry.address, entry.reason] as const),
  ]);
  const waiting = [
    ...listNamesakes(selected.operations, pending),
    ...listWaiting(selected.operations, pending),
    ...listNeedingNotMade(selected.operations, drafts, declared),
    ...listUnreplaced(world, selected.operations),
  ].filter(
    ({ address }, index, all) => !reasons.has(address) && all.findIndex((other) => other.address === address) === index,
  );
  for (const { address, reason } of waiting) reasons.set(address, reason);
  yield;
  const dropped = dropBlocked(selected.operations, (operation) =>
    isNamedDeletion(options, operation) ? undefined : reasons.get(operation.address),
  );
  const twins = new Map(listTwins(world, dropped.operations).map((entry) => [entry.address, entry]));
  const left = dropBlocked(dropped.operations, ({ address }) => twins.get(address)?.reason);
  const behind = listBehindUnsettled(world, left.operations, declared, { pending, asked: selected.operations });
  const held = new Map(behind.map((entry) => [entry.address, entry]));
  const free = dropBlocked(left.operations, (operation) =>
    isNamedDeletion(options, operation) ? undefined : held.get(operation.address)?.reason,
  );
  const drafted = drafts.flatMap((draft) => draft.blocked ?? []).filter((entry) => isWanted(entry.address, options));
  return {
    operations: free.operations,
    blocked: [
      ...[...unsettled, ...kept, ...waiting, ...drafted, ...dropped.blocked, ...twins.values(), ...left.blocked],
      ...[...held.values(), ...free.blocked],
    ],
    diagnostics: ordered.diagnostics,
    leftOut: new Set([...selected.leftOut, ...listUnsentLeftOut(drafts, declared, options)]),
  };
}

/** What a request that is not settled may have made under the same name is not made once more for another address. */
function listNamesakes(operations: readonly Operation[], pending: readonly Intent[]): BlockedEntry[] {
  return operations.flatMap((operation) => {
    const { address, action, type, name, account, parentId } = operation;
    const intent = pending.find(
      (other) =>
        action === "create" &&
        other.settle.by === "match" &&
        other.address !== address &&
        name !== "" &&
        other.type === type &&
        isSameText(other.name, name) &&
        other.parentId === parentId &&
        formatPlaceKey(other.vendor, other.place) === account,
    );
    if (intent === undefined) return [];
    const reason = `${intent.address} has asked for a ${type} named ${name}, and that is not settled: this may be the same one`;
    return [{ address, reason, fix: intent.stall?.fix ?? sayUnknownFix(intent.settle, intent.address), undone: true }];
  });
}

/** What was left behind in another place stays as long as its new one is not made. */
function listUnreplaced(world: World, operations: readonly Operation[]): BlockedEntry[] {
  const ids = new Set(operations.map(({ id }) => id));
  return operations.flatMap((operation) => {
    const successor = isDeletion(operation) ? successorOf(world, operation.address) : undefined;
    return successor === undefined || ids.has(`create ${successor}`)
      ? []
      : [{ address: operation.address, reason: `waits for ${successor}, which is to be made first`, undone: true }];
  });
}

/** What cannot be made now is missed by all that refers to it. */
function listNeedingNotMade(
  operations: readonly Operation[],
  drafts: readonly Draft[],
  declared: ReadonlyMap<Address, Desired>,
): BlockedEntry[] {
  const missing = new Set(drafts.flatMap(({ entry, isNotMade }) => (isNotMade === true ? [entry.address] : [])));
  if (missing.size === 0) return [];
  const waiting = new Map(
    operations.flatMap((operation) => {
      const { address } = operation;
      const needed = [...listReferred(operation), ...(declared.get(address)?.dependsOn ?? [])];
      const other = needed.find((one) => missing.has(one));
      return other === undefined || isDeletion(operation) ? [] : [[address, other] as const];
    }),
  );
  return [...waiting].map(([address, other]) => ({ address, reason: `waits for ${other}`, undone: true }));
}

/** One change at a time for a machine with all that belongs to it. */
function listWaiting(operations: readonly Operation[], pending: readonly Intent[]): BlockedEntry[] {
  const busy = new Map(pending.map((intent) => [familyOf(intent), intent.address]));
  const waiting = new Map(
    operations.flatMap((operation) => {
      const other = busy.get(familyOf(operation));
      return other === undefined || other === operation.address ? [] : [[operation.address, other] as const];
    }),
  );
  return [...waiting].map(([address, other]) => ({
    address,
    reason: `waits for ${other}, which is not settled`,
    undone: true,
  }));
}

/** The machine that everything below it stands still with. */
export const familyOf = ({ address, parent }: { readonly address: Address; readonly parent?: Address }): Address =>
  resourceOf(parent ?? address);

/** Why nothing is sent to the object of a request that is not settled. */
export function blockedByPending(intent: Intent): BlockedEntry {
  const since = sayMoment(intent.sentAtMs);
  if (intent.stall !== undefined)
    return {
      address: intent.address,
      reason: `"${intent.summary}" of ${since}: ${intent.stall.because}`,
      fix: intent.stall.fix,
      undone: true,
    };
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
  if (intent.found !== undefined)
    return { address: intent.address, ...describeFound(intent, intent.found), undone: true };
  return {
    address: intent.address,
    reason: `it is not known whether "${intent.summary}" of ${since} happened`,
    fix: sayUnknownFix(intent.settle, intent.address),
    undone: true,
  };
}

/** An entry whose operations were held back must not promise anything. */
export function finishEntries(drafts: readonly Draft[], narrowed: Narrowed, input: PlanInput): PlanEntry[] {
  const active = new Set(narrowed.operations.map((operation) => operation.address));
  const blocked = new Set(narrowed.blocked.map((entry) => entry.address));
  const pending = new Set((input.state?.pending ?? []).map((intent) => intent.address));
  const isRefresh = input.options.mode === "refresh-only";
  const entries = drafts.flatMap((draft): PlanEntry[] => {
    const { entry } = draft;
    const hadOperations = (draft.operations ?? []).length > 0;
    if (narrowed.leftOut.has(entry.address) && !active.has(entry.address)) return [];
    if (entry.goesWith !== undefined && !active.has(entry.goesWith)) return [hold(entry)];
    if (
      (pending.has(entry.address) && !isNamedDeletion(input.options, entry)) ||
      (hadOperations && (isRefresh || (!active.has(entry.address) && blocked.has(entry.address))))
    )
      return [hold(entry)];
    if (isRefresh && entry.importing !== undefined) return [];
    return [entry, ...(isRefresh ? [] : (draft.children ?? []))];
  });
  return entries.sort((a, b) => compareAddresses(a.address, b.address));
}

function hold(entry: PlanEntry): PlanEntry {
  return {
    ...withoutImporting(entry),
    action: "no-op",
    after: entry.before,
    fields: entry.fields.filter((field) => field.effect !== "now"),
    steps: [],
    lost: [],
    unknown: [],
    sensitive: [],
  };
}

function withoutImporting({ importing: _importing, ...entry }: PlanEntry): PlanEntry {
  return entry;
}
