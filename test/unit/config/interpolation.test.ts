import { describe, expect, it } from "vitest";
import { configurationOf, load, problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

const VM = "provider: serveroid, image: { name: U, bitness: 64 }, tariff: t, keys: []";

async function attributeOf(value: string, setup: Parameters<typeof load>[1] = {}, extra = ""): Promise<unknown> {
  const texts = withHead(`${extra}vms:\n  a: { ${VM}, sendPassword: true, software: [${JSON.stringify(value)}] }\n`);
  const { attributes } = await resourceOf(texts, "vms.a", setup);
  return (attributes["software"] as readonly unknown[])[0];
}

describe("${…}", () => {
  it("takes variables of the environment, with defaults for those that are not set or empty", async () => {
    const env = { NAME: "value-1", EMPTY: "" };
    expect(await attributeOf("x-${env:NAME}-y", { env })).toBe("x-value-1-y");
    expect(await attributeOf("${env:NIX:-a b:c}", { env })).toBe("a b:c");
    expect(await attributeOf("${env:EMPTY:-d}", { env })).toBe("d");
    expect(await attributeOf("a${env:EMPTY}", { env })).toBe("a");
  });

  it("takes variables of the configuration, which files and the command line override", async () => {
    const vars = 'vars: { team: shop, count: 007, made: "${var:team}-${env:STAGE:-dev}" }\n';
    const io = { "more.yaml": "team: file\n" };
    expect(await attributeOf("${var:team} ${var:count} ${var:made}", {}, vars)).toBe("shop 007 shop-dev");
    expect(await attributeOf("${var:made}", { vars: { team: "cli" } }, vars)).toBe("cli-dev");
    const texts = {
      ...io,
      "trueup.yaml": withHead(`${vars}vms: { a: { provider: zomro, existing: { id: "\${var:team}" } } }\n`),
    };
    expect((await resourceOf(texts, "vms.a", { varFiles: ["more.yaml"] })).existing).toEqual({ id: "file" });
    expect((await resourceOf(texts, "vms.a", { varFiles: ["more.yaml"], vars: { team: "cli" } })).existing).toEqual({
      id: "cli",
    });
  });

  it("is written literally as $${", async () => {
    expect(await attributeOf("$${env:NAME} $${x}")).toBe("${env:NAME} ${x}");
    expect(await attributeOf("cost: 5$ {a}")).toBe("cost: 5$ {a}");
  });

  it("has index under count and key under instances", async () => {
    const { resources } = await configurationOf(
      withHead(
        `vms:\n  a: { ${VM}, sendPassword: true, count: 2, name: "n\${index}", cpu: "\${index}", ips: 1 }\n`.replace(
          'cpu: "${index}", ',
          "",
        ),
      ),
    );
    expect(resources.map(({ name }) => name)).toEqual(["n0", "n1"]);
    const named = await configurationOf(
      withHead('vms:\n  a: { provider: zomro, instances: [x, 7], existing: { name: "vm-${key}" } }\n'),
    );
    expect(named.resources.map(({ address, existing }) => `${address} ${existing?.name}`)).toEqual([
      'vms.a["7"] vm-7',
      'vms.a["x"] vm-x',
    ]);
  });

  it("counts from where it is told, with as many digits", async () => {
    const named = async (name: string) => {
      const texts = withHead(`vms:\n  a: { ${VM}, sendPassword: true, count: 11, name: "${name}", ips: 1 }\n`);
      return (await configurationOf(texts)).resources.map((resource) => resource.name);
    };
    expect((await named("n${index+1}")).filter((_name, index) => [0, 10].includes(index))).toEqual(["n1", "n11"]);
    expect((await named("n${index:02}")).filter((_name, index) => [0, 10].includes(index))).toEqual(["n00", "n10"]);
    expect((await named("n${index+1:03}")).filter((_name, index) => [0, 10].includes(index))).toEqual(["n001", "n011"]);
    await expect(named("n${index-1}")).rejects.toThrow("means nothing");
  });

  it("is read again by YAML's rules where no text is taken, and only there", async () => {
    const env = { CPU: "4", PW: "0123Abcdef", ON: "true", MEM: "2GiB" };
    const texts = withHead(`
policy: { publicEnv: [CPU, ON, MEM] }
vms:
  a: { provider: serveroid, image: { name: U, bitness: 64 }, tariff: "\${env:CPU}", cpu: "\${env:CPU}", allowRestart: "\${env:ON}", memory: "\${env:MEM}", password: "\${env:PW}" }
`);
    expect((await resourceOf(texts, "vms.a", { env })).attributes).toMatchObject({
      cpu: 4,
      allowRestart: true,
      memory: 2048,
      password: "0123Abcdef",
      tariff: "4",
    });
    expect(await problemsOf(texts, { env: { ...env, CPU: "four", MEM: "2048" } })).toBe(
      [
        "error config.wrong-type 6:89 vms.a.cpu must be a whole number, not text",
        "error config.unit 6:138 vms.a.memory (2048): a bare number is not a size: the unit is missing | say 2048MiB or 2048GiB",
      ].join("\n"),
    );
  });

  it("reads files under the folder, without their last line end, and nowhere else", async () => {
    const texts = {
      "a/trueup.yaml": withHead(
        'vms:\n  x: { provider: gcore, existing: { id: a }, userData: "${file:boot.sh}" }\n'.replace("x:", "edge:"),
      ),
      "a/boot.sh": "#!/bin/sh\necho ${HOME}\n\n",
      "b/key.pub": "x",
    };
    expect((await resourceOf(texts, "vms.edge", { files: ["a"] })).attributes["userData"]).toBe(
      "#!/bin/sh\necho ${HOME}\n",
    );
    const outside = {
      ...texts,
      "a/trueup.yaml": withHead('vars: { a: "${file:../b/key.pub}", b: "${file:nix}", c: "${file:/etc/passwd}" }\n'),
    };
    expect(await problemsOf(outside, { files: ["a/trueup.yaml"] })).toBe(
      [
        "error config.file-outside 4:12 ../b/key.pub lies outside the configuration's folder | move it there, or pass --file-root FOLDER",
        "error config.file-unreadable 4:39 nix cannot be read: there is no such file | look at the path: it begins at the folder of the configuration",
        "error config.file-unreadable 4:57 /etc/passwd cannot be read: there is no such file | look at the path: it begins at the folder of the configuration; files outside it need --file-root DIR",
      ].join("\n"),
    );
    expect(await problemsOf({ ...outside, "a/nix": "" }, { files: ["a/trueup.yaml"], fileRoot: "." })).not.toContain(
      "key.pub",
    );
  });

  it("runs commands only when allowed, never at validate, never through a shell", async () => {
    const commands = { 'pass show "a b" $(x)': "no", "pass show a b $(x)": "geheim-7\n" };
    const value = "${exec:pass show 'a b' $(x)}";
    expect(await attributeOf(value, { commands, allowExec: true })).toBe("geheim-7");
    await expect(attributeOf(value, { commands })).rejects.toThrow("error config.exec-not-allowed 5:114");
    const { diagnostics } = await load(withHead('vars: { a: "${exec:pass}" }\n'), { mode: "validate" });
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning config.exec-not-allowed"]);
  });

  it.each([
    ["${var.team}", "${var.team} means nothing: there is no 'var.team' | write ${var:team}"],
    ["${local.team}", "| write ${var:team}"],
    ["${env.HOME}", "| write ${env:HOME}"],
    ["${count.index}", "| write ${index}"],
    ["${each.key}", "| write ${key}"],
    ["${index:2}", "means nothing: index is written ${index}, ${index+1}, ${index:02} or ${index+1:02} |"],
    ["${index + 1}", "means nothing: index is written"],
    ["${index-1}", "means nothing: index is written"],
    ["${name}", "${name} has a value only in lifecycle.rollout.check and in a ${template:PATH} |"],
  ])("%s is answered with what can be written", async (text, said) => {
    expect(await problemsOf(withHead(`vars: { a: "${text}" }\n`))).toContain(said);
  });

  it("that means nothing says what it could mean", async () => {
    expect(
      await problemsOf(
        withHead(
          'vars: { a: "${HOME}", b: "${evn:HOME}", c: "${env:a-b}", d: "${var:aa}", e: "${vms.a.id}", f: "${env:X", g: "${index}" }\n',
        ),
      ),
    ).toBe(
      [
        "error config.interpolation 4:12 ${HOME} means nothing: there is no 'HOME' | did you mean ${env:HOME}? for a literal ${ write $${",
        "error config.interpolation 4:26 ${evn:HOME} means nothing: there is no 'evn' | did you mean ${env:HOME}? for a literal ${ write $${",
        "error config.interpolation 4:44 ${env:a-b} means nothing: env takes the name of a variable: ${env:NAME} or ${env:NAME:-default} | for a literal ${ write $${",
        "error config.unknown-variable 4:61 there is no variable aa | did you mean a?",
        "error config.interpolation 4:77 ${vms.a.id} refers to an attribute: only outputs can do that",
        "error config.interpolation 4:95 ${env:X: the closing brace is missing | for a literal ${ write $${",
        "error config.interpolation 4:109 ${index} has a value only under count | add count, or remove ${index}",
      ].join("\n"),
    );
    expect(await problemsOf(withHead('vars: { a: "${var:b}", b: "x${var:a}" }\n'))).toBe(
      "error config.cycle 4:12 variables refer to each other in a circle: a → b → a",
    );
    expect(await problemsOf(withHead("vars: { team: a }\n"), { vars: { taem: "x" } })).toBe(
      "error config.unknown-variable - --var taem: nothing declares or uses this variable | did you mean team?",
    );
  });
});

describe("secrets", () => {
  it("in a list make the whole list one: its items have no name that lasts", async () => {
    const texts = withHead(`vms:\n  a: { ${VM}, sendPassword: true, software: [z, "\${env:SW}"] }\n`);
    const { attributes, secrets } = await resourceOf(texts, "vms.a", { env: { SW: "a-secret" } });
    expect([attributes["software"], secrets]).toEqual([["a-secret", "z"], ["software"]]);
  });

  it("stay secrets in what they become: a preset's fields, the days and time of a cron", async () => {
    const texts = withHead(
      [
        'backupPolicies: { often: { keep: "${env:KEEP}" } }',
        'vms: { a: { provider: zomro, existing: { id: "1" }, backupPolicy: often } }',
        'schedules: { s: { vm: a, cron: "${env:CRON}" } }',
        "",
      ].join("\n"),
    );
    const { resources } = await configurationOf(texts, { env: { KEEP: "7", CRON: "15 2 * * 1" } });
    expect(resources.map(({ address, secrets }) => [address, secrets])).toEqual([
      ["vms.a", ["backupPolicy.keep"]],
      ["schedules.s", ["days", "time"]],
    ]);
  });

  const env = {
    TOKEN: "tokentoken",
    SHORT: "abc",
    SERVEROID_BACKUP_API_KEY: "kkkkkkkkk",
    DB: "postgres://u:ppppppp@localhost/x",
    PUB: "eu",
  };

  it("are collected for the redactor, unless their variable is public", async () => {
    const { secretValues, resources } = await configurationOf(
      withHead(
        'policy: { publicEnv: [PUB] }\nvms:\n  edge: { provider: gcore, existing: { id: "1" }, tags: { a: "${env:TOKEN}", b: "${env:PUB}", c: "x-${env:TOKEN}" } }\n',
      ),
      { env },
    );
    expect(secretValues).toEqual(["tokentoken"]);
    expect(resources[0]?.secrets).toEqual(["tags.a", "tags.c"]);
  });

  it("that are short are masked at their own field only, with a warning", async () => {
    const { diagnostics, configuration } = await load(
      withHead('vms:\n  edge: { provider: gcore, existing: { id: "1" }, tags: { a: "${env:SHORT}" } }\n'),
      { env },
    );
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning config.short-secret"]);
    expect(configuration?.secretValues).toEqual([]);
    expect(configuration?.resources[0]?.secrets).toEqual(["tags.a"]);
  });

  it("are refused in names, counts, providers, references and the stack; public variables are not", async () => {
    const texts = (head: string) => `version: 1
stack: "a-\${env:TOKEN}"
providers: { zomro: {} }
${head}vms:
  a: { provider: "\${env:TOKEN}" }
  b: { provider: zomro, count: "\${env:TOKEN}", existing: { id: 1 }, name: "\${env:TOKEN}" }
schedules:
  s: { vm: "\${env:TOKEN}" }
`;
    const codes = (await problemsOf(texts(""), { env }))
      .split("\n")
      .map((line) => line.split(" ").slice(1, 4).join(" "));
    expect(codes).toEqual([
      "config.secret-in-name 2:8 stack",
      "config.secret-in-name 5:18 vms.a.provider",
      "config.secret-in-name 6:32 vms.b.count",
      "config.secret-in-name 6:75 vms.b.name",
      "config.unknown-reference 8:12 schedules.s.vm:",
    ]);
    expect(await problemsOf(texts("policy: { publicEnv: [TOKEN] }\n"), { env })).not.toContain("secret-in-name");
  });

  it("written literally are a warning, and masked", async () => {
    const { diagnostics, configuration } = await load(withHead(`vms:\n  a: { ${VM}, password: Literal-1 }\n`));
    expect(diagnostics.map(({ code, severity, snippet }) => `${severity} ${code} ${snippet?.lines[1]}`)).toEqual([
      `warning config.literal-secret   a: { ${VM}, password: *** }`,
    ]);
    expect(configuration?.secretValues).toEqual(["Literal-1"]);
    expect(configuration?.resources[0]?.secrets).toEqual(["password"]);
  });

  it("of a provider or a backend stay in its block, also by way of vars", async () => {
    const texts = `version: 1
stack: shop
vars: { db: "\${env:DB}" }
state: { backend: postgres, url: "\${var:db}" }
policy: { publicEnv: [SERVEROID_API_KEY] }
providers: { gcore: { project: 1, region: 2 }, serveroid.backup: { apiKey: "\${env:SERVEROID_BACKUP_API_KEY}" } }
vms:
  edge: { provider: gcore, existing: { id: "1" }, tags: { a: "\${env:SERVEROID_BACKUP_API_KEY}", b: "\${env:DB}", c: "\${env:TOKEN}" } }
outputs: { x: "\${var:db}" }
`;
    expect(await problemsOf(texts, { env })).toBe(
      [
        "error config.public-credential 5:23 policy.publicEnv: SERVEROID_API_KEY is a credential of serveroid and cannot be public | remove it",
        "error config.credential-elsewhere 8:62 vms.edge.tags.a: SERVEROID_BACKUP_API_KEY is a credential of serveroid and cannot be used here | use a variable of its own",
        "error config.credential-elsewhere 8:100 vms.edge.tags.b: DB is a credential of the state's backend and cannot be used here | use a variable of its own",
        "error config.credential-elsewhere 9:15 outputs.x: DB is a credential of the state's backend and cannot be used here | use a variable of its own",
      ].join("\n"),
    );
  });

  it("make an output sensitive", async () => {
    const { outputs } = await configurationOf(
      withHead(
        'vms: { db: { provider: zomro, existing: { id: 1 } } }\noutputs:\n  a: "${env:TOKEN}"\n  b: "${vms.db.rescue.password}"\n  c: { value: plain, sensitive: true }\n  d: plain\n',
      ),
      { env },
    );
    expect(outputs.map(({ name, sensitive }) => `${name} ${sensitive}`)).toEqual([
      "a true",
      "b true",
      "c true",
      "d false",
    ]);
  });
});
