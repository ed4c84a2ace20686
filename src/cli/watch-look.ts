// One look of `watch` at an opened stack: as `trueup drift` looks, with the same memory and the same notices.
import type { OpenedStack } from "../compose/open-stack.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { DriftReport } from "../core/drift-report.ts";
import type { FailedLook } from "../core/failed-look.ts";
import { buildErrorDiagnostics } from "../render/format-error.ts";
import type { DriftMemory } from "../run/drift/drift-memory.ts";
import { lookForDrift } from "../run/drift/look-for-drift.ts";
import type { Looked } from "../run/watch/watch-ports.ts";
import { DEFAULT_CLASSES } from "./drift-options.ts";
import { openMemory } from "./remember-drift.ts";
import { openTeller } from "./tell-drift.ts";
import type { Terminal } from "./terminal.ts";

export interface WatchLook {
  look(stack: OpenedStack, signal: AbortSignal): Promise<Looked>;
  tellFailed(stack: OpenedStack, failed: FailedLook): Promise<void>;
}

export interface WatchLookRequest {
  readonly terminal: Pick<Terminal, "env" | "cwd">;
  readonly notify: readonly string[] | undefined;
  /** Told once of what is wrong with a memory or with a target. */
  readonly warn: (text: string) => void;
}

export function createWatchLook({ terminal, notify, warn }: WatchLookRequest): WatchLook {
  /** Where one cannot be written, this process remembers. */
  const unkept = new Map<string, DriftMemory>();
  const told = new Set<string>();
  const warnOnce = (stack: string, problems: readonly Diagnostic[]): void => {
    for (const { summary } of problems) {
      const text = `${stack}: ${summary}`;
      if (!told.has(text)) warn(text);
      // Whatever a target answers, this does not grow for ever.
      if (told.size < MOST_TOLD) told.add(text);
    }
  };
  const open = async (stack: OpenedStack) => {
    const { folder, stack: name } = stack.configuration;
    const teller = await openTeller(terminal, notify === undefined ? {} : { notify }, stack);
    const opened = await openMemory(stack, { cwd: folder, file: undefined, isAsked: teller.isAsked });
    warnOnce(name, opened.problems);
    const tell = async (look: DriftReport | FailedLook, memory: DriftMemory): Promise<void> => {
      const { memory: next, diagnostics } = await teller.tell(look, memory);
      const problems = await opened.keep(next);
      warnOnce(name, [...diagnostics, ...problems]);
      if (problems.length > 0) unkept.set(folder, next);
      else unkept.delete(folder);
    };
    return { memory: unkept.get(folder) ?? opened.memory, tell };
  };
  return {
    async look(stack, signal) {
      const { memory, tell } = await open(stack);
      const looked = await lookForDrift(stack, {
        classes: DEFAULT_CLASSES,
        memory,
        emit: () => undefined,
        describe: buildErrorDiagnostics,
        signal,
      });
      return { report: looked.report, remember: () => tell(looked.report, looked.memory) };
    },
    async tellFailed(stack, failed) {
      try {
        const { memory, tell } = await open(stack);
        await tell(failed, memory);
      } catch (error) {
        warnOnce(stack.configuration.stack, buildErrorDiagnostics(error));
      }
    },
  };
}

const MOST_TOLD = 1000;
