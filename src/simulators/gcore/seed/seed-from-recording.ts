// A recording of raw answers to reads → the sections of a seed that says the same. Rows of one id are one row, the later read wins; errors and writes are passed over.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { asInteger, asObject, asText, optional, required } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import { KINDS } from "../objects/kinds.ts";
import type { Kind } from "../objects/world.ts";
import { findRoute } from "../routes/find-route.ts";
import { routePath } from "../routes/recognise-call.ts";

const LISTS: Record<string, Kind> = {
  "tasks.list": "tasks",
  "tasks.active": "tasks",
  "instances.list": "instances",
  "securitygroups.instances": "instances",
  "ports.list": "ports",
  "ssh_keys.list": "ssh_keys",
  "snapshots.list": "snapshots",
  "lifecycle_policy.list": "lifecycle_policies",
  "volumes.list": "volumes",
  "projects.list": "projects",
  "regions.list": "regions",
  "images.list": "images",
  "securitygroups.list": "securitygroups",
  "servergroups.list": "servergroups",
  "networks.list": "networks",
  "subnets.list": "subnets",
  "floatingips.list": "floatingips",
  "reserved_fixed_ips.list": "reserved_fixed_ips",
  "apptemplates.list": "apptemplates",
};
const NEWEST_FIRST = ["instances.list", "tasks.list", "tasks.active"];
/** The read of one: the same name with another verb. */
const SINGLES = Object.fromEntries(
  Object.entries(LISTS).map(([name, kind]) => [name.replace(/\.list$/, ".get"), kind]),
);

export function seedFromRecording(reads: readonly Json[], where: string): JsonObject {
  const seed: JsonObject = {};
  reads.forEach((read, index) => {
    takeRead(seed, read, `${where}[${index}]`);
  });
  return seed;
}

function takeRead(seed: JsonObject, read: Json, where: string): void {
  const object = asObject(read, where);
  const request = required(object, "request", where, asObject);
  const path = pathOf(required(request, "path", `${where}.request`, asText));
  const found = findRoute(optional(request, "method", `${where}.request`, asText) ?? "GET", routePath(path));
  if (found === undefined || found === "wrong-verb")
    throw new SimInputError([`${where}.request.path: no method of this vendor has the path "${path}"`]);
  // A refusal, or a page of something in between, says nothing of the account.
  if ((optional(object, "status", where, asInteger) ?? 200) >= 400) return;
  const answer = readAnswer(object["answer"], `${where}.answer`);
  if (found.route.kind === "mutation" || answer["exception_class"] !== undefined) return;
  store(seed, found.method, found.segments, answer);
}

function store(seed: JsonObject, method: string, segments: Record<string, string>, answer: JsonObject): void {
  const listed = Array.isArray(answer["results"]) ? answer["results"] : [];
  // What was made last comes first in these; a seed is in the order of making.
  const rows = NEWEST_FIRST.includes(method) ? [...listed].reverse() : listed;
  const region = segments["region_id"] ?? "";
  const [list, single] = [LISTS[method], SINGLES[method]];
  if (list) for (const row of rows) addRow(seed, list, placed(list, row, segments));
  else if (single) addRow(seed, single, placed(single, answer, segments));
  else if (method === "flavors.list") {
    const known = isJsonObject(seed["flavors"]) ? seed["flavors"] : {};
    seed["flavors"] = { ...known, [region]: rows };
  } else if (method === "iam.clients_me") seed["client"] = answer;
}

/** Rows of a project's or region's list belong there, if they do not say where they live themselves. */
function placed(kind: Kind, row: Json, { project_id: project, region_id: region }: Record<string, string>): Json {
  if (!isJsonObject(row) || KINDS[kind].scope === "client") return row;
  const place = { ...(project && { project_id: Number(project) }), ...(region && { region_id: Number(region) }) };
  return { ...place, ...row };
}

/** Later members win, but what only the earlier read told stays: lists tell less than single reads. */
function addRow(seed: JsonObject, kind: Kind, row: Json): void {
  if (!isJsonObject(row)) return;
  const idOf = (one: JsonObject): string => String(one[KINDS[kind].idKey] ?? one["instance_id"]);
  const rows = (Array.isArray(seed[kind]) ? seed[kind] : []).filter(isJsonObject);
  const index = rows.findIndex((other) => idOf(other) === idOf(row));
  const known = index < 0 ? {} : (rows[index] ?? {});
  const merged = { ...known, ...row, ...hiddenVolumes(kind, known, row) };
  seed[kind] = index < 0 ? [...rows, merged] : rows.map((other, at) => (at === index ? merged : other));
}

/** A read without `need_volumes` shows none, which says nothing. */
function hiddenVolumes(kind: Kind, known: JsonObject, row: JsonObject): JsonObject {
  const isHidden = kind === "lifecycle_policies" && Array.isArray(row["volumes"]) && row["volumes"].length === 0;
  return isHidden && known["volumes"] !== undefined ? { volumes: known["volumes"] } : {};
}

/** The path may carry a host and a query: a recording is taken as it was written. */
function pathOf(text: string): string {
  return text.replace(/^https?:\/\/[^/]+/, "").split("?", 1)[0] ?? "";
}

function readAnswer(value: Json | undefined, where: string): JsonObject {
  const body = isJsonObject(value) && typeof value["body"] === "string" ? value["body"] : value;
  if (typeof body !== "string") return asObject(body, where);
  try {
    const read = JSON.parse(body) as Json;
    return isJsonObject(read) ? read : {};
  } catch {
    throw new SimInputError([`${where}: the recorded body is not JSON`]);
  }
}
