// What answers tell of the connection besides what was asked for: how long they take, and what time it is at the server.
import type { Clock } from "../core/clock.ts";
import type { ConnectionReading } from "../core/provider-figures.ts";
import type { RawAnswer } from "./answer.ts";

export interface ConnectionWatch {
  /** `ms`: from the request's first byte to the end of the answer, which has just come. */
  see(answer: RawAnswer, ms: number): void;
  reading(): ConnectionReading;
}

/** `Date` tells whole seconds, the begun one cut off. */
const HALF_SECOND_MS = 500;

export function watchConnection(clock: Pick<Clock, "now">): ConnectionWatch {
  let answers = 0;
  let slowestMs = 0;
  let best: ConnectionReading["clock"];
  return {
    see({ headers }, ms) {
      answers += 1;
      slowestMs = Math.max(slowestMs, ms);
      const date = Date.parse(headers["date"] ?? "");
      // A kept answer tells when it was made.
      if (!Number.isFinite(date) || /[1-9]/.test(headers["age"] ?? "")) return;
      const withinMs = Math.round(ms / 2) + HALF_SECOND_MS;
      if (best !== undefined && best.withinMs <= withinMs) return;
      best = { aheadMs: Math.round(clock.now() - ms / 2 - (date + HALF_SECOND_MS)), withinMs };
    },
    reading: () => ({ answers, slowestMs: Math.round(slowestMs), ...(best === undefined ? {} : { clock: best }) }),
  };
}
