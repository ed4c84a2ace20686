// What is applied while things go wrong: per vendor a few changes that together send every mutating request that it has.
import { type Configuration, DEFAULT_LIFECYCLE, type Desired, type Policy } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import {
  OPS_KEY,
  sampleConfiguration,
  sampleDesired,
  sampleKey,
  sampleSnapshot,
  sampleVm,
  ZOMRO_ORDER,
} from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";
import { ASSUME_ABSENT_AFTER_MS } from "./faults.ts";

export const VENDORS = ["serveroid", "zomro", "gcore"] as const;
export type Vendor = (typeof VENDORS)[number];

export interface Scenario {
  readonly vendor: Vendor;
  readonly title: string;
  /** Applied undisturbed, if anything. */
  readonly before?: readonly Desired[];
  readonly after: readonly Desired[];
  /** For the first apply of `after`. */
  readonly options?: Partial<PlanOptions>;
  readonly seed?: object;
}

export function configure(resources: readonly Desired[], policy: Partial<Policy> = {}): Configuration {
  return sampleConfiguration(resources, {
    policy: { publicEnv: [], assumeAbsentAfterMs: ASSUME_ABSENT_AFTER_MS, ...policy },
  });
}

const SERVEROID_SEED = {
  serveroid: {
    tenants: [{ id: 111, description: "Default" }],
    pubkeys: [],
    limits: { addressesPerVm: 8 },
    vms: [
      {
        id: 900,
        tenantId: 111,
        name: "foreign",
        memory: 512,
        disk: 8192,
        cpu: 1,
        tariffId: 1,
        ipAddresses: [],
        state: "VIR_DOMAIN_RUNNING",
        distribution: { id: 233, name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 },
        publicKeys: [],
      },
    ],
  },
};

const SERVEROID: readonly Omit<Scenario, "vendor">[] = [
  {
    title: "a fleet is made",
    after: [
      sampleKey("ops"),
      sampleVm("vms.web", { ips: 3 }),
      sampleVm("vms.copy", { cloneOf: { vm: "vms.web" }, ips: 3, power: "off" }),
      sampleSnapshot("golden", "vms.web"),
    ],
  },
  {
    title: "everything is changed",
    before: [
      sampleKey("ops"),
      sampleKey("old"),
      sampleVm("vms.web", { power: "off" }),
      sampleSnapshot("first", "vms.web"),
    ],
    after: [
      { ...sampleKey("ops"), name: "ops-two" },
      sampleVm(
        "vms.web",
        {
          memory: 2048,
          disk: 65_536,
          cpu: 3,
          ips: 2,
          keys: [],
          password: "Changed0Word",
          power: "on",
          backupPolicy: { keep: 9, every: 86_400_000 },
          allowRestart: true,
        },
        { name: "web-two" },
      ),
      sampleSnapshot("first", "vms.web"),
      sampleSnapshot("second", "vms.web"),
    ],
  },
  {
    title: "a machine is replaced, another goes, one is stopped",
    before: [
      sampleKey("ops"),
      sampleVm("vms.web"),
      sampleSnapshot("old", "vms.web"),
      sampleVm("vms.gone"),
      sampleVm("vms.anew"),
    ],
    after: [sampleKey("ops"), sampleVm("vms.web", { power: "off" }), sampleVm("vms.anew")],
    options: { replace: ["vms.anew"] },
  },
  {
    title: "another tariff, an address given up, power cut off",
    before: [
      sampleKey("ops"),
      sampleVm("vms.web", { tariff: "Облачный 1024", memory: 1024, disk: 32_768, cpu: 1, ips: 2 }),
    ],
    after: [
      sampleKey("ops"),
      sampleVm("vms.web", {
        cpu: 2,
        memory: 1024,
        disk: 32_768,
        ips: 1,
        releaseIps: ["198.18.0.3"],
        shutdown: { mode: "force" },
        power: "off",
      }),
    ],
  },
  {
    title: "a machine is installed anew",
    before: [sampleKey("ops"), sampleVm("vms.web")],
    after: [
      sampleKey("ops"),
      sampleVm("vms.web", { image: { name: "DEBIAN", bitness: 64 } }, { lifecycle: { rebuild: "allow" } }),
    ],
  },
];

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const zomro = (address: string, attributes: JsonObject, more: object = {}): Desired =>
  sampleDesired(address, attributes, { ...ZOMRO, ...more });
const ORDER: JsonObject = {
  ...ZOMRO_ORDER,
  power: "on",
};
const zomroKey = zomro("keys.ops", { publicKey: OPS_KEY });
const nightly = (time: string) => zomro("schedules.nightly", { vm: "vms.web", days: ["mon", "fri"], time });

const RESCUE: JsonObject = { rescue: { image: "Debian 12", zone: "pub", password: "Passw0rdAbc" } };
const EXISTING = { existing: { id: "5203773" } };
const REBUILD = { lifecycle: { ...DEFAULT_LIFECYCLE, rebuild: "allow" } };

const ZOMRO_SCENARIOS: readonly Omit<Scenario, "vendor">[] = [
  {
    title: "a fleet is made",
    after: [zomroKey, zomro("vms.web", ORDER), zomro("snapshots.first", { vm: "vms.web" }), nightly("02:01")],
  },
  {
    title: "everything is changed",
    before: [zomroKey, zomro("vms.web", ORDER), zomro("snapshots.first", { vm: "vms.web" }), nightly("02:01")],
    after: [
      zomro("vms.web", { ...ORDER, password: "Changed0Word", backupPolicy: { keep: 4 } }, { name: "web-two" }),
      zomro("snapshots.first", { vm: "vms.web" }, { name: "first-two" }),
      nightly("04:30"),
    ],
  },
  {
    title: "an existing machine is rescued",
    after: [zomro("vms.db", RESCUE, EXISTING)],
  },
  {
    title: "a machine leaves rescue mode",
    before: [zomro("vms.db", RESCUE, EXISTING)],
    after: [zomro("vms.db", {}, EXISTING)],
  },
  {
    title: "a machine is started",
    before: [zomro("vms.web", { ...ORDER, power: "off" })],
    after: [zomro("vms.web", ORDER)],
  },
  {
    title: "a machine is installed anew",
    before: [zomro("vms.web", ORDER)],
    after: [zomro("vms.web", { ...ORDER, image: "Debian 12" }, REBUILD)],
  },
  {
    title: "a machine is stopped, everything else goes",
    before: [
      zomroKey,
      zomro("vms.web", ORDER),
      zomro("vms.gone", ORDER),
      zomro("snapshots.first", { vm: "vms.web" }),
      nightly("02:01"),
    ],
    after: [zomro("vms.web", { ...ORDER, power: "off" })],
  },
];

const INNER: JsonObject = { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } };
const { boot } = EDGE["volumes"] as { boot: JsonObject };
const gcoreFleet = [edgeKey(), edge({ interfaces: INNER }), edgeSnapshot(), edgeSchedule()];

const more = gcoreDesired("vms.more", {
  ...EDGE,
  volumes: { boot },
  interfaces: { public: { type: "external" } },
  tags: {},
});
/** The sample account with two placement groups. */
const GCORE_SEED = {
  gcore: {
    ...SAMPLE_ACCOUNT,
    servergroups: [
      { servergroup_id: "20000000-0000-4000-8000-000000000001", name: "spread", policy: "anti-affinity" },
      { servergroup_id: "20000000-0000-4000-8000-000000000002", name: "close", policy: "affinity" },
    ],
  },
};

const GCORE: readonly Omit<Scenario, "vendor">[] = [
  {
    title: "a fleet is made",
    after: [edgeKey(), edge({ interfaces: INNER, power: "off" }), edgeSnapshot(), edgeSchedule()],
  },
  {
    title: "everything is changed",
    before: gcoreFleet,
    after: [
      edgeKey(),
      edge({
        flavor: "g2-standard-4-8",
        allowRestart: true,
        volumes: { boot, data: { size: 120 * 1024 }, logs: { size: 10_240 } },
        interfaces: { ...INNER, later: { type: "anySubnet", network: "internal", securityGroups: ["web"] } },
        tags: { role: "edge" },
        power: "suspended",
      }),
      edgeSnapshot({ tags: { kind: "golden" } }),
      edgeSchedule({ cron: "30 3 * * 1,3", paused: true }),
    ],
  },
  {
    title: "a machine is replaced, a disk is dropped",
    before: gcoreFleet.filter((desired) => desired.type !== "snapshot"),
    after: [edgeKey(), edge({ interfaces: { ...INNER }, volumes: { boot } }), edgeSchedule()],
    options: { replace: ["vms.edge"] },
  },
  {
    title: "an interface and a disk go, another group is set",
    before: [
      edgeKey(),
      edge({ interfaces: { ...INNER, later: { type: "anySubnet", network: "internal", securityGroups: ["web"] } } }),
    ],
    after: [
      edgeKey(),
      edge({
        interfaces: { inner: { ...(INNER["inner"] as JsonObject), securityGroups: ["web"] } },
        volumes: { boot },
      }),
    ],
  },
  {
    title: "a machine changes its group, another leaves the schedule, an address goes",
    seed: GCORE_SEED,
    before: [
      edgeKey(),
      edge({ placementGroup: "spread", interfaces: INNER }),
      more,
      edgeSchedule({ vms: ["vms.edge", "vms.more"] }),
    ],
    after: [
      edgeKey(),
      edge({ placementGroup: "close", interfaces: { inner: { type: "anySubnet", network: "internal" } } }),
      more,
      edgeSchedule(),
    ],
  },
  {
    title: "everything goes",
    before: gcoreFleet,
    after: [edgeKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKother0000000000000000000000000000000000000 other")],
  },
];

const of = (vendor: Vendor, scenarios: readonly Omit<Scenario, "vendor">[], seed?: object): Scenario[] =>
  scenarios.map((scenario) => ({ vendor, ...(seed === undefined ? {} : { seed }), ...scenario }));

export const SCENARIOS: readonly Scenario[] = [
  ...of("serveroid", SERVEROID, SERVEROID_SEED),
  ...of("zomro", ZOMRO_SCENARIOS),
  ...of("gcore", GCORE),
];
