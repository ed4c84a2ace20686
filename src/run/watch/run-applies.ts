// The applies of watch: some at a time, never two of one stack, beside the cycles, which do not wait for them. One that comes to
// nothing, or that has to be done again and again, is tried less and less often.
import type { ApplyOutcome } from "../../core/watch-event.ts";
import type { StopControl } from "../../executor/stop-control.ts";
import { applyAllowed, type WatchApply } from "./apply-allowed.ts";
import type { BackOff } from "./back-off.ts";
import type { Foreseen } from "./foresee.ts";
import type { Allowed } from "./list-forbidden.ts";
import { isNews, type StackRecord, toldStack } from "./stack-record.ts";
import type { OpenedForWatch, WatchPorts } from "./watch-ports.ts";

export interface AppliesContext {
  readonly ports: WatchPorts;
  readonly allowed: Allowed;
  readonly concurrency: number;
  /** By folder: cycles in a row that wanted an apply. */
  readonly pace: BackOff;
  readonly stop: StopControl;
}

export interface Applies {
  /** After a look. Begins one where it is worth it, the stack has none, and its time has come. */
  offer(record: StackRecord, foreseen: Foreseen): void;
  running(): number;
  ended(): ReadonlyMap<ApplyOutcome, number>;
  /** Of the last one of a stack. */
  lastOf(folder: string): { readonly outcome: ApplyOutcome; readonly applied: readonly string[] } | undefined;
  /** Resolves once none runs or waits. */
  idle(): Promise<void>;
}

export function createApplies(context: AppliesContext): Applies {
  const { ports, concurrency, pace, stop } = context;
  const running = new Set<Promise<void>>();
  const waiting: StackRecord[] = [];
  const ended = new Map<ApplyOutcome, number>();
  const last = new Map<string, { readonly outcome: ApplyOutcome; readonly applied: readonly string[] }>();
  const begin = (): void => {
    while (running.size < concurrency) {
      const record = waiting.shift();
      if (record === undefined) return;
      const work = run(record).finally(() => {
        running.delete(work);
        record.isApplying = false;
        begin();
      });
      running.add(work);
    }
  };
  const run = async (record: StackRecord): Promise<void> => {
    const began = ports.clock.monotonic();
    const end = stop.isRequested()
      ? ({ outcome: "stopped", done: [], left: [] } as const)
      : await applyOne(context, record);
    const tookMs = ports.clock.monotonic() - began;
    ended.set(end.outcome, (ended.get(end.outcome) ?? 0) + 1);
    last.set(record.folder, { outcome: end.outcome, applied: listAddresses(end) });
    tellEnd(ports, record, end, tookMs);
  };
  return {
    offer(record, foreseen) {
      if (!foreseen.isWorthApplying) {
        if (foreseen.refusals.length === 0) pace.succeed(record.folder);
        return;
      }
      if (stop.isRequested() || record.isApplying || pace.isHeld(record.folder)) return;
      pace.fail(record.folder);
      record.isApplying = true;
      if (foreseen.changes.length > 0)
        ports.emit({ type: "apply-started", ...toldStack(record), changes: foreseen.changes });
      waiting.push(record);
      begin();
    },
    running: () => running.size + waiting.length,
    ended: () => ended,
    lastOf: (folder) => last.get(folder),
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function listAddresses(end: WatchApply): readonly string[] {
  return end.outcome === "locked" ? [] : end.done.map((change) => change.replace(/^\S+ /, ""));
}

/** Beyond a whole lease, for the looks at it. */
const LEASE_MARGIN_MS = 5000;

async function applyOne({ ports, allowed, stop }: AppliesContext, record: StackRecord): Promise<WatchApply> {
  let opened: OpenedForWatch | undefined;
  try {
    opened = await ports.openAlone(record.folder);
    const { leaseMs } = opened.stack.configuration.state;
    // Only who looks on for so long can tell that a holder is dead.
    const lockWaitMs = record.told.has("locked") ? leaseMs + LEASE_MARGIN_MS : 0;
    return await applyAllowed(opened.stack, allowed, { outer: stop, lockWaitMs });
  } catch (error) {
    return { outcome: "refused", done: [], left: [], error };
  } finally {
    await opened?.close().catch(() => undefined);
  }
}

function tellEnd(ports: WatchPorts, record: StackRecord, end: WatchApply, tookMs: number): void {
  const stack = toldStack(record);
  if (end.outcome === "locked") {
    if (isNews(record, "locked", end.holder.id)) ports.emit({ type: "stack-locked", ...stack, holder: end.holder });
    return;
  }
  const { outcome, done, left, error } = end;
  const errors = error === undefined ? [] : ports.explain(error);
  const isQuiet = outcome === "done" && done.length === 0;
  const what = [outcome, done, left, errors.map(({ code, summary }) => [code, summary])];
  if (outcome === "done") record.told.delete("apply");
  if (isQuiet || (done.length === 0 && !isNews(record, "apply", what))) return;
  ports.emit({ type: "apply-ended", ...stack, outcome, done, left, errors, tookMs });
}
