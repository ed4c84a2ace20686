// What the loop of `watch` is given: how stacks are found, opened and looked at, and who is told. Made by the composition root, or
// by a test.
import type { Clock } from "../../core/clock.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { DriftReport } from "../../core/drift-report.ts";
import type { FailedLook } from "../../core/failed-look.ts";
import type { WatchEvent } from "../../core/watch-event.ts";
import type { Stack } from "../stack.ts";
import type { Allowed } from "./list-forbidden.ts";

export interface WatchedAccount {
  /** Holds credentials: never shown. */
  readonly key: string;
  /** `gcore at api.gcore.com`. */
  readonly label: string;
}

export interface OpenedForWatch {
  readonly stack: Stack;
  /** By provider entry. */
  readonly accounts: ReadonlyMap<string, WatchedAccount>;
  /** Takes no lock, changes nothing. Throws what a plan throws. */
  look(signal: AbortSignal): Promise<Looked>;
  /** A look of which nothing came is told elsewhere, too. Never throws. */
  tellFailed(failed: FailedLook): Promise<void>;
  close(): Promise<void>;
}

export type LookResult = DriftReport | FailedLook;

export interface Looked {
  readonly report: DriftReport;
  /** Keeps for the next look what was seen, and tells of it elsewhere: not before it is known that this look counts. */
  remember(): Promise<void>;
}

/** Reads that the stacks of one account have in common. */
export interface SharedReads {
  /** Reads the YAML anew. Throws `DiagnosticsError` with everything that is wrong. */
  open(folder: string): Promise<OpenedForWatch>;
  close(): Promise<void>;
}

export interface WatchPorts {
  /** Absolute, each once. Anew for each cycle. */
  listFolders(): Promise<readonly string[]>;
  beginReads(): SharedReads;
  /** Nothing is shared but the pace: for what changes something. Throws as `open`. */
  openAlone(folder: string): Promise<OpenedForWatch>;
  /** After each cycle: the last look at each stack, for what is told elsewhere. */
  publish(looks: readonly LookResult[]): Promise<void>;
  /** An error for people. */
  explain(error: unknown): readonly Diagnostic[];
  emit(event: WatchEvent): void;
  readonly clock: Clock;
  /** 0..1. */
  readonly random: () => number;
}

export interface WatchOptions {
  readonly intervalMs: number;
  /** Undefined: only looked. */
  readonly allowed: Allowed | undefined;
  /** One cycle, without spread. */
  readonly isOnce: boolean;
  /** Stacks looked at, and applied, at a time. */
  readonly concurrency: number;
  /** For one look. */
  readonly stackTimeoutMs: number;
  /** After a stop, for what is in flight. */
  readonly graceMs: number;
  readonly url?: string;
}
