// What answers tell of the connection besides what was asked for: how long they take, what time it is at the server, and
// whether that is a simulator.
import type { Clock } from "../core/clock.ts";
import type { ConnectionReading } from "../core/provider-figures.ts";
import type { RawAnswer } from "./answer.ts";

export interface ConnectionWatch {
  /** `ms`: from the request's first byte to the end of the answer, which has just come. */
  see(answer: RawAnswer, ms: number): void;
  reading(): ConnectionReading;
}

/** As docs/simulators.md names it. */
const STAND_IN = "x-trueup-simulator";
/** `Date` tells whole seconds, the begun one cut off. */
const HALF_SECOND_MS = 500;

export function watchConnection(clock: Pick<Clock, "now">): ConnectionWatch {
  let answers = 0;
  let slowestMs = 0;
  let isSimulator = false;
  let best: ConnectionReading["clock"];
  return {
    see({ headers }, ms) {
      answers += 1;
      slowestMs = Math.max(slowestMs, ms);
      isSimulator ||= headers[STAND_IN] !== undefined;
      const date = Date.parse(headers["date"] ?? "");
      // A kept answer tells when it was made.
      if (!Number.isFinite(date) || /[1-9]/.test(headers["age"] ?? "")) return;
      const withinMs = Math.round(ms / 2) + HALF_SECOND_MS;
      if (best !== undefined && best.withinMs <= withinMs) return;
      best = { aheadMs: Math.round(clock.now() - ms / 2 - (date + HALF_SECOND_MS)), withinMs };
    },
    reading: () => ({
      answers,
      slowestMs: Math.round(slowestMs),
      ...(isSimulator ? { isSimulator } : {}),
      ...(best === undefined ? {} : { clock: best }),
    }),
  };
}
