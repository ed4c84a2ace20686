import { afterEach, describe, expect, it } from "vitest";

import { createHttpClient, type HttpClient } from "../../../src/http/http-client.ts";
import type { HttpClientOptions } from "../../../src/http/http-client-options.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { answer, startRawServer } from "./raw-server.ts";

const LIST = { method: "GET", path: "/vm/", query: [["name", "web"]] } as const;
const clients: HttpClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function connect(more: Partial<HttpClientOptions>, headers: readonly string[] = [], status = "200 OK") {
  const server = await startRawServer((socket) => void socket.write(answer("{}", status, headers)));
  const clock = createVirtualClock();
  const client = createHttpClient({
    baseUrl: server.url,
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 1000,
    redactor: createRedactor(["very-secret-key"]),
    userAgent: "trueup/test",
    inFlight: clock.inFlight,
    ...more,
  });
  clients.push(client);
  return { client, server };
}

describe("fresh answers", () => {
  it("asks every cache on the way to keep out, for reads and changes alike", async () => {
    const { client, server } = await connect({});
    await client.read(LIST);
    await client.send({ method: "POST", path: "/vm/" });
    for (const bytes of server.connections)
      expect(bytes).toMatch(/cache-control: no-store, no-cache\r\npragma: no-cache/);
  });

  it("gives each GET a parameter of its own, repeated reads and changes too", async () => {
    const { client, server } = await connect({ uniqueParameter: "_" }, [], "503 Unavailable");
    await client.read(LIST);
    await client.send(LIST);
    const values = server.requests().map((line) => /^GET \/vm\/\?name=web&_=([0-9a-f]{18}) HTTP$/.exec(line)?.[1]);
    expect(values).toHaveLength(5);
    expect(new Set(values).size).toBe(5);
  });

  it("leaves other verbs, and servers that were not named, as they are", async () => {
    const { client, server } = await connect({ uniqueParameter: "_" });
    await client.send({ method: "POST", path: "/vm/" });
    const plain = await connect({});
    await plain.client.read(LIST);
    expect([...server.requests(), ...plain.server.requests()]).toEqual(["POST /vm/ HTTP", "GET /vm/?name=web HTTP"]);
  });

  it("is not known where the parameter is switched off", async () => {
    const off = await connect({ uniqueParameter: false });
    const on = await connect({ uniqueParameter: "_" });
    expect(off.client.intermediaries.cachedBecause()).toMatch(/freshReads is off/);
    expect(on.client.intermediaries.cachedBecause()).toBeUndefined();
  });

  it.each([
    ["Age: 57", "(Age: 57)"],
    ["X-Cache: HIT from proxy", "(X-Cache: HIT from proxy)"],
    ["X-Cache-Status: HIT", "(X-Cache-Status: HIT)"],
  ])("is not known after %s", async (header, told) => {
    const { client } = await connect({ uniqueParameter: "_" }, [header]);
    await client.read(LIST);
    expect(client.intermediaries.cachedBecause()).toContain(told);
  });

  it.each(["Age: 0", "X-Cache: MISS from proxy", "X-Cache-Status: EXPIRED"])("is known after %s", async (header) => {
    const { client } = await connect({ uniqueParameter: "_" }, [header]);
    await client.read(LIST);
    expect(client.intermediaries.cachedBecause()).toBeUndefined();
  });
});

describe("marks of intermediaries", () => {
  it.each([
    ["Via: 1.1 gate (squid/5.7)", "Via: 1.1 gate (squid/5.7)"],
    ["X-Cache: MISS from gate", "X-Cache: MISS from gate"],
    ["X-Varnish: 32770", "X-Varnish: 32770"],
    ["Age: 0", "Age: 0"],
    ["Server: ATS/9.2.9", "Server: ATS/9.2.9"],
  ])("%s is one, also in a refusal", async (header, told) => {
    const { client } = await connect({}, [header], "403 Forbidden");
    await client.send(LIST);
    expect(client.intermediaries.marks()).toEqual([told]);
  });

  it.each(["Server: nginx/1.22.1", "Server: Apache", "Server: Caddy", "X-Powered-By: squids"])(
    "%s is none: it may be the server's own",
    async (header) => {
      const { client } = await connect({}, [header]);
      await client.read(LIST);
      expect(client.intermediaries.marks()).toEqual([]);
    },
  );

  it("are told once each, short and without secrets", async () => {
    const { client } = await connect({}, [`Via: 1.1 very-secret-key${"x".repeat(200)}`]);
    await client.read(LIST);
    await client.read(LIST);
    const [mark = "", ...more] = client.intermediaries.marks();
    expect(more).toEqual([]);
    expect(mark).not.toContain("secret");
    expect(mark.length).toBeLessThan(80);
  });
});
