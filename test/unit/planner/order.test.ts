// Contract 4.8: what waits for what, and what is never done at the same time.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import {
  BOOT,
  DB,
  EDGE,
  GCORE,
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
import { orderText, planOf, planText, problemsIn } from "./plan-specification.ts";

const WITH_ADDRESS = `${GCORE}, volumes: { ${BOOT} }, interfaces: { lan: { type: anySubnet, network: lan, floatingIp: new } }`;

describe("what is made", () => {
  it("keys before machines, machines before schedules", async () => {
    expect(
      await orderText({
        yaml: `
          keys: { ops: { provider: zomro, publicKey: ${PUBLIC_KEY} } }
          vms: { db: { ${DB}, keys: [ops] } }
          schedules: { night: { vm: db, days: [mon], time: "02:00" } }`,
      }),
    ).toBe(text`
      create keys.ops
      create schedules.night
        after create vms.db
        alone at vms.db
      create vms.db
        after create keys.ops
        alone at zomro/u// order
    `);
  });

  it("a machine's volumes before it, its interfaces and floating address after it", async () => {
    expect(await orderText({ yaml: `vms: { edge: { ${WITH_ADDRESS} } }` })).toBe(text`
      create vms.edge
        after create vms.edge.volumes.boot
      create vms.edge.floatingIps.lan
        after create vms.edge
        after create vms.edge.interfaces.lan
        alone at vms.edge
      create vms.edge.interfaces.lan
        after create vms.edge
        alone at vms.edge
      create vms.edge.volumes.boot
        alone at vms.edge
    `);
  });

  it("a policy over a machine's volumes after all of them", async () => {
    const { operations } = await planOf({
      yaml: `
        vms: { edge: { ${EDGE} } }
        schedules: { night: { vms: [edge], cron: "0 2 * * *", timezone: UTC, keep: 7 } }`,
    });
    // One mutation at a time per machine with its schedules.
    expect(operations.find(({ id }) => id === "create schedules.night")?.exclusive).toEqual([
      "schedules.night",
      "vms.edge",
    ]);
    expect(operations.find(({ id }) => id === "create schedules.night")?.needs).toEqual([
      "create vms.edge",
      "create vms.edge.volumes.boot",
    ]);
  });

  it("what dependsOn names comes first", async () => {
    expect(await orderText({ yaml: `vms: { web: { ${WEB_MADE}, dependsOn: [vms.db] }, db: { ${DB} } }` })).toBe(text`
      create vms.db
        alone at zomro/u// order
      create vms.web
        after create vms.db
    `);
  });

  it("Zomro takes one order at a time", async () => {
    expect(await orderText({ yaml: `vms: { a: { ${DB} }, b: { ${DB} } }` })).toBe(text`
      create vms.a
        alone at zomro/u// order
      create vms.b
        alone at zomro/u// order
    `);
  });
});

describe("what is changed", () => {
  const golden = (take: string) => ({
    yaml: `
      vms: { web: { ${WEB}, memory: 2GiB } }
      snapshots: { golden: { vm: web${take} } }`,
    live: liveWeb(),
    tracked: "vms.web: vm 11",
  });

  it("a snapshot is taken before the machine's other changes", async () => {
    expect(await orderText(golden(""))).toBe(text`
      create snapshots.golden
        alone at vms.web
      update vms.web
        after create snapshots.golden
    `);
  });

  it("or after them, with take: after", async () => {
    expect(await orderText(golden(", take: after"))).toBe(text`
      create snapshots.golden
        after update vms.web
        alone at vms.web
      update vms.web
    `);
  });

  it("a snapshot of a machine that is made is taken once that is there", async () => {
    const { yaml } = golden("");
    expect(await orderText({ yaml: yaml.replace("memory: 2GiB", "memory: 2GiB, disk: 8GiB, cpu: 1") })).toBe(text`
      create snapshots.golden
        after create vms.web
        alone at vms.web
      create vms.web
    `);
  });

  it("a machine with its volumes and interfaces takes one change at a time", async () => {
    expect(
      await orderText({
        yaml: `vms: { edge: { ${GCORE}, power: "off", volumes: { boot: { image: ubuntu, size: 20GiB, boot: true } },
          interfaces: { pub: { type: external, securityGroups: [web] } } } }`,
        live: liveEdge(),
        tracked: trackedEdge(),
      }),
    ).toBe(text`
      update vms.edge
      update vms.edge.interfaces.pub
        after update vms.edge
        alone at vms.edge
      update vms.edge.volumes.boot
        after update vms.edge
        alone at vms.edge
    `);
  });

  it("memory grows before the disk", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, disk: 80GiB, memory: 2GiB } }`,
        live: liveWeb(),
        tracked: "vms.web: { is: vm 11, applied: { memory: 1024, disk: 8192 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              memory  1 GiB -> 2 GiB
              disk    8 GiB -> 80 GiB
              1. set memory to 2 GiB
              2. grow the disk to 80 GiB

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("a restart is named, and needs allowRestart", async () => {
    const smaller = {
      live: liveEdge(),
      tracked: trackedEdge("applied: { flavor: g1 }"),
    };
    const edge = `${EDGE.replace("g1", "g0")}`;
    expect(await problemsIn({ yaml: `vms: { edge: { ${edge} } }`, ...smaller })).toBe(
      "error provider.needs-restart 4:41 vms.edge: another flavor restarts the VM | set allowRestart: true on the VM, or keep the flavor as it is",
    );
    expect(await planText({ yaml: `vms: { edge: { ${edge}, allowRestart: true } }`, ...smaller })).toBe(text`
      Changes to shop

          ~ update   vms.edge  edge (e1)
              flavor  g1 -> g0
              1. change the flavor to g0 (restarts the VM)
              · restarts the VM

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });
});

describe("what is made anew", () => {
  it("two groups of which one needs the other: the ones that need go first, one after the other", async () => {
    const names = ["web-0", "web-1", "app-0", "app-1"];
    const vms = names.map((name, index) => [100 + index, webVm({ name })] as const);
    const tracked = names.map((name, index) => `'vms.${name.replace(/-(.)/, "[$1]")}': { is: vm ${100 + index} }`);
    const situation = {
      yaml: `vms: { web: { count: 2, ${WEB_MADE} }, app: { count: 2, dependsOn: [vms.web], ${WEB_MADE} } }`,
      live: JSON.stringify({ vm: Object.fromEntries(vms) }),
      tracked: `{ ${tracked.join(", ")} }`,
      options: { allow: { deletes: 99 }, replace: ["vms.web", "vms.app"] },
    };
    expect(await problemsIn(situation)).toBe("");
    expect(await orderText(situation)).toContain(text`
      delete vms.app[0]
        after delete vms.app[1]
      delete vms.app[1]
      delete vms.web[0]
        after delete vms.app[0]
        after delete vms.app[1]
    `);
  });
});

describe("what is deleted", () => {
  it("in reverse: schedules, then the machine, then its key", async () => {
    expect(
      await orderText({
        yaml: "vms: {}",
        live: liveDb({}, { key: { 6: { name: "ops" } }, schedule: { 81: { name: "night", parentId: "21" } } }),
        tracked: `{ keys.ops: key 6 zomro, vms.db: { is: vm 21 zomro, applied: { keys: [keys.ops] } },
          schedules.night: { is: schedule 81 zomro, parent: vms.db, applied: { vm: vms.db } } }`,
      }),
    ).toBe(text`
      delete keys.ops
        after delete vms.db
      delete schedules.night
        alone at vms.db
      delete vms.db
        after delete schedules.night
    `);
  });

  it("in reverse of what dependsOn named, as the state has kept it", async () => {
    expect(
      await orderText({
        yaml: "vms: {}",
        live: `{ zomro: ${liveDb()}, serveroid: ${liveWeb()} }`,
        tracked: "{ vms.web: { is: vm 11, dependsOn: [vms.db] }, vms.db: vm 21 zomro }",
      }),
    ).toBe(text`
      delete vms.db
        after delete vms.web
      delete vms.web
    `);
  });

  it("snapshots before their volume", async () => {
    expect(
      await orderText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({}, { volume: { v2: volumeOf("e1") }, snapshot: { s1: { name: "night", parentId: "v2" } } }),
        tracked: trackedEdge(
          "",
          `vms.edge.volumes.data: volume v2,
          snapshots.night: { is: snapshot s1 gcore, parent: vms.edge.volumes.data }`,
        ),
      }),
    ).toBe(text`
      delete snapshots.night
        alone at vms.edge
      delete vms.edge.volumes.data
        after delete snapshots.night
        alone at vms.edge
    `);
  });

  it("a key after it is off every machine", async () => {
    expect(
      await orderText({
        yaml: `vms: { web: { ${WEB}, keys: [] } }`,
        live: liveWeb({ keys: ["5"] }, { key: { 5: { name: "ops", publicKey: PUBLIC_KEY } } }),
        tracked: "{ keys.ops: key 5, vms.web: { is: vm 11, applied: { keys: [keys.ops] } } }",
      }),
    ).toBe(text`
      delete keys.ops
        after update vms.web
      update vms.web
    `);
  });

  it("a replacement deletes first, but not before what the new one needs is there", async () => {
    expect(
      await orderText({
        yaml: `
          keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
          vms: { web: { ${WEB_MADE}, keys: [ops] } }`,
        live: liveWeb(),
        tracked: "vms.web: vm 11",
        options: { replace: ["vms.web"] },
      }),
    ).toBe(text`
      create keys.ops
      create vms.web
        after create keys.ops
        after delete vms.web
      delete vms.web
        after create keys.ops
    `);
  });
});
