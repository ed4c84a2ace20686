// image, image.edit, image.delete, v2.image.order.param: own images, and what all three kinds of image have in common, [S001] [Z487] [CP].
import type { JsonObject } from "../../engine/json.ts";
import { completeCopy } from "../objects/copies.ts";
import { nextId, nextUuid } from "../objects/new-ids.ts";
import { dayOf } from "../objects/provider-time.ts";
import { startWork } from "../objects/work.ts";
import type { Image } from "../objects/world.ts";
import { type Call, done, formOf, type Handler, visibleFrom } from "./call.ts";
import { shownImage } from "./guards.ts";
import { listRows } from "./list-rows.ts";
import { refusal } from "./refusal.ts";
import { showImage } from "./show.ts";
import { select } from "./write-doc.ts";

const DISK_FORMATS = ["iso", "ami", "ari", "aki", "vhd", "vmdk", "raw", "qcow2", "vdi"];
const ARCHITECTURES = ["x86_64", "i686", "ia64"];

export const images: Handler = (call) => {
  const own = [...call.world.account.images.values()].filter(
    (image) => image.kind === "image" && image.visibleFrom <= call.now,
  );
  return listRows(
    call,
    own.map((image) => showImage(call, image)),
  );
};

export const imageEdit: Handler = formOf(
  (call) => {
    const image = shownImage(call, call.form.neededId("elid"));
    const row = showImage(call, image);
    return { elid: { $: image.row.id }, image_name: { $: image.row.name }, ...row };
  },
  (call) => {
    const { row } = shownImage(call, call.form.neededId("elid"));
    // The panel offers it for finished ones only, [CP].
    if (row.fleio_status !== "Active") throw refusal("busy", "image");
    const name = call.form.name("image_name");
    const isProtected = call.form.oneOf("protected", ["on", "off"]);
    if (name !== undefined) row.name = name;
    if (isProtected !== undefined) row.protected = isProtected;
    return done(call, row.id);
  },
);

export const imageDelete: Handler = (call) => {
  const found = deletedIds(call).map((id) => deletable(call, id));
  for (const image of found) {
    image.row.item_real_status = "5";
    const fail = (): void => void Object.assign(image.row, { item_real_status: "2" });
    startWork(call, { fail, finish: () => void call.world.account.images.delete(image.row.id) });
  }
  return done(call);
};

/** The vendor's table has `plid` twice, for the instance and for the snapshot; its curl has `elid`, [S001] C3. */
function deletedIds({ form, world }: Call): string[] {
  const parents = form.all("plid");
  const isTable = form.text("elid") === undefined && parents.length === 2 && world.account.quirks.reading !== "curl";
  return isTable ? [parents[1] ?? ""] : form.neededIds("elid");
}

function deletable(call: Call, id: string): Image {
  const image = shownImage(call, id);
  const [parent] = call.form.all("plid");
  if (parent !== undefined && image.instanceId !== "" && parent !== image.instanceId) throw refusal("missed", "item");
  if (image.row.protected === "on") throw refusal("access", "protected");
  if (image.row.fleio_status === "Saving" || image.row.item_real_status === "5") throw refusal("busy", "image");
  return image;
}

export const imageOrder: Handler = formOf(previewImage, (call) => {
  const row = orderedRow(call);
  // With a basket nothing is created, [Z487].
  if (call.form.text("skipbasket") !== "on") return done(call);
  const { images: known } = call.world.account;
  const id = nextId(call.world, "item");
  const fleioId = nextUuid(call.world);
  const image: Image = {
    kind: "image",
    instanceId: "",
    visibleFrom: visibleFrom(call),
    rest: {},
    row: { ...row, id, fleio_id: fleioId },
  };
  known.set(id, image);
  const fail = (leaves: "object" | "nothing"): void => {
    if (leaves === "object") image.row.fleio_status = "Error";
    else known.delete(id);
  };
  startWork(call, { fail, finish: () => completeCopy(image) });
  return done(call, id);
});

/** All but `os_version` are required, [Z487]. */
function orderedRow(call: Call): Omit<Image["row"], "id" | "fleio_id"> {
  const { form, world } = call;
  form.neededOneOf("image_type", ["image"]);
  form.neededOneOf("skipbasket", ["on", "off"]);
  form.neededOneOf("order_period", ["-50"]);
  if (form.neededId("pricelist") !== world.account.imagePricelist) throw refusal("value", "pricelist");
  const url = form.needed("url");
  if (!URL.canParse(url)) throw refusal("value", "url");
  const regions = world.account.datacenters.map(({ name }) => name);
  return {
    name: form.neededName("image_name"),
    region: form.neededOneOf("region", regions),
    min_disk: form.neededId("min_disk"),
    min_ram: form.neededId("min_ram"),
    disk_format: form.neededOneOf("disk_format", DISK_FORMATS),
    os_distro: form.needed("os_distro"),
    os_version: form.text("os_version") ?? "",
    architecture: form.neededOneOf("architecture", ARCHITECTURES),
    protected: form.neededOneOf("protected", ["on", "off"]),
    fleio_status: "Saving",
    item_real_status: "2",
    createdate: dayOf(call.now),
    image_size: "",
    hypervisor_type: "any_hypervisor",
    visibility: "private",
    backup_type: "",
    cost: "",
  };
}

function previewImage({ world }: Call): JsonObject {
  const { quirks, datacenters } = world.account;
  const words = (name: string, keys: readonly string[]): JsonObject => {
    const choices = keys.map((key) => ({ key, label: key }));
    return select(name, choices, quirks);
  };
  const regions = datacenters.map(({ name }) => name);
  return {
    slist: [words("region", regions), words("disk_format", DISK_FORMATS), words("architecture", ARCHITECTURES)],
  };
}
