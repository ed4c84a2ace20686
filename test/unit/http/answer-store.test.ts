import { describe, expect, it } from "vitest";
import type { HttpRequest, RawAnswer } from "../../../src/http/answer.ts";
import { createAnswerStore } from "../../../src/http/answer-store.ts";

const LIST: HttpRequest = { method: "GET", path: "/list" };
const answer = (body: string, status = 200): RawAnswer => ({ status, headers: {}, body, bytes: body.length });

/** Answers `1`, `2`… */
function createReads(build: (count: number) => RawAnswer | Error = (count) => answer(String(count))) {
  let count = 0;
  return {
    count: () => count,
    read: async () => {
      count += 1;
      const built = build(count);
      await Promise.resolve();
      if (built instanceof Error) throw built;
      return built;
    },
  };
}

describe("a store of answers", () => {
  it("asks once for all who ask the same, at the same time or later", async () => {
    const [store, reads] = [createAnswerStore(), createReads()];
    const ask = () => store.share(LIST, reads.read, undefined);
    const got = [...(await Promise.all([ask(), ask()])), await ask()];
    expect(got.map(({ body }) => body)).toEqual(["1", "1", "1"]);
  });

  it("tells requests apart by everything that is sent", async () => {
    const [store, reads] = [createAnswerStore(), createReads()];
    const others: HttpRequest[] = [
      LIST,
      { ...LIST, method: "POST" },
      { ...LIST, path: "/other" },
      { ...LIST, query: [["apiKey", "one"]] },
      { ...LIST, query: [["apiKey", "two"]] },
      { ...LIST, headers: { authorization: "one" } },
      { ...LIST, body: { contentType: "text/plain", text: "auth=one" } },
      { ...LIST, body: { contentType: "text/plain", text: "auth=two" } },
    ];
    for (const request of others) await store.share(request, reads.read, undefined);
    expect(reads.count()).toBe(others.length);
  });

  it.each([
    ["a failure", (count: number) => (count === 1 ? new Error("no") : answer("ok"))],
    ["a status that is none of success", (count: number) => (count === 1 ? answer("no", 503) : answer("ok"))],
    ["what the vendor calls an error", (count: number) => answer(count === 1 ? "ERROR" : "ok")],
  ])("does not keep %s", async (_what, build) => {
    const [store, reads] = [createAnswerStore(), createReads(build)];
    const request = { ...LIST, isSuccess: ({ body }: RawAnswer) => body !== "ERROR" };
    await store.share(request, reads.read, undefined).catch(() => undefined);
    expect((await store.share(request, reads.read, undefined)).body).toBe("ok");
  });

  it("lets one go without ending the read for the others", async () => {
    const [store, reads, gone] = [createAnswerStore(), createReads(), new AbortController()];
    const first = store.share(LIST, reads.read, gone.signal);
    const second = store.share(LIST, reads.read, undefined);
    gone.abort();
    await expect(first).rejects.toThrow("interrupted");
    expect((await second).body).toBe("1");
    await expect(store.share(LIST, reads.read, gone.signal)).rejects.toThrow("interrupted");
  });

  it("forgets what was not asked for longest beyond its bound", async () => {
    const store = createAnswerStore(10);
    const reads = createReads((count) => answer(`${count}`.padEnd(4, ".")));
    const ask = async (path: string) => (await store.share({ ...LIST, path }, reads.read, undefined)).body[0];
    expect([await ask("/a"), await ask("/b"), await ask("/a"), await ask("/c")]).toEqual(["1", "2", "1", "3"]);
    expect([await ask("/a"), await ask("/c"), await ask("/b")]).toEqual(["1", "3", "4"]);
  });
});
