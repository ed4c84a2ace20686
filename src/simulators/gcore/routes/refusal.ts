// The vendor's refusals: an HTTP status and an `exception_class`, [DOC error-handling]. Texts are ours where nothing quotes the vendor's.
import type { JsonObject } from "../../engine/json.ts";

export class Refusal extends Error {
  readonly status: number;
  readonly exceptionClass: string;
  /** `invalid_fields` or `info`, where there are any. */
  readonly more: JsonObject;

  constructor(status: number, exceptionClass: string, message: string, more: JsonObject = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.exceptionClass = exceptionClass;
    this.more = more;
  }
}

export function invalid(fields: Record<string, string[]>): Refusal {
  const listed = Object.entries(fields).map(([name, texts]) => `'${name}': [${texts.map((text) => `'${text}'`)}]`);
  return new Refusal(400, "ValidationError", `Validation Error: {${listed.join(", ")}}`, { invalid_fields: fields });
}

export function invalidField(name: string, text: string): Refusal {
  return invalid({ [name]: [text] });
}

/** A wrong state or a broken rule, without a field to blame. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, "ValidationError", message);
}

/** Also for a right id in a wrong project or region. */
export function notFound(what: string, id: string | number): Refusal {
  return new Refusal(404, "NotFoundError", `${what} ${id} not found`);
}

export function conflict(message: string): Refusal {
  return new Refusal(409, "ConflictError", message);
}

/** Sold out as well as not allowed, [DOC error-handling]. */
export function forbidden(message: string): Refusal {
  return new Refusal(403, "ForbiddenError", message);
}

export function unauthorised(exceptionClass: "not_authenticated" | "token_not_valid", message: string): Refusal {
  return new Refusal(401, exceptionClass, message);
}

const STATUS_OF: Record<string, number> = {
  ValidationError: 400,
  not_authenticated: 401,
  token_not_valid: 401,
  ForbiddenError: 403,
  QuotaLimitExceed: 403,
  NotFoundError: 404,
  HTTPError: 405,
  ConflictError: 409,
};

/** What a fault file asks for: an `exception_class`, with the status that belongs to it. */
export function refusalNamed(exceptionClass: string, message: string | undefined): Refusal {
  return new Refusal(STATUS_OF[exceptionClass] ?? 400, exceptionClass, message ?? `${exceptionClass} was asked for`);
}
