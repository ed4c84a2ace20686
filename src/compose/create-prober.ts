// Asks a machine whether it is well: a connection, a request or a command. Once each; repeating is the executor's business.
import type { ChildProcess } from "node:child_process";
import type { BoundCheck, Probed, Prober } from "../core/prober.ts";
import { formatDuration } from "../core/units.ts";

interface ProberOptions {
  /** Where commands run, absolute. */
  readonly folder: string;
  readonly mayRunCommands: boolean;
}

interface Asking {
  /** Aborts when there is no more time, or when waiting ends. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export function createProber({ folder, mayRunCommands }: ProberOptions): Prober {
  return {
    mayRunCommands,
    async probe(check, { signal, timeoutMs }) {
      const late = AbortSignal.timeout(timeoutMs);
      const asking = { signal: AbortSignal.any([signal, late]), timeoutMs };
      const probed = await ask(check, asking, { folder, mayRunCommands });
      signal.throwIfAborted();
      return late.aborted && !probed.isWell ? refuse(`no answer within ${formatDuration(timeoutMs)}`) : probed;
    },
  };
}

const WELL: Probed = { isWell: true, said: "" };
const refuse = (said: string): Probed => ({ isWell: false, said });

async function ask(check: BoundCheck, asking: Asking, { folder, mayRunCommands }: ProberOptions): Promise<Probed> {
  if ("tcp" in check) return connect(check.host, check.tcp, asking);
  if ("http" in check) return request(check.http, asking);
  return mayRunCommands ? run(check.command, folder, asking) : refuse("commands are not allowed");
}

async function connect(host: string, port: number, { signal }: Asking): Promise<Probed> {
  const { connect: open } = await import("node:net");
  return new Promise((done) => {
    const socket = open({ host, port, signal });
    socket.once("connect", () => {
      socket.destroy();
      done(WELL);
    });
    socket.once("error", (error) => done(refuse(explain(error, `${host}:${port}`))));
  });
}

/** A redirect is an answer; what it leads to is not asked. */
async function request(url: string, { signal }: Asking): Promise<Probed> {
  try {
    const answer = await fetch(url, { signal, redirect: "manual", headers: { "user-agent": "trueup" } });
    await answer.body?.cancel();
    return answer.status >= 200 && answer.status < 400 ? WELL : refuse(`HTTP ${answer.status}`);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    return refuse(explain(cause ?? error, "it"));
  }
}

/** No shell, and nothing of its output, which may hold secrets. */
async function run([program = "", ...words]: readonly string[], folder: string, { signal }: Asking): Promise<Probed> {
  const { spawn } = await import("node:child_process");
  if (signal.aborted) return refuse("it was not run");
  return new Promise((done) => {
    const child = start(() =>
      spawn(program, words, { cwd: folder, stdio: "ignore", detached: HAS_GROUPS, windowsHide: true }),
    );
    if (child === undefined) return done(refuse(describeStart(undefined)));
    const stop = () => {
      endAll(child);
      done(refuse("it was ended"));
    };
    const finish = (probed: Probed) => {
      signal.removeEventListener("abort", stop);
      done(probed);
    };
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", (error: Error & { readonly code?: string }) => finish(refuse(describeStart(error.code))));
    child.once("exit", (code, ended) => {
      const said = code === null ? `it was ended by ${ended ?? "a signal"}` : `it ended with exit code ${code}`;
      finish(code === 0 ? WELL : refuse(said));
    });
  });
}

const HAS_GROUPS = process.platform !== "win32";

/** A word that no program can have (an empty name) is thrown at once. */
function start(spawned: () => ChildProcess): ChildProcess | undefined {
  try {
    return spawned();
  } catch {
    return undefined;
  }
}

/** With all that it has started itself: a script's own commands would go on without it. */
function endAll(child: ChildProcess): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

function describeStart(code: string | undefined): string {
  if (code === "ENOENT") return "there is no such command";
  return code === "EACCES" ? "it may not be run" : "it could not be run";
}

const MESSAGES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "has broken the connection off",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  ENOTFOUND: "has no address by that name",
  ETIMEDOUT: "does not answer",
};

function explain(error: unknown, who: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (MESSAGES[code] !== undefined) return `${who} ${MESSAGES[code]}`;
  return code === "" ? `${who} does not answer as it should` : `${who} does not answer as it should (${code})`;
}
