// A commit of the root's repository in a temporary folder. Neither the root's own tree nor its branches are touched, and no
// hook of the repository is run.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { JobFailure } from "./job-failure.ts";
import { checkRef } from "./queue-job.ts";

export interface CheckoutRequest {
  readonly root: string;
  readonly ref: string;
  /** Asks `origin` first; its branches then go before local ones. */
  readonly mayFetch: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Checkout {
  readonly folder: string;
  readonly commit: string;
  remove(): Promise<void>;
}

const run = promisify(execFile);
const FETCH_MS = 120_000;

/** Of one process one at a time: git's own locks make others fail. */
let last: Promise<unknown> = Promise.resolve();

export function checkOut(request: CheckoutRequest): Promise<Checkout> {
  const made = last.then(() => checkOutOnce(request));
  last = made.catch(() => undefined);
  return made;
}

async function checkOutOnce({ root, ref, mayFetch, env }: CheckoutRequest): Promise<Checkout> {
  const wrong = checkRef(ref);
  if (wrong !== undefined) throw new JobFailure(wrong.problem);
  const git = async (...args: readonly string[]): Promise<string> => {
    const options = ["-C", root, "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"];
    const gitEnv = { ...env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
    const done = await run("git", [...options, ...args], { env: gitEnv, timeout: FETCH_MS }).catch(explainGit(args[0]));
    return done.stdout.trim();
  };
  if (mayFetch) await git("fetch", "--quiet", "--prune", "--tags", "--force", "origin");
  const commit = await findCommit(git, ref, mayFetch);
  // The root may be a folder inside its repository: jobs name folders below it, there as here.
  const prefix = await git("rev-parse", "--show-prefix");
  const folder = await mkdtemp(join(tmpdir(), "trueup-queue-"));
  const tree = join(folder, "tree");
  const remove = async (): Promise<void> => {
    await git("worktree", "remove", "--force", tree).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
    await git("worktree", "prune").catch(() => undefined);
  };
  try {
    await git("worktree", "add", "--quiet", "--detach", "--force", tree, commit);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder: join(tree, prefix), commit, remove };
}

async function findCommit(
  git: (...args: readonly string[]) => Promise<string>,
  ref: string,
  mayFetch: boolean,
): Promise<string> {
  for (const name of mayFetch ? [`refs/remotes/origin/${ref}`, ref] : [ref]) {
    const found = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`).catch(orNone);
    if (/^[0-9a-f]{40,64}$/.test(found)) return found;
  }
  throw new JobFailure(`${ref} is no commit, branch or tag of the worker's repository`);
}

/** git says no with exit code 1, and that there is no repository with another. */
function orNone(error: unknown): string {
  if (error instanceof GitFailure && error.code === 1) return "";
  throw error instanceof GitFailure ? new JobFailure(error.message) : error;
}

class GitFailure extends Error {
  readonly code: unknown;

  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

/** In a line, without the command and without the password of a remote's address. */
function explainGit(command = ""): (error: { readonly code?: unknown; readonly stderr?: string }) => never {
  return ({ code, stderr = "" }) => {
    if (code === "ENOENT") throw new GitFailure("git is not installed on the worker's machine", code);
    throw new GitFailure(`git ${command}: ${findReason(stderr).replaceAll(/\/\/[^/@\s]+@/g, "//***@")}`, code);
  };
}

/** After it git gives advice, over several lines. */
function findReason(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  return lines.find((line) => line !== "" && !/^(warning|hint):/i.test(line)) ?? "it failed without saying why";
}
