// Declared resources for tests that start behind the YAML: what the loader would have made of it.

import { parseAddress, TYPE_OF_SECTION } from "../../src/core/address.ts";
import {
  type Configuration,
  DEFAULT_LIFECYCLE,
  DEFAULT_TIMEOUTS,
  type Desired,
  type Lifecycle,
} from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";

const at = { line: 1, column: 1, byte: 0 };
export const RANGE = { file: "trueup.yaml", start: at, end: at };
export const OPS_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2Zr000000000000000000000000000000000000000 ops@example.org";

export function sampleDesired(
  address: string,
  attributes: JsonObject,
  more: Partial<Omit<Desired, "lifecycle">> & { lifecycle?: Partial<Lifecycle> } = {},
): Desired {
  const section = parseAddress(address)?.section ?? "vms";
  const parts = parseAddress(address);
  return {
    address,
    type: TYPE_OF_SECTION[section],
    provider: "serveroid",
    vendor: "serveroid",
    name: parts?.instance === undefined ? (parts?.name ?? address) : `${parts.name}-${parts.instance}`,
    attributes,
    timeouts: DEFAULT_TIMEOUTS,
    dependsOn: [],
    secrets: [],
    range: RANGE,
    ranges: {},
    ...more,
    lifecycle: { ...DEFAULT_LIFECYCLE, ...more.lifecycle },
  };
}

export const sampleKey = (name: string, publicKey = OPS_KEY): Desired => sampleDesired(`keys.${name}`, { publicKey });

export const VM_ATTRIBUTES: JsonObject = {
  image: { name: "UBUNTU", bitness: 64, description: "Ubuntu 14.04" },
  tariff: "Облачный без границ",
  memory: 1024,
  disk: 32768,
  cpu: 2,
  ips: 1,
  keys: ["keys.ops"],
  password: "Passw0rdAbc",
  power: "on",
  backupPolicy: { keep: 7, every: 86_400_000 },
};

export function sampleVm(
  address: string,
  attributes: JsonObject = {},
  more: Parameters<typeof sampleDesired>[2] = {},
): Desired {
  return sampleDesired(address, { ...VM_ATTRIBUTES, ...attributes }, more);
}

export const sampleSnapshot = (
  name: string,
  vm: string,
  attributes: JsonObject = {},
  more: Parameters<typeof sampleDesired>[2] = {},
): Desired => sampleDesired(`snapshots.${name}`, { vm, ...attributes }, more);

export function sampleConfiguration(resources: readonly Desired[], more: Partial<Configuration> = {}): Configuration {
  return {
    stack: "shop",
    providers: [],
    state: { backend: "local", leaseMs: 60_000, fields: {} },
    policy: { publicEnv: [] },
    resources,
    moved: [],
    removed: [],
    imports: [],
    outputs: [],
    files: ["trueup.yaml"],
    folder: "/",
    secretValues: [],
    ...more,
  };
}

/** What a new Zomro machine of the simulator's account needs. */
export const ZOMRO_ORDER = {
  allowOrder: true,
  tariff: "Cloud Small",
  period: "daily",
  datacenter: "Netherlands-2",
  image: "Debian 11",
  password: "Passw0rdAbc",
} as const;
