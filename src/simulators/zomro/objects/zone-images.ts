// The images that a machine can be booted or installed from: public ones of its data centre and the account's own, by zone, [S000] [Z466].
import type { Call } from "../routes/call.ts";
import { refusal } from "../routes/refusal.ts";
import { type Choice, select } from "../routes/write-doc.ts";
import { systemsIn } from "./tariff-choice.ts";
import type { Instance } from "./world.ts";

export interface ZoneImage {
  uuid: string;
  label: string;
}

const OWN = "own";

/** `zone` and the select that depends on it. */
export function zoneSelects(call: Call, instance: Instance, field: string, publicZone: string) {
  const { quirks } = call.world.account;
  const zones = [publicZone, OWN].map((key) => ({ key, label: key }));
  const choices = [...publicChoices(call, instance, publicZone), ...ownChoices(call)];
  return [select("zone", zones, quirks), select(field, choices, quirks)];
}

/** The image that was sent must belong to the zone that was sent, [S000]. */
export function chosenImage(call: Call, instance: Instance, field: string, publicZones: readonly string[]): ZoneImage {
  const zone = call.form.neededOneOf("zone", [...publicZones, OWN]);
  const uuid = call.form.needed(field);
  const choices = zone === OWN ? ownChoices(call) : publicChoices(call, instance, zone);
  const found = choices.find(({ key }) => key === uuid);
  if (!found) throw refusal("value", field);
  return { uuid, label: found.label };
}

function publicChoices({ world }: Call, { row }: Instance, zone: string): Choice[] {
  const place = world.account.datacenters.find(({ name }) => name === row.datacentername);
  return systemsIn(world.account, place?.id).map(({ uuid, label }) => ({ depend: zone, key: uuid, label }));
}

/** Copies of machines are offered beside own images, [CP] for the restore dialog. */
function ownChoices({ world, now }: Call): Choice[] {
  const ready = [...world.account.images.values()].filter(
    ({ row, visibleFrom }) => row.fleio_status === "Active" && row.item_real_status === "2" && visibleFrom <= now,
  );
  return ready.map(({ row }) => ({
    depend: OWN,
    name: row.name,
    key: row.fleio_id,
    label: `${row.os_distro} ${row.os_version}`.trim(),
  }));
}
