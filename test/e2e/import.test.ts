// `trueup import` on the built program: an account from an empty folder with nothing but the environment, and one object.
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, type Ended, expectCode, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

const MACHINE = "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a01";
const DISK = "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b02";

const isNarrow = ({ out, err }: Ended) => `${out}\n${err}`.split("\n").every((line) => line.length <= 80);

describe("trueup import --all", { timeout: 60_000 }, () => {
  it("writes a configuration whose plan adopts only, and never overwrites", async () => {
    const bench = await openBench({ speed: 500 });
    const written = await bench.run(["import", "--all", "gcore", "--out", "trueup.yaml"]);
    expectCode(written, 0);
    expect(written.err).toContain("2 objects declared in trueup.yaml");
    expect(written.err).toContain("a node of a");
    expect(isNarrow(written)).toBe(true);
    const text = await bench.read("trueup.yaml");
    const shown = await bench.run(["import", "--all", "gcore", "--out", "-"], { cwd: "/" });
    expectCode(shown, 0);
    expect(shown.out).toBe(text);

    const plan = await bench.run(["plan"]);
    expectCode(plan, 0);
    expect(plan.out).toContain("Plan: 5 to import, 0 to add, 0 to change, 0 to destroy.");
    expectCode(await bench.run(["apply", "-y"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);

    const again = await bench.run(["import", "--all", "gcore", "--out", "more.yaml"]);
    expectCode(again, 0);
    expect(again.err).toContain("Nothing is left to import, and nothing was written.");
    expect(again.err).toContain("4 × object: of this stack already");
    await expect(bench.read("more.yaml")).rejects.toThrow();
    const refused = await bench.run(["import", "--all", "gcore", "--out", "trueup.yaml"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("cli.file-exists");
    expect(await bench.read("trueup.yaml")).toBe(text);
    expect(bench.sent()).toEqual([]);
  });

  it("says which project, where an account has several and nothing names one", async () => {
    const bench = await openBench({ speed: 500 });
    const refused = await bench.run(["import", "--all", "serveroid", "--out", "trueup.yaml"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("provider.project-ambiguous");
    expectCode(await bench.run(["import", "--all", "serveroid", "--project", "111", "--out", "trueup.yaml"]), 0);
    expect(await bench.read("trueup.yaml")).toContain('  serveroid:\n    project: "111"\n');
  });
});

describe("trueup import ADDRESS ID", { timeout: 60_000 }, () => {
  const YAML = `version: 1
stack: shop
providers: { gcore: { project: 77, region: 76 } }
vms:
  edge:
    provider: gcore
    name: legacy-web
    flavor: g2-standard-2-4
    tags: { team: shop }
    volumes: { system: { image: ubuntu-24.04-x64, size: 20GiB, boot: true }, disk: { size: 50GiB } }
    interfaces: { public: { type: external } }
`;

  const open = (): Promise<Bench> => openBench({ speed: 500, files: { "trueup.yaml": YAML } });

  it("shows, and with -y takes over, the machine with what is certain of it", async () => {
    const bench = await open();
    const unattended = await bench.run(["import", "vms.edge", MACHINE]);
    expectCode(unattended, 1);
    expect(unattended.err).toContain(`trueup import -y vms.edge ${MACHINE}`);
    const shown = await bench.run(["import", "vms.edge", MACHINE, "--dry-run"]);
    expectCode(shown, 0);
    expect(shown.out).toContain(`vms.edge = vm ${MACHINE} "legacy-web"`);
    expect(shown.out.replaceAll(/\s+/g, " ")).toContain("tags team: web-shop -> shop");
    expect(shown.out).toContain("Not on record yet: vms.edge.volumes.disk: trueup import");
    expect(isNarrow(shown)).toBe(true);
    const taken = await bench.run(["import", "vms.edge", MACHINE, "-y"]);
    expectCode(taken, 0);
    expect(taken.err.replaceAll(/\s+/g, " ")).toContain("vms.edge is on record, with 2 parts of it, as serial 1.");
    expectCode(await bench.run(["import", "vms.edge.volumes.disk", DISK, "-y"]), 0);
    expect(Object.keys((await bench.state()).resources)).toEqual([
      "vms.edge",
      "vms.edge.interfaces.public",
      "vms.edge.volumes.disk",
      "vms.edge.volumes.system",
    ]);
    expect(bench.sent()).toEqual([]);
  });

  it("tells which of its forms is meant", async () => {
    const bench = await open();
    for (const [args, words] of [
      [[], "what is to be imported?"],
      [["vms.edge"], "which object is vms.edge? Its id is missing"],
      [["vms.edge", MACHINE, "--out", "x.yaml"], "--out goes with --all"],
      [["vms.edge", "--all", "gcore", "--out", "x.yaml"], "--all gcore takes no address"],
      [["--all", "gcore"], "--all needs --out"],
    ] as const) {
      const ended = await bench.run(["import", ...args]);
      expectCode(ended, 1);
      expect(ended.err.replaceAll(/\s+/g, " ")).toContain(words);
    }
  });
});
