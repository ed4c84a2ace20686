// Changes behind the client's back, in the vendor's own shapes. Asks no rule of the API: the panel may do what the API may not.
import type { Json, JsonObject } from "../../engine/json.ts";
import { asText, oneOf, refuseUnknownKeys } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import type { OutsideChange } from "../../engine/simulated-vendor.ts";
import { nextId } from "../objects/new-ids.ts";
import { FILTERS, type FilterName, type ImageKind, type World } from "../objects/world.ts";
import { setFilter } from "../routes/filter-handlers.ts";
import { filterFields } from "../routes/functions.ts";
import { readQuirks } from "../routes/quirks.ts";
import { showImage, showInstance, showKey, showSchedule, type Viewer } from "../routes/show.ts";
import { wordingFor } from "../routes/wording.ts";
import { imageFromRow, instanceFromRow, keyFromRow, scheduleFromRow, tariffFromRow } from "./objects-from-rows.ts";

const KINDS = [
  "instances",
  "snapshots",
  "backups",
  "images",
  "schedules",
  "sshkeys",
  "filters",
  "tariffs",
  "quirks",
] as const;

/** A kind of object as four acts; `id` has been found when `show` or `remove` is called. */
interface Collection {
  /** Name of the member that identifies a row. */
  idName: string;
  counter: "item" | "schedule" | "key";
  has(id: string): boolean;
  show(id: string): JsonObject;
  put(row: JsonObject): void;
  remove(id: string): void;
}

/** Returns the object as it is now; null when it was deleted. */
export function changeAccount(world: World, change: OutsideChange): Json {
  const kind = oneOf(KINDS)(change.kind, "change.kind");
  if (kind === "filters") return changeFilter(world, change);
  if (kind === "tariffs") return changeTariffs(world, change);
  if (kind === "quirks")
    return Object.assign(world.account.quirks, readQuirks({ ...world.account.quirks, ...change.set }, "change.set"));
  const viewer: Viewer = { world, words: wordingFor(undefined, world.account.language) };
  const collection = collectionOf(viewer, kind, change.parent);
  if (change.action === "add") return add(world, collection, kind, change.set ?? {});
  const id = String(change.id);
  if (!collection.has(id)) throw new SimInputError([`change: there is no ${id} in ${kind}`]);
  if (change.action === "delete") {
    collection.remove(id);
    return null;
  }
  collection.put({ ...collection.show(id), ...change.set });
  return collection.show(id);
}

function add(world: World, collection: Collection, kind: string, set: JsonObject): Json {
  const given = set[collection.idName];
  const id = given === undefined ? nextId(world, collection.counter) : idText(given);
  if (collection.has(id)) throw new SimInputError([`change: ${id} is in ${kind} already`]);
  collection.put({ ...set, [collection.idName]: { $: id } });
  return collection.show(id);
}

function idText(value: Json): string {
  const inner = typeof value === "object" && value !== null && "$" in value ? value["$"] : value;
  return String(inner);
}

/** Patched with `id` = the list's name; a deleted one hides nothing more. */
function changeFilter(world: World, { action, id, set = {} }: OutsideChange): Json {
  const name: FilterName = oneOf(FILTERS)(id, "change.id");
  refuseUnknownKeys(set, "change.set", filterFields(name));
  const fields = Object.entries(set).map(([field, value]) => [field, asText(value, `change.set.${field}`)] as const);
  setFilter(world, name, action === "delete" ? {} : Object.fromEntries(fields));
  return action === "delete" ? null : { ...world.account.filters[name] };
}

/** A tariff is taken off the list, where machines keep it, or put on it. */
function changeTariffs({ account }: World, { action, id, set }: OutsideChange): Json {
  if (action === "patch") throw new SimInputError(["change: a tariff can only be added or deleted"]);
  if (action === "add") {
    account.tariffs = [...account.tariffs, tariffFromRow(set ?? {}, "change.set")];
    return set ?? {};
  }
  if (!account.tariffs.some(({ row }) => row.id === String(id)))
    throw new SimInputError([`change: there is no ${String(id)} in tariffs`]);
  account.tariffs = account.tariffs.filter(({ row }) => row.id !== String(id));
  return null;
}

function collectionOf(
  viewer: Viewer,
  kind: Exclude<(typeof KINDS)[number], "filters" | "tariffs" | "quirks">,
  parent: unknown,
): Collection {
  if (kind === "instances") return instanceCollection(viewer);
  if (kind === "schedules") return scheduleCollection(viewer);
  if (kind === "sshkeys") return keyCollection(viewer);
  if (kind === "images") return imageCollection(viewer, "image", "");
  return imageCollection(viewer, kind === "snapshots" ? "snapshot" : "backup", parent);
}

function instanceCollection(viewer: Viewer): Collection {
  const { instances } = viewer.world.account;
  const show = (id: string): JsonObject => {
    const instance = instances.get(id);
    return instance ? showInstance(viewer, instance) : {};
  };
  return {
    idName: "id",
    counter: "item",
    show,
    has: (id) => instances.has(id),
    put: (set) => {
      const read = instanceFromRow(set, "change.set");
      const known = instances.get(read.row.id);
      // The object stays the same one: work under way holds it.
      if (known) Object.assign(known, { row: read.row, rest: read.rest });
      else instances.set(read.row.id, read);
    },
    remove: (id) => void instances.delete(id),
  };
}

function scheduleCollection(viewer: Viewer): Collection {
  const { schedules } = viewer.world.account;
  return {
    idName: "id",
    counter: "schedule",
    has: (id) => schedules.has(id),
    show: (id) => {
      const schedule = schedules.get(id);
      return schedule ? showSchedule(viewer, schedule) : {};
    },
    put: (set) => {
      const read = scheduleFromRow(set, "change.set", viewer.world.clock.now());
      schedules.set(read.row.id, read);
    },
    remove: (id) => void schedules.delete(id),
  };
}

function keyCollection({ world }: Viewer): Collection {
  const { keys } = world.account;
  return {
    idName: "elid",
    counter: "key",
    has: (id) => keys.has(id),
    show: (id) => {
      const key = keys.get(id);
      return key ? showKey(key) : {};
    },
    put: (set) => {
      const key = keyFromRow({ fotbokeyid: set["elid"] ?? null, ...set }, "change.set");
      keys.set(key.row.elid, key);
    },
    remove: (id) => void keys.delete(id),
  };
}

function imageCollection(viewer: Viewer, kind: ImageKind, parent: unknown): Collection {
  const { images, instances } = viewer.world.account;
  const find = (id: string) => {
    const image = images.get(id);
    return image?.kind === kind ? image : undefined;
  };
  return {
    idName: "id",
    counter: "item",
    has: (id) => find(id) !== undefined,
    show: (id) => {
      const image = find(id);
      return image ? showImage(viewer, image) : {};
    },
    put: (set) => {
      const known = find(idText(set["id"] ?? null));
      const instanceId = known?.instanceId ?? String(parent ?? "");
      if (kind !== "image" && !known && !instances.has(instanceId)) {
        throw new SimInputError([`change.parent: there is no instance ${instanceId || "(none given)"}`]);
      }
      const read = imageFromRow(set, "change.set", kind, instanceId);
      if (known) Object.assign(known, { row: read.row, rest: read.rest });
      else images.set(read.row.id, read);
    },
    remove: (id) => void images.delete(id),
  };
}
