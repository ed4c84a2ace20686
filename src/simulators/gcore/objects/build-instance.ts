// A machine comes into being: its volumes, ports and floating IPs when the building starts, the rest when it is done; or it fails half-way.
import type { JsonObject } from "../../engine/json.ts";
import { type Call, timeText } from "../routes/call.ts";
import { visibleFrom } from "../routes/call-faults.ts";
import type { PlannedInstance } from "../routes/check-new-instance.ts";
import type { PlannedVolume } from "../routes/check-new-volumes.ts";
import type { FloatingIpRow, InstanceRow } from "../seed/vendor-rows.ts";
import { add, place, remove, type Scope } from "./find-objects.ts";
import { changeCapacity, flavorOfInstance } from "./flavors.ts";
import { addFloatingIp } from "./floating-ips.ts";
import { newUuid } from "./new-ids.ts";
import { addPort, assignFloatingIp, attachPort, freePort, letGo } from "./ports.ts";
import { tagList } from "./tags.ts";
import type { Work } from "./tasks.ts";
import { addVolume, attachVolume, platformTags, removeVolume } from "./volumes.ts";
import type { Instance, Port, Stored, Volume } from "./world.ts";

/** What was made so far. */
export interface Built {
  instance: Instance;
  volumes: { volume: Volume; planned: PlannedVolume }[];
  ports: Port[];
  madeFloating: Stored<FloatingIpRow>[];
}

export function beginInstance(call: Call, planned: PlannedInstance, template: string, work: Work, at: number): Built {
  const scope: Scope = { ...call, now: at };
  const id = newUuid(call.world);
  const volumes = planned.volumes.map((one) => ({ planned: one, volume: volumeOf(scope, call, one, work) }));
  const madeFloating: Stored<FloatingIpRow>[] = [];
  const ports = planned.ports.map((one) => {
    const port = one.existing ?? addPort(scope, { ...one, securityGroupIds: one.groupIds });
    if (one.existing) Object.assign(port.row, { security_group_ids: one.groupIds });
    port.inside["interface_name"] = one.interfaceName;
    attachPort(call.world, port, id, planned.isBasic);
    if (one.floating !== undefined) {
      const made = one.floating === "new";
      const floating = one.floating === "new" ? addFloatingIp(scope, work.row.id, {}) : one.floating;
      if (made) madeFloating.push(floating);
      assignFloatingIp(floating.row, port, undefined);
      work.lock(floating);
    }
    return port;
  });
  const name = fillTemplate(template, ports);
  const instance = addInstance(scope, call, planned, { id, name, taskId: work.row.id });
  work.lock(instance, ...volumes.map(({ volume }) => volume));
  work.created("instances", id);
  work.created("volumes", ...made(volumes).map(({ row }) => row.id));
  work.created("ports", ...ports.map(({ row }) => row.id));
  work.created("floatingips", ...madeFloating.map(({ row }) => row.id));
  return { instance, volumes, ports, madeFloating };
}

export function finishInstance(
  { world }: Call,
  { instance, volumes }: Built,
  planned: PlannedInstance,
  at: number,
): void {
  for (const { volume, planned: one } of volumes) {
    attachVolume(world, volume, instance, at, attachmentOf(one));
    volume.row.is_root_volume = one.bootIndex === 0;
  }
  Object.assign(instance.row, { status: "ACTIVE", vm_state: "active", task_state: null });
  const member = { instance_id: instance.row.id, instance_name: instance.row.name };
  planned.serverGroup?.row.instances.push(member);
}

/** The vendor says that nothing stays, [DOC async-operations]; that is not to be trusted. */
export function failInstance(call: Call, built: Built, leaves: "nothing" | "object" | "parts"): void {
  const { world } = call;
  const { instance, volumes, ports, madeFloating } = built;
  if (leaves === "object") {
    for (const { volume } of volumes) attachVolume(world, volume, instance, call.now);
    Object.assign(instance.row, { status: "ERROR", vm_state: "error" });
    return;
  }
  changeCapacity(world, instance.row.region_id, instance.row.flavor.flavor_id, 1);
  for (const port of ports) freePort(world, port);
  for (const { row } of madeFloating) letGo(row);
  for (const { volume } of volumes) Object.assign(volume.row, { status: "available" });
  remove(call, "instances", instance.row.id);
  if (leaves === "parts") return;
  for (const volume of made(volumes)) removeVolume(world, volume);
  for (const { row } of madeFloating) remove(call, "floatingips", row.id);
}

function attachmentOf({ body }: PlannedVolume): JsonObject {
  const tag = body.attachment_tag;
  return { delete_on_termination: body.delete_on_termination, ...(tag !== undefined && { attachment_tag: tag }) };
}

function made(volumes: Built["volumes"]): Volume[] {
  return volumes.filter(({ planned }) => planned.existing === undefined).map(({ volume }) => volume);
}

function volumeOf(scope: Scope, call: Call, planned: PlannedVolume, work: Work): Volume {
  const { existing, body, size, type, image, isBootable, sourceVolume } = planned;
  if (existing) return existing;
  const tags = tagList({ ...("metadata" in body ? body.metadata : {}), ...body.tags });
  const name = ("name" in body ? body.name : undefined) ?? `${planned.bootIndex === 0 ? "boot" : "data"} volume`;
  const imageMetadata = sourceVolume?.row.volume_image_metadata;
  const taskId = work.row.id;
  const wanted = { name, size, type, image, imageMetadata, bootable: isBootable, tags, taskId };
  return addVolume(scope, wanted, visibleFrom(call));
}

interface Named {
  id: string;
  name: string;
  taskId: string;
}

function addInstance(scope: Scope, call: Call, planned: PlannedInstance, { id, name, taskId }: Named): Instance {
  const image = planned.volumes.find(({ bootIndex }) => bootIndex === 0)?.image;
  const row: InstanceRow = {
    ...place(scope),
    id,
    name,
    created_at: timeText(scope.now),
    status: "BUILD",
    vm_state: "building",
    task_state: "spawning",
    task_id: null,
    creator_task_id: taskId,
    flavor: flavorOfInstance(planned.flavor),
    volumes: [],
    ssh_key_name: planned.key?.name ?? null,
    tags: [...tagList(planned.tags), ...(image ? platformTags(image) : [])],
    instance_description: null,
    instance_isolation: null,
    blackhole_ports: [],
    ddos_profile: null,
  };
  return add(call, "instances", row, visibleFrom(call), insideOf(planned));
}

/** Nothing of this can be read back from the vendor. */
function insideOf({ body, userData, key }: PlannedInstance): Record<string, string | null> {
  return {
    user_data: userData ?? null,
    username: body.username ?? null,
    authorized_key: key?.public_key ?? null,
    has_password: body.password === undefined ? null : "yes",
  };
}

/** `{ip_octets}` is the last three octets. */
function fillTemplate(template: string, ports: readonly Port[]): string {
  const addresses = ports.flatMap(({ row }) => row.ip_assignments.map(({ ip_address }) => ip_address));
  const octets = (addresses.find((address) => address.includes(".")) ?? "0.0.0.0").split(".");
  return template
    .replaceAll("{ip_octets}", octets.slice(1).join("-"))
    .replaceAll("{two_ip_octets}", octets.slice(2).join("-"))
    .replaceAll("{one_ip_octet}", octets.slice(3).join("-"))
    .replaceAll("{instance_role}", "vm");
}
