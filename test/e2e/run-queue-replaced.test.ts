// An apply that a newer one of its stack has replaced: it never comes back, whatever stops, fails or is tried again, and what it was
// allowed is not allowed any more.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasServer } from "../servers/run-server.ts";
import { POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from "../servers/start-postgres.ts";
import { closeBenchesAfterEach, expectCode, until } from "../support/cli.ts";
import { endsOf, head, machine, openQueueBench, WORKER } from "../support/queue-bench.ts";

closeBenchesAfterEach();

describe.runIf(hasServer("PostgreSQL", POSTGRES_PROGRAMS))("an apply that was replaced", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  const payloads = (bench: Awaited<ReturnType<typeof openQueueBench>>) =>
    bench.sql(
      `select count(*) from trueup_queue._private_jobs where payload::text like '%deletes%' and key is not null`,
    );

  it("while it ran is not handed back when its worker stops", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": machine("one") }, 12);
    await bench.add("apply", "one", "-y", "--allow-deletes", "3");
    const first = bench.start(WORKER);
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    await bench.add("apply", "one", "-y", "--in", "1h");
    first.kill("SIGTERM");
    const stopped = await first.ended;
    expectCode(stopped, 143);
    expect(endsOf(stopped.out)).toEqual(["one apply taken"]);
    expect(stopped.out).toContain("a newer job of the same stack has replaced it");
    const waiting = async () => (await bench.list()).filter(({ state }) => state === "waiting");
    const [newer, ...others] = await waiting();
    expect(others).toEqual([]);
    const second = await bench.run([...WORKER, "--once"]);
    expect(endsOf(second.out)).toEqual([]);
    expect(await waiting()).toEqual([newer]);
    expect(payloads(bench).trim()).toBe("0");
  }, 60_000);

  it("after it failed is not tried again, and the newer one stays as it is", async () => {
    const broken = head("one").replace("version: 1", "version: 1\nvmss: {}");
    const bench = await openQueueBench(server, { "one/trueup.yaml": broken });
    await bench.add("apply", "one", "-y", "--allow-deletes", "3");
    expectCode(await bench.run([...WORKER, "--once"]), 1);
    const [failed] = await bench.list();
    await bench.add("apply", "one", "-y", "--in", "1h");
    const retried = await bench.run(["run-queue", "retry", failed?.id ?? ""]);
    expectCode(retried, 1);
    expect(retried.err).toContain("replaced by a newer one");
    expect((await bench.list()).map(({ state }) => state).sort()).toEqual(["failed", "waiting"]);
    expect(payloads(bench).trim()).toBe("0");
  }, 60_000);

  it("added by SQL gets its place in the line of its stack once, though its worker dies before it could say so", async () => {
    const bench = await openQueueBench(server, { "one/trueup.yaml": head("one") });
    expectCode(await bench.run([...WORKER, "--once"]), 0);
    const add = () => bench.addBySql("apply", { folder: "one", autoApprove: true, allow: { deletes: 1 } }).trim();
    const first = add();
    expect(endsOf((await bench.run([...WORKER, "--once"])).out)).toEqual(["one apply done"]);
    expect((await bench.run(["run-queue", "show", first])).out).toContain("placed: it got its place");
    const again = add();
    const copy = "select $, revision, attempt, act, folder, worker, outcome, false from trueup_queue.trueup_attempts";
    const columns = "job_id, revision, attempt, act, folder, worker, outcome, may_have_changed";
    const record = `${copy.replace("$", again)} where job_id = ${first}`;
    bench.sql(`insert into trueup_queue.trueup_attempts (${columns}) ${record}`);
    expect(endsOf((await bench.run([...WORKER, "--once"])).out)).toEqual([]);
    expect(await bench.list()).toEqual([]);
  }, 60_000);

  it("a last try that fails is told as failed, so that whoever starts the worker by the clock sees it", async () => {
    const away = machine("one").replace("serveroid: {", 'serveroid: { endpoint: "http://127.0.0.1:1",');
    const bench = await openQueueBench(server, { "one/trueup.yaml": away });
    await bench.add("apply", "one", "-y", "--max-attempts", "1");
    const ended = await bench.run([...WORKER, "--once"]);
    expectCode(ended, 1);
    expect(endsOf(ended.out)).toEqual(["one apply failed"]);
  }, 60_000);

  it("a ref is looked for below the root, where the root is a folder of its repository", async () => {
    const bench = await openQueueBench(server, {
      "stacks/one/trueup.yaml": machine("right"),
      "one/trueup.yaml": machine("wrong"),
    });
    const commit = "git add stacks one && git -c user.name=t -c user.email=t@t commit -qm first";
    expectCode(await bench.shell(`git init -q -b main . && ${commit}`), 0);
    await bench.add("apply", "one", "-y", "--ref", "main");
    expectCode(await bench.run([...WORKER, "--once", "--root", join(bench.dir, "stacks")]), 0);
    expect(
      bench.sim.log
        .entries({ method: "install" })
        .map(({ path, query }) => `${path} ${query}`)
        .join(),
    ).toContain("right");
  }, 60_000);
});
