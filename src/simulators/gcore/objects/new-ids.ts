// New ids and hardware addresses: the same run gives the same ones, and none that a seed has brought along comes twice.
import { createHash } from "node:crypto";
import type { World } from "./world.ts";

export function newUuid(world: World): string {
  world.lastIds.uuid += 1;
  const id = uuidFrom(`${world.startedAt}/${world.lastIds.uuid}`);
  const isTaken = Object.values(world.account.objects).some((objects) => objects.has(id));
  return isTaken ? newUuid(world) : id;
}

/** Counted apart: how often somebody has read says nothing about the ids of objects. */
export function newRequestId(world: World): string {
  world.lastIds.request += 1;
  return uuidFrom(`${world.startedAt}/request/${world.lastIds.request}`);
}

/** Of version 4 in form: that is what the vendor's document asks of ids. */
export function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function newMac(world: World): string {
  world.lastIds.mac += 1;
  const digits = world.lastIds.mac.toString(16).padStart(6, "0");
  return `fa:16:3e:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}
