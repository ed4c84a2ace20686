// Kills an apply at each of its moments, then applies again: the same end as without the kill. Knows no vendor's shapes.
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type Bench, type Ended, expectCode, inParallel, openBench, type Running } from "./cli.ts";
import type { Gate, GateRules, GateVendor } from "./gate.ts";

export interface KillSetting {
  readonly vendor: GateVendor;
  readonly seed?: unknown;
  readonly speed?: number;
  /** The YAML that is applied first, undisturbed. */
  readonly before: string;
  readonly after: string;
  /** Flags of the apply that is killed, besides `-y`. */
  readonly flags: readonly string[];
  readonly census: (bench: Bench) => unknown;
  /** What `census` must give at the end. */
  readonly end: unknown;
}

export interface Killing {
  /** The n-th mutating request never arrives, is being carried out, or has been answered; for each n. */
  atRequests(moment: "arrived" | "answered" | "relayed"): Promise<void>;
  atWrites(): Promise<void>;
  close(): Promise<void>;
}

/** Every moment with TRUEUP_THOROUGH; else some of each kind. */
const isThorough = process.env["TRUEUP_THOROUGH"] !== undefined;
const AT_ONCE = 2;
const SETTLE_FLAGS = ["apply", "-y", "--allow-deletes", "9"];

interface Start {
  readonly setting: KillSetting;
  readonly account: object;
  readonly folder: string;
}

/** Applies `before`, keeps account and state, and looks how long the undisturbed change is. */
export async function prepareKilling(setting: KillSetting, stride = 4): Promise<Killing> {
  const { vendor, before, after, flags, census, end, seed, speed } = setting;
  const folder = await mkdtemp(join(tmpdir(), "trueup-e2e-start-"));
  const bench = await openBench({
    files: { "trueup.yaml": before },
    ...(seed === undefined ? {} : { seed }),
    ...(speed === undefined ? {} : { speed }),
  });
  try {
    expectCode(await bench.run(["apply", "-y"]), 0);
    await cp(join(bench.dir, ".trueup"), folder, { recursive: true });
    const start: Start = { setting, account: { [vendor]: bench.sim.state(vendor) }, folder };
    const from = await lastSerial(bench);
    bench.sim.log.clear();
    await bench.write("trueup.yaml", after);
    expectCode(await bench.run(["apply", "-y", ...flags]), 0);
    expect(census(bench)).toEqual(end);
    const requests = bench.sent().length;
    const writes = (await lastSerial(bench)) - from;
    const each = (count: number, run: (n: number) => Promise<void>) => runEach(count, isThorough ? 1 : stride, run);
    return {
      atRequests: (moment) => each(requests, (n) => atRequest(start, moment, n)),
      atWrites: () => each(writes, (n) => atWrite(start, n)),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  } finally {
    await bench.close();
  }
}

/** Each case has a provider and a folder of its own. */
async function runEach(count: number, stride: number, run: (n: number) => Promise<void>): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const cases = all.filter((n) => n % stride === 1 % stride || n === count);
  expect(cases.length).toBeGreaterThan(2);
  await inParallel(cases, AT_ONCE, run, (n) => `n = ${n} of ${count}`);
}

function rulesFor(moment: "arrived" | "answered" | "relayed", n: number, kill: () => "lose"): GateRules {
  if (moment === "arrived") return { arrived: ({ nth }) => (nth === n ? kill() : "pass") };
  if (moment === "answered") return { answered: ({ nth }) => (nth === n ? kill() : "pass") };
  return { relayed: ({ nth }) => void (nth === n && kill()) };
}

async function atRequest(start: Start, moment: "arrived" | "answered" | "relayed", n: number): Promise<void> {
  const bench = await reopen(start);
  const gate = await bench.gate({}, start.setting.vendor);
  const run = bench.start(["apply", "-y", ...start.setting.flags]);
  gate.rules = rulesFor(moment, n, () => {
    run.kill("SIGKILL");
    return "lose";
  });
  try {
    const ended = await run.ended;
    expect(ended.signal, ended.all).toBe("SIGKILL");
    gate.rules = {};
    await expectSameEnd(bench, start.setting);
  } catch (error) {
    throw explain(error, run, gate);
  } finally {
    await bench.close();
  }
}

async function atWrite(start: Start, n: number): Promise<void> {
  const bench = await reopen(start);
  const from = await lastSerial(bench);
  const run = bench.start(["apply", "-y", ...start.setting.flags]);
  let isOver = false;
  const ended: Promise<Ended> = run.ended.finally(() => {
    isOver = true;
  });
  while (!isOver && (await lastSerial(bench)) < from + n) await new Promise((resolve) => setImmediate(resolve));
  run.kill("SIGKILL");
  try {
    await ended;
    await expectSameEnd(bench, start.setting);
  } catch (error) {
    throw explain(error, run);
  } finally {
    await bench.close();
  }
}

async function reopen({ setting, account, folder }: Start): Promise<Bench> {
  return openBench({
    seed: account,
    stateFrom: folder,
    files: { "trueup.yaml": setting.after },
    ...(setting.speed === undefined ? {} : { speed: setting.speed }),
  });
}

/** What is lost for good may be ordered again only after a while: each further apply is two minutes later. */
async function expectSameEnd(bench: Bench, { census, end }: KillSetting): Promise<void> {
  let last: Ended | undefined;
  for (let round = 0; round < 3 && last?.code !== 0; round++) {
    last = await bench.run(SETTLE_FLAGS, { laterMs: round * 120_000 });
    if (last.code !== 0) expectCode(last, 3);
  }
  expect(last?.code, last?.all).toBe(0);
  const plan = await bench.run(["plan", "--detailed-exitcode"]);
  expectCode(plan, 0);
  expect(census(bench)).toEqual(end);
  expect((await bench.state()).pending).toEqual([]);
}

async function lastSerial(bench: Bench): Promise<number> {
  const names = await readdir(join(bench.dir, ".trueup/shop.json.d"));
  return Math.max(0, ...names.map((name) => Number(/^serial-(\d+)\.json$/.exec(name)?.[1] ?? 0)));
}

function explain(error: unknown, run: Running, gate?: Gate): unknown {
  if (error instanceof Error) {
    const requests = gate?.requests.filter((request) => request.isMutating).map((request) => request.path);
    error.message += `\n--- the killed run ---\n${run.all()}\n${requests?.join("\n") ?? ""}`;
  }
  return error;
}
