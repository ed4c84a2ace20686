// When a kept file is written: soon after a change, never twice at once, and at the end. Changes meanwhile share a write.
import type { SimClock } from "../sim-clock.ts";

export interface KeeperOptions {
  /** The whole text as of now. */
  text(): string;
  save(text: string): Promise<void>;
  /** Told once per cause; a later write is tried all the same. */
  onTrouble(message: string): void;
  clock: Pick<SimClock, "sleep"> & { now(): number };
}

export interface Keeper {
  changed(): void;
  /** False where that was not possible. */
  writeNow(): Promise<boolean>;
  /** Writes what is not written yet; false where that was not possible. */
  finish(): Promise<boolean>;
}

const DELAY_MS = 100;
/** Of the time that a large world takes to be put together: it is written less often. */
const PAUSE_FACTOR = 10;
const LONGEST_PAUSE_MS = 2000;

export function createKeeper({ text, save, onTrouble, clock }: KeeperOptions): Keeper {
  const ending = new AbortController();
  let isDirty = false;
  let pauseMs = DELAY_MS;
  let told = "";
  let running: Promise<void> | undefined;
  let last = Promise.resolve(true);
  const write = (): Promise<boolean> => {
    last = last.then(writeOnce);
    return last;
  };
  const writeOnce = async (): Promise<boolean> => {
    isDirty = false;
    const startedAt = clock.now();
    try {
      const whole = text();
      // While it is put together nobody is answered; while the disk writes it, everybody is.
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(DELAY_MS, (clock.now() - startedAt) * PAUSE_FACTOR));
      await save(whole);
      told = "";
      return true;
    } catch (error) {
      isDirty = true;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== told) onTrouble(message);
      told = message;
      return false;
    }
  };
  const writeSoon = async (): Promise<void> => {
    await clock.sleep(pauseMs, ending.signal);
    await write();
    running = undefined;
    // What failed is tried again at the next change.
    if (isDirty && told === "" && !ending.signal.aborted) start();
  };
  const start = (): void => {
    running ??= writeSoon();
  };
  return {
    changed: () => {
      isDirty = true;
      if (!ending.signal.aborted) start();
    },
    writeNow: write,
    finish: async () => {
      ending.abort();
      await running;
      return write();
    },
  };
}
