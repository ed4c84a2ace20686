// `trueup run-queue`: a worker that runs plan, drift and apply of many stacks, each as a child process of this program.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type * as Graphile from "graphile-worker";
import type { ParsedCronItem } from "graphile-worker";
import {
  buildChildEnvironment,
  describeWorker,
  lookAtStack,
  openWorkQueue,
  type QueueFlags,
} from "../../compose/open-work-queue.ts";
import { realClock } from "../../compose/real-clock.ts";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import { suggestFix } from "../../config/text/suggest.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { QueueEvent } from "../../core/queue-event.ts";
import type { LeftJobs } from "../../queue/count-ends.ts";
import { assertSessions, describeQueueFailure, loadGraphile, prepareQueue } from "../../queue/open-queue.ts";
import { parseCrontabFile } from "../../queue/parse-crontab.ts";
import { workQueue } from "../../queue/work-queue.ts";
import { buildQueueEventDocument, formatQueueEvent } from "../../render/format-queue.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import { redactKnown, surroundingsOf } from "../surroundings-of.ts";
import type { StopSignal, Terminal } from "../terminal.ts";
import { MOST_ATTEMPTS } from "./queue-jobs.ts";

interface WorkerFlags extends QueueFlags {
  readonly chdir?: string;
  readonly root?: string;
  readonly concurrency?: number;
  readonly once?: boolean;
  readonly crontab?: string;
  readonly fetch?: boolean;
  readonly allowLocalState?: boolean;
  /** Milliseconds. */
  readonly lease?: number;
  readonly jobTimeout?: number;
  readonly format?: "text" | "json";
  readonly color?: boolean;
}

const CONCURRENCY = 2;
const LEASE_MS = 60_000;
const JOB_TIMEOUT_MS = 3 * 3_600_000;
/** Beside one for each job: LISTEN, the heartbeat, the cron. */
const MORE_CONNECTIONS = 3;

const COMMANDS = ["add", "list", "show", "remove", "retry"];

function assertNoMore([name]: readonly string[]): void {
  if (name === undefined) return;
  const fix = suggestFix(name, COMMANDS) ?? `one of ${COMMANDS.join(", ")}, or none of them for a worker`;
  throw new DiagnosticsError([buildError("cli.command", `run-queue has no command ${name}`, { fix })]);
}

/** `names`: what stands there beside the flags. */
export async function runQueueWorker(
  terminal: Terminal,
  flags: WorkerFlags,
  names: readonly string[],
): Promise<number> {
  assertNoMore(names);
  const surroundings = surroundingsOf(terminal);
  const cwd = resolveFolder(terminal.cwd, flags.chdir);
  const root = resolveRoot(cwd, flags.root);
  if (flags.once === true && flags.crontab !== undefined)
    throw new DiagnosticsError([
      buildError("cli.flags", "--once ends before the clock of --crontab could do anything", {
        fix: "leave one of them out; with --once, the scheduler that starts it is the clock",
      }),
    ]);
  const { concurrency = CONCURRENCY } = flags;
  const queue = await openWorkQueue(surroundings, flags, concurrency + MORE_CONNECTIONS);
  const signals = watchSignals(terminal);
  try {
    const graphile = await loadGraphile();
    const cron = await loadCrontab(cwd, flags.crontab, graphile);
    await prepareQueue(queue, graphile);
    await assertSessions(queue);
    const env = buildChildEnvironment(terminal.env);
    const left = await workQueue(queue, graphile, {
      clock: realClock,
      root,
      command: [process.execPath, ...process.execArgv, process.argv[1] ?? ""],
      env,
      mayFetch: flags.fetch === true,
      mayBeLocal: flags.allowLocalState === true,
      jobTimeoutMs: flags.jobTimeout ?? JOB_TIMEOUT_MS,
      lookAtStack: (folder) => lookAtStack(folder, env),
      concurrency,
      isOnce: flags.once === true,
      cron,
      leaseMs: flags.lease ?? LEASE_MS,
      holder: describeWorker(terminal.env),
      emit: createTeller(terminal, flags),
      onSignal: signals.listen,
    });
    return signals.exitCode() ?? judgeLeft(left);
  } catch (error) {
    throw describeQueueFailure(error, queue.label);
  } finally {
    signals.close();
    await queue.close().catch(() => undefined);
  }
}

function resolveRoot(cwd: string, root: string | undefined): string {
  try {
    return resolveFolder(cwd, root);
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    throw new DiagnosticsError([
      buildError("cli.root", `--root ${root ?? ""}: there is no such folder`, {
        fix: `looked for ${resolve(cwd, root ?? "")}`,
      }),
    ]);
  }
}

async function loadCrontab(cwd: string, file: string | undefined, graphile: typeof Graphile) {
  if (file === undefined) return [] as readonly ParsedCronItem[];
  const text = await readFile(resolve(cwd, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new DiagnosticsError([
      buildError("cli.crontab", `--crontab ${file}: ${why}`, { fix: `looked for ${resolve(cwd, file)}` }),
    ]);
  });
  const { items, diagnostics } = parseCrontabFile(text, file, { maxAttempts: MOST_ATTEMPTS, graphile });
  if (diagnostics.length > 0) throw new DiagnosticsError(diagnostics);
  return items;
}

/** Whoever starts it by the clock sees that a person has to look (1), or that something was left for another time (3). */
function judgeLeft({ hasFailed, isWaiting }: LeftJobs): number {
  if (hasFailed) return EXIT.failed;
  return isWaiting ? EXIT.undone : EXIT.done;
}

function createTeller(terminal: Terminal, flags: WorkerFlags): (event: QueueEvent) => void {
  const style = buildStyle(terminal, flags, "err");
  if (flags.format !== "json") return (event) => terminal.err(redactKnown(formatQueueEvent(event, style)));
  return (event) => {
    const document = buildQueueEventDocument(event, new Date().toISOString());
    terminal.out(`${redactKnown(JSON.stringify(document))}\n`);
  };
}

function watchSignals(terminal: Terminal) {
  let first: StopSignal | undefined;
  const listeners = new Set<() => void>();
  const close = terminal.onSignal((signal) => {
    first ??= signal;
    for (const listen of listeners) listen();
  });
  return {
    exitCode: () => (first === undefined ? undefined : exitCodeOfSignal(first)),
    listen(listen: () => void) {
      listeners.add(listen);
      if (first !== undefined) listen();
      return () => listeners.delete(listen);
    },
    close,
  };
}
