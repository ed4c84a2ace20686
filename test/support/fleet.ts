// An in-process fleet for tests: real simulator, HTTP, provider, planner, executor and local state on one virtual clock.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expandResources } from "../../src/compose/expand-resources.ts";
import type { ActDocument } from "../../src/core/day-two.ts";
import type { Configuration } from "../../src/core/desired.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import type { FlowEvent, OperationResult, Resumed, RunEvent } from "../../src/core/event.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Prober } from "../../src/core/prober.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import type { StateBackend } from "../../src/core/state-port.ts";
import { createStopControl, type StopControl } from "../../src/executor/stop-control.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { actOnStack } from "../../src/run/act/act.ts";
import type { ActEnd, ShownAct } from "../../src/run/act/act-run.ts";
import type { AskedAct } from "../../src/run/act/find-act.ts";
import { readAct } from "../../src/run/act/read-act.ts";
import { applyStack } from "../../src/run/apply.ts";
import { changeState } from "../../src/run/change-state.ts";
import { planStack } from "../../src/run/plan.ts";
import type { Stack } from "../../src/run/stack.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import type { StateFiles } from "../../src/state/state-files.ts";
import { CREATE_VENDOR } from "./create-vendor.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

export interface Fleet {
  readonly sim: RunningSimulators;
  readonly clock: VirtualClock;
  readonly events: RunEvent[];
  plan(configuration: Configuration, options?: Partial<PlanOptions>): Promise<Plan>;
  apply(configuration: Configuration, options?: Partial<PlanOptions>, more?: ApplyMore): Promise<Applied>;
  /** A day-2 act, as `trueup action` does it, with nobody who says no. */
  act(configuration: Configuration, asked: Asked, more?: Pick<ApplyMore, "crashAt" | "stop">): Promise<Acted>;
  /** The same for one that only asks. */
  ask(configuration: Configuration, asked: Asked): Promise<ActDocument>;
  state(): Promise<StateDocument | undefined>;
  /** As `trueup state` does it: under the lock, and nothing is sent. */
  changeState(change: (document: StateDocument) => StateDocument): Promise<void>;
  /** What a run works with, on a connection of its own. */
  open(configuration: Configuration): OpenedStack;
  stop(): Promise<void>;
}

export type Asked = Pick<AskedAct, "address" | "name"> & Partial<AskedAct>;

export interface Acted {
  readonly end: ActEnd;
  readonly shown: ShownAct | undefined;
  readonly resumed: readonly Resumed[];
}

export interface OpenedStack {
  readonly stack: Stack;
  close(): Promise<unknown>;
}

/** The process dies: nothing durable, sent or read happens after it. */
export class Crash extends Error {}

/** Looks on from outside, nearest to the world: what is durable, what leaves, what was planned. May throw. */
export interface Watch {
  backend(backend: StateBackend): StateBackend;
  provider(provider: Provider): Provider;
  recovered?(ids: readonly string[]): void;
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
  readonly parallelism?: number;
}

export interface Applied {
  readonly plan: Plan;
  readonly resumed: readonly Resumed[];
  readonly results: readonly OperationResult[];
  /** What was not assumed, and why. */
  readonly notes: readonly string[];
}

const UNIQUE_PARAMETER = "_";
const BY_HAND = { operation: "state", mayLose: Number.MAX_SAFE_INTEGER };
const DEFAULTS: PlanOptions = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };
/** Guard rails have tests of their own: they hold back no apply here, unless a test says so. */
const ALLOWED = { deletes: 9999, adopt: 9999, recreate: 9999, empty: true, filesChanged: true };

export async function startFleet(
  options: {
    readonly seed?: object;
    readonly faults?: readonly FaultRule[];
    readonly project?: string;
    readonly visibilityGraceMs?: number;
    /** As a user sets it; default: by how long operations take. */
    readonly ownPollIntervalMs?: number;
    /** Where the state is kept; default: a temporary folder. */
    readonly files?: StateFiles;
    readonly vendor?: "serveroid" | "zomro" | "gcore";
    /** Further provider entries of this account: id -> its project at Serveroid, its region at Gcore. */
    readonly also?: Readonly<Record<string, string>>;
    /** Default: every machine is well. */
    readonly probe?: Prober["probe"];
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
    ...(options.ownPollIntervalMs === undefined ? {} : { ownPollIntervalMs: options.ownPollIntervalMs }),
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
    const shared = { http, redactor, settings };
    const own = CREATE_VENDOR[vendor]({ ...shared, id: vendor }, sim, { ...options, clock });
    const others = Object.entries(options.also ?? {}).map(([id, place]): [string, Provider] => {
      const where = vendor === "gcore" ? { region: place } : { project: place };
      return [id, CREATE_VENDOR[vendor]({ ...shared, id }, sim, { clock, ...where })];
    });
    return new Map([[vendor, own], ...others]);
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

  const entries = [vendor, ...Object.keys(options.also ?? {})].map((id) => ({ id, vendor, fields: {}, ranges: {} }));
  const stackOf = (declared: Configuration, providers: ReadonlyMap<string, Provider>, ports: StateBackend): Stack => ({
    configuration: { ...expandResources(declared, providers), providers: entries },
    providers,
    backend: ports,
    clock,
    prober: { mayRunCommands: true, probe: options.probe ?? (async () => ({ isWell: true, said: "" })) },
    version: "0.0.0",
    recoveryFolder: join(folder, "recovery"),
    random: { uuid: randomUUID, hex: (bytes) => "ab".repeat(bytes) },
    createDigester: () => ({ digest }),
  });
  return {
    sim,
    clock,
    events,
    state: () => backend.read(),
    open(declared) {
      const providers = connect();
      return { stack: stackOf(declared, providers, backend), close: () => close(providers) };
    },
    async changeState(change) {
      const stack = (await backend.read())?.stack ?? "";
      await changeState({ backend, stack, version: "0.0.0" }, BY_HAND, change);
    },
    async plan(declared, planOptions = {}) {
      const providers = connect();
      try {
        const options = { ...DEFAULTS, ...planOptions };
        return (await planStack(stackOf(declared, providers, backend), { options, emit })).plan;
      } finally {
        await close(providers);
      }
    },
    async apply(declared, planOptions = {}, { watch, stop = createStopControl(), ...more } = {}) {
      const connected = connect();
      const mortal = createMortality(more.crashAt, stop);
      const watched =
        watch === undefined ? connected : new Map([...connected].map(([id, one]) => [id, watch.provider(one)]));
      const ports = mortal.backend(watch?.backend(backend) ?? backend);
      const told = { resumed: [] as readonly Resumed[], notes: [] as string[], plan: undefined as Plan | undefined };
      const hear = (event: FlowEvent) => {
        if (event.type === "resumed") {
          told.resumed = event.resumed;
          mortal.assertAlive();
          watch?.resumed();
        } else if (event.type === "recovered") watch?.recovered?.(event.intents.map(({ id }) => id));
        else if (event.type === "planned") {
          told.plan = event.plan;
          watch?.planned(event.plan);
        } else if (event.type === "note") told.notes.push(event.text);
        else if (event.type !== "waiting-for-lock" && event.type !== "saved-plan-compared") emit(event);
      };
      try {
        const end = await applyStack(stackOf(declared, mortal.providers(watched), ports), {
          options: { ...DEFAULTS, ...planOptions, allow: { ...ALLOWED, ...planOptions.allow } },
          emit: hear,
          stop,
          approve: async () => true,
          isUnattended: true,
          assumeAbsent: more.assumeAbsent ?? [],
          assumeDone: more.assumeDone ?? [],
          ...(more.parallelism === undefined ? {} : { parallelism: more.parallelism }),
        });
        mortal.assertAlive();
        if (end.plan === undefined) throw end.error;
        return { ...told, plan: end.plan, results: end.results };
      } catch (error) {
        mortal.assertAlive();
        if (!(error instanceof DiagnosticsError) || told.plan === undefined) throw error;
        return { ...told, plan: told.plan, results: [] };
      } finally {
        await close(connected);
      }
    },
    async act(declared, asked, { crashAt, stop = createStopControl() } = {}) {
      const connected = connect();
      const mortal = createMortality(crashAt, stop);
      let shown: ShownAct | undefined;
      let resumed: readonly Resumed[] = [];
      try {
        const end = await actOnStack(stackOf(declared, mortal.providers(connected), mortal.backend(backend)), {
          options: { mode: "normal" },
          asked: { given: {}, secrets: {}, ...asked },
          stop,
          emit(event) {
            if (event.type === "resumed") {
              resumed = event.resumed;
              mortal.assertAlive();
            } else if ("address" in event) emit(event);
          },
          approve: async (act) => {
            shown = act;
            return true;
          },
        });
        mortal.assertAlive();
        return { end, shown, resumed };
      } catch (error) {
        mortal.assertAlive();
        throw error;
      } finally {
        await close(connected);
      }
    },
    async ask(declared, asked) {
      const connected = connect();
      try {
        return await readAct(stackOf(declared, connected, backend), { given: {}, secrets: {}, ...asked }, { emit });
      } finally {
        await close(connected);
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
    backend: (backend: StateBackend): StateBackend => ({
      ...backend,
      create: async (document) => {
        moment();
        await backend.create(document);
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
