// Lets everything happen that was due by now, in the order of its time: ends of operations and scheduled backups.

import { scheduleBackups } from "./add-vm.ts";
import { takeBackup } from "./take-backup.ts";
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
  for (const operation of world.pending) {
    offer(operation.endsAt, () => {
      world.pending.splice(world.pending.indexOf(operation), 1);
      operation.conclude(operation.endsAt);
    });
  }
  for (const vm of world.account.vms.values()) {
    const at = vm.nextBackupAt;
    offer(at, () => {
      takeBackup(vm, at);
      scheduleBackups(vm, at);
    });
  }
  return next;
}
