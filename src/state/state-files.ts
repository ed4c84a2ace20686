// The few durable file operations that the local backend stands on. Knows nothing of states; a test may replace it.
import { randomUUID } from "node:crypto";
import { link, lstat, mkdir, open, readdir, readFile, readlink, rename, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export interface StateFiles {
  /** The text of a file, or undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes the folder, 0700, with its parents. */
  makeFolder(folder: string): Promise<void>;
  /** Creates the file, whole and durable, or returns false where the name is taken. Of any number of callers one wins. */
  create(path: string, text: string): Promise<boolean>;
  /** Puts the text in place of whatever the file holds, in one step; durable. `scratch`: where the new file is prepared. */
  replace(path: string, text: string, scratch?: string): Promise<void>;
  /** Like `replace`, but need not survive a power failure: for what nobody will miss. */
  scribble(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Epoch milliseconds, or undefined where there is no file. */
  modifiedMs(path: string): Promise<number | undefined>;
  /** Whether nobody but its owner may read the file. Absent: the place knows no owners. */
  isPrivate?(path: string): Promise<boolean>;
  /** Where writing to the path would end up: symbolic links of the last part followed, even dangling ones. */
  follow(path: string): Promise<string>;
}

export const TEMPORARY = /^\.tmp-/;

/** One by one: Node's own way never comes back where a folder that is there takes no others (as below /proc). */
async function makeWithParents(folder: string, isAgain = false): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST" && (await isFolder(folder))) return;
    if (code !== "ENOENT" || isAgain) throw error;
    const parent = dirname(folder);
    // Where it is there by now another process has just made it, or it takes no folders: the second try tells.
    if (!(await isFolder(parent))) await makeWithParents(parent);
    await makeWithParents(folder, true);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await unlessAbsent(
    stat(path).then((found) => found.isDirectory()),
    false,
  );
}

export const nodeFiles: StateFiles = {
  read: (path) => unlessAbsent(withPath(path, readFile(path, "utf8")), undefined),
  list: (folder) => unlessAbsent(readdir(folder), []),
  makeFolder: (folder) => makeWithParents(resolve(folder)),
  async create(path, text) {
    const temporary = await writeTemporary(dirname(path), text);
    try {
      await link(temporary, path);
    } catch (error) {
      // Over a network the answer to a link that was made may be lost, and the next try finds our own file.
      if (codeOf(error) === "EEXIST") return (await unlessAbsent(readFile(path, "utf8"), undefined)) === text;
      throw error;
    } finally {
      await removeIfThere(temporary);
    }
    await syncFolder(dirname(path));
    return true;
  },
  async replace(path, text, scratch = dirname(path)) {
    const temporary = await writeTemporary(scratch, text);
    try {
      await rename(temporary, path);
    } catch (error) {
      await removeIfThere(temporary);
      throw error;
    }
    await syncFolder(dirname(path));
  },
  async scribble(path, text) {
    const temporary = await writeTemporary(dirname(path), text, false);
    await rename(temporary, path);
  },
  remove: removeIfThere,
  modifiedMs: async (path) => (await unlessAbsent(stat(path), undefined))?.mtimeMs,
  isPrivate: async (path) => (((await unlessAbsent(stat(path), undefined))?.mode ?? 0) & 0o077) === 0,
  async follow(path) {
    let at = resolve(path);
    for (let hops = 0; hops < 40; hops += 1) {
      const info = await unlessAbsent(lstat(at), undefined);
      if (!info?.isSymbolicLink()) return at;
      at = resolve(dirname(at), await readlink(at));
    }
    throw Object.assign(new Error(`too many symbolic links at ${path}`), { code: "ELOOP" });
  },
};

async function writeTemporary(folder: string, text: string, isDurable = true): Promise<string> {
  const path = join(folder, `.tmp-${process.pid}-${randomUUID()}`);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text, "utf8");
    if (isDurable) await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await removeIfThere(path).catch(() => undefined);
    throw error;
  }
  return path;
}

/** Without this a new name may be gone after a power failure although its content was flushed. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot flush a folder; the file itself is flushed.
    if (!["EINVAL", "ENOTSUP", "EPERM"].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

async function removeIfThere(path: string): Promise<void> {
  await unlessAbsent(unlink(path), undefined);
}

async function unlessAbsent<T, A>(work: Promise<T>, absent: A): Promise<T | A> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return absent;
    throw error;
  }
}

/** Reading a folder fails without saying which. */
async function withPath<T>(path: string, work: Promise<T>): Promise<T> {
  return await work.catch((error: unknown) => {
    throw codeOf(error) === "EISDIR" ? Object.assign(error as Error, { path }) : error;
  });
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
