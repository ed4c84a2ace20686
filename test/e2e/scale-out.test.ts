// The examples of docs/scale-out.md: the shares of run-shard.sh, and that the YAML of the other systems can be read.
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";

closeBenchesAfterEach();

const EXAMPLES = join(import.meta.dirname, "../../examples/scale-out");
const NAMES = Array.from({ length: 11 }, (_, index) => `team-${index % 3}/stack ${index}`);

async function openShards() {
  const bench = await openBench({
    files: {
      ...Object.fromEntries(NAMES.map((name) => [`stacks/${name}/trueup.yaml`, ""])),
      // Ends as the stack's file `code` says.
      "stub.sh": `#!/bin/sh\nfor last; do :; done\necho "run $* "\nexit "$(cat "$last/code" 2>/dev/null || echo 0)"\n`,
    },
  });
  await chmod(join(bench.dir, "stub.sh"), 0o755);
  const shard = (share: number | string, shares: number) =>
    bench.shell(`TRUEUP=./stub.sh ${join(EXAMPLES, "run-shard.sh")} ${share} ${shares} stacks drift --no-color`);
  return { bench, shard };
}

describe("run-shard.sh", () => {
  it("puts each stack into exactly one share", async () => {
    const { shard } = await openShards();
    const shares = await Promise.all([1, 2, 3, 4].map((share) => shard(share, 4)));
    for (const one of shares) expectCode(one, 0);
    const ran = shares.map(({ out }) =>
      [...out.matchAll(/^run drift --no-color -C stacks\/\.\/(.+) $/gm)].map(([, name]) => name),
    );
    expect(ran.flat().sort()).toEqual([...NAMES].sort());
    for (const names of ran) expect(names.length).toBeGreaterThanOrEqual(2);
  });

  it("goes on after a failure and ends with the worst exit code", async () => {
    const { bench, shard } = await openShards();
    await bench.write(`stacks/${NAMES[0]}/code`, "2");
    expectCode(await shard(1, 1), 2);
    await bench.write(`stacks/${NAMES[1]}/code`, "3");
    await bench.write(`stacks/${NAMES[2]}/code`, "5");
    const ended = await shard(1, 1);
    expectCode(ended, 3);
    expect(ended.out.match(/^run /gm)).toHaveLength(NAMES.length);
    await bench.write(`stacks/${NAMES[5]}/code`, "1");
    expectCode(await shard(1, 1), 1);
  });

  it("hands SIGTERM on, waits for the end and begins no other stack", async () => {
    const { bench } = await openShards();
    const script =
      "#!/bin/sh\ntrap 'sleep 0.3; echo recorded; exit 143' TERM\necho begun\nwhile :; do sleep 0.05; done\n";
    await bench.write("stub.sh", script);
    const env = { TRUEUP: "./stub.sh" };
    const running = bench.startOther(join(EXAMPLES, "run-shard.sh"), ["1", "1", "stacks", "drift"], { env });
    await until(() => expect(running.all()).toContain("begun"));
    running.kill("SIGTERM");
    const ended = await running.ended;
    expectCode(ended, 143);
    expect(ended.out.match(/begun|recorded/g)).toEqual(["begun", "recorded"]);
  });

  it("refuses a share that is none", async () => {
    const { shard } = await openShards();
    expectCode(await shard(0, 4), 1);
    expectCode(await shard(5, 4), 1);
    expectCode(await shard("x", 4), 1);
  });
});

describe("the other examples", () => {
  it.each(["gitlab-ci.yml", "github-workflow.yml", "cronjob.yaml", "workers.yaml"])("%s is YAML", async (name) => {
    const documents = parseAllDocuments(await readFile(join(EXAMPLES, name), "utf8"));
    for (const document of documents) expect([document.errors, document.warnings]).toEqual([[], []]);
  });
});
