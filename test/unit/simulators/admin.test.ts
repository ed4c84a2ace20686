// The simulators' own endpoint, and the same acts from inside the process.
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/simulators/engine/json.ts";
import { type Bench, openBench, T, testAccount, vmRow } from "./support/serveroid-bench.ts";

async function admin({ sim }: Bench, method: string, path: string, body?: unknown): Promise<[number, JsonObject]> {
  const init =
    body === undefined
      ? { method }
      : {
          method,
          headers: { "content-type": "application/json" },
          body: typeof body === "string" ? body : JSON.stringify(body),
        };
  const answer = await fetch(`${sim.endpoints.serveroid}/_sim${path}`, init);
  return [answer.status, (await answer.json()) as JsonObject];
}

describe("admin", () => {
  it("sets, shows and clears faults, without a trace in the log", async () => {
    const bench = await openBench();
    const rule = { effect: "unauthorised", match: { method: "vm_list" } };
    expect(await admin(bench, "PUT", "/faults", { faults: [rule] })).toEqual([
      200,
      { faults: [{ ...rule, seen: 0, hits: 0 }] },
    ]);
    expect(await bench.refusal("vm/")).toBe("error.not.owner");
    expect(await admin(bench, "GET", "/faults")).toEqual([200, { faults: [{ ...rule, seen: 1, hits: 1 }] }]);
    expect(await admin(bench, "DELETE", "/faults")).toEqual([200, { faults: [] }]);
    expect(await bench.get("vm/")).toMatchObject({ status: "OK" });
    expect(bench.sim.log.entries()).toHaveLength(2);
  });

  it("is not faulted itself", async () => {
    const bench = await openBench({ faults: [{ effect: "lost-before" }] });
    expect((await admin(bench, "GET", "/log"))[0]).toBe(200);
  });

  it("shows the log, filtered, and empties it", async () => {
    const bench = await openBench();
    await bench.get("vm/");
    await bench.get("vm/10/start/", T);
    const [, { entries }] = await admin(bench, "GET", "/log?mutating=true");
    expect(entries).toMatchObject([{ seq: 2, method: "start" }]);
    expect((await admin(bench, "GET", "/log?method=vm_list&provider=serveroid"))[1]["entries"]).toHaveLength(1);
    expect((await admin(bench, "GET", "/log?provider=other"))[1]["entries"]).toEqual([]);
    await admin(bench, "DELETE", "/log");
    expect(bench.sim.log.entries()).toEqual([]);
  });

  it("shows the state as of now", async () => {
    const bench = await openBench();
    await bench.get("vm/10/rename/", { ...T, name: "new" });
    bench.clock.advance(2000);
    const [, state] = await admin(bench, "GET", "/state");
    expect(state).toEqual(bench.sim.state("serveroid"));
    expect(state["vms"]).toContainEqual(expect.objectContaining({ id: 10, name: "new" }));
    expect(JSON.stringify(state)).not.toContain("credentials");
  });

  it.each<[string, string, unknown, string]>([
    ["PUT", "/faults", "{", "the body is not JSON"],
    ["PUT", "/faults", [{ effect: "x" }], "faults[0].effect"],
    ["POST", "/mutate", { kind: "vms" }, "change.action"],
    ["POST", "/mutate", { kind: "vm", action: "delete", id: 1 }, 'did you mean "vms"?'],
    ["POST", "/mutate", { kind: "vms", action: "delete", id: 1 }, "there is no 1 in vms"],
    ["POST", "/mutate", { kind: "vms", action: "patch", id: 10, set: { memory: "x" } }, "change.set.memory"],
    ["POST", "/mutate", { kind: "vms", action: "add", set: vmRow({ id: 10 }) }, "10 is in vms already"],
    ["POST", "/mutate", { kind: "snapshots", action: "add", set: { name: "s" } }, "there is no VM (none given)"],
    ["POST", "/mutate", { kind: "tariffs", action: "add", set: {} }, "change.set.id: needed"],
    ["POST", "/mutate", { kind: "vms", action: "delete", ID: 10 }, 'did you mean "id"?'],
  ])("%s %s %j is a 400 that says why", async (method, path, body, problem) => {
    const [status, answer] = await admin(await openBench(), method, path, body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer["problems"]).replaceAll('\\"', '"')).toContain(problem);
  });

  it("knows nothing else", async () => {
    expect((await admin(await openBench(), "GET", "/other"))[0]).toBe(404);
  });
});

describe("changes behind the client's back", () => {
  it("patch, delete and add a machine", async () => {
    const bench = await openBench();
    const patched = await admin(bench, "POST", "/mutate", {
      kind: "vms",
      action: "patch",
      id: 10,
      set: { state: "VIR_DOMAIN_PAUSED", memory: 2048, publicKeys: [{ id: 78, installed: true }] },
    });
    expect(patched).toMatchObject([200, { result: { id: 10, memory: 2048 } }]);
    expect(await bench.vm(10)).toMatchObject({
      state: "VIR_DOMAIN_PAUSED",
      publicKeys: [
        { id: 78, installed: true },
        { id: 77, installed: false },
      ],
    });
    expect(bench.sim.change("serveroid", { kind: "vms", action: "delete", id: 11 })).toBeNull();
    expect(await bench.refusal("vm/11/")).toBe("error.object.not.found");
    const { id: _none, ...fields } = vmRow({ id: 0, name: "by hand" });
    expect(bench.sim.change("serveroid", { kind: "vms", action: "add", set: fields })).toMatchObject({ id: 22 });
    expect(await bench.vm(22)).toMatchObject({ name: "by hand" });
  });

  it("let a running operation fail when its machine is gone, and hold on to one that was patched", async () => {
    const { get, result, sim, clock, vm } = await openBench();
    await get("vm/11/start/", T);
    await get("vm/10/rename/", { ...T, name: "new" });
    sim.change("serveroid", { kind: "vms", action: "delete", id: 11 });
    sim.change("serveroid", { kind: "vms", action: "patch", id: 10, set: { cpu: 4 } });
    clock.advance(60_000);
    expect(await result("operation/1/")).toMatchObject({ status: "ERROR", errorCode: "error.object.not.found" });
    expect(await vm(10)).toMatchObject({ name: "new", cpu: 4 });
  });

  it("keep a machine's snapshots and backups when it is patched", async () => {
    const seed = testAccount({ snapshots: { 10: [{ id: 4, name: "s" }] }, backups: { 10: [{ id: "b" }] } });
    const { sim, result } = await openBench({ seed });
    sim.change("serveroid", { kind: "vms", action: "patch", id: "10", set: { name: "x" } });
    expect(await result("vm/10/snapshots/")).toHaveLength(1);
    expect(await result("vm/10/backups/")).toHaveLength(1);
  });

  it.each([
    ["snapshots", "vm/10/snapshots/", { name: "s" }, { name: "t" }],
    ["backups", "vm/10/backups/", { id: "b", size: 1 }, { size: 2 }],
    ["pubkeys", "pubkeys/", { name: "k", publicKey: "ssh-rsa AAAA" }, { name: "l" }],
    ["tenants", "tenant", { id: 9, description: "P" }, { description: "Q" }],
    ["distributions", "distribution/", { id: 9, name: "X" }, { name: "Y" }],
    ["software", "software/", { id: 9, name: "X" }, { name: "Y" }],
    ["tariffs", "tariffs/", { id: 9, name: "X", memory: 1, disk: 1, cpu: 1, ipCount: 0, onDemand: true }, { cpu: 2 }],
  ])("add, patch and delete in %s", async (kind, path, set, patch) => {
    const { sim, result } = await openBench();
    const before = await result<JsonObject[]>(path);
    const added = sim.change("serveroid", { kind, action: "add", parent: 10, set }) as { id: number };
    expect(await result<JsonObject[]>(path)).toContainEqual(expect.objectContaining({ ...set, id: added.id }));
    sim.change("serveroid", { kind, action: "patch", parent: 10, id: added.id, set: patch });
    expect(await result<JsonObject[]>(path)).toContainEqual(expect.objectContaining(patch));
    sim.change("serveroid", { kind, action: "delete", parent: 10, id: added.id });
    expect(await result(path)).toEqual(before);
  });
});

describe("the page and what it asks", () => {
  const at = ({ sim }: Bench, path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${sim.endpoints.serveroid}/_sim${path}`, init);
  const JSON_TYPE = { "content-type": "application/json" };
  const OF_BROWSER = { "sec-fetch-site": "cross-site" };

  it.each(["", "/"])("is at /_sim%s, with a policy that lets it load nothing from elsewhere", async (path) => {
    const answer = await at(await openBench(), path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; connect-src 'self';/);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(await answer.text()).not.toMatch(/(src|href)="(?!data:|#)/);
  });

  it("tells accounts, objects with their work, and the environment", async () => {
    const bench = await openBench();
    await bench.get("vm/11/reboot/", T);
    bench.clock.advance(15_000);
    const [, overview] = await admin(bench, "GET", "/overview");
    expect(overview).toMatchObject({
      provider: "serveroid",
      accounts: [{ "client id": "sim", "API key": "sim" }],
      clock: { pushedMs: 0, speed: 1 },
      faults: [],
    });
    const [vms] = overview["kinds"] as { kind: string; objects: JsonObject[] }[];
    expect(vms?.objects.find(({ id }) => id === "11")).toMatchObject({
      name: "vm-11",
      operation: { type: "VM_REBOOT", percent: 50 },
    });
    expect(await (await at(bench, "/env")).text()).toMatch(/^export SERVEROID_ENDPOINT=http:\/\/127.*\nexport /);
  });

  it("pushes the clock on, for operations and schedules alike", async () => {
    const bench = await openBench();
    await bench.get("vm/11/reboot/", T);
    expect(await admin(bench, "POST", "/clock", { pushMs: 86_400_000 })).toMatchObject([200, { pushedMs: 86_400_000 }]);
    expect(await bench.result("operation/1/")).toMatchObject({ status: "DONE" });
    expect(await bench.result("vm/11/backups/")).toHaveLength(1);
  });

  it("adds faults to those that are there", async () => {
    const bench = await openBench({ faults: [{ effect: "busy" }] });
    expect((await admin(bench, "POST", "/faults", { effect: "hang" }))[1]["faults"]).toHaveLength(2);
    expect((await admin(bench, "POST", "/faults", [{ effect: "429" }, { effect: "busy" }]))[1]["faults"]).toHaveLength(
      4,
    );
  });

  it("takes what curl sends, whatever type it says", async () => {
    const bench = await openBench();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await at(bench, "/clock", { method: "POST", headers, body: Buffer.from('{"pushMs":1000}') });
    expect([answer.status, bench.sim.clock.pushedMs()]).toEqual([200, 1000]);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ["POST", "/clock", { "content-type": "text/plain", ...OF_BROWSER }, 415],
    ["POST", "/mutate", { "content-type": "application/x-www-form-urlencoded", ...OF_BROWSER }, 415],
    ["PUT", "/faults", OF_BROWSER, 415],
    ["POST", "/clock", { ...JSON_TYPE, origin: "https://elsewhere.example" }, 403],
    ["DELETE", "/faults", { origin: "null" }, 403],
  ])("takes no change that another site could send: %s %s %j", async (method, path, headers, status) => {
    const bench = await openBench({ faults: [{ effect: "busy" }] });
    const body = method === "DELETE" ? {} : { body: Buffer.from('{"pushMs":1000}') };
    const answer = await at(bench, path, { method, headers, ...body });
    expect(answer.status).toBe(status);
    expect(bench.sim.clock.pushedMs()).toBe(0);
    expect(bench.sim.faults.list()).toHaveLength(1);
  });

  it.each(["elsewhere.example", "127.0.0.1.elsewhere.example", "localhost.elsewhere.example:80"])(
    "answers nobody who calls it %s",
    async (host) => {
      const { sim } = await openBench();
      const { port } = new URL(sim.endpoints.serveroid ?? "");
      const status = await new Promise((resolve, reject) => {
        const call = request({ host: "127.0.0.1", port, path: "/_sim/overview", headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        call.once("error", reject).end();
      });
      expect(status).toBe(403);
    },
  );

  it.each([0, -1, 1.5, 366 * 86_400_000 + 1, "1h"])("does not push the clock by %j", async (pushMs) => {
    const [status, { problems }] = await admin(await openBench(), "POST", "/clock", { pushMs });
    expect([status, String(problems)]).toEqual([400, expect.stringContaining("clock.pushMs")]);
  });
});

describe("each answer", () => {
  it("says that a stand-in has given it, also where it is garbled or an error", async () => {
    const bench = await openBench({ faults: [{ effect: "http-5xx", match: { method: "tenant" } }] });
    for (const path of ["vm/", "tenant", "none"]) {
      const answer = await fetch(`${bench.base}${path}?clientId=sim&apiKey=sim`);
      expect(answer.headers.get("x-trueup-simulator")).toBe("1");
    }
  });
});
