// Declared Gcore resources for tests that start behind the YAML.
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { OPS_KEY, sampleDesired } from "./sample-desired.ts";

type More = Parameters<typeof sampleDesired>[2];

export function gcoreDesired(address: string, attributes: JsonObject, more: More = {}): Desired {
  return sampleDesired(address, attributes, { provider: "gcore", vendor: "gcore", ...more });
}

export const EDGE: JsonObject = {
  flavor: "g2-standard-2-4",
  volumes: {
    boot: { image: "ubuntu-24.04-x64", size: 20 * 1024, type: "ssd_hiiops", boot: true },
    data: { size: 100 * 1024 },
  },
  interfaces: { public: { type: "external", securityGroups: ["web"] } },
  keys: ["keys.edge-ops"],
  tags: { team: "shop" },
  power: "on",
};

export const edge = (attributes: JsonObject = {}, more: More = {}): Desired =>
  gcoreDesired("vms.edge", { ...EDGE, ...attributes }, more);

export const edgeKey = (publicKey = OPS_KEY): Desired => gcoreDesired("keys.edge-ops", { publicKey });

export const edgeSnapshot = (attributes: JsonObject = {}, more: More = {}): Desired =>
  gcoreDesired("snapshots.edge-data", { vm: "vms.edge", volume: "data", ...attributes }, more);

export const edgeSchedule = (attributes: JsonObject = {}, more: More = {}): Desired =>
  gcoreDesired(
    "schedules.edge-daily",
    { vms: ["vms.edge"], cron: "15 2 * * *", timezone: "UTC", keep: 7, retain: 14 * 86_400_000, ...attributes },
    more,
  );
