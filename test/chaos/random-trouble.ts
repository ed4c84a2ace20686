// What goes wrong at the vendor and in the panel during a random run: faults of requests, and changes behind our back.
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { OutsideChange } from "../../src/simulators/engine/simulated-vendor.ts";
import type { Dice } from "./dice.ts";
import { INVISIBLE_MS, isCreation, listFaults } from "./faults.ts";
import type { LiveObject } from "./live-objects.ts";
import { TRADES } from "./random-fleet.ts";
import type { Yaml } from "./random-yaml.ts";
import type { Vendor } from "./scenarios.ts";

/** What our client sends to change something. */
const MUTATIONS: Readonly<Record<Vendor, readonly string[]>> = {
  serveroid: words(`install install clone clone delete shutdown start rename memory_change disk_change cpu_change ip_add
    backup_policy_change pubkey_change password_change snapshot_create snapshot_delete pubkeys_add pubkeys_edit
    pubkeys_delete reinstall reinstall`),
  zomro: words(`v2.instances.order.param cartorder.create.confirm cartorder.create.confirm instances.delete
    instances.edit instances.fleio.rescue instances.fleio.unrescue instances.fleio.rebuild instances.fleio.changepassword instances.snapshots.edit image.delete image.edit sshkeys.edit sshkeys.delete
    instances.fleio_bckps.schedule.edit instances.fleio_bckps.schedule.delete service.stop service.start`),
  gcore: words(`instances.create instances.create instances.delete instances.action instances.changeflavor
    instances.update volumes.create volumes.delete volumes.attach volumes.detach volumes.extend floatingips.create
    floatingips.delete snapshots.create snapshots.delete ssh_keys.create ssh_keys.delete lifecycle_policy.create
    floatingips.update lifecycle_policy.delete lifecycle_policy.add_volumes lifecycle_policy.remove_volumes instances.attach_interface instances.detach_interface`),
};

/** What any request may meet, reads included. */
const ON_THE_WAY: readonly Omit<FaultRule, "match">[] = [
  { effect: "lost-before" },
  { effect: "lost-after" },
  { effect: "reset-mid-answer" },
  { effect: "http-5xx", when: "before", status: 503 },
  { effect: "http-5xx", when: "after", status: 500 },
  { effect: "garbled", when: "after", body: "truncated" },
  { effect: "hang", when: "before" },
  { effect: "hang", when: "after" },
  { effect: "429", retryAfter: 3 },
];

const OF_LISTS: readonly Omit<FaultRule, "match">[] = [
  { effect: "partial-list", rows: 0 },
  { effect: "partial-list", rows: 1 },
  { effect: "empty-list", shape: "empty" },
  { effect: "slow-list", ms: 12_000 },
];

const OF_OPERATIONS: readonly Omit<FaultRule, "match">[] = [
  { effect: "operation-slow", ms: 240_000 },
  { effect: "operation-fails", leaves: "nothing" },
];

const LISTS: Readonly<Record<Vendor, readonly string[]>> = {
  serveroid: words("vm_list vm_list pubkeys snapshots"),
  zomro: words("instances instances sshkeys instances.snapshots instances.fleio_bckps.schedule"),
  gcore: words("instances.list volumes.list snapshots.list ssh_keys.list lifecycle_policy.list floatingips.list"),
};

const MARKED = /^(instances|volumes|floatingips|snapshots)\.create$/;

export function throwFaults(vendor: Vendor, dice: Dice): FaultRule[] {
  const repeated = dice.pick(MUTATIONS[vendor]);
  // A proxy repeats a request by itself. What carries our marks is told by them, and no part of the state.
  if (dice.chance(0.08) && !(vendor === "gcore" && MARKED.test(repeated)))
    return [{ effect: "doubled", match: { method: repeated, nth: dice.pick([1, 1, 2]) } }];
  const faults = Array.from({ length: dice.pick([0, 0, 1, 1, 1, 2, 2]) }, () => throwFault(vendor, dice));
  // An answer that is lost, of an object that nobody sees for a while.
  const [lost] = faults.filter(({ match }) => isCreation(match?.method ?? ""));
  if (lost === undefined || dice.chance(0.3)) return faults;
  // What the provider itself calls failed is looked for as long as `visibilityGrace` only.
  const isOrder = ORDERS.has(lost.match?.method ?? "") && lost.effect !== "operation-fails";
  const ms = isOrder ? ORDER_INVISIBLE_MS : INVISIBLE_MS;
  return [...faults, { effect: "invisible", ms, match: { ...lost.match } }];
}

/** What is ordered may show up much later than all else: it is made again after `assumeAbsentAfter` only. */
const ORDERS = new Set(["install", "clone", "cartorder.create.confirm"]);
const ORDER_INVISIBLE_MS = 300_000;

function throwFault(vendor: Vendor, dice: Dice): FaultRule {
  const kind = dice.int(1, 10);
  if (kind <= 6) return aimed(vendor, dice);
  if (kind <= 8) return { ...dice.pick(ON_THE_WAY), match: { method: "*", nth: dice.int(1, 50) } };
  if (kind <= 9) return { ...dice.pick(OF_LISTS), match: { method: dice.pick(LISTS[vendor]), nth: dice.int(1, 4) } };
  return { ...dice.pick(OF_OPERATIONS), match: { method: "*", nth: dice.int(1, 4) } };
}

function aimed(vendor: Vendor, dice: Dice): FaultRule {
  const method = dice.pick(MUTATIONS[vendor]);
  const faults = listFaults(vendor, method);
  const halfMade = faults.filter((fault) => fault.onlyCreations === true);
  const { rule } = dice.pick(halfMade.length > 0 && dice.chance(0.2) ? halfMade : faults);
  return { ...rule, match: { method, nth: dice.pick([1, 1, 1, 2, 3]) } };
}

export const KIND_OF_TYPE: Readonly<Record<Vendor, Readonly<Record<string, string>>>> = {
  serveroid: { vm: "vms", key: "pubkeys", snapshot: "snapshots" },
  zomro: { vm: "instances", key: "sshkeys", snapshot: "snapshots", schedule: "schedules" },
  gcore: {
    vm: "instances",
    key: "ssh_keys",
    snapshot: "snapshots",
    schedule: "lifecycle_policies",
    volume: "volumes",
    floatingIp: "floatingips",
  },
};

export interface Meddling {
  readonly change: OutsideChange;
  /** The object of ours that goes. */
  readonly deletes?: LiveObject;
}

/** `own`: objects of ours that are no longer being made. */
export function throwMeddling(yaml: Yaml, own: readonly LiveObject[], dice: Dice): Meddling | undefined {
  const { vendor } = yaml;
  const kind = dice.int(1, 10);
  const named = [...yaml.declared.values()].filter(
    (desired) =>
      (desired.type === "vm" || desired.type === "key") && own.every((object) => object.name !== desired.name),
  );
  if (kind <= 3) {
    const name = named.length > 0 && dice.chance(0.6) ? dice.pick(named).name : `other${dice.int(1, 99)}`;
    const type = named.find((desired) => desired.name === name)?.type === "key" ? "key" : "vm";
    return { change: TRADES[vendor].stranger(type, name, dice.chance(0.2)) };
  }
  // Without its boot disk a machine can only be replaced.
  const touchable = own.filter(
    (object) => KIND_OF_TYPE[vendor][object.type] !== undefined && !object.name.endsWith("-boot"),
  );
  if (touchable.length === 0) return undefined;
  const machines = touchable.filter((object) => object.type === "vm");
  if (kind <= 6 && machines.length > 0) return { change: TRADES[vendor].meddle(dice, dice.pick(machines).id) };
  const object = dice.pick(touchable);
  const { type, id, parentId } = object;
  const change: OutsideChange = {
    kind: KIND_OF_TYPE[vendor][type] ?? "",
    action: "delete",
    id,
    ...(parentId === undefined || type !== "snapshot" ? {} : { parent: parentId }),
  };
  return { change, deletes: object };
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
