// What a Gcore VM can be made of: every type of interface, every source of a volume, user data, a user, a placement group.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { type Row, rows } from "../support/gcore-rows.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** By hand, as in the panel: the answer's task names what it makes. */
async function post(current: Fleet, path: string, body: JsonObject): Promise<string> {
  const { GCORE_BASE_URL: base, GCORE_API_KEY: key } = current.sim.env;
  const headers = { authorization: `APIKey ${key}`, "content-type": "application/json" };
  const send = (url: string, init: RequestInit = {}) => fetch(`${base}/cloud${url}`, { headers, ...init });
  const answer = (await (await send(path, { method: "POST", body: JSON.stringify(body) })).json()) as Row;
  const [task] = answer["tasks"] as string[];
  await current.clock.advance(120_000);
  const { created_resources: made } = (await (await send(`/v1/tasks/${task}`)).json()) as {
    created_resources: Record<string, string[]>;
  };
  return Object.values(made).flat()[0] ?? "";
}

async function settle(current: Fleet, configuration: ReturnType<typeof sampleConfiguration>) {
  const { plan, results } = await current.apply(configuration);
  expect(plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary)).toEqual([]);
  expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
  const second = await current.plan(configuration);
  expect(second.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
}

const { boot } = EDGE["volumes"] as { boot: JsonObject };

describe("interfaces", () => {
  it("of all four types, with their order, groups and a floating address", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const { GCORE_CLOUD_PROJECT_ID: project, GCORE_CLOUD_REGION_ID: region } = fleet.sim.env;
    const port = await post(fleet, `/v1/reserved_fixed_ips/${project}/${region}`, { type: "external" });
    const subnet = rows(fleet, "subnets").find((row) => String(row["name"]).startsWith("internal"));
    const configuration = sampleConfiguration([
      edge({
        keys: [],
        volumes: { boot },
        interfaces: {
          a_inner: { type: "subnet", subnet: String(subnet?.["name"]), securityGroups: ["web"], floatingIp: "new" },
          b_any: { type: "anySubnet", network: "internal", ipFamily: "ipv4" },
          c_kept: { type: "reservedFixedIp", port },
          d_public: { type: "external", ipFamily: "ipv4", securityGroups: ["default", "web"] },
        },
      }),
    ]);
    await settle(fleet, configuration);
    const state = (await fleet.state())?.resources ?? {};
    expect(state["vms.edge.interfaces.c_kept"]?.remoteId).toBe(port);
    const created = fleet.sim.log.entries({ method: "instances.create" })[0]?.parameters as Row | undefined;
    expect(JSON.stringify(created)).toMatch(/d_public.*a_inner.*b_any.*c_kept/);
  });
});

describe("volumes", () => {
  it("from an image, from a snapshot, blank, and one that exists already, which is never deleted", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const { GCORE_CLOUD_PROJECT_ID: project, GCORE_CLOUD_REGION_ID: region } = fleet.sim.env;
    const kept = await post(fleet, `/v1/volumes/${project}/${region}`, { source: "new-volume", name: "kept", size: 7 });
    await settle(fleet, sampleConfiguration([edge({ keys: [] }), edgeSnapshot()]));
    const copy = gcoreDesired("vms.copy", {
      ...EDGE,
      keys: [],
      interfaces: { public: { type: "external" } },
      volumes: {
        boot,
        restored: { snapshot: "snapshots.edge-data", size: 100 * 1024 },
        scratch: { size: 5 * 1024, tags: { use: "scratch" } },
        old: { existing: kept },
      },
    });
    const configuration = sampleConfiguration([edge({ keys: [] }), edgeSnapshot(), copy]);
    await settle(fleet, configuration);
    expect((await fleet.state())?.resources["vms.copy.volumes.old"]?.remoteId).toBe(kept);
    await fleet.apply(configuration, { mode: "destroy" });
    expect(rows(fleet, "volumes").map((row) => row["id"])).toContain(kept);
    expect(rows(fleet, "volumes").filter((row) => /^(edge|copy)-/.test(String(row["name"])))).toEqual([]);
  });
});

/** What the machines were given, decoded. */
function insideOf({ sim }: Fleet): readonly string[] {
  const { inside } = sim.state("gcore") as unknown as { inside: { instances: Record<string, { user_data: string }> } };
  return Object.values(inside.instances).map(({ user_data: data }) => Buffer.from(data, "base64").toString());
}

describe("what counts at creation only", () => {
  it("user data leaves as base64, a changed one is debt, and neither it nor a password is in the state", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const userData = "#cloud-config\npackages: [nginx]\n";
    const vm = (more: JsonObject) => sampleConfiguration([edgeKey(), edge({ volumes: { boot }, ...more })]);
    await settle(fleet, vm({ userData }));
    expect(insideOf(fleet)).toEqual([userData]);
    expect(JSON.stringify(await fleet.state())).not.toContain("nginx");
    const plan = await fleet.plan(vm({ userData: `${userData}# more\n` }));
    expect(plan.debt).toEqual([{ address: "vms.edge", fields: ["userData"], needs: "replace" }]);
    expect(plan.operations).toEqual([]);
  });

  it("bytes leave as they are, and stay out of the state", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const userDataBase64 = Buffer.from("#!/bin/sh\necho nginx\n").toString("base64");
    await settle(
      fleet,
      sampleConfiguration([edgeKey(), edge({ volumes: { boot }, userDataBase64: `${userDataBase64}\n` })]),
    );
    expect(insideOf(fleet)).toEqual(["#!/bin/sh\necho nginx\n"]);
    expect(JSON.stringify(await fleet.state())).not.toContain(userDataBase64);
  });

  it("a changed key text is a new key, and debt on the machine", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await settle(fleet, sampleConfiguration([edgeKey(), edge({ volumes: { boot } })]));
    const other = edgeKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKotherotherotherotherotherotherotherother ops");
    const configuration = sampleConfiguration([other, edge({ volumes: { boot } })]);
    const { plan, results } = await fleet.apply(configuration);
    expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
    expect(plan.debt).toEqual([{ address: "vms.edge", fields: ["keyTexts"], needs: "replace" }]);
    expect(
      plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`),
    ).toEqual(["replace keys.edge-ops"]);
    expect(rows(fleet, "ssh_keys").filter((row) => row["name"] === "edge-ops")).toHaveLength(1);
  });
});

it("a half-made machine is made anew with its interfaces, whatever state the old one is in", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const declared = sampleConfiguration([edgeKey(), edge()]);
  fleet.sim.faults.set([
    { effect: "operation-fails", leaves: "object", match: { method: "instances.create", nth: 1 } },
  ]);
  await fleet.apply(declared);
  expect((await fleet.state())?.resources["vms.edge"]?.halfMade).toBeDefined();
  await settle(fleet, declared);
});
