// A started zomro stand-in under a virtual clock, and the few words that its tests are written in. Plain fetch only.
import { afterEach } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import type { LogEntry } from "../../../../src/simulators/engine/request-log.ts";
import { type RunningSimulators, startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { type VirtualClock, virtualClock } from "../support/virtual-clock.ts";

export type Fields = Record<string, string | number>;

export interface Bench {
  sim: RunningSimulators;
  clock: VirtualClock;
  base: string;
  /** Sends exactly these fields, urlencoded. */
  post(fields: Fields): Promise<Response>;
  /** `doc` of a call with the credentials (or the `auth` given), whatever it says. */
  doc(func: string, fields?: Fields): Promise<JsonObject>;
  /** `doc` of a call that must succeed. */
  ok(func: string, fields?: Fields): Promise<JsonObject>;
  /** `$type $object` of a call that must be refused. */
  refusal(func: string, fields?: Fields): Promise<string>;
  /** Rows of a list, each scalar as its text; empty when `elem` is absent. */
  rows(func: string, fields?: Fields): Promise<Record<string, string>[]>;
  /** A mutation that must be accepted, and ten minutes more. */
  settle(func: string, fields?: Fields): Promise<JsonObject>;
  /** The row of the list of instances. */
  instance(id?: string): Promise<Record<string, string>>;
  inside(id?: string): JsonObject;
}

const running: RunningSimulators[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.stop()));
});

export const VM = "7100001";
export const UBUNTU = "f8f2573f-56c4-44c5-8469-84eee4aa64e7";
export const OWN = "66666666-7777-4888-9999-000000000000";
export const OK = { sok: "ok" };
export const TEN_MINUTES = 600_000;

export function instanceRow(fields: Record<string, string>): JsonObject {
  const row = {
    name: `Cloud Demo #${fields["id"]}`,
    servername: `web-${fields["id"]}`,
    ip: "192.0.2.10",
    instance_status: "active",
    status: "2",
    pricelist: "Cloud Demo",
    cost: "0.20 EUR / Day",
    datacentername: "Netherlands-2",
    instances_os: "Debian 12",
    createdate: "2025-11-01",
    fotbo_id: "cloud-side",
    ...fields,
  };
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, { $: text }]));
}

/** Machine 7100001 runs, 7100002 is stopped; one own image, one key, no copies, no schedules. */
export function testAccount(more: JsonObject = {}): { zomro: JsonObject } {
  return {
    zomro: {
      instances: [
        instanceRow({ id: VM }),
        instanceRow({ id: "7100002", instance_status: "stopped", status: "3", servername: "db" }),
      ],
      images: [{ id: "7300001", fleio_id: OWN, name: "mine", os_distro: "Centos", os_version: "9 x64" }],
      sshkeys: [{ elid: { $: "88" }, comment: { $: "ops-laptop" }, fotbokeyid: { $: "512" } }],
      ...more,
    },
  };
}

export interface BenchOptions {
  seed?: unknown;
  faults?: FaultRule[];
  speed?: number;
  onRequest?: (entry: LogEntry) => void;
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = virtualClock();
  const sim = await startSimulators({ seed: testAccount(), ...options, clock, vendors: ["zomro"] });
  running.push(sim);
  const base = `${sim.endpoints.zomro}/`;
  const post = (fields: Fields): Promise<Response> => fetch(base, { method: "POST", body: urlencoded(fields) });
  const doc = async (func: string, fields: Fields = {}): Promise<JsonObject> => {
    const answer = await post({ func, out: "json", ...(!("auth" in fields) && { authinfo: "sim:sim" }), ...fields });
    return ((await answer.json()) as { doc: JsonObject }).doc;
  };
  const ok = async (func: string, fields?: Fields): Promise<JsonObject> => {
    const found = await doc(func, fields);
    if (found["error"]) throw new Error(`${func} was refused: ${JSON.stringify(found)}`);
    return found;
  };
  const rows = async (func: string, fields?: Fields): Promise<Record<string, string>[]> => {
    const { elem } = await ok(func, fields);
    return ((elem ?? []) as JsonObject[]).map(texts);
  };
  return {
    sim,
    clock,
    base,
    post,
    doc,
    ok,
    rows,
    refusal: async (func, fields) => {
      const found = await doc(func, fields);
      const error = found["error"] as JsonObject | undefined;
      if (!error) throw new Error(`${func} was accepted: ${JSON.stringify(found)}`);
      return `${String(error["$type"])} ${String(error["$object"])}`;
    },
    settle: async (func, fields) => {
      const found = await ok(func, fields);
      clock.advance(TEN_MINUTES);
      return found;
    },
    instance: async (id = VM) => {
      const found = (await rows("instances")).find((row) => row["id"] === id);
      if (!found) throw new Error(`no instance ${id}`);
      return found;
    },
    inside: (id = VM) => (sim.state("zomro")["inside"] as Record<string, JsonObject>)[id] ?? {},
  };
}

export function urlencoded(fields: Fields): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]));
}

export function texts(row: JsonObject): Record<string, string> {
  const pairs = Object.entries(row).map(([name, value]) => [name, String((value as JsonObject)["$"] ?? "")]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
