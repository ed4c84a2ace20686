// The panel's errors, which come under HTTP 200. No vendor page shows one: types from panels of the same make, with a fallback.
import { type Fault, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Redactor } from "../../http/redactor.ts";
import { labelOf } from "./decode.ts";

/** Usual types of the platform ([ASSUMED]); what is not here is a refusal. */
const FAULT_OF_TYPE: Readonly<Record<string, Fault>> = {
  auth: "unauthorised",
  access: "unauthorised",
  missed: "rejected",
  value: "rejected",
  exists: "conflict",
  limit: "quota",
  busy: "busy",
};

/** The session is missing or has run out: the call was refused before it ran. */
export function isSessionError(error: unknown): boolean {
  return error instanceof ProviderError && error.vendorCode === "auth";
}

export function buildDocError(error: JsonObject, request: string, redactor: Pick<Redactor, "redact">): ProviderError {
  const type = typeof error["$type"] === "string" ? error["$type"] : "";
  const fault = FAULT_OF_TYPE[type] ?? "rejected";
  const message = [type, describe(error["$object"]), describe(labelOf(error["msg"]))]
    .filter((part) => part !== "")
    .join(": ");
  return new ProviderError(redactor.redact(`${request}: ${message === "" ? "refused without a reason" : message}`), {
    fault,
    effect: "none",
    request,
    ...(type === "" ? {} : { vendorCode: type }),
    ...(fault === "unauthorised" ? { hint: "check ZOMRO_USERNAME and ZOMRO_PASSWORD, or ZOMRO_SESSION" } : {}),
  });
}

/** Some forms put a JSON text of their own into the error: `{"public_key":["Key is invalid."]}`. */
function describe(value: Json | undefined): string {
  if (typeof value !== "string") return "";
  try {
    const parsed: unknown = JSON.parse(value);
    if (!isJsonObject(parsed)) return value;
    return Object.entries(parsed)
      .map(([field, problems]) => `${field}: ${Array.isArray(problems) ? problems.join(" ") : String(problems)}`)
      .join("; ");
  } catch {
    return value;
  }
}
