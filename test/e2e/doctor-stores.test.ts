// `trueup doctor` with the state at real servers: what it says of each, what it leaves behind (nothing), and what it says of a
// server that is gone, of rights that are missing and of a lock that is held.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REMOTE_STATES, type RemoteState, type RemoteStateKind } from "../servers/remote-states.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { EMPTY, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

interface Found {
  readonly code: string;
  readonly verdict: string;
  readonly summary: string;
  readonly fixes: readonly string[];
}

async function examine(bench: Bench, ...args: readonly string[]) {
  const ended = await bench.run(["doctor", "--json", ...args]);
  const { findings } = JSON.parse(ended.out) as { findings: readonly Found[] };
  return { ended, find: (code: string) => findings.find((one) => one.code === `doctor.${code}`) };
}

const STORE: Readonly<Record<RemoteStateKind["name"], RegExp>> = {
  postgres: /^PostgreSQL \d+\S* .*without TLS; \S+ may read and write$/,
  s3: /^one create of a name wins, at once and in a row \(.*a bucket without versions\); tried just now, before: seen on/,
  http: /^a second lock was refused \(HTTP 4\d\d\); no lease; the lock's id on each write is the only fence/,
};

describe.each(REMOTE_STATES)("state at $name", ({ name, isHere, open }) => {
  describe.runIf(isHere())("a real server", () => {
    let remote: RemoteState;
    beforeAll(async () => {
      remote = await open();
    }, 120_000);
    afterAll(() => remote?.stop());
    const openShop = (speed = 1000) =>
      openBench({
        seed: EMPTY,
        files: { "trueup.yaml": `${SHOP}${remote.yaml(`doctor-${randomUUID().slice(0, 8)}`, remote.port)}` },
        env: remote.env(remote.port),
        speed,
      });

    it("is healthy before and after the first apply; nothing is left there, no secret is shown", async () => {
      const bench = await openShop();
      const empty = await examine(bench);
      expectCode(empty.ended, 0);
      expect(empty.find("state")?.summary).toMatch(/reachable, and empty/);
      expectCode(await bench.run(["apply", "-y"]), 0);
      const { ended, find } = await examine(bench);
      expectCode(ended, 0);
      expect(find("store")).toMatchObject({ verdict: "ok" });
      expect(find("store")?.summary).toMatch(STORE[name]);
      expect(find("state")?.summary).toMatch(/4 resources, serial \d+/);
      expect(find("lock")).toMatchObject({ verdict: "ok" });
      expectCode(await bench.run(["apply", "-y"]), 0);
      for (const secret of Object.values(remote.env(remote.port))) expect(ended.all).not.toContain(secret);
      const quiet = await examine(bench, "--no-probe");
      expectCode(quiet.ended, 0);
      expect(quiet.find("store")?.summary).toMatch(name === "postgres" ? STORE.postgres : /--no-probe/);
      const offline = await examine(bench, "--offline");
      expect(offline.find("state")).toMatchObject({ verdict: "skipped", summary: "--offline" });
    }, 60_000);

    it("is locked by a run: who, and how to unlock; the run goes on undisturbed", async () => {
      const bench = await openShop(20);
      const run = bench.start(["apply", "-y"], { env: { CI_JOB_URL: "https://ci.example/jobs/17" } });
      await until(() => expect(bench.sent("install")).toHaveLength(2));
      const { ended, find } = await examine(bench);
      expectCode(ended, 0);
      expect(find("lock")).toMatchObject({ verdict: "warning" });
      expect(find("lock")?.fixes.join()).toMatch(/trueup unlock [0-9a-f-]{36}/);
      expect(ended.out).toContain("https://ci.example/jobs/17");
      expectCode(await run.ended, 0);
    }, 60_000);

    it("is gone: said, and the providers are looked at all the same", async () => {
      const bench = await openShop();
      await remote.crash();
      try {
        const { ended, find } = await examine(bench, "--timeout", "4s");
        expectCode(ended, 1);
        expect(find("state")).toMatchObject({ verdict: "problem" });
        for (const code of ["store", "lock"]) expect(find(code)).toMatchObject({ verdict: "skipped" });
        expect(find("lists")).toMatchObject({ verdict: "ok" });
        for (const secret of Object.values(remote.env(remote.port))) expect(ended.all).not.toContain(secret);
      } finally {
        await remote.start();
      }
    }, 60_000);
  });
});
