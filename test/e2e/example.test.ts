// The example, as its first lines tell to try it: the real simulator command around the real program.
import { chmod, cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, CLI, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { changeForPicture } from "../support/picture-change.ts";

closeBenchesAfterEach();
const EXAMPLE = join(import.meta.dirname, "../../examples/serveroid");

const PICTURE = join(import.meta.dirname, "../../docs/pictures/plan.svg");

/** Text without tags, whatever its spaces. */
function wordsOf(text: string): string {
  const shown = text.slice(text.indexOf("<text")).replace(/<[a-z/][^>]*>/g, " ");
  return shown.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replace(/\s+/g, " ").trim();
}

/** The example's folder, with `trueup` on the PATH. */
async function openExample(): Promise<Bench> {
  const bench = await openBench();
  await cp(EXAMPLE, bench.dir, { recursive: true });
  await bench.write("bin/trueup", `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  await chmod(join(bench.dir, "bin/trueup"), 0o755);
  bench.env["PATH"] = `${join(bench.dir, "bin")}:${bench.env["PATH"]}`;
  for (const name of Object.keys(bench.env)) if (name.startsWith("SERVEROID_")) delete bench.env[name];
  return bench;
}

describe("trueup sim -- sh -c …", () => {
  it("applies the example, and a second plan finds nothing to do and sends nothing that changes", async () => {
    const bench = await openExample();
    const script = `const log = await fetch(process.env.SERVEROID_ENDPOINT + "/_sim/log?mutating=true");
console.log("sent " + (await log.json()).entries.length);`;
    await bench.write("count.mjs", script);
    const ended = await bench.shell(
      "trueup sim --speed 60 -- sh -c 'trueup apply -y && node count.mjs && trueup plan --detailed-exitcode && node count.mjs'",
    );
    expectCode(ended, 0);
    expect(ended.out).toContain("Apply complete! Resources: 5 added, 0 changed, 0 destroyed.");
    expect(ended.out).toContain("No changes. Your infrastructure matches the configuration.");
    const [afterApply, afterPlan] = ended.out.match(/^sent \d+$/gm) ?? [];
    expect(Number(afterApply?.slice(5))).toBeGreaterThanOrEqual(5);
    expect(afterPlan).toBe(afterApply);
  }, 60_000);

  it("word for word, at the usual speed of a minute in a second", async () => {
    const bench = await openExample();
    await bench.write("next", changeForPicture(await bench.read("trueup.yaml")));
    const ended = await bench.shell(
      "trueup sim --speed 200 -- sh -c 'trueup apply -y && trueup plan --detailed-exitcode && mv next trueup.yaml && trueup plan > plan.txt'",
    );
    expectCode(ended, 0);
    expect(await readdir(join(bench.dir, ".trueup"))).toContain("shop.json");
    // The picture in the README is of this plan: npm run picture makes it anew.
    expect(wordsOf(await readFile(PICTURE, "utf8"))).toBe(wordsOf(`<text>trueup plan ${await bench.read("plan.txt")}`));
  }, 60_000);

  it("passes on the exit code of its command, and the signal that ended it", async () => {
    const bench = await openExample();
    expectCode(await bench.shell("trueup sim -- sh -c 'exit 7'"), 7);
    expectCode(await bench.shell("trueup sim -- sh -c 'kill -TERM $$'"), 143);
    expectCode(await bench.shell("trueup sim -- sh -c 'trueup plan --detailed-exitcode'"), 2);
    expectCode(await bench.shell("trueup sim -- no-such-program"), 127);
  });

  it("--env prints what a shell can take over", async () => {
    const bench = await openExample();
    const ended = await bench.shell(
      `trueup sim --env > env.sh & sim=$!; while ! grep -q ENDPOINT env.sh; do sleep 0.05; done; . ./env.sh; trueup plan --detailed-exitcode; code=$?; kill $sim; wait $sim; echo "sim ended $?"; exit $code`,
    );
    expectCode(ended, 2);
    expect(ended.out).toContain("sim ended 143");
  });

  it("loses an answer by a fault file, and still buys once", async () => {
    const bench = await openExample();
    await bench.write("faults.yaml", "faults:\n  - { effect: lost-after, match: { method: install, nth: 1 } }\n");
    await bench.write(
      "trueup.yaml",
      (await bench.read("trueup.yaml")).replace(
        'project: "111"',
        'project: "111"\n    pollInterval: 100ms\n    visibilityGrace: 5s',
      ),
    );
    const script = `const state = await (await fetch(process.env.SERVEROID_ENDPOINT + "/_sim/state")).json();
const names = state.vms.map((vm) => vm.name).filter((name) => name.startsWith("shop-")).sort();
console.log(JSON.stringify(names));`;
    await bench.write("names.mjs", script);
    const ended = await bench.shell(
      "trueup sim --speed 500 --faults faults.yaml -- sh -c '{ trueup apply -y || trueup apply -y; } && trueup plan --detailed-exitcode && trueup state list && node names.mjs'",
    );
    expectCode(ended, 0);
    expect(JSON.parse(ended.out.trimEnd().split("\n").at(-1) ?? "")).toEqual(["shop-db", "shop-web-0", "shop-web-1"]);
  });
});
