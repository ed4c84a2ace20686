// Contract 4.2 and 4.5: a name is all that tells an object without a record, so that no two of this stack may have one.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { EDGE, GCORE, liveEdge, liveWeb, PUB, WEB_MADE } from "./machines.ts";
import { planOf, planText, problemsIn } from "./plan-specification.ts";

const ALLOWED = { options: { allow: { deletes: 9 } } };

describe("a new machine under the name of one that nobody declares any more", () => {
  it("is refused where that one is protected: a second one would be bought for a renamed block", async () => {
    const situation = {
      yaml: `vms: { front: { ${WEB_MADE}, name: web } }`,
      live: liveWeb(),
      tracked: "vms.web: { is: vm 11, lifecycle: { protect: true } }",
    };
    expect(await problemsIn(situation)).toBe(
      'error plan.same-name 4:8 vms.web (11) is named web, too, and stays | if it is the same one: moved: [{from: "vms.web", to: "vms.front"}]; if not, choose another name',
    );
  });

  it("is refused where that one is let go", async () => {
    const forgotten = ["vms.web: { is: vm 11, lifecycle: { onRemove: forget } }", "vms.web: vm 11"] as const;
    for (const [index, tracked] of forgotten.entries()) {
      const removed = index === 0 ? "" : "\nremoved: [{ from: vms.web, destroy: false }]";
      const yaml = `vms: { front: { ${WEB_MADE}, name: web } }${removed}`;
      const problem = await problemsIn({ yaml, live: liveWeb(), tracked });
      expect(problem).toContain("vms.web (11) is named web, too, and stays");
    }
  });

  it("is made where that one is deleted by the same plan, and the line that keeps it is told", async () => {
    const problems = await problemsIn({
      yaml: `vms: { front: { ${WEB_MADE}, name: web } }`,
      live: liveWeb(),
      tracked: "vms.web: vm 11",
      ...ALLOWED,
    });
    expect(problems).not.toContain("plan.same-name");
    expect(problems).toContain("moved.missing");
  });
});

describe("a new machine under the name of one whose deletion is not part of this plan", () => {
  const situation = {
    yaml: `vms: { front: { ${WEB_MADE}, name: web } }`,
    live: liveWeb(),
    tracked: "vms.web: vm 11",
  };

  it("waits where --target or --exclude leaves the deletion out: there would be two of the name", async () => {
    for (const narrowed of [{ targets: ["vms.front"] }, { excludes: ["vms.web"] }]) {
      const plan = await planOf({ ...situation, options: { ...narrowed, ...ALLOWED.options } });
      expect(plan.operations.map(({ id }) => id)).toEqual([]);
      expect(plan.blocked.map(({ address, reason }) => `${address}: ${reason}`)).toEqual([
        "vms.front: vms.web (11) is named web, too, and this plan does not delete it",
      ]);
    }
  });

  it("is made where both are part of it", async () => {
    const plan = await planOf({ ...situation, ...ALLOWED });
    expect([plan.operations.map(({ id }) => id), plan.blocked]).toEqual([["create vms.front", "delete vms.web"], []]);
  });
});

describe("what nobody manages on a machine that is deleted or made anew", () => {
  const live = liveEdge(
    {},
    {
      volume: { v9: { name: "panel-disk", size: 10240, type: "standard", vm: "e1" } },
      interface: {
        p9: { name: "panel", parentId: "e1", securityGroups: [], lost: [{ kind: "address", label: "203.0.113.99" }] },
      },
      floatingIp: { f9: { name: "198.51.100.9", port: "p9" } },
    },
  );
  const tracked = `{ vms.edge: vm e1 gcore, vms.edge.volumes.boot: { is: volume v1 gcore, parent: vms.edge, applied: { image: ubuntu, boot: true } },
    vms.edge.interfaces.pub: { is: interface p1 gcore, parent: vms.edge, applied: { type: external } } }`;

  it("is listed as lost where it goes, and told where it stays behind", async () => {
    expect(
      await planText({ yaml: "vms: {}", live, tracked, options: { allow: { deletes: 9, empty: true } } }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   vms.edge  edge (e1), no longer declared
              · stays behind, on no machine and managed by nothing: volume panel-disk,
                floating address 198.51.100.9
              ✗ lost with it: address 203.0.113.99

      ✗   - delete   vms.edge.volumes.boot  edge-boot (v1), no longer declared

      ✗   - delete   vms.edge.interfaces.pub  pub (p1), no longer declared
              · goes with its VM
              ✗ lost with it: address 203.0.113.1

      ✗ marks what destroys data, an address or access: 3 steps

      Plan: 0 to add, 0 to change, 3 to destroy.
    `);
  });

  it("also where the machine is replaced", async () => {
    const plan = await planText({
      yaml: `vms: { edge: { ${EDGE} } }`,
      live,
      tracked,
      options: { replace: ["vms.edge"], allow: { deletes: 9 } },
    });
    expect(plan).toContain("lost with it: address 203.0.113.99");
    expect(plan.replace(/\s+/g, " ")).toContain(
      "stays behind, on no machine and managed by nothing: volume panel-disk, floating address 198.51.100.9",
    );
  });
});

describe("a mark that was written before its block moved", () => {
  it("is followed by the block, also where the state is lost", async () => {
    const markers = (address: string) => ({ markers: { stack: "shop", address, intent: "x" } });
    const problem = await problemsIn({
      yaml: `vms: { front: { ${GCORE}, name: edge, volumes: { boot: { image: ubuntu, size: 10GiB, boot: true } }, interfaces: { ${PUB} } } }
moved: [{ from: vms.edge, to: vms.front }]`,
      live: JSON.stringify({
        vm: {
          e1: {
            name: "edge",
            flavor: "g1",
            tags: {},
            sshKeys: [],
            placementGroup: null,
            power: "on",
            ...markers("vms.edge"),
          },
        },
      }),
      options: { allow: { adopt: 9 } },
    });
    expect(problem).not.toContain("adopt.other-address");
  });

  it("no further than to what is declared, where another block leads on from there", async () => {
    const plan = await planOf({
      yaml: `
        vms: { aaa: { ${GCORE}, name: edge, volumes: { boot: { image: ubuntu, size: 10GiB, boot: true } }, interfaces: { ${PUB} } } }
        moved: [{ from: vms.bbb, to: vms.aaa }, { from: vms.aaa, to: vms.ccc }]`,
      live: JSON.stringify({
        vm: {
          e1: {
            name: "edge",
            flavor: "g1",
            tags: {},
            sshKeys: [],
            placementGroup: null,
            power: "on",
            markers: { stack: "shop", address: "vms.bbb", intent: "x" },
          },
        },
      }),
      options: { allow: { adopt: 9 } },
    });
    expect(plan.entries.find(({ address }) => address === "vms.aaa")?.importing).toEqual({ id: "e1", by: "marker" });
  });
});
