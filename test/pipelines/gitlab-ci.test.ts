// examples/pipelines/gitlab-ci.yml, run by gitlab-ci-local on this machine, with the state at a stand-in of GitLab's.
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { GITLAB_LOGIN, type GitlabState, startGitlabState } from "../servers/gitlab-state.ts";
import { findProgram, hasServer } from "../servers/run-server.ts";
import { type Bench, closeBenchesAfterEach, type Ended, expectCode, mutate, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";
import { copyExample, writePrograms } from "./write-programs.ts";

closeBenchesAfterEach();

const RUNNER = "gitlab-ci-local";
const hasRunner = hasServer(RUNNER, [RUNNER, "rsync"]);
const states = new Set<GitlabState>();
afterEach(async () => {
  await Promise.all([...states].map((state) => state.stop()));
  states.clear();
});

async function openProject(branch = "main") {
  const bench = await openBench({ seed: EMPTY });
  const state = await startGitlabState();
  states.add(state);
  const programs = await writePrograms(bench, { npm: '#!/bin/sh\n[ "$*" = ci ]\n' });
  const address = state.address("shop");
  const login = `username: ${GITLAB_LOGIN.username}, password: "\${env:CI_JOB_TOKEN}"`;
  const place = `state: { backend: http, address: "${address}", lockAddress: "${address}/lock", lockMethod: POST, unlockMethod: DELETE, ${login} }\n`;
  const write = (machines: string) =>
    bench.write("shop/trueup.yaml", `${head()}${place}keys:\n${key("ops")}vms:\n${machines}`);
  await write(vm("web"));
  await copyExample("gitlab-ci.yml", join(bench.dir, "shop/.gitlab-ci.yml"));
  await bench.write("shop/.gitignore", "node_modules/\n.gitlab-ci-local/\n");
  const cwd = join(bench.dir, "shop");
  const made = await bench.shell(
    `git init -q -b ${branch} . && git add -A && git -c user.name=a -c user.email=a@example.org commit -qm shop &&
      git remote add origin https://gitlab.example/shop/infra.git`,
    { cwd },
  );
  expectCode(made, 0);
  await programs.linkInto(cwd);
  const ci = (...args: string[]): Promise<Ended> =>
    bench
      .startOther(
        findProgram(RUNNER) ?? RUNNER,
        [
          "--force-shell-executor",
          ...(args[0] === "--list" ? [] : ["--json-schema-validation=false"]),
          "--variable",
          `CI_JOB_TOKEN=${GITLAB_LOGIN.password}`,
          ...args,
        ],
        { cwd, stdin: "ignore", env: { PATH: `${programs.path}:${bench.env["PATH"]}`, CI: "true" } },
      )
      .ended.then((ended) => ended);
  return { bench, state, write, ci };
}

const webId = (bench: Bench): string =>
  String((bench.sim.state("serveroid") as { vms: { id: number }[] }).vms[0]?.id ?? "none");

describe.skipIf(!hasRunner)("the pipeline for GitLab", { timeout: 120_000 }, () => {
  it("plans, shows the counts, and applies the plan when it is told to; a stale one only as far as it fits", async () => {
    const { bench, state, write, ci } = await openProject();
    const planned = await ci();
    expectCode(planned, 0);
    expect(planned.all).toMatch(/PASS\S* +validate[\s\S]*PASS\S* +plan/);
    expect(bench.sent()).toEqual([]);
    expect(JSON.parse(await bench.read("shop/plan-counts.json"))).toEqual({ create: 2, update: 0, delete: 0 });
    expect(await bench.read("shop/plan.html")).toContain("<!doctype html>");

    const applied = await ci("apply");
    expectCode(applied, 0);
    expect(bench.sent()).toEqual(["pubkeys_add", "install"]);
    expect([...state.stored.keys()]).toEqual(["shop"]);
    expect(state.locks.size).toBe(0);

    await write(`${vm("web").replace("1GiB", "2GiB")}${vm("db")}`);
    expectCode(await ci("plan"), 0);
    await mutate(bench, { kind: "vms", action: "patch", id: webId(bench), set: { cpu: 4 } });
    const stale = await ci("apply");
    expectCode(stale, 1);
    expect(stale.all).toContain("The plan does not fit any more, nothing was done.");
    expect(bench.sent()).toHaveLength(2);
    const rest = await ci("apply", "--variable", "SKIP_STALE=1");
    expectCode(rest, 1);
    expect(rest.all).toContain("Something was left undone.");
    expect(bench.sent().slice(2)).toEqual(["install"]);
  });

  it("applies on the default branch only", async () => {
    const { ci } = await openProject("feature");
    const jobs = async (...args: string[]) =>
      [...(await ci("--list", ...args)).out.matchAll(/^(validate|plan|apply) /gm)].map(([, name]) => name);
    expect(await jobs()).toEqual([]);
    expect(await jobs("--variable", "CI_PIPELINE_SOURCE=merge_request_event")).toEqual(["validate", "plan"]);
  });
});
