// `--replace` of what YAML has moved to another region: made anew there first, and what is lost is shown.
import { describe, expect, it } from "vitest";
import { placeOf } from "../../../src/planner/plan-input.ts";
import { text } from "../../support/dedent.ts";
import { BOOT, PUB, trackedEdge, volumeOf } from "./machines.ts";
import { orderText, planOf, planText, problemsIn } from "./plan-specification.ts";
import { accountOf } from "./recorded-state.ts";

const FAR = "provider: gcore.far, flavor: g1";
const lost = [{ kind: "address", label: "203.0.113.1" }];
const edge = { name: "edge", flavor: "g1", tags: {}, sshKeys: [], placementGroup: null, power: "on" };
const inside = {
  is: "here",
  gcore: {
    vm: { e1: edge },
    volume: { v1: volumeOf("e1", { name: "edge-boot" }) },
    interface: { p1: { name: "pub", parentId: "e1", securityGroups: [], lost } },
  },
  "gcore.far": {},
};
const { is: _is, ...live } = inside;

const moving = (more = "", tracked = "") => ({
  providers: "{ gcore: { project: 1, region: 2 }, gcore.far: { project: 1, region: 3 } }",
  accounts: { "gcore.far": { region: "3", label: "Gcore project 1, region 3" } },
  yaml: `vms: { edge: { ${FAR}, volumes: { ${BOOT} }, interfaces: { ${PUB} } ${more} } }`,
  live: JSON.stringify(live),
  tracked: trackedEdge(tracked),
  options: { replace: ["vms.edge"] },
});

describe("a machine whose provider entry is another region now", () => {
  it("is refused, with the flag that makes it anew there", async () => {
    const problems = await problemsIn({ ...moving(), options: {} });
    expect(problems).toContain("error provider.moved");
    expect(problems).toContain("--replace vms.edge to make it anew there and destroy it here");
  });

  it("with --replace is made there first; then the old one goes, with what it loses", async () => {
    expect(await planText(moving())).toBe(text`
      Changes to shop

          + create   vms.edge  edge at gcore.far
              flavor  g1

          + create   vms.edge.volumes.boot  edge-boot at gcore.far
              size   10 GiB
              vm     vms.edge
              image  ubuntu
              boot   true

          + create   vms.edge.interfaces.pub  pub at gcore.far
              type  external
              · comes with its VM

      ✗   - delete   vms.edge_left  edge (e1) at gcore, made anew in another place
              moved from vms.edge
              · goes once vms.edge is made at its new place: what it holds is not
                carried over

      ✗   - delete   vms.edge_left.volumes.boot
              edge-boot (v1) at gcore, made anew in another place
              moved from vms.edge.volumes.boot
              · goes once vms.edge is made at its new place: what it holds is not
                carried over

      ✗   - delete   vms.edge_left.interfaces.pub
              pub (p1) at gcore, made anew in another place
              moved from vms.edge.interfaces.pub
              · goes with its VM
              ✗ lost with it: address 203.0.113.1

      ✗ marks what destroys data, an address or access: 3 steps

      An unattended apply refuses this plan
        ! 3 destructive steps of 3 tracked resources are 100 %, more than 50 %
          let it through unattended with: --allow-deletes 3

      In the state only, nothing is sent: 3 moved.

      Plan: 3 to add, 0 to change, 3 to destroy.
    `);
    expect(await orderText(moving())).toBe(text`
      create vms.edge
        after create vms.edge.volumes.boot
      create vms.edge.interfaces.pub
        after create vms.edge
        alone at vms.edge
      create vms.edge.volumes.boot
        alone at vms.edge
      delete vms.edge_left
        after create vms.edge
      delete vms.edge_left.volumes.boot
        after create vms.edge
        after delete vms.edge_left
        alone at vms.edge_left
    `);
  });

  it("remembers for whom the old one was left, so that it stays while the new one cannot be made", async () => {
    const { edits } = await planOf(moving());
    expect(edits.filter(({ kind }) => kind === "move")).toContainEqual({
      kind: "move",
      from: "vms.edge",
      to: "vms.edge_left",
      isLeft: true,
    });
    const later = (extra: object = {}) => ({
      ...moving(),
      options: {},
      tracked: `{ vms.edge_left: { is: vm e1 gcore, replacedBy: vms.edge }, vms.edge_left.volumes.boot: volume v1 gcore }`,
      ...extra,
    });
    expect(await orderText(later())).toContain("delete vms.edge_left\n  after create vms.edge");
    const excluded = await planOf(later({ options: { excludes: ["vms.edge"] } }));
    expect(excluded.operations.map(({ id }) => id)).toEqual([]);
  });

  it("whose onRemove is forget is on record until the new one is there, and forgotten by the plan after that", async () => {
    const kept = moving(", lifecycle: { onRemove: forget }", "lifecycle: { onRemove: forget }");
    expect((await planText(kept)).replaceAll(/\s+/g, " ")).toContain(
      "> move vms.edge -> vms.edge_left edge (e1) at gcore · stays on record until vms.edge is made at its new place; the plan after that forgets it, since lifecycle.onRemove is forget",
    );
    const { edits, operations } = await planOf(kept);
    expect(edits.filter(({ kind }) => kind === "forget")).toEqual([]);
    expect(operations.filter(({ action }) => action !== "create")).toEqual([]);
    const later = await planOf({
      ...kept,
      options: {},
      live: JSON.stringify({ gcore: live.gcore, "gcore.far": { vm: { n1: edge } } }),
      tracked: `{
        vms.edge: { is: vm n1 gcore, place: ${JSON.stringify({ ...placeOf(accountOf("gcore")), region: "3" })} },
        vms.edge_left: { is: vm e1 gcore, replacedBy: vms.edge, lifecycle: { onRemove: forget } },
        vms.edge_left.volumes.boot: { is: volume v1 gcore }
      }`,
    });
    expect(later.edits.flatMap((edit) => (edit.kind === "forget" ? [edit.address] : []))).toEqual([
      "vms.edge_left",
      "vms.edge_left.volumes.boot",
    ]);
  });

  it.each([
    ["protected", "lifecycle: { protect: true }", ""],
    ["protected on record", "", "lifecycle: { protect: true }"],
  ])("that is %s stays where it is", async (_what, more, tracked) => {
    expect(await problemsIn(moving(more === "" ? "" : `, ${more}`, tracked))).toContain("error provider.moved");
  });

  it("in the middle of a request stays where it is", async () => {
    const pending = [
      { address: "vms.edge", vendor: "gcore", provider: "gcore", phase: "unknown" as const, remoteId: "e1" },
    ];
    expect(await problemsIn({ ...moving(), pending })).toContain("error provider.moved");
  });
});

describe("what was left behind, while its new one is only half there", () => {
  const FAR_PLACE = `place: ${JSON.stringify({ ...placeOf(accountOf("gcore")), region: "3" })}`;
  const HALF = "halfMade: { reason: failed, fields: [] }";
  const broken = JSON.stringify({
    gcore: live.gcore,
    "gcore.far": { vm: { n1: { ...edge, isBroken: true } }, volume: { w1: volumeOf("n1", { name: "edge-boot" }) } },
  });
  const half = (extra: object = {}) => ({
    ...moving(),
    options: {},
    live: broken,
    tracked: `{
      vms.edge: { is: vm n1 gcore, ${FAR_PLACE}, ${HALF} },
      vms.edge.volumes.boot: { is: volume w1 gcore, ${FAR_PLACE} },
      vms.edge_left: { is: vm e1 gcore, replacedBy: vms.edge },
      vms.edge_left.volumes.boot: { is: volume v1 gcore, applied: { boot: true } }
    }`,
    ...extra,
  });
  const back = { yaml: moving().yaml.replace("gcore.far", "gcore") };

  it("stays until that is made anew", async () => {
    expect(await orderText(half())).toContain("delete vms.edge_left\n  after create vms.edge");
    const excluded = await planOf(half({ options: { excludes: ["vms.edge"] } }));
    expect(excluded.operations.map(({ id }) => id)).toEqual([]);
  });

  it("stays while its new one, gone meanwhile, is made again", async () => {
    const gone = { live: JSON.stringify({ gcore: live.gcore, "gcore.far": {} }) };
    expect(await orderText(half(gone))).toContain("delete vms.edge_left\n  after create vms.edge");
  });

  it("has its own address again when YAML comes back, and only what was half made goes", async () => {
    const plan = await planOf(half(back));
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.operations.map(({ id }) => id).sort()).toEqual([
      "delete vms.edge_left2",
      "delete vms.edge_left2.volumes.boot",
    ]);
    expect(plan.edits).toContainEqual({ kind: "move", from: "vms.edge_left", to: "vms.edge" });
    expect(plan.edits).toContainEqual({ kind: "move", from: "vms.edge", to: "vms.edge_left2", isLeft: true });
  });

  it("does not come back over a new one that is done, or that a request is about", async () => {
    const done = half({ ...back, tracked: half().tracked.replace(`, ${HALF}`, "") });
    expect(await problemsIn(done)).toContain("error provider.moved");
    const pending = [{ address: "vms.edge", vendor: "gcore", provider: "gcore.far", phase: "unknown" as const }];
    expect(await problemsIn(half({ ...back, pending }))).toContain("error provider.moved");
  });

  it("waits for it under its new name", async () => {
    const renamed = half({
      yaml: `${moving().yaml.replace("{ edge:", "{ front:").replace("flavor:", "name: edge, flavor:")}\nmoved: [{ from: vms.edge, to: vms.front }]`,
      tracked: `{ vms.edge_left: { is: vm e1 gcore, replacedBy: vms.edge }, vms.edge_left.volumes.boot: volume v1 gcore }`,
      live: JSON.stringify(live),
    });
    expect(await orderText(renamed)).toContain("delete vms.edge_left\n  after create vms.front");
    const { edits } = await planOf(renamed);
    expect(edits).toContainEqual({ kind: "move", from: "vms.edge", to: "vms.front" });
  });
});
