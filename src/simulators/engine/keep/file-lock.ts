// One simulator per kept file: a lock beside it with the process that holds it. One whose process is gone is taken over.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { isJsonObject } from "../json.ts";
import { SimInputError } from "../sim-input-error.ts";

export interface FileLock {
  release(): Promise<void>;
}

/** Throws SimInputError while another process holds it, and what the file system says. */
export async function lockFile(path: string): Promise<FileLock> {
  const lock = `${path}.lock`;
  const mine = `${JSON.stringify({ pid: process.pid, started: startOf(process.pid), host: hostname() })}\n`;
  while (!(await wasMade(lock, mine))) {
    const held = await readLock(lock, path);
    if (held !== undefined) await takeAway(lock, held, path);
  }
  return { release: () => rm(lock, { force: true }) };
}

/** Undefined where it has gone meanwhile. One that cannot be read, as another user's, does not go by waiting. */
async function readLock(lock: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(lock, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new SimInputError([
      `${path}: another simulator may keep it: ${lock} cannot be read (${code ?? String(error)})`,
    ]);
  }
}

/** Whole from its first moment on: a half-written lock would look like one that nobody holds. */
async function wasMade(lock: string, text: string): Promise<boolean> {
  const draft = `${lock}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: "wx", mode: 0o600 });
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Only the very lock that was looked at: another process may have taken it over meanwhile. */
async function takeAway(lock: string, held: string, path: string): Promise<void> {
  const holder = liveHolder(held);
  if (holder !== undefined) {
    throw new SimInputError([
      `${path}: kept by another simulator, ${holder}; stop that one, or name another file (a lock that was left behind: remove ${lock})`,
    ]);
  }
  const aside = `${lock}.${randomUUID()}`;
  await rename(lock, aside).catch(() => undefined);
  const taken = await readFile(aside, "utf8").catch(() => held);
  if (taken !== held) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Undefined where the lock is that of a process that has ended, or of nobody. */
function liveHolder(held: string): string | undefined {
  const read = readJson(held);
  if (!isJsonObject(read) || typeof read["host"] !== "string") return undefined;
  const { pid, started, host } = read;
  if (host !== hostname()) return `process ${String(pid)} on ${String(host)}`;
  if (typeof pid !== "number" || !isRunning(pid)) return undefined;
  return started === startOf(pid) ? `process ${pid}` : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Tells two processes of one number apart, where the system says when they started (Linux). */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
