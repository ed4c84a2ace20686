// Zomro's one endpoint: a function name and fields as a form, answers under `doc`, errors under HTTP 200, a session.
import type { Clock } from "../../core/clock.ts";
import { type Effect, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call, Progress } from "../../core/provider.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import type { Redactor } from "../../http/redactor.ts";
import { buildStatusError, isPassingStatus } from "../../http/status-fault.ts";
import { collectPages } from "../../vendor-kit/pages.ts";
import { assertAnswers, incomplete, malformed, readPage } from "./complete-list.ts";
import { firstOf, onceOf, textOf } from "./decode.ts";
import { buildDocError } from "./faults.ts";
import { askFor, findLongTask, judge, type LongTask } from "./long-task.ts";
import { buildMultipart } from "./multipart.ts";
import { createSession } from "./session.ts";

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
  /** A form as it is now; an answer to anything else is an error. */
  form(func: string, fields: Fields, call: Call): Promise<JsonObject>;
  /** Throws unless the session may read the account. */
  prove(call: Call): Promise<void>;
  /** A mutation, sent once; once more only if the session had run out, which proves that nothing happened. */
  submit(func: string, fields: Fields, call: Call): Promise<Submitted>;
  /** Asks once what has become of an answer that was put off. */
  follow(task: LongTask, call: Call): Promise<Progress>;
  close(): Promise<void>;
}

/** The answer, or where it will be: the task goes on. */
export type Submitted = { readonly doc: JsonObject } | { readonly page: string };

const PAGE = 500;
/** What every session may read: the list of machines. */
const PROOF = "instances";
const ONE_ROW: Fields = { p_cnt: "1", p_num: "1" };
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
  const { username, password } = credentials;
  const login = username === undefined || password === undefined ? undefined : { username, password };
  const session = createSession(
    credentials.session,
    login === undefined ? undefined : (call) => sendLogin(http, login, redactor, call),
  );
  const readWith = (auth: string, func: string, fields: Fields, call: Call) =>
    exchange(redactor, (request) => http.read(request, call), func, { ...fields, auth }, "none");
  const read = async (func: string, fields: Fields, call: Call): Promise<JsonObject> => {
    if ("sok" in fields)
      throw new ProviderError(`${func}: a read must not be submitted`, { fault: "rejected", effect: "none" });
    return session.use(func, (auth) => readWith(auth, func, fields, call), call);
  };
  return {
    read,
    list: (func, fields, call) =>
      collectPages({
        fetch: async ({ page }) =>
          readPage(await read(func, { ...fields, p_cnt: String(PAGE), p_num: String(page) }, call), func, page),
        idOf: (row) => rowId(row, func),
        incomplete: (total, came) => malformed(func, `the list says that it has ${total} rows, but only ${came} came`),
      }),
    async form(func, fields, call) {
      const doc = await read(func, fields, call);
      assertAnswers(doc, func);
      return doc;
    },
    prove: async (call) => void readPage(await read(PROOF, ONE_ROW, call), PROOF),
    submit: (func, fields, call) => {
      const send = async (auth: string, isRenewed: boolean): Promise<Submitted> => {
        // Before a login that has just been made may change anything it must be good: one that is not answers with `ok`, too.
        if (isRenewed) readPage(await readWith(auth, PROOF, ONE_ROW, call), PROOF);
        const answer = await http.send(buildRequest(func, { ...fields, auth }), call);
        const page = findLongTask(answer, redactor);
        return page === undefined ? { doc: parseAnswer(redactor, answer, func, "unknown") } : { page };
      };
      return session.use(func, send, call, (auth) => mayRead(readWith(auth, PROOF, ONE_ROW, call)));
    },
    follow: (task, call) => follow(http, redactor, clock, task, call),
    close: () => http.close(),
  };
}

/** False only where the session itself is refused: a look that fails in another way proves nothing of it. */
async function mayRead(look: Promise<JsonObject>): Promise<boolean> {
  try {
    await look;
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error.fault !== "unauthorised";
  }
}

async function follow(
  http: HttpClient,
  redactor: Redactor,
  clock: Pick<Clock, "now">,
  task: LongTask,
  call: Call,
): Promise<Progress> {
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
}

function rowId(row: JsonObject, func: string): string {
  const id = textOf(row["id"]) || textOf(row["elid"]);
  if (id === "") throw malformed(func, "the list holds a row without an id");
  return id;
}

async function sendLogin(http: HttpClient, login: Fields, redactor: Redactor, call: Call): Promise<string> {
  const doc = await exchange(redactor, (request) => http.read(request, call), "auth", login, "none");
  const { $id } = firstOf(doc["auth"]);
  const found = typeof $id === "string" ? $id : textOf(doc["auth"]);
  if (found === "") throw incomplete("auth", "the answer holds no session", doc);
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
  return { method: "POST", path: PATH, body: buildMultipart(all), form, mayBeRecorded: !TELLING.has(func), isSuccess };
}

function isSuccess({ body }: RawAnswer): boolean {
  const doc = tryParse(body);
  return doc !== undefined && doc["error"] === undefined;
}

/** A page that names no task may be one that goes on all the same: for a mutation the outcome is unknown (1.4, 9). */
function parseAnswer(redactor: Redactor, answer: RawAnswer, func: string, effect: Effect): JsonObject {
  const request = `POST ${PATH} ${func}`;
  const doc = tryParse(answer.body);
  const error = doc?.["error"];
  if (error !== undefined) {
    const first = onceOf(error);
    const envelope = isJsonObject(first) ? first : { msg: error };
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
