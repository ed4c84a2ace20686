// A kept file on disk: read and locked at the start, then replaced whole, so that it is never half of one.
import { open, readFile, readlink, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { SimInputError } from "../sim-input-error.ts";
import { type FileLock, lockFile } from "./file-lock.ts";
import { type KeptDocument, parseKept } from "./kept-document.ts";

export interface KeepFile {
  /** Undefined where there was no file yet. */
  document: KeptDocument | undefined;
  /** Rejects with one line for people. */
  save(text: string): Promise<void>;
  release(): Promise<void>;
}

/** Throws SimInputError: another simulator holds it, or it is no file of ours. Creates nothing but the lock. */
export async function openKeepFile(path: string): Promise<KeepFile> {
  const target = await followLinks(path);
  const lock = await lockFile(target).catch((error: unknown) => {
    throw error instanceof SimInputError ? error : new SimInputError([describe(path, error)]);
  });
  try {
    return { document: await load(target, path), save: (text) => save(target, path, text), release: lock.release };
  } catch (error) {
    await unlock(lock);
    throw error instanceof SimInputError ? error : new SimInputError([describe(path, error)]);
  }
}

/** A link stays a link: what it leads to is replaced, or made where there is nothing yet. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // A ring of links says something else.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return path;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : followLinks(resolve(dirname(path), next));
  }
}

function unlock(lock: FileLock): Promise<void> {
  return lock.release().catch(() => undefined);
}

async function load(target: string, path: string): Promise<KeptDocument | undefined> {
  try {
    return parseKept(await readFile(target, "utf8"), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function save(target: string, path: string, text: string): Promise<void> {
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    await writeWhole(draft, text);
    await rename(draft, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Error(describe(path, error), { cause: error });
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  // Credentials are in it.
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Not every file system can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  EDQUOT: "the quota of the disk is used up",
  ELOOP: "too many links",
};

function describe(path: string, error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return `${path}: cannot be kept (${REASONS[code] ?? message})`;
}
