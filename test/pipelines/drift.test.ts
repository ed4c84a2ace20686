// examples/drift, held against the programs that read it: systemd, cron's own rules, GitLab's, Prometheus. What the examples' commands
// do is tested with the command itself.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COUNTED_CLASSES } from "../../src/core/count-drift.ts";
import { GAUGES } from "../../src/metrics/drift-gauges.ts";
import { findProgram, hasServer, runToEnd } from "../servers/run-server.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples/drift");
const read = (name: string): Promise<string> => readFile(join(EXAMPLES, name), "utf8");
const NAMES: readonly string[] = Object.values(GAUGES).map(({ name }) => name);

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-drift-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the units for systemd", () => {
  /** As they are installed, with a program that this machine has. */
  async function verify(change: (text: string) => string = (text) => text) {
    for (const name of await readdir(join(EXAMPLES, "systemd"))) {
      const text = change((await read(`systemd/${name}`)).replaceAll("/usr/local/bin/trueup", process.execPath));
      await writeFile(join(folder, name.replace("@", "@shop")), text);
    }
    const units = (await readdir(folder)).filter((name) => /\.(service|timer)$/.test(name));
    const { stderr } = spawnSync(findProgram("systemd-analyze") ?? "", ["verify", "--man=no", ...units], {
      cwd: folder,
      encoding: "utf8",
    });
    // It also tells what it finds wrong with the machine's own units.
    return stderr.split("\n").filter((line) => line.includes("trueup"));
  }

  it.skipIf(!hasServer("systemd", ["systemd-analyze"]))("have nothing that systemd-analyze verify finds", async () => {
    expect(await verify()).toEqual([]);
    const broken = await verify((text) =>
      text.replace("StateDirectory=", "StateDirectry=").replace("hourly", "hourlyy"),
    );
    expect(broken.join("\n")).toMatch(/StateDirectry/);
    expect(broken.join("\n")).toMatch(/hourlyy/);
  });
});

describe("the line for cron", () => {
  it("is one that cron.d takes", async () => {
    // Debian's cron leaves out files with a dot in their name.
    const [name = "", ...others] = await readdir(join(EXAMPLES, "cron.d"));
    expect([name, others]).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]+$/), []]);
    const text = await read(`cron.d/${name}`);
    expect(text.endsWith("\n")).toBe(true);
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const [settings, jobs] = [
      lines.filter((line) => /^[A-Z]+=/.test(line)),
      lines.filter((line) => !/^[A-Z]+=/.test(line)),
    ];
    expect(settings.map((line) => line.split("=")[0])).toEqual(["SHELL", "PATH", "MAILTO"]);
    expect(jobs).toHaveLength(1);
    // Five times, a user, a command without the sign that ends it.
    const [, user, command = ""] = /^(?:[\d*/,-]+ ){5}(\S+) (.*)$/.exec(jobs[0] ?? "") ?? [];
    expect(user).toBe("trueup");
    expect(command).not.toContain("%");
    expect(spawnSync("sh", ["-n", "-c", command]).status).toBe(0);
  });
});

describe("the job for GitLab", () => {
  const RUNNER = "gitlab-ci-local";

  it.skipIf(!hasServer(RUNNER, [RUNNER, "rsync"]))(
    "is there in a schedule only, and fits GitLab's schema",
    async () => {
      await writeFile(join(folder, ".gitlab-ci.yml"), await read("gitlab-ci.yml"));
      const init = "git init -q -b main . && git add -A && git -c user.name=a -c user.email=a@example.org commit -qm a";
      runToEnd("sh", ["-c", `${init} && git remote add origin https://gitlab.example/shop/infra.git`], { cwd: folder });
      const list = (source: string) =>
        runToEnd(RUNNER, ["--list", "--variable", `CI_PIPELINE_SOURCE=${source}`], { cwd: folder });
      expect(list("schedule")).toMatch(/^drift /m);
      expect(list("push")).not.toMatch(/^drift /m);
    },
  );
});

interface Rules {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

describe("the alerts for Prometheus", () => {
  it.skipIf(!hasServer("promtool", ["promtool"]))("are rules, and fire when they should", () => {
    runToEnd("promtool", ["check", "rules", "--lint-fatal", "prometheus-rules.yml"], { cwd: EXAMPLES });
    expect(runToEnd("promtool", ["test", "rules", "prometheus-rules.test.yml"], { cwd: EXAMPLES })).toContain(
      "SUCCESS",
    );
  });

  it("name metrics and classes that there are, wait, and are each tested", async () => {
    const rules = (parse(await read("prometheus-rules.yml")) as Rules).groups.flatMap((group) => group.rules);
    const tests = await read("prometheus-rules.test.yml");
    expect(rules.length).toBeGreaterThan(8);
    for (const rule of rules) {
      expect(listMetrics(rule.expr).filter((name) => !NAMES.includes(name))).toEqual([]);
      expect(listClasses(rule.expr).filter((name) => !COUNTED_CLASSES.includes(name as never))).toEqual([]);
      expect(rule.for, rule.alert).toMatch(/^\d+[mh]$/);
      expect(Object.keys(rule.annotations)).toEqual(["summary", "description"]);
      expect(rule.labels["severity"]).toMatch(/^(info|warning|critical)$/);
      expect(tests).toMatch(new RegExp(`alertname: ${rule.alert}\\n +exp_alerts:`));
    }
  });
});

interface Dashboard {
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
  readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

describe("the dashboard for Grafana", () => {
  it("shows metrics that there are, all of them, from the data source that is chosen", async () => {
    const text = await read("grafana-dashboard.json");
    const dashboard = JSON.parse(text) as Dashboard;
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
    expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ["datasource", "datasource"],
      ["stack", "query"],
    ]);
    const named = new Set(listMetrics(text));
    expect([...named].filter((name) => !NAMES.includes(name))).toEqual([]);
    expect(NAMES.filter((name) => name !== GAUGES.buildInfo.name && !named.has(name))).toEqual([]);
    expect(listClasses(text.replaceAll('\\"', '"')).filter((name) => !COUNTED_CLASSES.includes(name as never))).toEqual(
      [],
    );
    const sources = dashboard.panels.flatMap(({ datasource, targets }) => [
      datasource,
      ...targets.map((one) => one.datasource),
    ]);
    expect(new Set(sources.map(({ uid }) => uid))).toEqual(new Set(["${datasource}"]));
  });

  it("has panels that do not lie on each other", async () => {
    const { panels } = JSON.parse(await read("grafana-dashboard.json")) as Dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  it.skipIf(!hasServer("promtool", ["promtool"]))("asks in PromQL that Prometheus reads", async () => {
    const { panels } = JSON.parse(await read("grafana-dashboard.json")) as Dashboard;
    const rules = panels
      .flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll("$stack", ".*")))
      .map((expr, index) => ({ record: `shown:q${index}`, expr }));
    await writeFile(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "shown", rules }] }));
    runToEnd("promtool", ["check", "rules", join(folder, "rules.yml")]);
  });
});

function listMetrics(text: string): string[] {
  return [...text.matchAll(/\btrueup_\w+/g)].map(([name]) => name);
}

function listClasses(text: string): string[] {
  return [...text.matchAll(/class(?:=~|=|!=)"([^"]*)"/g)].flatMap(([, names = ""]) => names.split("|"));
}
