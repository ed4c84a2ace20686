// The real clock, for the few tests that run child processes or real servers.
import { setTimeout as delay } from "node:timers/promises";

import type { Clock } from "../../src/core/clock.ts";

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal, { background = false } = {}) {
    signal?.throwIfAborted();
    await delay(ms, undefined, { ref: !background, ...(signal === undefined ? {} : { signal }) }).catch(
      (error: unknown) => {
        throw signal?.aborted ? signal.reason : error;
      },
    );
  },
};
