// A thousand cycles of `watch --apply` over a stack at a simulator whose machine is stopped now and then: whether the
// memory stays flat. Everything is the real thing but the clock of the loop and the pace of requests. Needs --expose-gc.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWatchLook } from "../src/cli/watch-look.ts";
import { openStack } from "../src/compose/open-stack.ts";
import { createWatchedOpeners } from "../src/compose/open-watched.ts";
import { realClock } from "../src/compose/real-clock.ts";
import type { Clock } from "../src/core/clock.ts";
import { createStopControl } from "../src/executor/stop-control.ts";
import type { RequestLimits } from "../src/http/http-client-options.ts";
import { createRateLimit } from "../src/http/rate-limit.ts";
import { createRedactor } from "../src/http/redactor.ts";
import { buildErrorDiagnostics } from "../src/render/format-error.ts";
import { applyStack } from "../src/run/apply.ts";
import { WATCH_OPTIONS } from "../src/run/watch/foresee.ts";
import type { WatchPorts } from "../src/run/watch/watch-ports.ts";
import { watchStacks } from "../src/run/watch/watch-stacks.ts";
import { startSimulators } from "../src/simulators/start-simulators.ts";

const CYCLES = Number(process.argv[2] ?? 1000);
const WARM = Math.ceil(CYCLES / 5);
const NAMES = ["shop"];
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error("run it with node --expose-gc");

const folder = mkdtempSync(join(tmpdir(), "trueup-watch-"));
const sim = await startSimulators({ vendors: ["serveroid"], speed: 100_000 });
const surroundings = { cwd: folder, env: sim.env, warn: () => undefined, log: () => undefined };

/** No account bears so much. */
class Unlimited extends Map<string, RequestLimits> {
  override get(): RequestLimits {
    const pace = { startPerSecond: 1e6, mostPerSecond: 1e6 };
    return { all: createRateLimit(pace, realClock) };
  }
}

/** An interval is over at once. */
const hurried: Clock = {
  now: () => realClock.now(),
  monotonic: () => realClock.monotonic() * 100_000,
  sleep: (ms, signal, options) => realClock.sleep(ms / 100_000, signal, options),
};

for (const name of NAMES) {
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, "trueup.yaml"),
    `version: 1\nstack: ${name}-prod\nproviders: { serveroid: { project: Проект 1, requestsPerSecond: 50 } }\nvms:\n  web:\n    provider: serveroid\n    name: ${name}-web\n    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }\n    tariff: Облачный 1024\n    password: Passw0rdAbc\n    power: "on"\n`,
  );
  const stack = await openStack(
    { ...surroundings, cwd: join(folder, name) },
    {},
    { accounts: { limits: new Unlimited() } },
  );
  await applyStack(stack, {
    options: WATCH_OPTIONS,
    emit: () => undefined,
    stop: createStopControl(),
    approve: async () => true,
    isUnattended: true,
  });
  await stack.close();
}

const stop = createStopControl();
const heaps: number[] = [];
const told: Record<string, number> = {};
const openers = createWatchedOpeners({
  surroundings,
  options: {},
  redactor: createRedactor(),
  mayApply: true,
  allowLocalState: true,
  ...createWatchLook({
    ...{ terminal: { env: sim.env, cwd: folder }, notify: undefined },
    warn: (text) => process.stderr.write(`${text}\n`),
  }),
  limits: new Unlimited(),
});
const [machine] = sim.state("serveroid")["vms"] as { id: number }[];
const ours =
  (sim.state("serveroid")["vms"] as { id: number; name: string }[]).find(({ name }) => name === "shop-web") ?? machine;
let cycles = 0;
const ports: WatchPorts = {
  ...openers,
  listFolders: async () => NAMES.map((name) => join(folder, name)),
  async publish() {
    // A stack that is being put right is not looked at: such a cycle shows nothing.
    if (watching.status().appliesRunning > 0) return realClock.sleep(20);
    cycles += 1;
    if (cycles % 200 === 100)
      sim.change("serveroid", {
        ...{ kind: "vms", action: "patch", id: ours?.id ?? 0, set: { state: "VIR_DOMAIN_SHUTOFF" } },
      });
    if (cycles % WARM === 0) {
      sim.log.clear();
      collect();
      collect();
      heaps.push(process.memoryUsage().heapUsed / 1024 / 1024);
    }
    if (cycles >= CYCLES) stop.request();
  },
  explain: buildErrorDiagnostics,
  emit(event) {
    told[event.type] = (told[event.type] ?? 0) + 1;
    if (event.type === "look-failed") throw new Error(JSON.stringify(event.errors));
  },
  clock: hurried,
  random: Math.random,
};
const began = performance.now();
const options = { intervalMs: 30_000, allowed: new Set<never>(), isOnce: false, concurrency: 8 };
const watching = watchStacks(ports, { ...options, stackTimeoutMs: 1e9, graceMs: 1e9 }, stop);
await watching.ended;
const seconds = (performance.now() - began) / 1000;
await sim.stop();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${JSON.stringify({ cycles, seconds, heapsMiB: heaps.map((heap) => Math.round(heap * 100) / 100), grownMiB: (heaps.at(-1) ?? 0) - (heaps[0] ?? 0), told })}\n`,
);
