// Reserved fixed IPs: addresses that outlive machines, known by the id of their port; some are virtual and shared by several.

import { add, find, findIdle, listObjects, place, remove, type Scope } from "../objects/find-objects.ts";
import { addPort } from "../objects/ports.ts";
import { requireQuota } from "../objects/quotas.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Port, Stored } from "../objects/world.ts";
import type { ReservedIpRow } from "../seed/vendor-rows.ts";
import { flag, list, object, optional, union, word } from "./body-shape.ts";
import { type Answer, type Call, offsetTimeText, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { planPort } from "./check-new-ports.ts";
import { ip, ipFamily, uuid } from "./field-shapes.ts";
import { ordered, page } from "./list-page.ts";
import { conflict } from "./refusal.ts";
import { showReservedIp } from "./show-others.ts";

const ROOT = "/v1/reserved_fixed_ips/{project_id}/{region_id}";
const ONE = `${ROOT}/{port_id}`;
const KEYS = ["created_at", "fixed_ip_address", "name", "status", "updated_at"];

const vip = { is_vip: optional(flag) };
const SHAPES = {
  external: object({ ...vip, type: word("external"), ip_family: ipFamily }),
  subnet: object({ ...vip, type: word("subnet"), subnet_id: uuid }),
  any_subnet: object({ ...vip, type: word("any_subnet"), network_id: uuid, ip_family: ipFamily }),
  ip_address: object({ ...vip, type: word("ip_address"), network_id: uuid, ip_address: ip }),
  port: object({ type: word("port"), port_id: uuid }),
};
type ReservedBody = { [K in keyof typeof SHAPES]: ReturnType<(typeof SHAPES)[K]> }[keyof typeof SHAPES];

export const reservedIpRoutes: Routes = {
  "reserved_fixed_ips.create": route({
    verb: "POST",
    path: ROOT,
    isAsync: true,
    creates: true,
    body: union<ReservedBody>("type", SHAPES),
    handle: create,
  }),
  "reserved_fixed_ips.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: {
      ...{ available_only: "flag", external_only: "flag", internal_only: "flag", vip_only: "flag" },
      ...{ device_id: "text", ip_address: "text", order_by: KEYS.flatMap((key) => [`${key}.asc`, `${key}.desc`]) },
    },
    handle: (call) => {
      const found = listObjects(call, "reserved_fixed_ips").filter((one) => isWanted(call, one));
      const sorted = ordered(found, call.query.text("order_by"), ({ row }, key) => String(row[key] ?? ""));
      return page(call, sorted, (one) => showReservedIp(call, one));
    },
  }),
  "reserved_fixed_ips.get": route({
    verb: "GET",
    path: ONE,
    handle: (call) => ok(showReservedIp(call, reservedOf(call))),
  }),
  "reserved_fixed_ips.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({ is_vip: flag }),
    handle: (call, body) => {
      const stored = findIdle(call, "reserved_fixed_ips", call.path["port_id"] ?? "");
      stored.row.is_vip = body.is_vip;
      return ok(showReservedIp(call, stored));
    },
  }),
  "reserved_fixed_ips.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const stored = findIdle(call, "reserved_fixed_ips", call.path["port_id"] ?? "");
      const { port_id: portId } = stored.row;
      if (find(call, "ports", portId).row.attached_to) throw conflict(`Reserved IP ${portId} is in use`);
      const finish = (): undefined => {
        remove(call, "reserved_fixed_ips", portId);
        remove(call, "ports", portId);
      };
      return tasksAnswer(
        startTask(call, { type: "delete_reserved_fixed_ip", data: { port_id: portId }, locks: [stored], finish }),
      );
    },
  }),
  "reserved_fixed_ips.available_devices": route({
    verb: "GET",
    path: `${ONE}/available_devices`,
    kind: "list",
    handle: (call) => {
      const { row } = reservedOf(call);
      const ports = devices(call).filter(
        (port) => port.row.network_id === row.network_id && port.row.id !== row.port_id,
      );
      return page(call, ports, (port) => showDevice(call, port));
    },
  }),
  "reserved_fixed_ips.connected_devices": route({
    verb: "GET",
    path: `${ONE}/connected_devices`,
    kind: "list",
    handle: connected,
  }),
  "reserved_fixed_ips.replace_devices": route({
    verb: "PUT",
    path: `${ONE}/connected_devices`,
    body: object({ port_ids: optional(list(uuid)) }),
    handle: (call, body) => connect(call, body.port_ids ?? [], true),
  }),
  "reserved_fixed_ips.add_devices": route({
    verb: "PATCH",
    path: `${ONE}/connected_devices`,
    body: object({ port_ids: optional(list(uuid)) }),
    handle: (call, body) => connect(call, body.port_ids ?? [], false),
  }),
};

function reservedOf(call: Call): Stored<ReservedIpRow> {
  return find(call, "reserved_fixed_ips", call.path["port_id"] ?? "");
}

function isWanted({ query, world }: Call, { row }: Stored<ReservedIpRow>): boolean {
  const attached = world.account.objects.ports.get(row.port_id)?.row.attached_to ?? null;
  return (
    !(query.flag("available_only") && attached) &&
    !(query.flag("external_only") && !row.is_external) &&
    !(query.flag("internal_only") && row.is_external) &&
    !(query.flag("vip_only") && !row.is_vip) &&
    (!query.has("device_id") || attached?.resource_id === query.text("device_id")) &&
    (row.fixed_ip_address ?? "").includes(query.text("ip_address") ?? "")
  );
}

function create(call: Call, body: ReservedBody): Answer {
  requireQuota(call, { external_ip_count: body.type === "external" ? 1 : 0 });
  const taken = body.type === "port" ? find(call, "ports", body.port_id) : undefined;
  const wanted = body.type === "port" || body.type === "ip_address" ? { ...body, type: "any_subnet" as const } : body;
  const planned = taken ? undefined : planPort(call, wanted, [], "");
  let stored: Stored<ReservedIpRow> | undefined;
  const task = startTask(call, {
    type: "create_reserved_fixed_ip",
    data: JSON.parse(JSON.stringify(body)),
    begin: (work, at) => {
      const port = taken ?? (planned && addPort({ ...call, now: at }, { ...planned, securityGroupIds: [] }));
      if (!port) return;
      const isVip = "is_vip" in body && body.is_vip === true;
      const row = reservedRow({ ...call, now: at }, port, isVip, work.row.id);
      stored = add(call, "reserved_fixed_ips", row, visibleFrom(call));
      work.lock(stored);
      work.created("ports", port.row.id);
    },
    fail: (leaves) => {
      if (!stored || leaves !== "nothing") return;
      remove(call, "reserved_fixed_ips", stored.row.port_id);
      if (!taken) remove(call, "ports", stored.row.port_id);
    },
  });
  return tasksAnswer(task);
}

function reservedRow(scope: Scope, { row }: Port, isVip: boolean, taskId: string): ReservedIpRow {
  const v4 = row.ip_assignments.find(({ ip_address }) => ip_address.includes("."));
  const v6 = row.ip_assignments.find(({ ip_address }) => ip_address.includes(":"));
  const time = offsetTimeText(scope.now);
  return {
    ...place(scope),
    port_id: row.id,
    name: `Reserved IP ${v4?.ip_address ?? v6?.ip_address ?? ""}`,
    network_id: row.network_id,
    subnet_id: v4?.subnet_id ?? null,
    subnet_v6_id: v6?.subnet_id ?? null,
    fixed_ip_address: v4?.ip_address ?? null,
    fixed_ipv6_address: v6?.ip_address ?? null,
    is_external: scope.world.account.objects.networks.get(row.network_id)?.row.external ?? false,
    is_vip: isVip,
    task_id: null,
    creator_task_id: taskId,
    created_at: time,
    updated_at: time,
  };
}

/** Ports of machines. */
function devices(call: Call): Port[] {
  const { instances } = call.world.account.objects;
  return listObjects(call, "ports").filter(({ row }) => instances.has(row.attached_to?.resource_id ?? ""));
}

function showDevice(call: Call, { row }: Port) {
  const { instances, subnets, networks } = call.world.account.objects;
  const instance = instances.get(row.attached_to?.resource_id ?? "")?.row;
  return {
    port_id: row.id,
    instance_id: instance?.id ?? "",
    instance_name: instance?.name ?? "",
    network: networks.get(row.network_id)?.row ?? null,
    ip_assignments: row.ip_assignments.map((one) => ({ ...one, subnet: subnets.get(one.subnet_id)?.row ?? null })),
  };
}

function connected(call: Call): Answer {
  const address = reservedOf(call).row.fixed_ip_address;
  const uses = ({ row }: Port): boolean => row.allowed_address_pairs.some((pair) => pair["ip_address"] === address);
  return page(call, devices(call).filter(uses), (port) => showDevice(call, port));
}

/** A device takes a shared address by an allowed address pair on its port. */
function connect(call: Call, portIds: readonly string[], isWhole: boolean): Answer {
  const address = reservedOf(call).row.fixed_ip_address;
  for (const id of portIds) find(call, "ports", id);
  for (const { row } of devices(call)) {
    const others = row.allowed_address_pairs.filter((pair) => pair["ip_address"] !== address);
    const isChosen = portIds.includes(row.id);
    if (isChosen) row.allowed_address_pairs = [...others, { ip_address: address, mac_address: null }];
    else if (isWhole) row.allowed_address_pairs = others;
  }
  return connected(call);
}
