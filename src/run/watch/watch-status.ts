// How the loop stands, as `/healthz`, metrics and the service manager are told: plain data, no secrets.
import type { DriftReport } from "../../core/drift-report.ts";
import type { ApplyOutcome } from "../../core/watch-event.ts";
import type { BackOff } from "./back-off.ts";
import type { LookEnd } from "./look-at-stack.ts";
import type { Applies } from "./run-applies.ts";
import type { StackRecord } from "./stack-record.ts";
import type { WatchOptions, WatchPorts } from "./watch-ports.ts";

export interface StackStatus {
  readonly stack: string;
  readonly folder: string;
  readonly condition: StackRecord["condition"];
  readonly findings: number;
  /** What an apply leaves to people. */
  readonly heldBack: number;
  readonly isApplying: boolean;
  /** In a row. */
  readonly failures: number;
  readonly isBackedOff: boolean;
  /** RFC 3339; null: never. */
  readonly lookedAt: string | null;
}

export interface WatchStatus {
  /** `starting`: no cycle has ended yet. `stuck`: none for too long. */
  readonly condition: "starting" | "watching" | "stuck" | "stopping";
  readonly intervalMs: number;
  readonly cycles: number;
  readonly skippedCycles: number;
  /** RFC 3339; null: never. */
  readonly lastCycleAt: string | null;
  readonly lastCycleMs: number | null;
  readonly looks: { readonly succeeded: number; readonly failed: number };
  readonly applies: Readonly<Record<ApplyOutcome, number>>;
  readonly appliesRunning: number;
  readonly backedOff: { readonly stacks: number; readonly accounts: number; readonly applies: number };
  readonly stacks: readonly StackStatus[];
}

export interface Tally {
  beginCycle(missed: number): void;
  endCycle(): void;
  noteLook(end: LookEnd): void;
  noteStopping(): void;
  cycles(): number;
  status(
    records: readonly StackRecord[],
    more: {
      readonly applies: Applies | undefined;
      readonly stacks: BackOff;
      readonly accounts: BackOff;
      readonly pace: BackOff;
    },
  ): WatchStatus;
}

/** Without any stack looked at for so many intervals, and for as long as two looks may take, the loop is stuck. */
const STUCK_INTERVALS = 3;

export function createTally({ clock }: WatchPorts, { intervalMs, stackTimeoutMs }: WatchOptions): Tally {
  let [cycles, skipped, succeeded, failed] = [0, 0, 0, 0];
  let began = clock.monotonic();
  let progressed = began;
  let last: { readonly at: number; readonly ms: number } | undefined;
  let isStopping = false;
  const patience = Math.max(STUCK_INTERVALS * intervalMs, 2 * stackTimeoutMs);
  const judge = (): WatchStatus["condition"] => {
    if (isStopping) return "stopping";
    if (clock.monotonic() - progressed > patience) return "stuck";
    return last === undefined ? "starting" : "watching";
  };
  return {
    beginCycle(missed) {
      began = clock.monotonic();
      progressed = began;
      skipped += missed;
    },
    endCycle() {
      cycles += 1;
      progressed = clock.monotonic();
      last = { at: clock.now(), ms: progressed - began };
    },
    noteLook(end) {
      progressed = clock.monotonic();
      if (end === "failed") failed += 1;
      else if (typeof end === "object") succeeded += 1;
    },
    noteStopping() {
      isStopping = true;
    },
    cycles: () => cycles,
    status: (records, { applies, stacks, accounts, pace }) => ({
      condition: judge(),
      intervalMs,
      cycles,
      skippedCycles: skipped,
      lastCycleAt: last === undefined ? null : new Date(last.at).toISOString(),
      lastCycleMs: last === undefined ? null : Math.round(last.ms),
      looks: { succeeded, failed },
      applies: { done: 0, undone: 0, refused: 0, locked: 0, stopped: 0, ...Object.fromEntries(applies?.ended() ?? []) },
      appliesRunning: applies?.running() ?? 0,
      backedOff: { stacks: stacks.held(), accounts: accounts.held(), applies: pace.held() },
      stacks: records.map((record) => describeStack(record, stacks)),
    }),
  };
}

function describeStack(record: StackRecord, stacks: BackOff): StackStatus {
  const { name, folder, condition, report, heldBack, isApplying, lookedMs } = record;
  return {
    stack: name,
    folder,
    condition,
    findings: countFindings(report),
    heldBack,
    isApplying,
    failures: stacks.failures(folder),
    isBackedOff: stacks.isHeld(folder),
    lookedAt: lookedMs === undefined ? null : new Date(lookedMs).toISOString(),
  };
}

function countFindings(report: DriftReport | undefined): number {
  return report?.findings.length ?? 0;
}
