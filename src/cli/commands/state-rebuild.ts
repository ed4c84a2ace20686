// `trueup state rebuild`: shows what would be taken on record, asks, and writes the state. Unattended without -y it shows only.
import { assertLocalStateInCi } from "../../compose/check-local-state.ts";
import { type OpenedStack, openStack } from "../../compose/open-stack.ts";
import { AbortedError } from "../../core/errors.ts";
import type { Rebuilt } from "../../core/replaced-state.ts";
import { createStopControl, type StopControl } from "../../executor/stop-control.ts";
import { buildRebuiltDocument, formatRebuilt } from "../../render/format-rebuilt.ts";
import { type RebuildEnd, rebuildState } from "../../run/rebuild-state.ts";
import { type AskFlags, createQuestion, lockRequest, nobodyToAsk, say } from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import type { Printer } from "../printer.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { StopSignal, Terminal } from "../terminal.ts";

interface RebuildFlags extends ConfigurationOptions, AskFlags {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly allowLost?: number;
  readonly allowAdopt?: number;
  readonly allowLocalState?: boolean;
}

interface Work {
  readonly terminal: Terminal;
  readonly flags: RebuildFlags;
  readonly stack: OpenedStack;
  readonly printer: Printer;
  readonly stop: StopControl;
}

export async function runStateRebuild(terminal: Terminal, flags: RebuildFlags): Promise<number> {
  const stack = await openStack(surroundingsOf(terminal), flags, { isUnguarded: true });
  const printer = createPrinter({
    terminal,
    flags: { color: flags.color ?? true },
    redactor: stack.redactor,
    mode: "normal",
  });
  const stop = createStopControl();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    stop.endWaiting();
  });
  try {
    printer.diagnostics(stack.warnings);
    const code = await rebuild({ terminal, flags, stack, printer, stop });
    return stopped === undefined ? code : exitCodeOfSignal(stopped);
  } catch (error) {
    if (stopped !== undefined && error instanceof AbortedError) return exitCodeOfSignal(stopped);
    throw error;
  } finally {
    unlisten();
    printer.close();
    await stack.close();
  }
}

async function rebuild({ terminal, flags, stack, printer, stop }: Work): Promise<number> {
  const isAsking = flags.autoApprove !== true && terminal.isInTerminal;
  const isOnlyShown = flags.dryRun === true || (flags.autoApprove !== true && !terminal.isInTerminal);
  if (!isOnlyShown) await assertLocalStateInCi(stack, terminal, flags.allowLocalState === true);
  const show = (rebuilt: Rebuilt) => {
    printer.close();
    if (flags.json !== true)
      terminal.out(stack.redactor.redact(formatRebuilt(rebuilt, buildStyle(terminal, flags, "out"))));
    printer.diagnostics(rebuilt.refused);
  };
  const question = createQuestion(terminal, flags);
  const end = await rebuildState(stack, {
    ...lockRequest(terminal, flags, "state rebuild"),
    force: flags.force === true,
    mayLose: flags.allowLost ?? 0,
    mayAdopt: isAsking ? undefined : (flags.allowAdopt ?? 0),
    emit: (event) => printer.event(event),
    stop,
    ...(isOnlyShown
      ? {}
      : {
          approve: async (rebuilt: Rebuilt) => {
            show(rebuilt);
            return await question.ask("Take these on record? Nothing is sent.");
          },
        }),
  });
  if (end.outcome === "not-asked" || end.outcome === "nothing-found") show(end);
  if (flags.json === true) printDocument(terminal, stack, end);
  return conclude(terminal, flags, end, question.cancelled());
}

function printDocument(terminal: Terminal, { redactor }: OpenedStack, end: RebuildEnd): void {
  const document = buildRebuiltDocument(end, { written: end.outcome === "written", serial: end.serial });
  terminal.out(`${JSON.stringify(redactJson(document, redactor), undefined, 2)}\n`);
}

function conclude(terminal: Terminal, flags: RebuildFlags, end: RebuildEnd, cancelled: number): number {
  const { outcome, bound, refused, serial } = end;
  switch (outcome) {
    case "not-asked": {
      if (flags.dryRun !== true) throw nobodyToAsk(sayRebuild(end));
      say(terminal, flags, `Nothing was written. To write it: ${sayRebuild(end)}`);
      return EXIT.done;
    }
    case "cancelled":
      say(terminal, flags, "Cancelled: nothing was written.");
      return cancelled;
    case "nothing-found":
      say(terminal, flags, "Nothing was found, and nothing was written.");
      return refused.length > 0 ? EXIT.failed : EXIT.done;
    case "written": {
      const left = refused.length === 0 ? "" : " What is in doubt was left out: name it in import blocks.";
      say(
        terminal,
        flags,
        `${bound.length} on record, as serial ${serial}.${left} Look at trueup plan before the next apply.`,
      );
      return refused.length > 0 ? EXIT.undone : EXIT.done;
    }
  }
}

function sayRebuild({ bound, lost }: Rebuilt): string {
  const named = bound.filter(({ importing }) => importing?.by === "name").length;
  const adopt = named === 0 ? "" : ` --allow-adopt ${named}`;
  return `trueup state rebuild -y${adopt}${lost.length === 0 ? "" : ` --force --allow-lost ${lost.length}`}`;
}
