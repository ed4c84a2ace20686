// examples/pipelines/atlantis.yaml: its steps as Atlantis runs them, one shell each with its variables, the first failure the last.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { closeBenchesAfterEach, mutate, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";
import { readExample, writePrograms } from "./write-programs.ts";

closeBenchesAfterEach();

interface Server {
  readonly repos: readonly { readonly workflow: string }[];
  readonly workflows: Record<string, Record<string, { readonly steps: readonly { readonly run: string }[] }>>;
}

/** What Atlantis looks for in the text of a plan. */
const COUNTS = /Plan: (?:(\d+) to import, )?(\d+) to add, (\d+) to change, (\d+) to destroy\./;

async function openServer(machines: string) {
  const { repos, workflows } = parse(await readExample("atlantis.yaml")) as Server;
  const stages = workflows[repos[0]?.workflow ?? ""] ?? {};
  const bench = await openBench({ seed: EMPTY });
  const { path } = await writePrograms(bench);
  const write = (text: string) => bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}vms:\n${text}`);
  await write(machines);
  const run = async (stage: string, comment = "") => {
    const env = {
      PATH: `${path}:${bench.env["PATH"]}`,
      PLANFILE: `${bench.dir}/shop-default.tfplan`,
      SHOWFILE: `${bench.dir}/shop-default.json`,
      COMMENT_ARGS: comment.replace(/./g, "\\$&"),
    };
    let out = "";
    for (const step of stages[stage]?.steps ?? []) {
      const ended = await bench.shell(step.run, { env });
      out += ended.all;
      if (ended.code !== 0) return { code: ended.code, out };
    }
    return { code: 0, out };
  };
  return { bench, write, run };
}

describe("the workflow for Atlantis", { timeout: 60_000 }, () => {
  it("plans with counts that Atlantis reads, hands the document to policies, and applies", async () => {
    const { bench, write, run } = await openServer(vm("web"));
    const planned = await run("plan");
    expect(planned).toMatchObject({ code: 0 });
    expect(COUNTS.exec(planned.out)?.slice(1)).toEqual([undefined, "2", "0", "0"]);
    expect(JSON.parse(await bench.read("shop-default.json"))).toMatchObject({ format_version: "1.2", applyable: true });
    expect(await run("apply")).toMatchObject({ code: 0 });
    expect((await run("plan")).out).toContain("No changes. Your infrastructure matches the configuration.");

    await write(`${vm("web").replace("1GiB", "2GiB")}${vm("db")}`);
    expect(COUNTS.exec((await run("plan")).out)?.slice(2)).toEqual(["1", "1", "0"]);
    const [web] = (bench.sim.state("serveroid") as { vms: { id: number }[] }).vms;
    await mutate(bench, { kind: "vms", action: "patch", id: String(web?.id), set: { cpu: 4 } });
    expect(await run("apply")).toMatchObject({ code: 4 });
    // Nothing else that a comment says reaches the command line.
    expect(await run("apply", "--help;touch x")).toMatchObject({ code: 4 });
    expect(bench.sent()).toHaveLength(2);
    expect(await run("apply", "--skip-stale")).toMatchObject({ code: 3 });
    expect(bench.sent().slice(2)).toEqual(["install"]);
  });

  it("stops at a configuration that is wrong", async () => {
    const { run } = await openServer(vm("web").replace("memory", "memry"));
    const planned = await run("plan");
    expect(planned).toMatchObject({ code: 1 });
    expect(planned.out).not.toMatch(COUNTS);
  });
});
