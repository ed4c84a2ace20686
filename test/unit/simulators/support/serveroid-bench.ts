// A started serveroid stand-in under a virtual clock, and the few words that its tests are written in. Plain fetch only.
import { afterEach } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import type { Json, JsonObject } from "../../../../src/simulators/engine/json.ts";
import type { LogEntry } from "../../../../src/simulators/engine/request-log.ts";
import { type RunningSimulators, startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

export type Parameters = Record<string, string | number | boolean | readonly (string | number)[]>;

export interface Answer extends JsonObject {
  status: string;
}

export interface Bench {
  sim: RunningSimulators;
  clock: VirtualClock;
  base: string;
  /** The parsed envelope, whatever it says. */
  get(path: string, parameters?: Parameters): Promise<Answer>;
  /** `result` of a call that must succeed. */
  result<T = JsonObject>(path: string, parameters?: Parameters): Promise<T>;
  /** Error code, or the names of the wrong fields, of a call that must be refused. */
  refusal(path: string, parameters?: Parameters): Promise<Json | string[]>;
  /** Sends a mutation that must be accepted, lets its operation end and returns the operation. */
  settle(path: string, parameters?: Parameters): Promise<JsonObject>;
  vm(id: number): Promise<JsonObject>;
}

const running: RunningSimulators[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.stop()));
});

export const T = { tenantId: 501 };

export const KEY_TEXT = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB+/8= ops@host";

const TARIFFS = [
  { id: 1, name: "free", memory: 512, disk: 8000, cpu: 0, ipCount: 0, onDemand: true, forWindows: false },
  { id: 4, name: "fixed 1024", memory: 1024, disk: 32768, cpu: 1, ipCount: 1, onDemand: false, forWindows: false },
  { id: 5, name: "fixed 2048", memory: 2048, disk: 65536, cpu: 2, ipCount: 1, onDemand: false, forWindows: false },
];

export function vmRow(fields: JsonObject): JsonObject {
  return {
    tenantId: 501,
    name: `vm-${String(fields["id"])}`,
    memory: 1024,
    disk: 32768,
    cpu: 2,
    tariffId: 1,
    ipAddresses: [`203.0.113.${String(fields["id"])}`],
    state: "VIR_DOMAIN_RUNNING",
    timeAdded: 1_700_000_000_000,
    backupPolicy: { quantity: 2, frequency: 24 },
    distribution: { id: 216, name: "UBUNTU", description: "Ubuntu 12.04.4 x64", bitness: 64 },
    ...fields,
  };
}

/** Machine 10 is ours on a free tariff, 11 on a fixed one; 20 is lent to us, 21 is in a foreign project. */
export function testAccount(more: JsonObject = {}): { serveroid: JsonObject } {
  return {
    serveroid: {
      tenants: [
        { id: 501, description: "Default" },
        { id: 502, description: "Second" },
      ],
      vms: [
        vmRow({ id: 10, publicKeys: [{ id: 77, installed: true }] }),
        vmRow({ id: 11, tariffId: 4, cpu: 1 }),
        vmRow({ id: 20, ownerUser: "friend@example.org" }),
        vmRow({ id: 21, tenantId: 999 }),
      ],
      pubkeys: [
        { id: 77, tenantId: 501, name: "deploy", type: "RSA", publicKey: KEY_TEXT, timeAdded: 1 },
        { id: 78, name: "no-tenant", type: "RSA", publicKey: KEY_TEXT, timeAdded: 2 },
      ],
      tariffs: TARIFFS,
      ...more,
    },
  };
}

export interface BenchOptions {
  seed?: unknown;
  faults?: FaultRule[];
  speed?: number;
  latencyMs?: number;
  onRequest?: (entry: LogEntry) => void;
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = virtualClock();
  const sim = await startSimulators({ seed: testAccount(), ...options, clock, vendors: ["serveroid"] });
  running.push(sim);
  const base = `${sim.endpoints.serveroid}/api/v1/`;
  const get = async (path: string, parameters: Parameters = {}): Promise<Answer> => {
    const answer = await fetch(`${base}${path}?${queryOf({ ...parameters, clientId: "sim", apiKey: "sim" })}`);
    return (await answer.json()) as Answer;
  };
  const accepted = async (path: string, parameters: Parameters = {}): Promise<Answer> => {
    const answer = await get(path, parameters);
    if (answer.status !== "OK") throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
    return answer;
  };
  const result = async <R = JsonObject>(path: string, parameters: Parameters = {}): Promise<R> =>
    (await accepted(path, parameters))["result"] as R;
  return {
    sim,
    clock,
    base,
    get,
    result,
    refusal: async (path, parameters) => {
      const answer = await get(path, parameters);
      if (answer.status !== "ERROR") throw new Error(`${path} was accepted: ${JSON.stringify(answer)}`);
      const fields = answer["fieldErrors"] as { field: string }[] | undefined;
      return fields ? fields.map(({ field }) => field) : (answer["errorCode"] ?? null);
    },
    settle: async (path, parameters) => {
      const { operationId } = await accepted(path, parameters);
      clock.advance(3_600_000 / (options.speed ?? 1));
      return result(`operation/${String(operationId)}/`);
    },
    vm: (id) => result(`vm/${id}/`),
  };
}

export function queryOf(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const values: readonly (string | number | boolean)[] = Array.isArray(value) ? value : [value];
    for (const one of values) query.append(name, String(one));
  }
  return query.toString();
}
