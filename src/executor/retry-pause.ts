// How long to wait before a request is sent again that has provably not happened. Pure.
import type { ProviderError } from "../core/errors.ts";
import type { Provider } from "../core/provider.ts";

const LONGEST_MS = 60_000;

/** What the provider asks for is obeyed within reason: who names a day next year gets our own pace. */
export function pauseOf({ retryAfterMs = 0 }: ProviderError, settings: Provider["settings"]): number {
  if (retryAfterMs <= 0) return settings.pollIntervalMs;
  return retryAfterMs > LONGEST_MS ? settings.pollIntervalMaxMs : retryAfterMs;
}
