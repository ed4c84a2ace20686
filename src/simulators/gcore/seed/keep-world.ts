// The world as data and back, for `--keep`. Work under way is code, so a world with some of it is no data; schedules are.
import type { Keeping } from "../../engine/keep/keeping.ts";
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import { planAgain } from "../objects/run-schedules.ts";
import type { Plan, World } from "../objects/world.ts";

type Kept = Omit<World, "clock" | "speed" | "happenings"> & { planned: { at: number; plan: Plan }[] };

export function keepWorld(world: World): Keeping {
  return {
    snapshot: () => {
      advanceWorld(world);
      const planned = world.happenings.flatMap(({ at, plan }) => (plan ? [{ at, plan }] : []));
      if (planned.length < world.happenings.length) return undefined;
      const { clock: _clock, speed: _speed, happenings: _happenings, ...kept } = world;
      return { ...kept, planned };
    },
    // Answers are numbered, whatever they answer.
    traces: () => ({ request: world.lastIds.request }),
    takeTraces: ({ request }) => {
      world.lastIds.request = Number(request);
    },
    setSpeed: (speed) => {
      advanceWorld(world);
      world.speed = speed;
    },
  };
}

export function resumeWorld(snapshot: unknown, { clock, speed }: SimSetting): World {
  const { planned, ...kept } = snapshot as Kept;
  const world: World = { ...kept, happenings: [], clock, speed };
  for (const { at, plan } of planned) planAgain(world, at, plan);
  return world;
}
