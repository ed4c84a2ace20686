// kill -9 at any moment of an apply, then apply again: the same end, nothing twice, nothing lost, nothing left pending.
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Bench, closeBenchesAfterEach } from "../support/cli.ts";
import { type Killing, type KillSetting, prepareKilling } from "../support/kill-anywhere.ts";
import { EMPTY, head, key, OPS_KEY, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** A create, an update of several steps, a delete, a replace, a snapshot before a change, a key taken off and deleted. */
const SERVEROID: KillSetting = {
  vendor: "serveroid",
  seed: EMPTY,
  before: `${head()}keys:
${key("ops")}${key("old")}vms:
${vm("web").replace("[ops]", "[old]")}${vm("gone")}${vm("anew")}snapshots:
  first: { vm: web }
`,
  after: `${head()}keys:
${key("ops")}vms:
${vm("web").replace("1GiB", "2GiB").replace("32GiB", "64GiB").replace("ips: 1", "ips: 2")}${vm("anew")}${vm("more")}snapshots:
  first: { vm: web }
  second: { vm: web }
`,
  flags: ["--allow-deletes", "9", "--replace", "vms.anew"],
  census: ({ sim }) => {
    const account = sim.state("serveroid") as unknown as {
      vms: { name: string; memory: number; disk: number; ipAddresses: string[] }[];
      pubkeys: { name: string }[];
      snapshots: Record<string, { name: string }[]>;
    };
    return {
      vms: account.vms.map((each) => `${each.name} ${each.memory} ${each.disk} ${each.ipAddresses.length}`).sort(),
      keys: namesOf(account.pubkeys),
      snapshots: namesOf(Object.values(account.snapshots).flat()),
    };
  },
  end: {
    vms: ["anew 1024 32768 1", "more 1024 32768 1", "web 2048 65536 2"],
    keys: ["ops"],
    snapshots: ["first", "second"],
  },
};

const gcore = (rest: string): string => `version: 1
stack: shop
providers:
  gcore:
    pollInterval: 50ms
    requestTimeout: 2s
    requestsPerSecond: 1000
    visibilityGrace: 300ms
policy: { assumeAbsentAfter: 1m }
keys:
  edge-ops: { provider: gcore, publicKey: "${OPS_KEY}" }
${rest}`;
const gcoreVm = (name: string, volumes: string, more = ""): string => `  ${name}:
    provider: gcore
    flavor: g2-standard-2-4
    keys: [edge-ops]
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, type: ssd_hiiops, boot: true }${volumes} }
    interfaces: { inner: { type: anySubnet, network: internal, floatingIp: new } }
${more}`;

/** What the sample account holds besides: nobody touches it. */
const FOREIGN = {
  instances: ["k8s-pool-1-node-1", "legacy-web"],
  volumes: ["k8s-pool-1-node-1-boot 30", "legacy-web-boot 20", "legacy-web-data 50"],
};

/** Machines made, replaced and deleted with their parts; disks made, grown and dropped; a snapshot, a schedule, tags. */
const GCORE: KillSetting = {
  vendor: "gcore",
  speed: 1000,
  before: gcore(`vms:
${gcoreVm("web", ", data: { size: 10GiB }, old: { size: 5GiB }", "    tags: { role: web }\n")}${gcoreVm("gone", "")}${gcoreVm("anew", ", data: { size: 7GiB }")}snapshots:
  first: { vm: web, volume: data }
`),
  after: gcore(`vms:
${gcoreVm("web", ", data: { size: 12GiB }, logs: { size: 6GiB }", "    tags: { role: front }\n")}${gcoreVm("anew", ", data: { size: 7GiB }")}${gcoreVm("more", "")}snapshots:
  first: { vm: web, volume: data }
  second: { vm: web, volume: data }
schedules:
  daily: { vms: [web], cron: "15 2 * * *", timezone: UTC, keep: 7, retain: 14d }
`),
  flags: ["--allow-deletes", "9", "--replace", "vms.anew"],
  census: gcoreCensus,
  end: {
    instances: ["anew", ...FOREIGN.instances, "more", "web"],
    volumes: [
      ...["anew-boot 20", "anew-data 7", ...FOREIGN.volumes],
      ...["more-boot 20", "web-boot 20", "web-data 12", "web-logs 6"],
    ],
    snapshots: ["first", "second"],
    ssh_keys: ["edge-ops", "ops"],
    lifecycle_policies: ["daily"],
    floatingips: 3,
    ports: 5,
  },
};

function gcoreCensus({ sim }: Bench) {
  const account = sim.state("gcore") as unknown as Record<string, { name: string; size: number }[]>;
  const rows = (kind: string) => account[kind] ?? [];
  return {
    instances: namesOf(rows("instances")),
    volumes: rows("volumes")
      .map((each) => `${each.name} ${each.size}`)
      .sort(),
    snapshots: namesOf(rows("snapshots")),
    ssh_keys: namesOf(rows("ssh_keys")),
    lifecycle_policies: namesOf(rows("lifecycle_policies")),
    floatingips: rows("floatingips").length,
    ports: rows("ports").length,
  };
}

const zomro = (rest: string): string => `version: 1
stack: shop
providers: { zomro: { pollInterval: 50ms, requestTimeout: 2s, requestsPerSecond: 1000, visibilityGrace: 500ms } }
policy: { assumeAbsentAfter: 1m }
keys: { ops: { provider: zomro, publicKey: "${OPS_KEY}" } }
vms:
  db: { provider: zomro, existing: { id: "5203773" } }
${rest}`;
const ordered = (name: string): string =>
  `  ${name}: { provider: zomro, allowOrder: true, tariff: Cloud Small, period: daily, datacenter: Netherlands-2, image: Debian 11, keys: [ops] }\n`;

/** A machine ordered and one given up; snapshots made, renamed and deleted; a schedule changed, another made. */
const ZOMRO: KillSetting = {
  vendor: "zomro",
  speed: 500,
  before: zomro(`${ordered("gone")}snapshots: { first: { vm: db }, old: { vm: db } }
schedules: { nightly: { vm: db, days: [mon], time: "02:01" } }
`),
  after: zomro(`${ordered("more")}snapshots: { first: { vm: db, name: renamed }, second: { vm: db } }
schedules: { nightly: { vm: db, days: [mon], time: "03:01" }, weekly: { vm: db, days: [sun], time: "04:01" } }
`),
  flags: ["--allow-deletes", "9"],
  census: ({ sim }) => {
    const account = sim.state("zomro") as unknown as Record<string, readonly Row[]> & {
      snapshots: Record<string, readonly Row[]>;
    };
    const names = (rows: readonly Row[] = [], field = "name") => rows.map((row) => row[field]?.$ ?? "").sort();
    const isLive = (row: Row) => row["status"]?.$ !== "4" && row["item_real_status"]?.$ !== "4";
    return {
      vms: names(account["instances"]?.filter(isLive), "servername"),
      keys: names(account["sshkeys"], "comment"),
      snapshots: names(account.snapshots["5203773"]),
      schedules: names(account["schedules"]),
    };
  },
  end: {
    vms: ["MyServer", "more"],
    keys: ["ops", "ops-laptop"],
    snapshots: ["MySnapshot", "renamed", "second"],
    schedules: ["MySchedule", "nightly", "weekly"],
  },
};

type Row = Readonly<Record<string, { readonly $: string } | undefined>>;

function namesOf(rows: readonly { readonly name: string }[]): string[] {
  return rows.map((row) => row.name).sort();
}

describe.each([SERVEROID, GCORE, ZOMRO])("kill -9 at $vendor, then apply: the same end", (setting) => {
  let killing: Killing | undefined;
  beforeAll(async () => {
    killing = await prepareKilling(setting, setting.vendor === "gcore" ? 8 : 6);
  }, 60_000);
  afterAll(() => killing?.close());

  it("when the n-th mutating request has been sent and never arrives", () => killing?.atRequests("arrived"), 300_000);
  it("when the n-th mutating request is being carried out", () => killing?.atRequests("answered"), 300_000);
  it("when the n-th mutating request has been answered", () => killing?.atRequests("relayed"), 300_000);
  it("when the state has been written for the n-th time", () => killing?.atWrites(), 300_000);
});
