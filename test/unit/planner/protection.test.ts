// Contract 4.5: what protection forbids, and how a resource is removed on purpose.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { DB, EDGE, liveDb, liveEdge, liveWeb, trackedEdge, volumeOf, WEB, WEB_MADE, webVm } from "./machines.ts";
import { planText, problemsIn } from "./plan-specification.ts";

const ALLOWED = { options: { allow: { deletes: 9, empty: true } } };
const PROTECTED = "lifecycle: { protect: true }";

describe("protection", () => {
  it("outlives the block: nothing is deleted, the plan says what would, and does the rest", async () => {
    expect(
      await planText({
        yaml: `vms: { other: { ${WEB}, memory: 2GiB } }`,
        live: liveWeb({}, { vm: { 12: webVm({ name: "other" }) } }),
        tracked: `{ vms.web: { is: vm 11, ${PROTECTED} }, vms.other: { is: vm 12, applied: { memory: 1024 } } }`,
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.other  other (12)
              memory  1 GiB -> 2 GiB
              1. set memory to 2 GiB

      Protected: not deleted
        · vms.web: it is no longer declared, but protected. To delete it: removed:
          [{from: "vms.web", destroy: true}]; to leave it and stop tracking it:
          destroy: false

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("holds back a destructive step, and lets the other changes through", async () => {
    expect(
      await planText({
        yaml: `
          backupPolicies: { few: { keep: 2 } }
          vms: { db: { ${DB}, power: "off", backupPolicy: few, ${PROTECTED} } }`,
        live: liveDb({ backupPolicy: { keep: 5 } }),
        tracked: "vms.db: { is: vm 21, applied: { power: on, backupPolicy: { keep: 5 } } }",
      }),
    ).toBe(text`
      Blocked
        ! vms.db: protected: older backups beyond the new number are deleted
          fix: set lifecycle.protect: false to let it through

      Changes to shop

          ~ update   vms.db  db (21)
              power  on -> off
              1. stop

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("stops --replace and --rebuild", async () => {
    expect(
      await problemsIn({
        yaml: `vms: { web: { ${WEB_MADE}, ${PROTECTED} }, db: { ${DB}, ${PROTECTED} } }`,
        live: `{ serveroid: ${liveWeb()}, zomro: ${liveDb()} }`,
        tracked: "{ vms.web: vm 11, vms.db: vm 21 }",
        options: { replace: ["vms.web"], rebuild: ["vms.db"] },
      }),
    ).toBe(text`
      error lifecycle.protected 4:8 vms.web is protected: it can be neither replaced nor rebuilt | set lifecycle.protect: false and apply that first
      error lifecycle.protected 4:171 vms.db is protected: it can be neither replaced nor rebuilt | set lifecycle.protect: false and apply that first
    `);
  });

  it("of a machine holds for its volumes and interfaces", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, ${PROTECTED} } }`,
        live: liveEdge({}, { volume: { v2: volumeOf("e1") } }),
        tracked: trackedEdge("", "vms.edge.volumes.data: volume v2"),
      }),
    ).toBe(text`
      Protected: not deleted
        · vms.edge.volumes.data: it is no longer declared, but protected. To delete
          it: removed: [{from: "vms.edge.volumes.data", destroy: true}]; to leave it
          and stop tracking it: destroy: false

      No changes. Your infrastructure matches the configuration.
    `);
  });

  it("of a data volume keeps it when its machine goes", async () => {
    expect(
      await planText({
        yaml: "vms: {}",
        live: liveEdge({}, { volume: { v2: volumeOf("e1") } }),
        tracked: `{ vms.edge: vm e1 gcore, vms.edge.volumes.boot: volume v1 gcore,
          vms.edge.volumes.data: { is: volume v2 gcore, ${PROTECTED} } }`,
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge  edge (e1), no longer declared
              ✗ lost with it: address 203.0.113.1

      ✗   - delete   vms.edge.volumes.boot  edge-boot (v1), no longer declared

      ✗ marks what destroys data, an address or access: 2 steps

      Protected: not deleted
        · vms.edge.volumes.data: it is no longer declared, but protected. To delete
          it: removed: [{from: "vms.edge.volumes.data", destroy: true}]; to leave it
          and stop tracking it: destroy: false

      Plan: 0 to add, 0 to change, 2 to destroy.
    `);
  });

  it("of a snapshot keeps its machine: it would die with it", async () => {
    expect(
      await planText({
        yaml: `
          vms: { other: { ${WEB} } }
          snapshots: {}`,
        live: liveWeb(
          {},
          { vm: { 12: webVm({ name: "other" }) }, snapshot: { 71: { name: "golden", parentId: "11" } } },
        ),
        tracked: `{ vms.web: vm 11, vms.other: vm 12,
          snapshots.golden: { is: snapshot 71, parent: vms.web, ${PROTECTED} } }`,
        ...ALLOWED,
      }),
    ).toBe(text`
      Blocked
        ! vms.web: snapshots.golden is protected and would die with it
          fix: lift the protection of snapshots.golden first

      Protected: not deleted
        · snapshots.golden: it is no longer declared, but protected. To delete it:
          removed: [{from: "snapshots.golden", destroy: true}]; to leave it and stop
          tracking it: destroy: false

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
  });
});

describe("removed", () => {
  it("with destroy: true deletes, protected or not, and does not count", async () => {
    expect(
      await planText({
        yaml: "removed: [{ from: vms.web, destroy: true }]",
        live: liveWeb(),
        tracked: `vms.web: { is: vm 11, ${PROTECTED} }`,
        options: { allow: { empty: true } },
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.web  web (11), no longer declared

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("with destroy: false forgets: nothing is sent", async () => {
    expect(
      await planText({
        yaml: "removed: [{ from: vms.edge, destroy: false }]",
        live: liveEdge(),
        tracked: `{ vms.edge: vm e1 gcore, vms.edge.volumes.boot: volume v1 gcore, vms.edge.interfaces.pub: interface p1 gcore }`,
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          x forget   vms.edge  edge (e1), no longer declared
              · a removed block says so

          x forget   vms.edge.volumes.boot  edge-boot (v1), no longer declared
              · a removed block says so

          x forget   vms.edge.interfaces.pub  pub (p1), no longer declared
              · a removed block says so

      In the state only, nothing is sent: 3 forgotten.

      Plan: 0 to add, 0 to change, 0 to destroy, 3 to forget.
    `);
  });

  it("onRemove: forget, as recorded, does the same without a block", async () => {
    expect(
      await planText({
        yaml: "vms: {}",
        live: liveDb(),
        tracked: "vms.db: { is: vm 21 zomro, lifecycle: { onRemove: forget } }",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          x forget   vms.db  db (21), no longer declared
              · lifecycle.onRemove is forget

      In the state only, nothing is sent: 1 forgotten.

      Plan: 0 to add, 0 to change, 0 to destroy, 1 to forget.
    `);
  });
});
