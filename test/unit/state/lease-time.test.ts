import { describe, expect, it } from "vitest";

import { startLeaseTime } from "../../../src/state/lease-time.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

describe("the time left of a lease", () => {
  it("falls with time and is renewed from where a heartbeat began", async () => {
    const clock = createVirtualClock({ auto: false });
    const time = startLeaseTime(60_000, clock);
    await clock.advance(15_000);
    expect(time.leftMs()).toBe(45_000);
    const began = time.mark();
    await clock.advance(2000);
    time.renew(began);
    expect(time.leftMs()).toBe(58_000);
  });

  it("falls when the wall clock jumps forward, as after a suspend", () => {
    const clock = createVirtualClock({ auto: false });
    const time = startLeaseTime(60_000, clock);
    clock.jumpWall(50_000);
    expect(time.leftMs()).toBe(10_000);
    clock.jumpWall(50_000);
    expect(time.leftMs()).toBe(-40_000);
  });

  it("does not grow when the wall clock jumps back, neither alone nor after a jump forward", async () => {
    const clock = createVirtualClock({ auto: false });
    const time = startLeaseTime(60_000, clock);
    clock.jumpWall(-3_600_000);
    await clock.advance(20_000);
    expect(time.leftMs()).toBe(40_000);
    const other = startLeaseTime(60_000, clock);
    clock.jumpWall(50_000);
    expect(other.leftMs()).toBe(10_000);
    clock.jumpWall(-50_000);
    expect(other.leftMs()).toBe(10_000);
  });
});
