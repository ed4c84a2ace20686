// Gcore's steps: a call of the Cloud API with its path, query and body. Pure.
import type { Json, JsonObject } from "../../core/json.ts";
import { refersToName, type SettleRule, type Step } from "../../core/step.ts";
import { reference } from "../../vendor-kit/references.ts";

const USUAL_MS = 15_000;

export interface GcoreCall {
  readonly name: string;
  readonly method: "POST" | "PATCH" | "PUT" | "DELETE";
  /** `/v1/instances/77/76`, then ids and words; ids may be references. */
  readonly path: readonly Json[];
  readonly query?: JsonObject;
  readonly body?: JsonObject;
  readonly summary: string;
  readonly fields?: readonly string[];
  readonly settle: SettleRule;
  readonly expectedMs?: number;
}

export function buildStep(call: GcoreCall): Step {
  const { name, method, path, query, body, summary, fields = [], settle, expectedMs = USUAL_MS } = call;
  const shown = path.map((part) => (typeof part === "string" ? part : "ID")).join("/");
  return {
    name,
    summary,
    request: {
      method,
      path: [...path],
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
    },
    settle,
    fields,
    expectedMs,
    wire: `${method} /cloud${shown}`,
  };
}

export function lookup(kind: string, by: JsonObject): Json {
  return refersToName({ kind, by });
}

/** Our mark, put on with the request that makes the object, so that a half-finished one can still be told. */
export function markers(): JsonObject {
  return {
    "trueup-stack": reference({ $ref: "marker", part: "stack" }),
    "trueup-address": reference({ $ref: "marker", part: "address" }),
    "trueup-intent": reference({ $ref: "marker", part: "intent" }),
  };
}

export function placePath(version: "v1" | "v2", kind: string, place: { project?: string; region?: string }): string {
  return `/${version}/${kind}/${place.project ?? ""}/${place.region ?? ""}`;
}
