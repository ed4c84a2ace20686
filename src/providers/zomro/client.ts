// Zomro's one endpoint: a function name and fields as a form, answers under `doc`, errors under HTTP 200, a session.
import type { Clock } from "../../core/clock.ts";
import { type Effect, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call, Progress } from "../../core/provider.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { buildStatusError, isPassingStatus } from "../../http/status-fault.ts";
import { rowsOf, textOf } from "./decode.ts";
import { buildDocError, isSessionError } from "./faults.ts";
import { askFor, findLongTask, judge, type LongTask } from "./long-task.ts";
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
  submit(func: string, fields: Fields, call: Call): Promise<Submitted>;
  /** Asks once what has become of an answer that was put off. */
  follow(task: LongTask, call: Call): Promise<Progress>;
  close(): Promise<void>;
}

/** The answer, or where it will be: the task goes on. */
export type Submitted = { readonly doc: JsonObject } | { readonly page: string };

const PAGE = 500;
const PATH = "/";
const CREDENTIALS = new Set(["auth", "username", "password"]);
/** Answers with a session, and by some accounts ([3P]) with a machine's password in clear (3.6). */
const TELLING = new Set(["auth", "instances.edit"]);

export function createZomroClient(
  http: HttpClient,
  credentials: ZomroCredentials,
  redactor: Redactor,
  clock: Pick<Clock, "now">,
): ZomroClient {
  const session = createSession(http, credentials, redactor);
  const withSession = async <T>(send: (auth: string) => Promise<T>, call: Call): Promise<T> => {
    const token = await session.current(call);
    try {
      return session.accepted(token, await send(token));
    } catch (error) {
      if (!isSessionError(error) || !session.mayRenew(token)) throw error;
      const renewed = await session.renew(token, call);
      return session.accepted(renewed, await send(renewed));
    }
  };
  const read = async (func: string, fields: Fields, call: Call): Promise<JsonObject> => {
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
      withSession(async (auth): Promise<Submitted> => {
        const answer = await http.send(buildRequest(func, { ...fields, auth }), call);
        const page = findLongTask(answer, redactor);
        return page === undefined ? { doc: parseAnswer(redactor, answer, func, "unknown") } : { page };
      }, call),
    async follow(task, call) {
      try {
        const answer = await http.read(askFor(task.page), call);
        if (isPassingStatus(answer.status)) throw buildStatusError(`GET ${task.page}`, answer, "none", "");
        return judge(task, answer, clock.now(), redactor, (document) =>
          parseAnswer(redactor, document, task.func, "unknown"),
        );
      } catch (error) {
        // Sent away, to a page for people to log in: there is nothing to be learned here.
        if (error instanceof ProviderError && error.fault === "malformed") return { status: "lost" };
        throw error;
      }
    },
    close: () => http.close(),
  };
}

/** Without a total, pages are asked for until one brings nothing new: a server may give fewer rows than it is asked for. */
async function listPages(fetch: (page: number) => Promise<JsonObject>, func: string): Promise<readonly JsonObject[]> {
  const rows = new Map<string, JsonObject>();
  for (let page = 1; ; page++) {
    const doc = await fetch(page);
    const found = rowsOf(doc);
    const before = rows.size;
    for (const row of found) rows.set(rowId(row, func), row);
    const total = totalOf(doc, func);
    const isLast = found.length === 0 || rows.size === before;
    if (total === undefined ? isLast : rows.size >= total) return [...rows.values()];
    if (isLast) throw malformed(func, `the list says that it has ${total} rows, but only ${rows.size} came`);
  }
}

function rowId(row: JsonObject, func: string): string {
  const id = textOf(row["id"]) || textOf(row["elid"]);
  if (id === "") throw malformed(func, "the list holds a row without an id");
  return id;
}

function totalOf(doc: JsonObject, func: string): number | undefined {
  const text = textOf(doc["p_elems"]);
  if (text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw malformed(func, `the list says that it has "${text}" rows`);
}

function malformed(func: string, message: string): ProviderError {
  return new ProviderError(`${func}: ${message}`, {
    fault: "malformed",
    effect: "none",
    request: `POST ${PATH} ${func}`,
  });
}

/** One session for all calls: many that find it expired at the same time log in once, and a refused login is not repeated. */
function createSession(http: HttpClient, credentials: ZomroCredentials, redactor: Redactor) {
  const { username, password, session: given } = credentials;
  const mayLogIn = username !== undefined && password !== undefined;
  let current = given;
  let pending: Promise<string> | undefined;
  /** A session that took the place of a refused one and was never good: it is refused for another reason. */
  let doubted: string | undefined;
  const logIn = (call: Call): Promise<string> => {
    pending ??= sendLogin(http, { username: username ?? "", password: password ?? "" }, redactor, call)
      .then((token) => {
        current = token;
        return token;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    current: async (call: Call) => (pending === undefined ? current : undefined) ?? logIn(call),
    /** Only the first to find a session expired replaces it; the others take the new one. */
    renew: async (expired: string, call: Call) => {
      if (current !== undefined && current !== expired) return current;
      doubted = await logIn(call);
      return doubted;
    },
    mayRenew: (refused: string) => mayLogIn && refused !== doubted,
    accepted: <T>(token: string, answer: T): T => {
      if (token === doubted) doubted = undefined;
      return answer;
    },
  };
}

async function sendLogin(http: HttpClient, login: Fields, redactor: Redactor, call: Call): Promise<string> {
  const doc = await exchange(redactor, (request) => http.read(request, call), "auth", login, "none");
  const auth = doc["auth"];
  const found = isJsonObject(auth) && typeof auth["$id"] === "string" ? auth["$id"] : textOf(auth);
  if (found === "")
    throw new ProviderError("auth: the answer holds no session", { fault: "malformed", effect: "none" });
  redactor.add(found);
  return found;
}

async function exchange(
  redactor: Redactor,
  send: (request: HttpRequest) => Promise<RawAnswer>,
  func: string,
  fields: Fields,
  effect: Effect,
): Promise<JsonObject> {
  return parseAnswer(redactor, await send(buildRequest(func, fields)), func, effect);
}

function buildRequest(func: string, fields: Fields): HttpRequest {
  const all = { func, out: "json", lang: "en", ...fields };
  const form = Object.entries(all).filter(([name]) => !CREDENTIALS.has(name));
  return { method: "POST", path: PATH, body: buildMultipart(all), form, mayBeRecorded: !TELLING.has(func) };
}

/** A page that names no task may be one that goes on all the same: for a mutation the outcome is unknown (1.4, 9). */
function parseAnswer(redactor: Redactor, answer: RawAnswer, func: string, effect: Effect): JsonObject {
  const request = `POST ${PATH} ${func}`;
  const doc = tryParse(answer.body);
  const error = doc?.["error"];
  if (error !== undefined) {
    const envelope = isJsonObject(error) ? error : { msg: error };
    throw buildDocError(envelope, request, redactor, { func, status: answer.status, effect });
  }
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
