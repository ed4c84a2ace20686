// What the program needs of the process around it: output, input, signals, environment. Tests could pass their own.

import { loadTty } from "../http/late-modules.ts";
import { openOutput } from "./output.ts";

export type StopSignal = "SIGINT" | "SIGTERM";

export interface Terminal {
  /** The asked-for document. */
  out(text: string): void;
  /** Diagnostics and progress. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isOutTerminal: boolean;
  /** What goes to a regular file is read by what opens it, not by what runs this program. */
  readonly isOutFile: boolean;
  readonly isErrFile: boolean;
  readonly isErrTerminal: boolean;
  readonly isInTerminal: boolean;
  readonly columns: number;
  readonly rows: number | undefined;
  /** One line of input, or undefined at its end. */
  ask(prompt: string, signal: AbortSignal): Promise<string | undefined>;
  /** Returns how to stop listening. */
  onSignal(listen: (signal: StopSignal) => void): () => void;
}

const SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];
const DEFAULT_COLUMNS = 80;

export function processTerminal(): Terminal & { flush(): Promise<void> } {
  const out = openOutput(1);
  const err = openOutput(2);
  return {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    flush: async () => {
      await Promise.all([out.flush(), err.flush()]);
    },
    env: process.env,
    cwd: process.cwd(),
    isOutTerminal: out.isTerminal,
    isOutFile: out.isFile,
    isErrFile: err.isFile,
    isErrTerminal: err.isTerminal,
    // Asking process.stdin would open it, which every command would wait for; node:tty loads the network with it.
    get isInTerminal() {
      return loadTty().isatty(0);
    },
    get columns() {
      // A terminal that says 0 (runners, `script`) does not know.
      return out.columns || err.columns || DEFAULT_COLUMNS;
    },
    get rows() {
      return err.rows ?? out.rows;
    },
    ask: async (prompt, signal) => {
      await Promise.all([out.flush(), err.flush()]);
      const { wrapPrompt } = await import("./wrap-prompt.ts");
      // It is shown at the terminal of standard error.
      return ask(wrapPrompt(prompt, err.columns || out.columns || DEFAULT_COLUMNS), signal);
    },
    onSignal: (listen) => {
      for (const signal of SIGNALS) process.on(signal, listen);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listen);
      };
    },
  };
}

async function ask(prompt: string, signal: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  // readline takes Ctrl-C for itself while it waits: hand it on, so that it means the same everywhere.
  lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await Promise.race([lines.question(prompt, { signal }).catch(() => undefined), closed]);
    // Ctrl-D leaves the cursor behind the question.
    if (answer === undefined && !signal.aborted) process.stderr.write("\n");
    return answer;
  } finally {
    lines.close();
  }
}
