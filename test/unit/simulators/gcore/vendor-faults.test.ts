// Faults that the vendor itself carries out: refusals, failing and slow tasks with what they leave, lists that lie.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import { METHOD_NAMES } from "../../../../src/simulators/gcore/routes/routes.ts";
import { machineBody, openBench, SAMPLE } from "./gcore-bench.ts";

const bench = (...faults: FaultRule[]) => openBench({ faults });
const CREATE = { match: { method: "instances.create" } };
const I = `/v1/instances/PR/${SAMPLE.instance}`;

describe("gcore faults: refusals at the call", () => {
  it.each<[FaultRule, string]>([
    [{ effect: "unauthorised" }, "401 token_not_valid"],
    [{ effect: "vendor-error" }, "400 ValidationError"],
    [{ effect: "vendor-error", code: "QuotaLimitExceed" }, "403 QuotaLimitExceed"],
    [{ effect: "vendor-error", code: "ForbiddenError" }, "403 ForbiddenError"],
    [{ effect: "vendor-error", code: "NotFoundError" }, "404 NotFoundError"],
    [{ effect: "busy" }, "409 ConflictError"],
  ])("%o", async (fault, expected) => {
    const sim = await bench({ ...fault, ...CREATE });
    expect(await sim.refusal("POST", "/v2/instances/PR", await machineBody(sim))).toBe(expected);
    expect((await sim.get("/v1/tasks")).count).toBe(0);
  });

  it("busy is for writes only", async () => {
    const { get, refusal } = await bench({ effect: "busy" });
    expect((await get("/v1/instances/PR")).count).toBe(2);
    expect(await refusal("PATCH", I, { name: "other" })).toBe("409 ConflictError");
  });

  it("too many requests say how long to wait", async () => {
    const { base } = await bench({ effect: "429", retryAfter: 7, match: { method: "volumes.list" } });
    const answer = await fetch(`${base}/cloud/v1/volumes/77/76`, { headers: { authorization: "APIKey sim" } });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  it("an answer may be lost after its effect", async () => {
    const sim = await bench({ effect: "lost-after", ...CREATE });
    await expect(sim.ok("POST", "/v2/instances/PR", await machineBody(sim))).rejects.toThrow("fetch failed");
    sim.clock.advance(60_000);
    const [task] = (await sim.get("/v1/tasks?task_type=create_vm")).results;
    const [machine] = (await sim.get("/v1/instances/PR?name=web-1")).results;
    expect(machine.creator_task_id).toBe(task.id);
  });

  it("hits the machine that is meant, also by its task and by its name", async () => {
    const sim = await openBench();
    const { tasks } = await sim.ok("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action: "stop" });
    sim.sim.faults.set([{ effect: "unauthorised", match: { vmId: SAMPLE.instance } }]);
    expect(await sim.refusal("GET", `/v1/tasks/${tasks[0]}`)).toBe("401 token_not_valid");
    await sim.get(`/v1/instances/PR/${SAMPLE.worker}`);
    sim.sim.faults.set([{ effect: "unauthorised", match: { name: "k8s-pool-1-node-1" } }]);
    expect(await sim.refusal("GET", `/v1/instances/PR/${SAMPLE.worker}`)).toBe("401 token_not_valid");
  });
});

describe("gcore faults: tasks that fail", () => {
  const own = {
    interfaces: [
      { type: "subnet", network_id: SAMPLE.network, subnet_id: SAMPLE.subnet, floating_ip: { source: "new" } },
    ],
  };
  it.each<[string, Partial<FaultRule>, number, number, number]>([
    ["nothing", {}, 0, 0, 0],
    ["the broken machine", { leaves: "object" }, 1, 1, 1],
    ["the parts without the machine", { code: "parts" }, 0, 1, 1],
  ])("leave %s", async (_what, fault, machines, volumes, floating) => {
    const sim = await bench({ effect: "operation-fails", message: "No valid host", ...fault, ...CREATE });
    const [task] = await sim.settle("POST", "/v2/instances/PR", await machineBody(sim, own));
    expect(task).toMatchObject({ state: "ERROR", error: "No valid host" });
    const list = await sim.get("/v1/instances/PR?name=web-1");
    expect(list.count).toBe(machines);
    if (machines > 0) expect(list.results[0]).toMatchObject({ status: "ERROR", vm_state: "error", task_id: null });
    expect((await sim.get("/v1/volumes/PR")).count).toBe(3 + volumes);
    expect((await sim.get("/v1/floatingips/PR")).count).toBe(floating);
    if (volumes + machines === 0) expect(task.created_resources).toBeNull();
    else expect(task.created_resources.volumes).toHaveLength(1);
  });

  it("leave things as they were elsewhere, and free", async () => {
    const sim = await bench({ effect: "operation-fails", match: { nth: 1 } });
    const [task] = await sim.settle("POST", `${I}/changeflavor`, { flavor_id: "g2-standard-4-8" });
    expect(task.state).toBe("ERROR");
    expect(await sim.get(I)).toMatchObject({
      status: "ACTIVE",
      task_id: null,
      flavor: { flavor_id: "g2-standard-2-4" },
    });
  });

  it("leave volumes and snapshots in a state of their own", async () => {
    const fault = { effect: "operation-fails", leaves: "object" } as const;
    const sim = await bench(
      { ...fault, match: { method: "volumes.create" } },
      { ...fault, match: { method: "snapshots.create" } },
    );
    await sim.settle("POST", "/v1/volumes/PR", { source: "new-volume", name: "scratch", size: 1 });
    await sim.settle("POST", "/v1/snapshots/PR", { name: "snap-1", volume_id: SAMPLE.data });
    expect((await sim.get("/v1/volumes/PR?name_part=scratch")).results[0].status).toBe("error");
    expect((await sim.get("/v1/snapshots/PR")).results[0].status).toBe("error");
  });

  it("take longer, or the speed of the simulator less", async () => {
    const slow = await bench({ effect: "operation-slow", ms: 100_000, match: { method: "instances.action" } });
    const { tasks } = await slow.ok("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action: "stop" });
    slow.clock.advance(100_000);
    expect((await slow.get(`/v1/tasks/${tasks[0]}`)).state).toBe("RUNNING");
    slow.clock.advance(10_000);
    expect((await slow.get(`/v1/tasks/${tasks[0]}`)).state).toBe("FINISHED");
    const fast = await openBench({ speed: 100 });
    const quick = await fast.ok("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action: "stop" });
    fast.clock.advance(100);
    expect((await fast.get(`/v1/tasks/${quick.tasks[0]}`)).state).toBe("FINISHED");
  });
});

describe("gcore faults: lists that lie", () => {
  it.each<[FaultRule, unknown]>([
    [
      { effect: "partial-list", rows: 1 },
      { count: 1, results: [expect.anything()] },
    ],
    [{ effect: "empty-list" }, { count: 0, results: [] }],
    [
      { effect: "empty-list", shape: "null" },
      { count: 0, results: null },
    ],
    [{ effect: "empty-list", shape: "missing" }, { count: 3 }],
  ])("%o", async (fault, expected) => {
    const { get } = await bench(fault);
    expect(await get("/v1/volumes/PR")).toEqual(expected);
  });

  it("a new machine may stay out of sight while its task is done", async () => {
    const sim = await bench({ effect: "invisible", ms: 30_000, ...CREATE });
    const { tasks } = await sim.ok("POST", "/v2/instances/PR", await machineBody(sim));
    sim.clock.advance(25_000);
    const task = await sim.get(`/v1/tasks/${tasks[0]}`);
    expect(task.state).toBe("FINISHED");
    expect(await sim.refusal("GET", `/v1/instances/PR/${task.created_resources.instances[0]}`)).toBe(
      "404 NotFoundError",
    );
    sim.clock.advance(10_000);
    expect((await sim.get("/v1/instances/PR?name=web-1")).count).toBe(1);
  });
});

it("every method may be named in a fault file", async () => {
  const { sim } = await openBench();
  const rules = METHOD_NAMES.map((method) => ({ effect: "busy", match: { provider: "gcore", method } }) as const);
  sim.faults.set(rules);
  expect(sim.faults.list()).toHaveLength(METHOD_NAMES.length);
  expect(METHOD_NAMES).toEqual(
    expect.arrayContaining(["instances.create", "volumes.extend", "lifecycle_policy.add_schedules"]),
  );
});
