// Where a page says that the answer will be, and what is made of what is found there.
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../../src/core/errors.ts";
import type { RawAnswer } from "../../../../src/http/answer.ts";
import type { HttpClient } from "../../../../src/http/http-client.ts";
import { createRedactor } from "../../../../src/http/redactor.ts";
import { createZomroClient } from "../../../../src/providers/zomro/client.ts";
import { askFor, findLongTask } from "../../../../src/providers/zomro/long-task.ts";

const answer = (body: string, status = 200): RawAnswer => ({ status, headers: {}, body, bytes: body.length });
const redactor = createRedactor(["session-1234"]);
const find = (body: string, status?: number) => findLongTask(answer(body, status), redactor);

describe("the address in a page", () => {
  it.each([
    ['<meta http-equiv="refresh" content="2; url=/long/7/billmgr">', "/long/7/billmgr"],
    ["<a href='long/7/billmgr'>wait</a>", "long/7/billmgr"],
    [
      'location = "/mancgi/longtask/ab-1.c/billmgr?elid=7&amp;out=json";',
      "/mancgi/longtask/ab-1.c/billmgr?elid=7&out=json",
    ],
    [" /long/7/billmgr ", "/long/7/billmgr"],
  ])("%s", (body, page) => {
    expect(find(body)).toBe(page);
  });

  it.each([
    ["another server", '<a href="//evil.example/long/7/billmgr">'],
    ["another server, with its scheme", '<a href="https://evil.example/long/7/billmgr">'],
    ["a secret in it", '<a href="/long/7/billmgr?auth=session-1234">'],
    ["another page", "<h1>502 Bad Gateway</h1>"],
    ["a document", '{"doc": {"a": {"$": "/long/7/billmgr"}}}'],
  ])("is not taken from %s", (_title, body) => {
    expect(find(body)).toBeUndefined();
  });

  it("is not taken from an error", () => {
    expect(find('<a href="/long/7/billmgr">', 502)).toBeUndefined();
  });

  it("is asked for from the server's root, or from where the panel is", () => {
    expect(askFor("/long/7/billmgr?elid=7")).toMatchObject({
      method: "GET",
      path: "/long/7/billmgr",
      query: [["elid", "7"]],
      fromRoot: true,
    });
    expect(askFor("long/7/billmgr")).toMatchObject({ path: "/long/7/billmgr", fromRoot: false });
  });
});

describe("what is found there", () => {
  const MINUTE = 60_000;
  const follow = (found: () => RawAnswer, nowMs = 0) => {
    const http = { read: async () => found(), close: async () => undefined } as unknown as HttpClient;
    const client = createZomroClient(http, { session: "sim" }, createRedactor(), { now: () => nowMs });
    return client.follow({ page: "/long/7/billmgr", func: "sshkeys.edit", sinceMs: 0 }, {});
  };
  const page = () => answer('<a href="/long/7/billmgr">');

  it("the page again: the task goes on; after half an hour the lists are to tell", async () => {
    expect(await follow(page, 30 * MINUTE)).toEqual({ status: "pending" });
    expect(await follow(page, 30 * MINUTE + 1)).toEqual({ status: "lost" });
  });

  it("a document: done", async () => {
    expect(await follow(() => answer('{"doc": {}}'))).toEqual({ status: "done" });
  });

  it("a refusal: failed, in the panel's words", async () => {
    const refusal = '{"doc": {"error": {"$type": "limit", "msg": {"$": "no more keys"}}}}';
    expect(await follow(() => answer(refusal))).toMatchObject({
      status: "failed",
      failure: { fault: "quota", message: expect.stringContaining("no more keys") },
    });
  });

  it.each([
    ["nothing", () => answer("", 404)],
    ["another page", () => answer("<html>please log in</html>")],
    ["a demand to log in", () => answer('{"doc": {"error": {"$type": "auth"}}}')],
    ["an error without a name", () => answer('{"doc": {"error": {}}}')],
    [
      "the way to somewhere else",
      () => {
        throw new ProviderError("redirected", { fault: "malformed", effect: "none" });
      },
    ],
  ])("%s: the lists are to tell", async (_title, found) => {
    expect(await follow(found)).toEqual({ status: "lost" });
  });

  it("a failing server says nothing: it is asked again", async () => {
    await expect(follow(() => answer("", 502))).rejects.toMatchObject({ fault: "unavailable" });
  });
});
