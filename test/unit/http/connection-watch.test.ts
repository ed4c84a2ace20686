import { describe, expect, it } from "vitest";
import { watchConnection } from "../../../src/http/connection-watch.ts";

const answer = (headers: Record<string, string>) => ({ status: 200, headers, body: "", bytes: 0 });
const DATE = { date: "Sat, 28 Nov 2026 10:00:00 GMT" };
const AT = Date.parse(DATE.date);

describe("the server's time", () => {
  it("is told by Date, in the middle of the exchange, and is as exact as the exchange is short", () => {
    let now = AT + 60_500 + 2000;
    const watch = watchConnection({ now: () => now });
    watch.see(answer(DATE), 4000);
    expect(watch.reading()).toEqual({ answers: 1, slowestMs: 4000, clock: { aheadMs: 60_000, withinMs: 2500 } });
    now = AT + 60_500 + 10;
    watch.see(answer(DATE), 20);
    expect(watch.reading()).toEqual({ answers: 2, slowestMs: 4000, clock: { aheadMs: 60_000, withinMs: 510 } });
    now = AT;
    watch.see(answer(DATE), 3000);
    expect(watch.reading().clock?.withinMs).toBe(510);
  });

  it("is not told by an answer that was kept, nor by one without a date", () => {
    const watch = watchConnection({ now: () => AT });
    watch.see(answer({ ...DATE, age: "90" }), 10);
    watch.see(answer({ date: "yesterday" }), 10);
    watch.see(answer({}), 10);
    expect(watch.reading()).toEqual({ answers: 3, slowestMs: 10 });
    watch.see(answer({ ...DATE, age: "0" }), 10);
    expect(watch.reading().clock).toBeDefined();
  });
});
