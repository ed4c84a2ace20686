// What is alike in worlds that are plain data while no work is under way. Work is code, so a world with some of it is no data.
import type { SimClock } from "../sim-clock.ts";
import type { Keeping } from "./keeping.ts";

interface TimedWorld {
  clock: SimClock;
  speed: number;
}

type Shared = Pick<Keeping, "snapshot" | "setSpeed">;

/** `advance` lets end what is due; `isIdle` and `rest` are asked after that. `rest`: the world as data, without clock and speed. */
export function keepIdleWorld<W extends TimedWorld>(
  world: W,
  how: { advance: (world: W) => void; isIdle: (world: W) => boolean; rest: (world: W) => unknown },
): Shared {
  return {
    snapshot: () => {
      how.advance(world);
      return how.isIdle(world) ? how.rest(world) : undefined;
    },
    setSpeed: (speed) => {
      how.advance(world);
      world.speed = speed;
    },
  };
}
