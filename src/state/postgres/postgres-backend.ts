// The state in PostgreSQL: one row for each stack, whose serial and lease are compared and swapped; documents as text.
// Everything is one statement, so that it works through a pooler; an answer that is lost is unknown, and read back.
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import { acquireLease, type LeaseSetting } from "../acquire-lease.ts";
import type { HoldableLease } from "../hold-lease.ts";
import { outlivedBy, unlocked } from "../lease-errors.ts";
import { UNKNOWN_HOLDER } from "../lease-record.ts";
import { PLAIN_CODEC, type StateCodec } from "../state-codec.ts";
import { createMissingTables } from "./create-tables.ts";
import { type Database, type DatabaseOptions, isWithoutTables, openDatabase } from "./database.ts";
import { examinePostgres } from "./examine-postgres.ts";
import { describePostgresFailure, PostgresFailure } from "./postgres-failure.ts";
import { openPostgresLeases, readStackRow, unlockRow } from "./postgres-lease.ts";
import { selectHistory, selectNewest, selectSerial } from "./statements.ts";
import { parseBody, rewriteOnce, WAY_BACK, writeOnce } from "./write-document.ts";

export interface PostgresBackendOptions extends DatabaseOptions {
  readonly identity: LeaseSetting["identity"];
  readonly randomId: () => string;
  readonly warn?: (message: string) => void;
  readonly codec?: StateCodec;
}

export function createPostgresBackend(options: PostgresBackendOptions): StateArchive {
  const { address, schema, stack, codec = PLAIN_CODEC, warn = () => undefined } = options;
  const label = `postgres://${address.host}:${address.port}/${address.database ?? ""} (${schema}, ${stack})`;
  const database = openDatabase(options);
  const telling: Telling = (act, work) =>
    work.catch((error: unknown) => {
      throw describePostgresFailure(act, label, error);
    });
  const read = () => telling("read", readNewest(database, label, codec));
  let lease: HoldableLease | undefined;
  return {
    label,
    read,
    create: (document) => {
      const write = { document, body: codec.format(document), leaseId: lease?.holder.id ?? null, label };
      const isPassing = (error: unknown): boolean => error instanceof PostgresFailure && error.isPassing;
      const left = lease === undefined ? database.patience() : lease.leftMs;
      const written = database.retry(left, (before) => writeOnce(database, write, before > 0));
      return telling("written", lease === undefined ? written : orLost(written, lease, isPassing));
    },
    async acquire(request) {
      const leases = openPostgresLeases(database, async () => (await read())?.token ?? 0);
      const taking = createMissingTables(database).then(() => acquireLease({ ...options, warn }, leases, request));
      lease = await telling("written", taking);
      return lease;
    },
    async holder() {
      const row = await telling(
        "read",
        database.retry(database.patience(), () => readStackRow(database)),
      );
      if (row === undefined || row.lease.record?.released === true) return undefined;
      return row.lease.record?.holder ?? UNKNOWN_HOLDER;
    },
    unlock: (id) => telling("written", unlockRow(database, id).catch(orElse(isWithoutTables, false))),
    ...openPast(database, { label, codec, telling, lease: () => lease }),
    examine: () => telling("read", examinePostgres(database, options)),
    close: database.close,
  };
}

type Telling = <T>(act: "read" | "written", work: Promise<T>) => Promise<T>;

interface PastOptions {
  readonly label: string;
  readonly codec: StateCodec;
  readonly telling: Telling;
  readonly lease: () => HoldableLease | undefined;
}

/** The documents that are kept. */
function openPast(
  database: Database,
  { label, codec, telling, lease }: PastOptions,
): Required<Pick<StateArchive, "history" | "readSerial" | "rewriteSerial">> {
  const { tables, stack } = database;
  return {
    async history() {
      const rows = await telling("read", select(database, selectHistory(tables), [stack]));
      return rows.map((row) => ({ serial: Number(row["serial"]), writtenMs: Number(row["written_ms"]) }));
    },
    async readSerial(serial) {
      const [row] = await telling("read", select(database, selectSerial(tables), [stack, serial]));
      if (row !== undefined) return parseBody(row, serial, `${label} serial ${serial}`, codec);
      throw new StateError("corrupt", `serial ${serial} of the state is not there any more: ${label}`, {
        hint: WAY_BACK,
      });
    },
    async rewriteSerial(document) {
      const held = lease();
      if (held === undefined) throw unlocked();
      const body = codec.format(document);
      await telling(
        "written",
        database.retry(held.leftMs, () => rewriteOnce(database, document.serial, body, held)),
      );
    },
  };
}

/** A store that is silent until the lease is over has ended it: from then on others may be at work. */
async function orLost<T>(work: Promise<T>, lease: HoldableLease, isPassing: (error: unknown) => boolean): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isPassing(error)) throw error;
    lease.lose(outlivedBy(error));
    throw lease.lost.reason;
  }
}

async function select(database: Database, text: string, values: readonly (string | number)[]) {
  return await database.retry(database.patience(), () =>
    database.documents.query(text, values).catch(orElse(isWithoutTables, [])),
  );
}

async function readNewest(database: Database, label: string, codec: StateCodec): Promise<StateDocument | undefined> {
  const [row] = await select(database, selectNewest(database.tables), [database.stack]);
  const counted = Number(row?.["counted"] ?? 0);
  const serial = Number(row?.["serial"] ?? 0);
  if (counted > serial)
    throw new StateError("corrupt", `${label} is damaged: serial ${counted} counts, but it is not there`, {
      hint: WAY_BACK,
    });
  return row === undefined || serial === 0 ? undefined : parseBody(row, serial, `${label} serial ${serial}`, codec);
}

function orElse<E>(applies: (error: unknown) => boolean, value: E): (error: unknown) => E {
  return (error) => {
    if (applies(error)) return value;
    throw error;
  };
}
