// Zomro's one endpoint: a function name and fields as a form, answers under `doc`, errors under HTTP 200, a session.
import { type Effect, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { buildStatusError } from "../../http/status-fault.ts";
import { rowsOf, textOf } from "./decode.ts";
import { buildDocError, isSessionError } from "./faults.ts";
import { buildMultipart } from "./multipart.ts";

export type Fields = Readonly<Record<string, string>>;

export interface ZomroCredentials {
  readonly username?: string;
  readonly password?: string;
  readonly session?: string;
}

export interface ZomroClient {
  /** A read; `sok` must not be among the fields: it would make an order of some. */
  read(func: string, fields: Fields, call: Call): Promise<JsonObject>;
  /** All pages of a list; fewer rows than the list says that it has are an error, never "that is all". */
  list(func: string, fields: Fields, call: Call): Promise<readonly JsonObject[]>;
  /** A mutation, sent once; once more only if the session had run out, which proves that nothing happened. */
  submit(func: string, fields: Fields, call: Call): Promise<JsonObject>;
  close(): Promise<void>;
}

const PAGE = 500;
const PATH = "/";

export function createZomroClient(http: HttpClient, credentials: ZomroCredentials, redactor: Redactor): ZomroClient {
  const session = createSession(http, credentials, redactor);
  const withSession = async (send: (auth: string) => Promise<JsonObject>, call: Call): Promise<JsonObject> => {
    try {
      return await send(await session.current(call));
    } catch (error) {
      if (!isSessionError(error) || !session.mayRenew()) throw error;
      return send(await session.renew(call));
    }
  };
  const read = (func: string, fields: Fields, call: Call) => {
    if ("sok" in fields)
      throw new ProviderError(`${func}: a read must not be submitted`, { fault: "rejected", effect: "none" });
    return withSession(
      (auth) => exchange(redactor, (request) => http.read(request, call), func, { ...fields, auth }, "none"),
      call,
    );
  };
  return {
    read,
    list: (func, fields, call) =>
      listPages((page) => read(func, { ...fields, p_cnt: String(PAGE), p_num: String(page) }, call), func),
    submit: (func, fields, call) =>
      withSession(
        (auth) => exchange(redactor, (request) => http.send(request, call), func, { ...fields, auth }, "unknown"),
        call,
      ),
    close: () => http.close(),
  };
}

async function listPages(fetch: (page: number) => Promise<JsonObject>, func: string): Promise<readonly JsonObject[]> {
  const rows = new Map<string, JsonObject>();
  let anonymous = 0;
  for (let page = 1; ; page++) {
    const doc = await fetch(page);
    const found = rowsOf(doc);
    const before = rows.size;
    for (const row of found) rows.set(textOf(row["id"]) || textOf(row["elid"]) || `#${anonymous++}`, row);
    const total = Number(textOf(doc["p_elems"]) || Number.NaN);
    if (rows.size >= total) return [...rows.values()];
    const isLast = found.length === 0 || rows.size === before || (Number.isNaN(total) && found.length < PAGE);
    if (!isLast) continue;
    if (Number.isNaN(total)) return [...rows.values()];
    throw new ProviderError(`${func}: the list says that it has ${total} rows, but only ${rows.size} came`, {
      fault: "malformed",
      effect: "none",
      request: `POST ${PATH} ${func}`,
    });
  }
}

function createSession(http: HttpClient, credentials: ZomroCredentials, redactor: Redactor) {
  const { username, password, session: given } = credentials;
  const mayRenew = username !== undefined && password !== undefined;
  let token: Promise<string> | undefined = given === undefined ? undefined : Promise.resolve(given);
  const logIn = async (call: Call): Promise<string> => {
    const doc = await exchange(
      redactor,
      (request) => http.read(request, call),
      "auth",
      { username: username ?? "", password: password ?? "" },
      "none",
    );
    const auth = doc["auth"];
    const found = isJsonObject(auth) && typeof auth["$id"] === "string" ? auth["$id"] : textOf(auth);
    if (found === "")
      throw new ProviderError("auth: the answer holds no session", { fault: "malformed", effect: "none" });
    redactor.add(found);
    return found;
  };
  const renew = (call: Call): Promise<string> => {
    token = logIn(call);
    token.catch(() => {
      token = undefined;
    });
    return token;
  };
  return { current: (call: Call) => token ?? renew(call), renew, mayRenew: () => mayRenew };
}

async function exchange(
  redactor: Redactor,
  send: (request: HttpRequest) => Promise<RawAnswer>,
  func: string,
  fields: Fields,
  effect: Effect,
): Promise<JsonObject> {
  const all = { func, out: "json", lang: "en", ...fields };
  const answer = await send({ method: "POST", path: PATH, body: buildMultipart(all) });
  return parseAnswer(redactor, answer, `POST ${PATH} ${func}`, effect);
}

/** A page instead of JSON may be a long task that goes on: for a mutation the outcome is unknown (1.4, 9). */
function parseAnswer(redactor: Redactor, answer: RawAnswer, request: string, effect: Effect): JsonObject {
  const doc = tryParse(answer.body);
  const error = doc?.["error"];
  if (isJsonObject(error)) throw buildDocError(error, request, redactor);
  if (doc !== undefined && answer.status < 300) return doc;
  throw buildStatusError(request, answer, effect, "the answer is a page, not JSON");
}

function tryParse(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const doc = isJsonObject(value) ? value["doc"] : undefined;
    return isJsonObject(doc) ? doc : undefined;
  } catch {
    return undefined;
  }
}
