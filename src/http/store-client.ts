// The HTTP client of state stores: reads as everywhere; writes that the caller may send again. Never given to a vendor: there a
// request that is sent twice buys twice.
import type { Call } from "../core/provider.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import { attemptOnce } from "./attempt-once.ts";
import type { HttpClientOptions } from "./http-client-options.ts";
import { readRepeatedly } from "./read-repeatedly.ts";
import { createWire } from "./wire.ts";

export interface StoreClient {
  /** As the vendors' client: repeated while it fails in passing. */
  read(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  /**
   * Sends a request once, on a pooled connection that may have been closed under it: only for what may be sent again, since
   * a condition in it or a look afterwards tells what became of it. Resolves with any complete answer but 3xx. Throws
   * `ProviderError`, effect `unknown`; `LastingFailure` where another try would fail alike.
   */
  attempt(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  close(): Promise<void>;
}

export function createStoreClient(options: HttpClientOptions): StoreClient {
  const wire = createWire(options);
  return {
    read: (request, call = {}) => readRepeatedly(wire, request, call),
    attempt: (request, call = {}) => attemptOnce(wire, request, call),
    close: () => wire.agent.destroy(),
  };
}
