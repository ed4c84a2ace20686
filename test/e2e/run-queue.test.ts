// `trueup run-queue` on a real PostgreSQL: many stacks by two workers, each exactly once; one stack never beside itself; workers
// that are killed or stopped; what is refused, what is tried again, and what is allowed only once.
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
import { type Bench, closeBenchesAfterEach, expectCode, openBench, readTree, until } from "../support/cli.ts";
import { EMPTY, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const SHARED = 'state: { backend: postgres, url: "${env:STATE_URL}", lease: 4s }';
const LOCAL = "state: { backend: local }";

function head(name: string, state = SHARED): string {
  return `version: 1
stack: ${name}
providers:
  serveroid: { project: "111", pollInterval: 50ms, requestTimeout: 2s, requestsPerSecond: 1000, visibilityGrace: 300ms }
${state}
`;
}

/** One machine. */
function machine(name: string, state?: string): string {
  return `${head(name, state)}vms:\n${vm("web", `name: ${name}\nsendPassword: true`).replace("    keys: [ops]\n", "")}`;
}

/** Nothing at all: the quickest job. */
const nothing = (name: string): string => `version: 1\nstack: ${name}\nproviders: {}\n${LOCAL}\n`;

interface Told {
  readonly "@timestamp": string;
  readonly type: string;
  readonly end?: string;
  readonly text?: string;
  readonly job?: { readonly id: string; readonly folder: string; readonly act: string; readonly attempt: number };
}

/** What a worker with --format json has told so far. */
function told(text: string, type?: string): Told[] {
  const lines = text.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
  const all = lines.map((line) => JSON.parse(line) as Told);
  return type === undefined ? all : all.filter((one) => one.type === type);
}

const endsOf = (text: string): string[] =>
  told(text, "job_ended").map(({ job, end }) => `${job?.folder} ${job?.act} ${end}`);

interface Listed {
  readonly id: string;
  readonly act: string;
  readonly folder: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

const WORKER = ["run-queue", "--format", "json"];

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("run-queue", () => {
  let server: PostgresServer;
  let databases = 0;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  /** A database of its own for each test, with the states and the queue. */
  async function openQueueBench(
    files: Readonly<Record<string, string>>,
    speed = 1000,
  ): Promise<Bench & { database: string }> {
    databases += 1;
    const database = `queue${databases}`;
    server.sql(`create database ${database}`);
    const url = server.url(database);
    const bench = await openBench({ seed: EMPTY, files, speed, env: { TRUEUP_QUEUE: url, STATE_URL: url } });
    return Object.assign(bench, { database });
  }
  const add = async (bench: Bench, ...args: readonly string[]): Promise<void> =>
    expectCode(await bench.run(["run-queue", "add", ...args]), 0);
  const list = async (bench: Bench): Promise<readonly Listed[]> => {
    const ended = await bench.run(["run-queue", "list", "--json"]);
    expectCode(ended, 0);
    return (JSON.parse(ended.out) as { jobs: Listed[] }).jobs;
  };
  const addBySql = (bench: { database: string }, task: string, payload: object, more = ""): string =>
    server.sql(
      `select id from trueup_queue.add_job('trueup:${task}', '${JSON.stringify(payload)}'::json${more})`,
      bench.database,
    );

  it("takes 200 stacks with two workers, each exactly once", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `stack-${String(index).padStart(3, "0")}`);
    const buying = names.filter((_, index) => index % 16 === 0);
    const files = names.map((name) => [`${name}/trueup.yaml`, buying.includes(name) ? machine(name) : nothing(name)]);
    const bench = await openQueueBench(Object.fromEntries(files));
    await add(bench, "apply", ...buying, "--auto-approve");
    await add(bench, "drift", ...names.filter((name) => !buying.includes(name)));
    const start = () => bench.start([...WORKER, "--once", "--allow-local-state"], { timeoutMs: 110_000 });
    const ended = await Promise.all([start(), start()].map(({ ended: end }) => end));
    for (const one of ended) expectCode(one, 0);
    const all = ended.flatMap(({ out }) => told(out, "job_ended"));
    expect(all.map(({ job }) => job?.folder).sort()).toEqual(names);
    expect(all.filter(({ end, job }) => end !== "done" || job?.attempt !== 1)).toEqual([]);
    for (const { out } of ended) expect(endsOf(out).length).toBeGreaterThan(20);
    expect(bench.sent("install")).toHaveLength(buying.length);
    expect(await list(bench)).toEqual([]);
  }, 120_000);

  it("runs no stack beside itself, and takes an act that is added again once", async () => {
    const bench = await openQueueBench({ "one/trueup.yaml": machine("one") });
    for (let turn = 0; turn < 3; turn += 1) await add(bench, "apply", "one", "./one/", "-y");
    expect(await list(bench)).toHaveLength(1);
    const more = ", queue_name := 'stack one', job_key := ";
    for (const key of ["a", "b", "c", "d", "e"]) addBySql(bench, "drift", { folder: "one" }, `${more}'${key}'`);
    const workers = [0, 1].map(() => bench.start([...WORKER, "--concurrency", "3"]));
    await until(() => expect(workers.flatMap(({ all }) => told(all(), "job_ended"))).toHaveLength(6));
    for (const worker of workers) worker.kill("SIGTERM");
    for (const { ended } of workers) expectCode(await ended, 143);
    const steps = workers.flatMap(({ all }) => told(all()).filter(({ job }) => job !== undefined));
    steps.sort((a, b) => (a["@timestamp"] < b["@timestamp"] ? -1 : a["@timestamp"] > b["@timestamp"] ? 1 : 0));
    const types = steps.map(({ type }) => type);
    expect(types.filter((type, index) => type === types[index + 1])).toEqual([]);
    expect(bench.sent("install")).toHaveLength(1);
  }, 60_000);

  it("takes up the jobs of a worker that was killed, and buys nothing twice", async () => {
    const bench = await openQueueBench(
      { "dead/trueup.yaml": machine("dead"), "orphan/trueup.yaml": machine("orphan") },
      10,
    );
    await add(bench, "apply", "dead", "orphan", "-y");
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
    expect(await list(bench)).toEqual([]);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "dead"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "orphan"]), 0);
  }, 90_000);

  it("with --once waits until it is clear whether the holder of a job lives", async () => {
    const bench = await openQueueBench({ "one/trueup.yaml": nothing("one") });
    await add(bench, "drift", "one");
    const lock = "set locked_by = 'pool-gone', locked_at = now()";
    server.sql(
      `update trueup_queue._private_jobs ${lock}; update trueup_queue._private_job_queues ${lock}`,
      bench.database,
    );
    const ended = await bench.run([...WORKER, "--once", "--lease", "1s", "--allow-local-state"]);
    expectCode(ended, 0);
    expect(endsOf(ended.out)).toEqual(["one drift done"]);
  }, 30_000);

  it("hands a job back when it is told to stop, and the next worker goes on", async () => {
    const bench = await openQueueBench({ "one/trueup.yaml": machine("one") }, 12);
    await add(bench, "apply", "one", "-y");
    const first = bench.start(WORKER);
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    first.kill("SIGTERM");
    const ended = await first.ended;
    expectCode(ended, 143);
    if (endsOf(ended.out)[0] === "one apply back") {
      expect(await list(bench)).toMatchObject([{ state: "waiting", attempts: 0 }]);
      expectCode(await bench.run([...WORKER, "--once"]), 0);
    }
    expect(bench.sent("install")).toHaveLength(1);
    expect(await list(bench)).toEqual([]);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-C", "one"]), 0);
  }, 60_000);

  it("fails at once what no other try mends, tries again what passes, and shows both", async () => {
    const bench = await openQueueBench({
      "wrong/trueup.yaml": head("wrong").replace("version: 1", "version: 1\nvmss: {}"),
      "file/trueup.yaml": machine("file", LOCAL),
      "away/trueup.yaml": machine("away").replace("serveroid: {", 'serveroid: { endpoint: "http://127.0.0.1:1",'),
    });
    await symlink("/", join(bench.dir, "link"));
    await add(bench, "plan", "missing", "wrong", "file", "link/tmp");
    await add(bench, "drift", "away");
    addBySql(bench, "apply", { folder: "wrong" });
    addBySql(bench, "plan", { folder: "../.." });
    addBySql(bench, "plan", { folder: "wrong", shell: "x" });
    addBySql(bench, "plan", { folder: "wrong", ref: "--upload-pack=x" });
    addBySql(bench, "plan", { folder: "wrong", version: 2 });
    const ended = await bench.run([...WORKER, "--once"]);
    expectCode(ended, 1);
    const jobs = await list(bench);
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
    const bench = await openQueueBench({ "one/trueup.yaml": machine("one") });
    await add(bench, "apply", "one", "-y");
    expectCode(await bench.run([...WORKER, "--once"]), 0);
    await bench.write("one/trueup.yaml", head("one"));
    await add(bench, "apply", "one", "-y");
    expectCode(await bench.run([...WORKER, "--once"]), 1);
    const [refused] = await list(bench);
    expect(refused).toMatchObject({
      state: "failed",
      attempts: 1,
      lastError: expect.stringMatching(/^error\[guard\./),
    });
    const shown = await bench.run(["run-queue", "show", refused?.id ?? ""]);
    expect(shown.out).toContain("--allow-empty");
    await add(bench, "apply", "one", "-y", "--allow-empty", "--allow-deletes", "1");
    // An attempt that nobody knows the end of, as of a worker that was killed: what was allowed may be used up.
    const id = (await list(bench)).find(({ state }) => state === "waiting")?.id ?? "";
    const begun = `insert into trueup_queue.trueup_attempts (job_id, revision, attempt, act, folder, worker)`;
    server.sql(`${begun} values (${id}, 0, 1, 'apply', 'one', 'w')`, bench.database);
    expectCode(await bench.run([...WORKER, "--once"]), 1);
    expect((await list(bench)).find((job) => job.id === id)?.lastError).toMatch(/used up by an earlier attempt/);
    await add(bench, "apply", "one", "-y", "--allow-empty", "--allow-deletes", "1");
    expectCode(await bench.run([...WORKER, "--once"]), 0);
    expect(bench.sent("delete")).toHaveLength(1);
    expectCode(await bench.run(["run-queue", "remove", refused?.id ?? "", id]), 0);
    expect(await list(bench)).toEqual([]);
  }, 60_000);

  it("runs a ref in a checkout that is thrown away, and refuses a state that would go with it", async () => {
    const bench = await openQueueBench({
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
    await add(bench, "apply", "one", "-y", "--ref", "v1");
    await add(bench, "plan", "file", "--ref", "main");
    await add(bench, "plan", "one", "--ref", "no-such-branch");
    const ended = await bench.run([...WORKER, "--once", "--allow-local-state"]);
    expectCode(ended, 1);
    expect(endsOf(ended.out).sort()).toEqual(["file plan failed", "one apply done", "one plan failed"]);
    expect((await list(bench)).map(({ lastError }) => lastError).sort()).toEqual([
      "no-such-branch is no commit, branch or tag of the worker's repository",
      expect.stringContaining("which a checkout of a ref does not have"),
    ]);
    expect(bench.sent("install")).toHaveLength(1);
    expect(await readTree(join(bench.dir, "one"))).toEqual(before);
    expect((await bench.shell("git worktree list")).out.trim().split("\n")).toHaveLength(1);
  }, 60_000);

  it("goes on after the database was started anew in the middle of a job", async () => {
    const bench = await openQueueBench({ "one/trueup.yaml": machine("one", SHARED.replace("4s", "60s")) }, 12);
    await add(bench, "apply", "one", "-y");
    const worker = bench.start(WORKER);
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    await server.crash();
    await server.start();
    await until(() => expect(endsOf(worker.all())).toEqual(["one apply done"]), 40_000);
    worker.kill("SIGTERM");
    expectCode(await worker.ended, 143);
    expect(await list(bench)).toEqual([]);
    expect(bench.sent("install")).toHaveLength(1);
  }, 60_000);

  it("works by a crontab, whose lines are checked like jobs", async () => {
    const bench = await openQueueBench({
      "one/trueup.yaml": nothing("one"),
      wrong: '* * * * * drift {folder: "one"}\n* * * * * trueup:apply {folder: "one"}\n99 * * * * trueup:plan\n',
      crontab: '# nightly\n* * * * * trueup:drift ?id=night&fill=2m {folder: "one"}\n',
    });
    const refused = await bench.run([...WORKER, "--crontab", "wrong"]);
    expectCode(refused, 1);
    expect(refused.err).toMatch(/wrong:1: there is no act drift/);
    expect(refused.err).toMatch(/wrong:2: an apply needs autoApprove: true/);
    expect(refused.err).toMatch(/wrong:3: /);
    await add(bench, "drift", "one");
    server.sql(
      "insert into trueup_queue._private_known_crontabs (identifier, known_since) values ('night', now() - interval '1 hour')",
      bench.database,
    );
    const worker = bench.start([...WORKER, "--crontab", "crontab", "--allow-local-state"]);
    await until(() => expect(endsOf(worker.all()).length).toBeGreaterThan(0));
    expect(new Set(endsOf(worker.all()))).toEqual(new Set(["one drift done"]));
    worker.kill("SIGINT");
    expectCode(await worker.ended, 130);
  }, 60_000);

  it("says what is wrong with the way to the queue, without the password", async () => {
    const bench = await openQueueBench({});
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

  it.runIf(hasServer("PgBouncer", BOUNCER_PROGRAMS))(
    "refuses to work through a pooler in transaction mode",
    async () => {
      const bench = await openQueueBench({});
      const bouncer = await startBouncer(server);
      try {
        const url = bouncer.url.replace(/postgres$/, bench.database);
        const ended = await bench.run([...WORKER, "--once"], { env: { TRUEUP_QUEUE: url } });
        expectCode(ended, 1);
        expect(ended.err).toMatch(/error\[queue\.pooler\]/);
        // What only asks and tells goes through it.
        expectCode(await bench.run(["run-queue", "add", "drift", "one"], { env: { TRUEUP_QUEUE: url } }), 0);
        expect(await list(bench)).toHaveLength(1);
      } finally {
        await bouncer.stop();
      }
    },
    60_000,
  );
});
