// Opens one connection to a server, directly or through a proxy's tunnel, TLS included. Writes nothing of a request.
import net from "node:net";
import type tls from "node:tls";

import { CERTIFICATE } from "./certificate-codes.ts";
import { loadHttp, loadTls } from "./late-modules.ts";
import { buildBroken, buildRefused, buildSilent, buildTalking, buildUnreachable } from "./proxy-failure.ts";
import { type HttpProxy, type ProxySetting, portOf, proxyHeaders } from "./proxy-setting.ts";

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
  /** Told of each TLS connection to the server that is ready. */
  readonly onSecure?: (socket: tls.TLSSocket) => void;
}

export async function openSocket(target: SocketTarget, options: SocketOptions): Promise<net.Socket> {
  options.signal.throwIfAborted();
  const proxy = options.proxy.proxyFor(target);
  if (target.protocol === "https:") return openSecure(target, proxy, options);
  if (proxy !== undefined) return openToProxy(proxy, options);
  const socket = connect(target);
  socket.setNoDelay(true);
  return await untilOpen(socket, "connect", options.signal);
}

async function openSecure(
  target: SocketTarget,
  proxy: HttpProxy | undefined,
  options: SocketOptions,
): Promise<net.Socket> {
  const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, target, options);
  const socket = startTls(target, tunnel, options);
  socket.setNoDelay(true);
  try {
    const ready = await untilOpen(socket, "secureConnect", options.signal);
    options.onSecure?.(ready);
    return ready;
  } catch (error) {
    if (proxy === undefined || !(error instanceof Error) || options.signal.aborted || isCertificateError(error))
      throw error;
    throw buildBroken(proxy, formatAuthority(target), error);
  }
}

/** A plain request is written to the proxy itself, in a form that names the server. */
async function openToProxy(proxy: HttpProxy, options: SocketOptions): Promise<net.Socket> {
  const target = { protocol: proxy.url.protocol, hostname: hostOf(proxy), port: portOf(proxy.url) };
  const socket = target.protocol === "https:" ? startTls(target, undefined, options) : connect(target);
  socket.setNoDelay(true);
  try {
    return await untilOpen(socket, target.protocol === "https:" ? "secureConnect" : "connect", options.signal);
  } catch (error) {
    if (!(error instanceof Error) || options.signal.aborted) throw error;
    throw buildUnreachable(proxy, error);
  }
}

function connect(target: SocketTarget): net.Socket {
  return net.connect({ host: target.hostname, port: target.port });
}

function startTls(target: SocketTarget, tunnel: net.Socket | undefined, options: SocketOptions): tls.TLSSocket {
  return loadTls().connect({
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

function openTunnel(proxy: HttpProxy, target: SocketTarget, options: SocketOptions): Promise<net.Socket> {
  const authority = formatAuthority(target);
  const { request: open } = loadHttp(proxy.url.protocol === "https:");
  const request = open({
    host: hostOf(proxy),
    port: portOf(proxy.url),
    method: "CONNECT",
    path: authority,
    headers: { host: authority, ...proxyHeaders(proxy) },
    agent: false,
    signal: options.signal,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
  return new Promise((resolve, reject) => {
    request.once("error", (error) => {
      if (!options.signal.aborted) return reject(buildUnreachable(proxy, error));
      const { reason } = options.signal as { reason: unknown };
      reject(isTimeout(reason) ? buildSilent(proxy) : reason);
    });
    request.once("response", (response) => {
      response.destroy();
      reject(buildRefused(proxy, response.statusCode ?? 0, authority));
    });
    request.once("connect", (response, socket, head) => {
      const { statusCode = 0 } = response;
      // Any 2xx is a tunnel (RFC 9110, 9.3.6).
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) return resolve(socket as net.Socket);
      socket.destroy();
      reject(statusCode >= 200 && statusCode < 300 ? buildTalking(proxy) : buildRefused(proxy, statusCode, authority));
    });
    request.end();
  });
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && "code" in reason && reason.code === "ETIMEDOUT";
}

/** That the server's certificate is not trusted is told as such, proxy or not: it may be the proxy's own authority. */
function isCertificateError(error: Error): boolean {
  return "code" in error && CERTIFICATE.test(String(error.code));
}

function formatAuthority({ hostname, port }: SocketTarget): string {
  return `${net.isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
}

function hostOf({ url }: HttpProxy): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}
