// An account → a world that can run: counters for new ids and the operations that were under way.
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { resumeSeeded } from "../objects/operations.ts";
import type { Account, Operation, Vm, World } from "../objects/world.ts";

const SEEDED_OPERATION_MS = 60_000;

/** A recording may name a current snapshot without the list that has it. */
function snapshotIds({ row, snapshots }: Vm): number[] {
  return [row.currentSnapshot ?? 0, ...snapshots.map((snapshot) => snapshot.row.id)];
}

export function startWorld(account: Account, { clock, speed, idOffset = 0 }: SimSetting): World {
  const startedAt = clock.now();
  const vms = [...account.vms.values()];
  const operations = new Map<number, Operation>();
  for (const row of account.operations) {
    const rest = row.status === "PENDING" ? (SEEDED_OPERATION_MS * (1 - row.percentage / 100)) / speed : 0;
    operations.set(row.id, resumeSeeded(row, startedAt, startedAt + rest));
  }
  return {
    account,
    operations,
    pending: [...operations.values()].filter(({ row }) => row.status === "PENDING"),
    clock,
    speed,
    host: "download2.flops.ru",
    downloads: new Map(),
    startedAt,
    lastIds: {
      vm: idOffset + Math.max(0, ...account.vms.keys()),
      key: idOffset + Math.max(0, ...account.keys.keys()),
      snapshot: idOffset + Math.max(0, ...vms.flatMap(snapshotIds)),
      operation: idOffset + Math.max(0, ...operations.keys()),
      address: 0,
      privateAddress: 0,
    },
  };
}
