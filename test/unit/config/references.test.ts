import { describe, expect, it } from "vitest";
import { configurationOf, problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

const VM = "provider: serveroid, image: { name: U, bitness: 64 }, tariff: t, sendPassword: true";

describe("count and instances", () => {
  it("make addresses and names", async () => {
    const { resources } = await configurationOf(
      withHead(`
vms:
  a: { ${VM}, count: 2 }
  b: { ${VM}, instances: [x, y] }
  c: { ${VM}, instances: { big: { memory: 4GiB, shutdown: { mode: force } }, small: }, memory: 1GiB, shutdown: { timeout: 1m } }
  d: { ${VM}, count: 0 }
`),
    );
    expect(resources.map(({ address, name }) => `${address} ${name}`)).toEqual([
      "vms.a[0] a-0",
      "vms.a[1] a-1",
      'vms.b["x"] b-x',
      'vms.b["y"] b-y',
      'vms.c["big"] c-big',
      'vms.c["small"] c-small',
    ]);
    expect(resources[4]?.attributes).toMatchObject({ memory: 4096, shutdown: { mode: "force", timeout: 60_000 } });
    expect(resources[5]?.attributes).toMatchObject({ memory: 1024, shutdown: { timeout: 60_000 } });
  });

  it("cannot be combined, and give every instance a name of its own", async () => {
    expect(
      await problemsOf(
        withHead(`vms:\n  a: { ${VM}, count: 2, instances: [x] }\n  b: { ${VM}, count: 3, name: same }\n`),
      ),
    ).toBe(
      [
        "error config.conflict 5:103 vms.a has both count and instances | keep one of them",
        'error config.same-name 6:109 vms.b[0] and vms.b[1] have the name "same" at serveroid: they would be one object | put ${index} into the name',
      ].join("\n"),
    );
  });
});

describe("defaults", () => {
  it("of a section that is none are an error", async () => {
    const text = "version: 1\nstack: shop\ndefaults: { vm: { power: off }, backupPolicies: {}, keys: [] }\n";
    expect(await problemsOf(text)).toBe(
      [
        "error config.unknown-field 3:13 defaults has no field vm | did you mean vms?",
        "error config.unknown-field 3:33 defaults has no field backupPolicies | known here: keys, vms, snapshots, schedules",
        "error config.wrong-type 3:59 defaults.keys must be a block, not a list",
      ].join("\n"),
    );
  });

  it("are merged under the resource: the provider's over the general ones, only what the provider has", async () => {
    const texts = `version: 1
stack: shop
providers:
  serveroid: { defaults: { vms: { shutdown: { mode: force }, software: [b] } } }
  gcore: { project: 1, region: 2, defaults: { vms: { tags: { b: 2 } } } }
defaults:
  vms:
    provider: serveroid
    shutdown: { mode: graceful, timeout: 1m }
    software: [a, c]
    tags: { a: 1, b: 1 }
    image: { name: U, bitness: 64 }
    lifecycle: { protect: true }
    timeouts: { create: 1h }
vms:
  a: { tariff: t, sendPassword: true, software: [z, y] }
  edge: { provider: gcore, existing: { id: x }, tags: { c: 3 } }
`;
    const a = await resourceOf(texts, "vms.a");
    expect(a.attributes).toEqual({
      image: { bitness: 64, name: "U" },
      sendPassword: true,
      shutdown: { mode: "force", timeout: 60_000 },
      software: ["y", "z"],
      tariff: "t",
    });
    expect(a.lifecycle.protect).toBe(true);
    expect(a.timeouts.createMs).toBe(3_600_000);
    const edge = await resourceOf(texts, "vms.edge");
    expect(edge.attributes).toEqual({ tags: { a: "1", b: "2", c: "3" } });
  });

  it("that would do nothing are errors", async () => {
    expect(
      await problemsOf(`version: 1
stack: shop
providers: { gcore: { project: 1, region: 2, defaults: { vms: { memory: 1GiB }, vmz: {} } }, serveroid: { defaults: { schedules: {} } } }
defaults: { vms: { tarif: x, image: [a], count: 2, lifecycle: { protekt: true } } }
`),
    ).toBe(
      [
        "error provider.unsupported 3:65 providers.gcore.defaults.vms.memory: this provider cannot do this | at gcore sizes come with the flavor: say flavor",
        "error config.unknown-field 3:81 providers.gcore.defaults has no field vmz | did you mean vms?",
        "error provider.unsupported 3:130 providers.serveroid.defaults.schedules: serveroid has no schedules | remove it",
        "error config.unknown-field 4:20 defaults.vms has no field tarif: no provider takes it | did you mean tariff?",
        "error config.wrong-type 4:30 defaults.vms.image cannot be a list",
        "error config.unknown-field 4:42 defaults.vms cannot have count | say count in the resource",
        "error config.unknown-field 4:65 defaults.vms.lifecycle has no field protekt: no provider takes it | did you mean protect?",
      ].join("\n"),
    );
  });
});

describe("references", () => {
  const keys = `keys:\n  ops: { provider: serveroid, publicKey: "\${file:ops.pub}", count: 2 }\n  far: { provider: serveroid.backup, publicKey: "\${file:ops.pub}" }\n`;

  it("mean all instances in lists, one in single fields, and become addresses", async () => {
    const texts = withHead(
      `${keys}vms:
  a: { ${VM}, keys: [ops], dependsOn: [keys.ops, b] }
  b: { ${VM}, keys: ["ops[1]", "ops[1]"] }
  c: { provider: serveroid, cloneOf: { vm: b, snapshot: s } }
snapshots:
  s: { vm: b }
`.replace(', keys: ["ops[1]", "ops[1]"]', ', keys: ["ops[1]", ops]'),
    );
    expect(await resourceOf(texts, "vms.a")).toMatchObject({
      attributes: { keys: ["keys.ops[0]", "keys.ops[1]"] },
      dependsOn: ["keys.ops[0]", "keys.ops[1]", "vms.b"],
    });
    expect((await resourceOf(texts, "vms.b")).attributes["keys"]).toEqual(["keys.ops[0]", "keys.ops[1]"]);
    expect((await resourceOf(texts, "vms.c")).attributes["cloneOf"]).toEqual({ snapshot: "snapshots.s", vm: "vms.b" });
    expect((await resourceOf(texts, "snapshots.s")).attributes).toEqual({ vm: "vms.b" });
  });

  it("to what is not there, is several, or is elsewhere are errors", async () => {
    expect(
      await problemsOf(
        withHead(`${keys}vms:
  web: { ${VM}, count: 2, keys: [opz, far], backupPolicy: dayly, dependsOn: [vms.wbe, "keys.ops[7]"], cloneOf: { vm: web } }
  one: { provider: serverod }
  two: { ${VM}, cloneOf: { vm: "web[0]", snapshot: s } }
backupPolicies: { daily: { keep: 7, every: 24h } }
snapshots:
  a: { vm: web }
  b: { vm: "web[5]" }
  c: { vm: wbe }
  s: { vm: "web[1]" }
schedules:
  s: { vm: "web[0]", cron: "0 0 * * *" }
`),
      ),
    ).toBe(
      [
        "error config.unknown-reference 8:112 vms.web.keys: there is no opz under keys | did you mean ops?",
        "error config.cross-provider 8:117 vms.web.keys: keys.far is at serveroid.backup, but this is at serveroid | declare one at serveroid",
        "error config.unknown-reference 8:137 vms.web[0].backupPolicy: there is no dayly under backupPolicies | did you mean daily?",
        "error config.unknown-reference 8:156 vms.web[0].dependsOn: there is no wbe under vms | did you mean web?",
        "error config.unknown-reference 8:165 vms.web[0].dependsOn: keys.ops[7] does not exist: there are ops[0], ops[1] | say for example ops[0]",
        'error config.ambiguous-reference 8:196 vms.web.cloneOf.vm: web means 2 instances, but one is needed | say which one, for example "web[0]"',
        "error config.unknown-provider 9:20 vms.one.provider: there is no provider serverod | did you mean serveroid?",
        "error config.conflict 10:130 vms.two.cloneOf: snapshots.s is a snapshot of vms.web[1], not of vms.web[0]",
        'error config.ambiguous-reference 13:12 snapshots.a.vm: web means 2 instances, but one is needed | say which one, for example "web[0]"',
        "error config.unknown-reference 14:12 snapshots.b.vm: vms.web[5] does not exist: there are web[0], web[1] | say for example web[0]",
        "error config.unknown-reference 15:12 snapshots.c.vm: there is no wbe under vms | did you mean web?",
        "error provider.unsupported 18:3 schedules.s: serveroid has no schedules | give the VM a backupPolicy (keep 1 to 10, every 3h, 6h, 12h, 24h or 72h)",
      ].join("\n"),
    );
  });

  it("in a circle are reported once, with the path", async () => {
    const existing = "provider: zomro, existing: ";
    expect(
      await problemsOf(
        withHead(
          `vms:\n  a: { ${existing}{ id: 1 }, dependsOn: [vms.b] }\n  b: { ${existing}{ id: 2 }, dependsOn: [c] }\n  c: { ${existing}{ id: 3 }, dependsOn: [a] }\n  d: { ${existing}{ id: 4 }, dependsOn: [d] }\n  e: { ${existing}{ id: 1 } }\n`,
        ),
      ),
    ).toBe(
      [
        "error config.cycle 5:57 resources depend on each other in a circle: vms.a → vms.b → vms.c → vms.a | remove one of these dependencies",
        "error config.cycle 8:57 vms.d depends on itself | remove one of these dependencies",
        "error config.same-name 9:35 vms.a and vms.e have the id 1 at zomro: they would be one object | give one of them another name",
      ].join("\n"),
    );
  });

  it("to volumes: the VM's own; an only one need not be named", async () => {
    const texts = (snapshots: string) =>
      withHead(`vms:
  one: { provider: gcore, flavor: f, volumes: { boot: { image: i, size: 5GiB, boot: true } }, interfaces: { p: { type: external } } }
  two: { provider: gcore, flavor: f, volumes: { boot: { snapshot: old, boot: true }, data: { size: 5GiB } }, interfaces: { p: { type: external } } }
snapshots:
  old: { vm: one }
${snapshots}`);
    expect((await resourceOf(texts(""), "snapshots.old")).attributes).toEqual({ vm: "vms.one", volume: "boot" });
    expect((await resourceOf(texts(""), "vms.two")).attributes["volumes"]).toMatchObject({
      boot: { snapshot: "snapshots.old" },
    });
    expect(await problemsOf(texts("  aaa: { vm: two }\n  bbb: { vm: two, volume: dta }\n"))).toBe(
      [
        "error config.missing-field 9:14 snapshots.aaa needs volume | add volume: one of boot, data",
        "error config.unknown-reference 10:27 snapshots.bbb.volume: vms.two has no volume dta | did you mean data?",
      ].join("\n"),
    );
  });

  it("in outputs name one instance", async () => {
    const { outputs } = await configurationOf(
      withHead(
        `vms:\n  web: { ${VM}, instances: ["a.b"] }\noutputs:\n  a: 'http://\${vms.web["a.b"].ips[0]}:\${env:PORT:-80}/'\n  b: '\${vms.web["a.b"].image["name"]}'\n`,
      ),
    );
    expect(outputs.map(({ parts }) => parts)).toEqual([
      ["http://", { address: 'vms.web["a.b"]', path: "ips.0" }, ":80/"],
      [{ address: 'vms.web["a.b"]', path: "image.name" }],
    ]);
    expect(
      await problemsOf(
        withHead(
          `vms:\n  web: { ${VM}, count: 2 }\noutputs:\n  a: "\${vms.web.id}"\n  b: "\${vms.wbe.id}"\n  c: "\${vms.web[0]}"\n`,
        ),
      ),
    ).toBe(
      [
        "error config.ambiguous-reference 7:6 outputs.a: vms.web means 2 instances, but one is needed | say which one, for example ${vms.web[0].id}",
        "error config.unknown-reference 8:6 outputs.b: there is no wbe under vms | did you mean web?",
        "error config.interpolation 9:6 outputs.c: ${vms.web[0]} is no address with an attribute | write ${vms.web[0].ips[0]} and the like",
      ].join("\n"),
    );
  });
});

describe("moved, removed, import", () => {
  it("are parsed; swaps are fine", async () => {
    const configuration = await configurationOf(
      withHead(`vms: { a: { ${VM} }, b: { ${VM} } }
moved: [{ from: vms.a, to: vms.b }, { from: vms.b, to: vms.a }, { from: vms.old, to: "vms.older[0]" }]
removed: [{ from: vms.gone, destroy: true }, { from: 'vms.gone2["x"]', destroy: false }]
import: [{ to: vms.a, id: 90210 }, { to: vms.b, id: "007" }]
`),
    );
    expect(configuration.moved.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      "vms.a → vms.b",
      "vms.b → vms.a",
      "vms.old → vms.older[0]",
    ]);
    expect(configuration.removed.map(({ from, destroy }) => `${from} ${destroy}`)).toEqual([
      "vms.gone true",
      'vms.gone2["x"] false',
    ]);
    expect(configuration.imports.map(({ to, id }) => `${to} ${id}`)).toEqual(["vms.a 90210", "vms.b 007"]);
  });

  it("that contradict each other or the rest are errors", async () => {
    expect(
      await problemsOf(
        withHead(`vms: { web: { ${VM}, count: 2 } }
moved:
  - { from: vms.a, to: vms.a }
  - { from: vms.x, to: vms.y }
  - { from: vms.y, to: vms.x }
  - { from: vms.q, to: keys.q }
  - { from: vms.r, to: vms.z }
  - { from: vms.s, to: vms.z }
  - { from: web }
removed: [{ from: "vms.web[0]", destroy: true }, { from: vms.web }, { from: "vms.web[9]", destroy: false }]
import: [{ to: vms.web, id: 5 }, { to: "vms.web[1]", id: 7 }, { to: "vms.web[1]", id: "8" }, { to: vms.wbe, id: a }]
`),
      ),
    ).toBe(
      [
        "error config.moved 6:13 vms.a is moved to itself | remove this entry",
        "error config.moved 7:13 moves go round in a circle, and nothing of it is declared: vms.x → vms.y → vms.x | remove one of them",
        "error config.moved 9:13 vms.q cannot become keys.q: another kind of thing | move within one section",
        "error config.moved 11:13 two things are moved to vms.z | keep one of them",
        "error config.missing-field 12:5 moved[6] needs to | add to",
        'error config.invalid-address 12:13 "web" is no address | write an address such as vms.web, vms.web[0], vms.web["a"] or vms.edge.volumes.data, or a pattern such as vms.old-*',
        "error config.removed 13:19 vms.web[0] is removed here, but still declared | remove its block, or this entry",
        "error config.missing-field 13:50 removed[1] needs destroy | add destroy",
        "error config.ambiguous-reference 14:16 vms.web means 2 instances, but one is needed | say which one, for example vms.web[0]",
        "error config.import 14:69 two objects are imported into vms.web[1] | keep one of them",
        "error config.unknown-reference 14:100 import: there is no wbe under vms | did you mean web?",
      ].join("\n"),
    );
  });
});

describe("a schedule whose list of VMs was emptied", () => {
  const schedule = '\nschedules:\n  daily: { vms: [], cron: "15 2 * * *", keep: 7 }\n';
  const head = (providers: string) => `version: 1\nstack: shop\nproviders: ${providers}\n`;

  it("belongs to the only provider that has such lists", async () => {
    expect(
      await problemsOf(`${head("{ gcore: { project: 1, region: 2 }, zomro: {}, serveroid: {} }")}${schedule}`),
    ).toBe("");
  });

  it("must name its provider where there are several", async () => {
    const problems = await problemsOf(`${head("{ gcore: {}, gcore.backup: {} }")}${schedule}`);
    expect(problems).toContain("schedules.daily needs provider");
  });
});
