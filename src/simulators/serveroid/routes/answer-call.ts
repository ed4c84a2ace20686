// Carries a call out and writes the vendor's envelope: credentials first, then parameters, then the method's own rules.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { Json, JsonObject } from "../../engine/json.ts";
import type { SimReply } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import { faultOf } from "../objects/operations.ts";
import type { World } from "../objects/world.ts";
import type { Call } from "./call.ts";
import type { Found } from "./find-method.ts";
import { HANDLERS } from "./handlers.ts";
import { readParameters } from "./read-parameters.ts";
import { Refusal, refusal } from "./refusal.ts";
import { withQuirks } from "./show.ts";

export function answerCall(world: World, found: Found, query: URLSearchParams, faults: readonly FaultRule[]): SimReply {
  advanceWorld(world);
  try {
    const members = decide(world, found, query, faults);
    return envelope(world, { status: "OK", ...members }, "OK");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return envelope(world, errorMembers(error), error.code ?? "validation");
  } finally {
    // A policy change is done at the first poll: what takes no time has happened before anyone can ask, [PF].
    advanceWorld(world);
  }
}

function decide(world: World, found: Found, query: URLSearchParams, faults: readonly FaultRule[]): JsonObject {
  if (!isKnown(world, query)) throw refusal("error.not.owner");
  refuseByFault(found, faults);
  const { method, rule, segments } = found;
  const values = readParameters(query, rule, segments);
  const call: Call = { world, method, rule, values, faults, now: world.clock.now() };
  return cutList(HANDLERS[method](call), faults);
}

/** Wrong credentials look like a foreign object, [PF]. */
function isKnown(world: World, query: URLSearchParams): boolean {
  const [clientId, apiKey] = [query.get("clientId"), query.get("apiKey")];
  return world.account.credentials.some((known) => known.clientId === clientId && known.apiKey === apiKey);
}

function refuseByFault({ rule }: Found, faults: readonly FaultRule[]): void {
  if (faultOf(faults, "unauthorised")) throw refusal("error.not.owner");
  const failed = faultOf(faults, "vendor-error");
  if (failed) throw refusal(failed.code ?? "unexpected.exception", failed.message);
  const busy = faultOf(faults, "busy");
  const busyWord = rule.occupiesVolume ? "error.vm.volume.under.operation" : "error.operation.already.started";
  if (busy) throw refusal(busy.code ?? busyWord);
}

function cutList(members: JsonObject, faults: readonly FaultRule[]): JsonObject {
  const { result } = members;
  if (!Array.isArray(result)) return members;
  const partial = faultOf(faults, "partial-list");
  if (partial) return { ...members, result: result.slice(0, partial.rows ?? Math.floor(result.length / 2)) };
  const empty = faultOf(faults, "empty-list");
  if (!empty) return members;
  const { result: _hidden, ...rest } = members;
  if (empty.shape === "missing") return rest;
  return { ...rest, result: empty.shape === "null" ? null : [] };
}

function errorMembers(error: Refusal): JsonObject {
  const fieldErrors = error.fieldErrors.map(({ field, message }): JsonObject => ({ field, message }));
  return {
    status: "ERROR",
    errorMessage: error.message,
    errorCode: error.code,
    ...(fieldErrors.length > 0 && { fieldErrors }),
  };
}

/** Business errors are HTTP 200, too, [PF]. */
function envelope(world: World, members: JsonObject, outcome: string): SimReply {
  const shown: Json = withQuirks(members, world.account.quirks);
  const headers = { "content-type": "application/json;charset=UTF-8" };
  return { status: 200, headers, body: JSON.stringify(shown), outcome };
}

export function refuseVerb(): SimReply {
  return page(405, "Method Not Allowed", { allow: "GET" });
}

export function refuseRoute(): SimReply {
  return page(404, "Not Found");
}

function page(status: number, title: string, headers: Record<string, string> = {}): SimReply {
  const body = `<html><body><h1>${status} ${title}</h1></body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body, outcome: String(status) };
}
