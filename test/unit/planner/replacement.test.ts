// Contract 4.3: a new object for an old one: which goes first, what is carried over, what is left behind.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { BOOT, GCORE, liveEdge, liveWeb, volumeOf, WEB, WEB_MADE, webVm } from "./machines.ts";
import { planText } from "./plan-specification.ts";

const ALLOWED = { options: { allow: { deletes: 9, empty: true } } };
const LAN = "{ type: anySubnet, network: lan, floatingIp: new }";

describe("replace", () => {
  it("deletes first, as the default is", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB_MADE} } }`,
        live: liveWeb(),
        tracked: "vms.web: vm 11",
        options: { ...ALLOWED.options, replace: ["vms.web"] },
      }),
    ).toBe(text`
      Changes to shop

      ✗ -/+ replace  vms.web  web (11), asked for by --replace
              sendPassword  true
              1. delete the VM
              2. install UBUNTU 64-bit on s
              · the old one is deleted first

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });

  it("carries data volumes and floating addresses over; what boots is made anew", async () => {
    expect(
      await planText({
        yaml: `
          vms: { edge: { ${GCORE}, volumes: { ${BOOT}, data: { size: 10GiB } }, interfaces: { lan: ${LAN} } } }`,
        live: liveEdge(
          {},
          {
            volume: { v2: volumeOf("e1") },
            interface: { p1: { name: "lan", parentId: "e1", lost: [{ kind: "address", label: "10.0.0.5" }] } },
            floatingIp: {
              f1: { name: "198.51.100.4", port: "p1", lost: [{ kind: "address", label: "198.51.100.4" }] },
            },
          },
        ),
        tracked: `{ vms.edge: vm e1, vms.edge.volumes.boot: volume v1, vms.edge.volumes.data: volume v2,
          vms.edge.interfaces.lan: interface p1, vms.edge.floatingIps.lan: floatingIp f1 }`,
        options: { ...ALLOWED.options, replace: ["vms.edge"] },
      }),
    ).toBe(text`
      Changes to shop

      ✗ -/+ replace  vms.edge  edge (e1), asked for by --replace
              1. delete the VM and 1 part named with it
              2. create the VM (g1)
              · the old one is deleted first

      ✗ -/+ replace  vms.edge.volumes.boot  edge-boot (v1)
              image  ubuntu
              boot   true
              1. delete the volume edge-boot
              2. create the volume edge-boot (10 GiB, from the image ubuntu)
              · the old one is deleted first

        -/+ replace  vms.edge.interfaces.lan  lan (p1)
              type     anySubnet
              network  lan
              · comes with its VM
              ✗ lost with it: address 10.0.0.5

          ~ update   vms.edge.floatingIps.lan  edge-lan (f1)
              port  #p1 -> vms.edge.interfaces.lan
              1. assign the floating address to the interface lan

      ✗ marks what destroys data, an address or access: 2 steps

      Plan: 3 to add, 1 to change, 3 to destroy.
    `);
  });

  it("create-first makes the new one, then the old one goes", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB_MADE}, lifecycle: { replace: create-first } } }`,
        live: liveWeb(),
        tracked: "vms.web: vm 11",
        options: { ...ALLOWED.options, replace: ["vms.web"] },
      }),
    ).toBe(text`
      Changes to shop

      ✗ +/- replace  vms.web  web (11), asked for by --replace
              sendPassword  true
              1. install UBUNTU 64-bit on s
              2. delete the VM
              · the new one first, then the old one goes

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });

  it("what create-first left behind is deleted by the next plan", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB} } }`,
        live: liveWeb({}, { vm: { 10: webVm() } }),
        tracked: "vms.web: { is: vm 11, deposed: [{ remoteId: '10', name: web }] }",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.web  web (10), left behind by a replacement

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("what was left behind is never taken for another resource of its name", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB} }, again: { ${WEB_MADE}, name: web2 } }`,
        live: liveWeb({}, { vm: { 10: webVm({ name: "web2" }) } }),
        tracked: "vms.web: { is: vm 11, deposed: [{ remoteId: '10', name: web2 }] }",
        ...ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          + create   vms.again  web2
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

      ✗   - delete   vms.web  web2 (10), left behind by a replacement

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 1 to add, 0 to change, 1 to destroy.
    `);
  });
});
