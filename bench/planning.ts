// How long the planner takes, by the number of machines, in five situations: pure, without a network. `tsx bench/planning.ts
// [--json] [SIZE…]` prints milliseconds (the best of three), how the last size compares with the first, and the longest turn of
// the event loop at the last size, when the planner works in turns as it does in a run.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS, type Desired } from "../src/core/desired.ts";
import type { Account, Observed } from "../src/core/observed.ts";
import type { StateDocument, TrackedResource } from "../src/core/state-document.ts";
import type { Turns } from "../src/core/turns.ts";
import { createRedactor } from "../src/http/redactor.ts";
import { buildPlan } from "../src/planner/build-plan.ts";
import { type PlanInput, type PlanOptions, type PlanProvider, placeOf } from "../src/planner/plan-input.ts";
import { createServeroidProvider } from "../src/providers/serveroid/index.ts";
import { inTurns } from "../src/run/in-turns.ts";

const given = process.argv.slice(2);
const isJson = given.includes("--json");
const numbers = given.filter((word) => word !== "--json").map(Number);
const sizes = numbers.length > 0 ? numbers : [1000, 4000, 10_000];
const TRIES = 3;

const ACCOUNT: Account = { vendor: "serveroid", fingerprint: "1001", project: "7", label: "bench" };
const AT = { line: 1, column: 1, byte: 0 };
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2Zr000000000000000000000000000000000000000 ops@example.org";
const VM = { tariff: "S", memory: 1024, disk: 32_768, cpu: 2, ips: 1, keys: ["keys.ops"], power: "on" };

const vendor = createServeroidProvider({
  id: "serveroid",
  http: { intermediaries: { see: () => undefined, marks: () => [], cachedBecause: () => undefined } } as never,
  redactor: createRedactor(),
  credentials: { clientId: "c", apiKey: "k" },
  project: "7",
  diskPerMemory: 64,
  settings: {
    concurrency: 4,
    pollIntervalMs: 3000,
    pollIntervalMaxMs: 15_000,
    requestTimeoutMs: 30_000,
    visibilityGraceMs: 120_000,
  },
});
const { id, rules, bind, lookups, steps } = vendor;
const provider: PlanProvider = { id, vendor: vendor.vendor, rules, bind, lookups, steps, account: ACCOUNT, facts: {} };

const addressOf = (index: number): string => `vms.web[${index}]`;
const nameOf = (index: number): string => `web-${index}`;

function declare(address: string, type: Desired["type"], name: string, attributes: Desired["attributes"]): Desired {
  const range = { file: "trueup.yaml", start: AT, end: AT };
  const settings = { lifecycle: DEFAULT_LIFECYCLE, timeouts: DEFAULT_TIMEOUTS };
  const more = { dependsOn: [], secrets: [], range, ranges: {} };
  return { address, type, provider: "serveroid", vendor: "serveroid", name, attributes, ...settings, ...more };
}

function observe(type: Observed["type"], remoteId: string, name: string, attributes: Observed["attributes"]): Observed {
  return { type, remoteId, name, owned: true, attributes, outputs: {}, condition: "ready", lost: [] };
}

const DECLARED_KEY = declare("keys.ops", "key", "ops", { publicKey: KEY });
const LIVE_KEY = observe("key", "k1", "ops", { publicKey: KEY });
const listDeclared = (count: number): Desired[] => [
  DECLARED_KEY,
  ...Array.from({ length: count }, (_item, index) => declare(addressOf(index), "vm", nameOf(index), VM)),
];
const listLive = (count: number): Observed[] => [
  LIVE_KEY,
  ...Array.from({ length: count }, (_item, index) =>
    observe("vm", String(index + 1), nameOf(index), { ...VM, keys: ["k1"] }),
  ),
];

function track(desired: Desired, live: Observed): TrackedResource {
  const { type, lifecycle, timeouts, name } = desired;
  const record = { type, vendor: "serveroid", provider: "serveroid", place: placeOf(ACCOUNT), remoteId: live.remoteId };
  const dependsOn = type === "vm" ? ["keys.ops"] : [];
  const values = { applied: desired.attributes, observed: live.attributes, digests: {}, made: true as const };
  return { ...record, name, ...values, lifecycle, timeouts, dependsOn };
}

function stateOf(count: number): StateDocument {
  const [declared, live] = [listDeclared(count), listLive(count)];
  const resources = declared.map((desired, index) => [desired.address, track(desired, live[index] ?? LIVE_KEY)]);
  return {
    serial: 1,
    stack: "shop",
    lineage: "l",
    salt: "00",
    pending: [],
    outputs: {},
    files: [],
    resources: Object.fromEntries(resources),
  } as never;
}

function inputOf(
  given: Pick<PlanInput, "resources" | "state"> & { readonly live: readonly Observed[] },
  options: Partial<PlanOptions> = {},
): PlanInput {
  const { resources, state, live } = given;
  return {
    stack: "shop",
    resources,
    state,
    moved: [],
    removed: [],
    imports: [],
    outputs: [],
    policy: { publicEnv: [] },
    providers: new Map([[id, provider]]),
    observed: new Map([[id, live]]),
    gone: new Set<string>(),
    digests: new Map(),
    unloadedFiles: [],
    nowMs: 0,
    options: { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {}, ...options },
  };
}

const SITUATIONS: Readonly<Record<string, (count: number) => PlanInput>> = {
  create: (count) => inputOf({ resources: listDeclared(count), state: undefined, live: [] }),
  "no change": (count) => inputOf({ resources: listDeclared(count), state: stateOf(count), live: listLive(count) }),
  "half removed": (count) =>
    inputOf({ resources: listDeclared(count / 2), state: stateOf(count), live: listLive(count) }),
  "destroy all": (count) =>
    inputOf({ resources: listDeclared(count), state: stateOf(count), live: listLive(count) }, { mode: "destroy" }),
  "adopt by name": (count) => inputOf({ resources: listDeclared(count), state: undefined, live: listLive(count) }),
};

function runAtOnce<T>(turns: Turns<T>): T {
  for (;;) {
    const { done, value } = turns.next();
    if (done === true) return value;
  }
}

/** Milliseconds of the fastest of some tries: what else the computer does only adds to it. */
function time(name: string, input: PlanInput): number {
  const tries = Array.from({ length: TRIES }, () => {
    const began = performance.now();
    const { entries } = runAtOnce(buildPlan(input));
    const took = performance.now() - began;
    if (entries.length < input.resources.length / 2) throw new Error(`${name}: ${entries.length} entries`);
    return took;
  });
  return Math.min(...tries);
}

/** Milliseconds for which nothing else had a chance: the shortest of some tries, since what else the computer does adds to it. */
async function measureTurn(input: PlanInput): Promise<number> {
  const tries: number[] = [];
  for (let index = 0; index < TRIES; index++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await inTurns(buildPlan(input), { monotonic: () => performance.now() });
    delay.disable();
    tries.push(delay.max / 1e6);
  }
  return Math.min(...tries);
}

const rows = [];
for (const [name, make] of Object.entries(SITUATIONS)) {
  const milliseconds = sizes.map((size) => time(name, make(size)));
  const turn = await measureTurn(make(sizes.at(-1) ?? 0));
  rows.push({ name, milliseconds, growth: (milliseconds.at(-1) ?? 0) / (milliseconds[0] ?? 1), turn });
}
if (isJson) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  const head = ["situation", ...sizes.map(String), "growth", "longest turn"];
  const lines = rows.map(({ name, milliseconds, growth, turn }) => [
    name,
    ...milliseconds.map((ms) => `${Math.round(ms)} ms`),
    `${growth.toFixed(1)} x`,
    `${Math.round(turn)} ms`,
  ]);
  for (const cells of [head, ...lines]) process.stdout.write(`${cells.map((cell) => cell.padEnd(16)).join("")}\n`);
}
