// What the loop knows of one stack from cycle to cycle: what was told of it, and how it stands. Forgotten with its folder.
import { basename } from "node:path";
import type { DriftReport } from "../../core/drift-report.ts";
import type { ToldStack } from "../../core/watch-event.ts";
import { createToldFindings, type ToldFindings } from "./tell-changes.ts";
import type { LookResult } from "./watch-ports.ts";

export interface StackRecord {
  readonly folder: string;
  /** As YAML last said; before that the folder's. */
  name: string;
  readonly findings: ToldFindings;
  /** Keys of those that it was last opened with; none where its files are broken. Undefined: not tried yet. */
  accounts?: ReadonlySet<string>;
  /** Told once until it changes, by what it is about. */
  readonly told: Map<"failure" | "held-back" | "refused" | "apply" | "locked", string>;
  /** How the last look went; `waiting`: there was none, or it is backed off. */
  condition: "waiting" | "clean" | "drift" | "failed";
  heldBack: number;
  isApplying: boolean;
  /** Of the last look of which something came. */
  report?: DriftReport;
  /** How the last look has ended. */
  result?: LookResult;
  /** By the wall clock. */
  lookedMs?: number;
}

export function createStackRecord(folder: string): StackRecord {
  return {
    folder,
    name: basename(folder),
    findings: createToldFindings(),
    told: new Map(),
    condition: "waiting",
    heldBack: 0,
    isApplying: false,
  };
}

export function toldStack({ name, folder }: StackRecord): ToldStack {
  return { stack: name, folder };
}

/** Whether it is to be told: not where the same was told before and nothing else since. */
export function isNews(
  { told }: StackRecord,
  about: Parameters<StackRecord["told"]["get"]>[0],
  what: unknown,
): boolean {
  const text = JSON.stringify(what);
  if (told.get(about) === text) return false;
  told.set(about, text);
  return true;
}
