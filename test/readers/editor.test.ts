// What an editor shows of a configuration: yaml-language-server over stdio, with the published schemas. No false alarm on
// what is right, one message in the right place for what is wrong, and what it offers and tells.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildFirstFile, FIRST_PROVIDERS } from "../../src/compose/first-files.ts";
import { type Editor, openEditor } from "../support/editor.ts";

const ROOT = join(import.meta.dirname, "../..");
const FORMS = ["trueup.editor.json", "trueup.schema.json"];
const schemaOf = (form: string) => join(ROOT, "schemas", form);
const HEAD = `# yaml-language-server: $schema=${schemaOf("trueup.editor.json")}\nversion: 1\nstack: shop-prod\n`;

let editor: Editor;
let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-editor-"));
  editor = await openEditor();
});
afterAll(async () => {
  editor.close();
  await rm(folder, { recursive: true, force: true });
});

const newPath = () => join(folder, `${++files}.yaml`);

/** `7:12-7:14 MESSAGE`, lines and columns from 1, in order. */
async function diagnose(text: string): Promise<readonly string[]> {
  const found = await editor.open(newPath(), text);
  const place = ({ line, character }: { line: number; character: number }) => `${line + 1}:${character + 1}`;
  return found.map(({ range, message }) => `${place(range.start)}-${place(range.end)} ${message}`).sort();
}

/** The text without its `|`, which marks where the cursor is. */
async function openAt(text: string) {
  const [before = "", after = ""] = `${HEAD}${text}`.split("|");
  const lines = before.split("\n");
  const path = newPath();
  await editor.open(path, before + after);
  return { path, position: { line: lines.length - 1, character: (lines.at(-1) ?? "").length } };
}

async function offered(text: string): Promise<readonly string[]> {
  const { path, position } = await openAt(text);
  return (await editor.complete(path, position)).map(({ label }) => label);
}

async function told(text: string): Promise<string> {
  const { path, position } = await openAt(text);
  return editor.hover(path, position);
}

describe("no false alarm", () => {
  it.concurrent.each(FORMS)("on any example, with %s", async (form) => {
    const found = await readdir(join(ROOT, "examples"), { recursive: true });
    const examples = found.filter((name) => name.endsWith("trueup.yaml")).map((name) => join("examples", name));
    expect(examples.length).toBeGreaterThanOrEqual(3);
    for (const name of [...examples, "test/unit/config/everything.yaml"]) {
      const text = await readFile(join(ROOT, name), "utf8");
      const own = text.replace(/^# yaml-language-server:.*\n/, "");
      expect(await diagnose(`# yaml-language-server: $schema=${schemaOf(form)}\n${own}`), name).toEqual([]);
    }
  });

  it.concurrent.each(FIRST_PROVIDERS)(
    "on the file that init writes for %s, as it is and uncommented",
    async (provider) => {
      const text = buildFirstFile({ provider, stack: "shop-prod", schema: schemaOf("trueup.editor.json") });
      const at = text.indexOf("# Uncomment");
      const examples = text.slice(at).split("\n").slice(1);
      expect(await diagnose(text)).toEqual([]);
      expect(
        await diagnose(`${text.slice(0, at)}${examples.map((line) => line.replace(/^# ?/, "")).join("\n")}`),
      ).toEqual([]);
    },
  );

  it.concurrent("on a file that is one of several, or has several documents", async () => {
    const head = `# yaml-language-server: $schema=${schemaOf("trueup.editor.json")}\n`;
    expect(await diagnose(`${head}vms:\n  web: { provider: zomro, existing: { id: 1 } }\n`)).toEqual([]);
    expect(await diagnose(`${head}version: 1\nstack: shop\n---\nproviders: { zomro: {} }\n`)).toEqual([]);
  });

  it.concurrent("on interpolations, wherever a single value may stand", async () => {
    const text = `${HEAD}providers: { gcore: { project: 1, region: "\${var:r}", concurrency: "\${var:n}", insecure: "\${var:y}" } }
vms:
  a:
    provider: "\${var:p}"
  b:
    provider: gcore
    count: "\${var:n}"
    power: "\${var:power}"
    userDataBase64: "\${base64:./x.gz}"
    lifecycle: { protect: "\${var:y}", rollout: { batch: "\${var:b}", wait: "\${var:w}" } }
    volumes: { boot: { size: "\${var:s}", type: "\${var:t}" } }
schedules: { c: { provider: gcore, vm: b, cron: "\${var:c}", keep: "\${var:k}" }, d: { vm: e, days: ["\${var:d}"], time: "\${var:t}" } }
`;
    expect(await diagnose(text)).toEqual([]);
  });
});

describe("a mistake has one message, where it stands", () => {
  it.concurrent.each([
    [
      "a size without a unit",
      "vms:\n  web: { provider: serveroid, memory: 70 }\n",
      "5:39-5:41 Expected a size with its unit, such as 512MiB or 32GiB.",
    ],
    [
      "an unknown unit",
      "vms:\n  web: { provider: serveroid, disk: 70GB }\n",
      "5:37-5:41 Expected a size with its unit, such as 512MiB or 32GiB.",
    ],
    [
      "a duration without a unit",
      "policy: { maxPlanAge: 5 }\n",
      "4:23-4:24 Expected a duration with its unit, such as 90s, 15m, 24h or 14d.",
    ],
    [
      "a number in words",
      "vms:\n  web: { provider: serveroid, cpu: two }\n",
      "5:36-5:39 Expected a whole number from 1 to 12.",
    ],
    [
      "a number that is too large",
      "vms:\n  web: { provider: serveroid, cpu: 99 }\n",
      "5:36-5:38 Value is above the maximum of 12.",
    ],
    [
      "a wrong choice",
      "vms:\n  web: { provider: gcore, power: of }\n",
      "5:34-5:36 Expected one of on, off, suspended.",
    ],
    ["a misspelt field", "vms:\n  web: { provider: gcore, flavr: x }\n", "5:27-5:32 Property flavr is not allowed."],
    [
      "another provider's field",
      "vms:\n  web: { provider: zomro, memory: 1GiB }\n",
      "5:27-5:33 Property memory is not allowed.",
    ],
    [
      "a misspelt provider",
      "vms:\n  web: { provider: gcroe }\n",
      "5:20-5:25 Expected an entry under providers: serveroid, zomro or gcore, or one with an alias, such as gcore.backup.",
    ],
    [
      "existing without anything",
      "vms:\n  web: { provider: zomro, existing: {} }\n",
      "5:27-5:35 Expected one of id and name.",
    ],
    [
      "a key that is none",
      "keys:\n  ops: { provider: gcore, publicKey: ops.pub }\n",
      "5:38-5:45 Expected an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'.",
    ],
    ["a missing field", "keys:\n  ops: { provider: gcore }\n", '5:3-5:6 Missing property "publicKey".'],
    [
      "a name that cannot be one",
      "vms:\n  9web: { provider: gcore }\n",
      "5:3-5:7 Expected a name of letters, digits, _ and -, at most 63, not beginning with a digit or a hyphen.",
    ],
    [
      "a list of keys that is none, in defaults",
      "defaults:\n  vms: { keys: ops }\n",
      '5:16-5:19 Incorrect type. Expected "array".',
    ],
    [
      "a misspelt field in defaults",
      "defaults:\n  vms: { memori: 1GiB }\n",
      "5:10-5:16 Property memori is not allowed.",
    ],
    [
      "another provider's field in a provider's defaults",
      "providers:\n  serveroid: { defaults: { vms: { flavor: x } } }\n",
      "5:35-5:41 Property flavor is not allowed.",
    ],
    [
      "a cron that is too short",
      "schedules:\n  a: { provider: gcore, vm: b, cron: hourly }\n",
      "5:38-5:44 Expected five fields: minute, hour, day, month and weekday, such as 15 2 * * *.",
    ],
    ["a misspelt section", "vm:\n  web: {}\n", "4:1-4:3 Property vm is not allowed."],
  ])("%s", async (_what, text, expected) => {
    expect(await diagnose(HEAD + text)).toEqual([expected]);
  });
});

describe("completion", () => {
  it.concurrent("offers the providers after provider: and under providers:", async () => {
    expect(await offered("vms:\n  web:\n    provider: |\n")).toEqual(["serveroid", "zomro", "gcore"]);
    expect(await offered("providers:\n  |\n")).toEqual(["serveroid", "zomro", "gcore"]);
    expect(await offered("providers:\n  zomro: {}\n  |\n")).toEqual(["serveroid", "gcore"]);
  });

  it.concurrent.each([
    ["serveroid", ["tariff", "memory", "releaseIps"], ["flavor", "rescue"]],
    ["zomro", ["rescue", "allowOrder"], ["flavor", "memory"]],
    ["gcore", ["flavor", "volumes"], ["tariff", "rescue"]],
    ["gcore.backup", ["flavor", "volumes"], ["tariff", "rescue"]],
  ])("in a machine of %s offers its fields", async (provider, own, others) => {
    const labels = await offered(`vms:\n  web:\n    provider: ${provider}\n    |\n`);
    expect(labels).toEqual(expect.arrayContaining([...own, "name", "keys", "power", "lifecycle", "existing"]));
    expect(labels.filter((label) => others.includes(label))).toEqual([]);
  });

  it.concurrent("offers a first machine of each provider, the values of a choice, and the fields of defaults", async () => {
    expect(await offered("vms:\n  |\n")).toEqual(["serveroid machine", "zomro machine", "gcore machine"]);
    expect(await offered("backupPolicies:\n  daily:\n    every: |\n")).toEqual(["3h", "6h", "12h", "24h", "72h"]);
    expect(await offered("defaults:\n  vms:\n    |\n")).toEqual(
      expect.arrayContaining(["lifecycle", "tags", "memory"]),
    );
  });
});

describe("a hover", () => {
  it.concurrent("tells what a field is, by its provider, with code marks", async () => {
    expect(await told("vms:\n  web:\n    provider: serveroid\n    mem|ory: 1GiB\n")).toContain(
      "serveroid machine\n\nMemory, on an on-demand tariff only: `512MiB` to `16GiB`.",
    );
    expect(await told("providers:\n  gcore:\n    reg|ion: 7\n")).toContain("Default `GCORE_CLOUD_REGION_ID`.");
    expect(await told("vms:\n  web:\n    pro|vider: gcore\n")).toContain("One of the entries under providers");
  });
});
