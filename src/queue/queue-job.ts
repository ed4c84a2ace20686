// What a job of the queue says: which act of which stack, at which ref, with which allowances. Payloads may be written by hand,
// or by another version: they are parsed here, and what is not known is refused. Pure.
import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { JsonObject } from "../core/json.ts";
import type { Act } from "../core/queue-event.ts";

export const ACTS: readonly Act[] = ["plan", "drift", "apply"];

/** The guards of an apply that whoever enqueued it has lifted. */
export interface Allowances {
  readonly deletes?: number;
  readonly adopt?: number;
  readonly recreate?: number;
  readonly empty?: true;
  readonly filesChanged?: true;
  readonly localState?: true;
  readonly accounts?: readonly string[];
}

export interface QueueJob {
  readonly act: Act;
  /** Relative to the worker's root, with `/`; `.` is the root itself. */
  readonly folder: string;
  /** A commit, branch or tag of the root's repository; absent: the root as it is. */
  readonly ref?: string;
  readonly allow: Allowances;
}

/** `isNewer`: another worker, of a newer version, may know it. */
export interface JobProblem {
  readonly problem: string;
  readonly isNewer: boolean;
}

const VERSION = 1;
/** With the act and a ref a key of at most 512 characters, which is graphile-worker's limit. */
const LONGEST_FOLDER = 300;
const LONGEST_REF = 200;

export function isJobProblem(found: object): found is JobProblem {
  return "problem" in found;
}

/** As graphile-worker knows the act: no other program's job is called so. */
export function nameTask(act: Act): string {
  return `trueup:${act}`;
}

export function readTask(task: string): Act | undefined {
  return ACTS.find((act) => nameTask(act) === task);
}

/**
 * Two jobs of one key wait as one, the newer. Whatever its ref, the newest apply of a folder is the one that counts: an older
 * one that is tried again later would undo it.
 */
export function keyOf({ act, folder, ref }: QueueJob): string {
  return act === "apply" || ref === undefined ? `${act} ${folder}` : `${act} ${folder} @ ${ref}`;
}

/** One queue for each folder: its jobs never run beside each other. At most 128 characters. */
export function queueOf(folder: string): string {
  if (folder.length <= 100) return `stack ${folder}`;
  return `stack ${folder.slice(0, 60)}… ${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`;
}

/** Without `..`, without a slash at its end. */
export function parseFolder(text: string): string | JobProblem {
  const folder = posix.normalize(text.replace(/\/+$/, "") || (text === "" ? "" : "/"));
  if (text === "") return refuse("the folder is empty");
  if (folder.length > LONGEST_FOLDER) return refuse(`the folder is longer than ${LONGEST_FOLDER} characters`);
  if (hasControls(folder)) return refuse("the folder has control characters in it");
  if (folder.startsWith("/") || folder.includes("\\")) return refuse(`${folder} is not relative to the worker's root`);
  if (folder === ".." || folder.startsWith("../")) return refuse(`${text} leads out of the worker's root`);
  return folder;
}

/** It becomes an argument of git. */
export function checkRef(ref: string): JobProblem | undefined {
  if (ref === "" || ref.startsWith("-")) return refuse("a ref is the name of a branch, a tag or a commit");
  if (ref.length > LONGEST_REF || hasControls(ref) || /\s/.test(ref)) return refuse("the ref is no name of a commit");
  return undefined;
}

export function buildPayload({ act, folder, ref, allow }: QueueJob): JsonObject {
  const given = Object.keys(allow).length > 0;
  return {
    version: VERSION,
    folder,
    ...(ref === undefined ? {} : { ref }),
    ...(act === "apply" ? { autoApprove: true } : {}),
    ...(given
      ? { allow: { ...allow, ...(allow.accounts === undefined ? {} : { accounts: [...allow.accounts] }) } }
      : {}),
  };
}

/** `_cron` is what graphile-worker puts into the payload of a line of a crontab. */
const FIELDS = new Set(["version", "folder", "ref", "autoApprove", "allow", "_cron"]);

export function parseJob(act: Act, payload: unknown): QueueJob | JobProblem {
  if (!isRecord(payload)) return refuse("the payload is no object");
  const { version = VERSION, folder, ref, autoApprove, allow = {} } = payload;
  if (typeof version === "number" && version > VERSION)
    return {
      problem: `the job is of version ${version}, which this worker does not know: update trueup`,
      isNewer: true,
    };
  if (version !== VERSION) return refuse("the payload's version is unknown");
  const unknown = Object.keys(payload).filter((name) => !FIELDS.has(name));
  if (unknown.length > 0) return refuse(`the payload has unknown fields: ${unknown.join(", ")}`);
  if (typeof folder !== "string") return refuse("the payload names no folder");
  const clean = parseFolder(folder);
  if (typeof clean !== "string") return clean;
  if (ref !== undefined && typeof ref !== "string") return refuse("the ref is no text");
  const wrong = ref === undefined ? undefined : checkRef(ref);
  if (wrong !== undefined) return wrong;
  if (act === "apply" ? autoApprove !== true : autoApprove !== undefined)
    return refuse(act === "apply" ? "an apply needs autoApprove: true" : `autoApprove is for apply, not for ${act}`);
  const allowed = parseAllowances(allow);
  if (isJobProblem(allowed)) return allowed;
  if (act !== "apply" && Object.keys(allowed).length > 0) return refuse(`allow is for apply, not for ${act}`);
  return { act, folder: clean, ...(ref === undefined ? {} : { ref }), allow: allowed };
}

const COUNTS = new Set(["deletes", "adopt", "recreate"]);
const FLAGS = new Set(["empty", "filesChanged", "localState"]);

function parseAllowances(given: unknown): Allowances | JobProblem {
  if (!isRecord(given)) return refuse("allow is no object");
  for (const [name, value] of Object.entries(given)) {
    const isFit = COUNTS.has(name)
      ? Number.isSafeInteger(value) && Number(value) >= 0
      : FLAGS.has(name)
        ? value === true
        : name === "accounts" && Array.isArray(value) && value.every(isAccount);
    if (!isFit) return refuse(`allow.${name} is unknown, or of another kind`);
  }
  return given as Allowances;
}

/** It becomes the value of a flag. */
export const isAccount = (name: unknown): boolean => typeof name === "string" && /^\w[\w.-]*$/.test(name);

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(problem: string): JobProblem {
  return { problem, isNewer: false };
}
