// PostgreSQL from Debian's packages, and PgBouncer in transaction mode before it. Both refuse to run as root.
import { chownSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findFreePort, type RunningProgram, runProgram, runToEnd, untilListening } from "./run-server.ts";

export const POSTGRES_PROGRAMS = ["initdb", "postgres", "psql"];
export const BOUNCER_PROGRAMS = [...POSTGRES_PROGRAMS, "pgbouncer"];
const PASSWORD = "only-for-tests";

export interface PostgresServer {
  /** `database`: default `postgres`. */
  url(database?: string): string;
  readonly port: number;
  /** Runs SQL as the administrator; rows as lines. */
  sql(text: string, database?: string): string;
  /** Stops at once, as after a crash of the server. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const user = await findUnprivileged();
  const folder = await mkdtemp(join(tmpdir(), "postgres-"));
  const password = join(folder, "password");
  await writeFile(password, PASSWORD);
  if (user !== undefined) for (const path of [folder, password]) chownSync(path, user.uid, user.gid);
  const data = join(folder, "data");
  const options = { user, cwd: folder };
  const auth = ["--auth=scram-sha-256", `--pwfile=${password}`];
  runToEnd("initdb", ["-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", ...auth], options);
  const port = await findFreePort();
  let running: RunningProgram | undefined;
  const start = async (): Promise<void> => {
    const settings = [`unix_socket_directories=${folder}`, "listen_addresses=127.0.0.1", "max_connections=400"];
    const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
    running = runProgram("postgres", args, options);
    await untilListening(port, running);
  };
  await start();
  const url = (database = "postgres"): string => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    url,
    port,
    sql: (text, database) => runToEnd("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, url(database)]),
    start,
    // SIGQUIT: no connection is finished, nothing is written down; the next start recovers.
    crash: async () => await running?.stop("SIGQUIT"),
    async stop() {
      await running?.stop("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Each transaction may get another session of few. */
export async function startBouncer(server: PostgresServer): Promise<{ url: string; stop(): Promise<void> }> {
  const user = await findUnprivileged();
  const folder = await mkdtemp(join(tmpdir(), "pgbouncer-"));
  const port = await findFreePort();
  const users = join(folder, "users.txt");
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(users, `"postgres" "${PASSWORD}"\n`);
  await writeFile(
    settings,
    [
      "[databases]",
      `* = host=127.0.0.1 port=${server.port}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = scram-sha-256",
      `auth_file = ${users}`,
      "pool_mode = transaction",
      "default_pool_size = 4",
      "max_client_conn = 400",
      "",
    ].join("\n"),
  );
  if (user !== undefined) for (const path of [folder, users, settings]) chownSync(path, user.uid, user.gid);
  const running = runProgram("pgbouncer", [settings], { user, cwd: folder });
  await untilListening(port, running);
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    async stop() {
      await running.stop("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The user that Debian's package makes, where we are root. */
async function findUnprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((text) => text.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || gid === undefined) throw new Error("there is no user postgres to run the server as");
  return { uid: Number(uid), gid: Number(gid) };
}
