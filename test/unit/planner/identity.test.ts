// Contract 4.2: which live object is meant, what is taken over and what is refused.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import {
  DB,
  dbVm,
  EDGE,
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
import { planOf, planText, problemsIn } from "./plan-specification.ts";

const marked = (stack: string, address: string) => ({ markers: { stack, address } });
const elsewhere = {
  yaml: `keys: { ops: { provider: gcore, publicKey: ${PUBLIC_KEY} } }`,
  accounts: { gcore: { region: "3", label: "Gcore project 1, region 3" } },
  live: JSON.stringify({ key: { k1: { name: "ops", publicKey: PUBLIC_KEY } } }),
  tracked: "keys.ops: key k1",
};
const NEW_WEB = `vms: { web: { ${WEB_MADE} } }`;

describe("the place of a resource", () => {
  it("is recorded: vendor, account, project and region, and the id there", async () => {
    const { edits } = await planOf({
      yaml: `
        vms: { edge: { ${EDGE} } }
        import: [{ to: vms.edge, id: e1 }]`,
      live: liveEdge(),
    });
    const records = edits.flatMap((edit) => (edit.kind === "track" ? [edit.resource] : []));
    expect(records.map(({ vendor, place, remoteId }) => ({ vendor, place, remoteId }))[0]).toEqual({
      vendor: "gcore",
      place: { account: "1", project: "1", region: "2" },
      remoteId: "e1",
    });
  });

  it("a provider entry under another name that leads to the same place changes nothing", async () => {
    expect(
      await planText({
        providers: "{ serveroid.main: {} }",
        yaml: `vms: { web: { ${WEB.replace("serveroid", "serveroid.main")} } }`,
        live: liveWeb(),
        tracked: "vms.web: { is: vm 11, provider: serveroid }",
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });

  it("a provider entry that leads to another place is an error", async () => {
    expect(await planText(elsewhere)).toBe(text`
      error[provider.moved]: gcore is now Gcore project 1, region 3, but keys.ops
        was made in gcore project 1, region 2
        --> trueup.yaml:4:9
        The provider entry resolves to another account, project or region than the one
        that the state has recorded.
        fix: restore the old settings, or --accept-account gcore if this is meant

      Planning failed: 1 error.
    `);
  });

  it("--accept-account takes along what is there under the same id", async () => {
    const accepted = { ...elsewhere, options: { allow: { accounts: ["gcore"] } } };
    const { edits } = await planOf(accepted);
    expect(edits).toEqual([{ kind: "place", address: "keys.ops", place: { account: "1", project: "1", region: "3" } }]);
    expect(await planText(accepted)).toBe(text`
      warning[provider.accepted]: 1 record is kept for Gcore project 1, region 3
        (gcore) from now on: their objects are there, by their ids
        keys.ops

      No changes. Your infrastructure matches the configuration.
    `);
  });

  it("decides where an object is deleted, whatever its provider entry is called", async () => {
    expect(
      await planText({
        providers: "{ gcore: { project: 1, region: 2 }, gcore.far: { project: 1, region: 3 } }",
        accounts: { "gcore.far": { region: "3" } },
        yaml: `keys: { far: { provider: gcore.far, publicKey: ${PUBLIC_KEY} } }`,
        live: JSON.stringify({
          gcore: { key: { k1: { name: "ops", publicKey: PUBLIC_KEY } } },
          "gcore.far": { key: { k2: { name: "far", publicKey: PUBLIC_KEY } } },
        }),
        tracked: `{ keys.ops: { is: key k1 gcore, provider: gcore.far },
          keys.far: { is: key k2, place: { account: "1", project: "1", region: "3" } } }`,
      }),
    ).toBe(text`
      Changes to shop

      ✗   - delete   keys.ops  ops (k1) at gcore, no longer declared

      ✗ marks what destroys data, an address or access: 1 step

      Plan: 0 to add, 0 to change, 1 to destroy.
    `);
  });

  it("that no provider entry leads to is an error", async () => {
    expect(
      await problemsIn({ yaml: "vms: {}", accounts: { gcore: { region: "3" } }, tracked: "keys.ops: key k1 gcore" }),
    ).toBe(
      'error provider.unreachable - keys.ops was made in gcore project 1, region 2, which no provider entry reaches now | restore the provider entry, or "trueup state rm keys.ops" to forget the object',
    );
  });

  it("the address in the marker of an object is mended by the next request for its tags", async () => {
    const { operations } = await planOf({
      yaml: `
        vms: { front: { ${EDGE}, name: edge, tags: { team: shop } } }
        moved: [{ from: vms.edge, to: vms.front }]`,
      live: liveEdge(marked("shop", "vms.edge")),
      tracked: "vms.edge: { is: vm e1 gcore, applied: { tags: {} } }",
    });
    const requests = operations.filter(({ id }) => id === "update vms.front").flatMap(({ steps }) => steps);
    expect(requests.map(({ request }) => request["body"])).toEqual([
      { tags: { team: "shop", "trueup-address": { $ref: "marker", part: "address" } } },
    ]);
  });
});

describe("what is not on record, and is there", () => {
  it("is taken over by its marker, whatever its name", async () => {
    const boot = { v1: volumeOf("e1", { name: "disk", ...marked("shop", "vms.edge.volumes.boot") }) };
    expect(
      await planText({
        yaml: `vms: { edge: { ${EDGE} } }`,
        live: liveEdge({ name: "machine", ...marked("shop", "vms.edge") }, { volume: boot }),
      }),
    ).toBe(text`
      warning[state.seems-lost]: the state is empty, but 2 declared objects already
        exist: the state seems lost
        vms.edge is edge (e1)
        vms.edge.volumes.boot is edge-boot (v1)
        fix: trueup state rebuild makes it anew from what runs, or restore it from a
             backup

      Changes to shop

          ~ update   vms.edge  edge (e1)
              taken over: found by its marker
              name  machine -> edge
              1. rename to edge

          ~ update   vms.edge.volumes.boot  edge-boot (v1)
              taken over: found by its marker
              name  disk -> edge-boot
              1. rename to edge-boot

         <= adopt    vms.edge.interfaces.pub  pub (p1)
              taken over: it came with its VM

      Not verifiable: cannot be read back, taken as equal
        · image: vms.edge.volumes.boot
        · boot: vms.edge.volumes.boot
        · type: vms.edge.interfaces.pub

      Plan: 3 to import, 0 to add, 2 to change, 0 to destroy.
    `);
  });

  it("is taken over by its name with the whole difference, but not unattended", async () => {
    expect(
      await planText({
        yaml: `
          keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
          vms: { web: { ${WEB}, memory: 2GiB, power: "off" } }`,
        live: liveWeb({}, { key: { 5: { name: "ops", publicKey: PUBLIC_KEY } } }),
        tracked: "keys.ops: key 5",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              taken over: found by its name
              memory  1 GiB -> 2 GiB
              power   on -> off
              1. set memory to 2 GiB
              2. shut down

      An unattended apply refuses this plan
        ! 1 object was found by name alone and would be taken over
          let it through unattended with: --allow-adopt 1

      Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it.each([
    ["--allow-adopt", { options: { allow: { adopt: 1 } } }, ""],
    ["an import block", {}, `import: [{ to: vms.db, id: "21" }]`],
  ])("%s lets that through", async (_what, more, block) => {
    const { refusals } = await planOf({
      yaml: `
        vms: { db: { ${DB} }, other: { ${DB} } }
        ${block}`,
      live: liveDb({}, { vm: { 22: dbVm({ name: "other" }) } }),
      tracked: "vms.other: vm 22",
      ...more,
    });
    expect(refusals).toEqual([]);
  });

  it("is refused where it carries the marker of another stack", async () => {
    expect(
      await planText({
        yaml: `
          vms: { edge: { ${EDGE} } }
          snapshots: { base: { vm: edge } }`,
        live: liveEdge({}, { snapshot: { s1: { name: "base", parentId: "v1", ...marked("blog", "snapshots.base") } } }),
        tracked: trackedEdge(),
      }),
    ).toBe(text`
      error[adopt.other-stack]: base (s1) carries the marker of the stack blog
        --> trueup.yaml:5:14
        in  snapshots.base
        Two stacks that hold one object would undo each other's changes, and either
        could destroy it.
        fix: choose another object, or take its trueup-… tags off once that stack has
             let go of it

      Planning failed: 1 error.
    `);
  });

  it("is refused where something differs that is fixed when it is made", async () => {
    expect(
      await problemsIn({
        yaml: `vms: { db: { ${DB} }, other: { ${DB} } }`,
        live: liveDb({ image: "Ubuntu" }, { vm: { 22: dbVm({ name: "other" }) } }),
        tracked: "vms.other: vm 22",
      }),
    ).toBe(
      'error adopt.differs 4:8 db (21) exists, but its image differs from what vms.db declares | give yours another name (name: …), or take it over on purpose with import: [{to: "vms.db", id: "21"}]',
    );
  });

  it("is an error that lists them where there are two", async () => {
    expect(await planText({ yaml: NEW_WEB, live: liveWeb({}, { vm: { 12: webVm() } }) })).toBe(text`
      error[adopt.ambiguous]: 2 objects are named web: which one is vms.web?
        --> trueup.yaml:4:8
        vm 11
        vm 12
        fix: name one, for example import: [{to: "vms.web", id: "11"}]

      Planning failed: 1 error.
    `);
  });

  it("what no YAML ever declared is not touched", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB} } }`,
        live: liveWeb({}, { vm: { 12: webVm({ name: "of-others" }) }, key: { 5: { name: "of-others" } } }),
        tracked: "vms.web: vm 11",
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });

  it("what others share with the account is no match: a new one is made", async () => {
    expect(await planText({ yaml: NEW_WEB, live: liveWeb({ owned: false }) })).toBe(text`
      Changes to shop

          + create   vms.web  web
              image.name     UBUNTU
              image.bitness  64
              tariff         s
              memory         1 GiB
              disk           8 GiB
              cpu            1
              sendPassword   true

      Plan: 1 to add, 0 to change, 0 to destroy.
    `);
  });
});
