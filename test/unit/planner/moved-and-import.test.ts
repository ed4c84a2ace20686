// Contract 4.5: how an address gets another name, and how an object is taken over by its id.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { BOOT, DB, GCORE, liveDb, liveEdge, PUB, WEB, webVm } from "./machines.ts";
import { planOf, planText, problemsIn } from "./plan-specification.ts";

const webs = (...ids: number[]) =>
  JSON.stringify({ vm: Object.fromEntries(ids.map((id) => [id, webVm({ name: `web-${id}` })])) });

describe("moved", () => {
  it("renames an address without touching anything", async () => {
    expect(
      await planText({
        yaml: `
          vms: { front: { ${GCORE}, name: edge, volumes: { ${BOOT} }, interfaces: { ${PUB} } } }
          moved: [{ from: vms.edge, to: vms.front }]`,
        live: liveEdge(),
        tracked: `{ vms.edge: vm e1 gcore, vms.edge.volumes.boot: { is: volume v1 gcore, applied: { image: ubuntu, boot: true } },
          vms.edge.interfaces.pub: { is: interface p1 gcore, applied: { type: external } } }`,
      }),
    ).toBe(text`
      Changes to shop

          > move     vms.edge -> vms.front  edge (e1)
          > move     vms.edge.volumes.boot -> vms.front.volumes.boot  edge-boot (v1)
          > move     vms.edge.interfaces.pub -> vms.front.interfaces.pub  pub (p1)

      In the state only, nothing is sent: 3 moved.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
  });

  it("takes a whole group along", async () => {
    const { edits } = await planOf({
      yaml: `
        vms: { front: { ${WEB}, count: 2, name: "web-1\${index}" } }
        moved: [{ from: "vms.web[*]", to: "vms.front[*]" }]`,
      live: webs(10, 11),
      tracked: `{ "vms.web[0]": vm 10, "vms.web[1]": vm 11 }`,
    });
    expect(edits.flatMap((edit) => (edit.kind === "move" ? [`${edit.from} -> ${edit.to}`] : []))).toEqual([
      "vms.web[0] -> vms.front[0]",
      "vms.web[1] -> vms.front[1]",
    ]);
  });

  it("swaps: all moves happen at once", async () => {
    expect(
      await planText({
        yaml: `
          vms: { a: { ${WEB}, name: web-12 }, b: { ${WEB}, name: web-11 } }
          moved: [{ from: vms.a, to: vms.b }, { from: vms.b, to: vms.a }]`,
        live: webs(11, 12),
        tracked: "{ vms.a: vm 11, vms.b: vm 12 }",
      }),
    ).toBe(text`
      Changes to shop

          > move     vms.b -> vms.a  web-12 (12)
          > move     vms.a -> vms.b  web-11 (11)

      In the state only, nothing is sent: 2 moved.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
  });

  it("is followed on through a target that is not declared", async () => {
    expect(
      await planText({
        yaml: `
          vms: { c: { ${WEB}, name: web-11 } }
          moved: [{ from: vms.a, to: vms.b }, { from: vms.b, to: vms.c }]`,
        live: webs(11),
        tracked: "vms.a: vm 11",
      }),
    ).toBe(text`
      Changes to shop

          > move     vms.a -> vms.c  web-11 (11)

      In the state only, nothing is sent: 1 moved.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
  });

  it("a cycle of undeclared addresses is an error, and so are two objects for one", async () => {
    const moved = (blocks: string) =>
      problemsIn({
        yaml: `
          vms: { c: { ${WEB}, name: web-11 } }
          moved: [${blocks}]`,
        live: webs(11, 12),
        tracked: "{ vms.a: vm 11, vms.b: vm 12 }",
      });
    await expect(moved("{ from: vms.a, to: vms.b }, { from: vms.b, to: vms.a }")).rejects.toThrow(
      "error config.moved 5:17 moves go round in a circle, and nothing of it is declared: vms.a → vms.b → vms.a | remove one of them",
    );
    await expect(moved("{ from: vms.a, to: vms.c }, { from: vms.b, to: vms.c }")).rejects.toThrow(
      "error config.moved 5:45 two things are moved to vms.c | keep one of them",
    );
    expect(await moved("{ from: vms.a, to: vms.b }, { from: vms.b, to: vms.c }")).toBe(
      'error moved.two-for-one - vms.a and vms.b would both become vms.c | remove one of the moved blocks, or "trueup state mv vms.a OTHER" first',
    );
  });

  it("a name and the first of a count are the same", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, count: 1, name: web-11 } }`,
        live: webs(11),
        tracked: "vms.web: vm 11",
      }),
    ).toBe(text`
      Changes to shop

          > move     vms.web -> vms.web[0]  web-11 (11)

      In the state only, nothing is sent: 1 moved.

      Plan: 0 to add, 0 to change, 0 to destroy.
    `);
  });
});

describe("import", () => {
  it("takes over the object with the id, whatever its name", async () => {
    expect(
      await planText({
        yaml: `
          vms: { db: { ${DB} } }
          import: [{ to: vms.db, id: "21" }]`,
        live: liveDb({ name: "old-db" }),
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.db  db (21)
              taken over: by an import block
              name  old-db -> db
              1. rename to db (undocumented)

      Not verifiable: cannot be read back, taken as equal
        · password: vms.db
        · period: vms.db

      Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("is refused where there is none, and where another address holds it", async () => {
    expect(
      await problemsIn({
        yaml: `
          vms: { db: { ${DB} }, other: { ${DB} }, third: { ${DB} } }
          import: [{ to: vms.other, id: "99" }, { to: vms.third, id: "21" }]`,
        live: liveDb(),
        tracked: "vms.db: vm 21",
      }),
    ).toBe(text`
      error import.not-found 4:131 Zomro u has no vm with the id 99 | check the id in the provider's panel; if the object is gone, remove the import entry, and the block unless it is to be made
      error import.already-tracked 4:257 vm 21 is already vms.db | to rename it: moved: [{from: "vms.db", to: "vms.third"}], without the import
    `);
  });

  it("an existing block of what another address holds is told how to take its name over", async () => {
    const said = await problemsIn({
      yaml: `vms: { db: { ${DB} }, third: { provider: zomro, existing: { id: "21" }, name: third } }`,
      live: liveDb(),
      tracked: "vms.db: vm 21",
    });
    expect(said).toMatch(/already vms\.db \| to rename it: moved: \[\{from: "vms\.db", to: "vms\.third"\}\]$/m);
  });
});
