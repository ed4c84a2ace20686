// examples/pipelines/pre-commit-config.yaml and the hooks of this repository, run by pre-commit in a repository of their own.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findProgram, hasServer } from "../servers/run-server.ts";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { ONE_VM } from "../support/shop.ts";
import { copyExample, writePrograms } from "./write-programs.ts";

closeBenchesAfterEach();

const hasPreCommit = hasServer("pre-commit", ["pre-commit"]);
const HOOKS = join(import.meta.dirname, "../../.pre-commit-hooks.yaml");
const GIT = "git -c user.name=a -c user.email=a@example.org";

async function openRepository() {
  const bench = await openBench({
    files: { "shop/trueup.yaml": ONE_VM, "shop/README.md": "", "shop/.gitignore": "node_modules/\n" },
  });
  const programs = await writePrograms(bench);
  const cwd = join(bench.dir, "shop");
  const shell = (command: string) =>
    bench.shell(command, { cwd, env: { PATH: `${programs.path}:${bench.env["PATH"]}` } });
  const hook = async () => {
    expectCode(await shell(`git init -q -b main . && "${findProgram("pre-commit")}" install`), 0);
    await programs.linkInto(cwd);
  };
  return { bench, shell, hook };
}

describe.skipIf(!hasPreCommit)("the hook for pre-commit", { timeout: 60_000 }, () => {
  it("lets no wrong configuration be committed, and looks at nothing else", async () => {
    const { bench, shell, hook } = await openRepository();
    await copyExample("pre-commit-config.yaml", join(bench.dir, "shop/.pre-commit-config.yaml"));
    await hook();
    const good = await shell(`git add -A && ${GIT} commit -m one`);
    expectCode(good, 0);
    expect(good.all).toMatch(/trueup validate\.+Passed/);
    await bench.write("shop/trueup.yaml", ONE_VM.replace("memory", "memry"));
    const bad = await shell(`${GIT} commit -am two`);
    expectCode(bad, 1);
    expect(bad.all).toMatch(/trueup validate\.+Failed/);
    expect(bad.all).toContain("did you mean memory?");
    await bench.write("shop/README.md", "Machines of the shop.\n");
    const other = await shell(`git stash -q -- trueup.yaml && ${GIT} commit -am three`);
    expectCode(other, 0);
    expect(other.all).toMatch(/no files to check\)Skipped/);
  });

  it("can be taken from a repository of hooks, with another folder", async () => {
    const { bench, shell, hook } = await openRepository();
    await bench.write("hooks/README.md", "");
    await copyFile(HOOKS, join(bench.dir, "hooks/.pre-commit-hooks.yaml"));
    expectCode(
      await shell(`cd ../hooks && git init -q -b main . && git add -A && ${GIT} commit -qm x && git tag v1`),
      0,
    );
    const where = "repos: [{ repo: ../hooks, rev: v1, hooks: [{ id: trueup-validate, args: [-C, stacks/blog] }] }]\n";
    await bench.write("shop/.pre-commit-config.yaml", where);
    await bench.write("shop/stacks/blog/trueup.yaml", ONE_VM);
    await hook();
    expectCode(await shell(`git add -A && ${GIT} commit -m one`), 0);
    await bench.write("shop/stacks/blog/trueup.yaml", ONE_VM.replace("memory", "memry"));
    const bad = await shell(`${GIT} commit -am two`);
    expectCode(bad, 1);
    expect(bad.all).toContain("did you mean memory?");
  });
});
