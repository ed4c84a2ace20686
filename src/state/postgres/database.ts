// What all statements on one state share: two connections, so that no heartbeat waits behind a document, and patience.
import type { Clock } from "../../core/clock.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import { type ConnectionOptions, openConnection, type PostgresConnection } from "./connection.ts";
import { PostgresFailure } from "./postgres-failure.ts";
import { nameTables, type Tables } from "./statements.ts";

export interface Database {
  readonly stack: string;
  readonly tables: Tables;
  readonly documents: PostgresConnection;
  readonly leases: PostgresConnection;
  /** For a read, or a write without a lease. */
  patience(): () => number;
  /** For a heartbeat: less than the time to the next one. */
  briefly(): () => number;
  /** Only for what may be sent twice: each statement compares before it swaps. */
  retry<T>(leftMs: () => number, attempt: (before: number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions extends Omit<ConnectionOptions, "timeoutMs"> {
  readonly schema: string;
  /** The key of the state. */
  readonly stack: string;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** For connecting and for each query; default a quarter of the lease, 1 to 15 s. */
  readonly timeoutMs?: number;
  readonly warn?: (message: string) => void;
}

const PATIENCE_MS = 15_000;
/** A connection that broke is opened again without a word; what lasts longer is told. */
const TOLD_AFTER = 2;

export function openDatabase(options: DatabaseOptions): Database {
  const { clock, leaseMs, stack, schema, address, warn } = options;
  const timeoutMs = options.timeoutMs ?? Math.min(15_000, Math.max(1000, leaseMs / 4));
  const [documents, leases] = [openConnection({ ...options, timeoutMs }), openConnection({ ...options, timeoutMs })];
  const isPassing = (error: unknown): boolean => error instanceof PostgresFailure && error.isPassing;
  return {
    stack,
    tables: nameTables(schema),
    documents,
    leases,
    patience: () => startDeadline(clock, PATIENCE_MS),
    briefly: () => startDeadline(clock, leaseMs / 8),
    retry: (leftMs, attempt) =>
      retryPassing({ clock, leftMs, isPassing }, (before) => {
        if (before === TOLD_AFTER)
          warn?.(`PostgreSQL at ${address.host}:${address.port} does not answer yet: trying on`);
        return attempt(before);
      }),
    close: async () => void (await Promise.all([documents.close(), leases.close()])),
  };
}

/** Nothing was ever stored here. That somebody may not look is another answer. */
export function isWithoutTables(error: unknown): boolean {
  return error instanceof PostgresFailure && (error.code === "42P01" || error.code === "3F000");
}
