// `trueup init`: the file that it writes is valid, as it is and uncommented; nothing that is there is touched; what it asks and what it does not.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInit } from "../../../src/cli/commands/init.ts";
import type { StopSignal, Terminal } from "../../../src/cli/terminal.ts";
import { FIRST_PROVIDERS, suggestStack } from "../../../src/compose/first-files.ts";
import { loadFiles } from "../../../src/compose/load-files.ts";
import { DiagnosticsError } from "../../../src/core/errors.ts";
import { OPS_KEY } from "../../support/shop.ts";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "trueup-init-")), "shop-prod");
  await mkdir(folder);
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

interface Played {
  readonly answers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: StopSignal;
}

function play({ answers, env = {}, signal }: Played = {}) {
  const said: string[] = [];
  const left = [...(answers ?? [])];
  let listen = (_signal: StopSignal): void => undefined;
  const terminal = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    ask: async (prompt: string) => {
      said.push(prompt);
      if (signal !== undefined) listen(signal);
      return left.shift();
    },
    onSignal: (heard: typeof listen) => {
      listen = heard;
      return () => undefined;
    },
    isInTerminal: answers !== undefined,
    env,
    cwd: folder,
  } as unknown as Terminal;
  return { terminal, said };
}

const read = (name: string) => readFile(join(folder, name), "utf8");

async function refusalOf(work: Promise<number>): Promise<string | undefined> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof DiagnosticsError)) throw new Error(`not refused: ${String(error)}`);
  return error.diagnostics[0]?.code;
}

describe.each(FIRST_PROVIDERS)("the first file for %s", (provider) => {
  const check = async (file: string) => {
    const { diagnostics, configuration } = await loadFiles(
      { cwd: folder, env: {} },
      { file: [file] },
      { mode: "validate" },
    );
    expect(diagnostics).toEqual([]);
    return configuration;
  };

  it("is valid, narrow, and declares nothing yet", async () => {
    expect(await runInit(play().terminal, provider, {})).toBe(0);
    const configuration = await check("trueup.yaml");
    expect(configuration).toMatchObject({ stack: "shop-prod", resources: [] });
    for (const line of (await read("trueup.yaml")).split("\n")) expect([...line].length, line).toBeLessThanOrEqual(96);
  });

  it("is valid with its examples uncommented", async () => {
    await runInit(play().terminal, provider, {});
    const text = await read("trueup.yaml");
    const at = text.indexOf("# Uncomment");
    const examples = text.slice(at).split("\n").slice(1);
    await writeFile(
      join(folder, "all.yaml"),
      `${text.slice(0, at)}${examples.map((line) => line.replace(/^# ?/, "")).join("\n")}`,
    );
    await writeFile(join(folder, "ops.pub"), OPS_KEY);
    const configuration = await check("all.yaml");
    expect(configuration?.resources.map(({ address }) => address)).toContain("vms.web");
    expect(configuration?.outputs.map(({ name }) => name)).toEqual(["web_ip"]);
  });
});

describe("what is there already", () => {
  it.each(["trueup.yaml", "trueup.yml", "trueup"])(
    "%s is not overwritten, and nothing else is written",
    async (name) => {
      await writeFile(join(folder, name), "mine");
      expect(await refusalOf(runInit(play().terminal, "gcore", {}))).toBe("init.exists");
      expect(await readdir(folder)).toEqual([name]);
      expect(await read(name)).toBe("mine");
    },
  );

  it.each([
    [undefined, ".trueup/\n"],
    ["node_modules", "node_modules\n.trueup/\n"],
    ["node_modules\n", "node_modules\n.trueup/\n"],
    ["/.trueup\n", "/.trueup\n"],
    [".trueup/\r\nx\r\n", ".trueup/\r\nx\r\n"],
  ])(".gitignore %j becomes %j", async (before, after) => {
    if (before !== undefined) await writeFile(join(folder, ".gitignore"), before);
    await runInit(play().terminal, "gcore", {});
    expect(await read(".gitignore")).toBe(after);
  });
});

describe("the schema for editors", () => {
  const firstLine = async () => (await read("trueup.yaml")).split("\n")[0];

  it.each([
    [".", "./node_modules"],
    ["..", "../node_modules"],
  ])("is that of the package, where it is installed in %s", async (above, steps) => {
    const schemas = join(folder, above, "node_modules", "trueup", "schemas");
    await mkdir(schemas, { recursive: true });
    await writeFile(join(schemas, "trueup.editor.json"), "{}");
    await runInit(play().terminal, "gcore", {});
    expect(await firstLine()).toBe(`# yaml-language-server: $schema=${steps}/trueup/schemas/trueup.editor.json`);
    expect(await readdir(folder)).not.toContain("trueup.schema.json");
  });

  it("is written beside the file where no package is installed", async () => {
    const { terminal, said } = play();
    await runInit(terminal, "gcore", {});
    expect(await firstLine()).toBe("# yaml-language-server: $schema=./trueup.schema.json");
    expect(JSON.parse(await read("trueup.schema.json"))).toMatchObject({ title: "Configuration", type: "object" });
    expect(said.join("")).toContain("Wrote trueup.yaml, trueup.schema.json and the line .trueup/ of .gitignore.");
  });

  it("is not overwritten", async () => {
    await writeFile(join(folder, "trueup.schema.json"), "mine");
    await runInit(play().terminal, "gcore", {});
    expect(await read("trueup.schema.json")).toBe("mine");
  });
});

describe("at a terminal", () => {
  it("asks for what is not given until it fits; an empty answer takes what is offered", async () => {
    const { terminal, said } = play({ answers: ["", "gcroe", "gcore", "No", ""] });
    expect(await runInit(terminal, undefined, {})).toBe(0);
    expect(await read("trueup.yaml")).toMatch(/^stack: shop-prod$/m);
    expect(said.filter((text) => text.startsWith("One of"))).toHaveLength(2);
    expect(said).toContain("Name of the stack (shop-prod): ");
  });

  it("offers the provider whose credentials are there", async () => {
    const { terminal, said } = play({ answers: ["", "shop"], env: { GCORE_API_KEY: "x" } });
    await runInit(terminal, undefined, {});
    expect(said[0]).toBe("Provider, one of gcore, serveroid, zomro (gcore): ");
  });

  it("asks nothing where all is given", async () => {
    const { terminal, said } = play({ answers: [] });
    await runInit(terminal, "zomro", { stack: "shop" });
    expect(said).toHaveLength(1);
  });

  it.each([
    [undefined, 1],
    ["SIGINT", 130],
  ] as const)("ends where the answer does not come (%s), and writes nothing", async (signal, code) => {
    const { terminal } = play({ answers: [], ...(signal === undefined ? {} : { signal }) });
    expect(await runInit(terminal, undefined, {})).toBe(code);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("unattended", () => {
  it("takes the provider of the environment, and refuses to guess between two", async () => {
    const env = { GCORE_API_KEY: "x", ZOMRO_SESSION: "y" };
    expect(await refusalOf(runInit(play({ env }).terminal, undefined, {}))).toBe("init.provider");
    expect(await refusalOf(runInit(play().terminal, undefined, {}))).toBe("init.provider");
    expect(await runInit(play({ env: { ZOMRO_SESSION: "y" } }).terminal, undefined, {})).toBe(0);
    expect(await read("trueup.yaml")).toMatch(/^ {2}zomro: \{\}$/m);
  });

  it("refuses a provider and a name that are none", async () => {
    expect(await refusalOf(runInit(play().terminal, "gcroe", {}))).toBe("init.provider");
    expect(await refusalOf(runInit(play().terminal, "gcore", { stack: "No" }))).toBe("init.stack");
    expect(await readdir(folder)).toEqual([]);
  });
});

it.each([
  ["My Shop é", "my-shop-e"],
  ["--x--", "my-stack"],
  ["магазин", "my-stack"],
  ["a".repeat(60), "a".repeat(41)],
])("a folder %j suggests the stack %s", (name, stack) => expect(suggestStack(name)).toBe(stack));
