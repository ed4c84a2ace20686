// The question before the state is changed by hand. Unattended, nothing is done without -y.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, type LockHolder } from "../core/errors.ts";
import { sayMoment } from "../core/moment.ts";
import { escapeForTerminal, escapeLines } from "../render/escape-for-terminal.ts";
import { wrapText } from "../render/fit-text.ts";
import type { Interrupt } from "../run/change-state.ts";
import { buildStyle } from "./build-style.ts";
import { EXIT, exitCodeOfSignal, InterruptedError } from "./exit-code.ts";
import type { StopSignal, Terminal } from "./terminal.ts";

export interface AskFlags {
  readonly autoApprove?: boolean;
  readonly lockTimeout?: number;
}

/** `fix`: the command that does it without asking. */
export function assertMayAsk(terminal: Terminal, flags: AskFlags, fix: string): void {
  if (flags.autoApprove === true || terminal.isInTerminal) return;
  throw nobodyToAsk(fix);
}

export function nobodyToAsk(fix: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("cli.approval", "there is nobody to ask: standard input is no terminal", {
      detail: "Nothing was written.",
      fix,
    }),
  ]);
}

/** What was allowed already, as the command that does it has to say again. */
export function sayAllowances({ force, allowLost }: { readonly force?: boolean; readonly allowLost?: number }): string {
  return `${force === true ? " --force" : ""}${allowLost === undefined ? "" : ` --allow-lost ${allowLost}`}`;
}

/** Asks once; `cancelled` is the exit code after a no, or after an interrupt meanwhile. */
export function createQuestion(terminal: Terminal, flags: AskFlags) {
  let cancelled: number = EXIT.failed;
  return {
    cancelled: () => cancelled,
    async ask(question: string): Promise<boolean> {
      if (flags.autoApprove === true) return true;
      const abort = new AbortController();
      const unlisten = terminal.onSignal((signal) => {
        cancelled = exitCodeOfSignal(signal);
        abort.abort();
      });
      try {
        const answer = await terminal.ask(`\n${question} Only "yes" is accepted: `, abort.signal);
        return !abort.signal.aborted && answer?.trim() === "yes";
      } finally {
        unlisten();
      }
    },
  };
}

/** Each line of the text wrapped by itself, on stderr; what follows a label (`from:  …`) stays beside it. */
export function say(terminal: Terminal, flags: { readonly color?: boolean }, text: string): void {
  const { width } = buildStyle(terminal, flags, "err");
  const lines = escapeLines(text)
    .split("\n")
    .flatMap((line) => wrapText(line, width, "", " ".repeat(/^[a-z]+: +/.exec(line)?.[0].length ?? 0)));
  terminal.err(`${lines.join("\n")}\n`);
}

/** How the state's lock is waited for, and what is said meanwhile. */
export function lockRequest(terminal: Terminal, flags: AskFlags, operation: string) {
  return {
    operation,
    waitMs: flags.lockTimeout ?? 0,
    onWait: ({ who, host, operation: other, created }: LockHolder) =>
      terminal.err(
        `${escapeForTerminal(`waiting for ${other} of ${who} on ${host} to end (since ${sayMoment(created)})`)}\n`,
      ),
    heedInterrupt: listenOnce(terminal),
  };
}

/** For locks inside each other as well. The second signal is the system's again, and ends the program. */
function listenOnce(terminal: Terminal): () => Interrupt {
  const stop = new AbortController();
  let unlisten: (() => void) | undefined;
  let listeners = 0;
  const hear = (signal: StopSignal): void => {
    unlisten?.();
    terminal.err("Interrupted: the lock is given back. Once more: end at once, and leave it.\n");
    stop.abort(new InterruptedError(signal));
  };
  return () => {
    listeners += 1;
    if (!stop.signal.aborted) unlisten ??= terminal.onSignal(hear);
    const close = (): void => {
      listeners -= 1;
      if (listeners === 0) unlisten?.();
    };
    return { signal: stop.signal, close };
  };
}
