// Contract 4.1: what YAML says, what the state says and what is live; what is ours of a set and of a map.
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
} from "./machines.ts";
import { planText } from "./plan-specification.ts";

describe("a change says who made it", () => {
  it("you, in YAML", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, memory: 2GiB } }`,
        live: liveWeb(),
        tracked: "vms.web: { is: vm 11, applied: { memory: 1024 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              memory  1 GiB -> 2 GiB
              1. set memory to 2 GiB

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("somebody else, behind our back: live state decides, whatever the state says", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, memory: 1GiB } }`,
        live: liveWeb({ memory: 512 }),
        tracked: "vms.web: { is: vm 11, observed: { memory: 1024 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              memory  512 MiB -> 1 GiB  (changed outside)
              1. set memory to 1 GiB

      Changed behind trueup's back
        ~ vms.web  conflict: differs from the configuration
            memory  1 GiB -> 512 MiB

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("somebody else, where no request of ours has set what was seen as YAML has it", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, power: "on" } }`,
        live: liveWeb({ power: "off" }),
        tracked: "vms.web: { is: vm 11, observed: { power: 'on' }, applied: { power: null } }",
      }),
    ).toContain("power  off -> on  (changed outside)");
  });

  it("both", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, memory: 2GiB } }`,
        live: liveWeb({ memory: 512 }),
        tracked: "vms.web: { is: vm 11, applied: { memory: 1024 }, observed: { memory: 1024 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              memory  512 MiB -> 2 GiB  (changed by you and outside)
              1. set memory to 2 GiB

      Changed behind trueup's back
        ~ vms.web  conflict: differs from the configuration
            memory  1 GiB -> 512 MiB

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("what was changed outside to what YAML says now is no change", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, power: "off" } }`,
        live: liveEdge({ power: "off" }),
        tracked: trackedEdge("applied: { power: on }, observed: { power: on }"),
      }),
    ).toBe(text`
      Changed behind trueup's back
        ~ vms.edge  agreed: it is now as the configuration says
            power  on -> off

      No changes. Your infrastructure matches the configuration.
    `);
  });
});

describe("what YAML stops setting, or sets", () => {
  it("a scalar that is no longer set is left alone", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB} } }`,
        live: liveWeb({ memory: 2048 }),
        tracked: "vms.web: { is: vm 11, applied: { memory: 1024 }, observed: { memory: 1024 } }",
      }),
    ).toBe(text`
      Changed behind trueup's back
        ~ vms.web  unset: the configuration does not set this
            memory  1 GiB -> 2 GiB

      No changes. Your infrastructure matches the configuration.
    `);
  });

  it("a set is set whole: what others put in goes", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${GCORE}, volumes: { ${BOOT} }, interfaces: { pub: { type: external, securityGroups: [web] } } } }`,
        live: liveEdge({}, { interface: { p1: { name: "pub", parentId: "e1", securityGroups: ["ssh", "web"] } } }),
        tracked: trackedEdge().replace("interface p1", "{ is: interface p1, observed: { securityGroups: [web] } }"),
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.edge.interfaces.pub  pub (p1)
              securityGroups  ssh, web -> web  (changed outside)
              1. set the security groups web

      Changed behind trueup's back
        ~ vms.edge.interfaces.pub  conflict: differs from the configuration
            securityGroups  web -> ssh, web

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("[] empties a set", async () => {
    expect(
      await planText({
        yaml: `
          keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
          vms: { web: { ${WEB}, keys: [] } }`,
        live: liveWeb({ keys: ["5"] }, { key: { 5: { name: "ops", publicKey: PUBLIC_KEY } } }),
        tracked: "{ vms.web: { is: vm 11, applied: { keys: [keys.ops] } }, keys.ops: key 5 }",
      }),
    ).toBe(text`
      Changes to shop

      ✗   ~ update   vms.web  web (11)
              keys  keys.ops -> (none)
              1. empty authorized_keys
              ✗ authorized_keys is emptied

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("a set that is not set is left alone", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB} } }`,
        live: liveWeb({ keys: ["5"] }, { key: { 5: { name: "ops" } } }),
        tracked: "vms.web: { is: vm 11, applied: { keys: [keys.ops] } }",
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });

  it("of tags ours are those that are listed, or were: a dropped one is removed, those of others stay", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE}, tags: { team: shop } } }`,
        live: liveEdge({ tags: { team: "old", tier: "front", owner: "billing" } }),
        tracked: trackedEdge("applied: { tags: { team: old, tier: front } }"),
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.edge  edge (e1)
              tags  team: old -> shop, tier: front -> (none)
              1. set the tags team, take off the tags tier

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("without tags at all only ours are removed", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({ tags: { team: "shop", owner: "billing" } }),
        tracked: trackedEdge("applied: { tags: { team: shop } }"),
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.edge  edge (e1)
              tags  team: shop -> (none)
              1. take off the tags team

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });
});

describe("parts of a machine that YAML drops", () => {
  it("a volume is a destructive entry of its own; one that was never listed is left alone", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({}, { volume: { v2: volumeOf("e1"), v3: volumeOf("e1", { name: "of-others" }) } }),
        tracked: trackedEdge("", "vms.edge.volumes.data: volume v2"),
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge.volumes.data  edge-data (v2), no longer declared
              1. detach it from the VM
              2. delete the volume edge-data

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("an interface is a destructive entry of its own, with the address that goes", async () => {
    const lost = [{ kind: "address", label: "10.0.0.5" }];
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge(
          {},
          { interface: { p2: { name: "lan", parentId: "e1", outputs: { ips: ["10.0.0.5"] }, lost } } },
        ),
        tracked: trackedEdge("", "vms.edge.interfaces.lan: interface p2"),
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge.interfaces.lan  lan (p2), no longer declared
              ✗ lost with it: address 10.0.0.5

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("rescue that trueup switched on is left", async () => {
    expect(
      await planText({
        yaml: `vms: { db: { ${DB} } }`,
        live: liveDb({
          rescue: { enabled: true },
          condition: "blocked",
          conditionDetail: "it is in rescue mode",
          unblocked: ["rescue.enabled"],
        }),
        tracked: "vms.db: { is: vm 21, applied: { rescue: { enabled: true, image: Debian, zone: pub } } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.db  db (21)
              rescue.enabled  true -> false
              1. leave rescue mode

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("rescue that somebody else switched on is left alone", async () => {
    expect(
      await planText({
        yaml: `vms: { db: { ${DB} } }`,
        live: liveDb({
          rescue: { enabled: true },
          condition: "blocked",
          conditionDetail: "it is in rescue mode",
          unblocked: ["rescue.enabled"],
        }),
        tracked: "vms.db: { is: vm 21, observed: { rescue: { enabled: false } } }",
      }),
    ).toBe(text`
      Changed behind trueup's back
        ~ vms.db  unset: the configuration does not set this
            rescue.enabled  false -> true

      No changes. Your infrastructure matches the configuration.
    `);
  });
});
