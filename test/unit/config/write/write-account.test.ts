// Described objects in, the text of the file out.
import { describe, expect, it } from "vitest";
import { type WriteRequest, writeAccount } from "../../../../src/config/write/write-account.ts";
import { type Described, refersTo } from "../../../../src/core/described.ts";
import type { Observed } from "../../../../src/core/observed.ts";

const object = (type: Observed["type"], name: string, remoteId: string, parentId?: string): Observed => ({
  ...{ type, remoteId, name, owned: true, attributes: {}, outputs: {}, condition: "ready", lost: [] },
  ...(parentId === undefined ? {} : { parentId }),
});

const KEY: Described = { object: object("key", "ops", "7"), fields: { publicKey: "ssh-ed25519 AAAA ops" } };
const vm = (name: string, id: string, more: Partial<Described> = {}): Described => ({
  object: object("vm", name, id),
  fields: { tariff: "Free", memory: 2048, keys: [refersTo("key", "7")], backupPolicy: { keep: 7, every: 86_400_000 } },
  ...more,
});

const write = (resources: readonly Described[], more: Partial<WriteRequest> = {}) =>
  writeAccount({
    stack: "shop",
    provider: { id: "serveroid", vendor: "serveroid", label: "Serveroid project 1" },
    settings: { project: "1" },
    mayFold: true,
    description: { resources, leftOut: [] },
    taken: new Map(),
    takenPresets: new Set(),
    known: new Map(),
    refused: new Map(),
    ignored: new Map(),
    ...more,
  });

const body = (text: string) => text.replace(/^(#.*\n)+\n/, "");

describe("the file", () => {
  it("has sections, units, names of keys and presets, and import entries", () => {
    const snapshot = { object: object("snapshot", "golden ${x}", "9", "1"), fields: { vm: refersTo("vm", "1") } };
    expect(body(write([snapshot, vm("web", "1"), KEY]).text)).toBe(`version: 1
stack: shop

providers:
  serveroid:
    project: "1"

defaults:
  keys:
    provider: serveroid
    lifecycle: { protect: true, onRemove: forget }
  vms:
    provider: serveroid
    lifecycle: { protect: true, onRemove: forget }
  snapshots:
    provider: serveroid
    lifecycle: { protect: true, onRemove: forget }

keys:
  ops:
    publicKey: ssh-ed25519 AAAA ops

backupPolicies:
  keep-7-every-1d:
    keep: 7
    every: 1d

vms:
  web:
    tariff: Free
    memory: 2GiB
    keys: [ ops ]
    backupPolicy: keep-7-every-1d

snapshots:
  golden-x:
    name: golden $\${x}
    vm: web

import:
  - { to: keys.ops, id: "7" }
  - { to: vms.web, id: "1" }
  - { to: snapshots.golden-x, id: "9" }

# Nothing is left out.
`);
  });

  it("is the same whatever order the objects come in", () => {
    const all = [KEY, vm("web", "1"), vm("web", "2"), vm("db", "3")];
    expect(write([...all].reverse()).text).toBe(write(all).text);
  });

  it("beside a configuration has no defaults and no provider, and presets of its own", () => {
    const { text } = writeAccount({
      stack: "shop",
      provider: { id: "serveroid.backup", vendor: "serveroid", label: "x" },
      description: { resources: [vm("web", "1")], leftOut: [] },
      taken: new Map([["vms", new Set(["web"])]]),
      known: new Map([["key 7", "deploy"]]),
      refused: new Map(),
      ignored: new Map(),
      mayFold: false,
      takenPresets: new Set(["keep-7-every-1d"]),
    });
    expect(body(text)).toBe(`version: 1
stack: shop

backupPolicies:
  keep-7-every-1d-2:
    keep: 7
    every: 1d

vms:
  web-2:
    provider: serveroid.backup
    name: web
    tariff: Free
    memory: 2GiB
    keys: [ deploy ]
    backupPolicy: keep-7-every-1d-2
    lifecycle: { protect: true, onRemove: forget }

import:
  - { to: vms.web-2, id: "1" }

# Nothing is left out.
`);
  });

  it("says remarks where they belong, also of a field that is folded", () => {
    const noted = (name: string, id: string) => vm(name, id, { notes: { tariff: "an old one", "": "look here" } });
    const { text } = write([noted("a", "1"), noted("b", "2"), KEY]);
    expect(text).toContain("    # an old one\n    tariff: Free\n");
    expect(text.match(/an old one/g)).toHaveLength(1);
    expect(text.match(/ {2}# look here\n {2}[ab]: \{\}\n/g)).toHaveLength(2);
    expect(write([noted("a", "1"), vm("b", "2"), KEY]).text).toContain("  a:\n    # an old one\n    tariff: Free\n");
  });

  it("leaves out what refers to what is left out, and keeps a machine whose key is", () => {
    const refused = new Map([
      ["key 7", { reason: "YAML refuses it", isBare: false }],
      ["vm 2", { reason: "YAML refuses it", isBare: false }],
    ]);
    const snapshot = { object: object("snapshot", "s", "9", "2"), fields: { vm: refersTo("vm", "2") } };
    const { text, leftOut } = write([KEY, vm("web", "1"), vm("db", "2"), snapshot], { refused });
    expect(leftOut.map(({ object: { name }, reason }) => `${name}: ${reason}`)).toEqual([
      "ops: YAML refuses it",
      "s: its vm (2) is left out",
      "db: YAML refuses it",
    ]);
    expect(text).toContain(
      "    # it has keys besides that this configuration does not declare\n    sendPassword: true\n",
    );
    expect(text).toContain("    lifecycle: { ignore: [ keys ] }\n");
  });

  it("looks a machine up whose block YAML refuses", () => {
    const refused = new Map([["vm 1", { reason: "YAML refuses it: no", isBare: true }]]);
    const { text } = write([vm("web", "1")], { refused });
    expect(text).toContain("  # looked up by its id, never made or deleted: YAML refuses it: no\n  web:\n");
    expect(text).toContain(`    existing: { id: "1" }\n`);
    expect(text).not.toContain("import:");
  });
});
