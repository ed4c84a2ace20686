// The one HTTP client of all vendors. Reads are pooled and repeated; mutations are sent once, on a connection of their own.
// Must never let a secret out: whatever it throws, logs or records has passed the redactor.
import type { Call } from "../core/provider.ts";
import type { ConnectionReading, Intermediaries } from "../core/provider-figures.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import type { HttpClientOptions } from "./http-client-options.ts";
import { readRepeatedly } from "./read-repeatedly.ts";
import { sendOnce } from "./send-once.ts";
import { createWire } from "./wire.ts";

export interface HttpClient {
  /**
   * Sends a request that changes nothing; repeated on 408, 429, 5xx, resets and timeouts. Resolves with the last answer
   * whatever its status (but 3xx: redirects are an error). Throws `ProviderError` (effect `none`) or `AbortedError`. Where the
   * call may share answers and the client keeps them, a kept one will do.
   */
  read(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  /**
   * Sends a mutation exactly once, right after `call.assertMaySend()`. Resolves with any complete answer but 3xx. Throws
   * `ProviderError`: effect `none` where nothing of it can have left, `unknown` as soon as the write had begun.
   */
  send(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  readonly intermediaries: Intermediaries;
  /** Of the answers to reads so far. */
  connection(): ConnectionReading;
  close(): Promise<void>;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const wire = createWire(options);
  return {
    read: (request, call = {}) =>
      call.mayShare === true && options.answers !== undefined
        ? options.answers.share(request, () => readRepeatedly(wire, request, {}), call.signal)
        : readRepeatedly(wire, request, call),
    send: (request, call = {}) => sendOnce(wire, request, call),
    intermediaries: wire.intermediaries,
    connection: wire.connection.reading,
    close: () => wire.agent.destroy(),
  };
}
