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
      fix: "postgres://USER:PASSWORD@HOST:PORT/DATABASE with one host; percent-encode special characters of the password. For a Unix socket: postgres:///DATABASE?host=/FOLDER&user=USER",
    };
  const query = readQuery(url);
  const socket = query.get("host");
  // Which hosts YAML may name is judged by the host before the path; another one in the query would pass by that.
  if (socket !== null && !socket.startsWith("/"))
    return {
      problem: "names a host in its query",
      fix: "postgres://HOST/…; in the query, host=/FOLDER of a Unix socket",
    };
  const unread = findUnread(query);
  if (unread !== undefined) return unread;
  const host = socket ?? url.hostname.replace(/^\[|\]$/g, "");
  if (host === "" || /[,%]/.test(host))
    return {
      problem: "names no host, or several",
      fix: "name one host, or host=/FOLDER of a Unix socket in the query",
    };
  const tls = readTls(query, host, mayBeInsecure);
  if (typeof tls !== "string") return tls;
  const port = query.get("port") ?? (url.port === "" ? "5432" : url.port);
  if (!isPort(port)) return { problem: "has a port that is none", fix: "a number from 1 to 65535" };
  const file = (name: string): string | undefined => query.get(name) ?? undefined;
  const [ca, cert, key] = [file("sslrootcert"), file("sslcert"), file("sslkey")];
  return {
    host,
    port: Number(port),
    user: url.username === "" ? file("user") : decode(url.username),
    password: url.password === "" ? file("password") : decode(url.password),
    database: url.pathname.length > 1 ? decode(url.pathname.slice(1)) : file("dbname"),
    tls,
    needsChannelBinding: asksForBinding(query),
    files: {
      ...(ca === undefined || ca === "system" ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
  };
}

function readTls(
  query: URLSearchParams,
  host: string,
  mayBeInsecure: boolean,
): PostgresAddress["tls"] | AddressProblem {
  const mode = query.get("sslmode") ?? (query.has("ssl") ? "require" : undefined);
  if (mode !== undefined && !isMode(mode))
    return { problem: "has an unknown sslmode", fix: `one of ${MODES.join(", ")}` };
  const isNear = host.startsWith("/") || isLoopback(host);
  // Whoever names certificates means TLS.
  const tls = chooseTls(mode, isNear && !["sslrootcert", "sslcert"].some((name) => query.has(name)));
  if ((tls === "off" || tls === "unchecked") && !isNear && !mayBeInsecure)
    return {
      problem: `would be used ${tls === "off" ? "without TLS" : "without a check of the server's certificate"} (sslmode=${mode})`,
      fix: "sslmode=verify-full, with sslrootcert=FILE for a private authority, or say insecure: true",
    };
  if (asksForBinding(query) && tls === "off")
    return { problem: "asks for channel binding, and for no TLS", fix: "sslmode=require, or no channel_binding" };
  return tls;
}

const asksForBinding = (query: URLSearchParams): boolean => query.get("channel_binding") === "require";

const READ = [
  "host",
  "port",
  "user",
  "password",
  "dbname",
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "channel_binding",
];
/** Whatever they say, the connection leads to the same place and is as safe. */
const PASSED_OVER = [
  ...["application_name", "fallback_application_name", "connect_timeout", "client_encoding", "target_session_attrs"],
  ...["keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"],
  ...["uselibpqcompat", "pgbouncer", "connection_limit", "pool_timeout"],
];

const LEFT_OUT = [
  ...["options", "ssl", "requiressl", "sslnegotiation", "sslpassword", "sslcrl", "hostaddr", "service", "passfile"],
  ...["gssencmode", "krbsrvname", "require_auth", "load_balance_hosts", "replication", "statement_timeout"],
];

/** A plus stands for itself there, as libpq reads it. */
function readQuery({ search }: URL): URLSearchParams {
  return new URLSearchParams(search.replaceAll("+", "%2B"));
}

/** A parameter that is passed over in silence may have been the one that asked for TLS (`SSLMODE`, `sslMode`). */
function findUnread(query: URLSearchParams): AddressProblem | undefined {
  const names = [...query.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { problem: `names ${twice} twice`, fix: "leave one of them out" };
  const isKnown = (name: string) => READ.includes(name) || PASSED_OVER.includes(name);
  const unread = names.find((name) => !isKnown(name) && !(name === "ssl" && query.get(name) === "true"));
  if (unread === undefined) return undefined;
  // Repeated only where it is one of libpq's: a part of a password that is not encoded may stand here.
  const isNamed = LEFT_OUT.includes(unread) || READ.includes(unread.toLowerCase());
  const name = isNamed ? `the parameter ${unread}` : "a parameter";
  return { problem: `has ${name}, which is not read here`, fix: `leave it out; what is read: ${READ.join(", ")}` };
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
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
