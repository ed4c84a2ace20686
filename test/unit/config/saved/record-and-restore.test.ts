// What a saved plan keeps of a configuration: restored, it says the same at the same places; secrets are not in it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLoaded, type LoadResult } from "../../../../src/config/load-configuration.ts";
import { recordConfiguration } from "../../../../src/config/saved/record-configuration.ts";
import { type RestoreOptions, restoreConfiguration } from "../../../../src/config/saved/restore-configuration.ts";
import { MalformedRecordError, restoreTree } from "../../../../src/config/saved/restore-tree.ts";
import type { ConfigurationRecord } from "../../../../src/core/configuration-record.ts";
import type { Json } from "../../../../src/core/json.ts";
import { createRedactor } from "../../../../src/http/redactor.ts";
import { buildMemoryIo, KEY_TEXT, load, type Setup, type Texts } from "../configuration-fixture.ts";

const digest = async (value: string): Promise<string> => `digest of ${value.length} ${[...value].reverse().join("")}`;

async function record(texts: Texts, setup: Setup = {}): Promise<{ record: ConfigurationRecord; loaded: LoadResult }> {
  const loaded = await load(texts, setup);
  if (loaded.loaded === undefined) throw new Error(JSON.stringify(loaded.diagnostics.map(({ summary }) => summary)));
  const redactor = createRedactor(loaded.configuration?.secretValues);
  const hasSecret = (text: string) => redactor.redact(text) !== text;
  const { record: made, diagnostics } = await recordConfiguration(loaded.loaded, {
    hasSecret,
    short: new Set(),
    digest,
  });
  expect(diagnostics).toEqual([]);
  return { record: JSON.parse(JSON.stringify(made)) as ConfigurationRecord, loaded };
}

async function restore(made: ConfigurationRecord, texts: Texts, options: Partial<RestoreOptions> = {}) {
  const io = buildMemoryIo(texts);
  const restored = await restoreConfiguration(made, { files: [], cwd: "/stack", env: {}, io, digest, ...options });
  const { loaded, folder, diagnostics, changed } = restored;
  const built =
    loaded === undefined
      ? undefined
      : buildLoaded(loaded, { mode: "plan" }, { folder, sources: [], diagnostics: [...diagnostics] });
  return { built, diagnostics, changed };
}

const places = (result: LoadResult | undefined) =>
  JSON.stringify(result?.configuration, (key, value: Json) => (key === "byte" || key === "folder" ? undefined : value));

const HEAD = "version: 1\nstack: shop\nproviders: { serveroid: {} }\n";
const VM = "provider: serveroid, image: { name: UBUNTU, bitness: 64 }, tariff: s, memory: 1GiB, disk: 8GiB, cpu: 1";

const SIZED = 'provider: serveroid, tariff: s, memory: "${env:SIZE}", disk: 8GiB, cpu: 1';

describe("a configuration on record", () => {
  it("says the same, at the same lines and columns, with no file at hand", async () => {
    const yaml = await readFile(join(import.meta.dirname, "../everything.yaml"), "utf8");
    const env = {
      ...Object.fromEntries([...yaml.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => [name, "Secret-9-value"])),
    };
    const made = await record({ "trueup.yaml": yaml, "ops.pub": KEY_TEXT }, { env });
    expect(JSON.stringify(made.record)).not.toContain("Secret-9-value");
    const { built, changed } = await restore(made.record, {}, { env });
    expect(changed).toEqual([]);
    expect(places(built)).toBe(places(made.loaded));
  });

  it("keeps aliases, merges of files, overrides, and what variables that are no secrets said", async () => {
    const texts = {
      "trueup/a.yaml": `${HEAD}policy: { publicEnv: [SIZE] }\nvars: { team: a }\nkeys: { ops: { provider: serveroid, publicKey: "\${file:./ops.pub}" } }\n`,
      "trueup/b.yaml": `vms:
  web: { ${SIZED}, image: &image { name: UBUNTU, bitness: 64 }, keys: &keys [ops], name: "\${var:team}-\${index}", count: 2 }
  db: { ${SIZED}, image: *image, keys: *keys, name: "db-\${env:NONE:-x}" }
`,
      "trueup/ops.pub": KEY_TEXT,
    };
    const made = await record(texts, { env: { SIZE: "2GiB" }, vars: { team: "b" } });
    const { built } = await restore(made.record, {}, { env: { SIZE: "4GiB", NONE: "set by now" } });
    expect(places(built)).toBe(places(made.loaded));
    expect(made.record.secrets).toEqual([]);
  });

  it("names each secret that is missing or different, and asks for credentials only that they are there", async () => {
    const yaml = `${HEAD.replace("{}", '{ apiKey: "${env:KEY}", clientId: "1" }')}vms:
  web: { ${VM}, password: "\${env:PW}", name: web }
  db: { ${VM}, password: "Literal-secret-1", name: db }
  app: { ${VM}, password: "\${exec:pass show app}", name: app }
`;
    const commands = { "pass show app": "From-a-command-2" };
    const env = { KEY: "key-of-the-plan", PW: "From-the-shell-3" };
    const made = await record({ "trueup.yaml": yaml }, { env, commands, allowExec: true });
    for (const secret of ["key-of-the-plan", "From-the-shell-3", "Literal-secret-1", "From-a-command-2"])
      expect(JSON.stringify({ ...made.record, secrets: [] })).not.toContain(secret);
    const missing = await restore(made.record, {}, {});
    expect(missing.diagnostics.map(({ code, summary }) => `${code} ${summary.split(": ")[1] ?? ""}`)).toEqual([
      "plan.secret-missing ${env:PW}",
      "plan.secret-missing ${exec:pass show app}",
      "plan.secret-missing vms.db.password in the configuration's files",
    ]);
    const there = { "trueup.yaml": yaml.replace("Literal-secret-1", "Another-secret-1") };
    const other = await restoreConfiguration(made.record, {
      files: [],
      cwd: "/stack",
      env: { KEY: "another-key", PW: "From-the-shell-4" },
      io: buildMemoryIo(there, commands),
      allowExec: true,
      digest,
    });
    expect(other.changed.map(({ name }) => name)).toEqual(["vms.db.password", "PW"]);
  });

  it.each([
    ["a default that is not used", "{}", "${env:PW:-Piece-of-it-1}"],
    ["a text beside a reference", "{}", "Piece-of-it-1${env:PW}"],
    ["a variable in a text", "{ a: Piece-of-it-1 }", "x${var:a}"],
    ["a variable in a variable", "{ a: Piece-of-it-1, b: '${var:a}x' }", "x${var:b}"],
    ["a short variable", "{ a: P1-x }", "x${var:a}"],
    ["a file in a text", "{}", "x${file:./piece}"],
    ["a number", "{}", "Piece-of-it-1${index}"],
    ["what is given", "{ given: x }", "x${var:given}"],
    ["what is given, and not what stands for it", "{ given: Piece-of-it-1 }", "${var:given}"],
  ])("keeps no piece of a secret: %s", async (_what, vars, password) => {
    const yaml = `${HEAD}vars: ${vars}\nvms:\n  web: { ${VM}, password: "${password}", name: "web-\${index}", count: 2 }\n`;
    const texts = { "trueup.yaml": yaml, piece: "Piece-of-it-1\n" };
    const setup = { env: { PW: "From-the-shell-3" }, vars: vars.includes("given") ? { given: "Given-Piece-2" } : {} };
    const made = await record(texts, setup);
    for (const piece of ["Piece-of-it-1", "P1-x", "Given-Piece-2", "From-the-shell-3"])
      expect(JSON.stringify({ ...made.record, secrets: [] })).not.toContain(piece);
    const { built, changed } = await restore(made.record, texts, setup);
    expect(changed).toEqual([]);
    expect(places(built)).toBe(places(made.loaded));
  });

  it("keeps an address whose password comes from the environment", async () => {
    const state = (url: string) => `state: { backend: postgres, url: "${url}" }\n`;
    const env = { PW: "From-the-shell-3" };
    const made = await record({ "trueup.yaml": HEAD + state("postgres://me:${env:PW}@localhost/x") }, { env });
    expect(made.record.secrets.map(({ kind }) => kind)).toEqual(["env"]);
    const literal = await record({ "trueup.yaml": HEAD + state("postgres://me:mine@${env:PW}/x") }, { env });
    expect(literal.record.secrets.map(({ kind }) => kind)).toEqual(["yaml", "env"]);
  });

  it("that is none is refused, whatever it is", async () => {
    const { record: made } = await record({
      "trueup.yaml": `${HEAD}vms: { web: { ${VM}, ips: 1, sendPassword: true } }\n`,
    });
    const spots: (readonly (string | number)[])[] = [];
    const visit = (node: Json, path: readonly (string | number)[]): void => {
      spots.push(path);
      if (Array.isArray(node)) for (const [index, item] of node.entries()) visit(item as Json, [...path, index]);
    };
    visit(made.tree as unknown as Json, []);
    const change = (node: Json, path: readonly (string | number)[], next: Json): Json => {
      const [at, ...rest] = path;
      if (at === undefined) return next;
      return (node as readonly Json[]).map((item, index) => (index === at ? change(item, rest, next) : item));
    };
    fc.assert(
      fc.property(fc.constantFrom(...spots), fc.jsonValue(), (path, next) => {
        const tree = change(made.tree as unknown as Json, path, next as Json) as unknown as ConfigurationRecord["tree"];
        try {
          expect(restoreTree({ ...made, tree }, () => undefined).kind).toBe("map");
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRecordError);
        }
      }),
      { numRuns: 500, examples: spots.map((path) => [path, { toString: 0 } as unknown as Json] as never) },
    );
  });
});
