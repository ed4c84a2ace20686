// An account → a world that can run: counters for new ids, schedules that count from now, and the tasks that were under way.
import type { JsonObject } from "../json.ts";
import type { SimSetting } from "../simulated-vendor.ts";
import { plan } from "./advance-world.ts";
import { KIND_NAMES } from "./kinds.ts";
import { armSchedule } from "./run-schedules.ts";
import { taskTime } from "./tasks.ts";
import type { Account, World } from "./world.ts";

const SEEDED_TASK_MS = 10_000;

export function startWorld(account: Account, { clock, speed }: SimSetting): World {
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
      uuid: 0,
      policy: highest(policies.keys()),
      project: highest(projects.keys()),
      mac: account.objects.ports.size,
    },
    lastAddresses: new Map(),
  };
  for (const { row } of policies.values()) {
    for (const schedule of row.schedules) armSchedule(world, row.id, schedule, startedAt);
  }
  plan(world, startedAt + SEEDED_TASK_MS / speed, (at) => endSeededTasks(world, at));
  return world;
}

/** They end well and change nothing but the locks. */
function endSeededTasks(world: World, at: number): void {
  const { objects } = world.account;
  const started = taskTime(world.startedAt);
  for (const { row } of objects.tasks.values()) {
    const isOlder = row.created_on.replace(/Z$/, "") <= started;
    if (isOlder && (row.state === "NEW" || row.state === "RUNNING"))
      Object.assign(row, { state: "FINISHED", updated_on: taskTime(at), finished_on: taskTime(at) });
  }
  for (const kind of KIND_NAMES) {
    for (const { row } of objects[kind].values()) {
      const lock = (row as JsonObject)["task_id"];
      const task = typeof lock === "string" ? objects.tasks.get(lock)?.row : undefined;
      if (typeof lock === "string" && (task === undefined || task.state === "FINISHED"))
        (row as JsonObject)["task_id"] = null;
    }
  }
}
