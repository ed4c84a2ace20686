// Objects → what the vendor sends: key rows inside VMs, moving distribution ids, and the quirks of nulls and times.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import type { Key, Quirks, Vm, World } from "../objects/world.ts";
import type { DistributionRow } from "../seed/vendor-rows.ts";

/** Registered keys with an `installed` flag, not the installed set; text and time are null here, [S002] H7. */
export function showVm(world: World, vm: Vm): JsonObject {
  const now = world.clock.now();
  const registered = byNewest(world.account.keys).filter((key) => key.visibleFrom <= now);
  const foreign = vm.keyRows.filter((row) => !registered.some((key) => key.row.id === row["id"]));
  const rows = [...registered.map((key) => keyInVm(key, vm)), ...foreign];
  const publicKeys = rows.map(
    (row): JsonObject => ({
      ...row,
      publicKey: null,
      timeAdded: null,
      installed: vm.installedKeyIds.includes(Number(row["id"])),
    }),
  );
  return { ...vm.row, publicKeys };
}

function keyInVm({ row, tenantId, ownerUser }: Key, vm: Vm): JsonObject {
  const seeded = vm.keyRows.find(({ id }) => id === row.id);
  const { id, name, type } = row;
  return { id, tenantId: tenantId ?? vm.row.tenantId, name, type, ownerUser, ...seeded };
}

/** The samples list the newest first, [S002] M2, M31. */
export function byNewest<T>(objects: ReadonlyMap<number, T>): T[] {
  return [...objects].sort(([a], [b]) => b - a).map(([, object]) => object);
}

/** Ids change as images are renewed; what an installed VM says stays as it was, [S002] M36. */
export function currentDistributions(world: World): DistributionRow[] {
  const { distributions, quirks } = world.account;
  if (quirks.rotateDistributionIds <= 0) return distributions;
  const age = world.clock.now() - world.startedAt;
  const turn = Math.floor(age / (quirks.rotateDistributionIds * 1000));
  return distributions.map((row) => ({ ...row, id: row.id + turn * 1000 }));
}

export function withQuirks(value: Json, quirks: Quirks): Json {
  if (Array.isArray(value)) return value.map((element) => withQuirks(element, quirks));
  if (!isJsonObject(value)) return value;
  const shown: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === null && quirks.omitNulls) continue;
    const isTime = quirks.isoTimes && name === "timeAdded" && typeof member === "number";
    shown[name] = isTime ? isoTime(member) : withQuirks(member, quirks);
  }
  return shown;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "+0000");
}
