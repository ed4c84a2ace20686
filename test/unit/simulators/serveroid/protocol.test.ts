// Verbs, paths, credentials, parameter types: how strict the front door is.
import { describe, expect, it } from "vitest";
import { METHOD_NAMES } from "../../../../src/simulators/serveroid/routes/methods.ts";
import { openBench, T } from "../support/serveroid-bench.ts";

const CREDENTIALS = "clientId=sim&apiKey=sim";

describe("serveroid: the front door", () => {
  it("has the 38 methods of the vendor", () => {
    expect(METHOD_NAMES).toHaveLength(38);
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "HEAD"])("refuses %s", async (method) => {
    const { base, sim } = await openBench();
    const answer = await fetch(`${base}vm/10/delete/?tenantId=501&${CREDENTIALS}`, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET");
    expect(sim.log.entries()[0]).toMatchObject({ verb: method, method: null, mutating: false, status: 405 });
  });

  it.each(["tenant", "tenant/", "vm", "vm/", "vm/10", "vm/10/", "vm/10/snapshots", "vm/10/backups/"])(
    "answers at %s",
    async (path) => {
      const { base } = await openBench();
      const answer = await fetch(`${base}${path}?${CREDENTIALS}`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ status: "OK" });
    },
  );

  it.each(["vms", "vm/10/destroy/", "vm/10/rename/now/", "pubkeys/77/", "snapshots"])(
    "does not know %s",
    async (path) => {
      const { base } = await openBench();
      const answer = await fetch(`${base}${path}?${CREDENTIALS}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toContain("text/html");
    },
  );

  it("serves the download of a backup without /api, and nothing else there", async () => {
    const { sim } = await openBench();
    const root = `${sim.endpoints.serveroid}/v1/vm`;
    const download = await fetch(`${root}/10/backup_download/?tenantId=501&backup=x&${CREDENTIALS}`);
    expect(await download.json()).toMatchObject({ status: "OK", operationId: expect.any(Number) });
    expect((await fetch(`${root}/?${CREDENTIALS}`)).status).toBe(404);
  });

  it.each(["", "clientId=sim", "apiKey=sim", "clientId=sim&apiKey=wrong", "clientId=wrong&apiKey=sim"])(
    "takes no credentials like '%s'",
    async (query) => {
      const { base } = await openBench();
      const answer = await fetch(`${base}vm/?${query}`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        status: "ERROR",
        errorMessage: "Ошибка прав доступа. Обратитесь в службу поддержки.",
        errorCode: "error.not.owner",
      });
    },
  );

  it("takes no credentials from headers", async () => {
    const { base } = await openBench();
    const answer = await fetch(`${base}vm/`, {
      headers: { clientId: "sim", apiKey: "sim", authorization: "Bearer sim" },
    });
    expect(await answer.json()).toMatchObject({ errorCode: "error.not.owner" });
  });

  it("names every missing or wrong field at once, with a null code", async () => {
    const { get } = await openBench();
    const answer = await get("vm/10/backup_policy_change/", { tenantId: "x", quantity: 11 });
    expect(answer).toMatchObject({ status: "ERROR", errorCode: null });
    expect(answer["fieldErrors"]).toEqual([
      { field: "tenantId", message: expect.any(String) },
      { field: "quantity", message: expect.any(String) },
      { field: "frequency", message: expect.any(String) },
    ]);
  });

  it.each([
    ["vm/ten/", {}, ["vmId"]],
    ["operation/1e3/", {}, ["operationId"]],
    ["vm/10/memory_change/", { ...T, memory: "1GiB" }, ["memory"]],
    ["vm/10/memory_change/", { ...T, memory: [1024, 2048] }, ["memory"]],
    ["vm/10/memory_change/", { ...T, memory: 1024, allowRestart: "yes" }, ["allowRestart"]],
    ["vm/10/pubkey_change/", { ...T, keyIds: "77,78" }, ["keyIds"]],
    ["vm/10/snapshot_create/", { ...T, name: "" }, ["name"]],
  ])("refuses %s %o", async (path, parameters, fields) => {
    const { refusal, sim } = await openBench();
    expect(await refusal(path, parameters)).toEqual(fields);
    expect(sim.log.entries()[0]?.outcome).toBe("validation");
  });

  it("knows no object with a number beyond 32 bits, and takes the capital words of Python", async () => {
    const { refusal, settle, result } = await openBench();
    expect(await refusal("operation/9999999999/")).toBe("error.object.not.found");
    expect(await refusal("operation/99999999999999999999/")).toBe("error.object.not.found");
    await settle("vm/10/memory_change/", { ...T, memory: 1024, allowRestart: "True" });
    await settle("vm/10/password_change/", { ...T, password: "Abcdef12", sendPassword: "False" });
    expect(await result("vm/10/")).toMatchObject({ memory: 1024 });
  });

  it("ignores unknown parameters, and says so in the log", async () => {
    const { settle, sim } = await openBench();
    await settle("vm/10/rename/", { ...T, name: "new", force: true, colour: "red" });
    expect(sim.log.entries({ method: "rename" })[0]?.unknown).toEqual(["force", "colour"]);
  });

  it("logs the exact query without its secrets", async () => {
    const { base, sim } = await openBench();
    await fetch(`${base}vm/10/password_change/?tenantId=501&password=Abc%211&sendPassword=false&${CREDENTIALS}`);
    const [entry] = sim.log.entries();
    expect(entry?.query).toBe("tenantId=501&password=***&sendPassword=false&clientId=***&apiKey=***");
    expect(entry?.parameters).toMatchObject({ tenantId: "501", password: "***", clientId: "***", apiKey: "***" });
    expect(entry).toMatchObject({ seq: 1, mutating: true, method: "password_change", status: 200, outcome: "OK" });
  });
});
