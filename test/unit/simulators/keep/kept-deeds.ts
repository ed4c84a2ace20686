// Requests of each vendor, built from what its world holds at the moment: what the law of kept worlds is told in.
import { createHash } from "node:crypto";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import type { Overview } from "../../../../src/simulators/engine/overview.ts";
import type { SimRequest } from "../../../../src/simulators/engine/simulated-vendor.ts";
import { SAMPLE } from "../gcore/gcore-bench.ts";
import { UBUNTU } from "../zomro/zomro-bench.ts";

/** `choice` picks one of several objects. */
export type Deed = (world: Overview, choice: number) => SimRequest;

function idIn(world: Overview, kind: string, choice: number): string {
  const objects = world.kinds.find((one) => one.kind === kind)?.objects ?? [];
  return objects[choice % Math.max(1, objects.length)]?.id ?? "0";
}

function get(path: string, query: Record<string, string>): SimRequest {
  const rawQuery = new URLSearchParams({ ...query, clientId: "sim", apiKey: "sim" }).toString();
  return { verb: "GET", path: `/api/v1/${path}`, rawQuery, headers: { host: "127.0.0.1:9", accept: "*/*" }, body: "" };
}

const onVm =
  (act: string, query: Record<string, string> = {}): Deed =>
  (world, choice) =>
    get(`vm/${idIn(world, "vms", choice)}/${act}`, { tenantId: "501", ...query });

const SERVEROID: readonly Deed[] = [
  () =>
    get("vm/install", {
      tenantId: "501",
      distributionId: "230",
      tariffId: "1",
      memory: "1024",
      disk: "16384",
      cpu: "1",
      password: "Secret123",
    }),
  () => get("vm/install", { tenantId: "501", distributionId: "230", tariffId: "4", name: "db", password: "Secret123" }),
  onVm("clone", { name: "copy" }),
  onVm("reinstall", { distributionId: "233", name: "again", password: "Secret123" }),
  onVm("rename", { name: "other" }),
  onVm("shutdown"),
  onVm("start"),
  onVm("delete"),
  onVm("cpu_change", { cpu: "3" }),
  onVm("backup_policy_change", { quantity: "2", frequency: "3" }),
  onVm("ip_add"),
  onVm("snapshot_create", { name: "before" }),
  (world, choice) => onVm("snapshot_rollback", { snapshotId: idIn(world, "snapshots", choice) })(world, choice),
  (world, choice) => onVm("snapshot_delete", { snapshotId: idIn(world, "snapshots", choice) })(world, choice),
  (world, choice) => onVm("backup_download", { backup: idIn(world, "backups", choice) })(world, choice),
  () => get("pubkeys/add", { tenantId: "501", name: "k", publicKey: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB ops" }),
  (world, choice) => onVm("pubkey_change", { keyIds: idIn(world, "pubkeys", choice) })(world, choice),
  (world, choice) => get(`operation/${idIn(world, "operations", choice)}`, {}),
  onVm("snapshots"),
  onVm("backups"),
  () => get("vm", {}),
  () => get("pubkeys", {}),
];

const post = (func: string, fields: Record<string, string> = {}): SimRequest => ({
  verb: "POST",
  path: "/",
  rawQuery: "",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ func, out: "json", authinfo: "sim:sim", ...fields }).toString(),
});

const onInstance =
  (func: string, fields: Record<string, string> = {}): Deed =>
  (world, choice) =>
    post(func, { elid: idIn(world, "instances", choice), sok: "ok", ...fields });
const inInstance =
  (func: string, fields: Record<string, string> = {}): Deed =>
  (world, choice) =>
    post(func, { plid: idIn(world, "instances", choice), sok: "ok", ...fields });

const ORDER = {
  order_period: "-50",
  licence_agreement: "on",
  pricelist: "9001",
  order_count: "1",
  force_use_new_cart: "on",
  use_ssh_key: "off",
  instances_os: UBUNTU,
  password: "Secret123",
  sok: "ok",
};

/** Of the log-in so far down the line: tokens are repeatable. */
function tokenOf(login: number): string {
  return createHash("sha256").update(`session ${login} sim`).digest("hex").slice(0, 24);
}

const ZOMRO: readonly Deed[] = [
  () => post("v2.instances.order.param", { ...ORDER, servername: "new", skipbasket: "on" }),
  () => post("v2.instances.order.param", { ...ORDER, servername: "two", order_count: "2" }),
  (_world, choice) =>
    post("cartorder.create.confirm", { elid: String(1 + (choice % 3)), paymethod_id: "0", sok: "ok" }),
  onInstance("service.stop"),
  onInstance("service.start"),
  onInstance("service.reboot"),
  onInstance("instances.delete"),
  onInstance("instances.fleio.changepassword", { password: "Secret456" }),
  onInstance("instances.edit", { servername: "renamed" }),
  onInstance("service.changepricelist.getmoney", { pricelist: "9002" }),
  onInstance("instances.confirm.resize", { select_resize: "confirm" }),
  inInstance("instances.snapshots.edit", { name: "snap" }),
  inInstance("instances.fleio_bckps.edit", { name: "copy" }),
  inInstance("instances.fleio_bckps.schedule.edit", {
    name: "nightly",
    rotation_days: "1,3,5",
    rotation_time: "02:00",
  }),
  (world, choice) => post("image.delete", { elid: idIn(world, "snapshots", choice), sok: "ok" }),
  () =>
    post("sshkeys.edit", {
      comment: "k",
      publicKey: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB ops",
      processingmodulegroup: "1",
      sok: "ok",
    }),
  () => post("auth", { username: "sim", password: "sim" }),
  (_world, choice) => post("instances", { authinfo: "", auth: tokenOf(1 + (choice % 3)), p_cnt: "2" }),
  () => post("instances"),
  () => post("instances.filter", { servername: "new", sok: "ok" }),
  () => post("instances.filter", { servername: "", sok: "ok" }),
  onInstance("instances.snapshots"),
  onInstance("instances.fleio_bckps"),
  onInstance("instances.fleio_bckps.schedule"),
  () => post("sshkeys"),
];

const cloud = (verb: string, path: string, body?: JsonObject): SimRequest => ({
  verb,
  path: `/cloud${path}`,
  rawQuery: "",
  headers: { authorization: "APIKey sim" },
  body: body === undefined ? "" : JSON.stringify(body),
});

const onOne =
  (verb: string, root: string, kind: string, rest = "", body?: JsonObject): Deed =>
  (world, choice) =>
    cloud(verb, `${root}/77/76/${idIn(world, kind, choice)}${rest}`, body);

function imageIn(world: Overview): string {
  const images = world.kinds.find(({ kind }) => kind === "images")?.objects ?? [];
  return images.find(({ name }) => name === "ubuntu-24.04-x64")?.id ?? "";
}

const SCHEDULE = { type: "interval", minutes: 50, max_quantity: 2, retention_time: { hours: 1 } };

const GCORE: readonly Deed[] = [
  (world, choice) =>
    cloud("POST", "/v2/instances/77/76", {
      name: `m-${choice}`,
      flavor: "g2-standard-2-4",
      volumes: [{ source: "image", image_id: imageIn(world), size: 20, boot_index: 0 }],
      interfaces: [{ type: "external" }],
    }),
  onOne("DELETE", "/v1/instances", "instances"),
  onOne("POST", "/v2/instances", "instances", "/action", { action: "stop" }),
  onOne("POST", "/v2/instances", "instances", "/action", { action: "start" }),
  onOne("POST", "/v1/instances", "instances", "/changeflavor", { flavor_id: "g2-standard-4-8" }),
  () => cloud("POST", "/v1/volumes/77/76", { source: "new-volume", name: "data", size: 5 }),
  onOne("POST", "/v1/volumes", "volumes", "/extend", { size: 90 }),
  onOne("DELETE", "/v1/volumes", "volumes"),
  (world, choice) => cloud("POST", "/v1/snapshots/77/76", { name: "snap", volume_id: idIn(world, "volumes", choice) }),
  onOne("DELETE", "/v1/snapshots", "snapshots"),
  () => cloud("POST", "/v1/ssh_keys/77", { name: "key", public_key: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB ops" }),
  () => cloud("POST", "/v1/floatingips/77/76", {}),
  () =>
    cloud("POST", "/v1/lifecycle_policy/77/76", {
      name: "often",
      action: "volume_snapshot",
      volume_ids: [SAMPLE.data],
      schedules: [SCHEDULE],
    }),
  () => cloud("POST", "/v1/networks/77/76", { name: "inner" }),
  () => cloud("GET", "/v1/tasks"),
  () => cloud("GET", "/v1/instances/77/76"),
  () => cloud("GET", "/v1/volumes/77/76"),
  () => cloud("GET", "/v1/snapshots/77/76"),
  () => cloud("GET", "/v1/lifecycle_policy/77/76"),
  (world, choice) => cloud("GET", `/v1/tasks/${idIn(world, "tasks", choice)}`),
];

export const DEEDS = { serveroid: SERVEROID, zomro: ZOMRO, gcore: GCORE } as const;
