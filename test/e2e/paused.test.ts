// A process that was stopped for longer than its lease: once awake it sends nothing more, hands over what it learned, ends 3.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import {
  type Bench,
  closeBenchesAfterEach,
  type Ended,
  expectCode,
  inParallel,
  openBench,
  type Running,
} from "../support/cli.ts";
import type { Gate, GateRequest, GateVerdict } from "../support/gate.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** Another run takes over after one lease without a heartbeat. */
const LEASE_MS = 4000;
const YAML = `${head().replace("requestTimeout: 2s", "requestTimeout: 1s")}state: { backend: local, lease: ${LEASE_MS}ms }
keys:
${key("ops")}vms:
${vm("web")}${vm("db")}`;
const FINAL = ["db", "web"];

interface Stopped {
  readonly bench: Bench;
  readonly gate: Gate;
  readonly run: Running;
}

/** An apply that is stopped at the first request for which `isIt` holds; the provider answers it all the same. */
async function stopAt(isIt: (request: GateRequest, mutations: number) => boolean, hold = 0): Promise<Stopped> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": YAML } });
  const gate = await bench.gate();
  const run = bench.start(["apply", "-y"]);
  await new Promise<void>((resolve) => {
    let isStopped = false;
    gate.rules = {
      async arrived(request): Promise<GateVerdict> {
        const mutations = gate.requests.filter((one) => one.isMutating).length;
        if (isStopped || !isIt(request, mutations)) return "pass";
        isStopped = true;
        run.kill("SIGSTOP");
        resolve();
        await pause(hold);
        return "pass";
      },
    };
  });
  return { bench, gate, run };
}

const isListing = ({ path }: GateRequest) => /\/vm\/?$/.test(path);
const isPolling = ({ path }: GateRequest) => path.includes("/operation/");
const isOrder = ({ path }: GateRequest) => path.includes("/install");

const directly = ({ sim }: Bench) => ({ env: { SERVEROID_ENDPOINT: sim.endpoints.serveroid } });
const sentBy = (gate: Gate) => gate.requests.filter((request) => request.isMutating).map((request) => request.path);
const recoveries = async ({ dir }: Bench) =>
  (await readdir(join(dir, ".trueup"))).filter((name) => name.startsWith("recovery-"));

async function wake({ run, gate }: Stopped): Promise<Ended> {
  const before = sentBy(gate);
  run.kill("SIGCONT");
  const ended = await run.ended;
  expect(sentBy(gate), ended.all).toEqual(before);
  expectCode(ended, 3);
  expect(ended.all).toContain("The lock on the state is lost: nothing more is sent.");
  expect(ended.all).toMatch(/^To go on: trueup apply/m);
  expect(ended.all).not.toContain("Apply complete");
  return ended;
}

async function expectCleanEnd(bench: Bench): Promise<void> {
  let code: number | undefined;
  for (let round = 1; round < 3 && code !== 0; round++) {
    const ended = await bench.run(["apply", "-y"], { laterMs: round * 120_000, ...directly(bench) });
    code = ended.code;
    if (code !== 0) expectCode(ended, 3);
  }
  expectCode(await bench.run(["plan", "--detailed-exitcode"], directly(bench)), 0);
  const { vms, pubkeys } = bench.sim.state("serveroid") as Record<string, { name: string }[]>;
  expect(vms?.map((each) => each.name).sort()).toEqual(FINAL);
  expect(pubkeys?.map((each) => each.name)).toEqual(["ops"]);
  expect(bench.sent("install")).toHaveLength(2);
  expect((await bench.state()).pending).toEqual([]);
  expect(await recoveries(bench)).toEqual([]);
}

/** Waits for the lock until the lease has run out; then settles first, and does what is left. */
async function takeOver(bench: Bench, mayStayUnknown = false): Promise<void> {
  const ended = await bench.run(["apply", "-y", "--lock-timeout", "40s"], directly(bench));
  if (!mayStayUnknown || ended.code !== 3) expectCode(ended, 0);
  expect(ended.err).toMatch(/waiting for \S+ of .* to end/);
}

const beforeOrder = (request: GateRequest, mutations: number) => mutations === 1 && isListing(request);

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  "before a send, another run takes over: the woken one sends nothing": async () => {
    const stopped = await stopAt(beforeOrder);
    await takeOver(stopped.bench);
    await wake(stopped);
    expect(sentBy(stopped.gate)).toHaveLength(1);
    await expectCleanEnd(stopped.bench);
  },
  "before a send, nobody takes over: the woken one sends nothing, the next apply goes on": async () => {
    const stopped = await stopAt(beforeOrder);
    await pause(LEASE_MS + 500);
    await wake(stopped);
    expect(sentBy(stopped.gate)).toHaveLength(1);
    await expectCleanEnd(stopped.bench);
  },
  "while it waits, another run takes over: each machine once": async () => {
    const stopped = await stopAt(isPolling);
    await takeOver(stopped.bench);
    await wake(stopped);
    await expectCleanEnd(stopped.bench);
  },
  "while it waits, nobody takes over: what it learns goes into the recovery file, which is taken up": async () => {
    const stopped = await stopAt(isPolling);
    await pause(LEASE_MS + 500);
    const ended = await wake(stopped);
    expect(ended.err).toMatch(/What was learned since then is kept for the next trueup apply/);
    const [name = ""] = await recoveries(stopped.bench);
    const recovery = JSON.parse(await readFile(join(stopped.bench.dir, ".trueup", name), "utf8")) as {
      settled: string[];
    };
    expect(recovery.settled).not.toEqual([]);
    const next = await stopped.bench.run(["apply", "-y"], directly(stopped.bench));
    expectCode(next, 0);
    expect(next.err).toContain("taking up what an earlier run learned");
    await expectCleanEnd(stopped.bench);
  },
  "inside a send that reaches the provider while another run looks for it: taken over, not ordered twice": async () => {
    const stopped = await stopAt(isOrder, LEASE_MS + 300);
    // On a busy machine it may arrive after the look: then it stays unknown, and the next apply takes it over.
    await takeOver(stopped.bench, true);
    await wake(stopped);
    await expectCleanEnd(stopped.bench);
  },
};

// Each of them mostly waits for a lease to run out: all at once.
it("stopped for longer than the lease: the woken run sends nothing, the next one finds all in order", async () => {
  await inParallel(Object.keys(CASES), 5, async (name) => CASES[name]?.());
}, 90_000);
