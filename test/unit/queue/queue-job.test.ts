import { describe, expect, it } from "vitest";
import {
  buildPayload,
  checkRef,
  keyOf,
  parseFolder,
  parseJob,
  type QueueJob,
  queueOf,
} from "../../../src/queue/queue-job.ts";

describe("parseFolder", () => {
  it.each([
    ["shop", "shop"],
    ["./shop/", "shop"],
    ["a//b/../c", "a/c"],
    [".", "."],
    ["stacks/Проект 1", "stacks/Проект 1"],
  ])("reads %s as %s", (text, folder) => expect(parseFolder(text)).toBe(folder));

  it.each(["", "..", "../x", "a/../../x", "/etc", "///", "a\nb", "a\0b", "C:\\x", "x".repeat(500)])(
    "refuses %j",
    (text) => expect(parseFolder(text)).toMatchObject({ problem: expect.any(String) }),
  );
});

describe("a job", () => {
  const jobs: readonly QueueJob[] = [
    { act: "plan", folder: "shop", allow: {} },
    { act: "drift", folder: ".", ref: "v1.2", allow: {} },
    {
      act: "apply",
      folder: "a/b",
      ref: "feature/x",
      allow: {
        deletes: 0,
        adopt: 2,
        recreate: 1,
        empty: true,
        filesChanged: true,
        localState: true,
        accounts: ["gcore.b"],
      },
    },
  ];

  it.each(jobs)("is read as it was written: $act of $folder", (job) => {
    const payload: unknown = JSON.parse(JSON.stringify(buildPayload(job)));
    expect(parseJob(job.act, payload)).toEqual(job);
    expect(parseJob(job.act, { ...(payload as object), _cron: { ts: "2027-01-01T00:00:00Z" } })).toEqual(job);
  });

  it.each([
    ["plan", null, /no object/],
    ["plan", [], /no object/],
    ["plan", {}, /names no folder/],
    ["plan", { folder: 1 }, /names no folder/],
    ["plan", { folder: "x", args: ["--x"] }, /unknown fields: args/],
    ["plan", { folder: "x", autoApprove: true }, /is for apply/],
    ["drift", { folder: "x", allow: { deletes: 1 } }, /is for apply/],
    ["plan", { folder: "x", version: "1" }, /version is unknown/],
    ["plan", { folder: "x", version: 0 }, /version is unknown/],
    ["plan", { folder: "x", ref: 5 }, /no text/],
    ["apply", { folder: "x" }, /needs autoApprove/],
    ["apply", { folder: "x", autoApprove: "true" }, /needs autoApprove/],
    ["apply", { folder: "x", autoApprove: true, allow: { deletes: -1 } }, /allow\.deletes/],
    ["apply", { folder: "x", autoApprove: true, allow: { deletes: "3" } }, /allow\.deletes/],
    ["apply", { folder: "x", autoApprove: true, allow: { empty: 1 } }, /allow\.empty/],
    ["apply", { folder: "x", autoApprove: true, allow: { accounts: ["--x"] } }, /allow\.accounts/],
    ["apply", { folder: "x", autoApprove: true, allow: { everything: true } }, /allow\.everything/],
  ] as const)("%s of %j is refused", (act, payload, problem) =>
    expect(parseJob(act, payload)).toMatchObject({ problem: expect.stringMatching(problem), isNewer: false }),
  );

  it("of a newer version is left to a newer worker, whatever else it holds", () =>
    expect(parseJob("plan", { version: 2, dir: "x" })).toMatchObject({ isNewer: true }));
});

describe("keys and queues", () => {
  const job = (act: QueueJob["act"], ref?: string): QueueJob => ({
    act,
    folder: "shop",
    allow: {},
    ...(ref === undefined ? {} : { ref }),
  });

  it("has a key and a line that graphile-worker takes, however long its names", () => {
    const [folder, ref] = ["x".repeat(300), "y".repeat(200)];
    expect([parseFolder(folder), checkRef(ref)]).toEqual([folder, undefined]);
    expect(keyOf({ act: "drift", folder, ref, allow: {} }).length).toBeLessThanOrEqual(512);
    expect(queueOf(folder).length).toBeLessThanOrEqual(128);
    expect(parseFolder(`${folder}x`)).toMatchObject({ problem: expect.any(String) });
  });

  it("the newest apply of a folder replaces one that waits, whatever its ref; plans of two refs both wait", () => {
    expect(keyOf(job("apply", "old"))).toBe(keyOf(job("apply", "new")));
    expect(keyOf(job("plan", "old"))).not.toBe(keyOf(job("plan", "new")));
    expect(keyOf(job("plan"))).not.toBe(keyOf(job("drift")));
  });

  it("long folders have queues of their own, within graphile-worker's 128 characters", () => {
    const [one, two] = [`${"x/".repeat(150)}a`, `${"x/".repeat(150)}b`];
    expect(queueOf(one)).not.toBe(queueOf(two));
    expect(queueOf(one).length).toBeLessThanOrEqual(128);
    expect(queueOf("y".repeat(100)).length).toBeLessThanOrEqual(128);
  });
});

describe("checkRef", () => {
  it.each(["main", "v1.0", "feature/x", "0a1b2c3", "HEAD~1"])("takes %s", (ref) =>
    expect(checkRef(ref)).toBeUndefined(),
  );
  it.each(["", "-x", "--upload-pack=x", "a b", "a\nb", "x".repeat(300)])("refuses %j", (ref) =>
    expect(checkRef(ref)).toBeDefined(),
  );
});
