// Gcore's Cloud API over the shared HTTP client: one key in a header, lists by pages, mutations sent once.
import { type Effect, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import { formatRequest, type HttpRequest, type RawAnswer } from "../../http/answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { buildStatusError } from "../../http/status-fault.ts";
import { collectPages, type Page } from "../../vendor-kit/pages.ts";
import { buildEnvelopeError } from "./faults.ts";

export type Query = readonly (readonly [name: string, value: string])[];

export interface GcoreClient {
  /** An object by its path below `/cloud`. Throws `ProviderError` (effect `none`). */
  read(path: string, query: Query, call: Call): Promise<JsonObject>;
  /** The same, for calls that are reads although they are POSTs (limits, prices, flavors that fit). */
  ask(path: string, body: JsonObject, call: Call, query?: Query): Promise<JsonObject>;
  /** All pages, each object once; fewer objects than the list says that it has are an error, never "that is all". */
  /** All pages. `keep`: what is kept of a row, with its ids, where that is not all of it. */
  list(path: string, query: Query, call: Call, keep?: KeepRow): Promise<readonly JsonObject[]>;
  /** A list that knows no pages (policies, app templates, ports of an instance). */
  listWhole(path: string, query: Query, call: Call): Promise<readonly JsonObject[]>;
  /** A mutation, sent once. An answer without a body is an empty object. Throws `ProviderError` with its effect. */
  send(request: GcoreRequest, call: Call): Promise<JsonObject>;
  /** The server's clock: its last answer that told, and the time since then, whatever our own wall clock says. */
  serverNow(): number | undefined;
  redact(text: string): string;
  close(): Promise<void>;
}

export type KeepRow = (row: JsonObject) => JsonObject;

export interface GcoreRequest {
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly query: Query;
  readonly body?: JsonObject;
}

/** Every list takes so many; the defaults differ, and three are as small as 10 (1.4). */
export const PAGE = 1000;
const PREFIX = "/cloud";

export function createGcoreClient(
  http: HttpClient,
  apiKey: string,
  redactor: Pick<Redactor, "redact">,
  monotonic: () => number,
): GcoreClient {
  const redact = (text: string) => redactor.redact(text);
  let told: { readonly date: number; readonly at: number } | undefined;
  const build = ({ method, path, query, body }: GcoreRequest): HttpRequest => ({
    method,
    path: `${PREFIX}${path}`,
    query,
    headers: { authorization: `APIKey ${apiKey}`, accept: "application/json" },
    ...(body === undefined ? {} : { body: { contentType: "application/json", text: JSON.stringify(body) } }),
  });
  const accept = (request: HttpRequest, answer: RawAnswer, effect: Effect): JsonObject => {
    const date = Date.parse(answer.headers["date"] ?? "");
    if (Number.isFinite(date)) told = { date, at: monotonic() };
    return parseAnswer(request, answer, effect, redact);
  };
  const fetch = async (request: GcoreRequest, call: Call) => {
    const built = build(request);
    return accept(built, await http.read(built, call), "none");
  };
  return {
    read: (path, query, call) => fetch({ method: "GET", path, query }, call),
    ask: (path, body, call, query = []) => fetch({ method: "POST", path, query, body }, call),
    list: (path, query, call, keep) => {
      const request = `GET ${PREFIX}${path}`;
      const fetchRows = (offset: number) =>
        fetch({ method: "GET", path, query: [...query, ["limit", String(PAGE)], ["offset", String(offset)]] }, call);
      return listPages(request, async (offset) => readPage(await fetchRows(offset), request, keep));
    },
    listWhole: async (path, query, call) => {
      const { results } = await fetch({ method: "GET", path, query }, call);
      if (Array.isArray(results)) return results.filter(isJsonObject);
      throw buildMalformed(`GET ${PREFIX}${path}`, "the answer has no results");
    },
    send: async (request, call) => {
      const built = build(request);
      return accept(built, await http.send(built, call), "unknown");
    },
    serverNow: () => (told === undefined ? undefined : told.date + (monotonic() - told.at)),
    redact,
    close: () => http.close(),
  };
}

function listPages(request: string, fetch: (offset: number) => Promise<Page>): Promise<readonly JsonObject[]> {
  return collectPages({
    fetch: ({ seen }) => fetch(seen),
    overlaps: true,
    idOf: (row) => idOf(row) ?? JSON.stringify(row),
    incomplete: (total, came) =>
      buildMalformed(request, `the list says that it has ${total} objects, but only ${came} came`),
  });
}

function readPage({ results, count }: JsonObject, request: string, keep: KeepRow | undefined): Page {
  if (!Array.isArray(results)) throw buildMalformed(request, "the answer has no results");
  const rows = results.filter(isJsonObject);
  if (rows.length < results.length) throw buildMalformed(request, "a result is not an object");
  const total = typeof count === "number" ? count : undefined;
  // What has no id is told apart by all that it says.
  const cut = (row: JsonObject) => (keep === undefined || idOf(row) === undefined ? row : keep(row));
  return { rows: rows.map(cut), total };
}

/** Old and new names of the same key stand side by side (9.8). */
export function idOf(row: JsonObject): string | undefined {
  for (const key of ["id", "instance_id", "port_id", "servergroup_id", "sshkey_id", "flavor_id"]) {
    const value: Json | undefined = row[key];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return undefined;
}

function parseAnswer(
  request: HttpRequest,
  answer: RawAnswer,
  effect: Effect,
  redact: (text: string) => string,
): JsonObject {
  const value = tryParse(answer.body);
  const shown = formatRequest(request);
  if (answer.status >= 200 && answer.status < 300) {
    if (answer.status === 204 || (answer.body.trim() === "" && request.method === "DELETE")) return {};
    if (value !== undefined) return value;
  } else if (value !== undefined && typeof value["exception_class"] === "string") {
    throw buildEnvelopeError(shown, answer, value, effect, redact);
  }
  throw buildStatusError(shown, answer, effect, "the answer is not what Gcore sends");
}

function tryParse(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What cannot be understood is never read as absence. */
export function buildMalformed(request: string, what: string): ProviderError {
  return new ProviderError(`${request}: ${what}`, { fault: "malformed", effect: "none", request });
}
