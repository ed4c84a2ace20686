// Contract 4.1, 4.2 and 4.5, for the parts of machines: what hangs on a machine already, and what moves to another one.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { BOOT, EDGE, GCORE, liveEdge, PUB, volumeOf } from "./machines.ts";
import { planText, problemsIn } from "./plan-specification.ts";

const RECORDED = (vm: string, ids: readonly [string, string, string]) => `
  vms.${vm}: vm ${ids[0]} gcore, vms.${vm}.volumes.boot: { is: volume ${ids[1]} gcore, applied: { image: ubuntu, boot: true } },
  vms.${vm}.interfaces.pub: { is: interface ${ids[2]} gcore, applied: { type: external } }`;

describe("a disk that moves to another machine", () => {
  it("is taken off the one and attached to the other", async () => {
    const next = { name: "next", flavor: "g1", tags: {}, sshKeys: [], placementGroup: null, power: "on" };
    expect(
      await planText({
        yaml: `
          vms:
            edge: { ${EDGE} }
            next: { ${GCORE}, volumes: { ${BOOT}, data: { size: 10GiB } }, interfaces: { ${PUB} } }
          moved: [{ from: vms.edge.volumes.data, to: vms.next.volumes.data }]`,
        live: liveEdge(
          {},
          {
            vm: { e2: next },
            volume: { v2: volumeOf("e1"), v3: volumeOf("e2", { name: "next-boot" }) },
            interface: { p2: { name: "pub", parentId: "e2", securityGroups: [], lost: [] } },
          },
        ),
        tracked: `{ ${RECORDED("edge", ["e1", "v1", "p1"])}, vms.edge.volumes.data: { is: volume v2 gcore, parent: vms.edge },
          ${RECORDED("next", ["e2", "v3", "p2"])} }`,
      }),
    ).toBe(text`
      Changes to shop

      ✗   ~ update   vms.next.volumes.data  next-data (v2)
              moved from vms.edge.volumes.data
              name  edge-data -> next-data
              vm    vms.edge -> vms.next
              1. detach it from the machine e1, which is vms.edge
              2. attach it to the VM
              3. rename to next-data
              ✗ it is detached from the machine e1, which is vms.edge

      ✗ marks what destroys data, an address or access: 1 step

      In the state only, nothing is sent: 1 moved.

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });
});

describe("a machine that was there before", () => {
  const live = liveEdge(
    { name: "legacy-web" },
    {
      volume: {
        v1: volumeOf("e1", { name: "legacy-web-boot", isFixed: true }),
        v2: volumeOf("e1", { name: "legacy-web-data", size: 51_200 }),
      },
    },
  );

  it("is shown by its own name, not by the key in YAML", async () => {
    expect(await planText({ yaml: "vms: { legacy: { provider: gcore, existing: { id: e1 } } }", live })).toBe(text`
      Changes to shop

         <= adopt    vms.legacy  legacy-web (e1)
              taken over: an existing object, never deleted

      Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.
    `);
  });

  it("is given no second disk of the same key: whatever its size, it is asked for", async () => {
    const yaml = "vms: { legacy: { provider: gcore, existing: { id: e1 }, volumes: { data: { size: 10GiB } } } }";
    expect(await problemsIn({ yaml, live })).toContain('import: [{to: "vms.legacy.volumes.data", id: "v2"}]');
  });
});

describe("a circle", () => {
  it("of a new machine before the old one, at Gcore: the error says what to leave out", async () => {
    const problems = await problemsIn({
      yaml: `vms: { edge: { ${EDGE}, lifecycle: { replace: create-first } } }`,
      live: liveEdge(),
      tracked: `{ ${RECORDED("edge", ["e1", "v1", "p1"])} }`,
      options: { replace: ["vms.edge"], allow: { deletes: 9 } },
    });
    expect(problems).toContain("leave out lifecycle.replace: create-first of vms.edge");
  });
});
