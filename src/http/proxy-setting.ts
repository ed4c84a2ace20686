// Which proxy, if any, stands between us and a host: HTTPS_PROXY and NO_PROXY. Pure.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";

export interface ProxySetting {
  /** The proxy for a target, or undefined to connect directly. */
  proxyFor(target: { readonly protocol: string; readonly hostname: string; readonly port: number }): URL | undefined;
}

const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

export function parseProxySetting(env: Readonly<Record<string, string | undefined>>): ProxySetting {
  const proxy = parseProxy(env["https_proxy"] || env["HTTPS_PROXY"]);
  const exceptions = (env["no_proxy"] || env["NO_PROXY"] || "").split(/[,\s]+/).filter((entry) => entry !== "");
  return {
    proxyFor({ protocol, hostname, port }) {
      // Plain http is for loopback and for hosts that were declared insecure: a proxy would only see more.
      if (proxy === undefined || protocol !== "https:" || LOOPBACK.test(hostname)) return undefined;
      return exceptions.some((entry) => isException(entry, hostname, port)) ? undefined : proxy;
    },
  };
}

function parseProxy(value: string | undefined): URL | undefined {
  if (value === undefined || value === "") return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The value may hold a password, so it is not repeated.
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new DiagnosticsError([
      buildError("http.proxy", "HTTPS_PROXY is not the address of an HTTP proxy", {
        fix: "HTTPS_PROXY=http://HOST:PORT",
      }),
    ]);
  }
  return url;
}

function isException(entry: string, hostname: string, port: number): boolean {
  if (entry === "*") return true;
  const match = /^(.+?)(?::(\d+))?$/.exec(entry);
  const [, host = "", only] = /^[0-9a-f]*:[0-9a-f:]*$/i.test(entry) ? [entry, entry] : (match ?? []);
  if (only !== undefined && Number(only) !== port) return false;
  const bare = host.replace(/^\*?\./, "").toLowerCase();
  const name = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return name === bare.replace(/^\[|\]$/g, "") || name.endsWith(`.${bare}`);
}
