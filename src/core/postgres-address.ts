// A PostgreSQL URL as this program reads it: where, who, which database, and how its TLS is checked. Pure.
import { isLoopback } from "./loopback.ts";

export interface PostgresAddress {
  /** A host name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /**
   * `off`: in clear. `full`: certificate and name are checked. `chain`: the certificate, not its name. `unchecked`: neither.
   */
  readonly tls: "off" | "full" | "chain" | "unchecked";
  readonly needsChannelBinding: boolean;
  /** Paths of PEM files. */
  readonly files: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface AddressProblem {
  readonly problem: string;
  readonly fix: string;
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"] as const;
type Mode = (typeof MODES)[number];

/** `mayBeInsecure`: plain and unchecked connections are allowed to other machines, too. The text is never repeated. */
export function parsePostgresAddress(text: string, mayBeInsecure: boolean): PostgresAddress | AddressProblem {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A `#` of a password that is not encoded would make what stands before it the host.
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hash !== "")
    return {
      problem: "is no PostgreSQL address",
      fix: "postgres://USER:PASSWORD@HOST:PORT/DATABASE with one host; percent-encode special characters of the password",
    };
  const socket = url.searchParams.get("host");
  // Which hosts YAML may name is judged by the host before the path; another one in the query would pass by that.
  if (socket !== null && !socket.startsWith("/"))
    return {
      problem: "names a host in its query",
      fix: "postgres://HOST/…; in the query, host=/FOLDER of a Unix socket",
    };
  const host = socket ?? url.hostname.replace(/^\[|\]$/g, "");
  if (host === "" || /[,%]/.test(host)) return { problem: "names no host, or several", fix: "name one host" };
  const mode = url.searchParams.get("sslmode") ?? undefined;
  if (mode !== undefined && !isMode(mode))
    return { problem: "has an unknown sslmode", fix: `one of ${MODES.join(", ")}` };
  const isNear = host.startsWith("/") || isLoopback(host);
  const tls = chooseTls(mode, isNear);
  if ((tls === "off" || tls === "unchecked") && !isNear && !mayBeInsecure)
    return {
      problem: `would be used ${tls === "off" ? "without TLS" : "without a check of the server's certificate"} (sslmode=${mode})`,
      fix: "sslmode=verify-full, with sslrootcert=FILE for a private authority, or say insecure: true",
    };
  const file = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const [ca, cert, key] = [file("sslrootcert"), file("sslcert"), file("sslkey")];
  return {
    host,
    port: Number(url.searchParams.get("port") ?? (url.port === "" ? 5432 : url.port)),
    user: url.username === "" ? file("user") : decode(url.username),
    password: url.password === "" ? file("password") : decode(url.password),
    database: url.pathname.length > 1 ? decode(url.pathname.slice(1)) : file("dbname"),
    tls,
    needsChannelBinding: url.searchParams.get("channel_binding") === "require",
    files: {
      ...(ca === undefined || ca === "system" ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
  };
}

export function isAddressProblem(found: PostgresAddress | AddressProblem): found is AddressProblem {
  return "problem" in found;
}

/** `require` checks like `verify-full`: a connection that anybody can answer protects no credentials. */
function chooseTls(mode: Mode | undefined, isNear: boolean): PostgresAddress["tls"] {
  if (mode === undefined) return isNear ? "off" : "full";
  if (mode === "disable" || mode === "allow" || mode === "prefer") return "off";
  if (mode === "no-verify") return "unchecked";
  return mode === "verify-ca" ? "chain" : "full";
}

function isMode(text: string): text is Mode {
  return (MODES as readonly string[]).includes(text);
}

/** A `%` that is no escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
