// The world as data and back, for `--keep`. Work under way is code, so a world with some of it is no data; schedules are.
import { keepIdleWorld } from "../../engine/keep/keep-idle-world.ts";
import type { Keeping } from "../../engine/keep/keeping.ts";
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import { planAgain } from "../objects/run-schedules.ts";
import type { Plan, World } from "../objects/world.ts";

type Kept = Omit<World, "clock" | "speed" | "happenings"> & { planned: { at: number; plan: Plan }[] };

export function keepWorld(world: World): Keeping {
  return {
    ...keepIdleWorld(world, {
      advance: advanceWorld,
      isIdle: ({ happenings }) => happenings.every(({ plan }) => plan),
      rest: ({ clock: _clock, speed: _speed, happenings, ...kept }) => ({
        ...kept,
        planned: happenings.flatMap(({ at, plan }) => (plan ? [{ at, plan }] : [])),
      }),
    }),
    // Answers are numbered, whatever they answer.
    traces: () => ({ request: world.lastIds.request }),
    takeTraces: ({ request }) => {
      world.lastIds.request = Number(request);
    },
  };
}

export function resumeWorld(snapshot: unknown, { clock, speed }: SimSetting): World {
  const { planned, ...kept } = snapshot as Kept;
  const world: World = { ...kept, happenings: [], clock, speed };
  for (const { at, plan } of planned) planAgain(world, at, plan);
  return world;
}
