// Serveroid's calls over the shared HTTP client: credentials in the query, envelope first whatever the HTTP status.
import { type Effect, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { buildStatusError } from "../../http/status-fault.ts";
import { buildEnvelopeError, findGuestWarning } from "./faults.ts";

const PREFIX = "/api/v1/";
/** Of the one method that the vendor's page shows without `/api` (H2). */
const BARE_PREFIX = "/v1/";

export interface Credentials {
  readonly clientId: string;
  readonly apiKey: string;
}

export interface MutationAnswer {
  readonly result: Json | undefined;
  readonly operationId: string | undefined;
  /** Set where the answer was one of the two errors that mean success. */
  readonly warning: string | undefined;
}

export interface ServeroidClient {
  /** `result` of a successful answer. Throws `ProviderError` (effect `none`). */
  read(path: string, call: Call): Promise<Json>;
  /** Sends a mutation once. Throws `ProviderError` with its effect. */
  mutate(path: string, query: JsonObject, call: Call, how?: { readonly isBare?: boolean }): Promise<MutationAnswer>;
  /** For vendor texts that are shown or kept. */
  redact(text: string): string;
  close(): Promise<void>;
}

export function createServeroidClient(
  http: HttpClient,
  credentials: Credentials,
  redactor: Pick<Redactor, "redact">,
): ServeroidClient {
  const redact = (text: string) => redactor.redact(text);
  const build = (path: string, query: JsonObject, isBare = false): HttpRequest => ({
    method: "GET",
    path: `${isBare ? BARE_PREFIX : PREFIX}${path}`,
    query: [...buildQuery(query), ["clientId", credentials.clientId], ["apiKey", credentials.apiKey]],
  });
  return {
    async read(path, call) {
      const request = { ...build(path, {}), retryIf: isServerFault, isSuccess };
      const answer = await http.read(request, call);
      const envelope = parseEnvelope(answer, request, "none");
      if (envelope["status"] !== "OK")
        throw asRead(buildEnvelopeError(envelope, `GET ${request.path}`, redact, answer.status));
      if (envelope["result"] === undefined) throw malformed("the answer has no result", request, "none");
      return envelope["result"];
    },
    async mutate(path, query, call, { isBare = false } = {}) {
      const request = build(path, query, isBare);
      const answer = await http.send(request, call);
      const envelope = parseEnvelope(answer, request, "unknown");
      const warning = findGuestWarning(envelope["errorCode"]);
      if (envelope["status"] !== "OK" && warning === undefined)
        throw buildEnvelopeError(envelope, `GET ${request.path}`, redact, answer.status);
      return { result: envelope["result"], operationId: idOf(envelope["operationId"]), warning };
    },
    redact,
    close: () => http.close(),
  };
}

/** Arrays are sent as a repeated parameter, booleans as words ([S002]). */
export function buildQuery(query: JsonObject): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map((item: Json): [string, string] => [name, String(item)]);
    return [[name, String(value)]];
  });
}

function idOf(value: Json | undefined): string | undefined {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : undefined;
}

const SERVER_FAULT = "unexpected.exception";

/** A list of thousands is not parsed twice for it. */
function isServerFault({ body }: RawAnswer): boolean {
  return body.includes(SERVER_FAULT) && tryParse(body)?.["errorCode"] === SERVER_FAULT;
}

function isSuccess(answer: RawAnswer): boolean {
  return tryParse(answer.body)?.["status"] === "OK";
}

/** For a read, no answer leaves anything unknown. */
function asRead(error: ProviderError): ProviderError {
  if (error.effect === "none") return error;
  return new ProviderError(error.message, {
    fault: error.fault,
    effect: "none",
    ...(error.vendorCode === undefined ? {} : { vendorCode: error.vendorCode }),
    ...(error.request === undefined ? {} : { request: error.request }),
  });
}

/** The HTTP status of an error is not documented: the body is parsed first, and only what is no envelope is judged by it. */
function parseEnvelope(answer: RawAnswer, request: HttpRequest, effect: Effect): JsonObject {
  const envelope = tryParse(answer.body);
  if (envelope !== undefined) return envelope;
  throw buildStatusError(`GET ${request.path}`, answer, effect, "the answer is not what Serveroid sends");
}

function tryParse(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) && (value["status"] === "OK" || value["status"] === "ERROR") ? value : undefined;
  } catch {
    return undefined;
  }
}

function malformed(what: string, request: HttpRequest, effect: Effect): ProviderError {
  return new ProviderError(`GET ${request.path}: ${what}`, {
    fault: "malformed",
    effect,
    request: `GET ${request.path}`,
  });
}
