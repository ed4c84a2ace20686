// Seeds: the vendor's own rows, checked; recordings of reads; states as seeds; and changes behind the client's back.
import { describe, expect, it } from "vitest";
import { startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { type Bench, openBench, SAMPLE } from "./gcore-bench.ts";

const HOST = "11111111-2222-4333-8444-555555555555";
const VOLUME = "11111111-2222-4333-8444-666666666666";
const flavor = { flavor_id: "g2-standard-2-4", vcpus: 2, ram: 4096 };

async function problemsOf(gcore: object): Promise<string[]> {
  try {
    const sim = await startSimulators({ seed: { gcore }, vendors: ["gcore"] });
    await sim.stop();
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

describe("gcore seeds", () => {
  it("hold the vendor's rows; what they leave out is filled in, what nobody models is kept", async () => {
    const gcore = {
      credentials: [{ apiKey: "12345_abcdef" }],
      projects: [{ id: 5, name: "shop" }],
      regions: [{ id: 38, display_name: "Frankfurt" }],
      instances: [
        {
          ...{ id: HOST, name: "seeded", flavor, project_id: 5, region_id: 38, hypervisor: "kvm-7" },
          volumes: [{ id: VOLUME, delete_on_termination: true }],
          addresses: {
            backend: [
              { type: "fixed", addr: "10.0.0.7", interface_name: "lan" },
              { type: "floating", addr: "198.51.100.7" },
            ],
          },
          security_groups: [{ name: "shop" }],
        },
      ],
      volumes: [{ id: VOLUME, name: "boot", size: 20, bootable: true, project_id: 5, region_id: 38 }],
    };
    const { sim, base } = await openBench({ seed: { gcore } });
    expect(sim.env).toMatchObject({
      GCORE_API_KEY: "12345_abcdef",
      GCORE_CLOUD_PROJECT_ID: "5",
      GCORE_CLOUD_REGION_ID: "38",
    });
    const headers = { authorization: "APIKey 12345_abcdef" };
    const get = async (path: string) => (await fetch(`${base}/cloud${path}`, { headers })).json();
    expect(await get(`/v1/instances/5/38/${HOST}`)).toMatchObject({
      ...{ hypervisor: "kvm-7", status: "ACTIVE", region: "Frankfurt", security_groups: [{ name: "shop" }] },
      addresses: {
        backend: [
          { addr: "10.0.0.7", interface_name: "lan" },
          { type: "floating", addr: "198.51.100.7" },
        ],
      },
    });
    expect(await get(`/v1/volumes/5/38/${VOLUME}`)).toMatchObject({
      status: "in-use",
      attachments: [{ server_id: HOST }],
    });
    expect(await get("/v1/floatingips/5/38")).toMatchObject({
      count: 1,
      results: [{ floating_ip_address: "198.51.100.7", status: "ACTIVE" }],
    });
    expect(((await get("/v1/images/5/38?name=ubuntu-24.04-x64")) as { count: number }).count).toBe(1);
    expect(JSON.stringify(sim.log.entries())).not.toContain("12345_abcdef");
  });

  it.each<[string, object, string]>([
    ["an unknown section", { instance: [] }, 'gcore: unknown key "instance", did you mean "instances"?'],
    ["an id that is none", { volumes: [{ id: "1", name: "x", size: 1 }] }, 'gcore.volumes[0].id: unknown word "1"'],
    [
      "a missing size",
      { volumes: [{ id: VOLUME, name: "x" }] },
      "gcore.volumes[0].size: expected a whole number, got nothing",
    ],
    [
      "an id twice",
      {
        ssh_keys: [
          { id: HOST, name: "a", public_key: "x" },
          { id: HOST, name: "b", public_key: "x" },
        ],
      },
      `gcore.ssh_keys: the id ${HOST} is there twice`,
    ],
    [
      "a state of no task",
      { tasks: [{ id: HOST, task_type: "x", state: "DONE" }] },
      'gcore.tasks[0].state: unknown word "DONE"',
    ],
    ["an unknown quirk", { quirks: { legacykeys: "both" } }, 'gcore.quirks: unknown key "legacykeys"'],
    ["a wrong credential", { credentials: [{ key: "x" }] }, 'gcore.credentials[0]: unknown key "key"'],
  ])("refuse %s", async (_what, gcore, expected) => {
    expect((await problemsOf(gcore))[0]).toContain(expected);
  });

  it("name all that is wrong of a kind at once", async () => {
    expect(await problemsOf({ volumes: [{ id: VOLUME }, { id: HOST, name: "x" }] })).toHaveLength(2);
  });

  it("choose which names answers use", async () => {
    const instances = [{ id: HOST, name: "seeded", flavor }];
    const first = async (legacyKeys: string) => {
      const { get } = await openBench({ seed: { gcore: { instances, quirks: { legacyKeys } } } });
      return (await get("/v1/instances/PR")).results[0];
    };
    expect(await first("current")).not.toHaveProperty("instance_id");
    expect(await first("legacy")).not.toHaveProperty("name");
    expect(await first("legacy")).toMatchObject({ instance_id: HOST, instance_name: "seeded" });
  });

  it("may show a task under way: it ends by itself, and the lock with it", async () => {
    const tasks = [{ id: "t-1", task_type: "stop_vm", state: "RUNNING", created_on: "2025-12-31T23:59:00" }];
    const instances = [{ id: HOST, name: "seeded", flavor, task_id: "t-1" }];
    const { get, refusal, clock } = await openBench({ seed: { gcore: { instances, tasks } } });
    expect(await refusal("PATCH", `/v1/instances/PR/${HOST}`, {})).toBe("409 ConflictError");
    clock.advance(20_000);
    expect((await get("/v1/tasks/t-1")).state).toBe("FINISHED");
    expect((await get(`/v1/instances/PR/${HOST}`)).task_id).toBeNull();
  });
});

async function everything({ get }: Bench): Promise<unknown> {
  const paths = [
    "instances",
    "volumes",
    "snapshots",
    "ports",
    "securitygroups",
    "floatingips",
    "servergroups",
    "images",
  ];
  const lists = paths.map((path) =>
    get(`/v1/${path}/PR?limit=1000${path === "instances" ? "&with_interfaces_name=true" : ""}`),
  );
  const others = [
    "/v1/networks/PR?owned_by=any",
    "/v1/subnets/PR?owned_by=any",
    "/v1/lifecycle_policy/PR?need_volumes=true",
    "/v1/ssh_keys/77",
    "/v1/projects",
    "/v1/regions?show_volume_types=true",
    "/v1/flavors/PR?include_prices=true",
  ];
  return Promise.all([...lists, ...others.map(get)]);
}

async function busyBench(): Promise<Bench> {
  const bench = await openBench();
  await bench.machine({
    interfaces: [
      {
        type: "subnet",
        network_id: SAMPLE.network,
        subnet_id: SAMPLE.subnet,
        interface_name: "lan",
        floating_ip: { source: "new" },
      },
    ],
  });
  const schedules = [{ type: "interval", hours: 1, max_quantity: 2 }];
  await bench.ok("POST", "/v1/lifecycle_policy/PR", {
    name: "hourly",
    action: "volume_snapshot",
    schedules,
    volume_ids: [SAMPLE.data],
  });
  bench.clock.advance(2 * 3_600_000 + 60_000);
  return bench;
}

describe("gcore states and recordings as seeds", () => {
  it("a state answers the same again, and its policies go on where they were", async () => {
    const first = await busyBench();
    const wanted = await everything(first);
    const second = await openBench({ seed: { gcore: first.sim.state("gcore") } });
    expect(await everything(second)).toEqual(wanted);
    second.clock.advance(3 * 3_600_000);
    expect((await second.get("/v1/snapshots/PR")).count).toBe(2);
  });

  it("a recording of reads answers those reads alike", async () => {
    const first = await busyBench();
    const wanted = await everything(first);
    const recording: object[] = [];
    for (const entry of first.sim.log.entries({ mutating: false })) {
      if (entry.verb !== "GET") continue;
      const path = `${entry.path}?${entry.query}`;
      const answer = await fetch(`${first.base}${path}`, { headers: { authorization: "APIKey sim" } });
      recording.push({
        request: { method: "GET", path: entry.path, query: [] },
        status: answer.status,
        answer: await answer.text(),
      });
    }
    recording.push({ request: { method: "GET", path: "/cloud/v1/volumes/77/76/x" }, status: 502, answer: "<html>" });
    const second = await openBench({ seed: { recording } });
    expect(await everything(second)).toEqual(wanted);
  });

  it("a path of nobody's is told", async () => {
    const recording = [{ request: { path: "/vm/" }, answer: "{}" }];
    expect(await problemsOf({ recording })).toEqual([
      'gcore.recording[0].request.path: no method of this vendor has the path "/vm/"',
    ]);
  });
});

describe("gcore changes from outside", () => {
  it("add, patch and delete", async () => {
    const { sim, get, refusal } = await openBench();
    sim.change("gcore", { kind: "instances", action: "add", set: { id: HOST, name: "by-panel", flavor } });
    sim.change("gcore", {
      kind: "instances",
      action: "patch",
      id: HOST,
      set: { status: "SHUTOFF", vm_state: "stopped" },
    });
    expect(await get(`/v1/instances/PR/${HOST}`)).toMatchObject({ name: "by-panel", status: "SHUTOFF" });
    sim.change("gcore", { kind: "instances", action: "delete", id: SAMPLE.instance });
    expect(await refusal("GET", `/v1/instances/PR/${SAMPLE.instance}`)).toBe("404 NotFoundError");
    expect((await get(`/v1/volumes/PR/${SAMPLE.boot}`)).status).toBe("available");
    sim.change("gcore", {
      kind: "flavors",
      action: "patch",
      id: "g2-standard-2-4",
      parent: 76,
      set: { disabled: true },
    });
    const flavors = (await get("/v1/flavors/PR?disabled=false")).results.map(
      (one: { flavor_id: string }) => one.flavor_id,
    );
    expect(flavors).not.toContain("g2-standard-2-4");
  });

  it("refuse kinds and objects that do not exist", async () => {
    const { sim } = await openBench();
    expect(() => sim.change("gcore", { kind: "vms", action: "add" })).toThrow('unknown word "vms"');
    expect(() => sim.change("gcore", { kind: "volumes", action: "delete", id: HOST })).toThrow("there is no");
  });
});
