// Child processes of real servers: started in a folder of their own, awaited until they answer, stopped with the test.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import net from "node:net";
import { delimiter, join } from "node:path";

const FOLDERS = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/lib/postgresql/15/bin"];

/** The path of a program, or undefined where it is not installed. `TRUEUP_SERVERS` has more folders, as PATH has. */
export function findProgram(name: string): string | undefined {
  const more = (process.env["TRUEUP_SERVERS"] ?? "").split(delimiter);
  return [...more, ...FOLDERS].map((folder) => join(folder, name)).find(existsSync);
}

/**
 * Whether the programs of a server are here. Locally the tests of an absent server are left out, with a line that says so;
 * in CI they fail, but for those that CI does not install either (`isExtra`).
 */
export function hasServer(server: string, programs: readonly string[], isExtra = false): boolean {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return true;
  const text = `${server} is not installed (${missing.join(", ")})`;
  if (!isExtra && (process.env["CI"] ?? "") !== "") throw new Error(`${text}: .ci/run installs it`);
  process.stderr.write(`skipped: ${text}\n`);
  return false;
}

export async function findFreePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whose rights it runs with; needs root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  output(): string;
  /** Ends it and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** What a test or a bench that broke off has left running. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export function runProgram(name: string, args: readonly string[], options: ProgramOptions = {}): RunningProgram {
  const child = spawn(findProgram(name) ?? name, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.user,
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  let output = "";
  const keep = (text: string): void => {
    output = `${output}${text}`.slice(-20_000);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      keep(error.message);
      resolve();
    });
    child.once("close", () => resolve());
  });
  return {
    child,
    output: () => output,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const hard = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** Runs a program to its end; throws with its output where it fails. */
export function runToEnd(name: string, args: readonly string[], options: ProgramOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(findProgram(name) ?? name, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.user,
    timeout: 60_000,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${name} ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Until something listens on the port; throws with the program's output where it ends before. */
export async function untilListening(port: number, { child, output }: RunningProgram): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}\n${output()}`);
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${child.spawnfile} does not listen on ${port}\n${output()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
