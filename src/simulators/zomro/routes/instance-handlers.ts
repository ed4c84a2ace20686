// instances, instances.edit, instances.delete, vnc, measures: machines as a whole. Power, systems and plans are elsewhere.
import type { JsonObject } from "../../engine/json.ts";
import { startWork } from "../objects/work.ts";
import type { Instance, World } from "../objects/world.ts";
import { type Call, done, formOf, type Handler } from "./call.ts";
import { idleInstance, liveInstance, shownInstance } from "./guards.ts";
import { listRows } from "./list-rows.ts";
import { refusal } from "./refusal.ts";
import { showInstance } from "./show.ts";
import { node, select } from "./write-doc.ts";

/** Seen in the read of one only, [CP]. */
const NOT_IN_LISTS = ["fotbo_id", "ip_v6", "rdns_record", "autoprolong", "backup_rotation", "order_period"];

export const instances: Handler = (call) => {
  const visible = [...call.world.account.instances.values()].filter(({ visibleFrom }) => visibleFrom <= call.now);
  const rows = visible.map((instance) => {
    const members = Object.entries(showInstance(call, instance));
    return Object.fromEntries(members.filter(([name]) => !NOT_IN_LISTS.includes(name)));
  });
  return listRows(call, rows);
};

export const instancesEdit: Handler = formOf(readInstance, (call) => {
  const { row } = liveInstance(call, call.form.neededId("elid"));
  const servername = call.form.name("servername");
  const autoprolong = call.form.text("autoprolong");
  const rotation = call.form.text("backup_rotation");
  if (rotation !== undefined && !/^([1-9]|10)$/.test(rotation)) throw refusal("value", "backup_rotation");
  // A field left out keeps its value, [ASSUMED]: the panel sends only what has changed.
  if (servername !== undefined) row.servername = servername;
  if (autoprolong !== undefined) row.autoprolong = autoprolong;
  if (rotation !== undefined) row.backup_rotation = rotation;
  return done(call, row.id);
});

function readInstance(call: Call): JsonObject {
  const { account } = call.world;
  const instance = shownInstance(call, call.form.neededId("elid"));
  const isShown = account.quirks.showPassword && instance.password !== null;
  return {
    elid: node(instance.row.id),
    ...showInstance(call, instance),
    backup_rotation: node(instance.row.backup_rotation),
    ...(isShown && { password: node(instance.password ?? "") }),
    slist: [select("stored_method", [{ key: "0", label: "Account balance" }], account.quirks)],
  };
}

/** The row stays with status 4 or goes, [3P]; copies and schedules go with it, [ASSUMED]. */
export const instancesDelete: Handler = (call) => {
  const found = call.form.neededIds("elid").map((id) => idleInstance(call, id));
  for (const instance of found) {
    const before = instance.row.status;
    instance.doing = "deletion";
    instance.row.status = "5";
    const fail = (): void => {
      instance.doing = null;
      instance.row.status = before;
    };
    startWork(call, { instance, like: "instances.delete", fail, finish: () => endInstance(call.world, instance) });
  }
  return done(call);
};

function endInstance({ account }: World, instance: Instance): void {
  const { id } = instance.row;
  instance.doing = null;
  Object.assign(instance.row, { status: "4", instance_status: "deleted", ip: "" });
  if (account.quirks.deletedRows === "vanish") account.instances.delete(id);
  if (!account.quirks.deleteCascades) return;
  for (const [key, image] of account.images) if (image.instanceId === id) account.images.delete(key);
  for (const [key, { row }] of account.schedules) if (row.instance_id === id) account.schedules.delete(key);
}

export const vnc: Handler = (call) => {
  const { row } = liveInstance(call, call.form.neededId("elid"));
  if (row.instance_status !== "active") throw refusal("value", "status");
  const url = `https://console.invalid/vnc_auto.html?token=${row.fotbo_id}`;
  return { ok: node(url), cookies: { cookie: { $name: "token", $: row.fotbo_id } } };
};

/** No shape of it was seen, [CP]. */
export const measures: Handler = (call) => {
  liveInstance(call, call.form.neededId("elid"));
  call.form.needed("metric");
  return { measures: {} };
};
