import { describe, expect, it } from "vitest";
import { load, problemsOf, withHead } from "./configuration-fixture.ts";

/** YAML in, one line for each problem out. The sections begin in line 4. */
async function expectProblems(sections: string, expected: string, env: Record<string, string> = {}): Promise<void> {
  expect(await problemsOf(withHead(sections), { env })).toBe(expected.trim());
}

const SERVER = "provider: serveroid, image: { name: U, bitness: 64 }, tariff: t, sendPassword: true";

describe("fields", () => {
  it("that are not known: all at once, with what was meant", () =>
    expectProblems(
      `
vms:
  web: { ${SERVER}, memori: 1GiB, shutdown: { mod: force } }
vmz: {}
`,
      `
error config.unknown-field 5:95 vms.web has no field memori | did you mean memory?
error config.unknown-field 5:121 vms.web.shutdown has no field mod | did you mean mode?
error config.unknown-section 6:1 the configuration has no section vmz | did you mean vms?`,
    ));

  it("that another provider has: the nearest thing that this one can do", () =>
    expectProblems(
      `
vms:
  web: { ${SERVER}, flavor: g2 }
  edge: { provider: gcore, existing: { id: a }, memory: 1GiB, backupPolicy: x }
`,
      `
error provider.unsupported 5:95 vms.web.flavor: serveroid cannot do this | serveroid sells tariffs: say tariff, and memory, disk and cpu on an on-demand one
error provider.unsupported 6:49 vms.edge.memory: gcore cannot do this | at gcore sizes come with the flavor: say flavor
error provider.unsupported 6:63 vms.edge.backupPolicy: gcore cannot do this | gcore has no backup policies: use schedules (lifecycle policies with cron or every)`,
    ));

  it("of the wrong type or out of range: one problem for each mistake", () =>
    expectProblems(
      `
vms:
  web:
    provider: serveroid
    image: { name: 5, bitness: 65 }
    tariff: [a]
    cpu: "2"
    ips: -1
    keys: ops
    power: maybe
    sendPassword: 
    shutdown: force
`,
      `
error config.wrong-type 7:20 vms.web.image.name must be text, not a number | put it in quotes
error config.invalid-value 7:32 vms.web.image.bitness (65) is not valid: it must be one of 32, 64
error config.wrong-type 8:13 vms.web.tariff must be text or a whole number, not a list
error config.wrong-type 9:10 vms.web.cpu must be a whole number, not text | remove the quotes
error config.out-of-range 10:10 vms.web.ips (-1) is too small: at least 0
error config.wrong-type 11:11 vms.web.keys must be a list, not text | put it in brackets: [ops]
error config.invalid-value 12:12 vms.web.power ("maybe") is not valid: it must be one of on, off
error config.wrong-type 13:19 vms.web.sendPassword is empty, but must be true or false | give a value, or remove the line
error config.wrong-type 14:15 vms.web.shutdown must be a block, not text | write a block: shutdown: { mode: …, timeout: … }`,
    ));

  it("that are needed", async () => {
    expect(await problemsOf("stack: Shop\nvms:\n  web:\n")).toBe(
      `
error config.missing-field 1:1 the configuration needs version | add version: 1
error config.invalid-value 1:8 stack ("Shop") is not valid here | expected: 3 to 41 characters: lower-case letters, digits and hyphens, a letter or digit first
error config.missing-field 3:3 vms.web needs provider | add provider: NAME`.trim(),
    );
    await expectProblems(
      "keys:\n  ops: { provider: serveroid }\nsnapshots:\n  s: {}\n",
      `
error config.missing-field 5:3 keys.ops needs publicKey | add publicKey
error config.missing-field 7:3 snapshots.s needs vm | add vm: NAME`,
    );
  });

  it("with the same mistake in every instance: one problem", () =>
    expectProblems(
      `vms:\n  web: { ${SERVER}, count: 50, memory: 1024 }\n`,
      "error config.unit 5:114 vms.web.memory (1024): a bare number is not a size: the unit is missing | say 1024MiB or 1024GiB",
    ));

  it("with names that are none", () =>
    expectProblems(
      `
vms:
  1web: { ${SERVER} }
  ok: { provider: gcore, existing: { id: a }, tags: { "a b": x, c=d: y, e: "" } }
outputs: { "a b": x }
vars: { "a b": x, l: [] }
`,
      `
error config.invalid-key 5:3 "1web" cannot be the name of a resource | letters, digits, _ and -, at most 63, beginning with a letter or _
error config.invalid-key 6:55 "a b" cannot be used as a name here | a tag's key has 1 to 255 characters without spaces and without =
error config.invalid-key 6:65 "c=d" cannot be used as a name here | a tag's key has 1 to 255 characters without spaces and without =
error config.invalid-value 6:76 vms.ok.tags.e is empty
error config.invalid-key 7:12 "a b" cannot be the name of an output | letters, digits, _ and -, at most 63
error config.invalid-key 8:9 "a b" cannot be the name of a variable | letters, digits, _ and -, at most 63, beginning with a letter or _
error config.wrong-type 8:22 vars.l must be a single value, not a list`,
    ));
});

it("names and tags that end in what nobody sees are refused: no provider would keep it", () =>
  expectProblems(
    `
vms:
  a: { ${SERVER}, name: "web \${var:none}" }
  b: { provider: zomro, existing: { id: "1" }, name: "\\u00a0web" }
  c: { provider: gcore, existing: { id: a }, tags: { owner: "payments " } }
vars: { none: "" }
`,
    `
error config.invalid-value 5:99 vms.a.name ("web ") is not valid here | expected: text of one line without spaces at its ends, which the provider would not keep
error config.invalid-value 6:54 vms.b.name ("\u00a0web") is not valid here | expected: text of one line without spaces at its ends, which the provider would not keep
error config.invalid-value 7:61 vms.c.tags.owner ("payments ") is not valid here | expected: 1 to 255 characters without tabs and line ends, and without spaces at its ends, which the provider would not keep`,
  ));

it.each(["*/15 * * * *", "* 2 * * *", "*"])("a value %j without quotes: it says to quote it", async (cron) => {
  const text = withHead(`\nschedules:\n  often: { provider: gcore, vms: [], keep: 7, cron: ${cron} }\n`);
  expect(await problemsOf(text)).toMatch(/config\.(syntax|unknown-anchor).*quotes/);
});

describe("what is handed to the renderer", () => {
  it("is sorted, located in lines, columns and bytes, and has the lines", async () => {
    const { diagnostics } = await load(withHead("# Ключи\nvms:\n  web: { provider: serveroid, имя: 1 }\n"));
    const [first] = diagnostics.filter(({ code }) => code === "config.unknown-field");
    expect(first?.range).toEqual({
      file: "trueup.yaml",
      start: { line: 6, column: 31, byte: 172 },
      end: { line: 6, column: 34, byte: 178 },
    });
    expect(first?.snippet).toEqual({ startLine: 5, lines: ["vms:", "  web: { provider: serveroid, имя: 1 }", ""] });
    expect(diagnostics.map(({ address }) => address)).toContain("vms.web");
  });

  it("never has a secret in clear: not in snippets, not in texts, not in files that cannot be parsed", async () => {
    const texts = [
      withHead(`vms:\n  web: { ${SERVER}, password: hunter2Hunter }\n  b: { ${SERVER}, passwrd: hunter2Hunter }\n`),
      withHead("vms:\n  a:\n    provider: gcore\n    userData: |\n      secret hunter2Hunter\n    nix: 1\n"),
      withHead("vms:\n  a:\n    password: hunter2Hunter\n\tb: 1\n"),
      withHead("providers2:\n  a: { apiKey: 'hunter2Hunter', x: [\n"),
      withHead(
        "keys:\n  a:\n    provider: serveroid\n    publicKey: |\n      -----BEGIN OPENSSH PRIVATE KEY-----\n      hunter2Hunter\n      -----END OPENSSH PRIVATE KEY-----\n",
      ),
      withHead(`vms:\n  web: { ${SERVER}, power: "\${env:PW}", image2: hunter2Hunter }\n`),
    ];
    for (const text of texts) {
      const { diagnostics } = await load(text, { env: { PW: "hunter2Hunter" } });
      expect(diagnostics).not.toHaveLength(0);
      expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
    }
  });
});
