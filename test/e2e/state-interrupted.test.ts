// A state command, or doctor, that is interrupted: it gives its lock back, tells whether it has written, and ends with 130 or 143. The state is
// at a server whose locks never run out.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { GITLAB_LOGIN, type GitlabState, startGitlabState } from "../servers/gitlab-state.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { EMPTY, ONE_VM } from "../support/shop.ts";

closeBenchesAfterEach();

describe("a state command that is interrupted", () => {
  let server: GitlabState;
  let bench: Bench;
  beforeAll(async () => {
    server = await startGitlabState();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.stored.clear();
    server.locks.clear();
    const address = server.address("shop");
    const fields = `address: "${address}", lockAddress: "${address}/lock", lockMethod: POST, unlockMethod: DELETE`;
    bench = await openBench({
      seed: EMPTY,
      files: {
        "trueup.yaml": `${ONE_VM}state: { backend: http, ${fields}, username: ${GITLAB_LOGIN.username}, password: "\${env:P}" }\n`,
      },
      env: { P: GITLAB_LOGIN.password },
    });
    expectCode(await bench.run(["apply", "-y"]), 0);
  });

  /** Its requests fail until it has heard the signal. */
  async function interrupt(args: readonly string[], failing: RegExp, signal: NodeJS.Signals) {
    let failed = 0;
    server.fault = (request, when) => {
      if (when === "after" || server.locks.size === 0 || !failing.test(request)) return undefined;
      failed += 1;
      return 503;
    };
    const run = bench.start(args);
    await until(() => expect(failed).toBeGreaterThan(0));
    run.kill(signal);
    await until(() => expect(run.all()).toContain("Interrupted: the lock is given back."));
    server.fault = undefined;
    return await run.ended;
  }

  it("before the write: nothing is written", async () => {
    const before = [...server.stored.values()];
    const ended = await interrupt(["state", "mv", "vms.web", "vms.front"], /^GET/, "SIGTERM");
    expectCode(ended, 143);
    expect(ended.err).toContain("nothing was written");
    expect([...server.stored.values()]).toEqual(before);
    expect(server.locks.size).toBe(0);
  });

  it("in the middle of the write: it is brought to its end, and told", async () => {
    const ended = await interrupt(["state", "mv", "vms.web", "vms.front"], /^POST .*\?ID=/, "SIGINT");
    expectCode(ended, 130);
    expect(ended.err).toContain("Moved vms.web to vms.front.");
    expect(server.locks.size).toBe(0);
    expect((await bench.run(["state", "list"])).out).toContain("vms.front");
  });

  it("while it waits for the lock of another: at once", async () => {
    const [name = ""] = server.stored.keys();
    server.locks.set(name, JSON.stringify({ ID: "theirs", Who: "ops@host", Operation: "apply" }));
    const run = bench.start(["state", "rm", "vms.web", "--lock-timeout", "5m"]);
    await until(() => expect(run.all()).toContain("of ops on host to end"));
    run.kill("SIGTERM");
    expectCode(await run.ended, 143);
    expect(server.locks.get(name)).toContain("theirs");
  });

  it("doctor, while it gives back the lock that it has tried for: that is done first", async () => {
    let failed = 0;
    server.fault = (request, when) => {
      if (when === "after" || !request.startsWith("DELETE")) return undefined;
      failed += 1;
      return 503;
    };
    const run = bench.start(["doctor"]);
    // From the fifth try on, the next one is seconds away.
    await until(() => expect(failed).toBeGreaterThan(4));
    server.fault = undefined;
    run.kill("SIGINT");
    expectCode(await run.ended, 130);
    expect(server.locks.size).toBe(0);
  });
});
