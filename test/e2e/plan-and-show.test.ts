// `plan` writes nothing and promises what apply does; `show` says it again from the file.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, CLI, closeBenchesAfterEach, expectCode, openBench, readTree } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** Applied, then changed in YAML: a create, an update, a delete, and a snapshot. */
async function openChanged(): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  const changed = `${head()}keys:\n${key("ops")}vms:\n${vm("web").replace("1GiB", "2GiB")}${vm("more")}snapshots:\n  golden: { vm: web }\n  second: { vm: web }\n`;
  await bench.write("trueup.yaml", changed);
  bench.sim.log.clear();
  return bench;
}

describe("plan", () => {
  it("writes nothing and sends nothing that changes, before and after the first apply", async () => {
    const fresh = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    for (const bench of [fresh, await openChanged()]) {
      const before = await readTree(bench.dir);
      for (const flags of [[], ["--json"], ["--format", "json"], ["--destroy"], ["--refresh-only"], ["--verbose"]])
        expectCode(await bench.run(["plan", ...flags]), 0);
      expect(await readTree(bench.dir)).toEqual(before);
      expect(bench.sent()).toEqual([]);
    }
  });

  it("--detailed-exitcode: 2 with changes, 0 without, 1 where it fails", async () => {
    const bench = await openChanged();
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 2);
    expectCode(await bench.run(["plan"]), 0);
    expectCode(await bench.run(["apply", "-y", "--allow-deletes", "1"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-f", "none.yaml"]), 1);
    bench.sim.faults.set([{ effect: "unauthorised" }]);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 1);
  });

  it("a read that fails, or a list that is cut, is never 'nothing is there'", async () => {
    const bench = await openChanged();
    for (const fault of [
      { effect: "empty-list", shape: "null", match: { method: "vm_list" } },
      { effect: "garbled", match: { method: "vm_list" } },
      { effect: "unauthorised", match: { method: "pubkeys" } },
    ] as const) {
      bench.sim.faults.set([fault]);
      const ended = await bench.run(["plan"]);
      expectCode(ended, 1);
      expect(ended.out).toBe("");
    }
  });
});

describe("errors of a plan", () => {
  it("end plan, apply, drift and show of it with 1, and each tells them", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    // The provider entry of what is on record is gone, and nothing else reaches the machine.
    await bench.write("trueup.yaml", "version: 1\nstack: shop\nproviders: {}\n");
    for (const command of [
      ["plan", "--out", "saved.plan"],
      ["plan", "--detailed-exitcode"],
      ["apply", "-y", "--allow-empty", "--allow-deletes", "9"],
      ["drift"],
      ["show", "saved.plan"],
      ["show", "saved.plan", "--format", "json"],
    ]) {
      const ended = await bench.run(command);
      expectCode(ended, 1);
      expect(`${ended.out}${ended.err}`).toContain("provider.unreachable");
    }
  });
});

describe("a mistake of many instances", () => {
  it("is told once, at the end, with its line and what is nearest, and no summary reads like success", async () => {
    const fleet = `${head()}keys:\n${key("ops")}vms:\n${vm("web", "count: 36").replace("Облачный без границ", "Облачный 1025")}`;
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": fleet } });
    const ended = await bench.run(["plan", "--out", "saved.json"]);
    expectCode(ended, 1);
    const error = ended.out.slice(ended.out.indexOf("error["));
    expect(error).toMatchInlineSnapshot(`
      "error[provider.name-not-found]: vms.web[0..35]: Serveroid has no tariff
        Облачный 1025
        --> trueup.yaml:17:13
           |
        16 |     image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
        17 |     tariff: Облачный 1025
           |             ^^^^^^^^^^^^^
        18 |     memory: 1GiB
        It has:
        Облачный 1024
        Облачный 512
        Облачный 2048
        Облачный 4096
        Облачный 8192
        and 8 more: trueup catalog serveroid
        fix: did you mean Облачный 1024?

      Planning failed: 1 error.
      "
    `);
    expect(ended.out).not.toContain("Plan:");
    expect((await bench.run(["show", "saved.json"])).out).toBe(ended.out);
    const stream = (await bench.run(["plan", "--json"])).out;
    expect(stream).toContain('"type":"diagnostic"');
    expect(stream).not.toContain("change_summary");
    const document = JSON.parse((await bench.run(["plan", "--format", "json"])).out) as Record<string, unknown>;
    expect(document).toMatchObject({ errored: true, applyable: false, complete: false });
  });
});

describe("under GitHub Actions", () => {
  it("a document is nothing but itself, and so is text in a file", async () => {
    const bench = await openChanged();
    const env = { GITHUB_ACTIONS: "true" };
    const document = await bench.run(["plan", "--format", "json"], { env });
    expect(document.out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(document.out)).toMatchObject({ format_version: "1.2", terraform_version: "1.12.0" });
    const text = await bench.run(["plan"], { env });
    expect(text.out).toMatch(/^::stop-commands::/);
    const filed = await bench.shell(`GITHUB_ACTIONS=true ${process.execPath} ${CLI} plan > plan.txt && cat plan.txt`);
    expect(filed.out).toMatch(/^(warning|Changes)/);
  });
});

describe("under GitHub Actions, beside what is printed", () => {
  const open = async (yaml: string) => {
    const bench = await openBench({ seed: EMPTY, files: { "infra/trueup.yaml": yaml } });
    const [output, summary] = [join(bench.dir, "output"), join(bench.dir, "summary.md")];
    const env = {
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: bench.dir,
    };
    return { bench, run: (...args: string[]) => bench.run(args, { env }) };
  };

  it("there are outputs for later steps, and the plan in the summary", async () => {
    const { bench, run } = await open(ONE_VM);
    expectCode(await run("plan", "-C", "infra", "--detailed-exitcode"), 2);
    expect(await bench.read("output")).toBe("changes=true\nadd=2\nchange=0\ndestroy=0\nexitcode=2\n");
    expect(await bench.read("summary.md")).toMatch(/^### trueup: shop\n\n\*\*Plan: 2 to add/);
  });

  it("what is wrong stands at its line in the repository", async () => {
    const { bench, run } = await open(ONE_VM.replace("tariff:", "tarif:"));
    const ended = await run("plan", "-C", "infra", "--format", "json");
    expectCode(ended, 1);
    expect(ended.err).toMatch(/^::error file=infra\/trueup\.yaml,line=\d+,.*title=config\.unknown-field::/m);
    expect(JSON.parse(ended.out)).toMatchObject({ errored: true });
    expect(await bench.read("output")).toBe("exitcode=1\n");
    expect(await bench.read("summary.md")).toContain("Planning failed: 1 error");
  });
});

describe("other forms of a plan", () => {
  it.each([
    ["markdown", /^### trueup: shop\n\n\*\*Plan: 2 to add, 1 to change, 1 to destroy\.\*\*\n/],
    ["gitlab", /^\{"create":2,"update":1,"delete":1\}\n$/],
  ])("%s is alone on standard output, and show gives the same", async (format, pattern) => {
    const bench = await openChanged();
    const plan = await bench.run(["plan", "--format", format, "--out", "saved.json"]);
    expectCode(plan, 0);
    expect(plan.out).toMatch(pattern);
    expect((await bench.run(["show", "saved.json", "--format", format])).out).toBe(plan.out);
  });

  it("html is a page alone on standard output, and show gives the same, made at the same time", async () => {
    const bench = await openChanged();
    const plan = await bench.run(["plan", "--format", "html", "--out", "saved.json"]);
    expectCode(plan, 0);
    expect(plan.out).toMatch(/^<!doctype html>\n[\s\S]*Plan: 2 to add, 1 to change, 1 to destroy\.[\s\S]*<\/html>\n$/);
    const shown = await bench.run(["show", "saved.json", "--format", "html"]);
    const withoutTime = (page: string) => page.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "");
    expect(withoutTime(shown.out)).toBe(withoutTime(plan.out));
    expect(shown.out).toContain((JSON.parse(await bench.read("saved.json")) as { timestamp: string }).timestamp);
  });

  it("html of a plan that cannot be made says why", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM.replace("tariff:", "tarif:") } });
    const plan = await bench.run(["plan", "--format", "html"]);
    expectCode(plan, 1);
    expect(plan.out).toMatch(/^<!doctype html>[\s\S]*Planning failed: 1 error\.[\s\S]*config\.unknown-field/);
  });

  it("--summary is one line for each resource", async () => {
    const bench = await openChanged();
    const plan = await bench.run(["plan", "--summary"]);
    expectCode(plan, 0);
    expect(plan.out).toMatchInlineSnapshot(`
      "warning[moved.missing]: vms.db is destroyed and vms.more is made, which agrees
        with it in all but key and name
        fix: to keep the object: moved: [{from: "vms.db", to: "vms.more"}]

      Changes to shop

      ✗   - delete   vms.db  db (1), no longer declared
          + create   vms.more  more
          ~ update   vms.web  web (2)
          + create   snapshots.second  second

      ✗ marks what destroys data, an address or access: 1 step

      Costs
        not told by the provider: 3 at serveroid

      Expected: 4 operations in 2 waves, about 1m or more

      Plan: 2 to add, 1 to change, 1 to destroy.
      "
    `);
  });
});

describe("plan --out, show", () => {
  it("shows the same text, without credentials and without the provider", async () => {
    const bench = await openChanged();
    await bench.write("saved.json", "what stood there, for all to read");
    await bench.shell("chmod 644 saved.json");
    const plan = await bench.run(["plan", "--out", "saved.json"]);
    expectCode(plan, 0);
    expect((await stat(join(bench.dir, "saved.json"))).mode & 0o077).toBe(0);
    await bench.shell("mkdir -p elsewhere && mv saved.json elsewhere/moved.json");
    const bare = { SERVEROID_API_KEY: undefined, SERVEROID_CLIENT_ID: undefined, SERVEROID_ENDPOINT: undefined };
    const shown = await bench.run(["show", "moved.json", "-C", "elsewhere"], { env: bare });
    expectCode(shown, 0);
    expect(shown.out).toBe(plan.out);
    expect(shown.err).toBe("");
  });

  it("shows the calls with --verbose, as plan --verbose does", async () => {
    const bench = await openChanged();
    const plan = await bench.run(["plan", "--verbose", "--out", "saved.json"]);
    const shown = await bench.run(["show", "saved.json", "--verbose"]);
    expect(shown.out).toBe(plan.out);
    expect(shown.out).toMatch(/memory_change/);
  });

  it("--format json is a document in the shape of terraform show -json", async () => {
    const bench = await openChanged();
    const plan = await bench.run(["plan", "--out", "saved.json", "--format", "json"]);
    expectCode(plan, 0);
    const shown = await bench.run(["show", "saved.json", "--format", "json"]);
    expectCode(shown, 0);
    const document = JSON.parse(shown.out) as Record<string, unknown>;
    expect(document).toMatchObject({ format_version: "1.2", applyable: true, complete: true, errored: false });
    for (const name of ["planned_values", "prior_state", "configuration", "output_changes", "trueup"])
      expect(document[name], name).toBeTypeOf("object");
    expect(Date.parse(String(document["timestamp"]))).not.toBeNaN();
    const changes = document["resource_changes"] as {
      address: string;
      type: string;
      mode: string;
      provider_name: string;
      change: { actions: string[] };
    }[];
    expect(Object.fromEntries(changes.map((each) => [each.address, each.change.actions]))).toEqual({
      "keys.ops": ["no-op"],
      "vms.web": ["update"],
      "vms.more": ["create"],
      "vms.db": ["delete"],
      "snapshots.golden": ["no-op"],
      "snapshots.second": ["create"],
    });
    for (const each of changes) {
      expect(each.type).toMatch(/^serveroid_(vm|key|snapshot)$/);
      expect(each.mode).toBe("managed");
      for (const part of ["before", "after", "after_unknown", "before_sensitive", "after_sensitive"])
        expect(each.change, each.address).toHaveProperty(part);
    }
    const { timestamp: _, ...rest } = JSON.parse(plan.out) as Record<string, unknown>;
    const { timestamp: __, ...same } = document;
    expect(same).toEqual(rest);
  });

  it.each([
    ["garbage", "\u0000\u0001 nonsense"],
    ["an empty file", ""],
    ["another JSON", '{"format_version":"1.2"}'],
    ["a list", "[]"],
  ])("refuses %s without a stack trace", async (_title, text) => {
    const bench = await openBench({ files: { "saved.json": text } });
    for (const format of ["text", "json"]) {
      const ended = await bench.run(["show", "saved.json", "--format", format]);
      expectCode(ended, 1);
      expect(ended.out).toBe("");
      expect(ended.err).toMatch(/saved\.json/);
      expect(ended.err).not.toMatch(/undefined|TypeError|^ +at /m);
    }
  });

  it("refuses a plan of which parts are missing without a stack trace", async () => {
    const lists = ["drift", "operations", "destructive", "debt", "blocked", "outputs"].map((name) => [name, []]);
    const plan = { ...Object.fromEntries(lists), entries: [{}], counts: {} };
    const bench = await openBench({ files: { "saved.json": JSON.stringify({ trueup_plan: plan }) } });
    const ended = await bench.run(["show", "saved.json"]);
    expectCode(ended, 1);
    expect(ended.err).toMatch(/saved\.json/);
    expect(ended.err).not.toMatch(/undefined/);
  });

  it("says where it cannot write", async () => {
    const bench = await openChanged();
    const ended = await bench.run(["plan", "--out", "no/such/folder/saved.json"]);
    expectCode(ended, 1);
    expect(ended.err).toMatch(/no\/such\/folder\/saved\.json/);
    expect(ended.err).not.toMatch(/please report|^ +at /m);
  });
});
