// A small server with the particulars of GitLab's Terraform states: POST and DELETE below /lock, 409 for what is locked, seven
// members that a lock record must have, basic authentication, a version that is read from the document. Faults on demand.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const MEMBERS = ["ID", "Operation", "Info", "Who", "Version", "Created", "Path"];
export const GITLAB_LOGIN = { username: "gitlab-ci-token", password: "glcbt-only-for-tests" };

export interface GitlabState {
  readonly port: number;
  address(name: string): string;
  /** What is stored under the name. */
  stored: Map<string, string>;
  locks: Map<string, string>;
  /** Each request, as `METHOD /path?query`. */
  readonly requests: string[];
  /** Asked before and after each effect: `lose` closes the connection, a number is the status of the answer. */
  fault?: ((request: string, when: "before" | "after") => "lose" | number | undefined) | undefined;
  stop(): Promise<void>;
  /** Closes all connections and listens no more; what is stored stays. */
  crash(): Promise<void>;
  start(): Promise<void>;
}

export async function startGitlabState(): Promise<GitlabState> {
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(state, request, response);
  let server = createServer(listener);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const start = async (): Promise<void> => {
    server = createServer(listener).listen(state.port, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    Object.assign(state, { port: (server.address() as AddressInfo).port });
  };
  const state: GitlabState = {
    port: 0,
    address: (name) => `http://127.0.0.1:${state.port}/api/v4/projects/1/terraform/state/${name}`,
    stored: new Map(),
    locks: new Map(),
    requests: [],
    stop,
    crash: stop,
    start,
  };
  await start();
  return state;
}

async function answer(state: GitlabState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url = "" } = request;
  state.requests.push(`${method} ${url}`);
  const say = (status: number, body: string | object = ""): void => {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(status === 204 ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  };
  const meet = (when: "before" | "after"): boolean => {
    const fault = state.fault?.(`${method} ${url}`, when);
    if (fault === "lose") request.socket.destroy();
    else if (fault !== undefined) say(fault, { message: `${fault}` });
    return fault !== undefined;
  };
  if (meet("before")) return;
  const login = Buffer.from(`${GITLAB_LOGIN.username}:${GITLAB_LOGIN.password}`).toString("base64");
  const result =
    request.headers.authorization === `Basic ${login}`
      ? carryOut(state, method, new URL(url, "http://gitlab.test"), Buffer.concat(chunks).toString("utf8"))
      : { status: 401, body: { message: "401 Unauthorized" } };
  if (!meet("after")) say(result.status, result.body);
}

interface Result {
  readonly status: number;
  readonly body?: string | object;
}

function carryOut(state: GitlabState, method: string, url: URL, body: string): Result {
  const found = /^\/api\/v4\/projects\/1\/terraform\/state\/([\w.-]+)(\/lock)?$/.exec(url.pathname);
  if (found === null) return { status: 404, body: { message: "404 Project Not Found" } };
  const [, name = "", isLock] = found;
  if (isLock !== undefined) return method === "POST" ? lock(state, name, body) : unlock(state, method, name, url);
  if (method === "GET") {
    const stored = state.stored.get(name);
    return stored === undefined ? { status: 204 } : { status: 200, body: stored };
  }
  if (method !== "POST") return { status: 405, body: { message: "405 Not Allowed" } };
  const held = state.locks.get(name);
  if ((held === undefined ? null : idOf(held)) !== url.searchParams.get("ID"))
    return { status: 409, ...(held === undefined ? {} : { body: held }) };
  // The version is the document's own serial; a document without one cannot be stored.
  if (!Number.isInteger((JSON.parse(body) as { serial?: number }).serial)) return { status: 422 };
  state.stored.set(name, body);
  return { status: 200 };
}

function lock(state: GitlabState, name: string, body: string): Result {
  const held = state.locks.get(name);
  if (held !== undefined) return { status: 409, body: held };
  const record = JSON.parse(body) as Record<string, unknown>;
  const missing = MEMBERS.find((member) => typeof record[member] !== "string");
  if (missing !== undefined) return { status: 400, body: { error: `${missing} is missing` } };
  state.locks.set(name, body);
  return { status: 200 };
}

function unlock(state: GitlabState, method: string, name: string, url: URL): Result {
  if (method !== "DELETE") return { status: 405, body: { message: "405 Not Allowed" } };
  const held = state.locks.get(name);
  if (held === undefined) return { status: 409 };
  if (idOf(held) !== url.searchParams.get("ID")) return { status: 409, body: held };
  state.locks.delete(name);
  return { status: 200 };
}

function idOf(record: string): string {
  return (JSON.parse(record) as { ID: string }).ID;
}
