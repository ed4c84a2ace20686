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
    async function startProxy(target: number) {
      const seen: { url: string | undefined; authorization: string | undefined }[] = [];
      const proxy = http.createServer((_request, response) => response.writeHead(500).end());
      proxy.on("connect", (request, socket: net.Socket) => {
        seen.push({ url: request.url, authorization: request.headers["proxy-authorization"] });
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
      // Its certificate is the server's own, of no public authority, as one of a program that opens TLS would be.
      expect(client.intermediaries.marks()).toEqual(["TLS by the private authority localhost"]);
      await client.close();
    });

    const reach = (answer: (socket: net.Socket) => void) => async () => {
      const proxy = http.createServer();
      let asked = 0;
      proxy.on("connect", (_request, socket: net.Socket) => {
        asked += 1;
        socket.on("error", () => undefined);
        answer(socket);
      });
      return { port: await listen(proxy), asked: () => asked };
    };
    const say = (text: string) => reach((socket) => void socket.end(`${text}\r\n\r\n`));
    const HTML = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Please log in</html>";

    it.each([
      ["407", say("HTTP/1.1 407 No"), 1, "wants other credentials", "unauthorised"],
      ["403", say("HTTP/1.1 403 No"), 1, "does not allow api.example.com:443", "rejected"],
      ["502", say("HTTP/1.1 502 No"), 4, "opened no tunnel to api.example.com:443 (status 502)", "unavailable"],
      ["404", say("HTTP/1.1 404 No"), 1, "opened no tunnel", "unavailable"],
      ["a page", reach((socket) => void socket.end(HTML)), 1, "sent a page", "unavailable"],
      ["a close", reach((socket) => void socket.destroy()), 4, "closed the connection", "unavailable"],
      ["a tunnel that breaks", say("HTTP/1.1 200 OK"), 4, "TLS through it failed", "unavailable"],
      ["something else", say("SSH-2.0-x"), 1, "like an HTTP proxy", "unavailable"],
    ])("that answers with %s is named, and nothing has left", async (_title, start, tries, text, fault) => {
      const proxy = await start();
      const env = { HTTPS_PROXY: `http://u:hunter22@127.0.0.1:${proxy.port}` };
      const client = connect("https://api.example.com", { env, tries: 4 });
      const expected = {
        fault,
        effect: "none",
        code: "http.proxy",
        message: expect.stringContaining(`the proxy 127.0.0.1:${proxy.port} `),
        hint: expect.stringContaining(fault === "rejected" ? "NO_PROXY" : "HTTPS_PROXY"),
      };
      const refused = await client.read({ method: "GET", path: "/" }).catch((error: unknown) => error);
      expect(refused).toMatchObject(expected);
      expect(String(refused)).toContain(text);
      expect(String(refused)).not.toContain("hunter22");
      expect(proxy.asked()).toBe(tries);
      await expect(client.send({ method: "GET", path: "/" })).rejects.toMatchObject({ ...expected, isUnsent: true });
      expect(proxy.asked()).toBe(tries + 1);
      await client.close();
    });

    it("that is not there is named", async () => {
      const proxy = http.createServer();
      const port = await listen(proxy);
      await new Promise((resolve) => proxy.close(resolve));
      const client = connect("https://api.example.com", { env: { HTTPS_PROXY: `127.0.0.1:${port}` } });
      await expect(client.read({ method: "GET", path: "/" })).rejects.toMatchObject({
        code: "http.proxy",
        message: expect.stringContaining("refused the connection"),
      });
      await client.close();
    });

    it("that never answers is named, not the provider", async () => {
      const proxy = await reach(() => undefined)();
      const clock = createVirtualClock();
      const env = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
      const client = connect("https://api.example.com", { env, clock, inFlight: clock.inFlight });
      let asked = 0;
      for (const act of [client.read, client.send]) {
        const failure = act({ method: "GET", path: "/" }).catch((error: unknown) => error);
        asked += 1;
        while (proxy.asked() < asked) await new Promise((resolve) => setTimeout(resolve, 5));
        await clock.advance(30_000);
        expect(await failure).toMatchObject({
          fault: "timed-out",
          effect: "none",
          code: "http.proxy",
          message: expect.stringContaining("did not open a tunnel in time"),
        });
      }
      await client.close();
    });

    it("any 2xx is a tunnel", async () => {
      const port = await listen(https.createServer({ key, cert }, echo));
      const proxy = await reach((socket) => {
        const upstream = net.connect(port, "127.0.0.1", () => {
          socket.write("HTTP/1.1 201 Created\r\n\r\n");
          upstream.pipe(socket).pipe(upstream);
        });
        upstream.on("error", () => socket.destroy());
      })();
      const client = connect("https://api.example.com", { ca: cert, env: { HTTPS_PROXY: `127.0.0.1:${proxy.port}` } });
      expect((await client.read({ method: "GET", path: "/a" })).status).toBe(200);
      await client.close();
    });

    it("plain http goes to HTTP_PROXY with the server's whole address; its 407 is the proxy's", async () => {
      const seen: (string | undefined)[] = [];
      let status = 200;
      const proxy = http.createServer((request, response) => {
        seen.push(request.url, request.headers.host, request.headers["proxy-authorization"]);
        response.writeHead(status, { "content-type": "application/json" }).end("{}");
      });
      const env = { HTTP_PROXY: `http://u:p@127.0.0.1:${await listen(proxy)}` };
      const client = connect("http://api.example.com/prefix", { env, tries: 4 });
      expect((await client.read({ method: "GET", path: "/a" })).body).toBe("{}");
      expect(seen).toEqual(["http://api.example.com/prefix/a", "api.example.com", "Basic dTpw"]);
      status = 407;
      for (const act of [client.read, client.send])
        await expect(act({ method: "GET", path: "/b" })).rejects.toMatchObject({ code: "http.proxy", effect: "none" });
      expect(seen).toHaveLength(9);
      await client.close();
    });
  });
});
