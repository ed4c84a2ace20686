// `trueup run-queue add`, `list`, `show`, `remove` and `retry`: what a user does with a queue. Runs nothing itself.
import { openWorkQueue, type QueueFlags } from "../../compose/open-work-queue.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Act } from "../../core/queue-event.ts";
import { type Attempt, dropJobs, listAttempts, listJobs, retryJobs } from "../../queue/list-jobs.ts";
import { describeQueueFailure, loadGraphile, prepareQueue, type Queue } from "../../queue/open-queue.ts";
import {
  type Allowances,
  checkRef,
  isAccount,
  isJobProblem,
  parseFolder,
  type QueueJob,
} from "../../queue/queue-job.ts";
import { enqueue } from "../../queue/run-task.ts";
import { escapeForTerminal, escapeLines } from "../../render/escape-for-terminal.ts";
import { formatJobs } from "../../render/format-queue.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ApplyFlags } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

interface JobsFlags extends QueueFlags {
  readonly json?: boolean;
  readonly color?: boolean;
}

type GuardFlags = Pick<
  ApplyFlags,
  | "autoApprove"
  | "allowDeletes"
  | "allowAdopt"
  | "allowRecreate"
  | "allowEmpty"
  | "filesChanged"
  | "allowLocalState"
  | "acceptAccount"
>;

interface AddFlags extends JobsFlags, GuardFlags {
  readonly ref?: string;
  readonly at?: Date;
  /** Milliseconds. */
  readonly in?: number;
  readonly maxAttempts?: number;
}

export const MOST_ATTEMPTS = 10;

async function withQueue<T>(terminal: Terminal, flags: QueueFlags, work: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = await openWorkQueue(surroundingsOf(terminal), flags);
  try {
    return await work(queue).catch((error: unknown) => {
      throw describeQueueFailure(error, queue.label);
    });
  } finally {
    await queue.close().catch(() => undefined);
  }
}

export async function runQueueAdd(
  terminal: Terminal,
  { act, folders }: { readonly act: Act; readonly folders: readonly string[] },
  flags: AddFlags,
): Promise<number> {
  const jobs = buildJobs(act, folders, flags);
  const when = { runAt: flags.at ?? null, inMs: flags.in ?? 0, maxAttempts: flags.maxAttempts ?? MOST_ATTEMPTS };
  return await withQueue(terminal, flags, async (queue) => {
    await prepareQueue(queue, await loadGraphile());
    const added: { id: string; act: Act; folder: string }[] = [];
    for (const job of jobs) {
      const id = await enqueue(queue, job, when);
      added.push({ id, act, folder: job.folder });
    }
    if (flags.json === true) terminal.out(`${JSON.stringify({ jobs: added }, undefined, 2)}\n`);
    else for (const { id, folder } of added) terminal.out(`${escapeForTerminal(folder)} ${act}: job ${id}\n`);
    return EXIT.done;
  });
}

/** Everything that is wrong at once; nothing is added then. */
function buildJobs(act: Act, folders: readonly string[], flags: AddFlags): readonly QueueJob[] {
  const allow = buildAllowances(flags);
  const given = Object.keys(allow).length > 0;
  const problems = [
    ...(act === "apply" && flags.autoApprove !== true
      ? [
          [
            "an apply of the queue asks nobody",
            "trueup run-queue add apply … --auto-approve, after a look at trueup plan",
          ],
        ]
      : []),
    ...(act !== "apply" && given ? [[`what is allowed is for apply, not for ${act}`, `leave the flag out`]] : []),
    ...(act !== "apply" && flags.autoApprove === true
      ? [[`there is nothing to approve in a ${act}`, "leave it out"]]
      : []),
  ];
  const wrongRef = flags.ref === undefined ? undefined : checkRef(flags.ref);
  if (wrongRef !== undefined) problems.push([`--ref: ${wrongRef.problem}`, "for example --ref main"]);
  const parsed = folders.map(parseFolder);
  for (const one of parsed)
    if (typeof one !== "string" && isJobProblem(one))
      problems.push([one.problem, "name folders as they stand below the worker's --root"]);
  const wrongAccount = allow.accounts?.find((name) => !isAccount(name));
  if (wrongAccount !== undefined)
    problems.push([
      `--accept-account ${wrongAccount}: no name of a provider`,
      "as it stands in the configuration, for example gcore.backup",
    ]);
  if (problems.length > 0)
    throw new DiagnosticsError(problems.map(([summary = "", fix = ""]) => buildError("queue.job", summary, { fix })));
  const clean = [...new Set(parsed.filter((one) => typeof one === "string"))];
  return clean.map((folder) => ({ act, folder, allow, ...(flags.ref === undefined ? {} : { ref: flags.ref }) }));
}

function buildAllowances(flags: AddFlags): Allowances {
  const { allowDeletes: deletes, allowAdopt: adopt, allowRecreate: recreate, acceptAccount: accounts } = flags;
  return {
    ...(deletes === undefined ? {} : { deletes }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(recreate === undefined ? {} : { recreate }),
    ...(flags.allowEmpty === true ? { empty: true } : {}),
    ...(flags.filesChanged === true ? { filesChanged: true } : {}),
    ...(flags.allowLocalState === true ? { localState: true } : {}),
    ...(accounts === undefined ? {} : { accounts }),
  };
}

export async function runQueueList(terminal: Terminal, flags: JobsFlags): Promise<number> {
  return await withQueue(terminal, flags, async (queue) => {
    const jobs = await listJobs(queue);
    if (flags.json === true) terminal.out(`${JSON.stringify({ jobs }, undefined, 2)}\n`);
    else if (jobs.length === 0) terminal.err("The queue is empty.\n");
    else terminal.out(formatJobs(jobs, buildStyle(terminal, flags, "out")));
    return EXIT.done;
  });
}

export async function runQueueShow(terminal: Terminal, id: string, flags: JobsFlags): Promise<number> {
  return await withQueue(terminal, flags, async (queue) => {
    const attempts = await listAttempts(queue, id);
    if (flags.json === true) terminal.out(`${JSON.stringify({ id, attempts }, undefined, 2)}\n`);
    else if (attempts.length === 0) terminal.err(`Nothing is known of an attempt of job ${id}.\n`);
    else for (const one of attempts.toReversed()) terminal.out(formatAttempt(one, one === attempts[0]));
    return attempts.length === 0 ? EXIT.failed : EXIT.done;
  });
}

function formatAttempt({ attempt, started, ended, outcome, summary, output }: Attempt, isLast: boolean): string {
  const end = ended === null ? "has not ended, or its worker died" : `${outcome ?? ""}: ${summary ?? ""}`;
  const said = isLast && output !== null && output !== "" ? `\n${escapeLines(output.trimEnd())}\n` : "";
  return `Attempt ${attempt}, ${started}: ${escapeForTerminal(end)}\n${said}`;
}

export async function runQueueRemove(terminal: Terminal, ids: readonly string[], flags: JobsFlags): Promise<number> {
  return await withQueue(terminal, flags, async (queue) =>
    tellChanged(terminal, ids, await dropJobs(queue, ids), "removed"),
  );
}

export async function runQueueRetry(terminal: Terminal, ids: readonly string[], flags: JobsFlags): Promise<number> {
  return await withQueue(terminal, flags, async (queue) =>
    tellChanged(terminal, ids, await retryJobs(queue, ids), "tried again now", "replaced by a newer one"),
  );
}

function tellChanged(
  terminal: Terminal,
  ids: readonly string[],
  changed: readonly string[],
  ...[word, or]: readonly [word: string, or?: string]
): number {
  for (const id of ids.filter((one) => changed.includes(one))) terminal.out(`job ${id}: ${word}\n`);
  const left = [...new Set(ids)].filter((id) => !changed.includes(id));
  if (left.length === 0) return EXIT.done;
  throw new DiagnosticsError([
    buildError(
      "queue.job",
      `${left.map((id) => `job ${id}`).join(", ")}: not there, ${or === undefined ? "or running" : `running, or ${or}`}`,
      {
        fix: or === undefined ? "trueup run-queue list" : "trueup run-queue list; what was replaced can be added again",
      },
    ),
  ]);
}
