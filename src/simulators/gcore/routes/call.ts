// One call on its way through the rules: what a route is, what it is given and what it returns.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { Json } from "../../engine/json.ts";
import type { World } from "../objects/world.ts";
import { type Field, listUnknown, readBody } from "./body-shape.ts";
import { PAGING, type Query, type QuerySpec } from "./read-query.ts";

export interface Call {
  world: World;
  method: string;
  /** Decoded segments of the path. */
  path: Readonly<Record<string, string>>;
  query: Query;
  faults: readonly FaultRule[];
  /** Epoch ms at which the vendor decides. */
  now: number;
  requestId: string;
  /** 0 where the path names none. */
  projectId: number;
  regionId: number;
}

export interface Answer {
  status: number;
  body?: Json;
}

export type RouteKind = "read" | "list" | "mutation";

interface RouteFacts {
  verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/cloud`, or from the root for others of the vendor's products. */
  path: string;
  /** GETs are reads, everything else a mutation, if not said otherwise. */
  kind?: RouteKind;
  /** Answers with tasks. */
  isAsync?: true;
  creates?: true;
  /** A list that has no pages: `limit` and `offset` mean nothing to it. */
  isWhole?: true;
  query?: QuerySpec;
}

export interface Route extends RouteFacts {
  kind: RouteKind;
  query: QuerySpec;
  run(call: Call, body: Json | undefined): Answer;
  /** Members of a body that the vendor's document does not name. */
  unknownIn(body: Json | undefined): string[];
}

export type Routes = Readonly<Record<string, Route>>;

interface RouteWithBody<B> extends RouteFacts {
  body: Field<B>;
  handle(call: Call, body: B): Answer;
}

interface RouteWithout extends RouteFacts {
  body?: never;
  handle(call: Call): Answer;
}

export function route(facts: RouteWithout): Route;
export function route<B>(facts: RouteWithBody<B>): Route;
export function route<B>(facts: RouteWithBody<B> | RouteWithout): Route {
  const { verb, path, kind = verb === "GET" ? "read" : "mutation", isAsync, creates, isWhole, query } = facts;
  const run: Route["run"] = (call, body) =>
    facts.body === undefined ? facts.handle(call) : facts.handle(call, readBody(facts.body, body));
  const unknownIn: Route["unknownIn"] = (body) => (facts.body === undefined ? [] : listUnknown(facts.body, body));
  const spec = kind === "list" && !isWhole ? { ...PAGING, ...query } : (query ?? {});
  return { verb, path, kind, query: spec, run, unknownIn, ...(isAsync && { isAsync }), ...(creates && { creates }) };
}

export const NO_CONTENT: Answer = { status: 204 };

export function ok(body: Json): Answer {
  return { status: 200, body };
}

/** Milliseconds → the vendor's time. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The older kinds of objects write UTC as an offset without a colon, as their examples in [SPEC] do; [LEGACY] reads no other. */
export function offsetTimeText(ms: number): string {
  return timeText(ms).replace(/Z$/, "+0000");
}
