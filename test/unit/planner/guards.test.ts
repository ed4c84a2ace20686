// Contract 4.6: what holds an apply back although the plan is shown, each with the flag that lets it through.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { DB, dbVm, liveDb, liveEdge, liveWeb, PUBLIC_KEY, WEB, WEB_MADE, webVm } from "./machines.ts";
import { planOf, planText, refusalsIn } from "./plan-specification.ts";

/** So many tracked machines, of which YAML still asks for the first ones. */
function fleet(tracked: number, declared: number, more = "") {
  const all = Array.from({ length: tracked }, (_, index) => index);
  return {
    yaml: `
      vms: { web: { ${WEB}, count: ${declared} } }
      ${more}`,
    live: JSON.stringify({ vm: Object.fromEntries(all.map((id) => [`1${id}`, webVm({ name: `web-${id}` })])) }),
    tracked: `{ ${all.map((id) => `"vms.web[${id}]": vm 1${id}`).join(", ")} }`,
  };
}

/** So many declared and tracked machines, of which the first ones are gone. */
function vanished(tracked: number, gone: number) {
  const situation = fleet(tracked, tracked);
  const { vm } = JSON.parse(situation.live) as { vm: Record<string, object> };
  return {
    ...situation,
    yaml: `vms: { web: { ${WEB_MADE}, count: ${tracked} } }`,
    live: JSON.stringify({ vm: Object.fromEntries(Object.entries(vm).slice(gone)) }),
  };
}

const allow = (allowed: object) => ({ options: { allow: allowed } });

describe("policy.maxDeletes", () => {
  const policy = "policy: { maxDeletes: 1 }";

  it("refuses more destructive steps, and shows the plan with the flag", async () => {
    expect(await planText(fleet(12, 10, policy))).toBe(text`
      Changes to shop

      ✗   - delete   vms.web[10]  web-10 (110), count is lower now
      ✗   - delete   vms.web[11]  web-11 (111), count is lower now

      ✗ marks what destroys data, an address or access: 2 steps

      Apply refuses this plan
        ! 2 destructive steps, policy.maxDeletes allows 1
          let it through with: --allow-deletes 2

      Plan: 0 to add, 0 to change, 2 to destroy.
    `);
  });

  it("allows as many as it says", async () => {
    expect(await refusalsIn(fleet(12, 11, policy))).toBe("");
  });

  it("--allow-deletes lets through what it counts, not more", async () => {
    expect(await refusalsIn({ ...fleet(12, 10, policy), ...allow({ deletes: 2 }) })).toBe("");
    expect(await refusalsIn({ ...fleet(12, 9, policy), ...allow({ deletes: 2 }) })).toBe(
      "guard.max-deletes: --allow-deletes 3",
    );
  });

  it("has no default", async () => {
    expect(await refusalsIn(fleet(40, 30))).toBe("");
  });
});

describe("policy.maxDeletePercent", () => {
  it("is 30 from 10 tracked resources on", async () => {
    expect(await refusalsIn(fleet(10, 7))).toBe("");
    expect(await refusalsIn(fleet(10, 6))).toBe("guard.max-delete-percent: --allow-deletes 4");
  });

  it("is 50 below that, and holds back an unattended apply only", async () => {
    expect(await refusalsIn(fleet(4, 2))).toBe("");
    expect(await refusalsIn(fleet(4, 1))).toBe("guard.max-delete-percent unattended: --allow-deletes 3");
  });

  it("holds for small fleets, too, where it is set", async () => {
    expect(await refusalsIn(fleet(4, 3, "policy: { maxDeletePercent: 20 }"))).toBe(
      "guard.max-delete-percent: --allow-deletes 1",
    );
    expect(await refusalsIn(fleet(4, 3, "policy: { maxDeletePercent: 25 }"))).toBe("");
  });

  it("counts what is destroyed in place, too", async () => {
    expect(
      await refusalsIn({
        yaml: `
          backupPolicies: { few: { keep: 2 } }
          vms: { db: { ${DB}, backupPolicy: few } }`,
        live: liveDb({ backupPolicy: { keep: 5 } }),
        tracked: "vms.db: vm 21",
      }),
    ).toBe("guard.max-delete-percent unattended: --allow-deletes 1");
  });
});

describe("what is not counted", () => {
  it("a removed block", async () => {
    const removed = 'removed: [{ from: "vms.web[2]", destroy: true }, { from: "vms.web[1]", destroy: true }]';
    expect(await refusalsIn(fleet(3, 1, removed))).toBe("");
  });

  it("the deletion of what no apply ever reported done", async () => {
    const halfMade = {
      yaml: `vms: { web: { ${WEB_MADE}, power: "on" } }`,
      live: liveWeb({ power: "off" }),
      tracked: "vms.web: { is: vm 11, halfMade: { reason: the start failed, fields: [power] } }",
    };
    expect(await planText(halfMade)).toBe(text`
      Changes to shop

      ✗ -/+ replace  vms.web
              web (11), half-made, never reported done: the start failed
              power         off -> on
              sendPassword  true
              1. delete the VM
              2. install UBUNTU 64-bit on s
              · the old one is deleted first

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });

  it("what is only forgotten", async () => {
    expect(
      await refusalsIn({
        yaml: `keys: { ops: { provider: gcore, publicKey: ${PUBLIC_KEY} } }`,
        live: liveEdge({}, { key: { k1: { name: "ops", publicKey: PUBLIC_KEY } } }),
        tracked: "{ keys.ops: key k1, vms.edge: { is: vm e1 gcore, lifecycle: { onRemove: forget } } }",
      }),
    ).toBe("");
  });
});

describe("other guards", () => {
  it("no resources in YAML need --allow-empty", async () => {
    const empty = { ...fleet(1, 1), yaml: "vms: {}" };
    expect(await refusalsIn({ ...empty, ...allow({ deletes: 1 }) })).toBe("guard.empty: --allow-empty");
    expect(await refusalsIn({ ...empty, ...allow({ deletes: 1, empty: true }) })).toBe("");
  });

  it("a file that the state was made of, still exists and is not loaded needs --files-changed", async () => {
    const changed = { ...fleet(1, 1), unloadedFiles: ["db.yaml"] };
    expect(await planText(changed)).toBe(text`
      Apply refuses this plan
        ! the state was made of files that still exist but are not loaded now: db.yaml
          let it through with: --files-changed

      No changes. Your infrastructure matches the configuration.
    `);
    expect(await refusalsIn({ ...changed, ...allow({ filesChanged: true }) })).toBe("");
  });

  it("what is found by its name alone needs --allow-adopt, if unattended", async () => {
    const found = {
      yaml: `vms: { db: { ${DB} }, other: { ${DB} } }`,
      live: liveDb({}, { vm: { 22: dbVm({ name: "other" }) } }),
    };
    expect(await refusalsIn({ ...found, ...allow({ adopt: 1 }) })).toBe("guard.adopt unattended: --allow-adopt 2");
    expect(await refusalsIn({ ...found, ...allow({ adopt: 2 }) })).toBe("");
  });

  it("what an open request holds back needs neither: nothing of it is done in this apply", async () => {
    const pending = [
      {
        address: "vms.db",
        vendor: "zomro" as const,
        provider: "zomro",
        place: { account: "u" },
        phase: "unknown" as const,
      },
    ];
    const found = { yaml: `vms: { db: { ${DB} } }`, live: liveDb(), pending };
    expect(await planOf(found)).toMatchObject({ refusals: [], diagnostics: [] });
    expect(
      await refusalsIn({ ...vanished(2, 1), pending: [{ address: "vms.web[0]", phase: "unknown" as const }] }),
    ).toBe("");
  });

  it("what has vanished needs --allow-recreate, if unattended", async () => {
    expect(await refusalsIn(vanished(2, 1))).toBe("guard.vanished unattended: --allow-recreate 1");
    expect(await refusalsIn({ ...vanished(2, 1), ...allow({ recreate: 1 }) })).toBe("");
  });

  it("more than two and a fifth of the machines that have vanished need it at a terminal, too", async () => {
    expect(await refusalsIn(vanished(4, 2))).toBe("guard.vanished unattended: --allow-recreate 2");
    expect(await refusalsIn(vanished(4, 3))).toBe("guard.mass-vanished: --allow-recreate 3");
    expect(await refusalsIn(vanished(20, 4))).toBe("guard.vanished unattended: --allow-recreate 4");
    expect(await refusalsIn(vanished(20, 5))).toBe("guard.mass-vanished: --allow-recreate 5");
    expect(await refusalsIn({ ...vanished(20, 5), ...allow({ recreate: 5 }) })).toBe("");
  });

  it("an unattended destroy names the number of its steps", async () => {
    const destroyed = fleet(2, 2);
    expect(await refusalsIn({ ...destroyed, options: { mode: "destroy" } })).toBe(
      "guard.destroy unattended: --allow-deletes 2",
    );
    expect(await refusalsIn({ ...destroyed, options: { mode: "destroy", allow: { deletes: 2 } } })).toBe("");
  });
});
