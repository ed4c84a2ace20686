// The real clock: the only place of the program that reads the time or waits.
import type { Clock } from "../core/clock.ts";

export const realClock: Clock = {
  now: () => Date.now(),
  // `performance` would have to be loaded.
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (ms, signal, options) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      if (options?.background === true) timer.unref();
      signal?.addEventListener("abort", stop, { once: true });
    }),
};
