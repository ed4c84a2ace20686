// Runs long work in turns, between which the rest of the program has its chance: heartbeats of the lock, signals, output.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../core/clock.ts";
import type { Turns } from "../core/turns.ts";

/** A turn is given up at the first opportunity after so long. */
const TURN_MS = 30;

export async function inTurns<T>(turns: Turns<T>, clock: Pick<Clock, "monotonic">): Promise<T> {
  let began = clock.monotonic();
  for (;;) {
    const { done, value } = turns.next();
    if (done === true) return value;
    if (clock.monotonic() - began < TURN_MS) continue;
    await setImmediate();
    began = clock.monotonic();
  }
}
