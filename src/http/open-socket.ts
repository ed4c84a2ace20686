// Opens one connection to a server, directly or through a proxy's tunnel, TLS included. Writes nothing of a request.
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

import type { ProxySetting } from "./proxy-setting.ts";

export interface SocketTarget {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number;
}

export interface SocketOptions {
  readonly proxy: ProxySetting;
  /** Certificates to trust instead of the system's; absent: Node's own list with NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
  readonly signal: AbortSignal;
}

export async function openSocket(target: SocketTarget, options: SocketOptions): Promise<net.Socket> {
  options.signal.throwIfAborted();
  const proxy = options.proxy.proxyFor(target);
  const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, target, options);
  const socket = target.protocol === "https:" ? startTls(target, tunnel, options) : (tunnel ?? connect(target));
  socket.setNoDelay(true);
  if (socket === tunnel) return socket;
  return await untilOpen(socket, target.protocol === "https:" ? "secureConnect" : "connect", options.signal);
}

function connect(target: SocketTarget): net.Socket {
  return net.connect({ host: target.hostname, port: target.port });
}

function startTls(target: SocketTarget, tunnel: net.Socket | undefined, options: SocketOptions): tls.TLSSocket {
  return tls.connect({
    ...(tunnel === undefined ? { host: target.hostname, port: target.port } : { socket: tunnel }),
    // A name for SNI and for the certificate; an address may not be sent as SNI but is still compared.
    ...(net.isIP(target.hostname) === 0 ? { servername: target.hostname } : { host: target.hostname }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ALPNProtocols: ["http/1.1"],
  });
}

function untilOpen<S extends net.Socket>(socket: S, event: string, signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      signal.removeEventListener("abort", abort);
      socket.off("error", fail).off("close", close).off(event, open);
      act();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const close = (): void => fail(new Error("the connection was closed before it was ready"));
    const open = (): void => settle(() => resolve(socket));
    const abort = (): void => {
      socket.on("error", () => undefined).destroy();
      settle(() => reject(signal.reason));
    };
    socket.once("error", fail).once("close", close).once(event, open);
    signal.addEventListener("abort", abort, { once: true });
  });
}

function openTunnel(proxy: URL, target: SocketTarget, options: SocketOptions): Promise<net.Socket> {
  const host = net.isIPv6(target.hostname) ? `[${target.hostname}]` : target.hostname;
  const request = (proxy.protocol === "https:" ? https : http).request({
    host: proxy.hostname.replace(/^\[|\]$/g, ""),
    port: proxy.port === "" ? (proxy.protocol === "https:" ? 443 : 80) : Number(proxy.port),
    method: "CONNECT",
    path: `${host}:${target.port}`,
    headers: { host: `${host}:${target.port}`, ...proxyCredentials(proxy) },
    agent: false,
    signal: options.signal,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
  return new Promise((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => {
      response.destroy();
      reject(new Error(`the proxy refused the tunnel with status ${response.statusCode ?? 0}`));
    });
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) return resolve(socket as net.Socket);
      socket.destroy();
      reject(new Error(`the proxy refused the tunnel with status ${response.statusCode ?? 0}`));
    });
    request.end();
  });
}

function proxyCredentials(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
