import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { configurationOf, KEY_TEXT, load, problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

const EVERYTHING = await readFile(new URL("everything.yaml", import.meta.url), "utf8");
const ENV = { RESCUE_PASSWORD: "rescue-me-1" };

describe("a configuration with every section", () => {
  it("becomes desired resources, in the order of their addresses", async () => {
    const { resources, ...rest } = await configurationOf(EVERYTHING, { env: ENV });
    expect(resources.map(({ address, provider, name }) => `${address} ${provider} ${name}`)).toEqual([
      "keys.edge-ops gcore edge-ops",
      "keys.ops serveroid ops",
      "vms.db zomro db",
      "vms.edge gcore edge",
      "vms.web[0] serveroid web-0",
      "vms.web[1] serveroid web-1",
      "vms.web[2] serveroid web-2",
      "snapshots.edge-data gcore edge-data",
      "snapshots.web-golden serveroid golden",
      "schedules.db-nightly zomro db-nightly",
      "schedules.edge-daily gcore edge-daily",
    ]);
    expect(rest.stack).toBe("shop-prod");
    expect(rest.files).toEqual(["trueup.yaml"]);
    expect(rest.folder).toBe("/stack");
    expect(rest.policy).toEqual({ maxDeletes: 3, publicEnv: [] });
    expect(rest.state).toMatchObject({ backend: "local", leaseMs: 60_000, fields: {} });
    expect(rest.secretValues).toEqual(["rescue-me-1"]);
    expect(rest.providers.map(({ id, vendor, alias, fields }) => ({ id, vendor, alias, fields }))).toEqual([
      { id: "gcore", vendor: "gcore", alias: undefined, fields: { project: "1234", region: "Luxembourg-2" } },
      { id: "gcore.backup", vendor: "gcore", alias: "backup", fields: { project: "1234", region: "76" } },
      { id: "serveroid", vendor: "serveroid", alias: undefined, fields: { project: "Проект 1" } },
      { id: "zomro", vendor: "zomro", alias: undefined, fields: {} },
    ]);
  });

  it("normalises sizes, durations, references, presets and words", async () => {
    const web = await resourceOf(EVERYTHING, "vms.web[1]", { env: ENV });
    expect(web.attributes).toEqual({
      backupPolicy: { every: 86_400_000, keep: 7 },
      cpu: 2,
      disk: 32_768,
      image: { bitness: 64, description: "Ubuntu 14.04", name: "UBUNTU" },
      ips: 1,
      keys: ["keys.ops"],
      memory: 1024,
      power: "on",
      tariff: "Облачный без границ",
    });
    expect(web.lifecycle).toMatchObject({ protect: true, replace: "delete-first", rebuild: "never" });
    expect(web.timeouts).toEqual({ createMs: 1_800_000, updateMs: 1_200_000, deleteMs: 1_200_000 });
    expect(web.range).toMatchObject({ file: "trueup.yaml", start: { line: 33, column: 3 } });
    expect(web.ranges["memory"]?.start).toMatchObject({ line: 39, column: 13 });
  });

  it("keeps what is looked up apart, and marks what is secret", async () => {
    const db = await resourceOf(EVERYTHING, "vms.db", { env: ENV });
    expect(db.existing).toEqual({ id: "5203773" });
    expect(db.attributes).toEqual({ rescue: { image: "Debian 12", password: "rescue-me-1", zone: "pub" } });
    expect(db.secrets).toEqual(["rescue.password"]);
  });

  it("merges a provider's defaults and reads files", async () => {
    const edge = await resourceOf(EVERYTHING, "vms.edge", { env: ENV });
    expect(edge.attributes["tags"]).toEqual({ team: "shop" });
    expect(edge.attributes["volumes"]).toEqual({
      boot: { boot: true, image: "ubuntu-24.04-x64", size: 20_480, type: "ssd_hiiops" },
      data: { size: 102_400 },
    });
    const key = await resourceOf(EVERYTHING, "keys.edge-ops", { env: ENV });
    expect(key.attributes).toEqual({ publicKey: KEY_TEXT });
  });

  it("gives snapshots and schedules the provider of their VM", async () => {
    const attributes = async (address: string) => (await resourceOf(EVERYTHING, address, { env: ENV })).attributes;
    expect(await attributes("snapshots.web-golden")).toEqual({
      description: "before the upgrade",
      take: "before",
      vm: "vms.web[0]",
    });
    expect(await attributes("snapshots.edge-data")).toEqual({ vm: "vms.edge", volume: "data" });
    expect(await attributes("schedules.db-nightly")).toEqual({
      days: ["mon", "tue", "wed", "thu", "fri"],
      time: "02:01",
      vm: "vms.db",
    });
    expect(await attributes("schedules.edge-daily")).toEqual({
      cron: "15 2 * * *",
      keep: 7,
      retain: 1_209_600_000,
      timezone: "UTC",
      vms: ["vms.edge"],
    });
  });

  it("takes outputs apart", async () => {
    const { outputs } = await configurationOf(EVERYTHING, { env: ENV });
    expect(outputs).toMatchObject([
      { name: "web_ip", parts: [{ address: "vms.web[0]", path: "ips.0" }], sensitive: false },
    ]);
  });

  it("needs the environment at plan, and says what is missing at validate", async () => {
    expect(await problemsOf(EVERYTHING)).toMatch(
      /^error config.unset-variable 49:54 the environment variable RESCUE_PASSWORD is not set/,
    );
    const validated = await load(EVERYTHING, { mode: "validate" });
    expect(validated.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "warning config.unset-variable",
    ]);
    expect(validated.configuration?.resources).toHaveLength(11);
  });
});

describe("several files and documents", () => {
  const base = "version: 1\nstack: shop\nproviders: { zomro: {} }\n";

  it("merge; version and stack may be repeated", async () => {
    const configuration = await configurationOf({
      "trueup/a.yaml": `${base}vms:\n  a: { provider: zomro, existing: { id: 1 } }\n---\nvms: { b: { provider: zomro, existing: { id: 2 } } }\n`,
      "trueup/b.yml":
        "version: 1\nstack: shop\nvms: { c: { provider: zomro, existing: { id: 3 } } }\n---\n---\n# nothing\n",
      "trueup/c.txt": "not read",
      "trueup/deep/d.yaml": "not: read",
    });
    expect(configuration.resources.map((resource) => resource.address)).toEqual(["vms.a", "vms.b", "vms.c"]);
    expect(configuration.files).toEqual(["a.yaml", "b.yml"]);
    expect(configuration.folder).toBe("/stack/trueup");
  });

  it("show both places of a name that is declared twice", async () => {
    const { diagnostics } = await load(
      {
        "a.yaml": `${base}vms:\n  db: { provider: zomro, existing: { id: 1 } }\n`,
        "b.yaml":
          "stack: other\nvms:\n  db: { provider: zomro, existing: { id: 2 } }\nstate: { backend: local }\n---\nstate: { backend: local }\n",
      },
      { files: ["a.yaml", "b.yaml"] },
    );
    expect(
      diagnostics.map(
        ({ summary, range, related }) =>
          `${range?.file}:${range?.start.line} ${summary} (${related?.[0]?.range.file}:${related?.[0]?.range.start.line})`,
      ),
    ).toEqual([
      "b.yaml:1 stack stands twice, with different values (a.yaml:2)",
      "b.yaml:3 vms.db is declared twice (a.yaml:5)",
      "b.yaml:6 state stands twice: it may stand once in all files together (b.yaml:4)",
    ]);
  });

  it("append moved, removed and import", async () => {
    const { moved } = await configurationOf({
      "trueup.yaml": `${base}moved: [{ from: vms.a, to: vms.b }]\n---\nmoved: [{ from: vms.c, to: vms.d }]\n`,
    });
    expect(moved.map(({ from, to }) => `${from} → ${to}`)).toEqual(["vms.a → vms.b", "vms.c → vms.d"]);
  });

  it("are looked for as trueup.yaml, trueup.yml, trueup/", async () => {
    const text = `${base}`;
    expect((await configurationOf({ "trueup.yml": text, "trueup/x.yaml": "a: [" })).files).toEqual(["trueup.yml"]);
    expect((await configurationOf({ "trueup/x.yaml": text })).files).toEqual(["x.yaml"]);
    expect(await problemsOf({ "other.yaml": text })).toBe(
      "error config.no-files - there is no configuration in /stack: neither trueup.yaml nor trueup.yml nor a folder trueup/ | write trueup.yaml here, or name the file: -f PATH",
    );
  });

  it("are refused where a folder has none or a path is wrong", async () => {
    const texts = { "trueup.yaml": base, "empty/readme.md": "" };
    expect(await problemsOf(texts, { files: ["empty", "nix.yaml"] })).toBe(
      [
        "error config.no-files - empty has no *.yaml or *.yml | files in folders below it are not loaded",
        "error config.no-files - nix.yaml does not exist | look at the path that was given",
      ].join("\n"),
    );
  });

  it("share anchors within a document, also by <<", async () => {
    const texts = withHead(`
x-common: &common { provider: serveroid, image: &image { name: DEBIAN, bitness: 64 }, tariff: "7", sendPassword: true }
vms:
  a: { <<: *common, tariff: 9 }
  b: { <<: [*common], image: { <<: *image, bitness: 32 } }
`);
    expect((await resourceOf(texts, "vms.a")).attributes).toMatchObject({
      tariff: "9",
      image: { name: "DEBIAN", bitness: 64 },
    });
    expect((await resourceOf(texts, "vms.b")).attributes).toMatchObject({
      tariff: "7",
      image: { name: "DEBIAN", bitness: 32 },
    });
  });
});
