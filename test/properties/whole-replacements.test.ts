// A replacement is done as a whole or not at all, and nothing is destroyed that the plan leaves out or holds back.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { machinesOf, outcomesOf, rowsOf, startAccount, withKey, workOf } from "../support/small-account.ts";

const OTHER_KEY = OPS_KEY.replace("2Zr0", "3Zr1");
const allow = { deletes: 9, empty: true };
const INNER = { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } };

let fleet: Fleet;
afterEach(() => fleet.stop());

async function startEdge(attributes = {}): Promise<Fleet> {
  const started = await startFleet({ vendor: "gcore" });
  await started.apply(sampleConfiguration([edgeKey(), edge(attributes)]));
  return started;
}

const idOf = async (address: string): Promise<string | undefined> =>
  (await fleet.state())?.resources[address]?.remoteId;
const idsOf = (kind: string): unknown[] => rowsOf(fleet, "gcore", kind).map(({ id }) => id);

describe("what --exclude names is not destroyed with its machine", () => {
  it("a disk", async () => {
    fleet = await startEdge();
    const id = await idOf("vms.edge.volumes.data");
    const { plan } = await fleet.apply(sampleConfiguration([edgeKey()]), {
      excludes: ["vms.edge.volumes.data"],
      allow,
    });
    expect(workOf(plan)).toContain("delete vms.edge");
    expect(idsOf("volumes")).toContain(id);
  });

  it("a floating address", async () => {
    fleet = await startEdge({ interfaces: INNER });
    const id = await idOf("vms.edge.floatingIps.inner");
    await fleet.apply(sampleConfiguration([edgeKey()]), { excludes: ["vms.edge.floatingIps.inner"], allow });
    expect(idsOf("floatingips")).toContain(id);
  });

  it("an interface cannot stand apart: its machine stays, too", async () => {
    fleet = await startEdge();
    const { plan } = await fleet.apply(sampleConfiguration([edgeKey()]), {
      excludes: ["vms.edge.interfaces.public"],
      allow,
    });
    expect(workOf(plan).filter((work) => work.startsWith("delete vms.edge"))).toEqual([]);
    expect(rowsOf(fleet, "gcore", "instances").map(({ name }) => name)).toContain("edge");
  });
});

it("a target whose deletion takes a machine along shows all of its disks", async () => {
  fleet = await startEdge();
  const before = idsOf("volumes");
  const { plan } = await fleet.apply(sampleConfiguration([]), { targets: ["keys.edge-ops"], allow });
  const shown = new Set(plan.entries.flatMap(({ action, remoteId }) => (action === "delete" ? [remoteId] : [])));
  const gone = before.filter((id) => !idsOf("volumes").includes(id));
  expect(gone).toHaveLength(2);
  expect(gone.filter((id) => !shown.has(String(id)))).toEqual([]);
});

describe("the old one stays where the new one cannot be made", () => {
  const own = sampleKey("own", OTHER_KEY);
  const webWithOwn = sampleVm("vms.web", { keys: ["keys.ops", "keys.own"] });

  it("because a key of it is left out", async () => {
    fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.web")]));
    await fleet.apply(withKey([own, webWithOwn]), { replace: ["vms.web"], excludes: ["keys.own"], allow });
    expect(machinesOf(fleet)).toEqual(["1:web"]);
  });

  it("because a key of it is refused", async () => {
    fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.web")]));
    fleet.sim.faults.set([
      { effect: "vendor-error", code: "validation", message: "no", match: { method: "pubkeys_add" } },
    ]);
    const applied = await fleet.apply(withKey([own, webWithOwn]), { replace: ["vms.web"], allow });
    expect(outcomesOf(applied)).toContain("delete vms.web: skipped");
    expect(machinesOf(fleet)).toEqual(["1:web"]);
  });

  it("because its boot disk is left out", async () => {
    fleet = await startEdge();
    await fleet.apply(sampleConfiguration([edgeKey(), edge()]), {
      replace: ["vms.edge"],
      excludes: ["vms.edge.volumes.boot"],
      allow,
    });
    expect(rowsOf(fleet, "gcore", "instances").map(({ name }) => name)).toContain("edge");
  });

  it("because what it is cloned from is not settled", async () => {
    fleet = await startAccount();
    const declared = (attributes = {}) =>
      withKey([
        sampleVm("vms.web", { allowRestart: true, ...attributes }),
        sampleVm("vms.copy", { cloneOf: { vm: "vms.web" } }),
      ]);
    await fleet.apply(declared());
    fleet.sim.faults.set([{ effect: "lost-before", match: { method: "reinstall", nth: 1 } }]);
    await fleet.apply(declared(), { rebuild: ["vms.web"], allow });
    const { plan } = await fleet.apply(declared({ memory: 2048 }), { replace: ["vms.copy"], allow });
    expect(plan.blocked.map(({ address }) => address)).toEqual(["vms.web", "vms.copy"]);
    expect(machinesOf(fleet)).toHaveLength(2);
  });

  it("because its machine is in a state that is not known", async () => {
    fleet = await startAccount();
    const declared = withKey([sampleVm("vms.web"), sampleSnapshot("golden", "vms.web")]);
    await fleet.apply(declared);
    fleet.sim.change("serveroid", { kind: "vms", action: "patch", id: 1, set: { state: "VIR_DOMAIN_PMSUSPENDED" } });
    await fleet.apply(declared, { replace: ["snapshots.golden"], allow });
    await fleet.apply(withKey([sampleVm("vms.web")]), { allow });
    expect(JSON.stringify(fleet.sim.state("serveroid")["snapshots"])).toContain("golden");
  });
});

it("a target takes the whole replacement along", async () => {
  fleet = await startAccount();
  await fleet.apply(withKey([sampleKey("old", OTHER_KEY), sampleVm("vms.web", { keys: ["keys.ops", "keys.old"] })]));
  await fleet.apply(withKey([sampleVm("vms.web")]), { replace: ["vms.web"], targets: ["keys.old"], allow });
  expect(machinesOf(fleet)).toEqual(["2:web"]);
});

it.each([
  ["not known", { effect: "lost-after", match: { method: "reinstall", nth: 1 } }],
  ["still running", { effect: "operation-slow", ms: 9_000_000, match: { method: "reinstall", nth: 1 } }],
] as const)(
  "nothing is done to a snapshot while what was done to its machine is %s",
  async (_what, fault: FaultRule) => {
    fleet = await startAccount();
    const declared = withKey([sampleVm("vms.web"), sampleSnapshot("golden", "vms.web")]);
    await fleet.apply(declared);
    fleet.sim.faults.set([fault]);
    await fleet.apply(declared, { rebuild: ["vms.web"], allow });
    const sent = fleet.sim.log.entries({ mutating: true }).length;
    const { plan } = await fleet.apply(withKey([sampleVm("vms.web")]), { allow });
    expect(fleet.sim.log.entries({ mutating: true })).toHaveLength(sent);
    expect(plan.blocked).toContainEqual(
      expect.objectContaining({ address: "snapshots.golden", reason: "waits for vms.web, which is not settled" }),
    );
  },
);

it.each([
  ["a floating address", "vms.edge.floatingIps.inner", { interfaces: INNER }],
  ["a disk", "vms.edge.volumes.data", {}],
])("destroying only %s leaves its machine alone", async (_what, address, attributes) => {
  fleet = await startEdge(attributes);
  const id = await idOf(address);
  const declared = sampleConfiguration([edgeKey(), edge(attributes)]);
  const { plan } = await fleet.apply(declared, { mode: "destroy", targets: [address], allow });
  expect(workOf(plan)).toEqual([`delete ${address}`]);
  expect(rowsOf(fleet, "gcore", "instances").map(({ name }) => name)).toContain("edge");
  expect([...idsOf("volumes"), ...idsOf("floatingips")]).not.toContain(id);
});
