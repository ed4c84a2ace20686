// Images: the vendor's and one's own; ids differ per region. One's own are made of volumes.
import type { JsonObject } from "../../engine/json.ts";
import { add, find, findIdle, listObjects, place, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import { hasTags, patchTags, TAG_FILTERS, tagList } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Stored } from "../objects/world.ts";
import type { ImageRow } from "../seed/vendor-rows.ts";
import { flag, nullable, object, optional, optionalOrNull, withDefault, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route, timeText } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name, tags, tagsPatch, uuid } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { badRequest, forbidden } from "./refusal.ts";

const ROOT = "/v1/images/{project_id}/{region_id}";
const ONE = `${ROOT}/{image_id}`;
const PRICES = { include_prices: "flag" } as const;
const PRICE_KEYS = ["price_per_hour", "price_per_month", "currency_code", "price_status"];

const kept = {
  os_type: optional(word("linux", "windows")),
  ssh_key: optional(word("allow", "deny", "required")),
};
const createBody = object({
  ...kept,
  source: withDefault(word("volume"), "volume"),
  name,
  volume_id: uuid,
  architecture: withDefault(word("x86_64", "aarch64"), "x86_64"),
  hw_firmware_type: optionalOrNull(word("bios", "uefi")),
  hw_machine_type: optionalOrNull(word("i440", "q35")),
  is_baremetal: withDefault(flag, false),
  tags,
});

export const imageRoutes: Routes = {
  "images.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: {
      ...{ ...PRICES, ...TAG_FILTERS, name: "text", os_distro: "text", os_version: "text", private: "text" },
      ...{ visibility: ["private", "public", "shared"], architecture: ["x86_64", "aarch64"] },
    },
    handle: (call) => {
      const found = listObjects(call, "images").filter(({ row }) => isWanted(call, row));
      return page(call, found, ({ row }) => show(call, row));
    },
  }),
  "images.get": route({ verb: "GET", path: ONE, query: PRICES, handle: (call) => ok(show(call, imageOf(call).row)) }),
  "images.create": route({ verb: "POST", path: ROOT, isAsync: true, creates: true, body: createBody, handle: create }),
  "images.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({
      ...kept,
      name: optional(name),
      hw_firmware_type: optional(word("bios", "uefi")),
      hw_machine_type: optional(word("i440", "q35")),
      is_baremetal: optional(nullable(flag)),
      tags: tagsPatch,
    }),
    handle: (call, { tags: patch, ...body }) => {
      const { row } = ownImage(call);
      row.tags_v2 = patchTags(row.tags_v2, patch);
      for (const [key, value] of Object.entries(body)) if (value !== undefined && value !== null) row[key] = value;
      row["updated_at"] = timeText(call.now);
      return ok(show(call, row));
    },
  }),
  "images.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const image = ownImage(call);
      const finish = (): undefined => remove(call, "images", image.row.id) as undefined;
      const data = { image_id: image.row.id };
      return tasksAnswer(startTask(call, { type: "delete_image", data, locks: [image], finish }));
    },
  }),
};

function imageOf(call: Call): Stored<ImageRow> {
  return find(call, "images", call.path["image_id"] ?? "");
}

/** Those of the vendor are everybody's. */
function ownImage(call: Call): Stored<ImageRow> {
  const image = findIdle(call, "images", call.path["image_id"] ?? "");
  if (image.row.visibility === "public") throw forbidden("Public images cannot be changed");
  return image;
}

function isWanted(call: Call, row: ImageRow): boolean {
  const { query } = call;
  const same = (key: string): boolean => !query.has(key) || row[key] === query.text(key);
  const isOwn = query.has("private") ? row.visibility !== "public" : true;
  return (
    ["visibility", "name", "os_distro", "os_version", "architecture"].every(same) && isOwn && hasTags(call, row.tags_v2)
  );
}

function show({ query }: Call, row: ImageRow): JsonObject {
  if (query.flag("include_prices")) return row;
  return { ...row, ...Object.fromEntries(PRICE_KEYS.map((key) => [key, null])) };
}

function create(call: Call, body: ReturnType<typeof createBody>) {
  const volume = findIdle(call, "volumes", body.volume_id);
  if (!volume.row.bootable) throw badRequest(`Volume ${volume.row.id} is not bootable`);
  let image: Stored<ImageRow> | undefined;
  const task = startTask(call, {
    type: "create_image",
    data: JSON.parse(JSON.stringify(body)),
    locks: [volume],
    begin: (work, at) => {
      image = add(
        call,
        "images",
        imageRow(call, body, volume.row.size, { taskId: work.row.id, at }),
        visibleFrom(call),
      );
      work.lock(image);
      work.created("images", image.row.id);
    },
    finish: () => {
      if (image) Object.assign(image.row, { status: "active", size: volume.row.size * 2 ** 30 });
      return undefined;
    },
    fail: (leaves) => {
      if (image && leaves === "nothing") remove(call, "images", image.row.id);
      else if (image) Object.assign(image.row, { status: "killed" });
    },
  });
  return tasksAnswer(task);
}

function imageRow(
  call: Call,
  body: ReturnType<typeof createBody>,
  minDisk: number,
  { taskId, at }: { taskId: string; at: number },
): ImageRow {
  const time = timeText(at);
  const none = { currency_code: null, price_per_hour: null, price_per_month: null, price_status: null };
  const gpu = { gpu_driver: null, gpu_driver_type: null, gpu_driver_version: null };
  return {
    ...place(call),
    ...none,
    ...gpu,
    id: newUuid(call.world),
    name: body.name,
    os_type: body.os_type ?? "linux",
    os_distro: "unknown",
    os_version: "unknown",
    architecture: body.architecture,
    description: null,
    disk_format: "raw",
    display_order: null,
    hw_firmware_type: body.hw_firmware_type ?? null,
    hw_machine_type: body.hw_machine_type ?? null,
    is_baremetal: body.is_baremetal,
    min_disk: minDisk,
    min_ram: 0,
    size: null,
    ssh_key: body.ssh_key ?? "allow",
    status: "saving",
    visibility: "private",
    tags_v2: tagList(body.tags),
    task_id: null,
    creator_task_id: taskId,
    created_at: time,
    updated_at: time,
  };
}
