// The panel's errors, which come under HTTP 200. No vendor page shows one: types from panels of the same make, with a fallback.
import { type Effect, type Fault, ProviderError, type ProviderErrorDetails } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Redactor } from "../../http/redactor.ts";
import { provesNothing } from "../../http/status-fault.ts";
import { labelOf } from "./decode.ts";

/** Usual types of the platform ([ASSUMED]). What is not here is a refusal, but for a payment and for a failing server. */
const FAULT_OF_TYPE: Readonly<Record<string, Fault>> = {
  auth: "unauthorised",
  access: "unauthorised",
  missed: "rejected",
  value: "rejected",
  exists: "conflict",
  limit: "quota",
  busy: "busy",
};

/** The panel's own refusal: `vendorCode` is its type, `object` what it names. */
class PanelError extends ProviderError {
  readonly object: string;

  constructor(message: string, details: ProviderErrorDetails, object: string) {
    super(message, details);
    this.object = object;
  }
}

/** What the platform says of an id that it does not know ([ASSUMED]); `missed` may as well be about a function or a field. */
const UNKNOWN_ID = new Set(["missed", "value"]);
const NAMES_OF_OBJECTS = new Set(["item", "elem", "elid", "plid", "id", "instance", "instances", "service"]);

/** Of any other refusal nothing is concluded. */
export function isUnknownId(error: unknown): boolean {
  if (!(error instanceof PanelError)) return false;
  return UNKNOWN_ID.has(error.vendorCode ?? "") && NAMES_OF_OBJECTS.has(error.object.toLowerCase());
}

export interface DocErrorContext {
  readonly func: string;
  readonly status: number;
  /** What an answer that proves nothing leaves open. */
  readonly effect: Effect;
}

/** Money goes with it: what nobody has described may have come after that. */
export const PAYMENT = "cartorder.create.confirm";

export function buildDocError(
  error: JsonObject,
  request: string,
  redactor: Pick<Redactor, "redact">,
  { func, status, effect }: DocErrorContext,
): ProviderError {
  const type = typeof error["$type"] === "string" ? error["$type"] : "";
  const words = describe(labelOf(error["msg"]));
  // A right that is missing only while something else runs: waiting helps, other credentials do not.
  const isBusy = type === "access" && /\bbusy\b/i.test(words);
  const known = isBusy ? "busy" : Object.hasOwn(FAULT_OF_TYPE, type) ? FAULT_OF_TYPE[type] : undefined;
  const isProof = known !== undefined || (func !== PAYMENT && !provesNothing(status));
  const fault = known ?? (isProof ? "rejected" : "unavailable");
  const message = [type, describe(error["$object"]), words].filter((part) => part !== "").join(": ");
  const details: ProviderErrorDetails = {
    fault,
    effect: isProof ? "none" : effect,
    request,
    ...(type === "" ? {} : { vendorCode: type }),
    ...(fault === "unauthorised" ? { hint: "check user name and password, or the session" } : {}),
  };
  const text = redactor.redact(`${request}: ${message === "" ? "refused without a reason" : message}`);
  return new PanelError(text, details, typeof error["$object"] === "string" ? error["$object"].trim() : "");
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
