// Lets everything happen that was due by now, in the order of its time: ends of work and scheduled backups.
import { nextTime } from "./provider-time.ts";
import { takeScheduledBackup } from "./scheduled-backup.ts";
import type { World } from "./world.ts";

interface Due {
  at: number;
  happen(): void;
}

export function advanceWorld(world: World): void {
  const now = world.clock.now();
  for (let due = nextDue(world); due && due.at <= now; due = nextDue(world)) due.happen();
}

function nextDue(world: World): Due | undefined {
  let next: Due | undefined;
  const offer = (at: number, happen: () => void): void => {
    if (!next || at < next.at) next = { at, happen };
  };
  for (const pending of world.pending) {
    offer(pending.at, () => {
      world.pending.splice(world.pending.indexOf(pending), 1);
      pending.happen(pending.at);
    });
  }
  for (const schedule of world.account.schedules.values()) {
    const at = schedule.nextAt;
    offer(at, () => {
      schedule.nextAt = nextTime(schedule.days, schedule.row.rotation_time, at);
      takeScheduledBackup(world, schedule, at);
    });
  }
  return next;
}
