// Looking and mending by hand: drift, state, catalog, validate, and where the configuration comes from.
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, mutate, openBench, readTree } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, OPS_KEY, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

async function openApplied(yaml = SHOP): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  bench.sim.log.clear();
  return bench;
}

const EMPTY_STACK = `${head()}`.replace("stack: shop", "stack: other");
/** The same with a key at another provider. */
const TWO_PROVIDERS = SHOP.replace(
  "policy:",
  "  gcore: { region: Luxembourg-2, visibilityGrace: 300ms, requestTimeout: 2s }\npolicy:",
).replace("vms:", `  edge: { provider: gcore, publicKey: "${OPS_KEY}" }\nvms:`);

const idOf = async (bench: Bench, address: string) => (await bench.state()).resources[address]?.remoteId ?? "";

describe("drift", () => {
  it("ends 0 where nothing changed, and writes nothing", async () => {
    const bench = await openApplied();
    const before = await readTree(bench.dir);
    const ended = await bench.run(["drift"]);
    expectCode(ended, 0);
    expect(ended.out).toBe("No drift. Everything is as the last apply left it.\n");
    expect(await readTree(bench.dir)).toEqual(before);
  });

  it("ends 1 where something cannot be judged, and does not say that nothing has changed", async () => {
    const bench = await openApplied();
    await bench.write("trueup.yaml", "version: 1\nstack: shop\n");
    const ended = await bench.run(["drift"]);
    expectCode(ended, 1);
    expect(ended.err).toContain("error[provider.unreachable]: vms.web was made in");
    expect(ended.out).toBe("Drift is not fully known: 4 errors.\n");
    const json = await bench.run(["drift", "--format", "json"]);
    expectCode(json, 1);
    expect(JSON.parse(json.out)).toMatchObject({ errored: true, drifted: false });
  });

  it("ends 2 and names class, field and both values", async () => {
    const bench = await openApplied();
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { cpu: 4 } });
    await mutate(bench, { kind: "vms", action: "delete", id: await idOf(bench, "vms.db") });
    const ended = await bench.run(["drift"]);
    expectCode(ended, 2);
    expect(ended.out).toMatch(/vms\.web +conflict/);
    expect(ended.out).toMatch(/cpu +2 -> 4/);
    expect(ended.out).toMatch(/vms\.db +vanished/);
    expect(ended.out).toMatch(/1 conflict, 1 vanished/);
    expectCode(await bench.run(["drift", "--fail-on", "unset"]), 0);
    expectCode(await bench.run(["drift", "--fail-on", "vanished"]), 2);
    const json = await bench.run(["drift", "--format", "json"]);
    expectCode(json, 2);
    const document = JSON.parse(json.out) as { drifted: boolean; drift: { address: string; class: string }[] };
    expect(document.drifted).toBe(true);
    expect(document.drift.map((each) => `${each.address} ${each.class}`).sort()).toEqual([
      "vms.db vanished",
      "vms.web conflict",
    ]);
    const stream = await bench.run(["drift", "--json"]);
    expectCode(stream, 2);
    const events = stream.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; change?: object });
    expect(events.flatMap(({ type, change }) => (type === "resource_drift" ? [change] : []))).toMatchObject([
      { resource: { addr: "vms.db" }, action: "delete", class: "vanished" },
      { resource: { addr: "vms.web" }, action: "update", class: "conflict" },
    ]);
    expect(bench.sent()).toEqual([]);
  });

  it("unmanaged objects count only if asked for", async () => {
    const bench = await openApplied();
    await mutate(bench, {
      kind: "pubkeys",
      action: "add",
      set: { tenantId: 111, name: "stray", type: "RSA", publicKey: "ssh-rsa AAAA" },
    });
    expectCode(await bench.run(["drift"]), 0);
    const ended = await bench.run(["drift", "--fail-on", "unmanaged"]);
    expectCode(ended, 2);
    expect(ended.out).toMatch(/stray/);
  });

  it("is put right by apply, and taken over by apply --refresh-only", async () => {
    const bench = await openApplied();
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { name: "renamed" } });
    expectCode(await bench.run(["apply", "--refresh-only", "-y"]), 0);
    expect(bench.sent()).toEqual([]);
    expectCode(await bench.run(["drift"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 2);
    expectCode(await bench.run(["apply", "-y"]), 0);
    expect(bench.sent()).toEqual(["rename"]);
    expectCode(await bench.run(["drift"]), 0);
  });

  it("is taken over by --refresh-only also where putting it right would need a permission", async () => {
    const bench = await openApplied();
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { memory: 2048 } });
    expectCode(await bench.run(["apply", "--refresh-only", "-y"]), 0);
  });

  it("remembers since when, prints nothing with --quiet where there is nothing, and each form is one document", async () => {
    const bench = await openApplied();
    const quiet = await bench.run(["drift", "--quiet"]);
    expectCode(quiet, 0);
    expect(quiet.all).toBe("");
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { memory: 2048 } });
    expectCode(await bench.run(["drift"]), 2);
    expect(await bench.read(".trueup/drift/shop.json")).toMatch(/"subject": "vms\.web"/);
    const later = await bench.run(["drift", "-q"], { laterMs: 2 * 86_400_000 });
    expectCode(later, 2);
    expect(later.out).toMatch(/ {6}memory {2}1 GiB -> 2 GiB\n {6}first seen \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
    const markdown = await bench.run(["drift", "--format", "markdown"]);
    expect(markdown.out).toMatch(/^### trueup drift: shop\n\n\*\*Drift: 1 conflict\.\*\*\n/);
    const page = await bench.run(["drift", "--format", "html"]);
    expect(page.out).toMatch(/^<!doctype html>[\s\S]*Content-Security-Policy[\s\S]*memory {2}/);
    await bench.write("other.yaml", EMPTY_STACK);
    const other = await bench.run(["drift", "-f", "other.yaml", "--memory", ".trueup/drift/shop.json"]);
    expectCode(other, 1);
    expect(other.err).toContain("error[drift.memory]");
    await bench.write(".trueup/drift/shop.json", "{ cut");
    const anew = await bench.run(["drift"]);
    expectCode(anew, 2);
    expect(anew.err).toContain("warning[drift.memory]");
  });

  it("of one provider is told while another cannot be read; with none it ends as before", async () => {
    const bench = await openApplied(TWO_PROVIDERS);
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { memory: 2048 } });
    const env = { GCORE_BASE_URL: "http://127.0.0.1:9" };
    const ended = await bench.run(["drift", "--format", "json"], { env });
    expectCode(ended, 1);
    const document = JSON.parse(ended.out) as { errored: boolean; drift: object[]; unreadable: object[] };
    expect(document).toMatchObject({
      errored: true,
      drift: [{ address: "vms.web", class: "conflict" }],
      unreadable: [{ provider: "gcore", addresses: ["keys.edge"], code: "provider.unavailable" }],
    });
    const none = await bench.run(["drift"], { env: { ...env, SERVEROID_ENDPOINT: "http://127.0.0.1:9" } });
    expectCode(none, 1);
    expect(none.err).toContain("error[provider.unavailable]");
  });

  it("is given up after --timeout", async () => {
    const bench = await openApplied();
    // It answers no read at all, until the test ends.
    const gate = await bench.gate({ arrived: () => new Promise(() => undefined) });
    const ended = await bench.run(["drift", "--timeout", "1s"]);
    expectCode(ended, 1);
    expect(ended.err).toContain("error[drift.timeout]: the look for drift took longer than 1s");
    await gate.close();
  });

  it("a name that was changed outside alone is not said to be changed by you, too", async () => {
    const bench = await openApplied();
    await mutate(bench, { kind: "vms", action: "patch", id: await idOf(bench, "vms.web"), set: { name: "renamed" } });
    expect((await bench.run(["plan"])).out).not.toMatch(/by you/);
  });
});

describe("state", () => {
  it("list and show, as text and as JSON", async () => {
    const bench = await openApplied();
    const list = await bench.run(["state", "list"]);
    expectCode(list, 0);
    expect(
      list.out
        .trimEnd()
        .split("\n")
        .map((line) => line.split(/\s+/)[0]),
    ).toEqual(["ADDRESS", "keys.ops", "vms.db", "vms.web", "snapshots.golden"]);
    expect((await bench.run(["state", "list", "vms.web"])).out).not.toContain("vms.db");
    const json = JSON.parse((await bench.run(["state", "list", "--json"])).out) as { resources: { address: string }[] };
    expect(json.resources.map((each) => each.address)).toEqual(["keys.ops", "vms.db", "vms.web", "snapshots.golden"]);
    expect((await bench.run(["state", "show", "vms.web"])).out).toContain(await idOf(bench, "vms.web"));
    expect(JSON.parse((await bench.run(["state", "show", "vms.web", "--json"])).out)).toMatchObject({
      address: "vms.web",
      name: "web",
    });
    expectCode(await bench.run(["state", "show", "vms.wbe"]), 1);
    expect(bench.sim.log.entries()).toEqual([]);
  });

  it("needs no credentials and no provider", async () => {
    const bench = await openApplied();
    const env = { SERVEROID_API_KEY: undefined, SERVEROID_CLIENT_ID: undefined, SERVEROID_ENDPOINT: undefined };
    expectCode(await bench.run(["state", "list"], { env }), 0);
    expectCode(await bench.run(["state", "mv", "vms.db", "vms.base"], { env }), 0);
  });

  it("mv renames without touching anything: the plan with the new name is empty", async () => {
    const bench = await openApplied();
    expectCode(await bench.run(["state", "mv", "vms.db", "vms.base"]), 0);
    await bench.write(
      "trueup.yaml",
      `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("base", "name: db")}snapshots:\n  golden: { vm: web }\n`,
    );
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    const taken = await bench.run(["state", "mv", "vms.base", "vms.web"]);
    expectCode(taken, 1);
    expect(taken.err).toContain("already tracked");
    expectCode(await bench.run(["state", "mv", "vms.base", "keys.base"]), 1);
    expectCode(await bench.run(["state", "mv", "vms.none", "vms.some"]), 1);
  });

  it("rm forgets and leaves the objects", async () => {
    const bench = await openApplied();
    const count = (bench.sim.state("serveroid")["vms"] as unknown[]).length;
    const ended = await bench.run(["state", "rm", "vms.db"]);
    expectCode(ended, 0);
    expect(Object.keys((await bench.state()).resources)).not.toContain("vms.db");
    expect((bench.sim.state("serveroid")["vms"] as unknown[]).length).toBe(count);
    expectCode(await bench.run(["state", "rm", "vms.db"]), 1);
  });

  it("of another stack is not taken for this one", async () => {
    const bench = await openApplied();
    await bench.write(
      "trueup.yaml",
      SHOP.replace("stack: shop", "stack: other\nstate: { backend: local, path: .trueup/shop.json }"),
    );
    const ended = await bench.run(["apply", "-y"]);
    expectCode(ended, 1);
    expect(ended.err).toMatch(/belongs\s+to\s+the\s+stack\s+shop/);
    expect(bench.sent()).toEqual([]);
  });

  it("that is damaged is read from its numbered copy, that is gone beyond repair is not taken for empty", async () => {
    const bench = await openApplied();
    await bench.write(".trueup/shop.json", "{ cut");
    const mended = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(mended, 0);
    expect(mended.err).toMatch(/warning/);
    await bench.shell("for file in .trueup/shop.json.d/serial-*; do echo '{' > $file; done");
    const broken = await bench.run(["plan"]);
    expectCode(broken, 1);
    expectCode(await bench.run(["apply", "-y"]), 1);
    expect(bench.sent()).toEqual([]);
  });
});

describe("catalog", () => {
  it("all lists, one list, as JSON, and a wrong name", async () => {
    const bench = await openBench({ files: { "trueup.yaml": ONE_VM } });
    const all = await bench.run(["catalog", "serveroid"]);
    expectCode(all, 0);
    for (const word of ["projects", "tariffs", "images", "software", "Облачный без границ", "UBUNTU"])
      expect(all.out).toContain(word);
    const tariffs = JSON.parse((await bench.run(["catalog", "serveroid", "tariffs", "--json"])).out) as {
      tariffs: { name: string }[];
    };
    expect(Object.keys(tariffs)).toEqual(["tariffs"]);
    expect(tariffs.tariffs.map((each) => each.name)).toContain("Облачный без границ");
    const wrong = await bench.run(["catalog", "serveroid", "tarifs"]);
    expectCode(wrong, 1);
    expect(wrong.err).toMatch(/trueup catalog serveroid tariffs/);
  });

  it("before there is a configuration", async () => {
    const bench = await openBench();
    expectCode(await bench.run(["catalog", "serveroid", "projects"]), 0);
  });
});

describe("validate", () => {
  it("all problems at once, each with file, line, frame and fix; the same as JSON", async () => {
    const wrong = ONE_VM.replace("memory: 1GiB", "memory: 1024")
      .replace("keys: [ops]", "keys: [opz]")
      .replace("cpu: 2", "cpus: 2");
    const bench = await openBench({ files: { "trueup.yaml": wrong } });
    const ended = await bench.run(["validate"], { env: { SERVEROID_ENDPOINT: "http://127.0.0.1:9" } });
    expectCode(ended, 1);
    expect(ended.out).toBe("");
    for (const text of [/--> trueup\.yaml:\d+:\d+/, /\^\^/, /fix: /, /did you mean "?ops/i, /cpus/, /memory/])
      expect(ended.err).toMatch(text);
    expect(ended.err).toMatch(/^[3-9] errors?$/m);
    const json = await bench.run(["validate", "--json"]);
    expectCode(json, 1);
    expect(json.err).toBe("");
    const document = JSON.parse(json.out) as {
      valid: boolean;
      error_count: number;
      diagnostics: { severity: string; summary: string; range: { filename: string } }[];
    };
    expect(document.valid).toBe(false);
    expect(document.error_count).toBe(document.diagnostics.filter((each) => each.severity === "error").length);
    expect(document.diagnostics[0]?.range.filename).toBe("trueup.yaml");
  });

  it("needs no network, no credentials; an unset variable is a warning here and an error of plan", async () => {
    const bench = await openBench({
      files: { "trueup.yaml": ONE_VM.replace("keys: [ops]", 'keys: [ops]\n    password: "${env:NOT_SET}"') },
    });
    const env = { SERVEROID_API_KEY: undefined, SERVEROID_CLIENT_ID: undefined };
    const ended = await bench.run(["validate"], { env });
    expectCode(ended, 0);
    expect(ended.err).toMatch(/NOT_SET/);
    expect(ended.out).toMatch(/^Success!/);
    expectCode(await bench.run(["plan"]), 1);
    expect(bench.sim.log.entries()).toEqual([]);
  });
});

describe("where the configuration comes from", () => {
  const keys = `keys:\n${key("ops")}`;
  const vms = `vms:\n${vm("web")}`;

  it("several files, a folder, documents in one file: the same plan", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: {
        "a.yaml": head() + keys,
        "b.yml": vms,
        "folder/a.yaml": head() + keys,
        "folder/b.yml": vms,
        "folder/deeper/c.yaml": "not: loaded\n",
        "one.yaml": `${head()}${keys}---\n${vms}`,
        "project/trueup/a.yaml": head() + keys,
        "project/trueup/b.yaml": vms,
        "whole/trueup.yml": ONE_VM,
      },
    });
    const ways = [
      ["-f", "a.yaml", "-f", "b.yml"],
      ["-f", "folder"],
      ["-f", "one.yaml"],
      ["-C", "project"],
      ["-C", "whole"],
      ["-C", "whole", "-f", "../one.yaml"],
    ];
    const plans = await Promise.all(ways.map((way) => bench.run(["plan", ...way])));
    for (const plan of plans) {
      expectCode(plan, 0);
      expect(plan.out).toBe(plans[0]?.out);
    }
  });

  it("a name that is declared twice is an error that shows both places", async () => {
    const bench = await openBench({ files: { "a.yaml": ONE_VM, "b.yaml": vms } });
    const ended = await bench.run(["validate", "-f", "a.yaml", "-f", "b.yaml"]);
    expectCode(ended, 1);
    expect(ended.err).toMatch(/a\.yaml:\d+/);
    expect(ended.err).toMatch(/b\.yaml:\d+/);
  });

  it("-C puts the state beside that configuration", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "deep/er/trueup.yaml": `${head()}${keys}` } });
    expectCode(await bench.run(["apply", "-y", "-C", "deep/er"]), 0);
    expect(Object.keys(await readTree(bench.dir))).toContain("deep/er/.trueup/shop.json");
    expectCode(await bench.run(["plan", "--detailed-exitcode", "-f", "deep/er/trueup.yaml"]), 0);
  });

  it("variables from flags and files", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: {
        "trueup.yaml": `${head()}vars: { suffix: a }\n${keys}vms:\n${vm("web", 'name: "web-${var:suffix}"')}`,
        "vars.yaml": "suffix: b\n",
      },
    });
    expect((await bench.run(["plan"])).out).toContain("web-a");
    expect((await bench.run(["plan", "--var-file", "vars.yaml"])).out).toContain("web-b");
    expect((await bench.run(["plan", "--var-file", "vars.yaml", "--var", "suffix=c"])).out).toContain("web-c");
    expectCode(await bench.run(["plan", "--var", "sufix=c"]), 1);
  });
});
