// What PostgreSQL and the way to it do in life: answers that are lost, tables made by many at once, roles without rights, a server
// that restarts, TLS, and what of it people are told.
import { randomUUID } from "node:crypto";
import { chown, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { isAddressProblem, parsePostgresAddress } from "../../src/core/postgres-address.ts";
import type { StateArchive } from "../../src/core/state-port.ts";
import { createPostgresBackend } from "../../src/state/postgres/postgres-backend.ts";
import { expectProblem } from "../kits/state-backend-kit.ts";
import { hasServer } from "../servers/run-server.ts";
import { POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from "../servers/start-postgres.ts";
import { startTcpProxy, type TcpProxy } from "../servers/tcp-proxy.ts";
import { realClock } from "../support/real-clock.ts";
import { sampleDocument } from "../support/sample-state.ts";
import { makeCertificate } from "../unit/http/certificate.ts";

const certificate = makeCertificate();

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("PostgreSQL as it is", () => {
  let server: PostgresServer;
  let proxy: TcpProxy;
  const opened: StateArchive[] = [];
  const warnings: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    proxy = await startTcpProxy(server.port);
  });
  afterEach(async () => {
    proxy.mend();
    await Promise.all(opened.splice(0).map((backend) => backend.close()));
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  function open(options: { url?: string; stack?: string; schema?: string; timeoutMs?: number } = {}): StateArchive {
    const address = parsePostgresAddress(options.url ?? server.url(), false);
    if (isAddressProblem(address)) throw new Error(address.problem);
    const backend = createPostgresBackend({
      address,
      fallback: { user: "nobody", password: undefined },
      schema: options.schema ?? "trueup",
      stack: options.stack ?? randomUUID(),
      clock: realClock,
      leaseMs: 20_000,
      timeoutMs: options.timeoutMs ?? 700,
      identity: { who: "ops", host: "host", pid: 1 },
      randomId: randomUUID,
      warn: (message) => warnings.push(message),
    });
    opened.push(backend);
    return backend;
  }
  const throughProxy = (): string => server.url().replace(`:${server.port}/`, `:${proxy.port}/`);

  it("a write whose answer is lost is read back: written once, and the next one follows", async () => {
    const backend = open({ url: throughProxy() });
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    await backend.create(sampleDocument({ token: lease.token }));
    proxy.loseAnswers();
    const writing = backend.create(sampleDocument({ serial: 2, token: lease.token, files: ["two"] }));
    setTimeout(() => proxy.mend(), 900);
    await writing;
    await backend.create(sampleDocument({ serial: 3, token: lease.token }));
    expect((await backend.history()).map(({ serial }) => serial)).toEqual([3, 2, 1]);
    expect(await backend.readSerial(2)).toMatchObject({ files: ["two"] });
    await lease.release();
  });

  it("a lease whose answer is lost is ours, and is given back", async () => {
    const stack = randomUUID();
    await open({ stack }).holder();
    const backend = open({ url: throughProxy(), stack });
    await (await backend.acquire({ operation: "warm", waitMs: 0 })).release();
    proxy.loseAnswers();
    const taking = backend.acquire({ operation: "apply", waitMs: 0 });
    setTimeout(() => proxy.mend(), 900);
    const lease = await taking;
    expect(await open({ stack }).holder()).toMatchObject({ id: lease.holder.id });
    await lease.release();
    expect(await open({ stack }).holder()).toBeUndefined();
  });

  it("tables are made once by 16 at once, in a schema that nobody has made", async () => {
    const schema = `made_${randomUUID().slice(0, 8)}`;
    const leases = await Promise.all(
      Array.from({ length: 16 }, () => open({ schema, timeoutMs: 10_000 }).acquire({ operation: "apply", waitMs: 0 })),
    );
    expect(leases).toHaveLength(16);
    await Promise.all(leases.map((lease) => lease.release()));
  });

  it("a plan makes nothing: where there are no tables there is no state", async () => {
    const schema = `absent_${randomUUID().slice(0, 8)}`;
    const backend = open({ schema });
    expect(await backend.read()).toBeUndefined();
    expect(await backend.holder()).toBeUndefined();
    expect(await backend.history()).toEqual([]);
    expect(await backend.unlock("x")).toBe(false);
    expect(server.sql(`select count(*) from pg_namespace where nspname = '${schema}'`).trim()).toBe("0");
  });

  it("a role that may use the tables need not be allowed to make them; one that may not look is told so", async () => {
    const schema = `lent_${randomUUID().slice(0, 8)}`;
    await (await open({ schema }).acquire({ operation: "make", waitMs: 0 })).release();
    server.sql(`create role lent login password 'lent-for-tests'; grant usage on schema ${schema} to lent;
      grant select, insert, update, delete on all tables in schema ${schema} to lent; create role stranger login password 'lent-for-tests'`);
    const as = (role: string): string => server.url().replace(/\/\/[^@]+@/, `//${role}:lent-for-tests@`);
    const backend = open({ schema, url: as("lent") });
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    await backend.create(sampleDocument({ token: lease.token }));
    await lease.release();
    const denied = await expectProblem(open({ schema, url: as("stranger") }).read(), "unwritable");
    expect(denied.message).toContain("42501");
    expect(denied.hint).toContain("docs/state.md");
  });

  it("a server that is killed and started again under a lease is written to again", async () => {
    const backend = open();
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    await backend.create(sampleDocument({ token: lease.token }));
    await server.crash();
    const writing = backend.create(sampleDocument({ serial: 2, token: lease.token }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await server.start();
    await writing;
    expect(warnings.join("\n")).toContain(`127.0.0.1:${server.port} does not answer yet`);
    expect(await backend.read()).toMatchObject({ serial: 2 });
    await lease.release();
  });

  it("a connection that breaks while nothing is asked ends nothing", async () => {
    const backend = open();
    expect(await backend.read()).toBeUndefined();
    server.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'trueup'");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await backend.read()).toBeUndefined();
  });

  it("a document whose row is gone is damage, never an older state", async () => {
    const stack = randomUUID();
    const backend = open({ stack });
    const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    for (const serial of [1, 2]) await backend.create(sampleDocument({ serial, token: lease.token }));
    server.sql(`delete from trueup.serials where stack = '${stack}' and serial = 2`);
    await expectProblem(backend.read(), "corrupt");
    server.sql(`delete from trueup.serials where stack = '${stack}'`);
    await expectProblem(backend.read(), "corrupt");
    await lease.release();
  });

  it.each([
    ["wrong password", (url: string) => url.replace(/:[^:@]+@/, ":not-the-one@"), /28P01/],
    ["no such database", (url: string) => url.replace(/postgres$/, "nowhere"), /3D000/],
    ["a server without TLS", (url: string) => `${url}?sslmode=verify-full`, /SSL/],
    [
      "an authority's file that is not there",
      (url: string) => `${url}?sslrootcert=/not/there.pem`,
      /sslrootcert: ENOENT/,
    ],
    ["an authority's file that holds none", (url: string) => `${url}?sslrootcert=package.json`, /holds no certificate/],
    ["a folder in the place of a key", (url: string) => `${url}?sslmode=require&sslkey=src`, /sslkey: EISDIR/],
  ])("%s is told, without the password", async (_name, change, words) => {
    const error = await expectProblem(open({ url: change(server.url()) }).read(), "unwritable");
    expect(error.message).toMatch(words);
    expect(`${error.message} ${error.hint}`).not.toMatch(/not-the-one|only-for-tests/);
    expect(error.hint).toBeTruthy();
  });

  it.runIf(certificate !== undefined)(
    "TLS is used where it is asked for, and only with a server that is vouched for",
    async () => {
      const { key = "", cert = "" } = certificate ?? {};
      const data = server.sql("show data_directory").trim();
      const { uid, gid } = await stat(data);
      for (const [name, text] of Object.entries({ "server.key": key, "server.crt": cert })) {
        await writeFile(join(data, name), text, { mode: 0o600 });
        await chown(join(data, name), uid, gid);
      }
      server.sql("alter system set ssl = on");
      server.sql("select pg_reload_conf()");
      const trusted = `${server.url()}?sslrootcert=${join(data, "server.crt")}`;
      // A reload takes effect a moment later, for new connections.
      await expect
        .poll(() =>
          open({ url: trusted })
            .read()
            .then(() => "read", String),
        )
        .toBe("read");
      await open({ url: trusted }).read();
      const encrypted =
        "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'trueup' and ssl";
      expect(Number(server.sql(encrypted))).toBeGreaterThan(0);
      const error = await expectProblem(open({ url: `${server.url()}?sslmode=require` }).read(), "unwritable");
      expect(error.hint).toContain("sslrootcert=FILE");
      server.sql("alter system reset ssl");
      server.sql("select pg_reload_conf()");
    },
  );
});
