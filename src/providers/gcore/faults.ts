// Gcore's error envelope as faults. What an HTTP status alone says stands in the shared table.
import { type Effect, type Fault, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { RawAnswer } from "../../http/answer.ts";
import { faultOfStatus, isServersOwn, provesNothing } from "../../http/status-fault.ts";

const QUOTA_CLASS = "QuotaLimitExceed";

/** 401 `not_authenticated`, `token_not_valid`; the rest goes by the status ([DOC error-handling]). */
const FAULT_OF_CLASS: Readonly<Record<string, Fault>> = {
  ValidationError: "rejected",
  NotFoundError: "not-found",
  not_authenticated: "unauthorised",
  token_not_valid: "unauthorised",
};

export function buildEnvelopeError(
  request: string,
  answer: RawAnswer,
  envelope: JsonObject,
  effect: Effect,
  redact: (text: string) => string,
): ProviderError {
  const { status, retryAfterMs } = answer;
  const vendorCode = String(envelope["exception_class"]);
  const text = [String(envelope["message"] ?? ""), describeQuota(envelope["info"])].filter((part) => part !== "");
  const isRefusal = status >= 400 && !provesNothing(status);
  const namesQuota = vendorCode === QUOTA_CLASS || hasQuota(envelope["info"]);
  const fault = namesQuota ? "quota" : faultFor(request, status, envelope);
  const hint = hintFor(status, fault, namesQuota);
  return new ProviderError(redact(`${request}: ${text.join("; ") || vendorCode}`), {
    fault,
    effect: isRefusal ? "none" : effect,
    vendorCode,
    request,
    isAnswered: isServersOwn(status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  });
}

/**
 * 409 is documented as "already exists"; on an object that exists it means that a task holds it ([ASSUMED], 1.3).
 * 403 stands for "no capacity for the flavor" as well as for missing permissions.
 */
function faultFor(request: string, status: number, envelope: JsonObject): Fault {
  const vendorCode = String(envelope["exception_class"]);
  if (status === 409) return isCreation(request) && !saysLocked(envelope) ? "conflict" : "busy";
  if (status === 403 && !request.startsWith("GET ")) return "quota";
  return FAULT_OF_CLASS[vendorCode] ?? faultOfStatus(status) ?? "malformed";
}

/** What it is to be made of is in the hands of another task: that ends. */
function saysLocked({ message }: JsonObject): boolean {
  return /\block(ed)?\b|another task|task .*(in progress|running)|try again/i.test(String(message ?? ""));
}

/** A POST to a collection: version, kind, project and, but for keys, region. */
function isCreation(request: string): boolean {
  return /^POST \/cloud\/v\d\/(?:ssh_keys\/\d+|[a-z_]+\/\d+\/\d+)$/.test(request);
}

function hasQuota(info: unknown): info is JsonObject {
  return isJsonObject(info) && info["limit"] !== undefined;
}

function describeQuota(info: unknown): string {
  if (!hasQuota(info)) return "";
  const { attribute, current_usage, requested_usage, limit } = info;
  return `${String(attribute)}: ${String(current_usage ?? "?")} of ${String(limit)} used, ${String(requested_usage ?? "?")} asked for`;
}

function hintFor(status: number, fault: Fault, namesQuota: boolean): string | undefined {
  if (fault === "unauthorised") return "check the key (quote it in shells: older keys contain a $)";
  if (status === 403 && !namesQuota)
    return "the flavor may be sold out in this region (try another one, or later), or the key may lack the right";
  return fault === "quota" ? "ask Gcore to raise the quota, or declare less" : undefined;
}
