// `trueup run-queue` on a real PostgreSQL: many stacks by two workers, each exactly once, and one stack never beside itself.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram, hasServer } from "../servers/run-server.ts";
import { POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from "../servers/start-postgres.ts";
import { closeBenchesAfterEach, expectCode, until } from "../support/cli.ts";
import { endsOf, machine, nothing, openQueueBench, told, WORKER } from "../support/queue-bench.ts";

closeBenchesAfterEach();

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("run-queue", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it("takes 200 stacks with two workers, each exactly once", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `stack-${String(index).padStart(3, "0")}`);
    const buying = names.filter((_, index) => index % 16 === 0);
    const files = names.map((name) => [`${name}/trueup.yaml`, buying.includes(name) ? machine(name) : nothing(name)]);
    const bench = await openQueueBench(server, Object.fromEntries(files));
    await bench.add("apply", ...buying, "--auto-approve");
    await bench.add("drift", ...names.filter((name) => !buying.includes(name)));
    const start = () => bench.start([...WORKER, "--once", "--allow-local-state"], { timeoutMs: 110_000 });
    const ended = await Promise.all([start(), start()].map(({ ended: end }) => end));
    for (const one of ended) expectCode(one, 0);
    const all = ended.flatMap(({ out }) => told(out, "job_ended"));
    expect(all.map(({ job }) => job?.folder).sort()).toEqual(names);
    expect(all.filter(({ end, job }) => end !== "done" || job?.attempt !== 1)).toEqual([]);
    for (const { out } of ended) expect(endsOf(out).length).toBeGreaterThan(20);
    expect(bench.sent("install")).toHaveLength(buying.length);
    expect(await bench.list()).toEqual([]);
  }, 120_000);

  it("runs no stack beside itself, and takes an act that is added again once", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": machine("one") });
    for (let turn = 0; turn < 3; turn += 1) await bench.add("apply", "one", "./one/", "-y");
    expect(await bench.list()).toHaveLength(1);
    const more = ", queue_name := 'stack one', job_key := ";
    for (const key of ["a", "b", "c"]) bench.addBySql("drift", { folder: "one" }, `${more}'${key}'`);
    const workers = [0, 1].map(() => bench.start([...WORKER, "--concurrency", "3"]));
    await until(() => expect(workers.flatMap(({ all }) => told(all(), "job_ended"))).toHaveLength(4));
    for (const worker of workers) worker.kill("SIGTERM");
    for (const { ended } of workers) expectCode(await ended, 143);
    const steps = workers.flatMap(({ all }) => told(all()).filter(({ job }) => job !== undefined));
    steps.sort((a, b) => (a["@timestamp"] < b["@timestamp"] ? -1 : a["@timestamp"] > b["@timestamp"] ? 1 : 0));
    const types = steps.map(({ type }) => type);
    expect(types.filter((type, index) => type === types[index + 1])).toEqual([]);
    expect(bench.sent("install")).toHaveLength(1);
  }, 60_000);

  it("with --once waits until it is clear whether the holder of a job lives", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": nothing("one") });
    await bench.add("drift", "one");
    const lock = "set locked_by = 'pool-gone', locked_at = now()";
    bench.sql(`update trueup_queue._private_jobs ${lock}; update trueup_queue._private_job_queues ${lock}`);
    const ended = await bench.run([...WORKER, "--once", "--lease", "1s", "--allow-local-state"]);
    expectCode(ended, 0);
    expect(endsOf(ended.out)).toEqual(["one drift done"]);
  }, 30_000);

  it("with --once goes on where a look finds nothing, since another worker's look locks the lines of all stacks", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": nothing("one") });
    await bench.add("drift", "one");
    const lock = "begin; select id from trueup_queue._private_job_queues for update; select pg_sleep(2)";
    const url = bench.env["TRUEUP_QUEUE"] ?? "";
    const other = bench.startOther(findProgram("psql") ?? "psql", ["-XAtq", "-c", lock, url]);
    const isLocked = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    await until(() => expect(bench.sql(isLocked).trim()).toBe("1"));
    const ended = await bench.run([...WORKER, "--once", "--allow-local-state"]);
    expectCode(ended, 0);
    expect(endsOf(ended.out)).toEqual(["one drift done"]);
    expectCode(await other.ended, 0);
  }, 30_000);
});
