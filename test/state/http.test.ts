// The kit on servers of Terraform's HTTP protocol, and what GitLab's particulars and lost answers ask for.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { createRedactor } from "../../src/http/redactor.ts";
import { createStoreClient } from "../../src/http/store-client.ts";
import { createHttpBackend, type HttpBackendOptions } from "../../src/state/http/http-backend.ts";
import { describeStateBackend, expectProblem, type StatePlace } from "../kits/state-backend-kit.ts";
import { GITLAB_LOGIN, type GitlabState, startGitlabState } from "../servers/gitlab-state.ts";
import { hasServer } from "../servers/run-server.ts";
import { startTerraformBackend } from "../servers/start-terraform-backend.ts";
import { sampleDocument } from "../support/sample-state.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

const NO_LEASE = { compareAndSwap: false, takeover: false, fencing: false, history: false };

type Where = Omit<HttpBackendOptions, "clock" | "leaseMs" | "identity" | "randomId" | "clientFor">;

function openPlace(where: Where, more: Pick<StatePlace, "harm"> = {}) {
  const clock = createVirtualClock();
  const warnings: string[] = [];
  const clients = new Map<string, ReturnType<typeof createStoreClient>>();
  const clientFor = (origin: string) => {
    const redactor = createRedactor();
    const client =
      clients.get(origin) ??
      createStoreClient({
        baseUrl: origin,
        clock,
        requestTimeoutMs: 15_000,
        redactor,
        userAgent: "trueup/test",
        uniqueParameter: false,
        inFlight: clock.inFlight,
      });
    clients.set(origin, client);
    return client;
  };
  return {
    leaseMs: 60_000,
    warnings,
    connect: async () =>
      createHttpBackend({
        ...where,
        clock,
        clientFor,
        leaseMs: 60_000,
        identity: { who: "ops", host: "host", pid: 7, jobUrl: "https://ci.example/jobs/1" },
        randomId: randomUUID,
        warn: (message) => warnings.push(message),
      }),
    elapse: (ms: number) => clock.advance(ms),
    ...more,
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.close()))),
  };
}

describe("with GitLab's particulars", () => {
  let server: GitlabState;
  beforeAll(async () => {
    server = await startGitlabState();
  });
  afterAll(() => server.stop());
  afterEach(() => {
    server.fault = undefined;
  });
  const open = (name: string = randomUUID()) => {
    const address = server.address(name);
    const place = openPlace(
      { address, lockAddress: `${address}/lock`, lockMethod: "POST", unlockMethod: "DELETE", ...GITLAB_LOGIN },
      {
        async harm(change) {
          server.stored.set(name, change(server.stored.get(name) ?? ""));
        },
      },
    );
    return { ...place, name };
  };

  describeStateBackend("http as GitLab", async () => open(), NO_LEASE);

  const once = (pattern: RegExp, when: "before" | "after", what: "lose" | number) => {
    let isDone = false;
    server.fault = (request, at) => {
      if (isDone || at !== when || !pattern.test(request)) return undefined;
      isDone = true;
      return what;
    };
  };

  it.each([
    ["before", "lose"],
    ["after", "lose"],
    ["before", 500],
    ["after", 500],
    ["after", 502],
  ] as const)("a LOCK whose answer is lost (%s its effect, %s) is held once, and given back", async (when, what) => {
    const place = open();
    once(/POST .*\/lock/, when, what);
    const lease = await (await place.connect()).acquire({ operation: "apply", waitMs: 0 });
    expect(server.locks.get(place.name)).toContain(lease.holder.id);
    await lease.release();
    expect(server.locks.has(place.name)).toBe(false);
    expect(place.warnings).toEqual([]);
    await place.close();
  });

  it.each([
    ["before", "lose"],
    ["after", "lose"],
    ["after", 500],
    ["before", 503],
  ] as const)("a write whose answer is lost (%s its effect, %s) is written once", async (when, what) => {
    const place = open();
    const backend = await place.connect();
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    once(/POST .*\?ID=/, when, what);
    await backend.create(sampleDocument({ token: lease.token }));
    await backend.create(sampleDocument({ serial: 2, token: lease.token }));
    expect(await backend.read()).toMatchObject({ serial: 2 });
    await lease.release();
    await place.close();
  });

  it("an unlock whose answer is lost is no error", async () => {
    const place = open();
    const lease = await (await place.connect()).acquire({ operation: "apply", waitMs: 0 });
    once(/DELETE/, "after", "lose");
    await lease.release();
    expect(server.locks.has(place.name)).toBe(false);
    expect(place.warnings).toEqual([]);
    await place.close();
  });

  it("a lock that nobody has given back is, when its backend is closed", async () => {
    const place = open();
    const backend = await place.connect();
    await backend.acquire({ operation: "doctor", waitMs: 0 });
    expect(server.locks.has(place.name)).toBe(true);
    await backend.close();
    expect(server.locks.has(place.name)).toBe(false);
    await place.close();
  });

  it("every write is under the lock, and after the lock is gone none is taken", async () => {
    const place = open();
    const backend = await place.connect();
    await expectProblem(backend.create(sampleDocument()), "lost-lease");
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    await backend.create(sampleDocument({ token: lease.token }));
    server.locks.set(place.name, (server.locks.get(place.name) ?? "").replace(lease.holder.id, randomUUID()));
    const lost = await expectProblem(backend.create(sampleDocument({ serial: 2, token: lease.token })), "lost-lease");
    expect(lost.message).toContain("taken over by ops at host");
    expect(lease.lost.aborted).toBe(true);
    expect(await backend.read()).toMatchObject({ serial: 1 });
    const writes = server.requests.filter((request) => /^POST .*state\/[^/?]+$/.test(request));
    expect(writes).toEqual([]);
    await place.close();
  });

  it("the lock of a job that was killed is told with its id and its job, and removed as the server showed it", async () => {
    const place = open();
    const record = `{"Path":"","Created":"2026-11-01T00:00:00Z","Version":"1.12.6","Who":"ci@runner","Info":"","Operation":"OperationTypeApply","ID":"7c0e7d3e-51a4-4f0c-9f5b-000000000001"}`;
    server.locks.set(place.name, record);
    const backend = await place.connect();
    const error = await expectProblem(backend.acquire({ operation: "apply", waitMs: 0 }), "locked");
    expect(error.hint).toContain("trueup unlock 7c0e7d3e-51a4-4f0c-9f5b-000000000001");
    expect(await backend.unlock("7c0e7d3e-51a4-4f0c-9f5b-000000000002")).toBe(false);
    expect(server.locks.get(place.name)).toBe(record);
    expect(await backend.unlock("7c0e7d3e-51a4-4f0c-9f5b-000000000001")).toBe(true);
    expect(server.locks.has(place.name)).toBe(false);
    await place.close();
  });

  it("a project that is not there, a wrong password and a redirect are never taken for no state", async () => {
    const address = server.address("x").replace("projects/1", "projects/2");
    const wrong = openPlace({ address, lockAddress: `${address}/lock`, ...GITLAB_LOGIN });
    const missing = await expectProblem((await wrong.connect()).read(), "unwritable");
    expect(missing.message).toContain("404");
    await wrong.close();
    const own = server.address("x");
    const denied = openPlace({ address: own, lockAddress: `${own}/lock`, username: "a", password: "not-the-one" });
    const refused = await expectProblem((await denied.connect()).read(), "unwritable");
    expect(refused.message).not.toContain("not-the-one");
    expect(refused.message).toContain("401");
    server.fault = () => 302;
    const led = open();
    await expectProblem((await led.connect()).read(), "unwritable");
    await denied.close();
    await led.close();
  });

  it("nor is the page of a gateway that has lost the way", async () => {
    const gateway = createServer((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" }).end("<html><h1>404 Not Found</h1></html>");
    });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/state`;
    const place = openPlace({ address, lockAddress: address });
    const lost = await expectProblem((await place.connect()).read(), "unwritable");
    expect(lost.hint).toContain("check address");
    await place.close();
    await new Promise((resolve) => gateway.close(resolve));
  });

  it("a server that stays silent ends the lease: nothing more is taken for written", async () => {
    const place = open();
    const backend = await place.connect();
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    server.fault = (request, when) => (when === "before" && request.startsWith("POST") ? 503 : undefined);
    await expectProblem(backend.create(sampleDocument({ token: lease.token })), "lost-lease");
    expect(lease.leftMs()).toBe(0);
    server.fault = undefined;
    await lease.release();
    expect(server.locks.has(place.name)).toBe(false);
    await place.close();
  });
});

// Its code is on no package registry, so that CI cannot install it either.
describe.runIf(hasServer("nimbolus/terraform-backend", ["terraform-backend"], true))(
  "at nimbolus/terraform-backend",
  () => {
    let server: Awaited<ReturnType<typeof startTerraformBackend>>;
    beforeAll(async () => {
      server = await startTerraformBackend();
    });
    afterAll(() => server.stop());

    describeStateBackend(
      "http at terraform-backend",
      async () => {
        const address = server.address(randomUUID());
        return openPlace({ address, lockAddress: address, username: "basic", password: "some-secret-of-the-test" });
      },
      NO_LEASE,
    );
  },
);
