// A recording of raw answers to reads → the sections of a seed that says the same. Rows with one id are one row, the later read wins.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { parseForm } from "../../engine/parse-form.ts";
import { asArray, asObject, asText, required } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import { functionNamed } from "../routes/functions.ts";
import { asElem, textOf } from "./read-rows.ts";

type Fields = ReadonlyMap<string, string>;

const URLENCODED = "application/x-www-form-urlencoded";

export function seedFromRecording(reads: readonly Json[], where: string): JsonObject {
  const seed: JsonObject = {};
  reads.forEach((read, index) => {
    takeRead(seed, read, `${where}[${index}]`);
  });
  return seed;
}

function takeRead(seed: JsonObject, read: Json, where: string): void {
  const object = asObject(read, where);
  const fields = fieldsOf(required(object, "request", where, asObject), `${where}.request`);
  const func = fields.get("func");
  if (!functionNamed(func)) throw new SimInputError([`${where}.request: no function "${func ?? ""}" at this vendor`]);
  const { doc } = readAnswer(object["answer"], `${where}.answer`);
  if (!isJsonObject(doc) || doc["error"] !== undefined || fields.has("sok")) return;
  store(seed, func ?? "", fields, doc);
}

function store(seed: JsonObject, func: string, fields: Fields, doc: JsonObject): void {
  const parent = fields.get("elid") || fields.get("plid") || "";
  const rows = rowsOf(doc);
  if (func === "instances") addRows(seed, "instances", rows, "id");
  else if (func === "instances.edit") addRows(seed, "instances", [{ ...doc, id: { $: parent } }], "id");
  else if (func === "instances.snapshots") addCopies(seed, "snapshots", parent, rows);
  else if (func === "instances.fleio_bckps") addCopies(seed, "backups", parent, rows);
  else if (func === "instances.fleio_bckps.schedule") addRows(seed, "schedules", rows, "id");
  else if (func === "image") addRows(seed, "images", rows, "id");
  else if (func === "sshkeys") addRows(seed, "sshkeys", rows, "elid");
  else if (func === "v2.instances.order.pricelist") storePrices(seed, doc, rows);
  else if (func === "v2.instances.order.param") storeOptions(seed, doc);
  else if (BOOT_SELECTS[func] !== undefined) storeBootImages(seed, doc, BOOT_SELECTS[func]);
}

/** Previews that list the images of a machine's data centre, [S000]. */
const BOOT_SELECTS: Readonly<Record<string, string>> = {
  "instances.fleio.rescue": "select_boot",
  "instances.fleio.rebuild": "select_rebuild",
  "instances.fleio.boot_from_iso": "select_boot_from_iso",
};

/** A preview does not say which data centre it is of: a system that no order form placed is in all. Own ones have lists. */
function storeBootImages(seed: JsonObject, doc: JsonObject, select: string): void {
  const provided = choicesIn(doc, select).filter((choice) => choice["$depend"] !== "own");
  const systems = provided.map(({ $depend: _depend, ...system }) => system);
  addRows(seed, "systems", systems, "$key");
}

function storePrices(seed: JsonObject, doc: JsonObject, rows: readonly Json[]): void {
  addRows(seed, "tariffs", rows, "id");
  addRows(seed, "datacenters", choicesIn(doc, "datacenter"), "$key");
}

function storeOptions(seed: JsonObject, doc: JsonObject): void {
  const datacenter = textOf(doc["datacenter"], "datacenter");
  const systems = choicesIn(doc, "instances_os").map((system) => ({ ...system, datacenter }));
  addRows(seed, "systems", systems, "$key");
  addRows(seed, "datacenters", choicesIn(doc, "datacenter"), "$key");
}

function addRows(seed: JsonObject, section: string, rows: readonly Json[], id: string): void {
  if (rows.length === 0) return;
  seed[section] = merged(asElem(seed[section], section), rows, id);
}

function addCopies(seed: JsonObject, section: string, parent: string, rows: readonly Json[]): void {
  const lists = isJsonObject(seed[section]) ? seed[section] : {};
  seed[section] = { ...lists, [parent]: merged(asElem(lists[parent], section), rows, "id") };
}

function merged(earlier: readonly Json[], later: readonly Json[], id: string): Json[] {
  const byId = new Map<string, JsonObject>();
  for (const row of [...earlier, ...later].filter(isJsonObject)) {
    const key = textOf(row[id], id);
    byId.set(key, { ...byId.get(key), ...withoutEnvelope(row) });
  }
  return [...byId.values()];
}

function withoutEnvelope(row: JsonObject): JsonObject {
  const { $lang: _lang, $func: _func, slist: _slist, ...kept } = row;
  return kept;
}

/** `doc.elem`, `doc.list.elem` or `doc.list[0].elem`; a list, one object or nothing, [Z464] [3P]. */
function rowsOf({ elem, list }: JsonObject): Json[] {
  const inner = Array.isArray(list) ? list[0] : list;
  return asElem(elem ?? (isJsonObject(inner) ? inner["elem"] : undefined), "elem");
}

function choicesIn({ slist }: JsonObject, name: string): JsonObject[] {
  const found = asElem(slist, "slist").find((one) => isJsonObject(one) && one["$name"] === name);
  return isJsonObject(found) ? asElem(found["val"], name).filter(isJsonObject) : [];
}

/** `form` as a map or as pairs, or `body` as it was sent, urlencoded. */
function fieldsOf({ form, body }: JsonObject, where: string): Fields {
  if (typeof body === "string") return new Map(parseForm(URLENCODED, body));
  if (!Array.isArray(form)) {
    return new Map(
      Object.entries(asObject(form, `${where}.form`)).map(([name, value]) => [name, textOf(value, where)]),
    );
  }
  const texts = form.map((pair) => asArray(pair, `${where}.form`).map((one) => asText(one, `${where}.form`)));
  return new Map(texts.map(([name = "", value = ""]) => [name, value]));
}

function readAnswer(value: Json | undefined, where: string): JsonObject {
  if (typeof value !== "string") return asObject(value, where);
  try {
    return asObject(JSON.parse(value), where);
  } catch (error) {
    if (error instanceof SimInputError) throw error;
    throw new SimInputError([`${where}: the recorded body is not JSON`]);
  }
}
