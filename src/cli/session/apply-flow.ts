// `apply` and `destroy` under the lock: pending work first, then plan, show, ask, carry out. Decides the exit code.
import { randomBytes, randomUUID } from "node:crypto";
import { buildError, hasErrors } from "../../core/diagnostic.ts";
import { AbortedError, DiagnosticsError, StateError } from "../../core/errors.ts";
import type { OperationResult, RunEvent } from "../../core/event.ts";
import { hasWork, type Plan } from "../../core/plan.ts";
import type { Provider } from "../../core/provider.ts";
import type { Journal } from "../../core/state-port.ts";
import { assumeOutcomes } from "../../executor/assume-outcomes.ts";
import { resumePending } from "../../executor/resume-pending.ts";
import { createStopControl, type StopControl } from "../../executor/stop-control.ts";
import { createDigester } from "../../state/digest.ts";
import { openJournal } from "../../state/journal.ts";
import { createLearningJournal } from "../../state/learning-journal.ts";
import { newStateDocument } from "../../state/new-document.ts";
import { EXIT } from "../exit-code.ts";
import type { Printer } from "../printer.ts";
import type { ApplyFlags } from "../program-options.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";
import { assertAddresses, assertAssumed } from "./check-addresses.ts";
import { assertLocalStateInCi } from "./check-local-state.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import type { Session } from "./open-session.ts";
import { assertStack, buildPlanOptions, planInputs } from "./plan-flow.ts";
import { keepLearned, takeUp } from "./recovery.ts";
import { type ApplyRequest, buildBaseContext, runApply } from "./run-apply.ts";
import { watchSignals } from "./watch-signals.ts";

export interface ApplyFlowRequest {
  readonly session: Session;
  readonly flags: ApplyFlags;
  readonly mode: "normal" | "destroy";
  readonly terminal: Terminal;
  readonly printer: Printer;
}

const DEFAULT_PARALLELISM = 16;

/** Returns the exit code. */
export async function applyFlow(given: ApplyFlowRequest): Promise<number> {
  const running = countRunning(given.printer);
  const request = { ...given, printer: running.printer };
  const { session, flags, terminal } = request;
  const isUnattended = flags.autoApprove === true || !terminal.isInTerminal;
  if (isUnattended && flags.autoApprove !== true) {
    throw new DiagnosticsError([
      buildError("cli.approval", "there is nobody to ask: standard input is no terminal", {
        fix:
          request.mode === "destroy"
            ? "trueup destroy --auto-approve --allow-deletes N, after a look at trueup plan --destroy"
            : "trueup apply --auto-approve, after a look at trueup plan",
      }),
    ]);
  }
  await assertLocalStateInCi(request);
  const stop = createStopControl();
  const signals = watchSignals({
    terminal,
    stop,
    clock: session.clock,
    graceMs: isUnattended ? (flags.grace ?? 8000) : flags.grace,
    inFlight: running.count,
    emit: (event) => request.printer.event(event),
  });
  try {
    const code = await applyUnderLease(request, stop, isUnattended);
    return signals.exitCode() ?? code;
  } catch (error) {
    const code = signals.exitCode();
    if (code !== undefined && (error instanceof AbortedError || stop.isRequested())) return code;
    throw error;
  } finally {
    signals.close();
  }
}

const ENDINGS: ReadonlySet<RunEvent["type"]> = new Set(["completed", "failed", "unknown", "still-running", "blocked"]);

/** The printer, with a count of the operations that are under way. */
function countRunning(printer: Printer): { printer: Printer; count: () => number } {
  const running = new Set<string>();
  const event = (item: RunEvent) => {
    if (item.type === "started") running.add(item.address);
    else if (ENDINGS.has(item.type) && "address" in item) running.delete(item.address);
    printer.event(item);
  };
  return { printer: { ...printer, event }, count: () => running.size };
}

async function applyUnderLease(request: ApplyFlowRequest, stop: StopControl, isUnattended: boolean): Promise<number> {
  const { session, flags, printer } = request;
  const lease = await session.backend.acquire({
    operation: request.mode === "destroy" ? "destroy" : "apply",
    waitMs: flags.lockTimeout ?? 0,
    signal: stop.requested,
    onWait: (holder) =>
      printer.note(
        `waiting for the lock of ${holder.who}@${holder.host} (${holder.operation}, since ${holder.created})`,
      ),
  });
  lease.lost.addEventListener("abort", () => {
    const { reason } = lease.lost as { reason: unknown };
    printer.event({ type: "lease-lost", message: reason instanceof Error ? reason.message : "" });
    stop.request();
  });
  try {
    const found = await session.backend.read();
    if (found !== undefined) assertStack(session, found);
    const document =
      found ??
      newStateDocument(session.configuration.stack, VERSION, {
        uuid: randomUUID,
        hex: (bytes) => randomBytes(bytes).toString("hex"),
      });
    const learning = createLearningJournal(
      openJournal({ backend: session.backend, lease, document, trueupVersion: VERSION }),
    );
    learning.journal.lost.addEventListener("abort", () => stop.request());
    const work = takeUp(request, learning.journal).then(() =>
      settleThenApply(request, learning.journal, stop, isUnattended),
    );
    return await keepLearned(request, learning, lease.lost, work);
  } finally {
    await lease.release().catch(() => undefined);
  }
}

async function settleThenApply(
  request: ApplyFlowRequest,
  journal: Journal,
  stop: StopControl,
  isUnattended: boolean,
): Promise<number> {
  const { session, flags, printer, mode } = request;
  const sent = { count: 0 };
  const digester = createDigester(journal.document().salt);
  const run: ApplyRequest = {
    journal,
    providers: countSends(session.providers, sent),
    configuration: session.configuration,
    clock: session.clock,
    emit: (event) => printer.event(event),
    stop,
    digest: (value) => digester.digest(value),
    randomId: randomUUID,
    parallelism: flags.parallelism ?? DEFAULT_PARALLELISM,
    accepted: flags.acceptAccount ?? [],
  };
  const options = buildPlanOptions(flags, mode);
  assertAddresses(options, session.configuration, journal.document());
  assertAssumed(flags, session.configuration, journal.document());
  const base = buildBaseContext(run);
  const notes = await assumeOutcomes(base, { absent: flags.assumeAbsent ?? [], done: flags.assumeDone ?? [] });
  for (const note of notes) printer.note(note);
  if (journal.document().pending.length > 0)
    printer.note(`settling ${journal.document().pending.length} pending request(s) of an earlier run`);
  await resumePending(base, "full");
  if (stop.isRequested()) throw new AbortedError();
  const planned = await makePlan({
    ...planInputs(session, journal.document()),
    options,
    emit: run.emit,
    call: { signal: stop.requested },
  });
  printer.plan(planned.plan, journal.document());
  assertApplicable(planned.plan, isUnattended);
  if (!(await isApproved(request, planned.plan, stop))) return printCancelled(request);
  return carryOut(request, run, planned, sent);
}

function printCancelled({ printer, mode }: ApplyFlowRequest): number {
  printer.note(mode === "destroy" ? "Destroy cancelled." : "Apply cancelled.");
  return EXIT.failed;
}

/** An entry that lacks its allowance refuses the whole apply before the first request. */
function assertApplicable(plan: Plan, isUnattended: boolean): void {
  const errors = plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (hasErrors(errors)) throw new DiagnosticsError(errors);
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

async function isApproved(
  { flags, terminal, mode, session }: ApplyFlowRequest,
  plan: Plan,
  stop: StopControl,
): Promise<boolean> {
  if (flags.autoApprove === true || !hasWork(plan)) return true;
  const wanted = mode === "destroy" ? session.configuration.stack : "yes";
  const question =
    mode === "destroy"
      ? `\nThis destroys everything listed above. Type the stack's name (${wanted}) to confirm: `
      : '\nApply this plan? Only "yes" is accepted: ';
  const answer = await terminal.ask(question, stop.requested);
  if (stop.isRequested()) throw new AbortedError();
  return answer?.trim() === wanted;
}

async function carryOut(
  request: ApplyFlowRequest,
  run: ApplyRequest,
  { plan, input }: Planned,
  sent: { count: number },
): Promise<number> {
  const { printer } = request;
  let results: OperationResult[];
  try {
    results = await runApply(run, plan, input);
  } catch (error) {
    if (!(error instanceof StateError) || sent.count === 0) throw error;
    printer.close();
    printer.diagnostics([
      buildError(`state.${error.problem}`, error.message, {
        detail:
          "Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it.",
        // Another place for the state, as a hint may say, would be one that knows of none of it.
        fix:
          error.problem === "unwritable"
            ? `make it writable again (keep this state: it knows what was sent), then: trueup ${request.mode === "destroy" ? "destroy" : "apply"}`
            : (error.hint ?? "trueup apply"),
      }),
    ]);
    return EXIT.undone;
  }
  const { surplus = [] } = run.journal.document();
  printer.summary(results, plan, { isStateSaved: !run.journal.lost.aborted, surplus });
  printer.outputs(run.journal.document().outputs);
  return judge(results, plan, run, sent.count);
}

function judge(results: readonly OperationResult[], plan: Plan, run: ApplyRequest, sent: number): number {
  const undone = results.filter((result) => result.outcome !== "done");
  const { pending, surplus = [] } = run.journal.document();
  const isHeldBack = plan.blocked.some((entry) => entry.undone) || pending.length > 0 || surplus.length > 0;
  const isProtected = plan.mode === "destroy" && plan.protected.length > 0;
  if (undone.length === 0) return isHeldBack || isProtected ? EXIT.undone : EXIT.done;
  const isPlainFailure =
    sent === 0 && undone.every((result) => result.outcome === "failed" || result.outcome === "skipped");
  return isPlainFailure ? EXIT.failed : EXIT.undone;
}

/** Providers that count what they send: a failure before the first mutating request is exit 1, after it 3. */
function countSends(providers: ReadonlyMap<string, Provider>, sent: { count: number }): ReadonlyMap<string, Provider> {
  const counting = (provider: Provider): Provider => ({
    ...provider,
    perform: (step, call) =>
      provider.perform(step, {
        ...call,
        assertMaySend: () => {
          call.assertMaySend?.();
          sent.count++;
        },
      }),
  });
  return new Map([...providers].map(([id, provider]) => [id, counting(provider)]));
}
