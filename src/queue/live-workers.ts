// The heartbeat of this worker, and what it does about others that are silent: their jobs are freed. By itself graphile-worker
// frees what was locked four hours ago.
import type { Clock } from "../core/clock.ts";
import type { Queue, QueueRow } from "./open-queue.ts";
import { beatWorker, removeSilent, removeWorker, selectWorkers, unlockWorkers } from "./queue-tables.ts";
import { type SeenWorker, watchSilence } from "./silence.ts";

export interface LiveSetting {
  readonly clock: Clock;
  /** A worker without a beat for so long counts as dead. */
  readonly leaseMs: number;
  /** For people: who works here. */
  readonly holder: string;
  readonly onSilent: (worker: string, holder: string) => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface LiveWorkers {
  /** As graphile-worker calls this one. */
  join(id: string): void;
  leave(id: string): Promise<void>;
  /** Rejects where the beat could not be shown. */
  beat(id: string): Promise<void>;
  /** One look at the others. Tells whether one that holds jobs may be dead. */
  look(): Promise<{ readonly isUnsure: boolean }>;
  /** Of how many dead workers the jobs were freed so far. */
  freed(): number;
  close(): Promise<void>;
}

const BEATS_PER_LEASE = 4;

export function openLiveWorkers(queue: Queue, setting: LiveSetting): LiveWorkers {
  const { clock, leaseMs, holder } = setting;
  const own = new Set<string>();
  const { look, freed } = watchOthers(queue, setting, own);
  const closed = new AbortController();
  const beat = async (id: string): Promise<void> => {
    await queue.query(beatWorker(queue.tables), [id, leaseMs, holder]);
  };
  const beatOn = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await clock.sleep(leaseMs / BEATS_PER_LEASE, closed.signal, { background: true });
      await Promise.all([...own].map(beat)).catch(setting.onTrouble);
      await look().catch(setting.onTrouble);
    }
  };
  const beating = beatOn().catch(() => undefined);
  return {
    join(id) {
      own.add(id);
      beat(id).catch(setting.onTrouble);
    },
    async leave(id) {
      own.delete(id);
      // Whatever of it is still locked has ended: nothing of it runs any more.
      await queue.query(unlockWorkers(queue.tables), [[id]]);
      await queue.query(removeWorker(queue.tables), [id]);
    },
    beat,
    look,
    freed,
    async close() {
      closed.abort();
      await beating;
    },
  };
}

function watchOthers(queue: Queue, { clock, leaseMs, onSilent }: LiveSetting, own: ReadonlySet<string>) {
  const silence = watchSilence();
  let freed = 0;
  const look = async (): Promise<{ readonly isUnsure: boolean }> => {
    const lookedAt = clock.monotonic();
    const rows = await queue.query(selectWorkers(queue.tables));
    const others = rows.map((row) => readWorker(row, leaseMs)).filter(({ id }) => !own.has(id));
    const silent = silence.note(others, lookedAt, clock.monotonic());
    for (const worker of others.filter(({ id }) => silent.includes(id))) {
      if (!(await free(queue, worker))) continue;
      freed += 1;
      onSilent(worker.id, worker.holder);
    }
    return {
      isUnsure: others.some(({ id, isHolding }) => isHolding && !silent.includes(id) && !silence.isAlive(id)),
    };
  };
  return { look, freed: () => freed };
}

interface FoundWorker extends SeenWorker {
  readonly holder: string;
  readonly isHolding: boolean;
}

function readWorker(row: QueueRow, ownLeaseMs: number): FoundWorker {
  const { beat, lease_ms: lease, holder, holds } = row;
  return {
    id: String(row["id"]),
    beat: typeof beat === "string" ? beat : null,
    leaseMs: typeof lease === "string" ? Number(lease) : ownLeaseMs,
    holder: typeof holder === "string" ? holder : "",
    isHolding: holds === true,
  };
}

/** Only if it has not beaten meanwhile: whoever removes its row frees its jobs. */
async function free(queue: Queue, worker: SeenWorker): Promise<boolean> {
  if (worker.beat !== null) {
    const removed = await queue.query(removeSilent(queue.tables), [worker.id, worker.beat]);
    if (removed.length === 0) return false;
  }
  await queue.query(unlockWorkers(queue.tables), [[worker.id]]);
  return true;
}
