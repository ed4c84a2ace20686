// Carries a call out and writes the vendor's envelope: token first, then path and parameters, then the route's own rules.
import type { FaultRule } from "../../engine/fault-rule.ts";
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import type { SimReply, SimRequest } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import { newRequestId } from "../objects/new-ids.ts";
import type { World } from "../objects/world.ts";
import type { Answer, Call } from "./call.ts";
import { faultOf } from "./call-faults.ts";
import type { Found } from "./find-route.ts";
import { readQuery } from "./read-query.ts";
import { badRequest, conflict, notFound, Refusal, refusalNamed, unauthorised } from "./refusal.ts";

export function answerCall(world: World, request: SimRequest, found: Found, faults: readonly FaultRule[]): SimReply {
  advanceWorld(world);
  return reply(world, () => {
    const answer = decide(world, request, found, faults);
    // What takes no time has happened before anyone can ask.
    advanceWorld(world);
    return answer;
  });
}

export function refuseRoute(world: World, request: SimRequest, isVerbWrong: boolean): SimReply {
  return reply(world, () => {
    throw isVerbWrong
      ? new Refusal(405, "HTTPError", `Method ${request.verb} not allowed`)
      : notFound("Path", request.path);
  });
}

function decide(world: World, request: SimRequest, found: Found, faults: readonly FaultRule[]): Answer {
  if (faultOf(faults, "unauthorised")) throw wrongToken();
  checkToken(world, request.headers["authorization"]);
  refuseByFault(faults);
  const { method, route, segments } = found;
  const query = readQuery(new URLSearchParams(request.rawQuery), route.query);
  const [projectId, regionId] = checkScope(world, segments);
  const requestId = newRequestId(world);
  const now = world.clock.now();
  const call: Call = { world, method, path: segments, query, faults, now, requestId, projectId, regionId };
  const answer = route.run(call, readJson(request));
  return world.account.quirks.silentMethods.includes(method) ? { status: 200, body: {} } : cutList(answer, faults);
}

/** `Bearer` is another product's word, [DOC authentication]. */
function checkToken(world: World, header: string | undefined): void {
  if (header === undefined || header === "") {
    throw unauthorised("not_authenticated", "Authentication credentials were not provided.");
  }
  const [, scheme = "", token = ""] = /^(\S+)\s+(.*)$/.exec(header) ?? [];
  if (!/^apikey$/i.test(scheme)) throw wrongToken();
  if (world.account.credentials.some(({ apiKey }) => apiKey === token)) return;
  throw unauthorised("token_not_valid", `Bad permanent token: ${token.slice(0, 4)}…`);
}

function wrongToken(): Refusal {
  return unauthorised("token_not_valid", "Given token not valid for any token type");
}

function refuseByFault(faults: readonly FaultRule[]): void {
  const failed = faultOf(faults, "vendor-error");
  if (failed) throw refusalNamed(failed.code ?? "ValidationError", failed.message);
  const busy = faultOf(faults, "busy");
  if (busy)
    throw busy.code === undefined
      ? conflict("The resource is locked by another task")
      : refusalNamed(busy.code, undefined);
}

function checkScope({ account }: World, segments: Readonly<Record<string, string>>): [number, number] {
  const { project_id: project, region_id: region } = segments;
  // The reseller's paths and single projects and regions are looked up by their own routes.
  if (project !== undefined && !account.objects.projects.has(project)) throw notFound("Project", project);
  if (region !== undefined && !account.objects.regions.has(region)) throw notFound("Region", region);
  return [Number(project ?? 0), Number(region ?? 0)];
}

function readJson({ body }: SimRequest): Json | undefined {
  if (body.trim() === "") return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    throw badRequest("Failed to decode JSON object");
  }
}

function cutList(answer: Answer, faults: readonly FaultRule[]): Answer {
  const { body } = answer;
  if (!isJsonObject(body) || !Array.isArray(body["results"])) return answer;
  const partial = faultOf(faults, "partial-list");
  const rows = body["results"];
  if (partial) return withResults(answer, body, rows.slice(0, partial.rows ?? Math.floor(rows.length / 2)));
  const empty = faultOf(faults, "empty-list");
  if (!empty) return answer;
  const { results: _hidden, ...rest } = body;
  if (empty.shape === "missing") return { ...answer, body: rest };
  return withResults(answer, body, empty.shape === "null" ? null : []);
}

/** The count says the same as the rows: a cut list that shows itself as one would be no trap. */
function withResults(answer: Answer, body: JsonObject, results: Json): Answer {
  return { ...answer, body: { ...body, count: Array.isArray(results) ? results.length : 0, results } };
}

function reply(world: World, answer: () => Answer): SimReply {
  const headers = { "content-type": "application/json", date: new Date(world.clock.now()).toUTCString() };
  try {
    const { status, body } = answer();
    if (body === undefined) return { status, headers: { date: headers.date }, body: "", outcome: "OK" };
    return { status, headers, body: JSON.stringify(body), outcome: "OK" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, exceptionClass, message, more } = error;
    const shown = { exception_class: exceptionClass, message, request_id: newRequestId(world), ...more };
    return { status, headers, body: JSON.stringify(shown), outcome: exceptionClass };
  }
}
