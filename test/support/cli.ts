// The built program as a child process: a folder and an environment of its own, a stand-in of the provider, and an end
// for both whatever the test did. Nothing of the outer environment reaches the child but PATH.
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa, type ResultPromise } from "execa";
import { afterEach, expect, vi } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { type Gate, type GateRules, type GateVendor, openGate } from "./gate.ts";

/** `TRUEUP_TEST_CLI` names a build elsewhere, so that a rebuild meanwhile does not pull the program away. */
export const CLI = resolve(process.env["TRUEUP_TEST_CLI"] ?? join(import.meta.dirname, "../../dist/cli.cjs"));

/** Shared by all tests, as it is by all commands of a user. */
const COMPILED = join(import.meta.dirname, "../../node_modules/.cache/trueup/compiled");

export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly out: string;
  readonly err: string;
  /** Both, in the order of arrival. */
  readonly all: string;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** What it has said so far. */
  all(): string;
  write(text: string): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Text for standard input, which is no terminal; without it there is none. */
  readonly input?: string;
  readonly stdin?: "pipe" | "ignore";
  /** Shifts the program's wall clock: "an hour later" without the hour. */
  readonly laterMs?: number;
  readonly timeoutMs?: number;
}

export interface Bench {
  readonly dir: string;
  readonly sim: RunningSimulators;
  readonly env: Record<string, string>;
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  start(args: readonly string[], options?: RunOptions): Running;
  startOther(file: string, args: readonly string[], options?: RunOptions): Running;
  /** Any other command in the same folder and environment. */
  shell(command: string, options?: RunOptions): Promise<Ended>;
  state(): Promise<SavedState>;
  /** From now on the program talks to the provider through this door. */
  gate(rules?: GateRules, vendor?: GateVendor): Promise<Gate>;
  /** Mutating requests that reached the provider, in order. */
  sent(method?: string): string[];
  close(): Promise<void>;
}

export interface SavedState {
  readonly serial: number;
  readonly pending: readonly { readonly address: string }[];
  readonly resources: Readonly<Record<string, { readonly remoteId: string; readonly name: string }>>;
}

export interface BenchOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly seed?: unknown;
  readonly faults?: readonly FaultRule[];
  readonly speed?: number;
  /** A folder to copy the state from. */
  readonly stateFrom?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ENDPOINT_NAMES = { serveroid: "SERVEROID_ENDPOINT", zomro: "ZOMRO_ENDPOINT", gcore: "GCORE_BASE_URL" } as const;

const open = new Set<Bench>();

/** Call once in a test file: whatever a test left open is closed after it. */
export function closeBenchesAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...open].map((bench) => bench.close()));
  });
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const dir = await mkdtemp(join(tmpdir(), "trueup-e2e-"));
  const sim = await startSimulators({
    speed: options.speed ?? 1000,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  const children = new Set<ResultPromise>();
  const gates: Gate[] = [];
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    LANG: "C.UTF-8",
    TRUEUP_COMPILE_CACHE: COMPILED,
    ...sim.env,
    ...options.env,
  };
  const launch = (file: string, args: readonly string[], more: RunOptions = {}): ResultPromise => {
    const child = execa(file, [...args], {
      cwd: more.cwd ?? dir,
      env: buildEnvironment(env, more),
      extendEnv: false,
      reject: false,
      all: true,
      stripFinalNewline: false,
      timeout: more.timeoutMs ?? 60_000,
      killSignal: "SIGKILL",
      ...(more.input === undefined ? { stdin: more.stdin ?? "ignore" } : { input: more.input }),
    }) as unknown as ResultPromise;
    children.add(child);
    child.finally(() => children.delete(child)).catch(() => undefined);
    return child;
  };
  const bench: Bench = {
    dir,
    sim,
    env,
    async write(name, text) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), text);
    },
    read: (name) => readFile(join(dir, name), "utf8"),
    run: (args, more) => endOf(launch(process.execPath, [CLI, ...args], more)),
    start: (args, more) => running(launch(process.execPath, [CLI, ...args], { stdin: "pipe", ...more })),
    startOther: (file, args, more) => running(launch(file, args, { stdin: "pipe", ...more })),
    shell: (command, more) => endOf(launch("/bin/sh", ["-c", command], more)),
    state: () => readNewestState(join(dir, ".trueup/shop.json.d")),
    async gate(rules, vendor = "serveroid") {
      const gate = await openGate(sim.endpoints[vendor] ?? "", rules, vendor);
      gates.push(gate);
      env[ENDPOINT_NAMES[vendor]] = gate.endpoint;
      return gate;
    },
    sent: (method) =>
      sim.log
        .entries({ mutating: true, ...(method === undefined ? {} : { method }) })
        .map((entry) => entry.method ?? entry.path),
    async close() {
      open.delete(bench);
      for (const child of children) child.kill("SIGKILL");
      await Promise.allSettled([...children]);
      await Promise.all(gates.map((gate) => gate.close()));
      await sim.stop();
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  open.add(bench);
  for (const [name, text] of Object.entries(options.files ?? {})) await bench.write(name, text);
  if (options.stateFrom !== undefined) await cp(options.stateFrom, join(dir, ".trueup"), { recursive: true });
  return bench;
}

/** The numbered documents are the truth; the file beside them is a copy that a kill may leave one behind. */
async function readNewestState(folder: string): Promise<SavedState> {
  const newest = (await readdir(folder))
    .filter((name) => /^serial-\d+\.json$/.test(name))
    .sort()
    .at(-1);
  return JSON.parse(await readFile(join(folder, newest ?? "none"), "utf8")) as SavedState;
}

/** A wall clock that is ahead, put into the child before its first module. */
function buildEnvironment(env: Readonly<Record<string, string>>, { env: extra, laterMs }: RunOptions) {
  if (laterMs === undefined) return { ...env, ...extra };
  const script = `const now=Date.now;Date.now=()=>now()+${laterMs}`;
  return { ...env, ...extra, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

async function endOf(child: ResultPromise): Promise<Ended> {
  const { exitCode, signal, stdout, stderr, all, timedOut, failed, shortMessage } = (await child) as {
    exitCode?: number;
    signal?: string;
    stdout: string;
    stderr: string;
    all: string;
    timedOut: boolean;
    failed: boolean;
    shortMessage?: string;
  };
  if (timedOut) throw new Error(`the program did not end in time; so far:\n${all}`);
  if (failed && exitCode === undefined && signal === undefined) throw new Error(shortMessage);
  return { code: exitCode, signal, out: stdout, err: stderr, all };
}

function running(child: ResultPromise): Running {
  let text = "";
  child.all?.on("data", (chunk: Buffer) => {
    text += String(chunk);
  });
  return {
    pid: child.pid ?? 0,
    ended: endOf(child),
    kill: (signal) => void child.kill(signal),
    all: () => text,
    write: (line) => void child.stdin?.write(line),
  };
}

/** Waits on a condition, generously: two loaded cores are slow. */
export function until<T>(check: () => T | Promise<T>, timeout = 20_000): Promise<T> {
  return vi.waitFor(check, { timeout, interval: 20 });
}

/** Runs cases beside each other; a failure names its case. */
export async function inParallel<T>(
  cases: readonly T[],
  atOnce: number,
  run: (one: T) => Promise<void>,
  name: (one: T) => string = String,
): Promise<void> {
  const left = [...cases];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const current = one;
      await run(current).catch((error: Error) => {
        error.message = `${name(current)}: ${error.message}`;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Fails with everything that the program said. */
export function expectCode(ended: Ended, code: number | undefined): void {
  expect(ended.code, `exit ${ended.code} ${ended.signal ?? ""}\n${ended.all}`).toBe(code);
}

/** Every file below a folder with its content. */
export async function readTree(dir: string): Promise<Record<string, string>> {
  if (!existsSync(dir)) return {};
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = await Promise.all(
    files.map(async (file) => [file.slice(dir.length + 1), await readFile(file, "utf8")] as const),
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Changes something at Serveroid, through the endpoint that a person with curl would use. */
export async function mutate(bench: Bench, change: object): Promise<void> {
  const answer = await fetch(`${bench.sim.endpoints.serveroid}/_sim/mutate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  expect(answer.status, await answer.text()).toBe(200);
}
