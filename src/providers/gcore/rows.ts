// Values of Gcore's rows, whatever they really hold. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

export function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
