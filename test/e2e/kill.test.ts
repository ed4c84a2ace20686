// kill -9 at any moment of an apply, then apply again: the same end, nothing twice, nothing lost, nothing left pending.
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Bench,
  closeBenchesAfterEach,
  type Ended,
  expectCode,
  inParallel,
  openBench,
  type Running,
} from "../support/cli.ts";
import type { Gate, GateRules } from "../support/gate.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** Every moment with TRUEUP_THOROUGH; else some of each kind. */
const STRIDE = process.env["TRUEUP_THOROUGH"] === undefined ? 4 : 1;
const AT_ONCE = 2;

const BEFORE = `${head()}keys:
${key("ops")}${key("old")}vms:
${vm("web").replace("[ops]", "[old]")}${vm("gone")}${vm("anew")}snapshots:
  first: { vm: web }
`;
/** A create, an update of several steps, a delete, a replace, a snapshot before a change, a key taken off and deleted. */
const AFTER = `${head()}keys:
${key("ops")}vms:
${vm("web").replace("1GiB", "2GiB").replace("32GiB", "64GiB").replace("ips: 1", "ips: 2")}${vm("anew")}${vm("more")}snapshots:
  first: { vm: web }
  second: { vm: web }
`;
const CHANGE = ["apply", "-y", "--allow-deletes", "9", "--replace", "vms.anew"];

const END = {
  vms: ["anew 1024 32768 1", "more 1024 32768 1", "web 2048 65536 2"],
  keys: ["ops"],
  snapshots: ["first", "second"],
};

let start: { account: object; folder: string };
let folder: string | undefined;
let length: { requests: number; writes: number };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-e2e-start-"));
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": BEFORE } });
  try {
    expectCode(await bench.run(["apply", "-y"]), 0);
    await cp(join(bench.dir, ".trueup"), folder, { recursive: true });
    start = { account: { serveroid: bench.sim.state("serveroid") }, folder };
    const from = await lastSerial(bench);
    bench.sim.log.clear();
    await bench.write("trueup.yaml", AFTER);
    expectCode(await bench.run(CHANGE), 0);
    expect(census(bench)).toEqual(END);
    length = { requests: bench.sent().length, writes: (await lastSerial(bench)) - from };
  } finally {
    await bench.close();
  }
});
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe("kill -9, then apply: the same end", () => {
  it(
    "when the n-th mutating request has been sent and never arrives",
    () => each(length.requests, (n) => atRequest((kill) => ({ arrived: ({ nth }) => (nth === n ? kill() : "pass") }))),
    120_000,
  );

  it(
    "when the n-th mutating request is being carried out",
    () => each(length.requests, (n) => atRequest((kill) => ({ answered: ({ nth }) => (nth === n ? kill() : "pass") }))),
    120_000,
  );

  it(
    "when the n-th mutating request has been answered",
    () => each(length.requests, (n) => atRequest((kill) => ({ relayed: ({ nth }) => void (nth === n && kill()) }))),
    120_000,
  );

  it("when the state has been written for the n-th time", () => each(length.writes, (n) => atWrite(n)), 120_000);
});

/** Each case has a provider and a folder of its own. */
async function each(count: number, run: (n: number) => Promise<void>): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const cases = all.filter((n) => n % STRIDE === 1 % STRIDE || n === count);
  expect(cases.length).toBeGreaterThan(2);
  await inParallel(cases, AT_ONCE, run, (n) => `n = ${n} of ${count}`);
}

async function atRequest(rules: (kill: () => "lose") => GateRules): Promise<void> {
  const bench = await reopen();
  const gate = await bench.gate();
  const run = bench.start(CHANGE);
  gate.rules = rules(() => {
    run.kill("SIGKILL");
    return "lose";
  });
  try {
    const ended = await run.ended;
    expect(ended.signal, ended.all).toBe("SIGKILL");
    gate.rules = {};
    await expectSameEnd(bench);
  } catch (error) {
    throw explain(error, run, gate);
  } finally {
    await bench.close();
  }
}

async function atWrite(n: number): Promise<void> {
  const bench = await reopen();
  const from = await lastSerial(bench);
  const run = bench.start(CHANGE);
  let isOver = false;
  const ended: Promise<Ended> = run.ended.finally(() => {
    isOver = true;
  });
  while (!isOver && (await lastSerial(bench)) < from + n) await new Promise((resolve) => setImmediate(resolve));
  run.kill("SIGKILL");
  try {
    await ended;
    await expectSameEnd(bench);
  } catch (error) {
    throw explain(error, run);
  } finally {
    await bench.close();
  }
}

async function reopen(): Promise<Bench> {
  return openBench({ seed: start.account, stateFrom: start.folder, files: { "trueup.yaml": AFTER } });
}

/** What is lost for good may be ordered again only after a while: each further apply is two minutes later. */
async function expectSameEnd(bench: Bench): Promise<void> {
  let last: Ended | undefined;
  for (let round = 0; round < 3 && last?.code !== 0; round++) {
    last = await bench.run(["apply", "-y", "--allow-deletes", "9"], { laterMs: round * 120_000 });
    if (last.code !== 0) expectCode(last, 3);
  }
  expect(last?.code, last?.all).toBe(0);
  const plan = await bench.run(["plan", "--detailed-exitcode"]);
  expectCode(plan, 0);
  expect(census(bench)).toEqual(END);
  expect((await bench.state()).pending).toEqual([]);
}

function census({ sim }: Bench) {
  const account = sim.state("serveroid") as unknown as {
    vms: { name: string; memory: number; disk: number; ipAddresses: string[] }[];
    pubkeys: { name: string }[];
    snapshots: Record<string, { name: string }[]>;
  };
  return {
    vms: account.vms.map((each) => `${each.name} ${each.memory} ${each.disk} ${each.ipAddresses.length}`).sort(),
    keys: account.pubkeys.map((each) => each.name).sort(),
    snapshots: Object.values(account.snapshots)
      .flat()
      .map((each) => each.name)
      .sort(),
  };
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
