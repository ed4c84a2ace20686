// Catalogues change under machines that run: what is there goes on, and nothing is deleted whose new one cannot be made.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet, type Watch } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

type Vendor = "serveroid" | "zomro" | "gcore";
type Row = JsonObject & { readonly id?: number };
const actions = (plan: Plan) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);
const errors = (plan: Plan) => plan.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
const rows = (current: Fleet, vendor: Vendor, kind: string) =>
  (current.sim.state(vendor) as unknown as Record<string, Row[]>)[kind] ?? [];

const seed = { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } };
const free = { memory: 1024, disk: 32_768, cpu: 2 };
const fixed = (): Desired => {
  const { memory: _memory, disk: _disk, cpu: _cpu, ...rest } = sampleVm("vms.web").attributes;
  return { ...sampleVm("vms.web"), attributes: { ...rest, tariff: "Облачный 1024" } };
};
const zomro = (attributes: JsonObject = {}) =>
  sampleDesired("vms.web", { ...ZOMRO_ORDER, ...attributes }, { provider: "zomro", vendor: "zomro" });

interface Situation {
  readonly vendor: Vendor;
  readonly title: string;
  readonly resources: readonly Desired[];
  /** What the provider does to its catalogue once the machine runs. */
  readonly change: (current: Fleet) => void;
  /** The code of the error for a new machine. */
  readonly code: string;
}

const SITUATIONS: readonly Situation[] = [
  {
    vendor: "serveroid",
    title: "an image that is withdrawn",
    resources: [sampleKey("ops"), sampleVm("vms.web", free)],
    change: ({ sim }) => {
      for (const { id } of rows({ sim } as Fleet, "serveroid", "distributions"))
        sim.change("serveroid", { kind: "distributions", action: "delete", id: Number(id) });
    },
    code: "provider.name-not-found",
  },
  {
    vendor: "serveroid",
    title: "a tariff that is archived",
    resources: [sampleKey("ops"), fixed()],
    change: ({ sim }) => sim.change("serveroid", { kind: "tariffs", action: "delete", id: 4 }),
    code: "provider.name-not-found",
  },
  {
    vendor: "zomro",
    title: "a tariff that is archived",
    resources: [zomro()],
    change: ({ sim }) => sim.change("zomro", { kind: "tariffs", action: "delete", id: "9002" }),
    code: "provider.name-not-found",
  },
  {
    vendor: "gcore",
    title: "an image that is withdrawn",
    resources: [edgeKey(), edge()],
    change: (current) => {
      for (const row of rows(current, "gcore", "images"))
        if (row["name"] === "ubuntu-24.04-x64")
          current.sim.change("gcore", { kind: "images", action: "delete", id: String(row["id"]) });
    },
    code: "provider.name-not-found",
  },
  {
    vendor: "gcore",
    title: "a flavor that is sold out",
    resources: [edgeKey(), edge()],
    change: ({ sim }) =>
      sim.change("gcore", { kind: "flavors", action: "patch", id: "g2-standard-2-4", set: { disabled: true } }),
    code: "provider.flavor-disabled",
  },
  {
    vendor: "gcore",
    title: "a second image of the name",
    resources: [edgeKey(), edge()],
    change: (current) => {
      const row = rows(current, "gcore", "images").find(({ name }) => name === "ubuntu-24.04-x64");
      const set = { ...row, id: "00000000-1111-4222-8333-444444444444" } as never;
      current.sim.change("gcore", { kind: "images", action: "add", set });
    },
    code: "provider.ambiguous-name",
  },
];

describe("what a name of a running machine meant is gone or not clear any more", () => {
  for (const { vendor, title, resources, change, code } of SITUATIONS) {
    it(`${vendor}: ${title}: nothing to do, no drift, and a replacement is refused before anything is sent`, async () => {
      fleet = await startFleet({ vendor, ...(vendor === "serveroid" ? { seed } : {}) });
      const configuration = sampleConfiguration(resources);
      const first = await fleet.apply(configuration);
      expect(first.results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
      change(fleet);
      const plan = await fleet.plan(configuration);
      expect([actions(plan), errors(plan), plan.drift]).toEqual([[], [], []]);
      fleet.sim.log.clear();
      const [machine = ""] = resources.filter(({ type }) => type === "vm").map(({ address }) => address);
      const replaced = await fleet.apply(configuration, { replace: [machine] });
      expect(errors(replaced.plan)).toContain(code);
      expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    });
  }

  it("a name that YAML changes must be found, a field that is ignored is not looked up", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(sampleConfiguration([edgeKey(), edge()]));
    const other = await fleet.plan(sampleConfiguration([edgeKey(), edge({ flavor: "g2-nope", allowRestart: true })]));
    expect(errors(other)).toEqual(["provider.name-not-found"]);
    const lifecycle = { ignore: ["flavor"] };
    const ignored = await fleet.plan(sampleConfiguration([edgeKey(), edge({ flavor: "g2-nope" }, { lifecycle })]));
    expect([actions(ignored), errors(ignored)]).toEqual([[], []]);
  });

  it("a group that was renamed in the panel is missing once a request must name it, and then nothing is sent", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const configuration = sampleConfiguration([edgeKey(), edge()]);
    await fleet.apply(configuration);
    const group = rows(fleet, "gcore", "securitygroups").find(({ name }) => name === "web");
    const id = String(group?.["id"]);
    fleet.sim.change("gcore", { kind: "securitygroups", action: "patch", id, set: { name: "web-2" } });
    fleet.sim.log.clear();
    const { plan } = await fleet.apply(configuration);
    expect(errors(plan)).toEqual(["provider.name-not-found"]);
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("one of two groups of a name is the one that was meant before", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(sampleConfiguration([edgeKey(), edge()]));
    const group = rows(fleet, "gcore", "securitygroups").find(({ name }) => name === "web");
    const set = { ...group, id: "00000000-1111-4222-8333-666666666666", security_group_rules: [] } as never;
    fleet.sim.change("gcore", { kind: "securitygroups", action: "add", set });
    const interfaces = { public: { type: "external", securityGroups: ["default", "web"] } };
    const both = sampleConfiguration([edgeKey(), edge({ interfaces })]);
    const { plan, results } = await fleet.apply(both);
    expect([errors(plan), results.map(({ outcome, message }) => [outcome, message ?? ""])]).toEqual([
      [],
      [["done", ""]],
    ]);
    const port = rows(fleet, "gcore", "ports").find((row) => JSON.stringify(row).includes("instance"));
    expect(port?.["security_group_ids"]).toContain(String(group?.["id"]));
    expect(actions(await fleet.plan(both))).toEqual([]);
  });

  it("names that are known are not asked for again", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const configuration = sampleConfiguration([edgeKey(), edge()]);
    await fleet.apply(configuration);
    fleet.sim.log.clear();
    await fleet.plan(configuration);
    for (const method of ["flavors.list", "images.list", "instances.available_flavors"])
      expect(fleet.sim.log.entries({ method }), method).toEqual([]);
  });
});

describe("between the plan and the deletion", () => {
  it.each([
    ["serveroid", [sampleKey("ops"), sampleVm("vms.web", free)], "vms"],
    ["gcore", [edgeKey(), edge()], "instances"],
  ] as const)(
    "%s: an image that leaves the catalogue meanwhile keeps the old machine",
    async (vendor, resources, kind) => {
      fleet = await startFleet({ vendor, ...(vendor === "serveroid" ? { seed } : {}) });
      const configuration = sampleConfiguration(resources);
      await fleet.apply(configuration);
      const ids = rows(fleet, vendor, kind).map(({ id }) => id);
      const situation = SITUATIONS.find(
        (item) => item.vendor === vendor && item.title === "an image that is withdrawn",
      );
      const current = fleet;
      const watch: Watch = {
        backend: (backend) => backend,
        provider: (provider) => provider,
        resumed: () => undefined,
        planned: () => situation?.change(current),
      };
      fleet.sim.log.clear();
      const { plan, results } = await fleet.apply(
        configuration,
        { replace: [vendor === "serveroid" ? "vms.web" : "vms.edge"] },
        { watch },
      );
      expect(errors(plan)).toEqual([]);
      expect(results.find(({ action }) => action === "delete")).toMatchObject({
        outcome: "failed",
        message: expect.stringContaining("left as it is"),
      });
      expect(rows(fleet, vendor, kind).map(({ id }) => id)).toEqual(ids);
      expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    },
  );
});

describe("an image whose id goes to another one while an installation waits for its turn", () => {
  it("is looked up again before the request leaves", async () => {
    const current = await startFleet({ vendor: "serveroid", seed });
    fleet = current;
    let isSwapped = false;
    const swap = () => {
      const wanted = rows(current, "serveroid", "distributions").find(({ description }) =>
        String(description).startsWith("Ubuntu 14.04"),
      );
      const debian = { name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 };
      current.sim.change("serveroid", { kind: "distributions", action: "patch", id: Number(wanted?.id), set: debian });
      current.sim.change("serveroid", { kind: "distributions", action: "add", set: { ...wanted, id: 999 } });
    };
    const watch: Watch = {
      backend: (backend) => backend,
      provider: (own) => ({
        ...own,
        // As a full rate limit does.
        async perform(step, call) {
          if (step.name !== "install" || isSwapped) return own.perform(step, call);
          isSwapped = true;
          await current.clock.sleep(3000);
          swap();
          return own.perform(step, call);
        },
      }),
      resumed() {},
      planned() {},
    };
    const { results } = await current.apply(
      sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", free)]),
      {},
      { watch },
    );
    const [machine] = rows(current, "serveroid", "vms") as unknown as { distribution: { id: number } }[];
    expect([...new Set(results.map(({ outcome }) => outcome))]).toEqual(["done"]);
    expect(machine?.distribution.id).toBe(999);
  });
});
