// What `trueup sim` needs of the process around it: files, output, signals, child processes. The real one is here, tests pass their own.
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

export type StopSignal = "SIGINT" | "SIGTERM";

interface RunningCommand {
  kill(signal: StopSignal): void;
  /** Settles once: how it ended, or that it could not be started. */
  ended: Promise<CommandEnd>;
}

export type CommandEnd = { code: number } | { signal: NodeJS.Signals } | { failure: NodeJS.ErrnoException };

export interface SimIo {
  out(text: string): void;
  err(text: string): void;
  readText(path: string): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether a Ctrl-C also reaches the command by itself, through the terminal. */
  isTerminal: boolean;
  /** Whether somebody reads what `err` says. */
  isErrTerminal: boolean;
  run(command: string, args: readonly string[], env: Record<string, string | undefined>): RunningCommand;
  /** Returns how to stop listening. */
  onSignal(listen: (signal: StopSignal) => void): () => void;
}

const SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

export function processSimIo(): SimIo {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readText: (path) => readFile(path, "utf8"),
    env: process.env,
    isTerminal: process.stdin.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    run: (command, args, env) => running(spawn(command, [...args], { env, stdio: "inherit", shell: false })),
    onSignal: (listen) => {
      for (const signal of SIGNALS) process.on(signal, listen);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listen);
      };
    },
  };
}

function running(child: ChildProcess): RunningCommand {
  const ended = new Promise<CommandEnd>((resolve) => {
    child.once("error", (failure) => resolve({ failure }));
    child.once("exit", (code, signal) => resolve(signal ? { signal } : { code: code ?? 1 }));
  });
  return { kill: (signal) => void child.kill(signal), ended };
}
