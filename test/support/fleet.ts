// An in-process fleet for tests: real simulator, HTTP, provider, planner, executor and local state on one virtual clock.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expandResources } from "../../src/cli/session/expand-resources.ts";
import { makePlan } from "../../src/cli/session/make-plan.ts";
import { buildBaseContext, runApply } from "../../src/cli/session/run-apply.ts";
import type { Configuration } from "../../src/core/desired.ts";
import type { OperationResult, RunEvent } from "../../src/core/event.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import type { Journal, StateBackend } from "../../src/core/state-port.ts";
import { assumeOutcomes } from "../../src/executor/assume-outcomes.ts";
import { type Resumed, resumePending } from "../../src/executor/resume-pending.ts";
import { createStopControl, type StopControl } from "../../src/executor/stop-control.ts";
import { createHttpClient, type HttpClient } from "../../src/http/http-client.ts";
import { createRedactor, type Redactor } from "../../src/http/redactor.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { createGcoreProvider } from "../../src/providers/gcore/index.ts";
import { createServeroidProvider } from "../../src/providers/serveroid/index.ts";
import { createZomroProvider } from "../../src/providers/zomro/index.ts";
import type { FaultRule } from "../../src/simulators/fault-rule.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { openJournal } from "../../src/state/journal.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import { newStateDocument } from "../../src/state/new-document.ts";
import type { StateFiles } from "../../src/state/state-files.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

export interface Fleet {
  readonly sim: RunningSimulators;
  readonly clock: VirtualClock;
  readonly events: RunEvent[];
  plan(configuration: Configuration, options?: Partial<PlanOptions>): Promise<Plan>;
  apply(configuration: Configuration, options?: Partial<PlanOptions>, more?: ApplyMore): Promise<Applied>;
  state(): Promise<StateDocument | undefined>;
  /** As `trueup state` does it: under the lock, and nothing is sent. */
  changeState(change: (document: StateDocument) => StateDocument): Promise<void>;
  stop(): Promise<void>;
}

/** The process dies: nothing durable, sent or read happens after it. */
export class Crash extends Error {}

/** Looks on from outside, nearest to the world: what is durable, what leaves, what was planned. May throw. */
export interface Watch {
  backend(backend: StateBackend): Pick<StateBackend, "create">;
  journal(journal: Journal): Journal;
  provider(provider: Provider): Provider;
  resumed(): void;
  planned(plan: Plan): void;
}

export interface ApplyMore {
  readonly watch?: Watch;
  /** Dies at the n-th moment: before and after each write of the state and each mutating request. */
  readonly crashAt?: number;
  readonly stop?: StopControl;
  readonly assumeAbsent?: readonly string[];
  readonly assumeDone?: readonly string[];
}

export interface Applied {
  readonly plan: Plan;
  readonly resumed: readonly Resumed[];
  readonly results: readonly OperationResult[];
  /** What was not assumed, and why. */
  readonly notes: readonly string[];
}

const UNIQUE_PARAMETER = "_";
const DEFAULTS: PlanOptions = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };

interface SharedOptions {
  readonly id: string;
  readonly http: HttpClient;
  readonly redactor: Redactor;
  readonly settings: Provider["settings"];
}

/** How each vendor's provider is made, with the credentials of its simulator. */
const CREATE = {
  serveroid: (shared: SharedOptions, { env }: RunningSimulators, { project }: { readonly project?: string }) =>
    createServeroidProvider({
      ...shared,
      credentials: { clientId: env["SERVEROID_CLIENT_ID"] ?? "", apiKey: env["SERVEROID_API_KEY"] ?? "" },
      project,
      diskPerMemory: 64,
    }),
  gcore: (shared: SharedOptions, { env }: RunningSimulators, { clock }: { readonly clock: VirtualClock }) =>
    createGcoreProvider({
      ...shared,
      apiKey: env["GCORE_API_KEY"] ?? "",
      project: env["GCORE_CLOUD_PROJECT_ID"] ?? "",
      region: env["GCORE_CLOUD_REGION_ID"] ?? "",
      clock,
    }),
  zomro: (shared: SharedOptions, { env }: RunningSimulators, { clock }: { readonly clock: VirtualClock }) =>
    createZomroProvider({
      ...shared,
      clock,
      credentials: { username: env["ZOMRO_USERNAME"] ?? "", password: env["ZOMRO_PASSWORD"] ?? "" },
    }),
};

export async function startFleet(
  options: {
    readonly seed?: object;
    readonly faults?: readonly FaultRule[];
    readonly project?: string;
    readonly visibilityGraceMs?: number;
    /** Where the state is kept; default: a temporary folder. */
    readonly files?: StateFiles;
    readonly vendor?: "serveroid" | "zomro" | "gcore";
  } = {},
): Promise<Fleet> {
  const { vendor = "serveroid" } = options;
  const clock = createVirtualClock();
  const unknown: string[] = [];
  const sim = await startSimulators({
    clock: clock.forServers,
    // Our own client sends no parameter that the vendor does not know, but for the one that keeps caches away.
    onRequest: ({ unknown: names, method, path, verb }) => {
      const others = names.filter((name) => !(name === UNIQUE_PARAMETER && verb === "GET"));
      unknown.push(...others.map((name) => `${method ?? path} ${name}`));
    },
    vendors: [vendor],
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  const folder = await mkdtemp(join(tmpdir(), "trueup-fleet-"));
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => void events.push(event);
  const redactor = createRedactor(["sim-secret"]);
  const settings = {
    concurrency: 4,
    pollIntervalMs: 3000,
    pollIntervalMaxMs: 15_000,
    requestTimeoutMs: 30_000,
    visibilityGraceMs: options.visibilityGraceMs ?? 120_000,
  };
  const connect = (): ReadonlyMap<string, Provider> => {
    const http = createHttpClient({
      baseUrl: sim.endpoints[vendor] ?? "",
      clock,
      requestTimeoutMs: settings.requestTimeoutMs,
      requestsPerSecond: 10_000,
      redactor,
      userAgent: "trueup-test",
      ...(vendor === "zomro" ? {} : { uniqueParameter: UNIQUE_PARAMETER }),
      inFlight: clock.inFlight,
    });
    const shared = { id: vendor, http, redactor, settings };
    return new Map([[vendor, CREATE[vendor](shared, sim, { ...options, clock })]]);
  };
  const backend = createLocalBackend({
    path: join(folder, "state.json"),
    clock,
    identity: { who: "test", host: "test", pid: process.pid },
    randomId: randomUUID,
    ...(options.files === undefined ? {} : { files: options.files }),
  });
  // Fast on purpose: scrypt has tests of its own.
  const digest = async (value: string) =>
    `test:${value.length}:${[...value].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)}`;
  const close = (providers: ReadonlyMap<string, Provider>) =>
    Promise.all([...providers.values()].map((provider) => provider.close()));

  const shared = { clock, emit, call: {}, digest, unloadedFiles: [] };
  return {
    sim,
    clock,
    events,
    state: () => backend.read(),
    async changeState(change) {
      const lease = await backend.acquire({ operation: "state", waitMs: 0 });
      const document = await backend.read();
      if (document === undefined) throw new Error("there is no state");
      const journal = openJournal({ backend, lease, document, trueupVersion: "0.0.0" });
      await journal.commit(change, { mayShrink: true });
      await lease.release();
    },
    async plan(declared, planOptions = {}) {
      const providers = connect();
      const configuration = expandResources(declared, providers);
      const { plan } = await makePlan({
        ...shared,
        configuration,
        providers,
        document: await backend.read(),
        options: { ...DEFAULTS, ...planOptions },
      });
      await close(providers);
      return plan;
    },
    async apply(declared, planOptions = {}, more = {}) {
      const { watch } = more;
      const connected = connect();
      const providers =
        watch === undefined
          ? connected
          : new Map([...connected].map(([id, provider]) => [id, watch.provider(provider)]));
      const configuration = expandResources(declared, providers);
      const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
      try {
        const document =
          (await backend.read()) ??
          newStateDocument(configuration.stack, "0.0.0", { uuid: randomUUID, hex: (bytes) => "ab".repeat(bytes) });
        const stop = more.stop ?? createStopControl();
        const mortal = createMortality(more.crashAt, stop);
        const watched = watch?.backend(backend) ?? backend;
        const opened = openJournal({ backend: watched, lease, document, trueupVersion: "0.0.0" });
        const journal = mortal.journal(watch?.journal(opened) ?? opened);
        const request = {
          journal,
          providers: mortal.providers(providers),
          configuration,
          clock,
          emit,
          stop,
          digest,
          randomId: randomUUID,
          parallelism: 16,
          accepted: planOptions.allow?.accounts ?? [],
        };
        const base = buildBaseContext(request);
        const notes = await assumeOutcomes(base, { absent: more.assumeAbsent ?? [], done: more.assumeDone ?? [] });
        const resumed = await resumePending(base, "full");
        mortal.assertAlive();
        watch?.resumed();
        const { plan, input } = await makePlan({
          ...shared,
          configuration,
          providers,
          document: journal.document(),
          options: { ...DEFAULTS, ...planOptions },
        });
        watch?.planned(plan);
        const errors = plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
        const results = errors.length > 0 ? [] : await runApply(request, plan, input);
        mortal.assertAlive();
        return { plan, resumed, results, notes };
      } finally {
        await lease.release();
        await close(providers);
      }
    },
    async stop() {
      await sim.stop();
      if (unknown.length > 0) throw new Error(`unknown parameters were sent: ${unknown.join(", ")}`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Counts moments and dies at one of them; afterwards every write and every send fails, as if there were no process. */
function createMortality(crashAt: number | undefined, stop: StopControl) {
  let moments = 0;
  let isDead = false;
  const moment = () => {
    if (isDead) throw new Crash();
    if (++moments !== crashAt) return;
    isDead = true;
    stop.endWaiting();
    throw new Crash();
  };
  const assertAlive = () => {
    if (isDead) throw new Crash();
  };
  return {
    assertAlive,
    journal: (journal: Journal): Journal => ({
      document: () => journal.document(),
      leaseLeftMs: () => journal.leaseLeftMs(),
      lost: journal.lost,
      commit: async (change, options) => {
        moment();
        await journal.commit(change, options);
        moment();
      },
    }),
    providers: (providers: ReadonlyMap<string, Provider>): ReadonlyMap<string, Provider> =>
      new Map(
        [...providers].map(([id, provider]) => [
          id,
          {
            ...provider,
            perform: async (step, call) => {
              moment();
              const accepted = await provider.perform(step, {
                ...call,
                assertMaySend: () => {
                  assertAlive();
                  call.assertMaySend?.();
                },
              });
              moment();
              return accepted;
            },
          } satisfies Provider,
        ]),
      ),
  };
}
