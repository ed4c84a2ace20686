import http from "node:http";
import https from "node:https";
import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";

import { createHttpClient } from "../../../src/http/http-client.ts";
import type { HttpClientOptions } from "../../../src/http/http-client-options.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { makeCertificate } from "./certificate.ts";

const certificate = makeCertificate();
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen<S extends http.Server>(server: S): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as net.AddressInfo).port;
}

function connect(baseUrl: string, more: Partial<HttpClientOptions> = {}) {
  const clock = createVirtualClock();
  return createHttpClient({
    baseUrl,
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 1000,
    redactor: createRedactor(),
    userAgent: "test",
    tries: 1,
    inFlight: clock.inFlight,
    ...more,
  });
}

describe.skipIf(certificate === undefined)("over TLS", () => {
  const { key, cert } = certificate ?? { key: "", cert: "" };
  const echo: http.RequestListener = (request, response) => response.end(JSON.stringify({ url: request.url }));

  it("reads and sends where the certificate is trusted", async () => {
    const port = await listen(https.createServer({ key, cert }, echo));
    for (const host of ["localhost", "127.0.0.1"]) {
      const client = connect(`https://${host}:${port}`, { ca: cert });
      expect((await client.read({ method: "GET", path: "/a" })).body).toBe('{"url":"/a"}');
      expect((await client.send({ method: "POST", path: "/b" })).body).toBe('{"url":"/b"}');
      await client.close();
    }
  });

  it("does not send, and says what to do, where it is not", async () => {
    let requests = 0;
    const port = await listen(https.createServer({ key, cert }, () => (requests += 1)));
    const client = connect(`https://localhost:${port}`);
    for (const act of [client.read, client.send]) {
      await expect(act({ method: "GET", path: "/" })).rejects.toMatchObject({
        fault: "unavailable",
        effect: "none",
        hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
      });
    }
    expect(requests).toBe(0);
    await client.close();
  });

  it("refuses a certificate for another name", async () => {
    const port = await listen(https.createServer({ key, cert }, echo));
    const client = connect(`https://127.0.0.2:${port}`, { ca: cert });
    await expect(client.send({ method: "GET", path: "/" })).rejects.toMatchObject({ effect: "none" });
    await client.close();
  });

  describe("through a proxy", () => {
    async function startProxy(target: number, refuse?: number) {
      const seen: { url: string | undefined; authorization: string | undefined }[] = [];
      const proxy = http.createServer((_request, response) => response.writeHead(500).end());
      proxy.on("connect", (request, socket: net.Socket) => {
        seen.push({ url: request.url, authorization: request.headers["proxy-authorization"] });
        if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
        const upstream = net.connect(target, "127.0.0.1", () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          upstream.pipe(socket).pipe(upstream);
        });
        upstream.on("error", () => socket.destroy());
        socket.on("error", () => upstream.destroy());
      });
      return { port: await listen(proxy), seen };
    }

    it("tunnels reads and mutations; the proxy never sees a path", async () => {
      const port = await listen(https.createServer({ key, cert }, echo));
      const proxy = await startProxy(port);
      const env = { HTTPS_PROXY: `http://user:proxy%20pass@127.0.0.1:${proxy.port}` };
      const redactor = createRedactor();
      const client = connect("https://api.example.com", { ca: cert, env, redactor });
      expect((await client.read({ method: "GET", path: "/a" })).body).toBe('{"url":"/a"}');
      expect((await client.send({ method: "GET", path: "/b" })).body).toBe('{"url":"/b"}');
      const authorization = `Basic ${Buffer.from("user:proxy pass").toString("base64")}`;
      expect(proxy.seen).toEqual([
        { url: "api.example.com:443", authorization },
        { url: "api.example.com:443", authorization },
      ]);
      expect(redactor.redact("proxy pass")).toBe("***");
      await client.close();
    });

    it.each([403, 407, 502])("has no effect where the proxy refuses with %i", async (status) => {
      const proxy = await startProxy(1, status);
      const client = connect("https://api.example.com", { env: { HTTPS_PROXY: `127.0.0.1:${proxy.port}` } });
      await expect(client.send({ method: "GET", path: "/" })).rejects.toMatchObject({
        effect: "none",
        message: expect.stringContaining(`the proxy refused the tunnel with status ${status}`),
      });
      await client.close();
    });
  });
});
