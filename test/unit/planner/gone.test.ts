// Contract 4.2: what follows when an object that is on record is not there any more.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { BOOT, GCORE, liveEdge, liveWeb, PUBLIC_KEY, WEB, WEB_MADE } from "./machines.ts";
import { planText } from "./plan-specification.ts";

const NEW_WEB = `vms: { web: { ${WEB_MADE} } }`;

describe("what is on record, and gone", () => {
  it("a machine has vanished; it is made again, but not unattended", async () => {
    expect(await planText({ yaml: NEW_WEB, live: "{}", tracked: "vms.web: vm 11" })).toBe(text`
      Vanished: deleted behind trueup's back
        ! vms.web: 11 is gone; it would be made again

      Changes to shop

          + create   vms.web  web, vanished, made again
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

      An unattended apply refuses this plan
        ! 1 object has vanished and would be made again
          let it through unattended with: --allow-recreate 1

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });

  it("so have a volume and a floating address of a machine that is there", async () => {
    const lan = "{ type: anySubnet, network: lan, floatingIp: new }";
    expect(
      await planText({
        yaml: `vms: { edge: { ${GCORE}, volumes: { ${BOOT}, data: { size: 10GiB } }, interfaces: { lan: ${lan} } } }`,
        live: liveEdge({}, { interface: { p1: { name: "lan", parentId: "e1" } } }),
        tracked: `{ vms.edge: vm e1, vms.edge.volumes.boot: volume v1, vms.edge.volumes.data: volume v2,
          vms.edge.interfaces.lan: interface p1, vms.edge.floatingIps.lan: floatingIp f1 }`,
      }),
    ).toBe(text`
      Vanished: deleted behind trueup's back
        ! vms.edge.volumes.data: v2 is gone; it would be made again
        ! vms.edge.floatingIps.lan: f1 is gone; it would be made again

      Changes to shop

          + create   vms.edge.volumes.data  edge-data, vanished, made again
              size  10 GiB
              vm    vms.edge
              1. create the volume edge-data (10 GiB, blank)
              2. attach it to the VM

          + create   vms.edge.floatingIps.lan  edge-lan, vanished, made again
              port  vms.edge.interfaces.lan

      An unattended apply refuses this plan
        ! 2 objects have vanished and would be made again
          let it through unattended with: --allow-recreate 2

      Plan: 2 to add, 0 to change, 0 to destroy.
    `);
  });

  it("a key is simply created", async () => {
    expect(
      await planText({
        yaml: `keys: { ops: { provider: gcore, publicKey: ${PUBLIC_KEY} } }`,
        live: "{}",
        tracked: "keys.ops: key k1",
      }),
    ).toBe(text`
      Changes to shop

          + create   keys.ops  ops, vanished, made again
              publicKey  ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…3X6WnQuLwh2+7ERnuO7Ckq5Q

      Changed behind trueup's back
        - keys.ops  vanished: it is gone

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });

  it("a snapshot is not made again: its content is gone", async () => {
    const lost = {
      yaml: `
        vms: { web: { ${WEB} } }
        snapshots: { golden: { vm: web } }`,
      live: liveWeb(),
      tracked: "{ vms.web: vm 11, snapshots.golden: { is: snapshot 71, parentId: 11 } }",
    };
    expect(await planText(lost)).toBe(text`
      Vanished: deleted behind trueup's back
        ! snapshots.golden: 71 is gone

      Blocked
        ! snapshots.golden: its content is gone: a new one would hold something else
          fix: remove it from the configuration, or --replace snapshots.golden to take
               a new one

      This plan is not complete: something is left out or held back. Plan again
      afterwards.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
    expect(await planText({ ...lost, options: { replace: ["snapshots.golden"] } })).toBe(text`
      Changes to shop

          + create   snapshots.golden  golden, vanished, made again
              vm  vms.web

      Changed behind trueup's back
        - snapshots.golden  vanished: it is gone

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });

  it("nothing follows from one read that a second one does not confirm", async () => {
    expect(await planText({ yaml: NEW_WEB, live: "{}", tracked: "vms.web: vm 11", unconfirmed: ["vm 11"] })).toBe(text`
      error[provider.unconfirmed-gone]: vms.web (11) is missing from the list, but a
        second read did not confirm that it is gone
        Nothing is concluded from one read. The list may have been incomplete.
        fix: run it again; if it stays, look at the provider's panel

      Planning failed: 1 error.
    `);
  });

  it("many at once are refused even at a terminal: it may be the wrong account", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB_MADE}, count: 3 } }`,
        live: "{}",
        tracked: `{ "vms.web[0]": vm 11, "vms.web[1]": vm 12, "vms.web[2]": vm 13 }`,
      }),
    ).toBe(text`
      Vanished: deleted behind trueup's back
        ! vms.web[0]: 11 is gone; it would be made again
        ! vms.web[1]: 12 is gone; it would be made again
        ! vms.web[2]: 13 is gone; it would be made again

      Changes to shop

          + create   vms.web[0..2]  web-0 … web-2, 3 in all, vanished, made again
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

      Apply refuses this plan
        ! 3 of 3 machines and disks have vanished: check that this is the right
          account before they are made again or forgotten
          let it through with: --allow-recreate 3

      Plan: 3 to add, 0 to change, 0 to destroy.
    `);
  });
});
