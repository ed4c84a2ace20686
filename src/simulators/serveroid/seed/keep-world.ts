// The world as data and back, for `--keep`. Work under way is code, so a world with some of it is no data.
import { keepIdleWorld } from "../../engine/keep/keep-idle-world.ts";
import type { Keeping } from "../../engine/keep/keeping.ts";
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import type { World } from "../objects/world.ts";

type Kept = Omit<World, "clock" | "speed" | "pending">;

export function keepWorld(world: World): Keeping {
  return {
    ...keepIdleWorld(world, {
      advance: advanceWorld,
      isIdle: ({ pending }) => pending.length === 0,
      rest: ({ clock: _clock, speed: _speed, pending: _pending, ...kept }) => kept,
    }),
    // The host that links lead to is that of the call that makes one.
    traces: () => ({}),
    takeTraces: () => undefined,
  };
}

export function resumeWorld(snapshot: unknown, { clock, speed }: SimSetting): World {
  const kept = snapshot as Kept;
  // All of them have ended.
  for (const operation of kept.operations.values()) operation.conclude = () => undefined;
  return { ...kept, pending: [], clock, speed };
}
