// The program at the surface: help, wrong use, exit codes, pipes, colour, and which text goes to which stream.
import { describe, expect, it } from "vitest";
import { type Bench, CLI, closeBenchesAfterEach, expectCode, inParallel, openBench } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const SHARED = ["--file", "--chdir", "--var", "--var-file", "--file-root", "--allow-exec", "--no-color"];
const PLAN = [
  ...SHARED,
  ...["--target", "--exclude", "--replace", "--rebuild", "--refresh-only", "--format", "--json", "--allow-deletes"],
  ...["--allow-adopt", "--allow-recreate", "--allow-empty", "--files-changed", "--allow-local-state"],
  ...["--accept-account", "--policy", "--verbose"],
];
const APPLY = [
  ...PLAN,
  ...["--auto-approve", "--parallelism", "--lock-timeout", "--grace", "--assume-absent", "--assume-done"],
];
/** What destroy always refuses is not offered by it. */
const REFUSED = ["--replace", "--rebuild", "--refresh-only"];
const FLAGS: Record<string, readonly string[]> = {
  validate: [...SHARED, "--json"],
  plan: [...PLAN, "--out", "--destroy", "--detailed-exitcode"],
  apply: APPLY,
  destroy: APPLY.filter((flag) => !REFUSED.includes(flag)),
  show: ["--format", "--verbose", "--chdir"],
  graph: [...SHARED, "--format", "--instances"],
  drift: [...SHARED, "--fail-on", "--format"],
  catalog: [...SHARED, "--json"],
  doctor: [...SHARED, "--provider", "--offline", "--no-probe", "--timeout", "--format", "--json"],
  unlock: [...SHARED, "--auto-approve"],
  "run-queue": [
    "--queue",
    "--schema",
    "--root",
    "--concurrency",
    "--once",
    "--crontab",
    "--fetch",
    "--lease",
    "--format",
  ],
  "run-queue add": ["--ref", "--auto-approve", "--allow-deletes", "--at", "--in", "--max-attempts", "--json"],
  "run-queue list": ["--queue", "--json"],
  "state list": [...SHARED, "--json"],
  "state show": [...SHARED, "--json"],
  "state mv": SHARED,
  "state rm": SHARED,
  "state rebuild": [...SHARED, "--auto-approve", "--allow-adopt", "--allow-lost", "--dry-run", "--json"],
  sim: [
    "--seed",
    "--listen",
    "--serveroid-port",
    "--zomro-port",
    "--gcore-port",
    "--latency",
    "--speed",
    "--faults",
    "--env",
  ],
  schema: [],
  init: ["--stack", "--auto-approve", "--chdir"],
  explain: ["--recursive", "--json", "--no-color"],
  inventory: [
    ...SHARED,
    "--format",
    "--json",
    "--unmanaged",
    "--target",
    "--provider",
    "--address",
    "--list",
    "--host",
  ],
  output: [...SHARED, "--json", "--raw"],
  completion: [],
  version: ["--json"],
};
const ESCAPE = "\u001b[";

describe("help", () => {
  it("names every command, to stdout", async () => {
    const bench = await openBench();
    const ended = await bench.run(["--help"]);
    expectCode(ended, 0);
    expect(ended.err).toBe("");
    for (const command of Object.keys(FLAGS)) expect(ended.out).toContain(`\n  ${command.split(" ")[0]}`);
    expectNarrow(ended.out);
  });

  it("of each command names every flag, within 80 columns", async () => {
    const bench = await openBench();
    await inParallel(Object.keys(FLAGS), 2, async (command) => {
      const ended = await bench.run([...command.split(" "), "--help"]);
      expectCode(ended, 0);
      expect(ended.err).toBe("");
      for (const flag of FLAGS[command] ?? []) expect(ended.out).toMatch(new RegExp(`^ +(-\\w, )?${flag}[ \\n]`, "m"));
      if (command === "destroy") for (const flag of REFUSED) expect(ended.out).not.toContain(`${flag} `);
      expectNarrow(ended.out);
    });
  });

  it("prints the version", async () => {
    const bench = await openBench();
    const ended = await bench.run(["--version"]);
    expectCode(ended, 0);
    expect(ended.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong use ends 1, on stderr, with a hint", () => {
  const WRONG: Record<string, { args: readonly string[]; says: readonly (string | RegExp)[] }> = {
    "no command": { args: [], says: ["Usage: trueup"] },
    "an unknown command": { args: ["aply"], says: ["trueup has no command aply", "cli.usage", "did you mean apply?"] },
    "an unknown flag": {
      args: ["plan", "--tagret", "x"],
      says: ["has no flag --tagret", "did you mean --target?"],
    },
    "an unknown command of state": {
      args: ["state", "lsit"],
      says: ["trueup state has no command lsit", "did you mean list?"],
    },
    "a flag as Terraform has it": {
      args: ["plan", "-auto-approve"],
      says: ["has no flag -auto-approve", "plan asks nothing"],
    },
    "a flag that would be read as a file": { args: ["plan", "-force"], says: ["has no flag -force", "-y"] },
    "a field that is none": { args: ["explain", "vms.gcore.flavr"], says: ["trueup explain vms.gcore.flavor?"] },
    "a word for a number": { args: ["apply", "--parallelism", "x"], says: ["--parallelism", "whole number"] },
    "a duration without a unit": { args: ["apply", "--lock-timeout", "5"], says: ["--lock-timeout", "unit"] },
    "an unknown format": { args: ["plan", "--format", "xml"], says: ["--format", "text, json"] },
    "an unknown class": { args: ["drift", "--fail-on", "bad"], says: ["--fail-on", "vanished"] },
    "a missing argument": { args: ["show"], says: ["needs PLANFILE"] },
    "one argument too many": { args: ["plan", "extra"], says: ["was given a word too many"] },
    "a variable without a value": { args: ["plan", "--var", "x"], says: ["--var x", "NAME=VALUE"] },
    "no configuration": { args: ["plan", "-C", "empty"], says: ["there is no configuration in", "-f PATH"] },
    "a saved plan that is not there": { args: ["show", "nothing.json"], says: ["nothing.json", "trueup plan --out"] },
    "an address that is none": { args: ["state", "mv", "web", "vms.b"], says: ["web is no address", "vms.web"] },
    "an unknown provider": { args: ["catalog", "servroid"], says: ["servroid"] },
    "a wrong fault file": { args: ["sim", "--faults", "trueup.yaml", "--", "true"], says: ["sim: "] },
  };
  for (const [title, { args, says }] of Object.entries(WRONG)) {
    it(title, async () => {
      const bench = await openBench({ files: { "trueup.yaml": ONE_VM, "empty/nothing.txt": "" } });
      const ended = await bench.run(args);
      expectCode(ended, 1);
      expect(ended.out).toBe("");
      for (const text of says)
        expect(ended.err.replaceAll(/\s+/g, " ")).toMatch(typeof text === "string" ? escapeRegExp(text) : text);
      expect(ended.err).not.toMatch(/^ +at .*:\d+:\d+/m);
    });
  }

  it.each(["--target", "--exclude", "--replace", "--rebuild"])("%s with an address that nothing has", async (flag) => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    const ended = await bench.run(["plan", flag, "vms.wbe"]);
    expect(ended.all).toMatch(/vms\.wbe/);
    expectCode(ended, 1);
  });

  it("advice names only commands that there are", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM, "empty/nothing.txt": "" } });
    const known = new Set(Object.keys(FLAGS).flatMap((command) => [command, command.split(" ")[0] ?? ""]));
    expectCode(await bench.run(["apply", "-y"]), 0);
    await bench.shell("rm -r .trueup");
    const texts = [(await bench.run(["plan", "-C", "empty"])).all, (await bench.run(["plan"])).all];
    const named = texts.flatMap((text) =>
      [...text.matchAll(/trueup ((?:state )?[a-z]+)\b/g)].map((match) => match[1] ?? ""),
    );
    expect(named.filter((command) => !known.has(command))).toEqual([]);
  });
});

describe("pipes", () => {
  const shim = (bench: Bench) => bench.write("trueup", `exec "${process.execPath}" "${CLI}" "$@"\n`);

  it.each([
    "schema | head -1",
    "schema | true",
    "plan | head -1",
    "plan --format json | head -1",
    "plan --json | head -1",
    "catalog serveroid | head -1",
    "--help | true",
  ])("a reader that goes away is no error: trueup %s", async (command) => {
    const bench = await openBench({ files: { "trueup.yaml": ONE_VM } });
    await shim(bench);
    const [before, after] = command.split(" | ");
    const ended = await bench.shell(`{ sh ./trueup ${before}; echo "ended $?" >&2; } | ${after}`);
    expect(ended.err).not.toMatch(/EPIPE|error|^ +at /im);
    expect(ended.err).toMatch(/^ended 0$/m);
  });

  it("an apply whose reader goes away ends 0 only if everything is done", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    await shim(bench);
    const ended = await bench.shell(`{ sh ./trueup apply -y; echo $? > code; } 2>&1 | head -1`);
    expectCode(ended, 0);
    if ((await bench.read("code")).trim() === "0") expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("prints the whole schema into a pipe", async () => {
    const bench = await openBench();
    const ended = await bench.run(["schema"]);
    expectCode(ended, 0);
    expect(JSON.parse(ended.out)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  });

  it("needs no standard input", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    await shim(bench);
    const ended = await bench.shell("sh ./trueup plan <&- && sh ./trueup apply -y <&- && sh ./trueup drift <&-");
    expectCode(ended, 0);
  });
});

describe("looks", () => {
  it.each([{}, { NO_COLOR: "1" }, { TERM: "dumb" }, { TERM: "xterm-256color", COLORTERM: "truecolor" }])(
    "no escape codes into a pipe, with %o",
    async (env) => {
      const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
      for (const args of [
        ["plan"],
        ["apply", "-y"],
        ["drift"],
        ["state", "list"],
        ["state", "show", "vms.web"],
        ["validate"],
        ["plan", "-f", "none"],
      ]) {
        expect((await bench.run(args, { env })).all).not.toContain("\u001b");
      }
    },
  );

  it("no escape codes of the provider's or the YAML's reach the output", async () => {
    const name = `x${ESCAPE}31mred`;
    const bench = await openBench({
      seed: EMPTY,
      files: { "trueup.yaml": `${head()}keys:\n${key("ops")}vms:\n${vm("web", 'name: "a\\e[31mb"')}` },
    });
    bench.sim.change("serveroid", { kind: "tenants", action: "patch", id: 111, set: { description: name } });
    for (const args of [["validate"], ["plan"], ["catalog", "serveroid"]])
      expect((await bench.run(args)).all).not.toContain("\u001b");
  });

  it("texts stay within 80 columns", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
    for (const args of [
      ["plan"],
      ["apply", "-y"],
      ["plan", "--destroy"],
      ["drift"],
      ["state", "list"],
      ["state", "show", "vms.web"],
      ["destroy", "-y"],
      ["plan", "--verbose", "--destroy"],
    ]) {
      const ended = await bench.run(args);
      expectNarrow(ended.all);
    }
  });
});

describe("streams", () => {
  it("stdout has the plan alone, stderr what accompanies it", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    const plan = await bench.run(["plan"]);
    expect(plan.out).toMatch(/^Changes to shop\n[\s\S]*Plan: 2 to add, 0 to change, 0 to destroy\.\n$/);
    expect(plan.err).toMatch(/Reading account/);
    const json = await bench.run(["plan", "--format", "json"]);
    expect(JSON.parse(json.out)).toMatchObject({ format_version: "1.2" });
    const saved = await bench.run(["plan", "--out", "saved.json"]);
    expect(saved.err).toMatch(/Saved the plan to saved\.json/);
    expect(saved.out).toBe(plan.out);
  });

  it("--json is JSON, line by line, in plan, apply, destroy and when they fail", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    const plan = expectEvents((await bench.run(["plan", "--json"])).out);
    expect(plan).toContain("planned_change");
    expect(plan).toContain("change_summary");
    const apply = await bench.run(["apply", "-y", "--json"]);
    expectCode(apply, 0);
    expect(expectEvents(apply.out)).toEqual(
      expect.arrayContaining(["planned_change", "apply_start", "apply_complete", "change_summary"]),
    );
    const refused = await bench.run(["destroy", "-y", "--json"]);
    expectCode(refused, 1);
    expectEvents(refused.out);
    const destroy = await bench.run(["destroy", "-y", "--json", "--allow-deletes", "2"]);
    expectCode(destroy, 0);
    expectEvents(destroy.out);
  });

  it("--json tells of a failed operation as apply_errored and a diagnostic", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
    bench.sim.faults.set([{ effect: "vendor-error", code: "vm.limit.exceed", match: { method: "install" } }]);
    const ended = await bench.run(["apply", "-y", "--json"]);
    expectCode(ended, 3);
    expect(expectEvents(ended.out)).toEqual(expect.arrayContaining(["apply_errored", "diagnostic"]));
  });
});

/** Returns the types. */
function expectEvents(text: string): string[] {
  expect(text.endsWith("\n")).toBe(true);
  const events = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const event of events) {
    for (const name of ["@level", "@message", "@module", "@timestamp", "type"])
      expect(event[name], JSON.stringify(event)).toBeTypeOf("string");
    expect(Number.isNaN(Date.parse(String(event["@timestamp"])))).toBe(false);
  }
  expect(events[0]).toMatchObject({ type: "version", "@level": "info" });
  return events.map((event) => String(event["type"]));
}

function expectNarrow(text: string): void {
  for (const line of text.split("\n")) expect(Array.from(line).length, line).toBeLessThanOrEqual(80);
}

function escapeRegExp(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}
