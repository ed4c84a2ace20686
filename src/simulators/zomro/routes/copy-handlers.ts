// instances.snapshots, instances.fleio_bckps and their edits: copies of one machine, listed by `elid`, made by `plid`, [S001] [Z482].
import type { JsonObject } from "../../engine/json.ts";
import { addCopy, completeCopy } from "../objects/copies.ts";
import { dayOf } from "../objects/provider-time.ts";
import { startWork } from "../objects/work.ts";
import type { ImageKind } from "../objects/world.ts";
import { type Call, done, editOf, type Handler, visibleFrom } from "./call.ts";
import { idleInstance, parentId, shownImage } from "./guards.ts";
import { listRows } from "./list-rows.ts";
import { refusal } from "./refusal.ts";
import { showImage } from "./show.ts";
import { node } from "./write-doc.ts";

type CopyKind = Exclude<ImageKind, "image">;

/** Rows carry no parent, [S001]. */
export function listCopies(kind: CopyKind): Handler {
  return (call) => {
    const parent = parentId(call, "elid");
    const copies = [...call.world.account.images.values()].filter(
      (image) => image.kind === kind && image.instanceId === parent && image.visibleFrom <= call.now,
    );
    const rows = copies.map((image) => showImage(call, image));
    // The exact place of the counter was not seen, [CP].
    return { ...listRows(call, rows), cost: { created_today: node(String(madeToday(call, kind, parent).count)) } };
  };
}

export function editCopies(kind: CopyKind): Handler {
  return editOf(
    (call) => showForm(call, kind),
    (call) => create(call, kind),
    (call) => rename(call, kind),
  );
}

function showForm(call: Call, kind: CopyKind): JsonObject {
  if (call.form.text("elid") === undefined) return { plid: node(call.form.neededId("plid")), name: {} };
  const { row } = shownImage(call, call.form.neededId("elid"), kind);
  return { elid: node(row.id), name: node(row.name) };
}

function create(call: Call, kind: CopyKind): JsonObject {
  const { world, form, now } = call;
  const plid = form.neededId("plid");
  const name = form.neededName("name");
  const instance = idleInstance(call, plid, ["active", "stopped"]);
  const today = madeToday(call, kind, plid);
  if (today.count >= world.account.limits.snapshotsPerDay) throw refusal("limit", "created_today");
  world.madeByHand.push(today.mark);
  const backupType = kind === "backup" ? "manual" : "";
  const image = addCopy(world, instance, { kind, name, backupType, at: now, visibleFrom: visibleFrom(call) });
  const before = instance.row.instance_status;
  const restore = (): void => void Object.assign(instance.row, { instance_status: before });
  const finish = (): void => {
    completeCopy(image);
    restore();
  };
  const fail = (leaves: "object" | "nothing"): void => {
    restore();
    if (leaves === "object") image.row.fleio_status = "Error";
    else world.account.images.delete(image.row.id);
  };
  startWork(call, { instance, meanwhile: "running_image_uploading", finish, fail });
  return done(call, image.row.id);
}

/** How an older panel renamed them, [CP]. */
function rename(call: Call, kind: CopyKind): JsonObject {
  const { row, instanceId } = shownImage(call, call.form.neededId("elid"), kind);
  if (call.form.neededId("plid") !== instanceId) throw refusal("missed", "item");
  row.name = call.form.neededName("name");
  return done(call, row.id);
}

/** The panel allows five a day and list, [CP]; that the API refuses the sixth is [ASSUMED]. */
function madeToday({ world, now }: Call, kind: CopyKind, instanceId: string): { mark: string; count: number } {
  const mark = `${kind} ${instanceId} ${dayOf(now)}`;
  return { mark, count: world.madeByHand.filter((made) => made === mark).length };
}
