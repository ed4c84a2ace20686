// The connections to the queue's database, graphile-worker's schema in it and our tables beside. graphile-worker is an optional
// package: it is looked for here, and only when a queue is used.
import type * as Graphile from "graphile-worker";
import pg from "pg";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { PostgresAddress } from "../core/postgres-address.ts";
import { buildClientConfig } from "../state/postgres/connection.ts";
import { hintOf, PostgresFailure } from "../state/postgres/postgres-failure.ts";
import { createQueueTables, nameQueueTables, type QueueTables } from "./queue-tables.ts";

export interface QueueAddress {
  readonly address: PostgresAddress;
  readonly fallback: { readonly user: string; readonly password: string | undefined };
  readonly schema: string;
}

export type QueueRow = Readonly<Record<string, unknown>>;

export interface Queue {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly tables: QueueTables;
  /** For people, without a secret. */
  readonly label: string;
  query(text: string, values?: readonly unknown[]): Promise<readonly QueueRow[]>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

/** Reaches for nothing yet. */
export async function openQueue({ schema, ...where }: QueueAddress, connections: number): Promise<Queue> {
  const pool = new pg.Pool({
    ...(await buildClientConfig({ ...where, timeoutMs: TIMEOUT_MS })),
    max: connections,
    application_name: "trueup run-queue",
  });
  // Without a listener, a connection that breaks would end the process; the next query tells.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const { host, port, database } = where.address;
  const label = `postgres://${host}:${port}/${database ?? ""} (${schema})`;
  return {
    pool,
    schema,
    label,
    tables: nameQueueTables(schema),
    async query(text, values = []) {
      try {
        return (await pool.query<Record<string, unknown>>(text, [...values])).rows;
      } catch (error) {
        throw new PostgresFailure(error);
      }
    },
    close: () => pool.end(),
  };
}

const NO_RIGHT =
  "grant create on the database to the role once, for the first command to make the schema; it must own it (docs/scale-out.md)";

/** A person's command ends with it; a worker tells it and goes on. */
export function describeQueueFailure(error: unknown, label: string): unknown {
  if (error instanceof DiagnosticsError) return error;
  const failure = error instanceof PostgresFailure ? error : new PostgresFailure(error);
  const [code, where] = [
    failure.code === "" ? "" : ` (${failure.code})`,
    failure.message.includes(label) ? "" : `: ${label}`,
  ];
  return new DiagnosticsError([
    buildError("queue.database", `the queue cannot be used: ${failure.message}${code}${where}`, {
      fix: failure.code === "42501" ? NO_RIGHT : hintOf(failure).replace("the state", "the queue"),
    }),
  ]);
}

export async function loadGraphile(): Promise<typeof Graphile> {
  const cwd = process.cwd();
  try {
    // At import it looks for settings from the working folder upwards, and would run what is in a `.graphile-workerrc.js`.
    process.chdir("/");
    return await import("graphile-worker");
  } catch (error) {
    if (!/MODULE_NOT_FOUND/.test(String((error as { code?: unknown }).code))) throw error;
    throw new DiagnosticsError([
      buildError("queue.package", "the queue needs the package graphile-worker, which is not installed", {
        detail: "It comes separately, since only run-queue uses it.",
        fix: "npm install graphile-worker@0.17.3, where trueup is installed (with -g if trueup was)",
      }),
    ]);
  } finally {
    process.chdir(cwd);
  }
}

/** `if not exists` of two at once fails for one of them. */
const MADE_BY_ANOTHER = new Set(["23505", "42710", "42P06", "42P07"]);

/** Makes what is missing: graphile-worker's tables and functions, and ours. */
export async function prepareQueue(queue: Queue, { makeWorkerUtils, Logger }: typeof Graphile): Promise<void> {
  const { pool, schema, tables } = queue;
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool: pool, schema, logger });
  await utils.release();
  for (const statement of createQueueTables(tables))
    await queue.query(statement).catch((error: unknown) => {
      if (!(error instanceof PostgresFailure && MADE_BY_ANOTHER.has(error.code))) throw error;
    });
}

/** Whether anything was ever put into it: looks, makes nothing. */
export async function hasQueue(queue: Queue): Promise<boolean> {
  const names = [queue.tables.jobs, queue.tables.attempts];
  const [found] = await queue.query(
    "select to_regclass($1) is not null and to_regclass($2) is not null as there",
    names,
  );
  return found?.["there"] === true;
}

const PROBE_MS = 3000;

/** A pooler in transaction mode delivers no notification: the worker would wait for what never comes. */
export async function assertSessions({ pool }: Queue): Promise<void> {
  const [listener, sender] = await Promise.all([pool.connect(), pool.connect()]);
  try {
    const channel = `trueup:${Math.random().toString(36).slice(2)}`;
    await listener.query(`listen "${channel}"`);
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PROBE_MS);
      listener.once("notification", () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    await sender.query("select pg_notify($1, '')", [channel]);
    if (await heard) return;
    throw new DiagnosticsError([
      buildError(
        "queue.pooler",
        "the database does not deliver notifications: a pooler in transaction mode is on the way",
        {
          detail: "A worker keeps a session, with LISTEN. The states of the stacks may stay behind the pooler.",
          fix: "give the worker the address of PostgreSQL itself, or of a pooler in session mode",
        },
      ),
    ]);
  } finally {
    // Not to be used again: one of them still listens.
    listener.release(true);
    sender.release();
  }
}
