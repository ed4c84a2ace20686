// Declared values that Zomro's forms hold in another form: numbers of days, codes of periods, numbers as text. Pure.
import type { Desired } from "../../core/desired.ts";
import { type JsonObject, jsonAt } from "../../core/json.ts";
import { formatPeriod } from "./lookups.ts";
import { rotationOf } from "./part-steps.ts";

export function listSentForms(desired: Desired): JsonObject {
  if (desired.type === "schedule") return { days: rotationOf(desired)["rotation_days"] ?? "" };
  if (desired.type !== "vm") return {};
  const { attributes } = desired;
  const keep = jsonAt(attributes, "backupPolicy.keep");
  return {
    ...(attributes["period"] === undefined ? {} : { period: formatPeriod(attributes["period"]) }),
    ...(keep === undefined ? {} : { "backupPolicy.keep": String(keep) }),
  };
}
