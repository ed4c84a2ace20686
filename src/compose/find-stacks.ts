// The folders that `watch` watches: those that are named, and the direct subfolders of one that hold a stack, as they are now.
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";

export interface StackFolders {
  readonly cwd: string;
  readonly folders: readonly string[];
  /** Its subfolders. */
  readonly below?: string;
}

const FILES = ["trueup.yaml", "trueup.yml"];

/** Absolute, in natural order, each once whatever names it has. A named one that is gone is still listed. */
export async function findStacks({ cwd, folders, below }: StackFolders): Promise<readonly string[]> {
  const named = folders.map((folder) => resolve(cwd, folder));
  const found = below === undefined ? [] : await listBelow(resolve(cwd, below));
  const real = await Promise.all([...named, ...found].map((folder) => realpath(folder).catch(() => folder)));
  return [...new Set(real)].sort((a, b) => basename(a).localeCompare(basename(b), "en", { numeric: true }));
}

/** Throws `DiagnosticsError` where a named folder is not there: later on that is a failure of its stack alone. */
export async function assertFolders({ cwd, folders, below }: StackFolders): Promise<void> {
  const all = [...folders.map((folder) => ["", folder]), ...(below === undefined ? [] : [["--stacks ", below]])];
  const errors = await Promise.all(
    all.map(async ([flag = "", folder = ""]) => {
      const path = resolve(cwd, folder);
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory() === true) return [];
      const why = found === undefined ? "there is no such folder" : "it is no folder";
      return [buildError("watch.folder", `${flag}${folder}: ${why}`, { fix: `looked for ${path}` })];
    }),
  );
  if (errors.flat().length > 0) throw new DiagnosticsError(errors.flat());
}

async function listBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    const summary = `--stacks ${folder}: ${error.code === "ENOENT" ? "there is no such folder" : error.message}`;
    throw new DiagnosticsError([buildError("watch.folder", summary)]);
  });
  const paths = entries.map((name) => join(folder, name));
  const isStack = await Promise.all(paths.map(holdsStack));
  return paths.filter((_path, index) => isStack[index] === true);
}

async function holdsStack(folder: string): Promise<boolean> {
  const found = await Promise.all(
    FILES.map((file) =>
      stat(join(folder, file)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
