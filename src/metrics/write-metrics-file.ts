// Puts a metrics file in place at once, for a reader that may read it at any instant: it never sees half of one, nor the name of
// what is still being written. Its troubles are diagnostics, never exceptions.
import { randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, realpath, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";

/** Whoever reads it is another user; there is no secret in it. */
const MODE = 0o644;

/** Returns what is wrong: an error where nothing was written, a warning where nobody will read it. A link is followed. */
export async function writeMetricsFile(path: string, text: string): Promise<readonly Diagnostic[]> {
  const target = await realpath(path).catch(() => path);
  const refusal = await refuseTarget(target, path);
  if (refusal !== undefined) return [refusal];
  // Neither a name that ends in .prom nor one that is longer than the file's own may be.
  const temporary = join(dirname(target), `.trueup-metrics-${randomBytes(6).toString("hex")}.tmp`);
  try {
    await writeWhole(temporary, text.endsWith("\n") ? text : `${text}\n`);
    await rename(temporary, target);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    return [describe(thrown, path)];
  }
  await syncFolder(dirname(target));
  return target.endsWith(".prom") || path.endsWith(".prom") ? [] : [buildUnread(path)];
}

async function refuseTarget(target: string, path: string): Promise<Diagnostic | undefined> {
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isFile()) return await refuseForeign(target, path);
  const what = found.isDirectory() ? "is a folder" : "is no regular file";
  return buildError("metrics.unwritable", `the metrics were not written: ${path} ${what}`, {
    fix: found.isDirectory() ? `name a file in it: ${join(path, "trueup.prom")}` : "name a file that can be replaced",
  });
}

/** A name that is mistyped may be that of a configuration or a state. */
async function refuseForeign(target: string, path: string): Promise<Diagnostic | undefined> {
  const text = (await readFile(target, "utf8").catch(() => "")).trimStart();
  if (path.endsWith(".prom") || target.endsWith(".prom") || text === "" || text.startsWith("# HELP trueup_"))
    return undefined;
  return buildError("metrics.unwritable", `the metrics were not written: ${path} holds something else`, {
    fix: "name a file of its own that ends in .prom",
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", MODE);
  try {
    await file.chmod(MODE); // the umask has no say
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename last through a crash, where the file system can. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, "r");
    await folder.sync();
  } catch {
    // Some cannot: the next run writes the file again.
  } finally {
    await folder?.close().catch(() => undefined);
  }
}

function describe(thrown: unknown, path: string): Diagnostic {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const { why, fix } = TROUBLES[code] ?? {
    why: thrown instanceof Error ? thrown.message : String(thrown),
    fix: "name a file in a folder that can be written to",
  };
  return buildError("metrics.unwritable", `the metrics were not written to ${path}: ${why}`, { fix });
}

interface Trouble {
  readonly why: string;
  readonly fix: string;
}

const FORBIDDEN: Trouble = {
  why: "no right to make a file in its folder",
  fix: "give the user who runs trueup the right to write to the folder: a file is put in place there by its name",
};

const TROUBLES: Readonly<Record<string, Trouble>> = {
  ENOENT: { why: "its folder does not exist", fix: "make the folder first, as the one that node_exporter reads" },
  ENOTDIR: { why: "a part of its path is no folder", fix: "name a file in a folder that exists" },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: { why: "its file system is read-only", fix: "name a file on one that can be written to" },
  ENOSPC: { why: "no space is left", fix: "make room; the file of the last run is still there" },
  EDQUOT: { why: "the quota is used up", fix: "make room; the file of the last run is still there" },
  ENAMETOOLONG: { why: "its name is too long", fix: "name a shorter one" },
};

function buildUnread(path: string): Diagnostic {
  return buildWarning("metrics.name", `node_exporter reads only files whose names end in .prom: ${path} does not`, {
    fix: `name it ${path}.prom`,
  });
}
