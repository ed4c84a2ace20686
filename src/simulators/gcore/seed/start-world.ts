// An account → a world that can run: counters for new ids, schedules that count from now, and the tasks that were under way.
import type { JsonObject } from "../../engine/json.ts";
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { plan } from "../objects/advance-world.ts";
import { KIND_NAMES } from "../objects/kinds.ts";
import { armSchedule } from "../objects/run-schedules.ts";
import { taskTime } from "../objects/tasks.ts";
import type { Account, World } from "../objects/world.ts";

const SEEDED_TASK_MS = 10_000;

export function startWorld(account: Account, { clock, speed, idOffset = 0 }: SimSetting): World {
  const startedAt = clock.now();
  const { lifecycle_policies: policies, projects } = account.objects;
  const highest = (ids: Iterable<string>): number => Math.max(0, ...[...ids].map(Number));
  const world: World = {
    account,
    clock,
    speed,
    startedAt,
    happenings: [],
    lastIds: {
      uuid: idOffset,
      request: idOffset,
      policy: idOffset + highest(policies.keys()),
      project: highest(projects.keys()),
      mac: account.objects.ports.size,
    },
    lastAddresses: new Map(),
  };
  for (const { row } of policies.values()) {
    for (const schedule of row.schedules) armSchedule(world, row.id, schedule, startedAt);
  }
  const seeded = seededTasks(account);
  if (seeded.size > 0) plan(world, startedAt + SEEDED_TASK_MS / speed, (at) => endSeededTasks(world, seeded, at));
  return world;
}

/** They end well and change nothing but the locks. */
function endSeededTasks({ account: { objects } }: World, ids: ReadonlySet<string>, at: number): void {
  const time = taskTime(at);
  for (const id of ids) {
    const row = objects.tasks.get(id)?.row;
    if (row) Object.assign(row, { state: "FINISHED", updated_on: time, finished_on: time });
  }
  for (const kind of KIND_NAMES) {
    for (const { row } of objects[kind].values()) {
      const held: JsonObject = row;
      if (ids.has(String(held["task_id"]))) held["task_id"] = null;
    }
  }
}

/** Tasks that the seed shows under way, and those that only locks speak of. */
function seededTasks({ objects }: Account): Set<string> {
  const running = [...objects.tasks.values()].filter(({ row }) => row.state === "NEW" || row.state === "RUNNING");
  const locks = KIND_NAMES.flatMap((kind) =>
    [...objects[kind].values()].map(({ row }) => (row as JsonObject)["task_id"]),
  );
  return new Set([...running.map(({ row }) => row.id), ...locks.filter((lock) => typeof lock === "string")]);
}
