// What the tests of `trueup run-queue` share: stacks, a database of its own for each test, and what a worker has told.
import { expect } from "vitest";
import type { PostgresServer } from "../servers/start-postgres.ts";
import { type Bench, expectCode, openBench } from "./cli.ts";
import { EMPTY, vm } from "./shop.ts";

export const SHARED = 'state: { backend: postgres, url: "${env:STATE_URL}", lease: 4s }';
export const LOCAL = "state: { backend: local }";

export function head(name: string, state = SHARED): string {
  return `version: 1
stack: ${name}
providers:
  serveroid: { project: "111", pollInterval: 50ms, requestTimeout: 2s, requestsPerSecond: 1000, visibilityGrace: 300ms }
${state}
`;
}

/** One machine. */
export function machine(name: string, state?: string): string {
  return `${head(name, state)}vms:\n${vm("web", `name: ${name}\nsendPassword: true`).replace("    keys: [ops]\n", "")}`;
}

/** Nothing at all: the quickest job. */
export const nothing = (name: string): string => `version: 1\nstack: ${name}\nproviders: {}\n${LOCAL}\n`;

interface Told {
  readonly "@timestamp": string;
  readonly type: string;
  readonly end?: string;
  readonly text?: string;
  readonly job?: { readonly id: string; readonly folder: string; readonly act: string; readonly attempt: number };
}

/** What a worker with --format json has told so far. */
export function told(text: string, type?: string): Told[] {
  const lines = text.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
  const all = lines.map((line) => JSON.parse(line) as Told);
  return type === undefined ? all : all.filter((one) => one.type === type);
}

export const endsOf = (text: string): string[] =>
  told(text, "job_ended").map(({ job, end }) => `${job?.folder} ${job?.act} ${end}`);

interface Listed {
  readonly id: string;
  readonly act: string;
  readonly folder: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

export const WORKER = ["run-queue", "--format", "json"];

export interface QueueBench extends Bench {
  readonly database: string;
  add(...args: readonly string[]): Promise<void>;
  list(): Promise<readonly Listed[]>;
  sql(text: string): string;
  addBySql(task: string, payload: object, more?: string): string;
}

let databases = 0;

export async function openQueueBench(
  server: PostgresServer,
  files: Readonly<Record<string, string>>,
  speed = 1000,
): Promise<QueueBench> {
  databases += 1;
  const database = `queue${databases}`;
  server.sql(`create database ${database}`);
  const url = server.url(database);
  const bench = await openBench({ seed: EMPTY, files, speed, env: { TRUEUP_QUEUE: url, STATE_URL: url } });
  const sql = (text: string): string => server.sql(text, database);
  return Object.assign(bench, {
    database,
    sql,
    async add(...args: readonly string[]) {
      expectCode(await bench.run(["run-queue", "add", ...args]), 0);
    },
    async list() {
      const ended = await bench.run(["run-queue", "list", "--json"]);
      expectCode(ended, 0);
      const { jobs } = JSON.parse(ended.out) as { jobs: Listed[] };
      expect(jobs).toBeInstanceOf(Array);
      return jobs;
    },
    addBySql: (task: string, payload: object, more = "") =>
      sql(`select id from trueup_queue.add_job('trueup:${task}', '${JSON.stringify(payload)}'::json${more})`),
  });
}
