// What watch would apply now, by what was just read: without a lock, to see whether it is worth one. What is applied is planned
// anew under it.
import { buildError, type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { hasWork, type Plan, type PlanEntry } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import { assertStackIs } from "../assert-stack.ts";
import { planInputs } from "../plan.ts";
import type { Stack } from "../stack.ts";
import type { Allowed, HeldBack } from "./list-forbidden.ts";
import { planAllowed } from "./plan-allowed.ts";

/** Nobody allows anything: no deletions beyond the guards, nothing taken over or made again. */
export const WATCH_OPTIONS: PlanOptions = {
  mode: "normal",
  targets: [],
  excludes: [],
  replace: [],
  rebuild: [],
  allow: {},
};

export interface Foreseen {
  /** `update vms.web`. */
  readonly changes: readonly string[];
  readonly heldBack: readonly HeldBack[];
  /** Why an apply would be refused. */
  readonly refusals: readonly Diagnostic[];
  readonly isWorthApplying: boolean;
}

/** Throws `ProviderError`, `StateError`, `AbortedError`. */
export async function foresee(stack: Stack, allowed: Allowed, signal: AbortSignal): Promise<Foreseen> {
  const { backend, configuration } = stack;
  const document = await backend.read();
  if (document !== undefined) assertStackIs(configuration.stack, backend.label, document);
  const request = { ...planInputs(stack, document), options: WATCH_OPTIONS, emit: () => undefined, call: { signal } };
  const planned = await planAllowed(request, allowed).catch((error: unknown) => {
    if (error instanceof DiagnosticsError) return error;
    throw error;
  });
  if (planned instanceof DiagnosticsError)
    return { changes: [], heldBack: [], refusals: planned.diagnostics, isWorthApplying: false };
  const { plan, heldBack } = planned;
  const refusals = listRefusals(plan);
  return {
    changes: listChanges(plan),
    heldBack: [...heldBack, ...listWaiting(plan, heldBack, hasUnsettled(document))],
    refusals,
    isWorthApplying: !hasErrors(refusals) && (hasWork(plan) || hasUnsettled(document)),
  };
}

/** What only a person can settle is left to people. */
function hasUnsettled(document: StateDocument | undefined): boolean {
  return (document?.pending ?? []).some(({ phase, stall }) => phase !== "unknown" && stall === undefined);
}

/** What cannot be done now whoever asks for it, and what is kept although YAML has dropped it. */
function listWaiting(plan: Plan, heldBack: readonly HeldBack[], isSettling: boolean): HeldBack[] {
  // What an apply is about to settle is no matter for people yet.
  const blocked = isSettling ? [] : plan.blocked.filter(({ undone }) => undone);
  const all = [...blocked, ...plan.protected.map(({ address, detail: reason }) => ({ address, reason }))];
  const known = new Set(heldBack.map(({ address }) => address));
  return all.flatMap(({ address, reason, ...more }) => {
    if (known.has(address)) return [];
    known.add(address);
    const action = plan.entries.find((entry) => entry.address === address)?.action ?? "no-op";
    const fix = "fix" in more && more.fix !== undefined ? more.fix : "trueup plan";
    return [{ address, action: action === "no-op" ? "change" : action, reason, fix, isUpdate: true }];
  });
}

function listChanges(plan: Pick<Plan, "operations" | "entries">): readonly string[] {
  const sent = plan.operations.filter(({ action }) => action !== "check");
  return [...sent.map(({ action, address }) => `${action} ${address}`), ...listUnsent(plan)];
}

const UNSENT: ReadonlySet<PlanEntry["action"]> = new Set(["adopt", "forget", "move"]);

/** What changes in the state alone. */
export function listUnsent({ entries }: Pick<Plan, "entries">): readonly string[] {
  return entries.filter(({ action }) => UNSENT.has(action)).map(({ action, address }) => `${action} ${address}`);
}

function listRefusals({ diagnostics, refusals }: Plan): Diagnostic[] {
  return [
    ...diagnostics.filter(({ severity }) => severity === "error"),
    ...refusals.map(({ code, summary, flag }) =>
      buildError(code, summary, { fix: `if this is meant, by hand: trueup apply ${flag}` }),
    ),
  ];
}
