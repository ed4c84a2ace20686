// Failed jobs and outputs that nobody has looked at for a month go, also where a worker runs for months.
import type { Clock } from "../core/clock.ts";
import type { Queue } from "./open-queue.ts";
import { dropOld } from "./queue-tables.ts";

export interface DropSetting {
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

const DAY_MS = 24 * 3_600_000;

/** At once, and each day until it is closed. */
export function dropOldDaily(
  queue: Pick<Queue, "query" | "tables">,
  { clock, onTrouble }: DropSetting,
): { close(): Promise<void> } {
  const closed = new AbortController();
  const drop = async (): Promise<void> => {
    for (const statement of dropOld(queue.tables)) await queue.query(statement);
  };
  const dropOn = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await drop().catch(onTrouble);
      await clock.sleep(DAY_MS, closed.signal, { background: true });
    }
  };
  const dropping = dropOn().catch(() => undefined);
  return {
    async close() {
      closed.abort();
      await dropping;
    },
  };
}
