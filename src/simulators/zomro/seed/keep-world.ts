// The world as data and back, for `--keep`. Work under way is code, so a world with some of it is no data.
import type { Json, JsonObject } from "../../engine/json.ts";
import { keepIdleWorld } from "../../engine/keep/keep-idle-world.ts";
import type { Keeping } from "../../engine/keep/keeping.ts";
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import type { Session, World } from "../objects/world.ts";
import { SESSION_MS } from "../routes/sessions.ts";

type Kept = Omit<World, "clock" | "speed" | "pending">;

export function keepWorld(world: World): Keeping {
  return {
    ...keepIdleWorld(world, {
      advance: advanceWorld,
      isIdle: ({ pending }) => pending.length === 0,
      rest: ({ clock: _clock, speed: _speed, pending: _pending, ...kept }) => kept,
    }),
    // Each call renews its session, a list remembers its page size and its filter. A session that has ended is as good as none.
    traces: () => {
      const live = [...world.sessions].filter(([, { lastAt }]) => world.clock.now() - lastAt <= SESSION_MS);
      const sessions = Object.fromEntries(live.map(([token, session]) => [token, { ...session }]));
      const { pageSizes, filters } = world.account;
      return structuredClone({ sessions, pageSizes, filters: filters as JsonObject });
    },
    takeTraces: (traces) => takeTraces(world, traces),
  };
}

function takeTraces(world: World, traces: JsonObject): void {
  const { sessions, pageSizes, filters } = structuredClone(traces);
  world.sessions = new Map(Object.entries(sessions as Record<string, Json & Session>));
  world.account.pageSizes = pageSizes as Record<string, number>;
  world.account.filters = filters as World["account"]["filters"];
}

export function resumeWorld(snapshot: unknown, { clock, speed }: SimSetting): World {
  return { ...(snapshot as Kept), pending: [], clock, speed };
}
