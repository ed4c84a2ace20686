// Ids, UUIDs and addresses that were not given out before. Repeatable: the same calls give the same ones.
import { createHash } from "node:crypto";
import type { World } from "./world.ts";

type Counter = keyof World["lastIds"];

export function nextId(world: World, counter: Counter): string {
  world.lastIds[counter] += 1;
  return String(world.lastIds[counter]);
}

export function nextUuid(world: World): string {
  const uuid = uuidFrom(`object ${nextId(world, "uuid")}`);
  const { images, instances } = world.account;
  const isTaken =
    [...images.values()].some(({ row }) => row.fleio_id === uuid) ||
    [...instances.values()].some(({ row }) => row.fotbo_id === uuid);
  return isTaken ? nextUuid(world) : uuid;
}

export function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** From 198.18.0.0/15 (benchmarks, RFC 2544). */
export function nextAddress(world: World): string {
  const index = Number(nextId(world, "address"));
  const address = `198.${18 + Math.floor(index / (250 * 256))}.${Math.floor(index / 250) % 256}.${1 + (index % 250)}`;
  const isTaken = [...world.account.instances.values()].some(({ row }) => row.ip === address);
  return isTaken ? nextAddress(world) : address;
}

/** From 2001:db8::/32 (documentation, RFC 3849). */
export function nextIpv6(world: World): string {
  const address = `2001:db8::${Number(nextId(world, "address")).toString(16)}`;
  const isTaken = [...world.account.instances.values()].some(({ row }) => row.ip_v6 === address);
  return isTaken ? nextIpv6(world) : address;
}
