// Which plans, data centres, systems and keys can be chosen together. Ids of systems differ per data centre, [CP].

import type { Choice } from "../routes/write-doc.ts";
import type { Account, Datacenter, Key, System, Tariff } from "./world.ts";

export function tariffsIn({ tariffs }: Account, datacenter: string | undefined): Tariff[] {
  return tariffs.filter(({ datacenters }) => isIn(datacenters, datacenter));
}

export function placesOf({ datacenters }: Account, tariff: Tariff): Datacenter[] {
  return datacenters.filter(({ id }) => isIn(tariff.datacenters, id));
}

export function systemsIn({ systems }: Account, datacenter: string | undefined): System[] {
  return systems.filter((system) => system.datacenter === "" || system.datacenter === datacenter);
}

export function systemChoices(systems: readonly System[], depend?: string): Choice[] {
  return systems.map(({ uuid, label }) => ({ key: uuid, label, ...(depend !== undefined && { depend }) }));
}

/** The single key `none` when the account has none, [CP]. */
export function keyChoices(keys: Iterable<Key>, now: number): Choice[] {
  const visible = [...keys].filter(({ visibleFrom }) => visibleFrom <= now);
  if (visible.length === 0) return [{ key: "none", label: "-- none --" }];
  return visible.map(({ row }) => ({ key: row.fotbokeyid, label: row.comment }));
}

function isIn(datacenters: readonly string[], wanted: string | undefined): boolean {
  return datacenters.length === 0 || wanted === undefined || datacenters.includes(wanted);
}
