// Which proxy, if any, stands between us and a host: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as curl and Go read them. Reads
// nothing but what it is given.
import net from "node:net";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { isLoopback } from "../core/loopback.ts";

export interface HttpProxy {
  readonly url: URL;
  /** The variable that names it, for people. */
  readonly variable: string;
}

export interface ProxyTarget {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number;
}

export interface ProxySetting {
  /** The proxy for a target, or undefined to connect directly. */
  proxyFor(target: ProxyTarget): HttpProxy | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

export function parseProxySetting(env: Env): ProxySetting {
  const secure = parseProxy(env, ["https_proxy", "HTTPS_PROXY"]);
  // Under CGI a request's own `Proxy:` header stands in HTTP_PROXY.
  const plainNames = env["REQUEST_METHOD"] === undefined ? ["http_proxy", "HTTP_PROXY"] : ["http_proxy"];
  const exceptions = (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(/[,\s]+/).filter((entry) => entry !== "");
  return {
    proxyFor(target) {
      if (isLoopback(target.hostname) || target.hostname.endsWith(".localhost")) return undefined;
      const proxy = target.protocol === "https:" ? secure : parseProxy(env, plainNames);
      if (proxy === undefined) return undefined;
      return exceptions.some((entry) => isException(entry, target)) ? undefined : proxy;
    },
  };
}

/** The first that is set counts, an empty one too: it switches the others off. */
function parseProxy(env: Env, names: readonly string[]): HttpProxy | undefined {
  const variable = names.find((name) => env[name] !== undefined);
  const value = variable === undefined ? "" : (env[variable] ?? "").trim();
  if (variable === undefined || value === "") return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The value may hold a password, so it is not repeated.
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new DiagnosticsError([
      buildError("http.proxy", `${variable} is not the address of an HTTP proxy`, {
        fix: `${variable}=http://HOST:PORT`,
      }),
    ]);
  }
  return { url, variable };
}

/** `host:port`, for people: without user and password. */
export function formatProxy({ url }: HttpProxy): string {
  return `${url.hostname}:${portOf(url)}`;
}

export function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/** User and password as they were meant; a `%` that is no escape stands for itself. */
export function readCredentials({ url }: HttpProxy): { readonly user: string; readonly password: string } {
  const decode = (text: string): string => text.replace(/(?:%[0-9a-f]{2})+/gi, decodeEscapes);
  return { user: decode(url.username), password: decode(url.password) };
}

export function proxyHeaders(proxy: HttpProxy): Record<string, string> {
  const { user, password } = readCredentials(proxy);
  if (user === "" && password === "") return {};
  return { "proxy-authorization": `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

/** A name with all below it, an address, or a range of addresses; each may name a port. */
function isException(entry: string, { hostname, port }: ProxyTarget): boolean {
  if (entry === "*") return true;
  const name = clean(hostname);
  const [range, bits] = entry.split("/");
  if (bits !== undefined) return isInRange(name, clean(range ?? ""), bits);
  const [, host = "", only] = splitPort(entry);
  if (only !== undefined && Number(only) !== port) return false;
  const bare = clean(host).replace(/^\*?\./, "");
  if (net.isIP(bare) !== 0 || net.isIP(name) !== 0) return isSameAddress(bare, name);
  return bare !== "" && (name === bare || name.endsWith(`.${bare}`));
}

function splitPort(entry: string): readonly (string | undefined)[] {
  if (net.isIPv6(entry)) return [entry, entry];
  return /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
}

/** Brackets are no part of an address, and the dot at the end is no part of a name. */
function clean(host: string): string {
  return host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function isSameAddress(a: string, b: string): boolean {
  return net.isIP(a) !== 0 && net.isIP(a) === net.isIP(b) && isInRange(a, b, net.isIPv6(a) ? "128" : "32");
}

function isInRange(address: string, range: string, bits: string): boolean {
  const family = net.isIP(range);
  if (family === 0 || net.isIP(address) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 6 ? 128 : 32)) return false;
  const type = family === 6 ? "ipv6" : "ipv4";
  const list = new net.BlockList();
  list.addSubnet(range, Number(bits), type);
  return list.check(address, type);
}

function decodeEscapes(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
