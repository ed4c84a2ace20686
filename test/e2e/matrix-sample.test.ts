// Cells of the fault matrix on the built program: one request goes wrong in one way; at most four applies must bring the
// same end as if nothing had happened, and the plan after them must be empty.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { takeCensus } from "../chaos/census.ts";
import { type Cell, listCells } from "../chaos/matrix.ts";
import { type Scenario, VENDORS, type Vendor } from "../chaos/scenarios.ts";
import { type Bench, closeBenchesAfterEach, expectCode, inParallel, openBench } from "../support/cli.ts";
import { formatConfiguration } from "../support/desired-to-yaml.ts";

closeBenchesAfterEach();

const SAMPLE = 66;
/** All of the sample with TRUEUP_THOROUGH; else every third. */
const STRIDE = process.env["TRUEUP_THOROUGH"] === undefined ? 6 : 1;
const MOST_APPLIES = 4;
/** How much later each further apply is; more than `assumeAbsentAfter`. */
const LATER_MS = 120_000;
const INVISIBLE_MS = 1500;

const QUICK = { pollInterval: "50ms", requestTimeout: "1s", requestsPerSecond: 1000, visibilityGrace: "300ms" };
const SETTINGS: Readonly<Record<Vendor, JsonObject>> = {
  serveroid: { project: "111", ...QUICK },
  zomro: QUICK,
  gcore: QUICK,
};
const SPEED = 1000;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const yamlOf = ({ vendor, after }: Scenario, resources = after): string =>
  formatConfiguration(resources, {
    providers: { [vendor]: SETTINGS[vendor] },
    policy: { assumeAbsentAfter: "1m" },
  });

interface Start {
  readonly seed?: unknown;
  readonly stateFrom?: string;
}

/** What each cell of a scenario starts from, made once. */
async function prepare({ before, ...scenario }: Scenario): Promise<Start> {
  const seed = scenario.seed === undefined ? {} : { seed: scenario.seed };
  if (before === undefined) return seed;
  const bench = await openBench({
    speed: SPEED,
    files: { "trueup.yaml": yamlOf({ ...scenario, after: before }) },
    ...seed,
  });
  expectCode(await bench.run(["apply", "-y"]), 0);
  const stateFrom = await mkdtemp(join(tmpdir(), "trueup-e2e-matrix-"));
  folders.push(stateFrom);
  await cp(join(bench.dir, ".trueup"), stateFrom, { recursive: true });
  const account = bench.sim.state(scenario.vendor);
  await bench.close();
  return { seed: { [scenario.vendor]: account }, stateFrom };
}

/** The same faults as in process, in times that a test may wait for. */
function ruleOf({ method, fault }: Cell): FaultRule {
  const { rule } = fault;
  const quick = rule.effect === "invisible" ? { ms: INVISIBLE_MS } : rule.effect === "429" ? { retryAfter: 1 } : {};
  return { ...rule, ...quick, match: { method, nth: 1 } } as FaultRule;
}

/** False where the fault means nothing to the method. */
async function runCell(cell: Cell, start: Start): Promise<boolean> {
  const { scenario, end } = cell.undisturbed;
  const bench = await openBench({
    ...start,
    speed: SPEED,
    files: { "trueup.yaml": yamlOf(scenario) },
    faults: [ruleOf(cell)],
  });
  try {
    const replace = (scenario.options?.replace ?? []).flatMap((address) => ["--replace", address]);
    await applyUntilDone(bench, replace, cell);
    const hasHit = bench.sim.faults.list().some((rule) => rule.hits > 0);
    bench.sim.faults.clear();
    if (!hasHit) return false;
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 0);
    expect((await bench.state()).pending).toEqual([]);
    expect(takeCensus(scenario.vendor, bench.sim.state(scenario.vendor))).toEqual(end);
    return true;
  } finally {
    await bench.close();
  }
}

async function applyUntilDone(bench: Bench, replace: readonly string[], { fault }: Cell): Promise<void> {
  const said: string[] = [];
  for (let round = 0; round < MOST_APPLIES; round++) {
    const flags = ["apply", "-y", "--allow-deletes", "99", ...(round === 0 ? replace : [])];
    const ended = await bench.run(flags, { laterMs: round * LATER_MS });
    said.push(ended.all);
    if (ended.code === 0) return;
    expect([1, 3], ended.all).toContain(ended.code);
    if (fault.rule.effect === "invisible") await pause(INVISIBLE_MS);
  }
  throw new Error(`not done after ${MOST_APPLIES} applies:\n${said.join("\n--- the next apply ---\n")}`);
}

it("one request goes wrong in one way: the same end after at most four applies", async () => {
  const cells = (await listCells(VENDORS)).filter((cell) => cell.forbidden !== true);
  const step = cells.length / SAMPLE;
  const sample = Array.from({ length: SAMPLE }, (_, index) => cells[Math.floor(index * step)])
    .filter((cell) => cell !== undefined)
    .filter((_, index) => index % STRIDE === 0);
  const starts = new Map<Scenario, Promise<Start>>();
  const failures: string[] = [];
  let real = 0;
  await inParallel(
    sample,
    2,
    async (cell) => {
      const { scenario } = cell.undisturbed;
      const start = starts.get(scenario) ?? prepare(scenario);
      starts.set(scenario, start);
      const hasMeaning = await runCell(cell, await start).catch((error: Error) => {
        failures.push(`${scenario.vendor}: ${cell.method}: ${cell.fault.title}: ${error.message}`);
        return true;
      });
      if (hasMeaning) real++;
    },
    ({ method }) => method,
  );
  expect(failures.join("\n\n")).toBe("");
  process.stderr.write(
    `fault matrix on the built program: ${real} of ${sample.length} cells mean something; all hold\n`,
  );
  expect(real).toBeGreaterThan(sample.length / 2);
}, 600_000);
