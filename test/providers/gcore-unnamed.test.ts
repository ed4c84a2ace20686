// Interfaces that Gcore tells no name of (those that the panel made): told by what they are, or asked for, never bought again.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

type Row = Record<string, unknown>;
const listOf = (kind: string) => SAMPLE_ACCOUNT[kind] as unknown as Row[];
const [legacy] = listOf("instances");
const [publicPort] = listOf("ports");
const [bootVolume] = listOf("volumes");
const internal = listOf("networks").find((row) => row["name"] === "internal");
const internalSubnet = listOf("subnets").find((row) => row["name"] === "internal-v4");

/** Another port of the VM that the panel made. */
const port = (last: number, network: "public" | "internal"): Row => {
  const [assigned] = (publicPort?.["ip_assignments"] ?? []) as { subnet_id: string }[];
  const isPublic = network === "public";
  return {
    ...publicPort,
    id: `a1b2c3d4-0001-4a00-8b00-0000000000${last}`,
    mac_address: `fa:16:3e:00:77:${last}`,
    network_id: isPublic ? publicPort?.["network_id"] : internal?.["id"],
    ip_assignments: [
      {
        ip_address: isPublic ? `198.18.192.${last}` : `192.168.10.${last}`,
        subnet_id: isPublic ? assigned?.subnet_id : internalSubnet?.["id"],
      },
    ],
  };
};

async function start(more: { readonly ports?: readonly Row[]; readonly quirks?: object } = {}): Promise<Fleet> {
  const ports = [...listOf("ports"), ...(more.ports ?? [])];
  const quirks = { ...(SAMPLE_ACCOUNT["quirks"] as object), ...more.quirks };
  fleet = await startFleet({ vendor: "gcore", seed: { gcore: { ...SAMPLE_ACCOUNT, ports, quirks } } });
  return fleet;
}

const VM = "vms.legacy";
const imports = (
  name: string,
  interfaces: JsonObject,
  more: readonly { to: string; id: string }[] = [],
  volumes?: JsonObject,
) =>
  sampleConfiguration(
    [
      gcoreDesired(
        VM,
        {
          flavor: "g2-standard-2-4",
          volumes: volumes ?? { boot: { existing: String(bootVolume?.["id"]), boot: true } },
          interfaces,
        },
        { name },
      ),
    ],
    {
      imports: [
        { to: VM, id: String(legacy?.["id"]), range: undefined },
        ...more.map((one) => ({ ...one, range: undefined })),
      ] as never,
    },
  );

const EXTERNAL = { type: "external" };
const INNER = { type: "anySubnet", network: "internal" };

async function planOf(current: Fleet, configuration: ReturnType<typeof imports>) {
  const plan = await current.plan(configuration);
  const found = (address: string) => plan.entries.find((entry) => entry.address === address);
  return {
    errors: plan.diagnostics.filter((item) => item.severity === "error"),
    interfaces: Object.fromEntries(
      plan.entries
        .filter((entry) => entry.type === "interface")
        .map((entry) => [entry.address.replace(`${VM}.interfaces.`, ""), entry.remoteId ?? entry.action]),
    ),
    found,
  };
}

const created = (current: Fleet) =>
  current.sim.log.entries({ mutating: true }).filter((entry) => entry.method === "instances.attach_interface");

describe("an imported VM whose interfaces have no names", () => {
  it("takes over the only one that can be meant, and buys none", async () => {
    const current = await start();
    const configuration = imports("legacy-web", { pub: EXTERNAL });
    const { errors, interfaces } = await planOf(current, configuration);
    expect(errors.map((item) => item.summary)).toEqual([]);
    expect(interfaces).toEqual({ pub: publicPort?.["id"] });
    const { results } = await current.apply(configuration, { allow: { adopt: 5 } });
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    expect(created(current)).toEqual([]);
    const after = await current.plan(configuration);
    expect(after.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
  });

  it("takes each over for what it is: type, network, subnet, address", async () => {
    const current = await start({ ports: [port(31, "internal"), port(32, "internal")] });
    const { errors, interfaces } = await planOf(
      current,
      imports("legacy-web", {
        pub: EXTERNAL,
        one: { ...INNER, ip: "192.168.10.32" },
        two: { type: "subnet", subnet: "internal-v4" },
      }),
    );
    expect(errors.map((item) => item.summary)).toEqual([]);
    expect(interfaces).toEqual({
      pub: publicPort?.["id"],
      one: port(32, "internal")["id"],
      two: port(31, "internal")["id"],
    });
  });

  it("is refused where two could be meant, and says what to write", async () => {
    const current = await start({ ports: [port(33, "public")] });
    const { errors } = await planOf(current, imports("legacy-web", { pub: EXTERNAL }));
    expect(errors.map((item) => item.code)).toEqual(["provider.unnamed-interface"]);
    expect(errors[0]?.detail).toContain("198.18.192.33");
    expect(errors[0]?.fix).toContain(`import: [{to: "${VM}.interfaces.pub", id: "`);
    const { results } = await current.apply(imports("legacy-web", { pub: EXTERNAL }));
    expect(results).toEqual([]);
    const chosen = [{ to: `${VM}.interfaces.pub`, id: String(port(33, "public")["id"]) }];
    const settled = await planOf(current, imports("legacy-web", { pub: EXTERNAL }, chosen));
    expect(settled.errors).toEqual([]);
    expect(settled.interfaces).toEqual({ pub: port(33, "public")["id"] });
  });

  it("is refused where two are declared and one is there", async () => {
    const current = await start();
    const { errors } = await planOf(current, imports("legacy-web", { one: EXTERNAL, two: EXTERNAL }));
    expect([...new Set(errors.map((item) => item.code))]).toEqual(["provider.unnamed-interface"]);
  });

  it("is refused, not given another, where it has another name in YAML", async () => {
    const current = await start();
    const { errors } = await planOf(current, imports("web-1", { pub: EXTERNAL }));
    expect(errors.map((item) => item.code)).toEqual(["provider.unnamed-interface"]);
  });

  it("gets one more where none of those that it has can be meant", async () => {
    const current = await start();
    const { errors, interfaces } = await planOf(current, imports("legacy-web", { pub: EXTERNAL, inner: INNER }));
    expect(errors).toEqual([]);
    expect(interfaces).toEqual({ pub: publicPort?.["id"], inner: "create" });
  });

  it("whose boot volume has another name brings it along", async () => {
    const current = await start();
    const boot = { root: { size: 20 * 1024, image: "ubuntu-24.04-x64", boot: true } };
    const { errors } = await planOf(current, imports("legacy-web", { pub: EXTERNAL }, [], boot));
    expect(errors).toEqual([]);
  });

  it("whose boot volume is managed under another key: keeping it is named before what destroys it", async () => {
    const current = await start();
    const boot = { size: 20 * 1024, image: "ubuntu-24.04-x64", boot: true };
    await current.apply(imports("legacy-web", { pub: EXTERNAL }, [], { old: boot }));
    const { errors } = await planOf(current, imports("legacy-web", { pub: EXTERNAL }, [], { root: boot }));
    const fixes = errors.filter((item) => item.code === "provider.boot-volume").map((item) => item.fix ?? "");
    expect(fixes.some((fix) => fix.includes("existing: ID"))).toBe(true);
    for (const fix of fixes.filter((one) => one.includes("existing: ID")))
      expect(fix.indexOf("existing: ID")).toBeLessThan(fix.indexOf("--replace"));
  });
});

describe("names of interfaces that our own request gave", () => {
  const configuration = sampleConfiguration([
    edgeKey(),
    edge({ interfaces: { public: EXTERNAL, inner: { ...INNER, floatingIp: "new" } } }),
  ]);
  for (const interfaceNames of ["addresses", "hidden"])
    it(`${interfaceNames}: the interfaces are told all the same`, async () => {
      const current = await start({ quirks: { interfaceNames } });
      const { results } = await current.apply(configuration);
      expect(results.filter(({ outcome }) => outcome !== "done").map((one) => [one.address, one.message])).toEqual([]);
      const plan = await current.plan(configuration);
      expect(plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
    });

  it("one more, alike and without a name: attached once, and taken over", async () => {
    const current = await start({ quirks: { interfaceNames: "hidden" } });
    const one = { public: EXTERNAL };
    await current.apply(sampleConfiguration([edgeKey(), edge({ interfaces: one })]));
    const two = sampleConfiguration([edgeKey(), edge({ interfaces: { ...one, second: EXTERNAL } })]);
    const { results } = await current.apply(two);
    expect(
      results.filter(({ outcome }) => outcome !== "done").map((result) => [result.address, result.message]),
    ).toEqual([]);
    expect(created(current)).toHaveLength(1);
    const plan = await current.plan(two);
    expect(plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
  });
});
