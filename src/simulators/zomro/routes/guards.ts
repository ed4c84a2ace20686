// What a call checks first: the object is there, it is not deleted, it is idle, it is in a status that allows this. Changes nothing.

import { refuseBusy } from "../objects/work.ts";
import type { Image, ImageKind, Instance, Key, Schedule } from "../objects/world.ts";
import type { Call } from "./call.ts";
import { refusal } from "./refusal.ts";

const DELETED = "4";

/** For reading: a deleted one that still has a row is shown, too, [3P]. */
export function shownInstance({ world, now }: Call, id: string): Instance {
  const instance = world.account.instances.get(id);
  if (!instance || instance.visibleFrom > now) throw refusal("missed", "item");
  return instance;
}

export function liveInstance(call: Call, id: string): Instance {
  const instance = shownInstance(call, id);
  if (instance.row.status === DELETED) throw refusal("missed", "item");
  return instance;
}

/** For a mutation; `allowed` are the `instance_status` it may be in, [ASSUMED] from the panel's buttons. */
export function idleInstance(call: Call, id: string, allowed?: readonly string[]): Instance {
  const instance = liveInstance(call, id);
  refuseBusy(call.world, instance);
  if (allowed && !allowed.includes(instance.row.instance_status)) throw refusal("value", "status");
  return instance;
}

/** The parent of a nested list: an instance whose copies are kept is asked for after its deletion, too. */
export function parentId(call: Call, ...names: readonly string[]): string {
  const [first = "elid"] = names;
  const name = names.find((one) => call.form.text(one) !== undefined) ?? first;
  const id = call.form.neededId(name);
  return shownInstance(call, id).row.id;
}

export function shownImage({ world, now }: Call, id: string, kind?: ImageKind): Image {
  const image = world.account.images.get(id);
  if (!image || image.visibleFrom > now || (kind && image.kind !== kind)) throw refusal("missed", "item");
  return image;
}

export function shownSchedule({ world, now }: Call, id: string): Schedule {
  const schedule = world.account.schedules.get(id);
  if (!schedule || schedule.visibleFrom > now) throw refusal("missed", "item");
  return schedule;
}

export function shownKey({ world, now }: Call, id: string): Key {
  const key = world.account.keys.get(id);
  if (!key || key.visibleFrom > now) throw refusal("missed", "item");
  return key;
}

/** The `fotbokeyid` of a key that can be put into a system. */
export function attachableKey({ world, now, form }: Call, field: string): string {
  const id = form.neededId(field);
  const isThere = [...world.account.keys.values()].some((key) => key.row.fotbokeyid === id && key.visibleFrom <= now);
  if (!isThere) throw refusal("value", field);
  return id;
}

/** 8-48 ASCII, a capital and a digit, no space, no `#`, [CP]. */
export function checkPassword(password: string, field = "password"): string {
  const isGood = /^[!-~]{8,48}$/.test(password) && /[A-Z]/.test(password) && /\d/.test(password);
  if (!isGood || password.includes("#")) throw refusal("value", field);
  return password;
}
