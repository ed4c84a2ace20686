// Declared values that Gcore's requests hold in another form: GiB, words of its own, the body of a schedule. Pure.
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { WIRE_TYPES } from "./lookups.ts";
import { buildSchedules } from "./timing.ts";

export function listSentForms({ type, attributes }: Desired): JsonObject {
  switch (type) {
    case "vm":
      return interfaceTypes(attributes["interfaces"]);
    case "interface":
      return wireType("type", attributes);
    case "volume":
      return typeof attributes["size"] === "number" ? { size: Math.ceil(attributes["size"] / 1024) } : {};
    case "schedule":
      return {
        ...sentTiming(attributes),
        paused: attributes["paused"] === true ? "paused" : "active",
      };
    default:
      return {};
  }
}

/** As the body holds it: one schedule, or the list of them. */
function sentTiming(attributes: JsonObject): JsonObject {
  if (attributes["timing"] === undefined) return {};
  const [first, ...others] = buildSchedules(attributes);
  return { timing: others.length === 0 ? (first ?? {}) : buildSchedules(attributes) };
}

/** A new VM's request holds its interfaces. */
function interfaceTypes(interfaces: Json | undefined): JsonObject {
  const entries = Object.entries(isJsonObject(interfaces) ? interfaces : {});
  return Object.assign(
    {},
    ...entries.map(([key, item]) => (isJsonObject(item) ? wireType(`interfaces.${key}.type`, item) : {})),
  ) as JsonObject;
}

function wireType(path: string, { type }: JsonObject): JsonObject {
  const sent = WIRE_TYPES[String(type)];
  return sent === undefined ? {} : { [path]: sent };
}
