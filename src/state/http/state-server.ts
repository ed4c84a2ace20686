// The requests of Terraform's HTTP protocol, as servers really answer them. Follows no redirect; sends a record to unlock exactly
// as the server showed it; an answer that is lost or 5xx is unknown.
import { createHash } from "node:crypto";

import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { StoreClient } from "../../http/store-client.ts";
import { ServerRefusal } from "./http-failure.ts";

export interface StateServerOptions {
  readonly address: string;
  readonly lockAddress: string;
  /** Default: `lockAddress`. */
  readonly unlockAddress?: string;
  readonly updateMethod?: "POST" | "PUT";
  readonly lockMethod?: "POST" | "PUT" | "LOCK";
  readonly unlockMethod?: "POST" | "PUT" | "DELETE" | "UNLOCK";
  readonly username?: string;
  readonly password?: string;
  /** A client for the origin of an address. */
  readonly clientFor: (origin: string) => StoreClient;
}

export interface StateServer {
  /** The stored text with its time, or undefined where there is none. */
  get(): Promise<{ readonly text: string; readonly writtenMs?: number } | undefined>;
  /** `refused`: not under this lock; the body may tell who has it. Throws where it may or may not have been written. */
  post(text: string, lockId: string): Promise<{ readonly outcome: "written" } | Refused>;
  /** `record` is sent as it is. */
  lock(record: string): Promise<{ readonly outcome: "locked" } | Refused>;
  unlock(record: string, lockId: string): Promise<{ readonly outcome: "unlocked" } | Refused>;
}

export interface Refused {
  readonly outcome: "refused";
  readonly status: number;
  readonly body: string;
}

/** Answers that say that the lock is another's, or gone: 423 and 409 by the protocol; some servers say 400. */
const NOT_OURS = new Set([400, 409, 412, 423]);

export function openStateServer(options: StateServerOptions): StateServer {
  const { updateMethod = "POST", lockMethod = "LOCK", unlockMethod = "UNLOCK" } = options;
  const headers = authorization(options);
  const send = (address: string, request: Omit<HttpRequest, "path">, query: Readonly<Record<string, string>> = {}) => {
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const sent = { ...request, path: `${url.pathname}${url.search}`, headers: { ...headers, ...request.headers } };
    const client = options.clientFor(url.origin);
    return request.method === "GET" ? client.read(sent) : client.attempt(sent);
  };
  return {
    async get() {
      const answer = await send(options.address, { method: "GET" });
      // Terraform takes an empty 200 for "no state" as well. No server that was tried says it so; one whose file was cut does.
      if (answer.status === 204) return undefined;
      if (answer.status === 404 && isOfTheState(answer.body)) return undefined;
      if (answer.status !== 200) throw new ServerRefusal("GET of the state", answer);
      const modifiedMs = Date.parse(answer.headers["last-modified"] ?? "");
      return { text: answer.body, ...(Number.isNaN(modifiedMs) ? {} : { writtenMs: modifiedMs }) };
    },
    async post(text, lockId) {
      const answer = await send(options.address, { method: updateMethod, ...withBody(text) }, { ID: lockId });
      return judge(`${updateMethod} of the state`, answer, "written");
    },
    async lock(record) {
      const answer = await send(options.lockAddress, { method: lockMethod, ...withBody(record) });
      return judge(`${lockMethod} of the lock`, answer, "locked");
    },
    async unlock(record, lockId) {
      // GitLab names the lock in the query; the others read the record.
      const query = unlockMethod === "DELETE" ? { ID: lockId } : {};
      const address = options.unlockAddress ?? options.lockAddress;
      const answer = await send(address, { method: unlockMethod, ...withBody(record) }, query);
      return judge(`${unlockMethod} of the lock`, answer, "unlocked");
    },
  };
}

function judge<O extends string>(request: string, answer: RawAnswer, outcome: O): { readonly outcome: O } | Refused {
  if (answer.status >= 200 && answer.status <= 299) return { outcome };
  if (!NOT_OURS.has(answer.status)) throw new ServerRefusal(request, answer);
  return { outcome: "refused", status: answer.status, body: answer.body };
}

function withBody(text: string): Pick<HttpRequest, "body" | "headers"> {
  const digest = createHash("md5").update(text, "utf8").digest("base64");
  return { body: { contentType: "application/json", text }, headers: { "content-md5": digest } };
}

/** At once: not every server asks for it. */
function authorization({ address, username, password }: StateServerOptions): Record<string, string> {
  const url = new URL(address);
  const [user, secret] = [username ?? decodeURIComponent(url.username), password ?? decodeURIComponent(url.password)];
  if (user === "" && secret === "") return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${secret}`, "utf8").toString("base64")}` };
}

/**
 * A project that is not there, or that the user may not see, is no empty state. A page is no answer of a state server: a
 * gateway before it has lost the way, or the address is wrong.
 */
function isOfTheState(body: string): boolean {
  return !/project/i.test(messageOf(body)) && !/^\s*<(!doctype|html)/i.test(body);
}

function messageOf(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && "message" in value ? String(value.message) : "";
  } catch {
    return "";
  }
}
