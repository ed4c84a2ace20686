// What the answers tell of programs on the way to a server: proxies and caches that may repeat a GET or answer it
// themselves. The marks prove that there is one; that there are none proves nothing.
import type { Intermediaries } from "../core/provider-figures.ts";
import type { RawAnswer } from "./answer.ts";

/** Programs that are never the server itself. nginx, Apache and Caddy may be. */
const PROXIES =
  /^(squid|varnish|ats|apachetrafficserver|(istio-)?envoy|haproxy|traefik|tinyproxy|privoxy|mitmproxy)\b/i;
const MARKS = ["via", "x-cache", "x-cache-lookup", "x-varnish", "age"];
const HITS = ["x-cache", "x-cache-status", "x-proxy-cache", "x-cache-lookup", "cf-cache-status"];
const LONGEST_SHOWN = 60;

export interface IntermediaryWatch extends Intermediaries {
  see(answer: RawAnswer): void;
  /** TLS ends at a certificate of a private authority. */
  seeAuthority(name: string): void;
}

export interface IntermediaryOptions {
  /** Requests are written to a proxy in clear. */
  readonly isProxied: boolean;
  /** Reads go out in a form that a cache may keep, so that none is known to be fresh. */
  readonly readsMayBeKept: boolean;
  readonly redact: (text: string) => string;
}

export function watchIntermediaries({ isProxied, readsMayBeKept, redact }: IntermediaryOptions): IntermediaryWatch {
  const seen = new Map<string, string>();
  let cached: string | undefined;
  return {
    seeAuthority(name) {
      seen.set("tls", `TLS by the private authority ${redact(name).slice(0, LONGEST_SHOWN)}`);
    },
    see({ headers }) {
      for (const name of listMarks(headers))
        if (!seen.has(name)) seen.set(name, show(name, redact(headers[name] ?? "")));
      const hit = findHit(headers);
      if (hit !== undefined) cached ??= show(hit, redact(headers[hit] ?? ""));
    },
    marks: () => [...(isProxied ? ["HTTP_PROXY"] : []), ...seen.values()],
    cachedBecause: () =>
      cached === undefined
        ? readsMayBeKept
          ? "freshReads is off, so that a cache on the way may have answered"
          : undefined
        : `a cache on the way has answered instead of the provider (${cached})`,
  };
}

function listMarks(headers: RawAnswer["headers"]): string[] {
  const server = headers["server"] ?? "";
  return [...MARKS.filter((name) => headers[name] !== undefined), ...(PROXIES.test(server) ? ["server"] : [])];
}

/** The header that says that the answer was kept by somebody. */
function findHit(headers: RawAnswer["headers"]): string | undefined {
  if (/^\s*[1-9]\d*\s*$/.test(headers["age"] ?? "")) return "age";
  return HITS.find((name) => /\bHIT\b/i.test(headers[name] ?? ""));
}

function show(name: string, value: string): string {
  const title = name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
  return `${title}: ${value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value}`;
}
