// Contract 4.3: what a plan does with an object, which steps destroy something, and what dies with what is destroyed.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import {
  DB,
  EDGE,
  liveDb,
  liveEdge,
  liveWeb,
  PUBLIC_KEY,
  trackedEdge,
  volumeOf,
  WEB,
  WEB_MADE,
  webVm,
} from "./machines.ts";
import { planOf, planText, problemsIn } from "./plan-specification.ts";

const ALLOWED = { options: { allow: { deletes: 9, empty: true } } };

describe("the actions", () => {
  it("create, update, rebuild, delete, adopt, forget, move and nothing, side by side", async () => {
    expect(
      await planText({
        yaml: `
          vms:
            a: { ${WEB_MADE} }
            b: { ${WEB}, memory: 2GiB }
            c: { ${WEB} }
            e: { ${WEB} }
            h: { ${WEB} }
            i: { ${WEB} }
          import: [{ to: vms.e, id: "15" }]
          removed: [{ from: vms.f, destroy: false }]
          moved: [{ from: vms.g, to: vms.h }]`,
        live: JSON.stringify({
          vm: Object.fromEntries(
            [..."bcdefhi"].map((name, index) => [String(12 + index), webVm({ name, addresses: [] })]),
          ),
        }),
        tracked: `{ vms.b: { is: vm 12, applied: { memory: 1024 } }, vms.c: vm 13, vms.d: vm 14, vms.f: vm 16,
          vms.g: vm 17, vms.i: vm 18 }`,
        options: { rebuild: ["vms.c"] },
      }),
    ).toBe(text`
      Changes to shop

          + create   vms.a  a
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

          ~ update   vms.b  b (12)
              memory  1 GiB -> 2 GiB
              1. set memory to 2 GiB

      ✗ -/+ rebuild  vms.c  c (13), asked for by --rebuild
              1. reinstall UBUNTU 64-bit (destroys the disk)
              ✗ the disk is overwritten; id and addresses stay
              ✗ lost with it: everything on the disk

      ✗   - delete   vms.d  d (14), no longer declared

         <= adopt    vms.e  e (15)
              taken over: by an import block

          x forget   vms.f  f (16), no longer declared
              · a removed block says so

          > move     vms.g -> vms.h  h (17)

      ✗ marks what destroys data, an address or access: 2 steps

      In the state only, nothing is sent: 1 moved, 1 forgotten.

      Plan: 1 to import, 2 to add, 1 to change, 2 to destroy, 1 to forget.
    `);
  });

  it("update lists its steps in their order", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, name: shop, ips: 2, memory: 2GiB, disk: 16GiB } }`,
        live: liveWeb(),
        tracked: "vms.web: { is: vm 11, applied: { memory: 1024, disk: 8192, ips: 1 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  shop (11)
              name    web -> shop
              memory  1 GiB -> 2 GiB
              disk    8 GiB -> 16 GiB
              ips     1 -> 2
              1. rename to shop
              2. set memory to 2 GiB
              3. grow the disk to 16 GiB
              4. add an address

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });
});

describe("what destroys is marked and listed", () => {
  it("delete, with what dies with the machine, declared or not", async () => {
    expect(
      await planText({
        yaml: "vms: {}",
        live: liveWeb({
          lost: [
            { kind: "snapshot", label: "golden" },
            { kind: "backup", label: "2026-10-01" },
            { kind: "address", label: "203.0.113.7" },
          ],
        }),
        tracked: "vms.web: vm 11",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.web  web (11), no longer declared
              ✗ lost with it:
                  snapshot golden
                  backup 2026-10-01
                  address 203.0.113.7

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("giving up an address, which has an entry of its own", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, ips: 1, releaseIps: [203.0.113.8] } }`,
        live: liveWeb({ ips: 2, addresses: ["203.0.113.7", "203.0.113.8"] }),
        tracked: "vms.web: { is: vm 11, applied: { ips: 2 } }",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              ips         2 -> 1
              releaseIps  (none) -> 203.0.113.8
              1. give up 203.0.113.8

      ✗   - delete   vms.web.ips["203.0.113.8"]
              · 203.0.113.8 is given up for good

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 1 to change, 1 to destroy.
    `);
  });

  it("giving up a floating address", async () => {
    const lost = [{ kind: "address", label: "198.51.100.4" }];
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({}, { floatingIp: { f1: { name: "198.51.100.4", port: "p1", lost } } }),
        tracked: trackedEdge("", "vms.edge.floatingIps.pub: floatingIp f1"),
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge.floatingIps.pub  198.51.100.4 (f1), no longer declared
              ✗ lost with it: address 198.51.100.4

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("emptied keys, lowered retention and a forced power-off", async () => {
    const { destructive } = await planOf({
      yaml: `
        backupPolicies: { daily: { keep: 3, every: 24h } }
        vms: { web: { ${WEB}, keys: [], backupPolicy: daily, power: "off", shutdown: { mode: force } } }`,
      live: liveWeb({ keys: ["5"], backupPolicy: { keep: 7, every: 86_400_000 } }, { key: { 5: { name: "ops" } } }),
      tracked: "vms.web: vm 11",
    });
    expect(destructive.map(({ address, kind, detail }) => `${address} ${kind}: ${detail}`).join("\n")).toBe(text`
      vms.web power-off: the power is cut: unsaved data is lost
      vms.web lower-retention: older backups beyond the new number are deleted
      vms.web empty-keys: authorized_keys is emptied
    `);
  });

  it("less retention at Zomro", async () => {
    expect(
      await planText({
        yaml: `
          backupPolicies: { few: { keep: 2 } }
          vms: { db: { ${DB}, backupPolicy: few } }`,
        live: liveDb({ backupPolicy: { keep: 5 } }),
        tracked: "vms.db: { is: vm 21, applied: { backupPolicy: { keep: 5 } } }",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗   ~ update   vms.db  db (21)
              backupPolicy.keep  5 -> 2
              1. keep 2 automatic backups (undocumented)
              ✗ older backups beyond the new number are deleted

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("a graceful shutdown, fewer keys and more retention destroy nothing", async () => {
    const { destructive } = await planOf({
      yaml: `
        keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
        backupPolicies: { daily: { keep: 9, every: 24h } }
        vms: { web: { ${WEB}, keys: [ops], backupPolicy: daily, power: "off" } }`,
      live: liveWeb(
        { keys: ["5", "6"], backupPolicy: { keep: 7, every: 86_400_000 } },
        { key: { 5: { name: "ops", publicKey: PUBLIC_KEY }, 6: { name: "old" } } },
      ),
      tracked: "{ vms.web: vm 11, keys.ops: key 5 }",
    });
    expect(destructive).toEqual([]);
  });

  it("a machine's volumes, interfaces and floating addresses each have an entry", async () => {
    expect(
      await planText({
        yaml: "vms: {}",
        live: liveEdge(
          {},
          {
            volume: { v2: volumeOf("e1", { lost: [{ kind: "snapshot", label: "night (s1)" }] }) },
            floatingIp: {
              f1: { name: "198.51.100.4", port: "p1", lost: [{ kind: "address", label: "198.51.100.4" }] },
            },
          },
        ),
        tracked: `{ vms.edge: vm e1 gcore, vms.edge.volumes.boot: volume v1 gcore, vms.edge.volumes.data: volume v2 gcore,
          vms.edge.interfaces.pub: interface p1 gcore, vms.edge.floatingIps.pub: floatingIp f1 gcore }`,
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge  edge (e1), no longer declared
      ✗   - delete   vms.edge.volumes.boot  edge-boot (v1), no longer declared

      ✗   - delete   vms.edge.volumes.data  edge-data (v2), no longer declared
              ✗ lost with it: snapshot night (s1)

      ✗   - delete   vms.edge.interfaces.pub  pub (p1), no longer declared
              · goes with its VM
              ✗ lost with it: address 203.0.113.1

      ✗   - delete   vms.edge.floatingIps.pub  198.51.100.4 (f1), no longer declared
              ✗ lost with it: address 198.51.100.4

      ✗ marks what destroys data, an address or access: 5 steps

      Plan: 0 to add, 0 to change, 5 to destroy.
    `);
  });
});

describe("what is asked for by a flag and cannot be", () => {
  const asked = async (options: object) =>
    (
      await problemsIn({
        yaml: `
          keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
          vms:
            edge: { ${EDGE} }
            old: { provider: serveroid, existing: { id: "12" }, name: old }`,
        live: `{ gcore: ${liveEdge()}, serveroid: { vm: { 12: ${JSON.stringify(webVm({ name: "old" }))} },
          key: { 5: { name: ops, publicKey: ${PUBLIC_KEY} } } } }`,
        tracked: trackedEdge("", "keys.ops: key 5, vms.old: { is: vm 12, existing: true }"),
        options,
      })
    )
      .split("\n")
      .filter((line) => line.includes("plan.unfit"))
      .join("\n");

  it("is an error, not passed over in silence", async () => {
    expect(await asked({ rebuild: ["keys.ops", "vms.edge"], replace: ["vms.old"] })).toBe(text`
      error plan.unfit - --rebuild keys.ops: it cannot be rebuilt in place | --replace keys.ops
      error plan.unfit - --rebuild vms.edge: it cannot be rebuilt in place | --replace vms.edge
      error plan.unfit - --replace vms.old: it is only taken over (existing:), and such objects are never destroyed | leave it out
    `);
    expect(await asked({ replace: ["keys.ops"] })).toBe("");
  });
});
