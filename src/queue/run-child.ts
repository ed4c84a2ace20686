// A command as a child process that nobody can be asked by: no standard input, a process group of its own, and only the end of
// what it says is kept. A child outlives a worker that is killed: the state's lock is what keeps a second one away.
import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import type { ChildEnd } from "./judge-end.ts";

export interface ChildRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Calls back for each wish to stop: the first ends it in order, a second at once. Returns how to stop listening. */
  readonly onStop: (stop: () => void) => () => void;
}

export interface FinishedChild extends ChildEnd {
  /** Both streams, in the order of arrival. */
  readonly all: string;
  readonly isTimedOut: boolean;
}

/** What is kept of each. */
const KEPT = 64 * 1024;
/** After it was told to stop: far more than the grace that a program takes by itself. */
const KILL_MS = 60_000;

export function runChild({ command, args, cwd, env, timeoutMs, onStop }: ChildRequest): Promise<FinishedChild> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const [out, err, all] = [keepEnd(), keepEnd(), keepEnd()];
    collect(child.stdout, [out, all]);
    collect(child.stderr, [err, all]);
    let isTimedOut = false;
    let killer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill("SIGTERM");
      killer ??= setTimeout(() => child.kill("SIGKILL"), KILL_MS);
    };
    const timer = setTimeout(() => {
      isTimedOut = true;
      stop();
    }, timeoutMs);
    const unlisten = onStop(stop);
    const close = (): void => {
      clearTimeout(timer);
      clearTimeout(killer);
      unlisten();
    };
    child.once("error", (error) => {
      close();
      reject(error);
    });
    child.once("close", (code, signal) => {
      close();
      resolve({ code, signal, out: out.text(), err: err.text(), all: all.text(), isTimedOut });
    });
  });
}

interface KeptText {
  add(text: string): void;
  text(): string;
}

function collect(stream: NodeJS.ReadableStream, kept: readonly KeptText[]): void {
  const decoder = new StringDecoder("utf8");
  stream.on("data", (chunk: Buffer) => {
    const text = decoder.write(chunk);
    for (const one of kept) one.add(text);
  });
}

function keepEnd(): KeptText {
  let text = "";
  let isCut = false;
  const cut = (): void => {
    isCut ||= text.length > KEPT;
    text = text.slice(-KEPT);
  };
  return {
    add(more) {
      text += more;
      if (text.length > 2 * KEPT) cut();
    },
    text() {
      cut();
      // Not to begin in the middle of a line, and no zero byte: PostgreSQL stores none.
      const whole = isCut ? `… (cut)\n${text.slice(text.indexOf("\n") + 1)}` : text;
      return whole.replaceAll("\0", "");
    },
  };
}
