// What the commands around the state tell people: advice that holds when it is typed, and no place that a missing variable made.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, readTree } from "../support/cli.ts";
import { EMPTY, key, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

async function openApplied(): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  return bench;
}

describe("a variable of the state block that is not set", () => {
  const COMMANDS = [["state", "list"], ["state", "history"], ["unlock"], ["state", "rebuild", "-y"]];

  it.each(COMMANDS)("%s %s names it, and looks nowhere", async (...args) => {
    const block = 'state: { path: "${env:STATE_FOLDER}/shop.json" }\n';
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP + block } });
    const ended = await bench.run(args.filter(Boolean));
    expectCode(ended, 1);
    expect(ended.err).toContain("STATE_FOLDER");
    expect(oneLine(ended.err)).toContain("fix: set it (export STATE_FOLDER=…)");
    expect(Object.keys(await readTree(bench.dir))).toEqual(["trueup.yaml"]);
  });

  it("is what doctor finds, not a wrong address", async () => {
    const block = 'state: { backend: postgres, url: "${env:STATE_URL}" }\n';
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP + block } });
    const ended = await bench.run(["doctor", "--offline"]);
    expectCode(ended, 1);
    expect(oneLine(ended.out)).toContain("state.url: the environment variable STATE_URL is not set");
    expect(ended.out).not.toContain("no PostgreSQL address");
  });
});

describe("without a terminal", { timeout: 60_000 }, () => {
  it("restore shows what it would do; the command that it names does it", async () => {
    const bench = await openApplied();
    await bench.write("trueup.yaml", `${SHOP}  more: { vm: web }\n`);
    const { serial } = await bench.state();
    expectCode(await bench.run(["apply", "-y"]), 0);
    const args = ["state", "restore", `${serial}`, "--allow-lost", "1"];
    const shown = await bench.run(args);
    expectCode(shown, 1);
    expect(shown.err).toContain("snapshots.more");
    const fix = `trueup state restore ${serial} -y --allow-lost 1`;
    expect(oneLine(shown.err)).toContain(`fix: if this is meant: ${fix}`);
    expectCode(await bench.run(fix.split(" ").slice(1)), 0);
    expect(Object.keys((await bench.state()).resources)).not.toContain("snapshots.more");
  });

  it("unlock takes -y under the name that all others have", async () => {
    const bench = await openApplied();
    for (const flag of ["--auto-approve", "--yes", "-y"]) expectCode(await bench.run(["unlock", flag]), 0);
  });
});

it("a state that has moved beside another file is found by what migrate says", async () => {
  const bench = await openApplied();
  await bench.write("elsewhere/new.yaml", "version: 1\nstack: shop\nstate: { path: shop.json }\n");
  const moved = await bench.run(["state", "migrate", "--to", "elsewhere/new.yaml", "-y"]);
  expectCode(moved, 0);
  const path = join(bench.dir, "elsewhere/shop.json");
  expect(oneLine(moved.err)).toContain(
    `the state block of elsewhere/new.yaml into your configuration now, with path: ${path}`,
  );
  await bench.write("trueup.yaml", `${SHOP}state: { path: ${path} }\n`);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
}, 60_000);

it("doctor does not call encryption fine where the state is in clear", async () => {
  const bench = await openApplied();
  await bench.write("trueup.yaml", `${SHOP}state: { encryption: { passphrase: "\${env:PASS}" } }\n`);
  const ended = await bench.run(["doctor", "--offline"], { env: { PASS: "correct horse battery" } });
  expectCode(ended, 1);
  expect(ended.out).toMatch(/skipped +encryption /);
}, 60_000);

it("a state that is damaged names the command that goes back, and that one does", async () => {
  const bench = await openApplied();
  const { serial } = await bench.state();
  await bench.write(`.trueup/shop.json.d/serial-${`${serial + 1}`.padStart(12, "0")}.json`, "gone\n");
  const ended = await bench.run(["state", "list"]);
  expectCode(ended, 1);
  expect(oneLine(ended.err)).toContain("trueup state restore SERIAL --force");
  expect(ended.err).toContain('"gone " is not valid JSON');
  expectCode(await bench.run(["state", "restore", `${serial}`, "--force", "-y"]), 0);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
}, 60_000);

const THREE = `version: 1
stack: shop
providers:
  serveroid: { project: "111" }
  zomro: {}
  gcore: { region: Luxembourg-2 }
keys:
${key("ops")}vms:
${vm("web")}  db: { provider: zomro, existing: { id: "5203773" }, name: MyServer }
  edge:
    provider: gcore
    flavor: g2-standard-2-4
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } }
    interfaces: { public: { type: external } }
`;

it("rebuild over three providers says nothing of Node's listeners", async () => {
  const bench = await openBench({ files: { "trueup.yaml": THREE } });
  const ended = await bench.run(["state", "rebuild", "--dry-run"]);
  expectCode(ended, 0);
  expect(ended.err).not.toContain("MaxListeners");
}, 60_000);
