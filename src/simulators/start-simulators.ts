// Starts the stand-ins of the vendors on loopback and hands out what tests and the command need. Reads no disk and no environment.
import { adminListener } from "./engine/admin-listener.ts";
import type { FaultRule } from "./engine/fault-rule.ts";
import { createFaultSet, type FaultSet } from "./engine/fault-set.ts";
import type { Json, JsonObject } from "./engine/json.ts";
import type { KeptDocument } from "./engine/keep/kept-document.ts";
import { type KeptWorld, keepVendor } from "./engine/keep/kept-vendor.ts";
import type { Overview } from "./engine/overview.ts";
import { type PushedClock, pushedClock } from "./engine/pushed-clock.ts";
import { createRequestLog, type LogEntry, type RequestLog } from "./engine/request-log.ts";
import { seededRandom } from "./engine/seeded-random.ts";
import { type ServeOptions, serveVendor, type VendorServer } from "./engine/serve-vendor.ts";
import { realClock, type SimClock } from "./engine/sim-clock.ts";
import { SimInputError } from "./engine/sim-input-error.ts";
import type { OutsideChange, SimSetting, SimulatedVendor } from "./engine/simulated-vendor.ts";
import { splitSeed } from "./engine/split-seed.ts";
import { VENDOR_NAMES, VENDORS, type VendorName } from "./vendors.ts";

export interface SimulatorOptions {
  /** Per vendor, in the vendor's own JSON shapes; what is not given is the vendor's sample account. */
  seed?: unknown;
  faults?: readonly FaultRule[];
  clock?: SimClock;
  /** Operations take 1/speed of their usual time; the network does not. */
  speed?: number;
  latencyMs?: number;
  idOffset?: number;
  vendors?: readonly VendorName[];
  /** Loopback only. */
  host?: string;
  ports?: Partial<Record<VendorName, number>>;
  /** Taken where `ports` names none and they are free; else any. */
  usualPorts?: Partial<Record<VendorName, number>>;
  /** Makes `kept` of the running simulators: the worlds go on from `document`, and `onChange` is told of whatever changes them. */
  keep?: { document: KeptDocument | undefined; onChange(): void };
  /** Seed of the faults' probabilities. */
  randomSeed?: number;
  /** Told of each request once its answer is on the way; secrets are masked. */
  onRequest?: (entry: LogEntry) => void;
}

export interface RunningSimulators {
  endpoints: Partial<Record<VendorName, string>>;
  /** What a client needs in its environment: endpoints and credentials. */
  env: Record<string, string>;
  log: RequestLog;
  faults: FaultSet;
  /** A copy of everything that the vendor knows; usable as a seed. */
  state(vendor: VendorName): JsonObject;
  /** For people. */
  overview(vendor: VendorName): Overview;
  /** Changes something behind the client's back. */
  change(vendor: VendorName, change: OutsideChange): Json;
  /** By which operations end and schedules fire. */
  clock: PushedClock;
  /** Everything that another run needs to go on; only with `keep`. */
  kept?(): KeptDocument;
  stop(): Promise<void>;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Throws SimInputError for a wrong seed, fault or option; leaves nothing running then. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<RunningSimulators> {
  const host = options.host ?? "127.0.0.1";
  const speed = options.speed ?? 1;
  if (!LOOPBACK.test(host)) throw new SimInputError([`${host}: the simulators listen on loopback only`]);
  if (!(speed > 0)) throw new SimInputError([`speed: expected a number above 0, got ${speed}`]);
  const clock = startClock(options);
  const faults = createFaultSet(methodNames(), seededRandom(options.randomSeed ?? 1));
  faults.set(options.faults);
  const log = createRequestLog();
  const kept = startVendors(options, { clock, speed, idOffset: options.idOffset });
  const vendors = new Map([...kept].map(([name, { vendor }]) => [name, vendor] as const));
  const servers = new Map<VendorName, VendorServer>();
  const where = {
    endpoints: () => describeRunning(vendors, servers, host).endpoints,
    env: () => describeRunning(vendors, servers, host).env,
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  };
  try {
    for (const [name, vendor] of vendors) {
      const admin = adminListener({ name, vendor, faults, log, clock, speed, ...where });
      const { latencyMs = 0, onRequest } = options;
      const shared = { host, clock, latencyMs, log, faults, onRequest };
      servers.set(name, await serveOnPort(options, { ...shared, name, vendor, admin, port: 0 }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const running = { ...describeRunning(vendors, servers, host), log, faults, clock, stop };
  return options.keep === undefined ? running : { ...running, kept: () => keptDocument(kept, servers, clock) };
}

function startClock({ clock = realClock, keep }: SimulatorOptions): PushedClock {
  const { pushedMs = 0, at = 0 } = keep?.document ?? {};
  const pushed = pushedClock(clock, { pushedMs, notBefore: at });
  const push = (ms: number): void => {
    pushed.push(ms);
    keep?.onChange();
  };
  return { ...pushed, push };
}

async function serveOnPort(
  options: SimulatorOptions,
  server: ServeOptions & { name: VendorName },
): Promise<VendorServer> {
  const port = options.ports?.[server.name];
  const usual = options.usualPorts?.[server.name];
  if (port !== undefined || usual === undefined) return serveVendor({ ...server, port: port ?? 0 });
  return serveVendor({ ...server, port: usual }).catch(() => serveVendor({ ...server, port: 0 }));
}

function methodNames(): Record<string, readonly string[]> {
  return Object.fromEntries(VENDOR_NAMES.map((name) => [name, VENDORS[name].methods]));
}

interface StartedVendor {
  vendor: SimulatedVendor;
  /** Only of what is kept. */
  world?(): KeptWorld;
}

function startVendors(options: SimulatorOptions, setting: SimSetting): Map<VendorName, StartedVendor> {
  const started = options.vendors ?? VENDOR_NAMES;
  const parts = splitSeed(options.seed, VENDOR_NAMES, started);
  const { keep } = options;
  const start = (name: VendorName): StartedVendor => {
    if (keep === undefined) return { vendor: VENDORS[name].start(parts[name], setting) };
    const kept = keep.document?.worlds[name];
    return keepVendor(VENDORS[name], setting, { seed: parts[name], kept, onAct: keep.onChange });
  };
  return new Map(started.map((name) => [name, start(name)]));
}

function keptDocument(
  vendors: ReadonlyMap<VendorName, StartedVendor>,
  servers: ReadonlyMap<VendorName, VendorServer>,
  clock: PushedClock,
): KeptDocument {
  const worlds = [...vendors].flatMap(([name, { world }]) => (world ? [[name, world()] as const] : []));
  return {
    at: clock.now(),
    pushedMs: clock.pushedMs(),
    ports: Object.fromEntries([...servers].map(([name, { port }]) => [name, port])),
    worlds: Object.fromEntries(worlds),
  };
}

function describeRunning(
  vendors: ReadonlyMap<VendorName, SimulatedVendor>,
  servers: ReadonlyMap<VendorName, VendorServer>,
  host: string,
): Pick<RunningSimulators, "endpoints" | "env" | "state" | "overview" | "change"> {
  const endpoints: Partial<Record<VendorName, string>> = {};
  const env: Record<string, string> = {};
  for (const [name, server] of servers) {
    const endpoint = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}`;
    endpoints[name] = endpoint;
    Object.assign(env, vendors.get(name)?.env(endpoint));
  }
  const vendor = (name: VendorName): SimulatedVendor => {
    const found = vendors.get(name);
    if (!found) throw new SimInputError([`${name} was not started`]);
    return found;
  };
  return {
    endpoints,
    env,
    state: (name) => vendor(name).state(),
    overview: (name) => vendor(name).overview(),
    change: (name, change) => vendor(name).change(change),
  };
}
