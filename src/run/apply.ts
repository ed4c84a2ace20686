// `apply` and `destroy` under the lock: pending requests first, then plan, approval, work. Options in, events and one result
// out; knows no terminal and no exit code.
import { setMaxListeners } from "node:events";
import { buildError } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError, StateError } from "../core/errors.ts";
import type { OperationResult, Resumed } from "../core/event.ts";
import type { Plan } from "../core/plan.ts";
import type { Journal, Lease } from "../core/state-port.ts";
import { listToldSurplus } from "../core/surplus.ts";
import { assumeOutcomes } from "../executor/assume-outcomes.ts";
import { resumePending } from "../executor/resume-pending.ts";
import { openJournal } from "../state/journal.ts";
import { createLearningJournal } from "../state/learning-journal.ts";
import { newStateDocument } from "../state/new-document.ts";
import { agreeWithSaved, withoutNames } from "./agree-with-saved.ts";
import { type ApplyEnd, type ApplyRun, commandOf } from "./apply-run.ts";
import { assertStackIs } from "./assert-stack.ts";
import { buildBaseContext, buildCarryOut, type CarryOut, carryOut } from "./carry-out.ts";
import { assertAddresses, assertAssumed } from "./check-options.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import { planInputs } from "./plan.ts";
import { keepLearned, takeUp } from "./recover.ts";
import type { Stack } from "./stack.ts";

/** Throws before the first request (`DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`); afterwards it reports. */
export async function applyStack(stack: Stack, run: ApplyRun): Promise<ApplyEnd> {
  const { backend } = stack;
  // Everything under way listens; the default limit is a guess about leaks.
  setMaxListeners(0, run.stop.requested, run.stop.waiting);
  const lease = await backend.acquire({
    operation: commandOf(run),
    waitMs: run.lockWaitMs ?? 0,
    signal: run.stop.requested,
    onWait: (holder) => run.emit({ type: "waiting-for-lock", holder }),
  });
  setMaxListeners(0, lease.lost);
  const stopOnLoss = createStopOnLoss(run);
  stopOnLoss(lease.lost);
  try {
    const learning = createLearningJournal(await openStackJournal(stack, lease));
    stopOnLoss(learning.journal.lost);
    return await keepLearned({ stack, run, learning, lost: lease.lost }, settleThenApply(stack, run, learning.journal));
  } finally {
    await lease.release().catch(() => undefined);
  }
}

/** Whether the lease finds out itself or a write does, it is told once, and nothing more is sent. */
function createStopOnLoss({ emit, stop }: ApplyRun): (lost: AbortSignal) => void {
  let isTold = false;
  return (lost) =>
    lost.addEventListener("abort", () => {
      const { reason } = lost as { reason: unknown };
      if (!isTold) emit({ type: "lease-lost", message: reason instanceof Error ? reason.message : "" });
      isTold = true;
      stop.request();
    });
}

async function openStackJournal(
  { backend, configuration, version, random, clock }: Stack,
  lease: Lease,
): Promise<Journal> {
  const found = await backend.read();
  if (found !== undefined) assertStackIs(configuration.stack, backend.label, found);
  const document = found ?? newStateDocument(configuration.stack, version, random);
  return openJournal({ backend, lease, document, trueupVersion: version, clock });
}

async function settleThenApply(stack: Stack, run: ApplyRun, journal: Journal): Promise<ApplyEnd> {
  const { options, emit, stop } = run;
  await takeUp(stack, run, journal);
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
  const planned = await (run.saved === undefined ? makePlan(request) : agreeWithSaved(request, run.saved, emit));
  emit({ type: "planned", plan: planned.plan, prior: journal.document() });
  assertApplicable(planned.plan, run.isUnattended);
  const isApproved = await run.approve(planned.plan);
  if (stop.isRequested()) throw new AbortedError();
  if (!isApproved) return { ...describeEnd(journal), outcome: "cancelled", plan: planned.plan, results: [] };
  return carryOutAndJudge(work, run, planned, sent);
}

/** What earlier runs have left open: settled by a person's word, or by looking. */
async function settlePending(work: CarryOut, run: ApplyRun): Promise<readonly Resumed[]> {
  const { assumeAbsent = [], assumeDone = [] } = run;
  const { journal, configuration } = work;
  assertAssumed({ assumeAbsent, assumeDone }, configuration, journal.document());
  const base = buildBaseContext(work);
  const notes = await assumeOutcomes(base, { absent: assumeAbsent, done: assumeDone });
  for (const text of notes) run.emit({ type: "note", text });
  const { length } = journal.document().pending;
  if (length > 0)
    run.emit({ type: "note", text: `settling ${length} pending request${length === 1 ? "" : "s"} of an earlier run` });
  return resumePending(base, "full");
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
