// Where the compiled code of this program, this Node and this kind of command is kept.
import { lstatSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";

export interface CacheRequest {
  /** What tells one installed build from another. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Each has a file of its own, with what it needs and no more; the others share one. */
const FREQUENT = ["apply", "drift", "plan", "validate"];

/**
 * Undefined where nothing is to be kept: there is no home that can be looked at, the user does not want it, or a CI job begins
 * without it each time.
 */
export function findCacheFile({ program, argv, env }: CacheRequest): string | undefined {
  try {
    const folder = findFolder(env);
    if (folder === undefined) return undefined;
    const key = digest([program, process.version, process.platform, process.arch].join("\n"));
    return join(folder, `${kindOf(argv)}-${key}.bin`);
  } catch {
    return undefined;
  }
}

/** What stands behind `--` is another command's. */
function kindOf(argv: readonly string[]): string {
  const end = argv.indexOf("--");
  return argv.slice(2, end === -1 ? argv.length : end).find((word) => FREQUENT.includes(word)) ?? "other";
}

function findFolder({
  TRUEUP_COMPILE_CACHE: wanted,
  CI,
  HOME,
  XDG_CACHE_HOME,
}: CacheRequest["env"]): string | undefined {
  // Below the working folder it could be what somebody has put into a repository.
  if (wanted) return isAbsolute(wanted) ? wanted : undefined;
  if (CI || !HOME) return undefined;
  const base = XDG_CACHE_HOME || join(HOME, ".cache");
  return isAbsolute(base) && isOwn(HOME) && isOwn(findExisting(base)) ? join(base, "trueup") : undefined;
}

/** Whoever runs as root with the home of another leaves nothing there; and no home is made. */
function isOwn(folder: string): boolean {
  return statSync(folder).uid === (process.getuid?.() ?? 0);
}

/** A folder that is yet to be made is that of the one above. */
function findExisting(folder: string): string {
  const isThere = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  return isThere ? folder : findExisting(dirname(folder));
}

/** Two 32-bit FNV-1a sums: names only have to differ, and Node's own digests take longer to load than all of this. */
function digest(text: string): string {
  return [0x811c9dc5, 0x01000193].map((start) => fnv1a(text, start).toString(16).padStart(8, "0")).join("");
}

function fnv1a(text: string, start: number): number {
  let sum = start;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum >>> 0;
}
