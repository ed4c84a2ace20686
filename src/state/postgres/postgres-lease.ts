// The lease in the stack's row: each change names the lease and the heartbeat that it follows on.
import type { LeasePlace } from "../acquire-lease.ts";
import type { HeldLease } from "../hold-lease.ts";
import { formatLease, type LeaseRecord, parseLease, type StoredLease } from "../lease-record.ts";
import { type Database, isWithoutTables } from "./database.ts";
import { beatLease, releaseLease, selectStack, takeLease } from "./statements.ts";

export interface StackRow {
  readonly serial: number;
  readonly lineage: string | null;
  readonly lease: StoredLease;
  readonly leaseId: string;
}

/** The row of the stack, or undefined where there is none yet. */
export async function readStackRow(database: Database): Promise<StackRow | undefined> {
  const { leases, tables, stack } = database;
  const [row] = await leases.query(selectStack(tables), [stack]).catch((error: unknown) => {
    if (isWithoutTables(error)) return [];
    throw error;
  });
  if (row === undefined) return undefined;
  const { lease_id: leaseId, heartbeat, holder, released } = row;
  const stored = parseLease(holder ?? "");
  const record = stored && { ...stored, heartbeat: Number(heartbeat), released: released === "t" };
  return {
    serial: Number(row["serial"]),
    lineage: row["lineage"] ?? null,
    leaseId: leaseId ?? "",
    lease: { token: Number(row["token"]), text: `${leaseId} ${heartbeat} ${released}`, record },
  };
}

export function openPostgresLeases(database: Database, lowestToken: () => Promise<number>): LeasePlace {
  const look = async () => await database.retry(database.patience(), () => readStackRow(database));
  return {
    look: async () => (await look())?.lease,
    isFree: () => Promise.resolve(false),
    async take(record, seen) {
      const token = await takeOnce(database, record, seen, await (seen === undefined ? lowestToken() : 0));
      return token === undefined ? undefined : holdRow(database, record, token);
    },
  };
}

/** Where an answer was lost, the row tells whether the lease is ours. */
async function takeOnce(
  database: Database,
  record: LeaseRecord,
  seen: StoredLease | undefined,
  lowestToken: number,
): Promise<number | undefined> {
  const { leases, tables, stack, retry, patience } = database;
  const { id } = record.holder;
  return await retry(patience(), async (before) => {
    const [seenId = "", heartbeat = "0"] = seen?.text.split(" ") ?? [];
    const values = [stack, id, formatLease(record), record.leaseMs, lowestToken + 1, seenId, Number(heartbeat)];
    const [taken] = await leases.query(takeLease(tables), values);
    if (taken !== undefined) return Number(taken["token"]);
    const row = before === 0 ? undefined : await readStackRow(database);
    return row?.leaseId === id ? row.lease.token : undefined;
  });
}

function holdRow(database: Database, { holder }: LeaseRecord, token: number): HeldLease {
  const { leases, tables, stack, retry } = database;
  return {
    token,
    holder,
    async beat() {
      const [row] = await retry(database.briefly(), () => leases.query(beatLease(tables), [stack, holder.id]));
      if (row !== undefined) return { isOurs: true };
      return { isOurs: false, to: (await readStackRow(database))?.lease.record };
    },
    async giveBack() {
      await retry(database.patience(), () => leases.query(releaseLease(tables), [stack, holder.id]));
    },
  };
}

/** False where no such lease is held. */
export async function unlockRow(database: Database, id: string): Promise<boolean> {
  const { leases, tables, stack } = database;
  return await database.retry(database.patience(), async (before) => {
    const freed = await leases.query(releaseLease(tables), [stack, id]);
    if (freed.length > 0) return true;
    const row = before === 0 ? undefined : await readStackRow(database);
    return row?.leaseId === id && row.lease.record?.released === true;
  });
}
