// An account → a world that can run: live sessions, counters for new ids, and the work that was under way.
import type { SimSetting } from "../../engine/simulated-vendor.ts";
import { completeCopy } from "../objects/copies.ts";
import { dayOf } from "../objects/provider-time.ts";
import type { Account, Instance, Pending, World } from "../objects/world.ts";
import type { Seeded } from "./account-from-seed.ts";

const SEEDED_WORK_MS = 60_000;
/** `instance_status` under way → where it ends, [CP]. */
const ENDS: Readonly<Record<string, string>> = {
  creating: "active",
  building: "active",
  processing: "active",
  starting: "active",
  stopping: "stopped",
  rebooting: "active",
  rebuilding: "active",
  resizing: "resized",
  rescuing: "rescued",
  unrescuing: "active",
  suspending: "suspended",
  booting_from_iso: "booted_from_iso",
  running_image_uploading: "active",
};

export function startWorld({ account, sessions }: Seeded, { clock, speed, idOffset = 0 }: SimSetting): World {
  const now = clock.now();
  const until = now + SEEDED_WORK_MS / speed;
  const items = [...account.instances.keys(), ...account.images.keys()];
  return {
    account,
    sessions: new Map(sessions.map(({ token, username }) => [token, { username, lastAt: now }])),
    cart: new Map(),
    longTasks: new Map(),
    pending: [...resumedInstances(account, until), ...resumedImages(account, until)],
    madeByHand: copiesOf(account, dayOf(now)),
    clock,
    speed,
    lastIds: {
      item: idOffset + highest(items),
      schedule: idOffset + highest(account.schedules.keys()),
      key: idOffset + highest(account.keys.keys()),
      cloudKey: idOffset + highest([...account.keys.values()].map(({ row }) => row.fotbokeyid)),
      line: 0,
      cart: 0,
      bill: 0,
      token: 0,
      uuid: idOffset,
      address: 0,
    },
  };
}

function highest(ids: Iterable<string>): number {
  return Math.max(0, ...[...ids].map(Number).filter(Number.isFinite));
}

function resumedInstances({ instances }: Account, at: number): Pending[] {
  return [...instances.values()].flatMap((instance) => {
    const end = ENDS[instance.row.instance_status];
    return end === undefined ? [] : [{ at, instanceId: instance.row.id, happen: () => settle(instance, end) }];
  });
}

function settle(instance: Instance, end: string): void {
  // A copy is taken of a stopped machine, too: the billing side tells which it was.
  const isOff = instance.row.instance_status === "running_image_uploading" && instance.row.status === "3";
  instance.row.instance_status = isOff ? "stopped" : end;
  if (instance.doing !== "activation") return;
  instance.doing = null;
  instance.row.status = "2";
}

function resumedImages({ images }: Account, at: number): Pending[] {
  const saving = [...images.values()].filter(({ row }) => row.fleio_status === "Saving");
  return saving.map((image) => ({ at, happen: () => completeCopy(image) }));
}

function copiesOf({ images }: Account, today: string): string[] {
  const byHand = [...images.values()].filter(({ row }) => row.createdate === today && row.backup_type !== "schedule");
  return byHand.map(({ kind, instanceId }) => `${kind} ${instanceId} ${today}`);
}
