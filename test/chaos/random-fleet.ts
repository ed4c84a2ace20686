// What may be declared at each vendor, and how its machines may change: random, but always what the vendor can do.
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { JsonObject as Row } from "../../src/simulators/engine/json.ts";
import type { OutsideChange } from "../../src/simulators/engine/simulated-vendor.ts";
import { OPS_KEY, sampleDesired, VM_ATTRIBUTES } from "../support/sample-desired.ts";
import { EDGE } from "../support/sample-gcore.ts";
import type { Dice } from "./dice.ts";
import type { Vendor } from "./scenarios.ts";

export interface Trade {
  readonly seed: object;
  vm(dice: Dice): JsonObject;
  /** Snapshots and schedules of a machine, by section. */
  part(dice: Dice, vm: Desired): readonly [section: string, attributes: JsonObject];
  readonly edits: readonly ((dice: Dice, attributes: JsonObject) => JsonObject)[];
  /** What a machine may be installed anew with; none where the vendor cannot. */
  readonly images: readonly (string | JsonObject)[];
  /** What may be set on a machine that another made. */
  borrowed(dice: Dice): JsonObject;
  /** Something that another made, with a name of our choosing; perhaps with the marks of another stack. */
  stranger(type: "vm" | "key", name: string, isMarked?: boolean): OutsideChange;
  /** A change of one of our machines in the panel. */
  meddle(dice: Dice, id: string): OutsideChange;
}

export const SECRET = "Passw0rd";
const KEY_TEXTS = [
  OPS_KEY,
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOther00000000000000000000000000000000000000 other@example.org",
];

export const keyText = (dice: Dice): string => dice.pick(KEY_TEXTS);
/** Never the same twice in a run, never short. */
export const password = (dice: Dice): string => `${SECRET}${dice.int(100_000, 999_999)}`;

const set =
  (of: (dice: Dice, attributes: JsonObject) => JsonObject) =>
  (dice: Dice, attributes: JsonObject): JsonObject => ({ ...attributes, ...of(dice, attributes) });

const turnPower = set((_dice, { power }) => ({ power: power === "on" ? "off" : "on" }));
const newPassword = set((dice) => ({ password: password(dice) }));

const SERVEROID: Trade = {
  seed: {
    serveroid: {
      tenants: [{ id: 111, description: "Default" }],
      pubkeys: [{ id: 70, name: "foreign", type: "ED25519", publicKey: OPS_KEY }],
      limits: { addressesPerVm: 8 },
      vms: [serveroidRow("foreign", 900)],
    },
  },
  vm: (dice) => ({
    ...VM_ATTRIBUTES,
    memory: dice.pick([1024, 2048]),
    ips: dice.int(1, 3),
    power: dice.pick(["on", "on", "off"]),
    password: password(dice),
    allowRestart: true,
  }),
  part: (_dice, vm) => ["snapshots", { vm: vm.address }],
  edits: [
    // A disk may be 64 times the memory.
    set((dice, { disk }) => ({ memory: Math.max(dice.pick([1024, 2048, 4096]), Number(disk) / 64) })),
    set((_dice, { disk, memory }) => ({ disk: Math.min(Number(disk) + 32_768, Number(memory) * 64) })),
    set((_dice, { cpu }) => ({ cpu: Math.min(8, Number(cpu) + 1) })),
    set((_dice, { ips }) => ({ ips: Math.min(5, Number(ips) + 1) })),
    set((dice) => ({ backupPolicy: { keep: dice.int(1, 10), every: 86_400_000 } })),
    set((dice) => ({ keys: dice.pick([["keys.ops"], []]) })),
    turnPower,
    newPassword,
  ],
  images: [
    { name: "DEBIAN", bitness: 64 },
    { name: "UBUNTU", bitness: 64, description: "Ubuntu 14.04" },
  ],
  borrowed: (dice) =>
    dice.pick<JsonObject>([{}, { power: "off" }, { memory: 2048, allowRestart: true }, { password: password(dice) }]),
  stranger: (type, name) =>
    type === "vm"
      ? { kind: "vms", action: "add", set: serveroidRow(name) }
      : { kind: "pubkeys", action: "add", set: { name, type: "ED25519", publicKey: OPS_KEY } },
  meddle: (dice, id) => ({
    kind: "vms",
    action: "patch",
    id,
    set: dice.pick<Row>([{ memory: 4096 }, { name: "meddled" }, { state: "VIR_DOMAIN_SHUTOFF" }]),
  }),
};

function serveroidRow(name: string, id?: number): Row {
  return {
    ...(id === undefined ? {} : { id }),
    tenantId: 111,
    name,
    memory: 1024,
    disk: 32_768,
    cpu: 2,
    tariffId: 1,
    ipAddresses: [],
    state: "VIR_DOMAIN_RUNNING",
    distribution: { id: 230, name: "UBUNTU", description: "Ubuntu 14.04.1 x64", bitness: 64 },
    publicKeys: [],
  };
}

const rescue = (dice: Dice): JsonObject => ({ image: "Debian 12", zone: "pub", password: password(dice) });

function turnRescue(dice: Dice, attributes: JsonObject): JsonObject {
  const { rescue: before, ...rest } = attributes;
  return before === undefined ? { ...rest, rescue: rescue(dice) } : rest;
}

const ZOMRO: Trade = {
  seed: {},
  vm: (dice) => ({
    allowOrder: true,
    tariff: "Cloud Small",
    period: "daily",
    datacenter: "Netherlands-2",
    image: "Debian 11",
    password: password(dice),
    power: dice.pick(["on", "on", "off"]),
    ...(dice.chance(0.5) ? { keys: ["keys.ops"] } : {}),
  }),
  part: (dice, vm) =>
    dice.chance(0.5)
      ? ["snapshots", { vm: vm.address }]
      : ["schedules", { vm: vm.address, days: ["mon", "fri"], time: "02:01" }],
  edits: [turnPower, newPassword, set((dice) => ({ backupPolicy: { keep: dice.int(1, 10) } })), turnRescue],
  images: ["Debian 11", "Debian 12"],
  borrowed: (dice) =>
    dice.pick<JsonObject>([{}, { power: "off" }, { rescue: rescue(dice) }, { backupPolicy: { keep: 3 } }]),
  stranger: (type, name) =>
    type === "vm"
      ? {
          kind: "instances",
          action: "add",
          set: {
            servername: { $: name },
            name: { $: "Cloud Small" },
            pricelist: { $: "Cloud Small" },
            datacentername: { $: "Netherlands-2" },
            instances_os: { $: "Debian 11" },
            instance_status: { $: "active" },
            status: { $: "2" },
            item_status: { $: "Active" },
          },
        }
      : { kind: "sshkeys", action: "add", set: { comment: { $: name } } },
  meddle: (dice, id) => ({
    kind: "instances",
    action: "patch",
    id,
    set: dice.pick<Row>([{ servername: { $: "meddled" } }, { instance_status: { $: "stopped" } }]),
  }),
};

const { boot, data } = EDGE["volumes"] as { boot: JsonObject; data: JsonObject };
const INTERFACES: readonly JsonObject[] = [
  { public: { type: "external", securityGroups: ["web"] } },
  { inner: { type: "anySubnet", network: "internal" } },
  { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
];

const OTHER_STACK = [
  { key: "trueup-stack", value: "other", read_only: false },
  { key: "trueup-address", value: "vms.edge", read_only: false },
  { key: "trueup-intent", value: "0123456789abcdef", read_only: false },
];

const GCORE: Trade = {
  seed: {},
  vm: (dice) => ({
    flavor: "g2-standard-2-4",
    volumes: dice.chance(0.5) ? { boot, data } : { boot },
    interfaces: dice.pick(INTERFACES),
    keys: ["keys.ops"],
    tags: { team: "shop" },
    power: dice.pick(["on", "on", "off"]),
    allowRestart: true,
  }),
  part: (dice, vm) =>
    dice.chance(0.5)
      ? ["snapshots", { vm: vm.address, volume: "boot" }]
      : ["schedules", { vms: [vm.address], cron: "15 2 * * *", timezone: "UTC", keep: 7 }],
  edits: [
    set((dice) => ({ flavor: dice.pick(["g2-standard-2-4", "g2-standard-4-8"]) })),
    set((dice) => ({ tags: { team: `team-${dice.int(1, 9)}` } })),
    set((_dice, { volumes }) => ({ volumes: { ...(volumes as JsonObject), logs: { size: 10_240 } } })),
    set((_dice, { volumes }) => ({ volumes: { boot: (volumes as JsonObject)["boot"] ?? boot } })),
    set((_dice, { volumes }) => ({ volumes: growData(volumes as JsonObject) })),
    set((_dice, { interfaces }) => ({ interfaces: turnFloating(interfaces as JsonObject) })),
    set((dice) => ({ power: dice.pick(["on", "off", "suspended"]) })),
  ],
  images: [],
  borrowed: (dice) =>
    dice.pick<JsonObject>([
      {},
      { power: "off" },
      { tags: { team: "guest" } },
      { flavor: "g2-standard-4-8", allowRestart: true },
    ]),
  stranger: (type, name, isMarked = false) =>
    type === "vm"
      ? {
          kind: "instances",
          action: "add",
          set: {
            name,
            flavor: { flavor_id: "g2-standard-2-4" },
            status: "ACTIVE",
            vm_state: "active",
            tags: isMarked ? OTHER_STACK : [],
          },
        }
      : { kind: "ssh_keys", action: "add", set: { name, public_key: OPS_KEY } },
  meddle: (dice, id) => ({
    kind: "instances",
    action: "patch",
    id,
    set: dice.pick<Row>([{ name: "meddled" }, { status: "SHUTOFF", vm_state: "stopped" }]),
  }),
};

function growData(volumes: JsonObject): JsonObject {
  const size = Number((volumes["data"] as JsonObject | undefined)?.["size"] ?? data["size"]);
  return { ...volumes, data: { size: size + 10_240 } };
}

function turnFloating(interfaces: JsonObject): JsonObject {
  const inner = interfaces["inner"] as JsonObject | undefined;
  if (inner === undefined) return interfaces;
  const { floatingIp, ...rest } = inner;
  return { ...interfaces, inner: floatingIp === undefined ? { ...rest, floatingIp: "new" } : rest };
}

export const TRADES: Readonly<Record<Vendor, Trade>> = { serveroid: SERVEROID, zomro: ZOMRO, gcore: GCORE };

export function declare(vendor: Vendor, address: string, attributes: JsonObject, name?: string): Desired {
  return sampleDesired(address, attributes, { provider: vendor, vendor, ...(name === undefined ? {} : { name }) });
}
