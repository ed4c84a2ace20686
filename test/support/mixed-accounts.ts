// Accounts of 200 mixed objects at each vendor, in its own shapes: several kinds of machines, odd and doubled names, what is
// shared, marked, scheduled, in trouble or not on sale any more.
import type { JsonObject } from "../../src/core/json.ts";
import { sampleNetworks } from "../../src/simulators/gcore/seed/sample-catalogues.ts";

/** Names that people give: Cyrillic, our own syntax, quotes, words and signs of YAML, nothing that Latin letters could say. */
export const ODD_NAMES = [
  "Проект Ёлка",
  "Щука-7",
  "web ${index}",
  "price $${5}",
  'the "main" one',
  "it's",
  "on",
  "null",
  "0123",
  "~",
  "a: b #c",
  "- dash",
  "日本語",
  "🦊",
  "<<",
  "__proto__",
  "*anchor",
  "{flow}",
  "web",
  "web",
  "web",
  `long ${"x".repeat(90)}`,
];

const oddName = (index: number, word: string): string => ODD_NAMES[index] ?? `${word}-${index}`;

/** A key of the right form; nobody has the private half. */
export function keyText(number: number): string {
  const body = Buffer.alloc(51);
  body.writeUInt32BE(11, 0);
  body.write("ssh-ed25519", 4);
  body.writeUInt32BE(32, 15);
  body.writeUInt32BE(number + 1, 47);
  return `ssh-ed25519 ${body.toString("base64")} key-${number}@example.org`;
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_none, index) => make(index));

const cycle = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

const PLANS = [
  { tariffId: 3, memory: 512, disk: 16_384, cpu: 1 },
  { tariffId: 5, memory: 2048, disk: 65_536, cpu: 2 },
  { tariffId: 1, memory: 1536, disk: 20_480, cpu: 3 },
  // Not sold any more.
  { tariffId: 99, memory: 1024, disk: 24_576, cpu: 1 },
];
const DISTRIBUTIONS = [
  { id: 230, name: "UBUNTU", description: "Ubuntu 14.04.1 x64", bitness: 64 },
  { id: 233, name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 },
  { id: 219, name: "WINDOWS_2008_R2", description: "Win Server 2008 R2 x64", bitness: 64 },
  { id: 7, name: "UBUNTU", description: "Ubuntu 10.04 x64", bitness: 64 },
];

function serveroidVm(index: number): JsonObject {
  const isWindows = index % 4 === 2;
  const state = index === 50 ? "VIR_DOMAIN_PAUSED" : index % 5 === 4 ? "VIR_DOMAIN_SHUTOFF" : "VIR_DOMAIN_RUNNING";
  return {
    ...cycle(PLANS, index),
    id: 1000 + index,
    tenantId: index === 60 ? 222 : 111,
    name: oddName(index, "vm"),
    ipAddresses: times(index % 3, (nth) => `198.51.100.${(index * 2 + nth) % 250}`),
    state: index === 51 ? "VIR_DOMAIN_CRASHED" : index === 52 ? "VIR_DOMAIN_NOSTATE" : state,
    backupPolicy: { quantity: (index % 10) + 1, frequency: index === 53 ? 48 : cycle([3, 6, 24, 72], index) },
    distribution: cycle(DISTRIBUTIONS, index),
    ownerUser: index === 61 ? "friend@example.org" : null,
    publicKeys: isWindows
      ? []
      : times(index % 3, (nth) => ({ id: 1 + ((index + nth) % 40), name: "k", type: "ED25519", installed: true })),
  };
}

const serveroid = {
  tenants: [
    { id: 111, description: "Проект 1" },
    { id: 222, description: "Second" },
  ],
  vms: times(90, serveroidVm),
  pubkeys: times(40, (index) => ({
    id: 1 + index,
    tenantId: 111,
    name: oddName(index, "key"),
    type: "ED25519",
    publicKey: index === 30 ? "ssh-ed25519 AAAA cut" : keyText(index),
    ...(index === 31 ? { ownerUser: "friend@example.org" } : {}),
  })),
  snapshots: Object.fromEntries(
    times(35, (index) => [
      String(1000 + index * 2),
      times(2, (nth) => ({
        id: 5000 + index * 2 + nth,
        name: nth === 0 ? "before upgrade" : oddName(index, "snap"),
        description: index % 3 === 0 ? 'made by "hand": ${who}' : "",
        parentSnapshotId: nth === 0 ? null : 5000 + index * 2,
      })),
    ]),
  ),
};

function zomroVm(index: number): JsonObject {
  return {
    id: String(2000 + index),
    name: `Cloud #${2000 + index}`,
    servername: oddName(index, "vm"),
    ip: `192.0.2.${index}`,
    instance_status: cycle(["active", "active", "stopped"], index),
    status: "2",
    pricelist: index === 30 ? "Cloud of 2015" : cycle(["Cloud Small", "Cloud Demo"], index),
    datacentername: "Netherlands-2",
    instances_os: index === 31 ? "Debian 6" : cycle(["Ubuntu 22.04", "Debian 11"], index),
    backup_rotation: String((index % 12) + 1),
    order_period: "-50",
    ...(index === 33 ? { instance_status: "rescued" } : {}),
    ...(index === 34 ? { instance_status: "error" } : {}),
    ...(index === 35 ? { instance_status: "suspended" } : {}),
  };
}

const zomro = {
  instances: times(40, zomroVm),
  sshkeys: times(30, (index) => ({
    elid: String(100 + index),
    comment: oddName(index, "key"),
    fotbokeyid: String(500 + index),
    ...(index % 3 === 0 ? { publicKey: keyText(index) } : {}),
  })),
  snapshots: Object.fromEntries(
    times(40, (index) => [
      String(2000 + index),
      times(2, (nth) => ({
        id: String(7000 + index * 2 + nth),
        name: nth === 0 ? "daily" : oddName(index, "snap"),
        fleio_status: index === 36 ? "Error" : "Active",
        createdate: "2026-07-23",
        ...(index === 37 ? { protected: "on" } : {}),
      })),
    ]),
  ),
  schedules: times(50, (index) => ({
    id: String(300 + index),
    instance_id: String(2000 + (index % 40)),
    name: oddName(index, "nightly"),
    rotation_days: cycle(["1,2,3,4,5", "Sunday Wednesday ", "0"], index),
    rotation_time: `0${index % 10}:0${index % 10}`,
  })),
};

const uuid = (kind: number, index: number): string =>
  `00000000-000${kind}-4000-8000-${index.toString(16).padStart(12, "0")}`;
const HERE = { project_id: 77, region_id: 76, region: "Luxembourg-2", created_at: "2026-08-20T09:00:00Z" };
const external = sampleNetworks(76);
const outside = { network: String(external.networks[0]?.["id"]), subnet: String(external.subnets[0]?.["id"]) };
const inside = { network: uuid(9, 1), subnet: uuid(9, 2) };
const tag = (key: string, value: string): JsonObject => ({ key, value, read_only: false });
const MARKS = [tag("trueup-stack", "other"), tag("trueup-address", "vms.theirs"), tag("trueup-intent", "i")];

const WORKER = 29;
const gcoreName = (index: number): string =>
  ["on", "0123", "null", "web", "web", "web", "web 2", "db.main", "a".repeat(61), "Server_1"][index] ?? `node-${index}`;

function instance(index: number): JsonObject {
  return {
    ...HERE,
    id: uuid(1, index),
    name: gcoreName(index),
    flavor:
      index === 12
        ? { flavor_id: "g0-old-1-1", vcpus: 1, ram: 1024 }
        : { flavor_id: cycle(["g2-standard-2-4", "g2-standard-4-8"], index), vcpus: 2, ram: 4096 },
    volumes: [...(index === 13 ? [] : [uuid(2, index)]), ...(index < 25 ? [uuid(3, index)] : [])].map((id) => ({
      id,
      delete_on_termination: index === 14,
    })),
    ssh_key_name: index % 3 === 0 ? null : gcoreKey(index % 20),
    tags: [
      tag("team", index % 2 === 0 ? "shop" : "${team}"),
      ...(index === 15 ? MARKS : []),
      ...(index === 17 ? [tag("note", "two\nlines"), tag("on", "off"), tag("k", "0123")] : []),
    ],
    ...(index === 16 ? { status: "ERROR", vm_state: "error" } : {}),
    ...(index % 7 === 6 ? { status: "SHUTOFF", vm_state: "stopped" } : {}),
    ...(index === 18 ? { instance_isolation: { reason: "abuse" } } : {}),
  };
}

const gcoreKey = (index: number): string => ["ops", "on", "0123"][index] ?? `ops ${index}`;

function bootVolume(index: number): JsonObject {
  const image =
    index === 10
      ? { image_id: uuid(8, 1), image_name: "windows-2012" }
      : index === 11
        ? null
        : { image_name: "ubuntu-24.04-x64" };
  return {
    ...HERE,
    ...{ id: uuid(2, index), name: index % 2 === 0 ? `${gcoreName(index)}-boot` : `volume ${index}`, size: 20 + index },
    ...{ status: "in-use", volume_type: "ssd_hiiops", bootable: true, is_root_volume: true },
    volume_image_metadata: image,
  };
}

function dataVolume(index: number): JsonObject {
  return {
    ...HERE,
    ...{ id: uuid(3, index), name: index % 3 === 0 ? `${gcoreName(index)}-data` : `Disk ${index}`, size: 50 },
    ...{ status: "in-use", volume_type: index === 20 ? "ssd_lowlatency" : "standard" },
    tags: index === 19 ? MARKS : [tag("kind", "data")],
  };
}

function port(index: number): JsonObject {
  const isOutside = index % 2 === 0;
  const { network, subnet } = isOutside ? outside : inside;
  return {
    ...HERE,
    id: uuid(4, index),
    network_id: network,
    ip_assignments: [
      { ip_address: isOutside ? `198.18.192.${10 + index}` : `192.168.10.${10 + index}`, subnet_id: subnet },
    ],
    attached_to: { resource_id: uuid(1, index), resource_type: "instance" },
    security_group_ids: index % 3 === 0 ? [] : [uuid(6, 1)],
    managed_by: index === WORKER ? "system" : "user",
  };
}

const HOURLY = { type: "interval", hours: 6, max_quantity: 5 };
const NIGHTLY = { type: "cron", minute: "15", hour: "2", day_of_week: "sun,wed", timezone: "Europe/Luxembourg" };
const SCHEDULES: readonly JsonObject[][] = [
  [{ ...HOURLY }],
  [{ ...NIGHTLY, max_quantity: 7, retention_time: { days: 14 } }],
  [{ ...HOURLY }, { ...NIGHTLY, max_quantity: 2 }],
  [{ type: "cron", minute: "*/15", max_quantity: 3 }],
  [{ type: "cron", minute: "0", hour: "3", max_quantity: 2 }],
];

function policy(index: number): JsonObject {
  const volumes = [uuid(2, index), ...(index < 25 && index !== 4 ? [uuid(3, index)] : [])];
  return {
    id: 900 + index,
    name: ["Ночные копии", "on", "daily", "daily"][index] ?? `policy ${index}`,
    project_id: 77,
    region_id: 76,
    status: index === 6 ? "paused" : "active",
    schedules: cycle(SCHEDULES, index).map((schedule, nth) => ({ ...schedule, id: uuid(7, index * 2 + nth) })),
    volumes: index === 9 ? [] : volumes.map((volume_id) => ({ volume_id })),
  };
}

const gcore = {
  projects: [{ id: 77, name: "default", is_default: true }],
  networks: [
    ...external.networks,
    { ...HERE, id: inside.network, name: "internal", external: false, shared: false, subnets: [inside.subnet] },
  ],
  subnets: [
    ...external.subnets,
    { ...HERE, id: inside.subnet, name: "internal-v4", network_id: inside.network, cidr: "192.168.10.0/24" },
  ],
  securitygroups: [{ ...HERE, id: uuid(6, 1), name: "web", description: "", security_group_rules: [] }],
  ssh_keys: times(20, (index) => ({
    ...{ id: uuid(5, index), name: gcoreKey(index), public_key: keyText(index), project_id: 77, fingerprint: "00" },
  })),
  instances: times(30, instance),
  volumes: [
    ...times(30, bootVolume),
    ...times(25, dataVolume),
    { ...HERE, id: uuid(3, 90), name: "loose", size: 10 },
    { ...HERE, id: uuid(3, 91), name: "loose", size: 10 },
  ],
  ports: times(30, port),
  floatingips: [
    ...times(6, (index) => ({
      ...HERE,
      id: uuid(6, 100 + index),
      floating_ip_address: `203.0.113.${index}`,
      port_id: uuid(4, index * 4 + 1),
      fixed_ip_address: `192.168.10.${11 + index * 4}`,
    })),
    { ...HERE, id: uuid(6, 190), floating_ip_address: "203.0.113.90" },
  ],
  reserved_fixed_ips: [
    { ...HERE, port_id: uuid(4, 3), network_id: inside.network, fixed_ip_address: "192.168.10.13", name: "kept" },
  ],
  snapshots: times(40, (index) => ({
    ...HERE,
    id: uuid(8, 100 + index),
    name:
      index === 39
        ? "Snapshot of volume x created by policy 900"
        : (["on", "0123", "db"][index % 9] ?? `snap ${index}`),
    volume_id: index === 38 ? uuid(3, 90) : uuid(2, index % 28),
    size: 20,
    description: index % 4 === 0 ? 'by "hand": ${who}' : null,
  })),
  lifecycle_policies: times(13, policy),
  quirks: { k8sInstances: [uuid(1, WORKER)] },
};

export const MIXED_ACCOUNTS: Readonly<Record<"serveroid" | "zomro" | "gcore", object>> = {
  serveroid: { serveroid },
  zomro: { zomro },
  gcore: { gcore },
};
