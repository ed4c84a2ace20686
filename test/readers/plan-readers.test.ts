// Programs that others wrote, on one real plan with every kind of change: what they count is what the plan says.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findProgram, hasServer } from "../servers/run-server.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { head, key, OPS_KEY, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const POLICIES = join(import.meta.dirname, "../../examples/policies");
const EXTRA = { id: 9, name: "extra", publicKey: OPS_KEY.replace("ops@", "extra@") };
const SEED = {
  serveroid: {
    tenants: [{ id: 111, description: "Default" }],
    vms: [],
    pubkeys: [EXTRA],
    limits: { addressesPerVm: 8 },
  },
};
const BEFORE = `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("db")}${vm("old")}${vm("kept")}`;
const AFTER = `${head()}keys:
${key("ops")}  extra: { provider: serveroid, publicKey: "${EXTRA.publicKey}" }
vms:
${vm("web").replace("1GiB", "2GiB")}${vm("db")}${vm("new")}removed: [{ from: vms.kept, destroy: false }]
import: [{ to: keys.extra, id: "9" }]
`;

async function makePlan(bench: Bench): Promise<string> {
  await bench.write("trueup.yaml", BEFORE);
  expectCode(await bench.run(["apply", "-y"]), 0);
  await bench.write("trueup.yaml", AFTER);
  const planned = await bench.run(["plan", "--replace", "vms.db", "--out", "plan.json"]);
  expectCode(planned, 0);
  expect(planned.out).toContain("Plan: 1 to import, 2 to add, 1 to change, 2 to destroy, 1 to forget.\n");
  return bench.read("plan.json");
}

/** The Python of the readers, where it has regopy, which brings no program of its own. */
function findRego(): string | undefined {
  if (!hasServer("regopy (a reader of Rego)", ["readtheplan"])) return undefined;
  const [first = ""] = readFileSync(findProgram("readtheplan") ?? "", "utf8").split("\n");
  const python = first.replace(/^#!\s*/, "");
  if (spawnSync(python, ["-c", "import regopy"]).status === 0) return python;
  if ((process.env["CI"] ?? "") !== "") throw new Error("regopy is not installed: .ci/run installs it");
  process.stderr.write("skipped: regopy is not installed\n");
  return undefined;
}

const rego = findRego();
let plan = "";

/** The reader with the plan in a folder of its own. */
async function read(program: string, args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const bench = await openBench({ files: { "plan.json": plan, ...files } });
  const env = {
    PYTHONDONTWRITEBYTECODE: "1",
    PATH: `${findProgram(program)?.replace(/[^/]+$/, "")}:${bench.env["PATH"]}`,
  };
  return bench.startOther(findProgram(program) ?? program, args, { env, stdin: "ignore", timeoutMs: 110_000 }).ended;
}

describe("readers of the JSON document", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    plan = await makePlan(await openBench({ seed: SEED }));
  }, 60_000);

  it.skipIf(!hasServer("checkov", ["checkov"]))("checkov finds each machine that there will be", async () => {
    const check = ["--external-checks-dir", join(POLICIES, "checkov"), "--check", "SHOP_1", "--skip-download"];
    const ended = await read("checkov", ["-f", "plan.json", "--framework", "terraform_plan", ...check, "-o", "json"]);
    expectCode(ended, 1);
    const report = JSON.parse(ended.out) as Report;
    expect(report.summary).toMatchObject({ passed: 2, failed: 1, parsing_errors: 0, resource_count: 5 });
    expect(report.results.failed_checks.map(({ resource }) => resource)).toEqual(["vms.web"]);
    expect(report.results.passed_checks.map(({ resource }) => resource).sort()).toEqual(["vms.db", "vms.new"]);
  });

  it.skipIf(!hasServer("terraform-compliance", ["terraform-compliance"]))(
    "terraform-compliance finds each machine that there will be",
    async () => {
      const ended = await read("terraform-compliance", ["-p", "plan.json", "-f", POLICIES, "--no-ansi"]);
      expectCode(ended, 1);
      expect(ended.all).toContain("2 scenarios (1 passed, 1 failed)");
      expect(ended.all.match(/vms\.\w+/g)).toEqual(["vms.web"]);
    },
  );

  it.skipIf(rego === undefined)("a policy in Rego finds what dies", async () => {
    const script = `import json
from regopy import Interpreter
rego = Interpreter()
rego.add_module("policy", open("${POLICIES}/no-deletes.rego").read())
rego.set_input(json.load(open("plan.json")))
print(rego.query("data.main.deny"))
`;
    const ended = await read(rego ?? "", ["-c", script]);
    expectCode(ended, 0);
    expect(JSON.parse(ended.out)).toEqual({
      expressions: [["vms.db would be destroyed", "vms.old would be destroyed"]],
    });
  });

  it.skipIf(!hasServer("readtheplan", ["readtheplan"]))("readtheplan counts each change", async () => {
    const ended = await read("readtheplan", ["analyze", "plan.json"]);
    expectCode(ended, 0);
    expect(ended.out).toContain("- create: 1\n- delete: 1\n- delete/create: 1\n- forget: 1\n- no-op: 2\n- update: 1\n");
  });

  it.skipIf(!hasServer("terraform-unidiff", ["terraform-unidiff"]))(
    "terraform-unidiff counts and shows the lines that differ",
    async () => {
      const ended = await read("terraform-unidiff", ["plan.json"]);
      expectCode(ended, 0);
      expect(ended.out).toContain("Plan: 2 to add, 1 to change, 2 to destroy");
      expect(ended.out).toMatch(/^-memory: 1024\n\+memory: 2048$/m);
    },
  );
});

interface Report {
  readonly summary: object;
  readonly results: Record<"passed_checks" | "failed_checks", { readonly resource: string }[]>;
}
