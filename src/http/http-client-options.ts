// What the HTTP client is given: where, how fast, what must stay secret, and who is told.
import type { Clock } from "../core/clock.ts";
import type { AnswerStore } from "./answer-store.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Redactor } from "./redactor.ts";

export interface HttpClientOptions {
  /** Scheme, host, port and optional path prefix. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  /** Shared by all clients of one account. */
  readonly limits?: RequestLimits;
  /** Where no limits are given: a fixed rate. */
  readonly requestsPerSecond?: number;
  /** Where answers to calls that may share them are kept; absent: each read is sent. */
  readonly answers?: AnswerStore;
  readonly redactor: Redactor;
  readonly userAgent: string;
  /**
   * The name of a parameter that the server ignores: each GET carries it with a value of its own, so that no cache on the
   * way can answer it. `false`: the server does not bear one. Absent: the reads are no GETs, which caches do not keep.
   */
  readonly uniqueParameter?: string | false;
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from here. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  /** 0..1, for the spread of retries. */
  readonly random?: () => number;
  /** How often a read is sent at most; default 4. */
  readonly tries?: number;
  /** How many pooled connections at most; default 8. */
  readonly connections?: number;
  readonly onExchange?: (exchange: RecordedExchange) => void;
  readonly log?: (level: LogLevel, entry: HttpLogEntry) => void;
  /** Called when a request starts to use the network; what it returns, when it has ended. For the tests' clock. */
  readonly inFlight?: () => () => void;
}

export interface RequestLimits {
  readonly all: RateLimit;
  /** Lower, for what changes something; those count for `all`, too. */
  readonly mutations?: RateLimit;
}

export type LogLevel = "debug" | "info" | "warn";

export interface HttpLogEntry {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly ms: number;
  readonly attempt: number;
  readonly decision: "done" | "retry" | "give-up" | "unknown" | "not-sent";
  readonly reason?: string;
}

/** A read and its raw answer, as a seed of the stand-ins takes it. Secrets are masked. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: readonly (readonly [name: string, value: string])[];
    readonly form?: readonly (readonly [name: string, value: string])[];
  };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: string;
}
