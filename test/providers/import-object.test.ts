// `import ADDRESS ID`: one object for a declared address. Only the adoption is carried out; what differs is for the next plan.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import type { Imported } from "../../src/core/imported.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import { importObject } from "../../src/run/import-object.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { loadText } from "../support/import-account.ts";
import { workOf } from "../support/small-account.ts";

const fleets: Fleet[] = [];

afterEach(async () => {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.stop()));
});

async function start(vendor: "serveroid" | "gcore"): Promise<Fleet> {
  const fleet = await startFleet({ vendor, project: "111" });
  fleets.push(fleet);
  return fleet;
}

interface Asked {
  readonly shown: Imported[];
  take(address: string, id: string, more?: { readonly answer?: boolean; readonly isDry?: boolean }): Promise<string>;
}

/** The outcome, or the codes of what is wrong. */
function ask(fleet: Fleet, configuration: Configuration): Asked {
  const shown: Imported[] = [];
  return {
    shown,
    async take(address, id, { answer = true, isDry = false } = {}) {
      const { stack, close } = fleet.open(configuration);
      const approve = async (imported: Imported) => {
        shown.push(imported);
        return answer;
      };
      try {
        const request = { operation: "import", address, id, emit: () => undefined, stop: createStopControl() };
        return (await importObject(stack, { ...request, ...(isDry ? {} : { approve }) })).outcome;
      } catch (error) {
        if (!(error instanceof DiagnosticsError)) throw error;
        return error.diagnostics.map(({ code }) => code).join(" ");
      } finally {
        await close();
      }
    },
  };
}

const HEAD = "version: 1\nstack: shop\nproviders: { serveroid: { project: '111' } }\n";
const DEBIAN = `image: { name: DEBIAN, bitness: 64, description: Debian 7 }, tariff: '20', sendPassword: true`;
const YAML = `${HEAD}vms:
  web: { provider: serveroid, name: debian, ${DEBIAN}, memory: 2GiB }
  other: { provider: serveroid, ${DEBIAN} }
  pair: { provider: serveroid, count: 2, ${DEBIAN} }
  taken: { provider: serveroid, existing: { id: "85561" } }
  named: { provider: serveroid, existing: { name: ubuntu } }
snapshots:
  golden: { vm: web, name: my-snapshot }
`;

const trackedOf = async (fleet: Fleet) => Object.keys((await fleet.state())?.resources ?? {});

describe("one object", () => {
  it("is on record, nothing is sent, and the next plan shows what YAML changes of it", async () => {
    const fleet = await start("serveroid");
    const configuration = await loadText(YAML);
    const { shown, take } = ask(fleet, configuration);
    expect(await take("vms.web", "85662")).toBe("written");
    expect(shown[0]?.entries.map(({ address, fields }) => [address, fields.map(({ path }) => path)])).toEqual([
      ["vms.web", ["memory"]],
    ]);
    expect(await trackedOf(fleet)).toEqual(["vms.web"]);
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    const plan = await fleet.plan(configuration, { targets: ["vms.web"] });
    const entry = plan.entries.find(({ address }) => address === "vms.web");
    expect(entry).toMatchObject({ action: "update", fields: [{ path: "memory", cause: "yours" }] });
    expect(plan.drift).toEqual([]);
  });

  it("is not, without a yes or for a look only", async () => {
    const fleet = await start("serveroid");
    const { shown, take } = ask(fleet, await loadText(YAML));
    expect(await take("vms.web", "85662", { answer: false })).toBe("cancelled");
    expect(await take("vms.web", "85662", { isDry: true })).toBe("not-asked");
    expect(shown).toHaveLength(1);
    expect(await fleet.state()).toBeUndefined();
  });

  it("may hang on another, once that one is on record", async () => {
    const fleet = await start("serveroid");
    const configuration = await loadText(YAML);
    const { take } = ask(fleet, configuration);
    expect(await take("snapshots.golden", "2206")).toBe("import.parent-first");
    await take("vms.web", "85662");
    expect(await take("snapshots.golden", "2206")).toBe("written");
    expect((await fleet.state())?.resources["snapshots.golden"]).toMatchObject({
      parent: "vms.web",
      parentId: "85662",
    });
    expect(workOf(await fleet.plan(configuration, { targets: ["snapshots.golden"] }))).toEqual([]);
  });

  it.each([
    ["nothing declares the address", "vms.wbe", "85662", "import.not-declared"],
    ["the address is none", "web", "85662", "cli.address"],
    ["it means several instances", "vms.pair", "85662", "import.ambiguous"],
    ["no object has the id", "vms.web", "1", "import.not-found"],
    ["the id is another kind of object", "vms.web", "254", "import.wrong-kind"],
    ["YAML names another id", "vms.taken", "85662", "import.conflict"],
    ["YAML names another object", "vms.named", "85662", "import.conflict"],
  ])("is refused where %s", async (_why, address, id, code) => {
    const fleet = await start("serveroid");
    expect(await ask(fleet, await loadText(YAML)).take(address, id)).toBe(code);
    expect(await fleet.state()).toBeUndefined();
  });

  it("is refused where an address holds it, or holds another", async () => {
    const fleet = await start("serveroid");
    const { take } = ask(fleet, await loadText(YAML));
    expect(await take("vms.web", "85662")).toBe("written");
    expect(await take("vms.web", "85662")).toBe("import.already-tracked");
    expect(await take("vms.web", "85561")).toBe("import.already-tracked");
    expect(await take("vms.other", "85662")).toBe("import.already-tracked");
    expect(await trackedOf(fleet)).toEqual(["vms.web"]);
  });
});

describe("a machine with parts", () => {
  const DEMO = "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a01";
  const yaml = (more = "") => `version: 1
stack: edge
providers: { gcore: { project: 77, region: 76 } }
vms:
  edge:
    provider: gcore
    name: legacy-web
    flavor: g2-standard-2-4
    volumes: { system: { image: ubuntu-24.04-x64, size: 20GiB, boot: true }, disk: { size: 50GiB } }
    interfaces: { public: { type: external } }
${more}`;

  it("brings those about which there is no doubt, and names the others", async () => {
    const fleet = await start("gcore");
    const { shown, take } = ask(fleet, await loadText(yaml()));
    expect(await take("vms.edge.volumes.disk", "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b02")).toBe("import.parent-first");
    expect(await take("vms.edge", DEMO)).toBe("written");
    expect(shown[0]?.missing).toEqual(["vms.edge.volumes.disk"]);
    expect(await trackedOf(fleet)).toEqual(["vms.edge", "vms.edge.interfaces.public", "vms.edge.volumes.system"]);
    expect(await take("vms.edge.volumes.disk", "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b02")).toBe("written");
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  });
});
