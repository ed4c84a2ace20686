// A request → the call that it is: what the engine needs for faults and the log, and how to carry it out.
import type { FaultScope } from "../../engine/fault-rule.ts";
import type { SimCall, SimRequest } from "../../engine/simulated-vendor.ts";
import type { World } from "../objects/world.ts";
import { answerCall, refuseRoute, refuseVerb } from "./answer-call.ts";
import { type Found, findMethod } from "./find-method.ts";
import type { MethodRule } from "./methods.ts";
import { unknownParameters } from "./read-parameters.ts";

export function recogniseCall(world: World, request: SimRequest): SimCall {
  const query = new URLSearchParams(request.rawQuery);
  world.host = request.headers["host"] ?? world.host;
  const download = request.path === "/" ? world.downloads.get(query.get("p") ?? "") : undefined;
  if (download !== undefined) return recogniseDownload(download);
  const found = findMethod(request.path);
  const isGet = request.verb === "GET";
  if (!found || !isGet) {
    const answer = isGet ? refuseRoute : refuseVerb;
    return { method: null, scopes: [], mutating: false, parameters: query, unknown: [], answer };
  }
  const vmId = vmIdOf(world, found);
  return {
    method: found.method,
    scopes: scopesOf(found.rule),
    mutating: found.rule.kind === "mutation",
    parameters: query,
    unknown: unknownParameters(query, found.rule),
    vmId,
    name: world.account.vms.get(Number(vmId))?.row.name ?? query.get("name") ?? undefined,
    answer: (faults) => answerCall(world, found, query, faults),
  };
}

/** What a link leads to is no method: whoever has it, has the copy. Its token is no parameter to be logged. */
function recogniseDownload(body: string): SimCall {
  const headers = { "content-type": "application/octet-stream", "content-length": String(Buffer.byteLength(body)) };
  const answer = () => ({ status: 200, headers, body, outcome: "OK" });
  return { method: null, scopes: [], mutating: false, parameters: [], unknown: [], answer };
}

function scopesOf(rule: MethodRule): FaultScope[] {
  const scopes: FaultScope[] = [];
  if (rule.kind === "list") scopes.push("list");
  if (rule.kind === "mutation") scopes.push("mutation");
  if (rule.isAsync) scopes.push("operation");
  if (rule.creates) scopes.push("creates");
  if (rule.changesAddresses) scopes.push("address");
  return scopes;
}

/** A poll belongs to the VM that its operation works on. */
function vmIdOf(world: World, { segments }: Found): string | undefined {
  const ofOperation = world.operations.get(Number(segments["operationId"]))?.row.vmId;
  return segments["vmId"] ?? (ofOperation ? String(ofOperation) : undefined);
}
