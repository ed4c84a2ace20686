// A file that must not be there yet: under its name only when it is whole, and never over another one. Writes; shows nothing.
import { randomUUID } from "node:crypto";
import { link, open, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface NewFileIo {
  readonly link: (from: string, to: string) => Promise<void>;
}

/** File systems without hard links, and those that forbid them. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);

/** Throws what the file system says: `EEXIST` where the name is taken. `mode` as `open` takes it. */
export async function writeNewFile(path: string, text: string, mode = 0o666, io: NewFileIo = { link }): Promise<void> {
  // No ending of YAML: a folder that is loaded as a whole must not take a half-written one for its own.
  const draft = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    await writeWhole(draft, text, mode);
    // Fails where the name is taken by now, which a rename would not.
    await io.link(draft, path);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await writeOrRemove(path, text, mode);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What is taken already is not ours to remove. */
async function writeOrRemove(path: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx", mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(path, { force: true });
    throw error;
  }
}
