// The loop of watch over stacks that are made up: what each look finds is scripted, time is virtual, events are lines of text.
import type { Diagnostic } from "../../../../src/core/diagnostic.ts";
import type { DriftReport } from "../../../../src/core/drift-report.ts";
import { DiagnosticsError, ProviderError } from "../../../../src/core/errors.ts";
import type { WatchEvent } from "../../../../src/core/watch-event.ts";
import { createStopControl } from "../../../../src/executor/stop-control.ts";
import type { Stack } from "../../../../src/run/stack.ts";
import type { Looked, OpenedForWatch, WatchOptions, WatchPorts } from "../../../../src/run/watch/watch-ports.ts";
import { watchStacks } from "../../../../src/run/watch/watch-stacks.ts";
import { createVirtualClock, type VirtualClock } from "../../../support/virtual-clock.ts";

export const MINUTE = 60_000;

const NOTHING: Omit<DriftReport, "stack" | "startedMs"> = {
  ...{ durationMs: 1, drift: [], unmanaged: [], surplus: [], undecided: [], unreadable: [], changing: [] },
  ...{ errors: [], findings: [], tracked: {}, pending: 0, debt: 0 },
};

/** What one look comes to: subjects with their marks, a part of a report, or an error. */
export type Scripted = Readonly<Record<string, string>> | Error | { readonly report: Partial<DriftReport> };

export interface Scene {
  /** Absolute folders; read anew for each cycle. */
  folders: string[];
  /** By folder and the number of the look, from 0. */
  look(folder: string, count: number, signal: AbortSignal): Scripted | Promise<Scripted>;
  /** Thrown by opening. */
  broken?(folder: string): Error | undefined;
  accountOf?(folder: string): string;
}

export interface Started {
  readonly clock: VirtualClock;
  /** `3m shop: found vms.web (conflict)`. */
  readonly lines: string[];
  readonly looks: Map<string, number>;
  readonly published: number[];
  readonly watching: ReturnType<typeof watchStacks>;
  readonly stop: ReturnType<typeof createStopControl>;
  /** Looks that were under way at the same time at most. */
  most(): number;
}

export function start(scene: Scene, more: Partial<WatchOptions> & { readonly random?: () => number } = {}): Started {
  const { random = () => 0.5, ...own } = more;
  const clock = createVirtualClock({ auto: false });
  const [lines, published, looks] = [[] as string[], [] as number[], new Map<string, number>()];
  const remembered = new Map<string, Map<string, { mark: string; firstSeenMs: number }>>();
  let [under, most] = [0, 0];
  const look = async (folder: string, signal: AbortSignal): Promise<Looked> => {
    const count = looks.get(folder) ?? 0;
    looks.set(folder, count + 1);
    under += 1;
    most = Math.max(most, under);
    const startedMs = clock.now();
    try {
      const scripted = await scene.look(folder, count, signal);
      if (scripted instanceof Error) throw scripted;
      const before = remembered.get(folder) ?? new Map<string, { mark: string; firstSeenMs: number }>();
      const seen = new Map<string, { mark: string; firstSeenMs: number }>();
      const report = isReport(scripted) ? scripted.report : {};
      for (const [subject, mark] of Object.entries(isReport(scripted) ? {} : scripted)) {
        const known = before.get(subject);
        seen.set(subject, known?.mark === mark ? known : { mark, firstSeenMs: startedMs });
      }
      const findings = [...seen].map(([subject, own]) => ({ key: subject, subject, ...own }));
      return {
        report: { ...NOTHING, stack: nameOf(folder), startedMs, findings, ...report },
        remember: async () => void remembered.set(folder, seen),
      };
    } finally {
      under -= 1;
    }
  };
  const open = async (folder: string): Promise<OpenedForWatch> => {
    const error = scene.broken?.(folder);
    if (error !== undefined) throw error;
    const account = scene.accountOf?.(folder) ?? "one";
    return {
      stack: { configuration: { stack: nameOf(folder) } } as unknown as Stack,
      accounts: new Map([["gcore", { key: account, label: account }]]),
      look: (signal) => look(folder, signal),
      tellFailed: async () => undefined,
      close: async () => undefined,
    };
  };
  const ports: WatchPorts = {
    clock,
    random,
    listFolders: async () => scene.folders,
    beginReads: () => ({ open, close: async () => undefined }),
    openAlone: open,
    publish: async (all) => void published.push(all.length),
    explain: (error) => explain(error),
    emit: (event) => lines.push(`${Math.round(clock.monotonic() / MINUTE)}m ${describe(event)}`),
  };
  const stop = createStopControl();
  const options = {
    ...{ intervalMs: 10 * MINUTE, allowed: undefined, isOnce: false, concurrency: 8 },
    ...{ stackTimeoutMs: 5 * MINUTE, graceMs: 8000 },
    ...own,
  };
  const watching = watchStacks(ports, options, stop);
  return { clock, lines, looks, published, watching, stop, most: () => most };
}

const isReport = (scripted: Scripted): scripted is { readonly report: Partial<DriftReport> } => "report" in scripted;

const nameOf = (folder: string): string => folder.slice(1);

function explain(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticsError) return error.diagnostics;
  if (error instanceof ProviderError)
    return [{ severity: "error", code: `provider.${error.fault}`, summary: error.message }];
  return [{ severity: "error", code: "other", summary: error instanceof Error ? error.message : String(error) }];
}

function describe(event: WatchEvent): string {
  switch (event.type) {
    case "drift-found":
      return `${event.stack}: found ${event.findings.map(({ subject }) => subject).join(", ") || "nothing new"}${event.standing === 0 ? "" : `, ${event.standing} standing`}`;
    case "drift-resolved":
      return `${event.stack}: resolved ${event.subjects.join(", ")}`;
    case "look-failed":
      return `${event.stack}: failed: ${event.errors.map(({ summary }) => summary).join("; ")}`;
    case "look-recovered":
      return `${event.stack}: recovered`;
    case "account-backing-off":
      return `account ${event.account}: for ${event.forMs / MINUTE}m`;
    case "stack-added":
    case "stack-removed":
      return `${event.type} ${event.stack}`;
    case "cycles-skipped":
      return `skipped ${event.count}`;
    case "watch-started":
      return `started ${event.stacks}`;
    case "held-back":
      return `${event.stack}: held back ${event.changes.map(({ action, address }) => `${action} ${address}`).join(", ")}`;
    case "apply-started":
      return `${event.stack}: applying ${event.changes.join(", ")}`;
    case "apply-ended":
      return `${event.stack}: applied ${event.outcome}: ${[...event.done, ...event.errors.map(({ code }) => code)].join(", ")}`;
    case "stack-locked":
      return `${event.stack}: locked by ${event.holder.who}`;
    case "watch-stopping":
      return `stopping ${event.applies}`;
    case "watch-ended":
      return `ended after ${event.cycles}`;
    case "trouble":
      return event.text;
  }
}
