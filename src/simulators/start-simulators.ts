// Starts the stand-ins of the vendors on loopback and hands out what tests and the command need. Reads no disk and no environment.
import { adminListener } from "./engine/admin-listener.ts";
import type { FaultRule } from "./engine/fault-rule.ts";
import { createFaultSet, type FaultSet } from "./engine/fault-set.ts";
import type { Json, JsonObject } from "./engine/json.ts";
import { createRequestLog, type LogEntry, type RequestLog } from "./engine/request-log.ts";
import { seededRandom } from "./engine/seeded-random.ts";
import { serveVendor, type VendorServer } from "./engine/serve-vendor.ts";
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
  /** Changes something behind the client's back. */
  change(vendor: VendorName, change: OutsideChange): Json;
  stop(): Promise<void>;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Throws SimInputError for a wrong seed, fault or option; leaves nothing running then. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<RunningSimulators> {
  const host = options.host ?? "127.0.0.1";
  const speed = options.speed ?? 1;
  if (!LOOPBACK.test(host)) throw new SimInputError([`${host}: the simulators listen on loopback only`]);
  if (!(speed > 0)) throw new SimInputError([`speed: expected a number above 0, got ${speed}`]);
  const clock = options.clock ?? realClock;
  const faults = createFaultSet(methodNames(), seededRandom(options.randomSeed ?? 1));
  faults.set(options.faults);
  const log = createRequestLog();
  const vendors = startVendors(options, { clock, speed, idOffset: options.idOffset });
  const servers = new Map<VendorName, VendorServer>();
  const stop = async (): Promise<void> => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  };
  try {
    for (const [name, vendor] of vendors) {
      const admin = adminListener(vendor, faults, log);
      const port = options.ports?.[name] ?? 0;
      const { latencyMs = 0, onRequest } = options;
      const shared = { host, clock, latencyMs, log, faults, onRequest };
      servers.set(name, await serveVendor({ ...shared, name, vendor, port, admin }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...describeRunning(vendors, servers, host), log, faults, stop };
}

function methodNames(): Record<string, readonly string[]> {
  return Object.fromEntries(VENDOR_NAMES.map((name) => [name, VENDORS[name].methods]));
}

function startVendors(options: SimulatorOptions, setting: SimSetting) {
  const started = options.vendors ?? VENDOR_NAMES;
  const parts = splitSeed(options.seed, VENDOR_NAMES, started);
  return new Map<VendorName, SimulatedVendor>(started.map((name) => [name, VENDORS[name].start(parts[name], setting)]));
}

function describeRunning(
  vendors: ReadonlyMap<VendorName, SimulatedVendor>,
  servers: ReadonlyMap<VendorName, VendorServer>,
  host: string,
): Pick<RunningSimulators, "endpoints" | "env" | "state" | "change"> {
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
    change: (name, change) => vendor(name).change(change),
  };
}
