// `apply` and `destroy` under the lock: pending requests first, then plan, approval, work. Options in, events and one result
// out; knows no terminal and no exit code.
import { buildError } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError, StateError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import type { Plan } from "../core/plan.ts";
import type { Journal } from "../core/state-port.ts";
import { listToldSurplus } from "../core/surplus.ts";
import { agreeWithSaved, withoutNames } from "./agree-with-saved.ts";
import { type ApplyEnd, type ApplyRun, commandOf } from "./apply-run.ts";
import { buildCarryOut, type CarryOut, carryOut } from "./carry-out.ts";
import { assertAddresses } from "./check-options.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import { planInputs } from "./plan.ts";
import type { Stack } from "./stack.ts";
import { settlePending, underLock } from "./under-lock.ts";

/** Throws before the first request (`DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`); afterwards it reports. */
export function applyStack(stack: Stack, run: ApplyRun): Promise<ApplyEnd> {
  return underLock(stack, run, commandOf(run), (journal) => settleThenApply(stack, run, journal));
}

async function settleThenApply(stack: Stack, run: ApplyRun, journal: Journal): Promise<ApplyEnd> {
  const { options, emit, stop } = run;
  const sent = { count: 0 };
  const work = buildCarryOut(stack, {
    journal,
    emit,
    stop,
    noteSend: () => void sent.count++,
    parallelism: run.parallelism,
    accepted: options.allow.accounts,
  });
  const named = run.saved === undefined ? options : withoutNames(options);
  assertAddresses(named, stack.configuration, journal.document());
  emit({ type: "resumed", resumed: await settlePending(work, run) });
  if (stop.isRequested()) throw new AbortedError();
  const inputs = planInputs(stack, journal.document());
  const request = { ...inputs, options, emit, call: { signal: stop.requested } };
  const planned = await (run.saved === undefined
    ? (run.plan ?? makePlan)(request)
    : agreeWithSaved(request, run.saved, emit));
  emit({ type: "planned", plan: planned.plan, prior: journal.document() });
  assertApplicable(planned.plan, run.isUnattended);
  const isApproved = await run.approve(planned.plan);
  if (stop.isRequested()) throw new AbortedError();
  if (!isApproved) return { ...describeEnd(journal), outcome: "cancelled", plan: planned.plan, results: [] };
  return carryOutAndJudge(work, run, planned, sent);
}

/** An entry that lacks its allowance refuses the whole apply before the first request. */
function assertApplicable(plan: Plan, isUnattended: boolean): void {
  const errors = plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (errors.length > 0) throw new DiagnosticsError(errors);
  const refusals = plan.refusals.filter((refusal) => isUnattended || !refusal.unattendedOnly);
  if (refusals.length === 0) return;
  throw new DiagnosticsError(
    refusals.map((refusal) =>
      buildError(refusal.code, refusal.summary, {
        detail: "Nothing was done.",
        fix: `if this is meant: ${refusal.flag}`,
      }),
    ),
  );
}

async function carryOutAndJudge(
  work: CarryOut,
  run: ApplyRun,
  { plan, input }: Planned,
  sent: { count: number },
): Promise<ApplyEnd> {
  const { results, ...more } = await carryOut(work, plan, input);
  const ended = { ...describeEnd(work.journal), plan, results };
  if (!("broken" in more)) return { ...ended, outcome: judge(results, plan, work.journal, sent.count) };
  // Before anything was sent, an error is all there is to tell.
  if (!(more.broken instanceof StateError) || sent.count === 0) throw more.broken;
  return { ...ended, isStateSaved: false, outcome: "undone", error: explainBreak(more.broken, commandOf(run)) };
}

function describeEnd(journal: Journal): Pick<ApplyEnd, "outputs" | "isStateSaved" | "surplus"> {
  const document = journal.document();
  return { outputs: document.outputs, isStateSaved: !journal.lost.aborted, surplus: listToldSurplus(document) };
}

function explainBreak(error: StateError, command: "apply" | "destroy"): DiagnosticsError {
  // Another place for the state, as a hint may say, would be one that knows of none of it.
  const fix =
    error.problem === "unwritable"
      ? `make it writable again (keep this state: it knows what was sent), then: trueup ${command}`
      : (error.hint ?? "trueup apply");
  const detail =
    "Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it.";
  return new DiagnosticsError([buildError(`state.${error.problem}`, error.message, { detail, fix })]);
}

function judge(
  results: readonly OperationResult[],
  plan: Plan,
  journal: Journal,
  sent: number,
): Exclude<ApplyEnd["outcome"], "cancelled"> {
  const undone = results.filter((result) => result.outcome !== "done");
  const { pending, surplus = [] } = journal.document();
  const isHeldBack = plan.blocked.some((entry) => entry.undone) || pending.length > 0 || surplus.length > 0;
  const isProtected = plan.mode === "destroy" && plan.protected.length > 0;
  if (undone.length === 0) return isHeldBack || isProtected ? "undone" : "done";
  const isPlainFailure =
    sent === 0 && undone.every((result) => result.outcome === "failed" || result.outcome === "skipped");
  return isPlainFailure ? "failed" : "undone";
}
