// What reached the simulators, in order, with secrets masked: the record that tests of a client assert on.
import type { Parameters } from "./mask-secrets.ts";

export interface LogEntry {
  seq: number;
  /** Epoch milliseconds of the simulators' clock. */
  at: number;
  provider: string;
  verb: string;
  path: string;
  /** As sent, order and encoding kept, secrets replaced by `***`. */
  query: string;
  /** Decoded query or body parameters. */
  parameters: Parameters;
  /** The vendor's method; null when no method has this path. */
  method: string | null;
  mutating: boolean;
  /** Parameters that the method does not know: ignored by the vendor, a bug in the client. */
  unknown: string[];
  /** HTTP status that was sent; null while there is none, and for ever when the connection was dropped. */
  status: number | null;
  /** What the vendor decided (`OK` or its error code), also when the client never learned it; null when it was not asked. */
  outcome: string | null;
  faults: string[];
}

export interface LogFilter {
  provider?: string;
  method?: string;
  mutating?: boolean;
  /** Only those with a higher `seq`. */
  after?: number;
}

export interface RequestLog {
  entries(filter?: LogFilter): readonly LogEntry[];
  append(entry: Omit<LogEntry, "seq">): LogEntry;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    entries: (filter = {}) => entries.filter((entry) => isWanted(entry, filter)),
    append: (fields) => {
      last += 1;
      const entry = { seq: last, ...fields };
      entries.push(entry);
      return entry;
    },
    clear: () => {
      entries = [];
    },
  };
}

function isWanted(entry: LogEntry, { provider, method, mutating, after }: LogFilter): boolean {
  return (
    (provider === undefined || entry.provider === provider) &&
    (method === undefined || entry.method === method) &&
    (mutating === undefined || entry.mutating === mutating) &&
    (after === undefined || entry.seq > after)
  );
}
