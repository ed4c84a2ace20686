// `trueup run-queue` in trouble, on a real PostgreSQL: workers that are killed or stopped, a database that breaks; what is refused, what
// is tried again, and what is allowed only once.
import { readFileSync, readlinkSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasServer } from "../servers/run-server.ts";
import {
  BOUNCER_PROGRAMS,
  POSTGRES_PROGRAMS,
  type PostgresServer,
  startBouncer,
  startPostgres,
} from "../servers/start-postgres.ts";
import { closeBenchesAfterEach, expectCode, readTree, until } from "../support/cli.ts";
import { endsOf, head, LOCAL, machine, nothing, openQueueBench, SHARED, told, WORKER } from "../support/queue-bench.ts";

closeBenchesAfterEach();

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("run-queue in trouble", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it("takes up the jobs of a worker that was killed, and buys nothing twice", async () => {
    const bench = await openQueueBench(
      server,
      { "dead/trueup.yaml": machine("dead"), "orphan/trueup.yaml": machine("orphan") },
      10,
    );
    await bench.add("apply", "dead", "orphan", "-y");
    const first = bench.start([...WORKER, "--lease", "2s"]);
    await until(() => expect(bench.sent("install")).toHaveLength(2));
    const children = readFileSync(`/proc/${first.pid}/task/${first.pid}/children`, "utf8")
      .trim()
      .split(" ")
      .map(Number);
    const dead = children.find((pid) => readlinkSync(`/proc/${pid}/cwd`).endsWith("/dead"));
    process.kill(first.pid, "SIGKILL");
    process.kill(dead ?? 0, "SIGKILL");
    const second = bench.start([...WORKER, "--lease", "2s"]);
    await until(() => expect(endsOf(second.all()).filter((end) => end.endsWith(" done"))).toHaveLength(2), 50_000);
    expect(told(second.all(), "worker_silent")).toHaveLength(1);
    second.kill("SIGTERM");
    expectCode(await second.ended, 143);
    expect(bench.sent("install")).toHaveLength(2);
    expect(await bench.list()).toEqual([]);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "dead"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "orphan"]), 0);
  }, 90_000);

  it("hands a job back when it is told to stop, and the next worker goes on", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": machine("one") }, 12);
    await bench.add("apply", "one", "-y");
    const first = bench.start(WORKER);
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    first.kill("SIGTERM");
    const ended = await first.ended;
    expectCode(ended, 143);
    if (endsOf(ended.out)[0] === "one apply back") {
      expect(await bench.list()).toMatchObject([{ state: "waiting", attempts: 0 }]);
      expectCode(await bench.run([...WORKER, "--once"]), 0);
    }
    expect(bench.sent("install")).toHaveLength(1);
    expect(await bench.list()).toEqual([]);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "one"]), 0);
  }, 60_000);

  it("fails at once what no other try mends, tries again what passes, and shows both", async () => {
    const bench = await openQueueBench(server, {
      "wrong/trueup.yaml": head("wrong").replace("version: 1", "version: 1\nvmss: {}"),
      "file/trueup.yaml": machine("file", LOCAL),
      "away/trueup.yaml": machine("away").replace("serveroid: {", 'serveroid: { endpoint: "http://127.0.0.1:1",'),
    });
    await symlink("/", join(bench.dir, "link"));
    await bench.add("plan", "missing", "wrong", "file", "link/tmp");
    await bench.add("drift", "away");
    bench.addBySql("apply", { folder: "wrong" });
    bench.addBySql("plan", { folder: "../.." });
    bench.addBySql("plan", { folder: "wrong", shell: "x" });
    bench.addBySql("plan", { folder: "wrong", ref: "--upload-pack=x" });
    bench.addBySql("plan", { folder: "wrong", version: 2 });
    const ended = await bench.run([...WORKER, "--once"]);
    expectCode(ended, 1);
    const jobs = await bench.list();
    const errors = (state: string) => jobs.filter((job) => job.state === state).map(({ lastError }) => lastError);
    expect(errors("failed").sort()).toEqual([
      "../.. leads out of the worker's root",
      "a ref is the name of a branch, a tag or a commit",
      "an apply needs autoApprove: true",
      "error[config.unknown-section]: the configuration has no section vmss (trueup.yaml:2)",
      "link/tmp leads out of the worker's root",
      "the payload has unknown fields: shell",
      expect.stringContaining("the stack keeps its state in a file"),
      "there is no folder missing",
    ]);
    expect(errors("waiting").sort()).toEqual([
      expect.stringContaining("error[provider.unavailable]"),
      "the job is of version 2, which this worker does not know: update trueup",
    ]);
    expect(bench.sent()).toEqual([]);
  }, 60_000);

  it("lets what is allowed through once, and only for the attempt that may use it", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": machine("one") });
    await bench.add("apply", "one", "-y");
    expectCode(await bench.run([...WORKER, "--once"]), 0);
    await bench.write("one/trueup.yaml", head("one"));
    await bench.add("apply", "one", "-y");
    expectCode(await bench.run([...WORKER, "--once"]), 1);
    const [refused] = await bench.list();
    expect(refused).toMatchObject({
      state: "failed",
      attempts: 1,
      lastError: expect.stringMatching(/^error\[guard\./),
    });
    const shown = await bench.run(["run-queue", "show", refused?.id ?? ""]);
    expect(shown.out).toContain("--allow-empty");
    await bench.add("apply", "one", "-y", "--allow-empty", "--allow-deletes", "1");
    // An attempt that nobody knows the end of, as of a worker that was killed: what was allowed may be used up.
    const id = (await bench.list()).find(({ state }) => state === "waiting")?.id ?? "";
    const begun = `insert into trueup_queue.trueup_attempts (job_id, revision, attempt, act, folder, worker)`;
    bench.sql(`${begun} values (${id}, 0, 1, 'apply', 'one', 'w')`);
    expectCode(await bench.run([...WORKER, "--once"]), 1);
    expect((await bench.list()).find((job) => job.id === id)?.lastError).toMatch(/used up by an earlier attempt/);
    await bench.add("apply", "one", "-y", "--allow-empty", "--allow-deletes", "1");
    expectCode(await bench.run([...WORKER, "--once"]), 0);
    expect(bench.sent("delete")).toHaveLength(1);
    expectCode(await bench.run(["run-queue", "remove", refused?.id ?? "", id]), 0);
    expect(await bench.list()).toEqual([]);
  }, 60_000);

  it("runs a ref in a checkout that is thrown away, and refuses a state that would go with it", async () => {
    const bench = await openQueueBench(server, {
      "one/trueup.yaml": machine("one"),
      "file/trueup.yaml": machine("file", LOCAL),
    });
    const git = async (command: string) =>
      expectCode(await bench.shell(`git -c user.name=t -c user.email=t@t ${command}`), 0);
    await git(
      "init -q -b main . && git add one file && git -c user.name=t -c user.email=t@t commit -qm first && git tag v1",
    );
    // What is not committed is not run.
    await bench.write("one/trueup.yaml", "nonsense: true\n");
    const before = await readTree(join(bench.dir, "one"));
    await bench.add("apply", "one", "-y", "--ref", "v1");
    await bench.add("plan", "file", "--ref", "main");
    await bench.add("plan", "one", "--ref", "no-such-branch");
    const ended = await bench.run([...WORKER, "--once", "--allow-local-state"]);
    expectCode(ended, 1);
    expect(endsOf(ended.out).sort()).toEqual(["file plan failed", "one apply done", "one plan failed"]);
    expect((await bench.list()).map(({ lastError }) => lastError).sort()).toEqual([
      "no-such-branch is no commit, branch or tag of the worker's repository",
      expect.stringContaining("which a checkout of a ref does not have"),
    ]);
    expect(bench.sent("install")).toHaveLength(1);
    expect(await readTree(join(bench.dir, "one"))).toEqual(before);
    expect((await bench.shell("git worktree list")).out.trim().split("\n")).toHaveLength(1);
  }, 60_000);

  it("goes on after the database was started anew in the middle of a job", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": machine("one", SHARED.replace("4s", "60s")) }, 12);
    await bench.add("apply", "one", "-y");
    const worker = bench.start(WORKER);
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    await server.crash();
    await server.start();
    await until(() => expect(endsOf(worker.all())).toEqual(["one apply done"]), 40_000);
    worker.kill("SIGTERM");
    expectCode(await worker.ended, 143);
    expect(await bench.list()).toEqual([]);
    expect(bench.sent("install")).toHaveLength(1);
  }, 60_000);

  it("works by a crontab, whose lines are checked like jobs", async () => {
    const bench = await openQueueBench(server, {
      "one/trueup.yaml": nothing("one"),
      wrong: '* * * * * drift {folder: "one"}\n* * * * * trueup:apply {folder: "one"}\n99 * * * * trueup:plan\n',
      crontab: '# nightly\n* * * * * trueup:drift ?id=night&fill=2m {folder: "one"}\n',
    });
    const refused = await bench.run([...WORKER, "--crontab", "wrong"]);
    expectCode(refused, 1);
    expect(refused.err).toMatch(/wrong:1: there is no act drift/);
    expect(refused.err).toMatch(/wrong:2: an apply needs autoApprove: true/);
    expect(refused.err).toMatch(/wrong:3: /);
    await bench.add("drift", "one");
    bench.sql(
      "insert into trueup_queue._private_known_crontabs (identifier, known_since) values ('night', now() - interval '1 hour')",
    );
    const worker = bench.start([...WORKER, "--crontab", "crontab", "--allow-local-state"]);
    await until(() => expect(endsOf(worker.all()).length).toBeGreaterThan(0));
    expect(new Set(endsOf(worker.all()))).toEqual(new Set(["one drift done"]));
    worker.kill("SIGINT");
    expectCode(await worker.ended, 130);
  }, 60_000);

  it("says what is wrong with the way to the queue, without the password", async () => {
    const bench = await openQueueBench(server, {});
    const password = new URL(bench.env["TRUEUP_QUEUE"] ?? "").password;
    const cases: readonly (readonly [string, RegExp])[] = [
      ["", /error\[queue\.address\]/],
      ["postgres://trueup:only-for-tests@db.example/x?sslmode=disable", /would be used without TLS/],
      [server.url("not-there"), /3D000/],
      [server.url(bench.database).replace(/:\d+\//, ":1/"), /ECONNREFUSED/],
      [server.url(bench.database).replace("only-for-tests", "another-secret"), /28P01/],
    ];
    for (const [url, expected] of cases) {
      const ended = await bench.run(["run-queue", "list"], { env: { TRUEUP_QUEUE: url } });
      expectCode(ended, 1);
      expect(ended.err).toMatch(expected);
      expect(ended.all).not.toContain(password);
      expect(ended.all).not.toContain("another-secret");
      expect(ended.all).not.toMatch(/^ {4}at /m);
    }
  }, 60_000);

  it("says what the role lacks, and which command was meant", async () => {
    const bench = await openQueueBench(server, {});
    server.sql(`create role limited login password 'only-for-tests'`);
    const url = server.url(bench.database).replace("//postgres:", "//limited:");
    const refused = await bench.run(["run-queue", "add", "drift", "one"], { env: { TRUEUP_QUEUE: url } });
    expectCode(refused, 1);
    expect(refused.err).toMatch(/42501[\s\S]*grant create on the database/);
    const misspelt = await bench.run(["run-queue", "lst"]);
    expectCode(misspelt, 1);
    expect(misspelt.err).toMatch(/no command lst\s+fix: did you mean list/);
    const unfit = await bench.run(["run-queue", "add", "apply", "one", "-y", "--accept-account", "no name"]);
    expectCode(unfit, 1);
    expect(unfit.err).toContain("--accept-account no name: no name of a provider");
  }, 30_000);

  it.runIf(hasServer("PgBouncer", BOUNCER_PROGRAMS))(
    "refuses to work through a pooler in transaction mode",
    async () => {
      const bench = await openQueueBench(server, {});
      const bouncer = await startBouncer(server);
      try {
        const url = bouncer.url.replace(/postgres$/, bench.database);
        const ended = await bench.run([...WORKER, "--once"], { env: { TRUEUP_QUEUE: url } });
        expectCode(ended, 1);
        expect(ended.err).toMatch(/error\[queue\.pooler\]/);
        // What only asks and tells goes through it.
        expectCode(await bench.run(["run-queue", "add", "drift", "one"], { env: { TRUEUP_QUEUE: url } }), 0);
        expect(await bench.list()).toHaveLength(1);
      } finally {
        await bouncer.stop();
      }
    },
    60_000,
  );
});
