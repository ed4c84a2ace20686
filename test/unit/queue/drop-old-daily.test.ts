import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/core/clock.ts";
import { dropOldDaily } from "../../../src/queue/drop-old-daily.ts";
import { nameQueueTables } from "../../../src/queue/queue-tables.ts";

const DAYS = 3;

describe("dropOldDaily", () => {
  it("drops at once and each day, whatever goes wrong, until it is closed", async () => {
    const slept: number[] = [];
    let reached = (): void => undefined;
    const isOver = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const clock: Clock = {
      now: () => 0,
      monotonic: () => 0,
      sleep: (ms, signal) => {
        slept.push(ms);
        if (slept.length < DAYS) return Promise.resolve();
        reached();
        return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
      },
    };
    const asked: string[] = [];
    const troubles: unknown[] = [];
    const query = async (text: string) => {
      asked.push(text);
      if (asked.length === 1) throw new Error("away");
      return [];
    };
    const dropping = dropOldDaily(
      { query, tables: nameQueueTables("queue") },
      { clock, onTrouble: (error) => troubles.push(error) },
    );
    await isOver;
    await dropping.close();
    expect(troubles).toEqual([new Error("away")]);
    expect(slept).toEqual(Array.from({ length: DAYS }, () => 86_400_000));
    expect(asked).toHaveLength(1 + 2 * (DAYS - 1));
  });
});
