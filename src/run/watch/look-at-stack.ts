// One look at one stack in a cycle: opened, looked at, and what has come of it told, once. Never throws for what is wrong with
// the stack; says what an apply would do.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { type DriftReport, isFullyKnown } from "../../core/drift-report.ts";
import { AbortedError, ProviderError } from "../../core/errors.ts";
import type { FailedLook } from "../../core/failed-look.ts";
import type { BackOff } from "./back-off.ts";
import { describeFindings } from "./describe-finding.ts";
import { type Foreseen, foresee } from "./foresee.ts";
import { linkSignal } from "./linked-signal.ts";
import { isNews, type StackRecord, toldStack } from "./stack-record.ts";
import type { OpenedForWatch, SharedReads, WatchedAccount, WatchOptions, WatchPorts } from "./watch-ports.ts";

export interface LookContext {
  readonly ports: WatchPorts;
  readonly options: WatchOptions;
  /** By folder. */
  readonly stacks: BackOff;
  /** By account key. */
  readonly accounts: BackOff;
  readonly stopped: AbortSignal;
}

/**
 * `again`: something new was found in answers that may be older than the state: it counts only if new ones say so, too. `held`:
 * it is left alone for now.
 */
export type LookEnd = "again" | "held" | "failed" | { readonly foreseen: Foreseen | undefined };

/** `isLast`: whatever is found counts. */
export async function lookAtStack(
  context: LookContext,
  record: StackRecord,
  reads: SharedReads,
  isLast: boolean,
): Promise<LookEnd> {
  const { ports, options, stopped } = context;
  // What is being put right is looked at afterwards.
  if (record.isApplying) return "held";
  let opened: OpenedForWatch | undefined;
  const limit = linkSignal(stopped, ports.clock, options.stackTimeoutMs);
  const startedMs = ports.clock.now();
  try {
    opened = await reads.open(record.folder);
    record.name = opened.stack.configuration.stack;
    record.accounts = new Set([...opened.accounts.values()].map(({ key }) => key));
    if (isHeld(context, record, opened)) return "held";
    return await look(context, record, opened, { signal: limit.signal, isLast });
  } catch (error) {
    if (stopped.aborted) return "held";
    record.accounts ??= new Set();
    const errors = limit.isOverdue() ? [buildOverdue(options.stackTimeoutMs)] : ports.explain(error);
    // What is wrong with files costs nothing to find out again.
    const forMs = opened === undefined ? 0 : context.stacks.fail(record.folder);
    tellFailure(context, record, errors, forMs);
    const failed = buildFailedLook(record, errors, { startedMs, endedMs: ports.clock.now() });
    record.result = failed;
    await opened?.tellFailed(failed);
    // With several accounts it is not known whose failure it was.
    if (opened?.accounts.size === 1) noteAccounts(context, [...opened.accounts.values()], isOfAccount(error));
    return "failed";
  } finally {
    limit.release();
    await opened?.close().catch(() => undefined);
  }
}

function isHeld({ stacks, accounts }: LookContext, { folder }: StackRecord, opened: OpenedForWatch): boolean {
  return stacks.isHeld(folder) || [...opened.accounts.values()].some(({ key }) => accounts.isHeld(key));
}

async function look(
  context: LookContext,
  record: StackRecord,
  opened: OpenedForWatch,
  { signal, isLast }: { readonly signal: AbortSignal; readonly isLast: boolean },
): Promise<LookEnd> {
  const { ports, options } = context;
  const { report, remember } = await opened.look(signal);
  signal.throwIfAborted();
  const { added } = record.findings.compare(report);
  if (added.length > 0 && !isLast) return "again";
  await unlessAborted(remember(), signal);
  tellFindings(context, record, report);
  record.report = report;
  record.result = report;
  record.lookedMs = ports.clock.now();
  if (!isFullyKnown(report)) {
    const errors = [...report.errors, ...report.unreadable.map(buildUnreadable)];
    tellFailure(context, record, errors, context.stacks.fail(record.folder));
    for (const { provider, code } of report.unreadable)
      noteAccounts(context, listOf(opened.accounts.get(provider)), OF_ACCOUNT.has(code));
    return "failed";
  }
  noteSuccess(context, record, opened);
  const { allowed } = options;
  if (allowed === undefined || isAnothersTurn(context, record, report)) return { foreseen: undefined };
  return { foreseen: await foresee(opened.stack, allowed, signal) };
}

/** What another run is at is left for the next cycle; whoever has the lock still then may be dead. */
function isAnothersTurn({ ports }: LookContext, record: StackRecord, { holder }: DriftReport): boolean {
  if (holder === undefined) record.told.delete("locked");
  if (holder === undefined || !isNews(record, "locked", holder.id)) return false;
  ports.emit({ type: "stack-locked", ...toldStack(record), holder });
  return true;
}

function tellFindings({ ports }: LookContext, record: StackRecord, report: DriftReport): void {
  const { added, inherited, resolved, standing } = record.findings.compare(report);
  record.findings.note(report);
  record.condition = report.findings.length > 0 ? "drift" : "clean";
  const findings = describeFindings(report, [...added, ...inherited]);
  if (findings.length > 0) ports.emit({ type: "drift-found", ...toldStack(record), findings, standing });
  if (resolved.length > 0) ports.emit({ type: "drift-resolved", ...toldStack(record), subjects: resolved, standing });
}

function noteSuccess({ ports, stacks, accounts }: LookContext, record: StackRecord, opened: OpenedForWatch): void {
  stacks.succeed(record.folder);
  for (const { key } of opened.accounts.values()) accounts.succeed(key);
  if (record.told.delete("failure")) ports.emit({ type: "look-recovered", ...toldStack(record) });
}

function tellFailure({ ports }: LookContext, record: StackRecord, errors: readonly Diagnostic[], forMs: number): void {
  record.condition = "failed";
  const what = errors.map(({ code, summary, address, range }) => [code, summary, address, range]);
  if (!isNews(record, "failure", what)) return;
  ports.emit({ type: "look-failed", ...toldStack(record), errors, forMs });
}

function buildFailedLook(
  { name, report }: StackRecord,
  errors: readonly Diagnostic[],
  { startedMs, endedMs }: { readonly startedMs: number; readonly endedMs: number },
): FailedLook {
  const lastSuccessMs = report?.lastSuccessMs;
  const durationMs = Math.max(0, endedMs - startedMs);
  return { stack: name, startedMs, durationMs, errors, ...(lastSuccessMs === undefined ? {} : { lastSuccessMs }) };
}

/** One account for all its stacks: those whose turn comes later in this cycle are not even tried. */
function noteAccounts({ ports, accounts }: LookContext, all: readonly WatchedAccount[], isFailed: boolean): void {
  if (!isFailed) return;
  for (const { key, label } of all) {
    // Others were under way together with this one.
    if (accounts.isHeld(key)) continue;
    const forMs = accounts.fail(key);
    ports.emit({ type: "account-backing-off", account: label, forMs, failures: accounts.failures(key) });
  }
}

/** What is told elsewhere may take a while: a stop does not wait for it. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let leave = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => reject(new AbortedError());
    signal.addEventListener("abort", abort, { once: true });
    leave = () => signal.removeEventListener("abort", abort);
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    leave();
  }
}

/** What every stack of the account would be told. */
const OF_ACCOUNT: ReadonlySet<string> = new Set(["provider.unauthorised", "provider.rate-limited"]);

function isOfAccount(error: unknown): boolean {
  return error instanceof ProviderError && OF_ACCOUNT.has(`provider.${error.fault}`);
}

function listOf<T>(item: T | undefined): readonly T[] {
  return item === undefined ? [] : [item];
}

function buildUnreadable({ code, provider, summary }: DriftReport["unreadable"][number]): Diagnostic {
  return buildError(code, `${provider}: ${summary}`);
}

function buildOverdue(ms: number): Diagnostic {
  const summary = `it was not looked at to the end within ${Math.round(ms / 1000)} s`;
  return buildError("watch.timeout", summary, {
    fix: "look whether the provider or the state's store is slow; --timeout",
  });
}
