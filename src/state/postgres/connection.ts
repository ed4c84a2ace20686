// One connection to PostgreSQL, opened when it is needed and again after it broke; one query at a time. Uses nothing that
// belongs to a session (locks, LISTEN, prepared statements, settings): a pooler may give each query another session.
import { readFile } from "node:fs/promises";
import net from "node:net";
import pg from "pg";

import type { PostgresAddress } from "../../core/postgres-address.ts";
import { PEM_FILE, PostgresFailure } from "./postgres-failure.ts";

export type Row = Readonly<Record<string, string | null>>;

export interface PostgresConnection {
  /** Runs one statement once. All values come as text. Throws `PostgresFailure`; where that is passing, the statement may
   * have had its effect. */
  query(text: string, values: readonly (string | number | boolean | null)[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly address: PostgresAddress;
  /** Where the URL names none. */
  readonly fallback: { readonly user: string; readonly password: string | undefined };
  /** For connecting, and for each query. */
  readonly timeoutMs: number;
  /** Called when a query begins; what it returns, when it has ended. For the tests' clock. */
  readonly inFlight?: () => () => void;
}

export function openConnection(options: ConnectionOptions): PostgresConnection {
  let opened: { readonly client: pg.Client; readonly socket: net.Socket } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const drop = (): void => {
    opened?.socket.on("error", () => undefined).destroy();
    opened = undefined;
  };
  const connect = async (): Promise<pg.Client> => {
    if (opened !== undefined) return opened.client;
    const made = await connectOnce(options, (client) => {
      if (opened?.client === client) drop();
    });
    opened = made;
    return made.client;
  };
  const run = async (text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    const ended = options.inFlight?.();
    try {
      const client = await connect();
      return (await client.query({ text, values: [...values], types: AS_TEXT })).rows as Row[];
    } catch (error) {
      const failure = error instanceof PostgresFailure ? error : new PostgresFailure(error);
      if (failure.hasBroken) drop();
      throw failure;
    } finally {
      ended?.();
    }
  };
  return {
    query(text, values) {
      const result = last.then(() => run(text, values));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      await last;
      const { client, socket } = opened ?? {};
      opened = undefined;
      await client?.end().catch(() => undefined);
      socket?.destroy();
    },
  };
}

async function connectOnce(options: ConnectionOptions, onBroken: (client: pg.Client) => void) {
  const socket = new net.Socket();
  const client = new pg.Client({ ...(await buildClientConfig(options)), stream: () => socket });
  // Without a listener, a connection that breaks while it is idle would end the process.
  client.on("error", () => onBroken(client));
  try {
    await client.connect();
    return { client, socket };
  } catch (error) {
    socket.on("error", () => undefined).destroy();
    throw error;
  }
}

/** Numbers of 64 bits do not fit into JavaScript's; who asks knows what he gets. */
const AS_TEXT = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

/** What the driver is told, for one connection or for a pool of them. */
export async function buildClientConfig({ address, fallback, timeoutMs }: ConnectionOptions) {
  const { host, port, database, user = fallback.user, password = fallback.password } = address;
  return {
    host,
    port,
    user,
    database: database ?? user,
    // A function: with a plain value that is missing, the driver would look for files with passwords.
    password: () => password ?? "",
    ssl: await buildTls(address),
    application_name: "trueup",
    enableChannelBinding: address.needsChannelBinding,
    connectionTimeoutMillis: timeoutMs,
    // By our own timer: as a startup parameter, PgBouncer refuses a time limit.
    query_timeout: timeoutMs,
    keepAlive: true,
  };
}

async function buildTls({ tls, files, host }: PostgresAddress) {
  if (tls === "off") return false;
  const [ca, cert, key] = await Promise.all([
    readPem("sslrootcert", files.ca, "CERTIFICATE"),
    readPem("sslcert", files.cert, "CERTIFICATE"),
    readPem("sslkey", files.key, "PRIVATE KEY"),
  ]);
  return {
    rejectUnauthorized: tls !== "unchecked",
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(tls === "chain" ? { checkServerIdentity: () => undefined } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Node takes a text without a certificate for an empty list, and the server's is not trusted then: told as what it is. */
async function readPem(name: string, path: string | undefined, holds: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const fail = (why: string) => new PostgresFailure(Object.assign(new Error(`${name}: ${why}`), { code: PEM_FILE }));
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw fail(error.message);
  });
  if (new RegExp(`-----BEGIN [A-Z ]*${holds}-----`).test(text)) return text;
  throw fail(`${path} holds no ${holds.toLowerCase()} (PEM)`);
}
