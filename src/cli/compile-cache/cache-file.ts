// Where the compiled code of this program, this Node and this kind of command is kept.
import { statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";

export interface CacheRequest {
  /** What tells one installed build from another. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Each has a file of its own, with what it needs and no more; the others share one. */
const FREQUENT = ["apply", "drift", "plan", "validate"];

/** Undefined where nothing is to be kept: there is no home, the user does not want it, or a CI job begins without it each time. */
export function findCacheFile({ program, argv, env }: CacheRequest): string | undefined {
  const folder = findFolder(env);
  if (folder === undefined) return undefined;
  const kind = argv.slice(2).find((word) => FREQUENT.includes(word)) ?? "other";
  const key = digest([program, process.version, process.platform, process.arch].join("\n"));
  return join(folder, `${kind}-${key}.bin`);
}

function findFolder({
  TRUEUP_COMPILE_CACHE: wanted,
  CI,
  HOME,
  XDG_CACHE_HOME,
}: CacheRequest["env"]): string | undefined {
  if (wanted) return wanted === "off" ? undefined : resolve(wanted);
  if (CI || !HOME || !isOwn(HOME)) return undefined;
  const base = XDG_CACHE_HOME || join(HOME, ".cache");
  return isAbsolute(base) ? join(base, "trueup") : undefined;
}

/** Who runs as root with the home of another leaves nothing there. */
function isOwn(home: string): boolean {
  return process.getuid === undefined || statSync(home, { throwIfNoEntry: false })?.uid === process.getuid();
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
