// The built program with its state at real servers: two at once, the server killed under an apply, the network cut for longer
// than the lease. Nothing is bought twice, nothing is lost, nothing is sent after the lease.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { REMOTE_STATES, type RemoteState } from "../servers/remote-states.ts";
import { startTcpProxy } from "../servers/tcp-proxy.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { EMPTY, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

/** The terminal breaks lines. */
const UNLOCK = /trueup unlock\s+([0-9a-f-]{36})/;
const LEASE_MS = 4000;
const SENT = ["install", "install", "pubkeys_add", "snapshot_create"];
const bothOrdered = (bench: Bench) => until(() => expect(bench.sent("install")).toHaveLength(2));

async function expectCleanEnd(bench: Bench): Promise<void> {
  const finished = await bench.run(["apply", "-y", "--lock-timeout", "30s"]);
  expectCode(finished, 0);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  expect(bench.sent().sort()).toEqual(SENT);
  const list = await bench.run(["state", "list"]);
  expect(list.out).toContain("vms.web");
  expect(list.out).toContain("vms.db");
}

describe.each(REMOTE_STATES)("state at $name", ({ name, isHere, open }) => {
  describe.runIf(isHere())("a real server", () => {
    let remote: RemoteState;
    beforeAll(async () => {
      remote = await open();
    }, 120_000);
    afterAll(() => remote?.stop());

    const openShop = (port: number, { speed = 1000, more = "" } = {}) =>
      openBench({
        seed: EMPTY,
        files: { "trueup.yaml": `${SHOP}${remote.yaml(`shop-${randomUUID().slice(0, 8)}`, port, more)}` },
        env: remote.env(port),
        speed,
      });

    it("applies, plans nothing more, tells the holder, and unlocks", async () => {
      const bench = await openShop(remote.port, { speed: 8 });
      expectCode(await bench.run(["validate"]), 0);
      const run = bench.start(["apply", "-y"], { env: { CI_JOB_URL: "https://ci.example/jobs/17" } });
      await bothOrdered(bench);
      const second = await bench.run(["apply", "-y"]);
      expectCode(second, 5);
      expect(second.err).toContain("https://ci.example/jobs/17");
      const [, id = ""] = UNLOCK.exec(second.err) ?? [];
      run.kill("SIGKILL");
      await run.ended;
      const third = await bench.run(["apply", "-y"]);
      expectCode(third, 5);
      expect(UNLOCK.exec(third.err)?.[1]).toBe(id);
      expectCode(await bench.run(["unlock", id]), 0);
      await expectCleanEnd(bench);
      for (const secret of Object.values(remote.env(remote.port)))
        for (const text of [second.all, third.all]) expect(text).not.toContain(secret);
    }, 60_000);

    it("the server is killed in the middle of an apply and started again: the apply goes on to its end", async () => {
      const bench = await openShop(remote.port, { speed: 20 });
      const run = bench.start(["apply", "-y"]);
      await bothOrdered(bench);
      await remote.crash();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await remote.start();
      expectCode(await run.ended, 0);
      expect(bench.sent().sort()).toEqual(SENT);
      await expectCleanEnd(bench);
    }, 90_000);

    it("the network is cut for longer than the lease: nothing more is sent, exit 3, and nothing is lost", async () => {
      const proxy = await startTcpProxy(remote.port);
      try {
        const bench = await openShop(proxy.port, { speed: 12, more: `, lease: ${LEASE_MS}ms` });
        const run = bench.start(["apply", "-y"]);
        await bothOrdered(bench);
        proxy.cut();
        const sent = bench.sent().length;
        const ended = await run.ended;
        expectCode(ended, 3);
        expect(bench.sent()).toHaveLength(sent);
        proxy.mend();
        if (name === "http") {
          const locked = await bench.run(["apply", "-y"]);
          expectCode(locked, 5);
          const [, id = ""] = UNLOCK.exec(locked.err) ?? [];
          expectCode(await bench.run(["unlock", id]), 0);
        }
        await expectCleanEnd(bench);
      } finally {
        await proxy.stop();
      }
    }, 120_000);
  });
});
