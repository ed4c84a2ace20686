// `trueup catalog`: works before there is a configuration and beside a broken one, with the provider's block or the environment
// alone; some lists need the key only.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCatalog } from "../../src/cli/commands/catalog.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";

let sim: RunningSimulators;
let folder: string;
beforeEach(async () => {
  sim = await startSimulators({ vendors: ["gcore", "serveroid"] });
  folder = await mkdtemp(join(tmpdir(), "trueup-catalog-"));
});
afterEach(async () => {
  await sim.stop();
  await rm(folder, { recursive: true });
});

interface Seen {
  readonly code?: number;
  readonly out: string;
  readonly err: string;
  /** `CODE summary | fix`. */
  readonly refused: readonly string[];
}

const PLACE = { GCORE_CLOUD_PROJECT_ID: undefined, GCORE_CLOUD_REGION_ID: undefined };

async function look(args: readonly string[], { env = {}, yaml = "" } = {}): Promise<Seen> {
  if (yaml !== "") await writeFile(join(folder, "trueup.yaml"), yaml);
  const said: Record<"out" | "err", string[]> = { out: [], err: [] };
  const all = () => ({ out: said.out.join(""), err: said.err.join("") });
  const terminal = {
    out: (text: string) => void said.out.push(text),
    err: (text: string) => void said.err.push(text),
    env: { ...sim.env, ...env },
    cwd: folder,
    columns: 80,
  } as unknown as Terminal;
  const [provider, kind] = args;
  try {
    const code = await runCatalog(terminal, provider, kind, {});
    return { ...all(), code, refused: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    return { ...all(), refused: error.diagnostics.map(({ code, summary, fix }) => `${code} ${summary} | ${fix}`) };
  }
}

const BROKEN = `version: 1
stack: shop
vars: { region: Luxembourg-2 }
providers:
  gcore: { project: "77", region: "\${var:region}" }
  serveroid: { project: "111", projct: x }
vms:
  web: { provider: gcore, flavr: x, name: "\${env:NOT_SET}", userData: "\${exec:touch made}" }
`;

describe("lists that need the key only", () => {
  it.each(["projects", "regions"])(
    "%s of gcore are listed without project and region, and with wrong ones",
    async (kind) => {
      expect(await look(["gcore", kind], { env: PLACE })).toMatchObject({ code: 0, err: "" });
      const wrong = "version: 1\nstack: shop\nproviders: { gcore: { project: nix, region: nix } }\n";
      expect(await look(["gcore", kind], { env: PLACE, yaml: wrong })).toMatchObject({ code: 0, err: "" });
    },
  );

  it("the others say what is missing, and which list has it", async () => {
    expect((await look(["gcore", "flavors"], { env: PLACE })).refused).toEqual([
      "provider.missing-setting providers.gcore needs project | add project to providers.gcore, or set GCORE_CLOUD_PROJECT_ID: trueup catalog gcore projects lists them",
      "provider.missing-setting providers.gcore needs region | add region to providers.gcore, or set GCORE_CLOUD_REGION_ID: trueup catalog gcore regions lists them",
    ]);
  });

  it("are shown where all are asked for, and the others named", async () => {
    const { out, err } = await look(["gcore"], { env: PLACE });
    expect(out).toMatch(/^projects\n/);
    expect(out).toContain("regions\n");
    expect(err).toMatch(/^left out: flavors, images,/);
  });

  it("a project that is none names the list, too", async () => {
    const yaml = "version: 1\nstack: shop\nproviders: { gcore: { project: nix, region: Luxembourg-2 } }\n";
    expect((await look(["gcore", "flavors"], { env: PLACE, yaml })).refused).toEqual([
      'provider.project-not-found providers.gcore: Gcore has no project nix | name one by its id, as trueup catalog gcore projects tells it: providers: { gcore: { project: "ID" } }',
    ]);
  });
});

describe("a configuration that is broken elsewhere", () => {
  it("is read as far as the provider's block goes, and nothing of the rest is run", async () => {
    const seen = await look(["gcore", "flavors"], { env: PLACE, yaml: BROKEN });
    expect(seen).toMatchObject({ code: 0, err: "" });
    expect(seen.out).toContain("g2-standard-2-4");
  });

  it("by a mistake of YAML further down is, too", async () => {
    const yaml = `${BROKEN}  db: { provider: gcore\n bad: [`;
    expect(await look(["gcore", "flavors"], { env: PLACE, yaml })).toMatchObject({ code: 0, err: "" });
  });

  it.each([
    ["its own block", BROKEN],
    ["a mistake above it", `vms: { x: [ }\n${BROKEN}`],
    ["a block that stands twice", `${BROKEN.split("vms:")[0]}  serveroid: { project: "1" }\n`],
  ])("by %s leaves the environment, and says so", async (_what, yaml) => {
    const seen = await look(["serveroid", "projects"], { yaml });
    expect(seen.code).toBe(0);
    expect(seen.err).toMatch(/^warning: the environment alone is used, since providers\.serveroid cannot be read: /);
  });

  it("sends no key to a host that its block may not name", async () => {
    const yaml = 'version: 1\nstack: shop\nproviders: { gcore: { endpoint: "https://elsewhere.example" } }\n';
    const seen = await look(["gcore", "projects"], { yaml });
    expect(seen.err).toContain("elsewhere.example");
    expect(sim.log.entries({}).length).toBeGreaterThan(0);
  });

  it("sends no credential of another provider", async () => {
    const yaml =
      'version: 1\nstack: shop\nproviders: { serveroid: { clientId: "${env:GCORE_API_KEY}", apiKey: "${env:GCORE_API_KEY}" } }\n';
    const seen = await look(["serveroid", "projects"], { yaml });
    expect(seen.err).toContain("since providers.serveroid cannot be read");
  });

  it("is an error where it was named and is not there", async () => {
    const terminal = { env: sim.env, cwd: folder } as unknown as Terminal;
    await expect(runCatalog(terminal, "gcore", "projects", { file: ["nix.yaml"] })).rejects.toThrow("nix.yaml");
  });
});

describe("machines", () => {
  it("of an account are listed, whoever holds them", async () => {
    const { out } = await look(["gcore", "machines"]);
    expect(out).toMatch(
      /^NAME +POWER +CONDITION +IPS +SHARED +ID\nlegacy-web +on +ready +[\d.]+ +no +[0-9a-f-]{36}\n$/,
    );
  });

  it("are left out of all lists where the project is not clear, and asked for by themselves say why", async () => {
    const all = await look(["serveroid"]);
    expect(all.code).toBe(0);
    expect(all.err).toContain("left out: machines");
    expect((await look(["serveroid", "machines"])).refused[0]).toMatch(/^provider\.project-ambiguous /);
  });
});

it("without a provider it says which lists there are, and asks nobody", async () => {
  const { out } = await look([], { env: { GCORE_API_KEY: undefined } });
  expect(out.replace(/\s+/g, " ")).toMatch(/ gcore flavors, images, .*, machines serveroid /);
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(sim.log.entries({})).toEqual([]);
});

it("a misspelt provider is answered, and a flavor says whether it is for sale", async () => {
  expect((await look(["gcor"])).refused).toEqual([
    "cli.provider there is no provider gcor in this version of trueup | did you mean gcore?",
  ]);
  expect((await look(["gcore", "flavors"])).out).toMatch(/^FLAVOR .* FOR SALE$/m);
});

it("a misspelt list is answered", async () => {
  expect((await look(["gcore", "flavrs"])).refused).toEqual([
    "cli.catalog gcore has no list flavrs | trueup catalog gcore flavors",
  ]);
});
