// What `doctor` says of a store: of a role without rights and of a pooler at a real PostgreSQL; of stores that keep no promise,
// which are played here, since nobody installs them.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Judgement } from "../../src/core/finding.ts";
import { isAddressProblem, parsePostgresAddress } from "../../src/core/postgres-address.ts";
import { examineHttp } from "../../src/state/http/examine-http.ts";
import type { HttpLockSetting } from "../../src/state/http/http-lock.ts";
import { createPostgresBackend } from "../../src/state/postgres/postgres-backend.ts";
import { examineS3 } from "../../src/state/s3/examine-s3.ts";
import type { S3Client } from "../../src/state/s3/s3-client.ts";
import { hasServer } from "../servers/run-server.ts";
import {
  BOUNCER_PROGRAMS,
  POSTGRES_PROGRAMS,
  type PostgresServer,
  startBouncer,
  startPostgres,
} from "../servers/start-postgres.ts";
import { realClock } from "../support/real-clock.ts";

const told = (found: readonly Judgement[]): string[] =>
  found.map(({ verdict, summary, fixes }) => [verdict, summary, ...fixes].join(" | "));

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
    server.sql("create role guest login password 'only-for-guests'");
  });
  afterAll(() => server.stop());

  async function examine(url: string, schema = "trueup"): Promise<string[]> {
    const address = parsePostgresAddress(url, false);
    if (isAddressProblem(address)) throw new Error(address.problem);
    const backend = createPostgresBackend({
      ...{ address, schema, stack: "shop", clock: realClock, leaseMs: 60_000, randomId: () => "1" },
      fallback: { user: "nobody", password: undefined },
      identity: { who: "ops", host: "here", pid: 1 },
    });
    try {
      return told((await backend.examine?.({ mayProbe: true })) ?? []);
    } finally {
      await backend.close();
    }
  }
  const asGuest = () => server.url().replace(/\/\/.*@/, "//guest:only-for-guests@");

  it("who may make the schema is fine; who may not is told the statement", async () => {
    expect(await examine(server.url())).toEqual([
      expect.stringMatching(/^ok \| PostgreSQL \d\S*( \(.*\))?, without TLS; postgres may read and write$/),
    ]);
    expect(await examine(asGuest())).toEqual([
      expect.stringMatching(
        /^problem \| .*; guest may not make the schema trueup \| create schema "trueup" authorization guest, as an administrator$/,
      ),
    ]);
    expect(server.sql("select count(*) from pg_namespace where nspname = 'trueup'").trim()).toBe("0");
  });

  it("tables that a role may not use, then may only read, then may use", async () => {
    server.sql("create schema given; create table given.stacks (a int); create table given.serials (a int)");
    expect((await examine(asGuest(), "given"))[0]).toMatch(/guest lacks rights on .*stacks/);
    server.sql("grant usage on schema given to guest; grant select on all tables in schema given to guest");
    const [found] = await examine(asGuest(), "given");
    expect(found).toMatch(/^problem \| /);
    expect(found).toContain('grant select, insert, update, delete on all tables in schema "given" to guest');
    server.sql("grant select, insert, update, delete on all tables in schema given to guest");
    expect((await examine(asGuest(), "given"))[0]).toMatch(/^ok \| .*guest may read and write$/);
    server.sql("alter role guest set default_transaction_read_only = on");
    expect((await examine(asGuest(), "given"))[0]).toMatch(/^problem \| .*the server takes no writes/);
  });

  it.runIf(hasServer("PgBouncer", BOUNCER_PROGRAMS))("a pooler in transaction mode is seen", async () => {
    const bouncer = await startBouncer(server);
    try {
      expect((await examine(bouncer.url))[0]).toMatch(/^ok \| .*through a pooler in transaction mode/);
      expect((await examine(server.url()))[0]).not.toMatch(/pooler/);
    } finally {
      await bouncer.stop();
    }
  });
});

describe("a server of the HTTP protocol", () => {
  function open(lock: (held: number) => boolean) {
    const held: string[] = [];
    const server: HttpLockSetting["server"] = {
      get: () => Promise.reject(new Error("nothing is read")),
      post: () => Promise.reject(new Error("nothing is written")),
      lock: async (record) => {
        const { ID } = JSON.parse(record) as { ID: string };
        if (!lock(held.length)) return { outcome: "refused", status: 423, body: '{"ID":"of-somebody"}' };
        held.push(ID);
        return { outcome: "locked" };
      },
      unlock: async (_record, id) => {
        held.splice(held.indexOf(id), 1);
        return { outcome: "unlocked" };
      },
    };
    const identity = { who: "ops", host: "here", pid: 1 };
    const setting = { server, clock: realClock, identity, leaseMs: 1000, warn: () => undefined };
    return { held, setting: { ...setting, randomId: randomUUID, open: new Map<string, string>() } };
  }

  it("that refuses a second lock is fine; one that gives it to two is not; both are given back", async () => {
    const good = open((held) => held === 0);
    expect(told(await examineHttp(good.setting, { mayProbe: true }))[0]).toMatch(
      /^ok \| a second lock was refused \(HTTP 423\)/,
    );
    const bad = open(() => true);
    expect(told(await examineHttp(bad.setting, { mayProbe: true }))[0]).toMatch(
      /^problem \| the server gave one lock to two/,
    );
    expect([...good.held, ...bad.held]).toEqual([]);
  });

  it("whose lock is held, or that may not be probed", async () => {
    expect(told(await examineHttp(open(() => false).setting, { mayProbe: true }))[0]).toMatch(/^ok \| a second lock/);
    const untouched = open(() => {
      throw new Error("a lock was tried for");
    });
    expect(told(await examineHttp(untouched.setting, { mayProbe: false }))[0]).toMatch(/^skipped \| --no-probe/);
  });
});

describe("an S3 store", () => {
  /** `ignores`: creates replace what is there. */
  function openStore({ ignores = false, stored = {} }: { ignores?: boolean; stored?: Record<string, string> }) {
    const objects = new Map(Object.entries(stored));
    const client: S3Client = {
      put: async (key, text, { ifAbsent }) => {
        if (ifAbsent && !ignores && objects.has(key)) return { outcome: "taken", server: "Store", isVersioned: false };
        objects.set(key, text);
        return { outcome: "written", server: "Store", isVersioned: false };
      },
      get: async (key) => {
        const text = objects.get(key);
        return text === undefined ? undefined : { text, isWhole: true, server: "Store" };
      },
      exists: async (key) => objects.has(key),
      list: async (prefix) => ({
        objects: [...objects.keys()].filter((key) => key.startsWith(prefix)).map((key) => ({ key, modifiedMs: 0 })),
        nowMs: 0,
      }),
      remove: async (key) => void objects.delete(key),
    };
    const setting = { client, prefix: "shop/", label: "s3://b/shop", randomId: randomUUID };
    return { objects, examine: (mayProbe: boolean, now = 0) => examineS3(setting, () => now, { mayProbe }).then(told) };
  }
  const SEEN = {
    "shop/store.json": '{"format":1,"server":"Store","isVersioned":false,"checked":"2026-11-20T10:00:00Z"}',
  };

  it("that keeps its promise: what was seen before and now; nothing is left", async () => {
    const store = openStore({ stored: SEEN });
    expect((await store.examine(true))[0]).toMatch(
      /^ok \| .*\(Store, a bucket without versions\); tried just now, before: seen on 2026-11-20 at Store$/,
    );
    expect([...store.objects.keys()]).toEqual(["shop/store.json"]);
    expect((await store.examine(false))[0]).toMatch(/^ok \| .*seen on 2026-11-20 at Store; not tried again/);
    expect((await openStore({}).examine(false))[0]).toMatch(/^skipped \| /);
  });

  it("that ignores the condition is a problem, whatever was seen before", async () => {
    const store = openStore({ ignores: true, stored: SEEN });
    expect((await store.examine(true))[0]).toMatch(/^problem \| s3:\/\/b\/shop cannot hold a state: .* succeeded \| /);
    expect([...store.objects.keys()]).toEqual(["shop/store.json"]);
  });

  it("whose clock is far from ours is told", async () => {
    expect((await openStore({}).examine(false, 600_000))[1]).toMatch(
      /^warning \| this clock is 10 min ahead of the store's/,
    );
    expect(await openStore({}).examine(false, 60_000)).toHaveLength(1);
  });
});
