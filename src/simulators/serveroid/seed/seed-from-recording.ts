// A recording of raw answers to reads → the sections of a seed that says the same. Later reads win; errors and mutations are passed over.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { asObject, asText, required } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import { findMethod } from "../routes/find-method.ts";
import type { MethodName } from "../routes/methods.ts";

const SECTIONS: Partial<Record<MethodName, string>> = {
  tenant: "tenants",
  vm_list: "vms",
  pubkeys: "pubkeys",
  distribution: "distributions",
  software: "software",
  tariffs: "tariffs",
};

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
  const found = findMethod(path);
  if (!found) throw new SimInputError([`${where}.request.path: no method of this vendor has the path "${path}"`]);
  const answer = readAnswer(object["answer"], `${where}.answer`);
  const result = answer["status"] === "OK" ? answer["result"] : undefined;
  if (result === undefined || found.rule.kind === "mutation") return;
  store(seed, found.method, found.segments["vmId"] ?? "", result);
}

function store(seed: JsonObject, method: MethodName, vmId: string, result: Json): void {
  const section = SECTIONS[method];
  if (section) seed[section] = result;
  else if (method === "vm_get") seed["vms"] = withRow(seed["vms"], result);
  else if (method === "operation") seed["operations"] = withRow(seed["operations"], result);
  else seed[method] = { ...(isJsonObject(seed[method]) && seed[method]), [vmId]: result };
}

function withRow(rows: Json | undefined, row: Json): Json[] {
  const id = isJsonObject(row) ? row["id"] : undefined;
  const others = Array.isArray(rows) ? rows.filter((other) => !isJsonObject(other) || other["id"] !== id) : [];
  return [...others, row];
}

/** The path may carry a host and a query: a recording is taken as it was written. */
function pathOf(text: string): string {
  return (
    text
      .replace(/^https?:\/\/[^/]+/, "")
      .split("?", 1)[0]
      ?.replace(/^.*?(?=\/api\/v1\/)/, "") ?? ""
  );
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
