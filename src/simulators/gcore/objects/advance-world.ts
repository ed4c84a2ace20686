// Lets everything happen that was due by now, in the order of its time. Nothing runs by itself: time is looked at on request.
import type { Happening, World } from "./world.ts";

export function advanceWorld(world: World): void {
  const now = world.clock.now();
  for (let due = nextDue(world.happenings); due && due.at <= now; due = nextDue(world.happenings)) {
    world.happenings.splice(world.happenings.indexOf(due), 1);
    due.happen(due.at);
  }
}

/** Of two at one time the one that was planned first. */
function nextDue(happenings: readonly Happening[]): Happening | undefined {
  let next: Happening | undefined;
  for (const happening of happenings) if (!next || happening.at < next.at) next = happening;
  return next;
}

type About = Pick<Happening, "plan" | "task">;

export function plan(world: World, at: number, happen: (at: number) => void, about: About = {}): void {
  world.happenings.push({ at, happen, ...about });
}
