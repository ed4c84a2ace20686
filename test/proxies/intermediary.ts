// The real nginx, squid and Varnish of the system, each in a folder of its own on loopback, as a test's configuration says.
// What is not installed is skipped with a note; where CI is set, it has to be there.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, type TestContext } from "vitest";
import { skipOutsideCi } from "../support/skip-outside-ci.ts";

export interface Intermediary {
  readonly port: number;
  /** As an endpoint in front of the one that it passes on to. */
  readonly url: string;
  readonly dir: string;
  stop(): Promise<void>;
}

const FOLDERS = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];
const START_MS = 20_000;
const running = new Set<Intermediary>();

/** Call once in a test file. */
export function stopIntermediariesAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...running].map((one) => one.stop()));
  });
}

/** The program's path; the test is skipped where there is none. */
export function findProgram(context: TestContext, name: string): string {
  const found = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
  return found ?? skipOutsideCi(context, name);
}

/** `http`: what stands in the `http` block; `PORT` is its own port. */
export async function startNginx(context: TestContext, http: (port: number, dir: string) => string) {
  const program = findProgram(context, "nginx");
  return start("nginx", async (dir, port) => {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((kind) => `  ${kind}_temp_path ${dir}/${kind};`)
      .join("\n");
    await writeFile(
      join(dir, "nginx.conf"),
      `${process.getuid?.() === 0 ? "user root;\n" : ""}worker_processes 1;
daemon off;
pid ${dir}/pid;
error_log ${dir}/error.log;
events {}
http {
  access_log off;
${temporary}
${http(port, dir)}
}
`,
    );
    return [program, "-p", dir, "-c", join(dir, "nginx.conf"), "-e", join(dir, "error.log")];
  });
}

/** Varnish with the rules that are built into it. */
export async function startVarnish(context: TestContext, backendPort: number) {
  const program = findProgram(context, "varnishd");
  return start("varnish", async (dir, port) => {
    const ports = ["-a", `127.0.0.1:${port}`, "-b", `127.0.0.1:${backendPort}`];
    return [program, "-F", "-n", join(dir, "work"), "-j", "none", "-s", "malloc,16m", "-T", "none", ...ports];
  });
}

/** `rules`: the rest of squid.conf; `hosts`: lines of its hosts file. */
export async function startSquid(
  context: TestContext,
  rules: (port: number, dir: string) => string,
  hosts = "",
): Promise<Intermediary> {
  const program = findProgram(context, "squid");
  return start("squid", async (dir, port) => {
    await writeFile(join(dir, "hosts"), `127.0.0.1 localhost\n${hosts}`);
    await writeFile(
      join(dir, "squid.conf"),
      `pid_filename ${dir}/pid
cache_log ${dir}/cache.log
access_log none
coredump_dir ${dir}
hosts_file ${dir}/hosts
dns_nameservers 127.0.0.1
visible_hostname gate
shutdown_lifetime 0 seconds
pinger_enable off
netdb_filename none
cache_mem 8 MB
http_access allow all
${rules(port, dir)}
`,
    );
    return [program, "-N", "-f", join(dir, "squid.conf")];
  });
}

const CERTGEN = "/usr/lib/squid/security_file_certgen";

/** Lines of squid.conf that make it open every TLS connection and use one to the server for many of its clients. */
export function interceptTls(port: number, dir: string, authority: Awaited<ReturnType<typeof makeAuthority>>): string {
  const { certificate, key } = authority;
  execFileSync(CERTGEN, ["-c", "-s", join(dir, "certificates"), "-M", "4MB"], { stdio: "ignore" });
  execFileSync("chmod", ["-R", "a+rwX", join(dir, "certificates")]);
  return `http_port 127.0.0.1:${port} ssl-bump tls-cert=${certificate} tls-key=${key} generate-host-certificates=on
sslcrtd_program ${CERTGEN} -s ${dir}/certificates -M 4MB
sslcrtd_children 1 startup=1
ssl_bump bump all
sslproxy_cert_error allow all
tls_outgoing_options flags=DONT_VERIFY_PEER`;
}

/** Certificates that squid makes by itself are signed by this authority, which the program has to trust. */
export async function makeAuthority(dir: string): Promise<{ readonly certificate: string; readonly key: string }> {
  const [key, certificate] = [join(dir, "authority.key"), join(dir, "authority.pem")];
  const subject = ["-subj", "/CN=test authority", "-addext", "basicConstraints=critical,CA:TRUE"];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files], {
    stdio: "ignore",
  });
  await chmod(key, 0o644);
  return { certificate, key };
}

async function start(
  name: string,
  prepare: (dir: string, port: number) => Promise<readonly string[]>,
): Promise<Intermediary> {
  const dir = await mkdtemp(join(tmpdir(), `trueup-${name}-`));
  // A program that gives up being root must still be able to write here.
  await chmod(dir, 0o777);
  const port = await findFreePort();
  const [program = "", ...args] = await prepare(dir, port);
  const child = spawn(program, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const listen = (chunk: Buffer) => {
    said += String(chunk);
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const one: Intermediary = {
    port,
    url: `http://127.0.0.1:${port}`,
    dir,
    async stop() {
      running.delete(one);
      child.kill("SIGTERM");
      const over = pause(3000, undefined, { ref: false }).then(() => void child.kill("SIGKILL"));
      await Promise.race([ended, over]);
      await ended;
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  running.add(one);
  const until = Date.now() + START_MS;
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      const log = await readFile(join(dir, "cache.log"), "utf8").catch(() => "");
      throw new Error(`${name} did not start: ${said}\n${log}`);
    }
    await pause(20);
  }
  return one;
}

async function findFreePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
