// A plan in a file, carried out elsewhere and later: what it shows is done, and nothing else (contract 4.7).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Json, sortJson } from "../../src/core/json.ts";
import { type Bench, closeBenchesAfterEach, expectCode, mutate, openBench } from "../support/cli.ts";
import { text } from "../support/dedent.ts";
import { EMPTY, head, key, OPS_KEY, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const FLEET = `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("db")}`;
const HOUR = 3_600_000;

async function folder(bench: Bench, name: string): Promise<string> {
  await mkdir(join(bench.dir, name), { recursive: true });
  return join(bench.dir, name);
}

const idOf = async (bench: Bench, address: string): Promise<string> =>
  (await bench.state()).resources[address]?.remoteId ?? "none";

/** Without what differs from run to run. */
const calm = (output: string): string =>
  output
    .replace(/of \d{4}-[\dT:.-]+Z/g, "of TIME")
    .split("\n")
    .filter((line) => !line.startsWith("serveroid: "))
    .join("\n");

describe("a saved plan", () => {
  it("is carried out in a folder that has nothing but the file, once, with the secret of there", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: {
        "ops.pub": `${OPS_KEY}\n`,
        "trueup.yaml": `${head()}vars: { size: 1GiB }
keys:
  ops: { provider: serveroid, publicKey: "\${file:./ops.pub}" }
vms:
${vm("web", "password: ${env:ROOT_PW}").replace("1GiB", "${var:size}")}`,
      },
    });
    const env = { ROOT_PW: "Correct-horse-9-battery" };
    const planned = await bench.run(["plan", "--out", "plan.json", "--var", "size=2GiB"], { env });
    expectCode(planned, 0);
    expect(planned.err).toContain("Saved the plan to plan.json: trueup show plan.json, trueup apply plan.json.");
    expect(await bench.read("plan.json")).not.toContain("Correct-horse");
    const cwd = await folder(bench, "elsewhere");
    await writeFile(join(cwd, "p"), await bench.read("plan.json"));

    const missing = await bench.run(["apply", "p"], { cwd });
    expectCode(missing, 1);
    expect(missing.err.trim()).toBe(text`
      error[plan.secret-missing]: the plan needs a secret that is not here:
        \${env:ROOT_PW}
        A saved plan holds no secrets, only where they come from.
        fix: set it (export ROOT_PW=…)

      1 error
    `);
    const other = await bench.run(["apply", "p"], { cwd, env: { ROOT_PW: "Correct-horse-9-batterz" } });
    expectCode(other, 4);
    expect(other.err).toContain(
      "error[plan.secret-changed]: not the value that the plan was made with:\n  ${env:ROOT_PW}",
    );
    expect(bench.sent()).toEqual([]);

    expectCode(await bench.run(["apply", "p"], { cwd, env }), 0);
    expect(bench.sent()).toEqual(["pubkeys_add", "install"]);
    expect(bench.sim.state("serveroid")).toMatchObject({ vms: [{ name: "web", memory: 2048 }] });
    const again = await bench.run(["apply", "p"], { cwd, env });
    expectCode(again, 4);
    expect(calm(again.err)).toContain(text`
      error[plan.stale]: vms.web is not as it was when the plan was made (planned:
        create; now: nothing to do)
    `);
    expect(again.err).toContain("it is as planned already");
    expect(again.err).toContain("2 resources of the saved plan are as planned already,\n  nothing was applied");
    expect(bench.sent()).toHaveLength(2);
  });

  it("that does not fit any more does nothing and says what was planned, what was then and what is now", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    await bench.write("trueup.yaml", FLEET.replaceAll("1GiB", "2GiB"));
    expectCode(await bench.run(["plan", "--out", "plan.json"]), 0);
    // What YAML says by now does not matter.
    await bench.write("trueup.yaml", FLEET.replaceAll("1GiB", "3GiB"));
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { cpu: 4 } });
    const before = bench.sent().length;

    const stale = await bench.run(["apply", "plan.json"]);
    expectCode(stale, 4);
    expect(calm(stale.err).trim()).toBe(text`
      Carrying out plan.json, the plan of TIME.
      error[plan.stale]: vms.web is not as it was when the plan was made (planned:
        update)
        field   when planned  planned       now
        cpu     2             (left alone)  4
        memory  1 GiB         2 GiB         1 GiB

      error[plan.stale]: the saved plan does not fit any more: 1 resource is
        different, nothing was applied
        fix: trueup plan, and look at what is different; or carry out the rest:
             --skip-stale

      2 errors
    `);
    expect(bench.sent()).toHaveLength(before);

    const asJson = await bench.run(["apply", "plan.json", "--format", "json"]);
    expectCode(asJson, 4);
    expect(JSON.parse(asJson.out)).toMatchObject({
      errored: true,
      applyable: false,
      trueup: { errors: [{ code: "plan.stale", address: "vms.web" }, { code: "plan.stale" }] },
    });

    const rest = await bench.run(["apply", "plan.json", "--skip-stale"]);
    expectCode(rest, 3);
    expect(rest.out).toContain("vms.web: it is not as it was when the plan was saved");
    // The folder may hold no configuration, and nobody has looked at what "apply" alone would do.
    expect(rest.out).toMatch(/^To go on: trueup plan --out FILE, trueup apply FILE$/m);
    expect(bench.sim.state("serveroid")).toMatchObject({
      vms: [
        { name: "db", memory: 2048 },
        { name: "web", memory: 1024, cpu: 4 },
      ],
    });
  });

  it("does not care for what has changed elsewhere, reports it, and leaves it alone", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    // What needs one that was changed elsewhere has it all the same.
    await bench.write("trueup.yaml", `${FLEET}${vm("new", "dependsOn: [vms.web]")}`);
    expectCode(await bench.run(["plan", "--out", "plan.json"]), 0);
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { memory: 512 } });
    await mutate(bench, { kind: "vms", action: "delete", id: await idOf(bench, "vms.db") });
    const before = bench.sent().length;

    const applied = await bench.run(["apply", "plan.json"]);
    expectCode(applied, 0);
    expect(bench.sent().slice(before)).toEqual(["install"]);
    expect(calm(applied.err)).toContain("Left alone, since it is not part of this plan: vms.db, vms.web\n");
    // Neither made again nor forgotten: the next plan tells of both.
    expect(Object.keys((await bench.state()).resources)).toEqual(["keys.ops", "vms.db", "vms.new", "vms.web"]);
    const next = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(next, 2);
    expect(next.out).toContain("vms.db");

    await bench.write("trueup.yaml", FLEET.replace(vm("db"), ""));
    expectCode(await bench.run(["plan", "--target", "vms.db", "--out", "gone.json"]), 0);
    expectCode(await bench.run(["apply", "gone.json"]), 0);
    expect(Object.keys((await bench.state()).resources)).toEqual(["keys.ops", "vms.new", "vms.web"]);
    const twice = await bench.run(["apply", "gone.json"]);
    expectCode(twice, 4);
    expect(twice.err).toContain("error[plan.stale]: vms.db is not as it was when the plan was made");
  });

  it("is refused where it was edited, is too old, failed, or was made with another state", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET } });
    expectCode(await bench.run(["plan", "--out", "plan.json"]), 0);
    await bench.write("edited.json", (await bench.read("plan.json")).replaceAll("1024", "2048"));
    const edited = await bench.run(["apply", "edited.json"]);
    expectCode(edited, 4);
    expect(edited.err).toContain("error[plan.edited]: edited.json is not as trueup wrote it");
    // As other programs write it, it is the same document.
    await bench.write(
      "pretty.json",
      JSON.stringify(sortJson(JSON.parse(await bench.read("plan.json")) as Json), undefined, 2),
    );
    const old = await bench.run(["apply", "pretty.json"], { laterMs: 25 * HOUR });
    expectCode(old, 4);
    expect(old.err).toContain("it is too old");
    await bench.write("limits.yaml", "maxPlanAge: 1h\n");
    expectCode(await bench.run(["apply", "pretty.json", "--policy", "limits.yaml"], { laterMs: 2 * HOUR }), 4);
    const ahead = await bench.run(["apply", "pretty.json"], { laterMs: -HOUR });
    expectCode(ahead, 4);
    expect(ahead.err).toContain("error[plan.future]");

    await bench.write("trueup.yaml", FLEET.replace("Облачный без границ", "Облачный без грани"));
    const broken = await bench.run(["plan", "--out", "failed.json"]);
    expectCode(broken, 1);
    expect(broken.err).toMatch(/a plan that\s+failed cannot be applied/);
    const failed = await bench.run(["apply", "failed.json"]);
    expectCode(failed, 1);
    expect(failed.err).toContain("error[plan.errored]");

    expect(bench.sent()).toEqual([]);
    expectCode(await bench.run(["apply", "pretty.json"]), 0);
    await bench.write("trueup.yaml", `${FLEET}${vm("new")}`);
    expectCode(await bench.run(["plan", "--out", "later.json"]), 0);
    const cwd = await folder(bench, "elsewhere");
    const stateless = await bench.run(["apply", "../later.json"], { cwd });
    expectCode(stateless, 4);
    expect(stateless.err).toContain("error[plan.other-state]: the state that the plan was made with is not here");
    expectCode(await bench.run(["apply", "later.json", "--target", "vms.new"]), 1);
    expectCode(await bench.run(["apply", "--skip-stale", "-y"]), 1);
  });

  it("keeps what it lets through, shows it, and destroys no more than it shows", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    expectCode(await bench.run(["plan", "--destroy", "--out", "refused.json"]), 0);
    const refused = await bench.run(["apply", "refused.json"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("--allow-deletes 3");
    const saved = await bench.run(["plan", "--destroy", "--out", "plan.json", "--allow-deletes", "3"]);
    expect(saved.err).toContain("It lets through: --allow-deletes 3");
    expect((await bench.run(["show", "plan.json"])).out).toContain("Allowed by this plan: --allow-deletes 3\n");

    const parent = await idOf(bench, "vms.db");
    bench.sim.change("serveroid", { kind: "snapshots", action: "add", parent, set: { id: 77, name: "by-hand" } });
    const more = await bench.run(["apply", "plan.json"]);
    expectCode(more, 4);
    expect(more.err).toMatch(/would be lost now: snapshot .*by-hand/);
    bench.sim.change("serveroid", { kind: "snapshots", action: "delete", id: 77, parent });
    expectCode(await bench.run(["apply", "plan.json"]), 0);
    expect(bench.sim.state("serveroid")).toMatchObject({ vms: [], pubkeys: [] });
  });

  it("holds no secret, wherever YAML has it from, and takes it from there", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: {
        "secret.txt": "Hidden-in-a-file-8\n",
        "infra/trueup.yaml": `${head()}vars: { pin: "0000xY" }
keys:
${key("ops")}vms:
${vm("literal", 'password: "Written-down-here-7"')}${vm("file", "password: ${file:../secret.txt}")}${vm("short", "password: ${var:pin}")}`,
      },
    });
    const flags = ["-f", "infra/trueup.yaml", "--file-root", "."];
    const planned = await bench.run(["plan", ...flags, "--var", "pin=47xY", "--out", "plan.json"]);
    expectCode(planned, 0);
    const file = await bench.read("plan.json");
    for (const secret of ["Written-down-here-7", "Hidden-in-a-file-8", "47xY"]) expect(file).not.toContain(secret);
    expect(planned.err.replaceAll("\n", " ")).toContain("vms.literal.password in the configuration's files");
    expect(planned.err.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const missing = await bench.run(["apply", "plan.json", "--file-root", "."]);
    expectCode(missing, 1);
    expect(missing.err).toContain("--var pin");
    expectCode(await bench.run(["apply", "plan.json", "--file-root", ".", "--var", "pin=47xY"]), 0);
    expect(bench.sent("install")).toHaveLength(3);
    expect(JSON.parse(await readFile(join(bench.dir, "infra/.trueup/shop.json"), "utf8"))).toHaveProperty("serial");
  });
});
