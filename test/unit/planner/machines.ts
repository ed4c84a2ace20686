// One small machine of each vendor: as YAML declares it, as it runs, and as the state has it.
import { comparableKey } from "../../../src/core/comparable-key.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { digestText } from "../../../src/planner/derive.ts";
import { KEY_TEXT } from "../config/configuration-fixture.ts";

type Objects = Readonly<Record<string, JsonObject>>;

export const PUBLIC_KEY = KEY_TEXT.replace(" ops@host", "");
export const OTHER_PUBLIC_KEY = PUBLIC_KEY.replace("IFAl1", "IFAl2");

/** What the state has of a key's text on a machine that lists the key. */
export const KEY_DIGEST = digestText(comparableKey(PUBLIC_KEY));

/** `web`, at Serveroid. */
export const WEB = "provider: serveroid, image: { name: UBUNTU, bitness: 64 }, tariff: s, sendPassword: true";
/** The same with all that a new one needs. */
export const WEB_MADE = `${WEB}, memory: 1GiB, disk: 8GiB, cpu: 1`;
/** `db`, at Zomro. */
export const DB =
  "provider: zomro, allowOrder: true, tariff: z, period: 1, datacenter: nl, image: Debian, password: Secret-number-1";
/** `edge`, at Gcore, without its parts. */
export const GCORE = "provider: gcore, flavor: g1";
export const BOOT = "boot: { image: ubuntu, size: 10GiB, boot: true }";
export const PUB = "pub: { type: external }";
export const EDGE = `${GCORE}, volumes: { ${BOOT} }, interfaces: { ${PUB} }`;

export function webVm(more: JsonObject = {}): JsonObject {
  const image = { name: "UBUNTU", bitness: 64, description: "Ubuntu 14.04" };
  const sizes = { tariff: "s", memory: 1024, disk: 8192, cpu: 1 };
  return { name: "web", image, ...sizes, ips: 1, addresses: ["203.0.113.7"], keys: [], power: "on", ...more };
}

/** `web` is 11. */
export function liveWeb(more: JsonObject = {}, others: Objects = {}): string {
  return JSON.stringify({ ...others, vm: { 11: webVm(more), ...others["vm"] } });
}

export function dbVm(more: JsonObject = {}): JsonObject {
  const order = { tariff: "z", datacenter: "nl", image: "Debian" };
  return { name: "db", ...order, rescue: { enabled: false }, power: "on", ...more };
}

/** `db` is 21. */
export function liveDb(more: JsonObject = {}, others: Objects = {}): string {
  return JSON.stringify({ ...others, vm: { 21: dbVm(more), ...others["vm"] } });
}

/** `edge` is e1, with the volume v1 and the interface p1. */
export function liveEdge(more: JsonObject = {}, others: Objects = {}): string {
  const vm = { name: "edge", flavor: "g1", tags: {}, sshKeys: [], placementGroup: null, power: "on", ...more };
  const lost = [{ kind: "address", label: "203.0.113.1" }];
  return JSON.stringify({
    ...others,
    vm: { e1: vm, ...others["vm"] },
    volume: { v1: volumeOf("e1", { name: "edge-boot" }), ...others["volume"] },
    interface: { p1: { name: "pub", parentId: "e1", securityGroups: [], lost }, ...others["interface"] },
  });
}

export function volumeOf(vm: string | null, more: JsonObject = {}): JsonObject {
  return { name: "edge-data", size: 10_240, type: "standard", tags: {}, vm, ...more };
}

/** `vm`: what the record of the machine has besides; `others`: more records. */
export function trackedEdge(vm = "", others = ""): string {
  const parts = "vms.edge.volumes.boot: volume v1, vms.edge.interfaces.pub: interface p1";
  return `{ vms.edge: { is: vm e1, ${vm} }, ${parts}, ${others} }`;
}
