// Zomro's steps: a function of the panel with its form. Pure.
import type { Json, JsonObject } from "../../core/json.ts";
import type { Reference, SettleRule, Step } from "../../core/step.ts";

const USUAL_MS = 30_000;

export function buildStep(
  func: string,
  summary: string,
  fields: readonly string[],
  form: JsonObject,
  settle: SettleRule,
  expectedMs = USUAL_MS,
): Step {
  return { name: func, summary, request: { form }, settle, fields, expectedMs, wire: `POST / ${func}` };
}

export function reference(value: Reference): Json {
  return { ...value };
}

export const idOf = (address: string): Json => reference({ $ref: "attribute", address, path: "id" });
