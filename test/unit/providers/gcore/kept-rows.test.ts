// What is left out of the rows of long lists is read by nothing that makes observed objects of them.
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { idOf } from "../../../../src/providers/gcore/client.ts";
import {
  convertInstance,
  convertVolume,
  isGhost,
  listMarkedVolumes,
  markersOf,
} from "../../../../src/providers/gcore/convert.ts";
import { keepInstance, keepPort, keepVolume } from "../../../../src/providers/gcore/kept-rows.ts";

const TAGS = [
  { key: "team", value: "web", read_only: false },
  { key: "os", value: "linux", read_only: true },
  { key: "trueup-stack", value: "shop", read_only: false },
  { key: "trueup-address", value: "vms.web", read_only: false },
];
const INSTANCE: JsonObject = {
  instance_description: null,
  instance_isolation: null,
  blackhole_ports: [],
  ddos_profile: null,
  project_id: 77,
  region: "Luxembourg-2",
  id: "0af2",
  name: "web",
  created_at: "2026-11-30T16:12:16Z",
  status: "ACTIVE",
  vm_state: "active",
  task_state: null,
  task_id: null,
  flavor: { flavor_name: "g2-standard-2-4", os_type: "linux", flavor_id: "g2-standard-2-4", vcpus: 2, ram: 4096 },
  volumes: [
    { id: "a0b7", delete_on_termination: true },
    { id: "a0b8", delete_on_termination: false },
  ],
  ssh_key_name: "ops",
  tags: TAGS,
  addresses: {
    net: [
      { type: "fixed", addr: "10.0.0.5", interface_name: "lan" },
      { type: "floating", addr: "203.0.113.9" },
    ],
  },
  fixed_ip_assignments: [{ external: true, ip_address: "198.18.0.4", subnet_id: "cd3c" }],
  security_groups: [{ name: "web" }],
  metadata: { team: "web" },
  metadata_detailed: TAGS,
};
const { id, name, created_at, tags: _tags, ...rest } = INSTANCE;
const OLD_NAMES: JsonObject = {
  ...rest,
  instance_id: id ?? "",
  instance_name: name ?? "",
  instance_created: created_at ?? "",
};
const VOLUME: JsonObject = {
  id: "a0b7",
  name: "web-boot",
  status: "in-use",
  size: 20,
  volume_type: "standard",
  bootable: true,
  is_root_volume: true,
  region: "Luxembourg-2",
  attachments: [{ server_id: "0af2", attachment_id: "x", instance_name: "web", device: "/dev/vda" }],
  tags: TAGS,
  metadata: { team: "web" },
  metadata_detailed: TAGS,
  volume_image_metadata: { image_id: "u24", min_disk: "0" },
  created_at: "2026-11-30T16:12:16Z",
  task_id: null,
  limiter_stats: { iops_base_limit: 1000 },
};
const CONTEXT = { groups: new Map([["0af2", "apart"]]), unnamed: new Map(), volumes: new Map([["a0b7", VOLUME]]) };

const withMore = (row: JsonObject, more: JsonObject): JsonObject => ({ ...row, ...more });

describe("an instance", () => {
  it.each<[string, JsonObject]>([
    ["with all that a list tells", INSTANCE],
    ["under old names", OLD_NAMES],
    ["isolated", withMore(INSTANCE, { instance_isolation: { reason: "abuse" } })],
    ["at work", withMore(INSTANCE, { task_id: "t-1" })],
    ["in rescue", withMore(INSTANCE, { vm_state: "rescued" })],
    ["deleted", withMore(INSTANCE, { status: "SOFT_DELETED" })],
    ["without tags", withMore(INSTANCE, { tags: [], metadata_detailed: [] })],
    ["without a flavor", withMore(INSTANCE, { flavor: null })],
    ["with an old key", withMore(INSTANCE, { ssh_key_name: null, keypair_name: "old" })],
  ])("%s is the same", (_what, row) => {
    const kept = keepInstance(row);
    expect(convertInstance(kept, CONTEXT)).toEqual(convertInstance(row, CONTEXT));
    expect([isGhost(kept), listMarkedVolumes(kept), markersOf(kept), idOf(kept)]).toEqual([
      isGhost(row),
      listMarkedVolumes(row),
      markersOf(row),
      idOf(row),
    ]);
    expect(listRead(row, (watched) => convertInstance(watched, CONTEXT))).toEqual(
      listRead(kept, (watched) => convertInstance(watched, CONTEXT)),
    );
  });
});

it("a volume is the same", () => {
  expect(convertVolume(keepVolume(VOLUME), [])).toEqual(convertVolume(VOLUME, []));
  const isolated = withMore(VOLUME, { instance_isolation: { reason: "abuse" } });
  expect(convertVolume(keepVolume(isolated), [])).toEqual(convertVolume(isolated, []));
  const { tags: _none, ...untagged } = VOLUME;
  expect(convertVolume(keepVolume(untagged), [])).toEqual(convertVolume(untagged, []));
});

it("is far less than the rows hold", () => {
  const sizeOf = (value: Json) => JSON.stringify(value).length;
  expect(sizeOf(keepInstance(INSTANCE)) / sizeOf(INSTANCE)).toBeLessThan(0.75);
  expect(sizeOf(keepVolume(VOLUME)) / sizeOf(VOLUME)).toBeLessThan(0.75);
  const port = { id: "p", attached_to: { resource_id: "0af2" }, mac_address: "fa:16", dns: [], creator_task_id: "t" };
  expect(keepPort(port)).toEqual({ id: "p", attached_to: { resource_id: "0af2" } });
});

/** Fields of the row that are there and are read. */
function listRead(row: JsonObject, read: (watched: JsonObject) => unknown): string[] {
  const keys = new Set<string>();
  read(
    new Proxy(row, {
      get: (target, key) => {
        const value = target[String(key)];
        if (typeof key === "string" && value !== undefined && value !== null && key !== "metadata_detailed")
          keys.add(key);
        return value;
      },
    }),
  );
  return [...keys].sort();
}
