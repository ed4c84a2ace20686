// One try of a job: finds the folder, has the program run there as a child, and keeps how it ended. Whatever the child finds is
// judged by its exit code; nothing that it refuses is let through.
import { join } from "node:path";
import type { Clock } from "../core/clock.ts";
import type { JobEnd } from "../core/queue-event.ts";
import { checkOut } from "./check-out.ts";
import { findFolder } from "./find-folder.ts";
import { JobFailure } from "./job-failure.ts";
import { judgeEnd } from "./judge-end.ts";
import type { QueueJob } from "./queue-job.ts";
import { runChild } from "./run-child.ts";

/** Where a stack keeps its state; `problem`: its configuration cannot be read, in a line. */
export type StackLook = { readonly backend: string; readonly leaseMs: number } | { readonly problem: string };

export interface WorkSetting {
  readonly clock: Clock;
  readonly root: string;
  /** The program itself. */
  readonly command: readonly string[];
  /** What the children get; nothing of the queue is in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly mayFetch: boolean;
  /** This worker is the only one, and its root stays: states in files are found again. */
  readonly mayBeLocal: boolean;
  readonly jobTimeoutMs: number;
  readonly lookAtStack: (folder: string) => Promise<StackLook>;
}

export interface Stopping {
  readonly isStopping: () => boolean;
  readonly onStop: (stop: () => void) => () => void;
}

export interface TryEnd {
  readonly end: JobEnd;
  readonly text: string;
  readonly exitCode: number | null;
  readonly output: string;
  readonly mayHaveChanged: boolean;
}

/** Throws `JobFailure` where no other try helps, and other errors where one may. */
export async function performTry(setting: WorkSetting, job: QueueJob, stopping: Stopping): Promise<TryEnd> {
  if (job.ref === undefined) return await runIn(setting, job, { stopping, base: setting.root });
  const { root, mayFetch, env } = setting;
  const checkout = await checkOut({ root, ref: job.ref, mayFetch, env });
  try {
    return await runIn(setting, job, { stopping, base: checkout.folder });
  } finally {
    // What is left there costs a little room; how the child ended must not be lost over it.
    await checkout.remove().catch(() => undefined);
  }
}

async function runIn(
  setting: WorkSetting,
  job: QueueJob,
  { stopping, base }: { readonly stopping: Stopping; readonly base: string },
): Promise<TryEnd> {
  const cwd = await findFolder(base, job.folder);
  const look = await setting.lookAtStack(cwd);
  assertFit(look, job, setting.mayBeLocal);
  // A checkout may take minutes. What was not begun has used up nothing.
  if (stopping.isStopping()) return handBack();
  const [command = "", ...first] = setting.command;
  const ended = await runChild({
    command,
    args: [...first, ...buildArguments(job, look.leaseMs)],
    cwd,
    env: {
      ...setting.env,
      // What a run that lost its lock leaves behind must outlive the checkout.
      ...(job.ref === undefined ? {} : { TRUEUP_RECOVERY_DIR: join(setting.root, ".trueup") }),
    },
    timeoutMs: setting.jobTimeoutMs,
    onStop: stopping.onStop,
  });
  const { outcome, text, mayHaveChanged } = judgeEnd(job.act, ended);
  const isBack = stopping.isStopping() && outcome === "again";
  const said = ended.isTimedOut ? `it took too long and was stopped: ${text}` : text;
  return {
    end: isBack ? "back" : outcome,
    text: isBack ? HANDED_BACK : said,
    exitCode: ended.code,
    output: ended.all,
    mayHaveChanged,
  };
}

const HANDED_BACK = "handed back, since the worker stops";

/** Where no child was started. */
export function handBack(): TryEnd {
  return { end: "back", text: HANDED_BACK, exitCode: null, output: "", mayHaveChanged: false };
}

/** Each of them would buy everything again: nobody else would find the state. */
function assertFit(
  look: StackLook,
  { ref }: QueueJob,
  mayBeLocal: boolean,
): asserts look is Exclude<StackLook, { readonly problem: string }> {
  if ("problem" in look) throw new JobFailure(look.problem);
  if (look.backend !== "local") return;
  if (ref !== undefined)
    throw new JobFailure(
      "the stack keeps its state in a file, which a checkout of a ref does not have: use a shared backend (docs/state.md)",
    );
  if (!mayBeLocal)
    throw new JobFailure(
      "the stack keeps its state in a file, which workers on other machines do not have: use a shared backend (docs/state.md), or --allow-local-state at the only worker",
    );
}

/** More than a lease: a lock whose holder died is free only to whoever has watched it for a whole one. */
const MORE_THAN_LEASE_MS = 5000;

export function buildArguments({ act, allow }: Pick<QueueJob, "act" | "allow">, leaseMs: number): string[] {
  if (act === "plan") return ["plan", "--detailed-exitcode", "--no-color"];
  if (act === "drift") return ["drift", "--no-color"];
  const { deletes, adopt, recreate, empty, filesChanged, localState, accounts = [] } = allow;
  return [
    ...["apply", "--auto-approve", "--no-color", "--lock-timeout", `${leaseMs + MORE_THAN_LEASE_MS}ms`],
    ...(deletes === undefined ? [] : ["--allow-deletes", String(deletes)]),
    ...(adopt === undefined ? [] : ["--allow-adopt", String(adopt)]),
    ...(recreate === undefined ? [] : ["--allow-recreate", String(recreate)]),
    ...(empty === true ? ["--allow-empty"] : []),
    ...(filesChanged === true ? ["--files-changed"] : []),
    ...(localState === true ? ["--allow-local-state"] : []),
    ...accounts.flatMap((name) => ["--accept-account", name]),
  ];
}
