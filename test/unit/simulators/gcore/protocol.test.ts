// What holds for every call: the token, the envelope of refusals, paging, what is taken and what is not.
import { describe, expect, it } from "vitest";
import { machineBody, openBench, SAMPLE } from "./gcore-bench.ts";

describe("gcore protocol: token", () => {
  it.each([
    [undefined, 401, "not_authenticated"],
    ["Bearer sim", 401, "token_not_valid"],
    ["APIKey other", 401, "token_not_valid"],
    ["APIKey sim", 200, undefined],
    ["apikey sim", 200, undefined],
  ])("%s is answered %i", async (authorization, status, exceptionClass) => {
    const { base } = await openBench();
    const answer = await fetch(`${base}/cloud/v1/projects`, { headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { exception_class?: string }).exception_class).toBe(exceptionClass);
  });

  it("a bearer is told what the vendor tells it", async () => {
    const { call } = await openBench();
    const answer = await call("GET", "/v1/projects", undefined, { authorization: "Bearer sim" });
    expect(answer.body.message).toBe("Given token not valid for any token type");
  });

  it("says whose token it is, outside of the cloud's paths", async () => {
    const { base } = await openBench();
    const answer = await fetch(`${base}/iam/clients/me`, { headers: { authorization: "APIKey sim" } });
    expect(await answer.json()).toMatchObject({ id: 9, status: "active" });
  });
});

describe("gcore protocol: refusals", () => {
  it("carry class, message, request id and the fields", async () => {
    const { call, sim } = await openBench();
    const { status, body } = await call("POST", "/v2/instances/PR", {
      flavor: "g2-standard-2-4",
      interfaces: [],
      nmae: "x",
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      exception_class: "ValidationError",
      invalid_fields: {
        volumes: ["Field required"],
        interfaces: ["List should have at least 1 item after validation"],
      },
    });
    expect(sim.log.entries().at(-1)?.unknown).toEqual(["nmae"]);
    expect(body.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.message).toContain("'volumes': ['Field required']");
  });

  it.each([
    ["GET", "/v1/instances/77/9999", "404 NotFoundError"],
    ["GET", "/v1/instances/1/76", "404 NotFoundError"],
    ["GET", `/v1/instances/77/38/${SAMPLE.instance}`, "404 NotFoundError"],
    ["GET", "/v1/no-such-thing", "404 NotFoundError"],
    ["PUT", "/v1/projects", "405 HTTPError"],
    ["GET", "/v1/instances/PR?limit=1001", "400 ValidationError"],
    ["GET", "/v1/instances/PR?limit=0", "400 ValidationError"],
    ["GET", "/v1/instances/PR?limit=many", "400 ValidationError"],
    ["GET", "/v1/instances/PR?status=RESCUE", "400 ValidationError"],
    ["GET", "/v1/tasks?state=DONE", "400 ValidationError"],
  ])("%s %s: %s", async (verb, path, expected) => {
    const { refusal } = await openBench();
    expect(await refusal(verb, path)).toBe(expected);
  });

  it("a body that is no JSON is one, too", async () => {
    const { base } = await openBench();
    const headers = { authorization: "APIKey sim", "content-type": "application/json" };
    const answer = await fetch(`${base}/cloud/v1/snapshots/77/76`, { method: "POST", headers, body: "{" });
    expect(answer.status).toBe(400);
  });
});

describe("gcore protocol: lists", () => {
  it.each([
    ["/v1/ssh_keys/77", 10],
    ["/v1/tasks", 10],
    ["/v1/securitygroups/PR", 10],
    ["/v1/ports/PR", 100],
    ["/v1/volumes/PR", 1000],
  ])("%s gives %i at a time if not asked for more", async (path, limit) => {
    const { sim, get } = await openBench();
    const add = (kind: string, set: Record<string, string>) => sim.change("gcore", { kind, action: "add", set });
    for (let index = 0; index < 120; index += 1) {
      add("ssh_keys", { name: `key-${index}`, public_key: "x" });
      add("tasks", { task_type: "create_vm", state: "FINISHED" });
      add("securitygroups", { name: `group-${index}` });
      add("ports", { network_id: SAMPLE.network });
    }
    const list = await get(path);
    expect(list.results).toHaveLength(Math.min(limit, list.count));
    const all = await get(`${path}?limit=1000`);
    expect(all.results).toHaveLength(all.count);
  });

  it("pages by offset, and counts over all pages", async () => {
    const { get } = await openBench();
    const all = await get("/v1/volumes/PR");
    const second = await get("/v1/volumes/PR?limit=2&offset=2");
    expect(second).toEqual({ count: 3, results: [all.results[2]] });
    expect((await get("/v1/volumes/PR?offset=9")).results).toEqual([]);
  });
});

describe("gcore protocol: the log", () => {
  it("names the method and query parameters that nobody knows", async () => {
    const { sim, get } = await openBench();
    await get("/v1/instances/PR?include_k8s=false&colour=red");
    await get("/v1/lifecycle_policy/PR?need_volumes=true");
    await get("/v1/lifecycle_policy/PR?limit=1000");
    const [list, policies, paged] = sim.log.entries();
    expect(paged?.unknown).toEqual(["limit"]);
    expect(list).toMatchObject({
      method: "instances.list",
      mutating: false,
      unknown: ["colour"],
      status: 200,
      outcome: "OK",
    });
    expect(policies).toMatchObject({ method: "lifecycle_policy.list", unknown: [] });
  });

  it("holds no password and no user data", async () => {
    const bench = await openBench();
    const body = await machineBody(bench, { password: "Top-Secret-1", user_data: "c2VjcmV0" });
    await bench.ok("POST", "/v2/instances/PR", body);
    expect(JSON.stringify(bench.sim.log.entries())).not.toMatch(/Top-Secret-1|c2VjcmV0/);
    expect(JSON.stringify(bench.sim.state("gcore")["tasks"])).not.toMatch(/Top-Secret-1|c2VjcmV0/);
  });

  it("calls that only ask are no writes, whatever their verb", async () => {
    const { sim, ok } = await openBench();
    await ok("POST", "/v2/instances/PR/check_limits", { flavor: "g2-standard-2-4" });
    await ok("POST", "/v1/lifecycle_policy/PR/estimate_max_policy_usage", { name: "x", action: "volume_snapshot" });
    expect(sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("times are written as the document's examples write them, kind by kind", async () => {
    const { get, ok } = await openBench();
    await ok("POST", "/v1/volumes/PR", { source: "new-volume", name: "scratch", size: 1 });
    const [machine] = (await get("/v1/instances/PR")).results;
    const [disk] = (await get("/v1/volumes/PR")).results;
    const [task] = (await get("/v1/tasks")).results;
    expect([machine.created_at, disk.created_at, disk.attachments[0].attached_at, task.created_on]).toEqual([
      "2026-08-20T09:00:00Z",
      "2026-08-20T09:00:00+0000",
      null,
      "2026-01-01T00:00:00",
    ]);
  });

  it("answers carry the simulators' time", async () => {
    const { call, clock } = await openBench();
    const answer = await call("GET", "/v1/projects");
    expect(answer.headers.get("date")).toBe(new Date(clock.now()).toUTCString());
  });
});

it("says what a client needs in its environment", async () => {
  const { sim } = await openBench();
  expect(sim.env).toEqual({
    GCORE_BASE_URL: sim.endpoints.gcore,
    GCORE_API_KEY: "sim",
    GCORE_CLOUD_PROJECT_ID: "77",
    GCORE_CLOUD_REGION_ID: "76",
  });
});
