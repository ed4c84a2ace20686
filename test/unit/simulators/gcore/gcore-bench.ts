// A started Gcore stand-in under a virtual clock, and the few words that its tests are written in. Plain fetch only.
import { afterEach } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type RunningSimulators, startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { type VirtualClock, virtualClock } from "../support/virtual-clock.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as loosely as a foreign client would.
export type Body = any;

export interface Answer {
  status: number;
  body: Body;
  headers: Headers;
}

export interface Bench {
  sim: RunningSimulators;
  clock: VirtualClock;
  base: string;
  /** `path` is below `/cloud`; `PR` in it is the project and region. */
  call(verb: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The body of a call that must be accepted. */
  ok(verb: string, path: string, body?: unknown): Promise<Body>;
  get(path: string): Promise<Body>;
  /** `status exception_class` of a call that must be refused. */
  refusal(verb: string, path: string, body?: unknown): Promise<string>;
  /** Sends a write that must answer with tasks, lets an hour pass, and returns the tasks as they are then. */
  settle(verb: string, path: string, body?: unknown): Promise<Body[]>;
  /** A machine made of the sample's image; returns its id. */
  machine(more?: JsonObject): Promise<string>;
}

const running: RunningSimulators[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.stop()));
});

export interface BenchOptions {
  seed?: unknown;
  faults?: FaultRule[];
  speed?: number;
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = virtualClock();
  const sim = await startSimulators({ ...options, clock, vendors: ["gcore"] });
  running.push(sim);
  const base = sim.endpoints.gcore ?? "";
  const call: Bench["call"] = async (verb, path, body, headers = {}) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const url = `${base}/cloud${path.replace("/PR", "/77/76")}`;
    const sent = { authorization: "APIKey sim", "content-type": "application/json", ...headers };
    const answer = await fetch(url, { method: verb, headers: sent, ...text });
    const read = await answer.text();
    return { status: answer.status, body: read === "" ? null : JSON.parse(read), headers: answer.headers };
  };
  const ok: Bench["ok"] = async (verb, path, body) => {
    const answer = await call(verb, path, body);
    if (answer.status >= 300) throw new Error(`${verb} ${path} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const settle: Bench["settle"] = async (verb, path, body) => {
    const { tasks } = await ok(verb, path, body);
    clock.advance(3_600_000 / (options.speed ?? 1));
    return Promise.all(tasks.map((id: string) => ok("GET", `/v1/tasks/${id}`)));
  };
  return {
    sim,
    clock,
    base,
    call,
    ok,
    settle,
    get: (path) => ok("GET", path),
    refusal: async (verb, path, body) => {
      const answer = await call(verb, path, body);
      if (answer.status < 400) throw new Error(`${verb} ${path} was accepted: ${JSON.stringify(answer.body)}`);
      return `${answer.status} ${answer.body.exception_class}`;
    },
    machine: async (more = {}) => {
      const [task] = await settle("POST", "/v2/instances/PR", await machineBody({ call }, more));
      const id = task.created_resources?.instances[0];
      if (id === undefined) throw new Error(`no machine: ${JSON.stringify(task)}`);
      return id;
    },
  };
}

export async function machineBody({ call }: Pick<Bench, "call">, more: JsonObject = {}): Promise<JsonObject> {
  const images = await call("GET", "/v1/images/PR?name=ubuntu-24.04-x64");
  const boot = { source: "image", image_id: images.body.results[0].id, size: 20, boot_index: 0 };
  return { name: "web-1", flavor: "g2-standard-2-4", volumes: [boot], interfaces: [{ type: "external" }], ...more };
}

/** Ids in the sample account. */
export const SAMPLE = {
  instance: "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a01",
  worker: "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a02",
  boot: "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b01",
  data: "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b02",
  network: "c2b9b1d4-1f0a-4a57-9d1b-3a8c5e6f7c01",
  subnet: "c2b9b1d4-1f0a-4a57-9d1b-3a8c5e6f7c02",
  group: "e4d1a2b3-5c6d-4e7f-8a9b-0c1d2e3f4d01",
  key: "f0e1d2c3-b4a5-4967-8899-aabbccddee01",
  port: "a1b2c3d4-0001-4a00-8b00-00000000aa01",
};
