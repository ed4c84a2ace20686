// Contract 4.4: what is honoured only when an object is made never destroys it by surprise; passwords and the texts of keys.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import {
  DB,
  EDGE,
  KEY_DIGEST,
  liveDb,
  liveEdge,
  liveWeb,
  OTHER_PUBLIC_KEY,
  PUBLIC_KEY,
  trackedEdge,
  WEB,
} from "./machines.ts";
import { orderText, planOf, planText } from "./plan-specification.ts";

const ALLOWED = { allow: { deletes: 9 } };
const UBUNTU_22 = WEB.replace("bitness: 64", "bitness: 64, description: Ubuntu 22.04");
const OLD_IMAGE = 'image: { description: "Ubuntu 14.04" }';

describe("a change of what is fixed at creation", () => {
  const reinstalled = {
    live: liveWeb(),
    tracked: `vms.web: { is: vm 11, applied: { ${OLD_IMAGE} } }`,
  };

  it("is debt: said, and left as it is", async () => {
    expect(await planText({ yaml: `vms: { web: { ${UBUNTU_22} } }`, ...reinstalled })).toBe(text`
      Debt, not applied: can only be set at creation
        vms.web
            image.description  Ubuntu 14.04 -> Ubuntu 22.04
            needs a rebuild, which destroys the disk: --rebuild vms.web

      No changes. Your infrastructure matches the configuration.
    `);
  });

  it("is done in place with lifecycle.rebuild: allow", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${UBUNTU_22}, lifecycle: { rebuild: allow } } }`,
        ...reinstalled,
        options: ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗ -/+ rebuild  vms.web  web (11), changes what only a rebuild can set
              image.description  Ubuntu 14.04 -> Ubuntu 22.04
              1. reinstall Ubuntu 22.04 (destroys the disk)
              ✗ the disk is overwritten; id and addresses stay
              ✗ lost with it: everything on the disk

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });

  it("is done in place with --rebuild", async () => {
    expect(
      await planText({
        yaml: `vms: { db: { ${DB} } }`,
        live: liveDb({ image: "Ubuntu" }),
        tracked: "vms.db: { is: vm 21, applied: { image: Ubuntu } }",
        options: { ...ALLOWED, rebuild: ["vms.db"] },
      }),
    ).toBe(text`
      Changes to shop

      ✗ -/+ rebuild  vms.db  db (21), changes what only a rebuild can set
              image  Ubuntu -> Debian
              1. rebuild with Debian (destroys the disk)
              ✗ the disk is overwritten; id and addresses stay
              ✗ lost with it: everything on the disk

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });

  it("makes a new machine with --replace", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, userData: b } }`,
        live: liveEdge(),
        tracked: trackedEdge("digests: { userData: digest of a }"),
        options: { ...ALLOWED, replace: ["vms.edge"] },
      }),
    ).toBe(text`
      Changes to shop

      ✗ -/+ replace  vms.edge  edge (e1), asked for by --replace
              userData  (sensitive)
              1. delete the VM and 1 part named with it
              2. create the VM (g1)
              · the old one is deleted first

      ✗ -/+ replace  vms.edge.volumes.boot  edge-boot (v1)
              image  ubuntu
              boot   true
              1. delete the volume edge-boot
              2. create the volume edge-boot (10 GiB, from the image ubuntu)
              · the old one is deleted first

        -/+ replace  vms.edge.interfaces.pub  pub (p1)
              type  external
              · comes with its VM
              ✗ lost with it: address 203.0.113.1

      ✗ marks what destroys data, an address or access: 2 steps

      Plan: 3 to add, 0 to change, 3 to destroy.
    `);
  });

  it("needs a new machine at Gcore, which rebuilds nothing in place", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, userData: b, lifecycle: { rebuild: allow } } }`,
        live: liveEdge(),
        tracked: trackedEdge("digests: { userData: digest of a }"),
        options: { rebuild: ["vms.edge"] },
      }),
    ).toBe(text`
      Debt, not applied: can only be set at creation
        vms.edge
            userData  (sensitive)
            needs a new object, which destroys this one: --replace vms.edge

      error[plan.unfit]: --rebuild vms.edge: it cannot be rebuilt in place
        fix: --replace vms.edge

      Planning failed: 1 error.
    `);
  });

  it("a smaller disk is debt, too", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, disk: 8GiB } }`,
        live: liveWeb({ disk: 16_384 }),
        tracked: "vms.web: { is: vm 11, applied: { disk: 16384 } }",
      }),
    ).toBe(text`
      Debt, not applied: can only be set at creation
        vms.web
            disk  16 GiB -> 8 GiB
            needs a rebuild, which destroys the disk: --rebuild vms.web

      No changes. Your infrastructure matches the configuration.
    `);
  });
});

describe("a password", () => {
  it("is changed in place by one step", async () => {
    expect(
      await planText({
        yaml: `vms: { db: { ${DB.replace("number-1", "number-2")} } }`,
        live: liveDb(),
        tracked: "vms.db: { is: vm 21, digests: { password: digest of Secret-number-1 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.db  db (21)
              password  (sensitive)
              1. set the password (undocumented)

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("is never sent when a machine is taken over", async () => {
    expect(
      await planText({
        yaml: `
          vms: { web: { ${WEB}, password: Secret-number-1 } }
          import: [{ to: vms.web, id: "11" }]`,
        live: liveWeb(),
      }),
    ).toBe(text`
      Changes to shop

         <= adopt    vms.web  web (11)
              taken over: by an import block

      Not verifiable: cannot be read back, taken as equal
        · password: vms.web

      Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.
    `);
  });

  it("is debt at Gcore, which sets it only when the machine is made", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, password: Secret-number-2 } }`,
        live: liveEdge(),
        tracked: trackedEdge("digests: { password: digest of Secret-number-1 }"),
      }),
    ).toBe(text`
      Debt, not applied: can only be set at creation
        vms.edge
            password  (sensitive)
            needs a new object, which destroys this one: --replace vms.edge

      No changes. Your infrastructure matches the configuration.
    `);
  });
});

describe("the text of a key", () => {
  it("at Serveroid is changed in place, and put on each machine that lists the key", async () => {
    const changed = {
      yaml: `
        keys: { ops: { provider: serveroid, publicKey: ${OTHER_PUBLIC_KEY} } }
        vms: { web: { ${WEB}, keys: [ops] } }`,
      live: liveWeb({ keys: ["5"] }, { key: { 5: { name: "ops", publicKey: PUBLIC_KEY } } }),
      tracked: `{ keys.ops: { is: key 5, applied: { publicKey: "${PUBLIC_KEY}" } },
        vms.web: { is: vm 11, applied: { keyTexts: { keys.ops: "${KEY_DIGEST}" } } } }`,
    };
    expect(await planText(changed)).toBe(text`
      Changes to shop

          ~ update   keys.ops  ops (5)
              publicKey
                - …NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q
                + …NTE5AAAAIFAl2xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q
              1. edit the key ops

          ~ update   vms.web  web (11)
              keyTexts  keys.ops changed
              1. install 1 key (replaces all of authorized_keys)

      Plan: 0 to add, 2 to change, 0 to destroy.
    `);
    expect(await orderText(changed)).toBe(text`
      update keys.ops
      update vms.web
        after update keys.ops
    `);
  });

  it("at Gcore is another key, the old one first since names are taken, and debt on the machines", async () => {
    const changed = {
      yaml: `
        keys: { ops: { provider: gcore, publicKey: ${OTHER_PUBLIC_KEY} } }
        vms: { edge: { ${EDGE}, keys: [ops] } }`,
      live: liveEdge({ sshKeys: ["ops"] }, { key: { k1: { name: "ops", publicKey: PUBLIC_KEY } } }),
      tracked: trackedEdge(
        `applied: { keyTexts: { keys.ops: "${KEY_DIGEST}" } }`,
        `keys.ops: { is: key k1, applied: { publicKey: "${PUBLIC_KEY}" } }`,
      ),
    };
    expect((await planOf(changed)).debt).toEqual([{ address: "vms.edge", fields: ["keyTexts"], needs: "replace" }]);
    expect(await orderText(changed)).toBe(text`
      create keys.ops
        after delete keys.ops
      delete keys.ops
    `);
  });

  it("at Zomro is another key, the new one first, and debt on the machines", async () => {
    const changed = {
      yaml: `
        keys: { ops: { provider: zomro, publicKey: ${OTHER_PUBLIC_KEY} } }
        vms: { db: { ${DB}, keys: [ops] } }`,
      live: liveDb({}, { key: { 6: { name: "ops" } } }),
      tracked: `{ keys.ops: { is: key 6, applied: { publicKey: "${PUBLIC_KEY}" } },
        vms.db: { is: vm 21, applied: { keyTexts: { keys.ops: "${KEY_DIGEST}" } } } }`,
    };
    expect((await planOf(changed)).debt).toEqual([{ address: "vms.db", fields: ["keyTexts"], needs: "rebuild" }]);
    expect(await orderText(changed)).toBe(text`
      create keys.ops
      delete-deposed keys.ops
        after create keys.ops
    `);
  });

  it("another comment is no other text", async () => {
    expect(
      await planText({
        yaml: `keys: { ops: { provider: gcore, publicKey: ${PUBLIC_KEY} me@here } }`,
        live: JSON.stringify({ key: { k1: { name: "ops", publicKey: `${PUBLIC_KEY} me@there` } } }),
        tracked: "keys.ops: key k1",
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });
});
