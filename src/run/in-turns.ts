// Runs long work in turns, between which the rest of the program has its chance: heartbeats of the lock, signals, output.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../core/clock.ts";
import { createRelief } from "../core/relieve-heap.ts";
import type { Turns } from "../core/turns.ts";

/** So many turns on end leave tens of megabytes that nobody needs. */
const RELIEVED_TURNS = 24;
/** A turn is given up at the first opportunity after so long. */
const TURN_MS = 30;

export async function inTurns<T>(turns: Turns<T>, clock: Pick<Clock, "monotonic">): Promise<T> {
  const turnsTaken = createRelief(RELIEVED_TURNS);
  let began = clock.monotonic();
  for (;;) {
    const { done, value } = turns.next();
    if (done === true) return value;
    if (clock.monotonic() - began < TURN_MS) continue;
    turnsTaken.note(1);
    await setImmediate();
    began = clock.monotonic();
  }
}
