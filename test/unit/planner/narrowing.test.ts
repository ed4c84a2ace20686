// Contract 4.8 and section 2: what is blocked, and what --target and --exclude leave out.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { DB, EDGE, liveDb, liveEdge, liveWeb, PUBLIC_KEY, trackedEdge, WEB, WEB_MADE, webVm } from "./machines.ts";
import { orderText, planOf, planText } from "./plan-specification.ts";

const RESCUED = { condition: "blocked", conditionDetail: "it is in rescue mode", rescue: { enabled: true } };

describe("what is blocked", () => {
  it("changes of a machine in rescue; independent ones go on", async () => {
    expect(
      await planText({
        yaml: `
          vms:
            db: { ${DB}, power: "off" }
            web: { ${WEB_MADE} }`,
        live: `{ zomro: ${liveDb(RESCUED)} }`,
        tracked: "vms.db: { is: vm 21, applied: { power: on } }",
      }),
    ).toBe(text`
      Blocked
        ! vms.db: it is in rescue mode

      Changes to shop

          + create   vms.web  web at serveroid
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });

  it("what hangs on a request that is not settled; independent ones go on", async () => {
    const [place, summary] = [{ account: "u" }, "pay the cart"];
    expect(
      await planText({
        yaml: `
          keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
          vms: { db: { ${DB} } }
          schedules: { night: { vm: db, days: [mon], time: "02:00" } }`,
        pending: [{ address: "vms.db", vendor: "zomro", provider: "zomro", place, phase: "unknown", summary }],
      }),
    ).toBe(text`
      Not settled yet
        ? vms.db: it is not known whether "pay the cart" of 2026-11-01 12:00:00 UTC
          happened
          fix: trueup apply --assume-absent vms.db, once the provider's panel shows
               that it does not exist. Until then trueup apply looks again, and takes
               it over if it shows up

      Blocked
        ! schedules.night: waits for vms.db, which is not settled

      Changes to shop

          + create   keys.ops  ops at serveroid
              publicKey  ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…3X6WnQuLwh2+7ERnuO7Ckq5Q

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });

  it("a busy machine is not: it is waited for before anything is sent", async () => {
    const { operations } = await planOf({
      yaml: `vms: { web: { ${WEB}, memory: 2GiB } }`,
      live: liveWeb({ condition: "busy" }),
      tracked: "vms.web: { is: vm 11, applied: { memory: 1024 } }",
    });
    expect(operations.map(({ id, awaits }) => ({ id, awaits }))).toEqual([
      { id: "update vms.web", awaits: { type: "vm", remoteId: "11" } },
    ]);
  });

  it("what is as declared is not blocked, in whatever state it is", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({ condition: "blocked", conditionDetail: "Gcore has suspended it" }),
        tracked: trackedEdge(),
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });
});

describe("what is left out", () => {
  const two = {
    yaml: `
      keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
      vms: { a: { ${WEB_MADE}, keys: [ops] }, b: { ${WEB_MADE}, keys: [ops], count: 2 } }
      snapshots: { golden: { vm: a } }`,
  };
  const going = {
    yaml: `vms: { other: { ${WEB} } }`,
    live: liveWeb({ name: "other" }, { vm: { 12: webVm() }, snapshot: { 71: { name: "golden", parentId: "12" } } }),
    tracked: "{ vms.other: vm 11, vms.web: vm 12, snapshots.golden: { is: snapshot 71, parent: vms.web } }",
  };

  it("--target: it and what it needs, a name meaning all its instances", async () => {
    expect(await orderText({ ...two, options: { targets: ["vms.b"] } })).toBe(text`
      create keys.ops
      create vms.b[0]
        after create keys.ops
      create vms.b[1]
        after create keys.ops
    `);
  });

  it("--target of a deletion: what needs it is deleted, too", async () => {
    expect(await orderText({ ...going, options: { targets: ["vms.web"] } })).toBe(text`
      delete snapshots.golden
        alone at vms.web
      delete vms.web
        after delete snapshots.golden
    `);
    expect(await orderText({ ...going, options: { targets: ["snapshots.golden"] } })).toBe(text`
      delete snapshots.golden
        alone at vms.web
    `);
  });

  it("--exclude: it and what needs it", async () => {
    expect(await orderText({ ...two, options: { excludes: ["vms.a"] } })).toBe(text`
      create keys.ops
      create vms.b[0]
        after create keys.ops
      create vms.b[1]
        after create keys.ops
    `);
    expect(await orderText({ ...two, options: { excludes: ["keys.ops"] } })).toBe("");
  });

  it("the plan says that it is not complete", async () => {
    expect(await planText({ ...going, options: { targets: ["snapshots.golden"] } })).toBe(text`
      Changes to shop

      ✗   - delete   snapshots.golden  golden (71), no longer declared

      ✗ marks what destroys data, an address or access: 1 step

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });
});
