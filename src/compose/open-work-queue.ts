// The queue that the flags and the environment name, and what its worker needs of the rest: the program itself as a command, an
// environment without the queue's password, and a look at where a stack keeps its state.
import { hostname, userInfo } from "node:os";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { isAddressProblem, parsePostgresAddress } from "../core/postgres-address.ts";
import { createRedactor } from "../http/redactor.ts";
import { openQueue, type Queue } from "../queue/open-queue.ts";
import type { StackLook } from "../queue/perform-job.ts";
import { loadFiles } from "./load-files.ts";
import type { Surroundings } from "./surroundings.ts";

export interface QueueFlags {
  /** A PostgreSQL URL; default: TRUEUP_QUEUE. */
  readonly queue?: string;
  readonly schema?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SCHEMA = "trueup_queue";

/** Reaches for nothing yet. Throws `DiagnosticsError`. */
export async function openWorkQueue(surroundings: Surroundings, flags: QueueFlags, connections = 2): Promise<Queue> {
  const { env } = surroundings;
  const url = flags.queue ?? env["TRUEUP_QUEUE"] ?? "";
  if (url === "")
    throw unfit(
      "which queue is not said",
      "set TRUEUP_QUEUE to postgres://USER@HOST/DATABASE (PGPASSWORD is read), or --queue",
    );
  const address = parsePostgresAddress(url, false);
  const from = flags.queue === undefined ? "TRUEUP_QUEUE" : "--queue";
  if (isAddressProblem(address)) throw unfit(`${from} ${address.problem}`, address.fix.replace(/, or say .*$/, ""));
  const password = address.password ?? env["PGPASSWORD"];
  const redactor = createRedactor([url, URL.canParse(url) ? new URL(url).password : "", password ?? ""]);
  surroundings.useRedactor?.(redactor);
  const schema = flags.schema ?? SCHEMA;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,50}$/.test(schema))
    throw unfit(`--schema ${schema}: letters, digits and underscores only`, `for example ${SCHEMA}`);
  return openQueue({ address, fallback: { user: env["PGUSER"] ?? userName(env), password }, schema }, connections);
}

/** Nobody is there to ask, as in CI; what only the queue needs is not for a configuration to read. */
export function buildChildEnvironment({ TRUEUP_QUEUE: _queue, ...env }: Environment): Environment {
  return { ...env, CI: "true", NO_COLOR: "1" };
}

/** As a child of that environment will find it. */
export async function lookAtStack(folder: string, env: Environment): Promise<StackLook> {
  try {
    const { configuration, diagnostics } = await loadFiles({ cwd: folder, env }, {}, { mode: "validate" });
    if (configuration !== undefined) {
      const { backend, leaseMs } = configuration.state;
      return { backend, leaseMs };
    }
    return { problem: describeFirst(diagnostics) };
  } catch (error) {
    if (error instanceof DiagnosticsError) return { problem: describeFirst(error.diagnostics) };
    throw error;
  }
}

function describeFirst(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const place = first?.range === undefined ? "" : ` (${first.range.file}:${first.range.start.line})`;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : "";
  return `error[${first?.code ?? "config"}]: ${first?.summary ?? "the configuration cannot be read"}${place}${more}`;
}

/** Who works here, for people. */
export function describeWorker(env: Environment): string {
  return `${userName(env)}@${hostname()} (pid ${process.pid})`;
}

function userName(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    return env["USER"] ?? "unknown";
  }
}

function unfit(summary: string, fix: string): DiagnosticsError {
  return new DiagnosticsError([buildError("queue.address", summary, { fix })]);
}
