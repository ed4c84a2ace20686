// Where credentials may be sent: which hosts an endpoint may name, and over what. Pure.
import { isLoopback } from "../../core/loopback.ts";
import type { TextPart } from "../text/located.ts";

interface EndpointProblem {
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

export interface EndpointRules {
  readonly allowedHosts: string | undefined;
  /** The vendor's own hosts. */
  readonly ownHosts: readonly string[];
  readonly insecure: boolean;
  /** The API's own path, which is added by the program. */
  readonly apiPath?: string | undefined;
  readonly schemes: readonly string[];
  /** Paths, queries and users are part of it (state addresses). */
  readonly isFullAddress: boolean;
}

function parseEndpoint(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** `parts`: where the text came from; undefined for a text that came from the environment as a whole. */
export function checkEndpoint(
  text: string,
  parts: readonly TextPart[] | undefined,
  rules: EndpointRules,
): EndpointProblem | undefined {
  const url = parseEndpoint(text);
  const scheme = rules.schemes[0] ?? "https";
  if (url === undefined || !/^[a-z]+:\/\//i.test(text)) {
    return { code: "config.endpoint", problem: "is no address", fix: `write ${scheme}://HOST` };
  }
  const protocol = url.protocol.replace(/:$/, "");
  if (!rules.schemes.includes(protocol)) {
    return { code: "config.endpoint", problem: `cannot use ${protocol.slice(0, 20)}`, fix: `use ${scheme}://` };
  }
  return checkHost(text, url, parts, rules) ?? checkSecurity(url, rules) ?? checkPath(url, rules);
}

function checkHost(
  text: string,
  url: URL,
  parts: readonly TextPart[] | undefined,
  rules: EndpointRules,
): EndpointProblem | undefined {
  const host = url.hostname;
  if (host === "" || parts === undefined || isLoopback(host)) return undefined;
  if (rules.ownHosts.some((own) => isAllowed(own, host, ""))) return undefined;
  const allowed = (rules.allowedHosts ?? "").split(/[\s,]+/).filter((item) => item !== "");
  if (allowed.some((item) => isAllowed(item, host, url.port))) return undefined;
  if (isHostTrusted(text, parts)) return undefined;
  return {
    code: "config.endpoint-host",
    problem: `names the host ${host}, which YAML alone may not choose: credentials would be sent there`,
    fix: `set it in the environment, or allow it there: TRUEUP_ALLOWED_HOSTS=${host}`,
  };
}

/** `host`, `host:port` or `*.domain`. */
function isAllowed(pattern: string, host: string, port: string): boolean {
  const [name = "", wanted] = pattern.toLowerCase().split(":");
  if (wanted !== undefined && wanted !== port) return false;
  return name.startsWith("*.") ? host.endsWith(name.slice(1)) : name === host;
}

/** Every character from the scheme to the end of host and port came from the environment. */
function isHostTrusted(text: string, parts: readonly TextPart[]): boolean {
  const authority = /^[a-z]+:\/\/([^/?#\\]*)/i.exec(text);
  if (authority === null) return false;
  const userEnd = (authority[1] ?? "").lastIndexOf("@") + 1;
  const end = authority[0].length;
  const start = end - (authority[1] ?? "").length + userEnd;
  let offset = 0;
  for (const part of parts) {
    const [from, to] = [offset, offset + part.length];
    if (!part.trusted && from < end && to > start) return false;
    offset = to;
  }
  return offset >= end;
}

function checkSecurity(url: URL, rules: EndpointRules): EndpointProblem | undefined {
  if (url.protocol !== "http:" || isLoopback(url.hostname) || rules.insecure) return undefined;
  return {
    code: "config.endpoint-insecure",
    problem: "uses plain http: credentials could be read on the way",
    fix: "use https, or say insecure: true",
  };
}

function checkPath(url: URL, rules: EndpointRules): EndpointProblem | undefined {
  if (rules.isFullAddress) return undefined;
  if (url.username !== "" || url.password !== "") {
    return { code: "config.endpoint", problem: "holds a user or a password", fix: "leave them out" };
  }
  if (url.search !== "" || url.hash !== "") {
    return { code: "config.endpoint", problem: "has a query", fix: "scheme, host, port and optional prefix only" };
  }
  const path = url.pathname.replace(/\/+$/, "");
  const { apiPath } = rules;
  if (apiPath === undefined || !(path === apiPath || path.endsWith(apiPath) || path.includes(`${apiPath}/`)))
    return undefined;
  return {
    code: "config.endpoint",
    problem: `ends with the API's own path ${apiPath}`,
    fix: `leave ${apiPath} out: it is added`,
  };
}
