// A request → the call that it is: what the engine needs for faults and the log, and how to carry it out.
import type { FaultScope } from "../../engine/fault-rule.ts";
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import type { SimCall, SimRequest } from "../../engine/simulated-vendor.ts";
import type { World } from "../objects/world.ts";
import { answerCall, refuseRoute } from "./answer-call.ts";
import type { Route } from "./call.ts";
import { type Found, findRoute } from "./find-route.ts";
import { unknownParameters } from "./read-query.ts";

export const CLOUD = "/cloud";

/** Paths are below `/cloud`; that alone says which product of the vendor is meant. */
export function routePath(path: string): string {
  return path.startsWith(`${CLOUD}/`) ? path.slice(CLOUD.length) : path === "/iam/clients/me" ? path : `/none${path}`;
}

export function recogniseCall(world: World, request: SimRequest): SimCall {
  const query = new URLSearchParams(request.rawQuery);
  const body = bodyOf(request.body);
  const parameters = [...query, ...describe(body)];
  const found = findRoute(request.verb, routePath(request.path));
  if (found === undefined || found === "wrong-verb") {
    const answer = () => refuseRoute(world, request, found === "wrong-verb");
    return { method: null, scopes: [], mutating: false, parameters, unknown: [], answer };
  }
  const vmId = instanceOf(world, found, body);
  return {
    method: found.method,
    scopes: scopesOf(found.route),
    mutating: found.route.kind === "mutation",
    parameters,
    unknown: [...unknownParameters(query, found.route.query), ...found.route.unknownIn(body)],
    vmId,
    name: world.account.objects.instances.get(vmId ?? "")?.row.name ?? nameIn(query, body),
    answer: (faults) => answerCall(world, request, found, faults),
  };
}

function scopesOf({ kind, isAsync, creates }: Route): FaultScope[] {
  const scopes: FaultScope[] = [];
  if (kind === "list") scopes.push("list");
  if (kind === "mutation") scopes.push("mutation");
  if (isAsync) scopes.push("operation");
  if (creates) scopes.push("creates");
  return scopes;
}

/** A poll belongs to the machine that its task works on. */
function instanceOf(world: World, { segments }: Found, body: JsonObject): string | undefined {
  const ofTask = world.account.objects.tasks.get(segments["task_id"] ?? "")?.inside["instance_id"];
  const inBody = body["instance_id"];
  return segments["instance_id"] ?? [ofTask, inBody].find((id) => typeof id === "string");
}

function nameIn(query: URLSearchParams, body: JsonObject): string | undefined {
  const name = body["name"] ?? query.get("name");
  return typeof name === "string" ? name : undefined;
}

function bodyOf(text: string): JsonObject {
  try {
    const read = JSON.parse(text) as Json;
    return isJsonObject(read) ? read : {};
  } catch {
    return {};
  }
}

function describe(body: JsonObject): [string, string][] {
  return Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}
