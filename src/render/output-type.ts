// The type of an output as Terraform writes it. Pure.
import type { Json } from "../core/json.ts";

/** Terraform's type notation, as far as plain JSON knows it. */
export function typeOf(value: Json): Json {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  if (value === null) return "dynamic";
  if (Array.isArray(value)) return ["tuple", value.map((item: Json) => typeOf(item))];
  return ["object", Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOf(item)]))];
}
