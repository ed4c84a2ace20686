// Each updatable field of a Serveroid VM: changed in place, with exactly the calls expected, in their order; then empty.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const seed = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};

const web = (attributes: JsonObject = {}, more: Parameters<typeof sampleVm>[2] = {}): Desired =>
  sampleVm("vms.web", attributes, more);
const keys = [sampleKey("ops"), sampleKey("dev", OPS_KEY.replace("ops@", "dev@"))];
const config = (...resources: Desired[]): Configuration => sampleConfiguration([...keys, ...resources]);

/** The mutating calls that bring `from` to `to`, as "method parameter=value…" without project and credentials. */
async function callsFor(from: Configuration, to: Configuration, options: Partial<PlanOptions> = {}): Promise<string[]> {
  fleet = await startFleet({ seed });
  await fleet.apply(from);
  fleet.sim.log.clear();
  const { results, plan } = await fleet.apply(to, options);
  expect(plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
  expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
  const calls = fleet.sim.log
    .entries({ mutating: true })
    .map((entry) => nameKeys(formatCall(entry), fleet?.sim.state("serveroid")));
  fleet.sim.log.clear();
  const second = await fleet.plan(to);
  expect(second.entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
  await fleet.apply(to);
  expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  return calls;
}

function formatCall({ method, query }: { method: string | null; query: string }): string {
  const parameters = [...new URLSearchParams(query)]
    .filter(([name]) => !["tenantId", "clientId", "apiKey", "_"].includes(name))
    .map(([name, value]) => `${name}=${value}`);
  return [method ?? "", ...parameters].join(" ");
}

/** Ids of keys depend on which was added first: their names stand for them. */
function nameKeys(call: string, state: unknown): string {
  const { pubkeys } = state as { pubkeys: { id: number; name: string }[] };
  return call.replace(
    /keyIds=(\d+)/g,
    (_all, id: string) => `keyIds=${pubkeys.find((key) => String(key.id) === id)?.name ?? id}`,
  );
}

describe("a field that changes in place", () => {
  const cases: readonly [string, Desired, Desired, readonly string[]][] = [
    ["name", web(), web({}, { name: "shop" }), ["rename name=shop"]],
    ["memory, growing", web(), web({ memory: 2048 }), ["memory_change memory=2048"]],
    [
      "memory, shrinking, with allowRestart",
      web({ memory: 2048 }),
      web({ memory: 1024, allowRestart: true }),
      ["memory_change memory=1024 allowRestart=true"],
    ],
    ["disk", web(), web({ disk: 65_536 }), ["disk_change disk=65536"]],
    [
      "memory before disk",
      web(),
      web({ memory: 2048, disk: 131_072 }),
      ["memory_change memory=2048", "disk_change disk=131072"],
    ],
    ["cpu", web(), web({ cpu: 4 }), ["cpu_change cpu=4"]],
    ["ips", web(), web({ ips: 3 }), ["ip_add", "ip_add"]],
    [
      "backupPolicy",
      web(),
      web({ backupPolicy: { keep: 3, every: 10_800_000 } }),
      ["backup_policy_change quantity=3 frequency=3"],
    ],
    ["keys", web(), web({ keys: ["keys.ops", "keys.dev"] }), ["pubkey_change keyIds=dev keyIds=ops"]],
    ["keys, emptied", web(), web({ keys: [] }), ["pubkey_change"]],
    ["password", web(), web({ password: "An0therWord" }), ["password_change password=*** sendPassword=false"]],
    ["power off, soft", web(), web({ power: "off" }), ["shutdown"]],
    ["power off, forced", web(), web({ power: "off", shutdown: { mode: "force" } }), ["poweroff"]],
    ["power on", web({ power: "off" }), web(), ["start"]],
    [
      "all at once, in the safe order",
      web(),
      web(
        {
          memory: 2048,
          disk: 65_536,
          cpu: 3,
          ips: 2,
          keys: ["keys.dev"],
          password: "An0therWord",
          power: "off",
          backupPolicy: { keep: 2, every: 10_800_000 },
        },
        { name: "shop" },
      ),
      [
        "rename name=shop",
        "memory_change memory=2048",
        "disk_change disk=65536",
        "cpu_change cpu=3",
        "ip_add",
        "backup_policy_change quantity=2 frequency=3",
        "pubkey_change keyIds=dev",
        "password_change password=*** sendPassword=false",
        "shutdown",
      ],
    ],
  ];
  for (const [title, from, to, expected] of cases) {
    it(title, async () => {
      const calls = await callsFor(config(from), config(to));
      expect(calls.map((call) => sortKeyIds(call))).toEqual(expected.map(sortKeyIds));
    });
  }

  it("tariff, fixed to on demand: tariff first, then the sizes that differ", async () => {
    const fixed = sampleVm("vms.web", { tariff: "Облачный 1024", memory: 1024, disk: 32_768, cpu: 1 });
    const free = web({ memory: 3072, disk: 65_536, cpu: 2 });
    expect(await callsFor(config(fixed), config(free))).toEqual([
      "tariff_change tariffId=1",
      "memory_change memory=3072",
      "disk_change disk=65536",
      "cpu_change cpu=2",
    ]);
  });

  it("tariff, fixed to fixed: sizes follow", async () => {
    const { memory: _m, disk: _d, cpu: _c, ...rest } = web().attributes;
    const small = { ...web(), attributes: { ...rest, tariff: "Облачный 1024" } };
    const large = { ...web(), attributes: { ...rest, tariff: "Облачный 4096" } };
    expect(await callsFor(config(small), config(large))).toEqual(["tariff_change tariffId=6"]);
  });

  it("an address given up: named, listed as destructive, added before it goes", async () => {
    fleet = await startFleet({ seed });
    await fleet.apply(config(web({ ips: 2 })));
    const held =
      (fleet.sim.state("serveroid") as unknown as { vms: { ipAddresses: string[] }[] }).vms[0]?.ipAddresses ?? [];
    const [given = ""] = held;
    const to = config(web({ ips: 2, releaseIps: [given] }));
    fleet.sim.log.clear();
    const { plan } = await fleet.apply(to);
    expect(plan.entries.map((entry) => entry.address)).toContain(`vms.web.ips["${given}"]`);
    expect(plan.destructive.map((step) => step.kind)).toEqual(["release-ip"]);
    expect(fleet.sim.log.entries({ mutating: true }).map(formatCall)).toEqual(["ip_add", `ip_delete ip=${given}`]);
    expect((await fleet.plan(to)).counts).toEqual({ import: 0, add: 0, change: 0, destroy: 0, forget: 0 });
  });

  it("a key's text: edited, then sent to each VM that lists it", async () => {
    const changed = sampleKey("ops", OPS_KEY.replace("AAAAIJ2Z", "AAAAIK3Z"));
    const from = sampleConfiguration([sampleKey("ops"), web()]);
    const to = sampleConfiguration([changed, web()]);
    expect((await callsFor(from, to)).map((call) => call.split(" ")[0])).toEqual(["pubkeys_edit", "pubkey_change"]);
  });

  it("a snapshot is taken before the VM's other changes by default, after them if declared so", async () => {
    const from = config(web());
    expect(await callsFor(from, config(web({ cpu: 3 }), sampleSnapshot("s", "vms.web")))).toEqual([
      "snapshot_create name=s",
      "cpu_change cpu=3",
    ]);
    await fleet?.stop();
    expect(await callsFor(from, config(web({ cpu: 3 }), sampleSnapshot("s", "vms.web", { take: "after" })))).toEqual([
      "cpu_change cpu=3",
      "snapshot_create name=s",
    ]);
  });
});

function sortKeyIds(call: string): string {
  const [method = "", ...parameters] = call.split(" ");
  return [method, ...(method === "pubkey_change" ? [...parameters].sort() : parameters)].join(" ");
}

describe("a field that does not change in place", () => {
  it("image: debt, not destruction; --rebuild brings it about and keeps id and addresses", async () => {
    fleet = await startFleet({ seed });
    await fleet.apply(config(web()));
    const other = config(web({ image: { name: "DEBIAN", bitness: 64 } }));
    const plan = await fleet.plan(other);
    expect(plan.operations).toEqual([]);
    expect(plan.destructive).toEqual([]);
    expect(plan.debt).toEqual([{ address: "vms.web", fields: ["image.name"], needs: "rebuild" }]);

    const { sim } = fleet;
    const vms = () =>
      (
        sim.state("serveroid") as unknown as {
          vms: { id: number; ipAddresses: string[]; distribution: { name: string } }[];
        }
      ).vms;
    const before = vms()[0];
    fleet.sim.log.clear();
    const applied = await fleet.apply(other, { rebuild: ["vms.web"] });
    expect(applied.plan.destructive.map((step) => step.kind)).toEqual(["rebuild"]);
    expect(fleet.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual(["reinstall"]);
    expect(vms()[0]).toMatchObject({
      id: before?.id,
      ipAddresses: before?.ipAddresses,
      distribution: { name: "DEBIAN" },
    });
    expect((await fleet.plan(other)).debt).toEqual([]);
  });

  it("a reinstallation after which nobody could log in: refused at plan, nothing sent", async () => {
    fleet = await startFleet({ seed });
    const { keys: _keys, password: _password, ...attributes } = web().attributes;
    const closed = { ...web(), attributes };
    // As its maker had it: with a password that only the machine knows.
    await fleet.apply(config({ ...web(), attributes: { ...attributes, password: "Made-by-0thers" } }));
    fleet.sim.log.clear();
    const refusal = await fleet.apply(config(closed), { rebuild: ["vms.web"] });
    expect(refusal.plan.diagnostics.map((diagnostic) => diagnostic.code)).toContain("config.no-login");
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    const open = await fleet.apply(config({ ...closed, attributes: { ...attributes, keys: ["keys.ops"] } }), {
      rebuild: ["vms.web"],
    });
    expect(open.results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  });

  const refused: readonly [string, Desired, Desired, string][] = [
    ["a smaller cpu", web({ cpu: 4 }), web({ cpu: 2 }), "provider.cannot-change"],
    ["less memory without allowRestart", web({ memory: 2048 }), web({ memory: 1024 }), "provider.restart-needed"],
    ["fewer addresses without naming them", web({ ips: 2 }), web({ ips: 1 }), "provider.name-released-ip"],
    ["a disk beyond the ratio", web(), web({ memory: 1024, disk: 131_072 }), "provider.disk-ratio"],
    ["a tariff that does not exist", web(), web({ tariff: "Облачный без граници" }), "provider.name-not-found"],
  ];
  for (const [title, from, to, code] of refused) {
    it(`${title}: refused at plan, nothing sent`, async () => {
      fleet = await startFleet({ seed });
      await fleet.apply(config(from));
      fleet.sim.log.clear();
      const { plan } = await fleet.apply(config(to));
      expect(plan.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    });
  }

  it("a smaller disk: debt that only a rebuild pays", async () => {
    fleet = await startFleet({ seed });
    await fleet.apply(config(web({ disk: 65_536 })));
    expect((await fleet.plan(config(web({ disk: 32_768 })))).debt).toEqual([
      { address: "vms.web", fields: ["disk"], needs: "rebuild" },
    ]);
  });
});

it("an image that is declared in another case is the same, also after a lost answer", async () => {
  const declared = config(web({ image: { name: "ubuntu", bitness: 64, description: "Ubuntu 14.04" } }));
  fleet = await startFleet({ seed });
  fleet.sim.faults.set([{ effect: "lost-after", match: { method: "install", nth: 1 } }]);
  const { results } = await fleet.apply(declared);
  expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
  expect((await fleet.plan(declared)).entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
});
