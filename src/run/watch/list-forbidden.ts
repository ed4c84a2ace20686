// What of a plan nobody has allowed while nobody looks on, and why. Changes of objects in place that lose nothing are always
// allowed; what is made again, taken over by its name or installed anew needs a person. Pure.
import { type Address, compareAddresses, resourceOf } from "../../core/address.ts";
import type { Plan, PlanEntry } from "../../core/plan.ts";
import { isDeletion, type Operation } from "../../core/step.ts";

/** What may be done besides. */
export type Allowance = "create" | "delete";

export type Allowed = ReadonlySet<Allowance>;

export interface HeldBack {
  readonly address: Address;
  /** `create`, `delete`…, or what stands for it in the plan. */
  readonly action: string;
  readonly reason: string;
  /** What a person can type. */
  readonly fix: string;
  /** Its change in place is left out, nothing that needs it: it stays as it is. */
  readonly isUpdate: boolean;
}

/** In natural order, each address once. */
export function listForbidden(plan: Plan, allowed: Allowed): readonly HeldBack[] {
  const all = [
    ...plan.entries.flatMap((entry) => judgeEntry(plan, entry, allowed)),
    ...listRenamed(plan),
    ...listUndecided(plan),
    ...plan.operations.flatMap((operation) => judgeOperation(operation, allowed)),
    ...listBought(plan, allowed),
    ...listDestructive(plan, allowed),
  ];
  const first = new Map<Address, HeldBack>();
  for (const one of all) if (!first.has(one.address)) first.set(one.address, one);
  return [...first.values()].sort((a, b) => compareAddresses(a.address, b.address));
}

/** They hold nothing that could be lost. */
const REMADE: ReadonlySet<string> = new Set(["key", "schedule"]);

function judgeEntry(plan: Plan, entry: PlanEntry, allowed: Allowed): HeldBack[] {
  const { address, type, action, reason, importing } = entry;
  const isSent = plan.operations.some((operation) => operation.address === address);
  if (importing?.by === "name")
    return [hold(address, "adopt", "it was found by its name alone", "trueup apply takes it over, if it is yours")];
  if (action === "forget" && !allowed.has("delete"))
    return [hold(address, action, "watch lets go of nothing without --apply=delete", "trueup apply")];
  if (!isSent) return [];
  if (action === "create" && reason === "vanished" && !REMADE.has(type))
    return [hold(address, action, "it has vanished, and a new one is never made by watch", RECREATE)];
  if (action === "rebuild") return [hold(address, action, "the disk would be lost", "trueup apply")];
  if (action === "replace" && !(REMADE.has(type) && allowed.has("create") && allowed.has("delete")))
    return [hold(address, action, "a new one would take its place", "trueup apply")];
  return [];
}

const RECREATE = "trueup apply --allow-recreate 1, after a look at the account";

function judgeOperation({ address, action }: Operation, allowed: Allowed): HeldBack[] {
  if (action === "create" && !allowed.has("create"))
    return [hold(address, action, "watch makes nothing without --apply=create", "trueup apply")];
  if ((action === "delete" || action === "delete-deposed") && !allowed.has("delete"))
    return [hold(address, "delete", "watch deletes nothing without --apply=delete", "trueup apply")];
  return action === "rebuild" || action === "act" ? [hold(address, action, "needs a person", "trueup apply")] : [];
}

/** A block under another key is a new machine for the old one: nobody meant that, or a person says so. */
function listRenamed({ renamed = [], operations }: Plan): HeldBack[] {
  const isSent = (address: Address): boolean => operations.some((operation) => operation.address === address);
  return [...renamed, ...listExchanged(operations)].flatMap(({ from, to }) => {
    const isPart = resourceOf(from) !== from;
    const fix = isPart
      ? "trueup apply"
      : `moved: [{from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}}], or: trueup apply`;
    return [
      ...(isSent(from) ? [hold(from, "delete", `${to} looks like it under another key`, fix)] : []),
      ...(isSent(to) ? [hold(to, "create", `it looks like ${from} under another key`, fix)] : []),
    ];
  });
}

/** A disk, a card or an address of a machine that goes while another of the kind comes: parts cannot be moved. */
function listExchanged(operations: Plan["operations"]): { readonly from: Address; readonly to: Address }[] {
  const made = operations.filter(({ action, parent }) => action === "create" && parent !== undefined);
  return operations.flatMap(({ action, address: from, parent, type }) => {
    if (action !== "delete" || parent === undefined || resourceOf(from) === from) return [];
    const other = made.filter(
      (one) => one.parent === parent && one.type === type && resourceOf(one.address) !== one.address,
    );
    return other.map(({ address: to }) => ({ from, to }));
  });
}

/** One machine waits for a word in YAML; an apply by hand would refuse the others with it. */
const OF_ONE: ReadonlySet<string> = new Set([
  "provider.restart-needed",
  "provider.needs-restart",
  "provider.name-released-ip",
]);

function listUndecided({ diagnostics }: Plan): HeldBack[] {
  return diagnostics.flatMap(({ severity, code, address, summary, fix = "trueup plan" }) =>
    severity === "error" && address !== undefined && OF_ONE.has(code)
      ? [{ ...hold(address, "update", summary, fix), isUpdate: true }]
      : [],
  );
}

/** What an update buys is made; where somebody has taken away what there was, it is made again. */
function listBought({ operations, drift }: Plan, allowed: Allowed): HeldBack[] {
  const bought = operations.flatMap(({ action, address, steps }) =>
    action === "update"
      ? steps.flatMap(({ buys, fields }) => (buys === undefined ? [] : [{ address, buys, fields }]))
      : [],
  );
  return bought.flatMap(({ address, buys, fields }) => {
    const isLost = drift.some(
      (entry) => entry.address === address && entry.fields.some(({ path }) => fields.includes(path)),
    );
    if (!isLost && allowed.has("create")) return [];
    const reason = isLost
      ? `${buys} of it has vanished, and a new one is never made by watch`
      : `it buys ${buys}: watch makes nothing without --apply=create`;
    return [{ ...hold(address, "update", reason, "trueup apply"), isUpdate: true }];
  });
}

/** An update that gives something up: an address, a key, a longer retention, power by force. */
function listDestructive({ destructive, operations }: Plan, allowed: Allowed): HeldBack[] {
  if (allowed.has("delete")) return [];
  const updates = operations.filter((operation) => operation.action === "update");
  return destructive.flatMap(({ address, detail }) => {
    const update = updates.find((one) => one.address === address || address.startsWith(`${one.address}.`));
    return update === undefined ? [] : [{ ...hold(update.address, "update", detail, "trueup apply"), isUpdate: true }];
  });
}

function hold(address: Address, action: string, reason: string, fix: string): HeldBack {
  return { address, action, reason, fix, isUpdate: false };
}

/** What takes the place of a refused update makes and deletes. */
export function withoutFallback(plan: Plan, allowed: Allowed): Plan {
  if (allowed.has("create") && allowed.has("delete")) return plan;
  const operations = plan.operations.map(({ fallback: _fallback, ...operation }) => operation);
  return { ...plan, operations };
}

/** Whatever narrowing has left must be allowed: a second pair of eyes, on the operations alone. */
export function isAllowed(plan: Plan, allowed: Allowed): boolean {
  return (
    listForbidden(plan, allowed).length === 0 &&
    (allowed.has("delete") || plan.destructive.length === 0) &&
    plan.operations.every(
      ({ action }) =>
        action === "update" ||
        action === "check" ||
        (action === "create" && allowed.has("create")) ||
        (isDeletion({ action }) && allowed.has("delete")),
    )
  );
}
