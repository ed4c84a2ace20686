// A world in which every call of the vendor's document finds its object, and the ids to say so.
import fc from "fast-check";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { uuidFrom } from "../../../../src/simulators/gcore/objects/new-ids.ts";
import type { RunningSimulators } from "../../../../src/simulators/start-simulators.ts";
import { SAMPLE } from "./gcore-bench.ts";
import type { Known } from "./generate-requests.ts";
import type { Operation } from "./openapi-document.ts";

const id = (digits: string): string => `b0b0b0b0-0000-4000-8000-0000000000${digits}`;
const ID = {
  stopped: id("01"),
  suspended: id("02"),
  free: id("03"),
  reverted: id("04"),
  bootable: id("05"),
  snapshot: id("06"),
  group: id("07"),
  floating: id("08"),
  freeFloating: id("09"),
  reserved: id("10"),
  image: id("11"),
  schedule: id("12"),
  task: id("13"),
  emptyGroup: id("14"),
  privateHost: id("15"),
  privatePort: id("16"),
  emptyNetwork: id("17"),
  emptySubnet: id("18"),
  looseGroup: id("19"),
  rule: id("20"),
  memberHost: id("21"),
};

const flavor = { flavor_id: "g2-standard-2-4", vcpus: 2, ram: 4096 };
const tags = [{ key: "team", value: "web-shop", read_only: false }];
const host = (hostId: string, name: string, more: JsonObject = {}): JsonObject => ({
  id: hostId,
  name,
  flavor,
  tags,
  ...more,
});
const rule = (ruleId: string): JsonObject => ({
  ...{ id: ruleId, security_group_id: ID.looseGroup, direction: "ingress", ethertype: "IPv4", protocol: "tcp" },
  ...{ port_range_min: 1, port_range_max: 2, remote_ip_prefix: null, remote_group_id: null, description: "" },
  ...{ revision_number: 0, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" },
});

export function furnish(sim: RunningSimulators): void {
  const add = (kind: string, set: JsonObject): void => void sim.change("gcore", { kind, action: "add", set });
  add("instances", host(ID.stopped, "stopped", { status: "SHUTOFF", vm_state: "stopped" }));
  add("instances", host(ID.suspended, "suspended", { status: "SUSPENDED", vm_state: "suspended" }));
  add("instances", host(ID.privateHost, "private"));
  add("instances", host(ID.memberHost, "member"));
  const port = {
    network_id: SAMPLE.network,
    ip_assignments: [{ ip_address: "192.168.10.50", subnet_id: SAMPLE.subnet }],
  };
  add("ports", { ...port, id: ID.privatePort, attached_to: { resource_id: ID.privateHost } });
  add("ports", {
    ...port,
    id: ID.reserved,
    ip_assignments: [{ ip_address: "192.168.10.60", subnet_id: SAMPLE.subnet }],
  });
  const reserved = { port_id: ID.reserved, network_id: SAMPLE.network, subnet_id: SAMPLE.subnet };
  add("reserved_fixed_ips", { ...reserved, fixed_ip_address: "192.168.10.60", is_external: true });
  add("volumes", { id: ID.free, name: "free", size: 10, tags });
  add("volumes", { id: ID.reverted, name: "reverted", size: 20, bootable: true });
  add("volumes", { id: ID.bootable, name: "bootable", size: 20, bootable: true });
  add("snapshots", { id: ID.snapshot, name: "snapshot", volume_id: ID.reverted, size: 20, tags });
  add("servergroups", {
    servergroup_id: ID.group,
    name: "group",
    instances: [{ instance_id: ID.memberHost, instance_name: "member" }],
  });
  add("servergroups", { servergroup_id: ID.emptyGroup, name: "empty" });
  add("floatingips", { id: ID.floating, floating_ip_address: "198.18.200.1", tags });
  add("floatingips", { id: ID.freeFloating, floating_ip_address: "198.18.200.2" });
  add("images", { id: ID.image, name: "own-image", visibility: "private", project_id: 77, tags_v2: tags });
  add("networks", { id: ID.emptyNetwork, name: "empty", tags });
  const subnet = { network_id: ID.emptyNetwork, cidr: "10.30.0.0/24" };
  add("subnets", { ...subnet, id: ID.emptySubnet, name: "empty-v4", tags });
  add("securitygroups", { id: ID.looseGroup, name: "loose", tags_v2: tags, security_group_rules: [rule(ID.rule)] });
  const schedule = {
    id: ID.schedule,
    type: "interval",
    hours: 12,
    owner: "lifecycle_policy",
    owner_id: 1,
    user_id: 31,
  };
  add("lifecycle_policies", { id: 1, name: "policy", schedules: [schedule], volumes: [{ volume_id: SAMPLE.data }] });
  add("projects", { id: 78, name: "second" });
  add("tasks", { id: ID.task, task_type: "create_vm", state: "FINISHED" });
}

const KEY_TEXT = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q";

const COMMON: Known = {
  ...{ project_id: 77, region_id: 76, instance_id: SAMPLE.instance, volume_id: ID.free, snapshot_id: ID.snapshot },
  ...{ port_id: ID.reserved, network_id: SAMPLE.network, subnet_id: SAMPLE.subnet, group_id: ID.looseGroup },
  ...{ servergroup_id: ID.emptyGroup, ssh_key_id: SAMPLE.key, ssh_key_name: "ops", policy_id: 1, task_id: ID.task },
  ...{
    floating_ip_id: ID.floating,
    existing_floating_id: ID.freeFloating,
    id: ID.looseGroup,
    key: "team",
    rule_id: ID.rule,
  },
  ...{
    flavor: "g2-standard-2-4",
    flavor_id: "g2-standard-4-8",
    remote_group_id: ID.looseGroup,
    "volume_ids[]": SAMPLE.data,
  },
  ...{
    "lifecycle_policy_ids[]": 1,
    "schedule_ids[]": ID.schedule,
    "instances[]": ID.privateHost,
    instance_id_to_attach_to: SAMPLE.instance,
  },
  ...{ minute: "15", hour: "2,14", day: "*", month: "*", week: "*", day_of_week: "mon,fri", timezone: "Europe/Berlin" },
  ...{ public_key: KEY_TEXT, user_data: "I2Nsb3VkLWNvbmZpZw==", tag_key_value: '{"team":"web-shop"}', size: 20 },
  ...{ "task_ids[]": ID.task, console_type: "novnc", "port_ids[]": SAMPLE.port, "security_group_ids[]": SAMPLE.group },
  ...{
    "security_group_names[]": "loose",
    remote_ip_prefix: "10.0.0.0/8",
    gateway_ip: "10.20.0.1",
    cidr: "10.20.0.0/24",
  },
  ...{ security_group_rule_id: ID.rule, ip_family: "ipv4", delete_floatings: true, weeks: 1 },
  ...{ snapshots: "", floatings: "", reserved_fixed_ips: "", volumes: undefined, ip_address: "192.168.10.99" },
  ...{ name: fc.stringMatching(/^gen-[a-z0-9]{3,12}$/), fixed_ip_address: "192.168.10.50" },
};

/** Where the common ids do not fit. */
const SPECIAL: Record<string, Known> = {
  start: { instance_id: ID.stopped },
  resume: { instance_id: ID.suspended },
  action: { instance_id: ID.stopped },
  put_into_servergroup: { instance_id: ID.privateHost },
  remove_from_servergroup: { instance_id: ID.memberHost },
  addsecuritygroup: { name: "loose", port_id: null },
  delsecuritygroup: { name: "web", "security_group_names[]": "web", port_id: null },
  detach_interface: { port_id: SAMPLE.port, ip_address: "198.18.192.10" },
  attach_interface: { ip_family: "ipv4" },
  metrics: { time_interval: fc.constantFrom(1, 6, 7, 14), time_unit: fc.constantFrom("hour", "day") },
  detach: { volume_id: SAMPLE.data },
  extend: { size: 100 },
  revert: { volume_id: ID.reverted },
  assign: { port_id: ID.privatePort },
};

/** By the folder of the path, for its objects. */
const BY_FOLDER: Record<string, Known> = {
  ports: { port_id: SAMPLE.port, subnet_id: uuidFrom("subnet/76/pub-v4"), ip_address: "198.18.192.99" },
  floatingips: { port_id: ID.privatePort },
  images: { image_id: ID.image, volume_id: ID.bootable },
  networks: { network_id: ID.emptyNetwork },
  subnets: { subnet_id: ID.emptySubnet },
  servergroups: { group_id: ID.emptyGroup },
};

export function knownFor(operation: Operation, publicImage: string): Known {
  const parts = operation.path.split("/");
  const folder = parts[3] ?? "";
  const last = parts.at(-1) ?? "";
  const known: Known = {
    ...COMMON,
    image_id: publicImage,
    apptemplate_id: "x",
    ...BY_FOLDER[folder],
    ...SPECIAL[last],
  };
  if (operation.key === "GET /cloud/v1/subnets/{project_id}/{region_id}") known["network_id"] = SAMPLE.network;
  if (operation.verb === "DELETE" && folder === "projects") known["project_id"] = 78;
  if (folder === "subnets" && operation.verb === "POST") known["network_id"] = ID.emptyNetwork;
  if (operation.key.startsWith("POST /cloud/v2/instances/{project_id}/{region_id}") && last === "{region_id}") {
    return { ...known, ...NEW_INSTANCE(publicImage) };
  }
  return known;
}

/** One bootable volume of each source; names and templates exclude each other, so one of them is left to chance. */
const NEW_INSTANCE = (image: string): Known => ({
  "volumes[]": fc.oneof(
    fc.record(
      {
        source: fc.constant("image"),
        image_id: fc.constant(image),
        size: fc.integer({ min: 10, max: 40 }),
        boot_index: fc.constant(0),
        type_name: fc.constantFrom("standard", "ssd_hiiops"),
        attachment_tag: fc.constant("root"),
        delete_on_termination: fc.boolean(),
        tags: fc.constant({ owner: "stack" }),
      },
      { requiredKeys: ["source", "image_id"] },
    ),
    fc.constant({ source: "snapshot", snapshot_id: ID.snapshot, size: 20, boot_index: 0 }),
    fc.constant({ source: "existing-volume", volume_id: ID.bootable, boot_index: 0 }),
  ),
  password: "Secret-12345",
  security_groups: fc.constant([]),
});
