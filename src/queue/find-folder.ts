// The folder of a stack below a root: it must be there, and neither `..` nor a symbolic link may lead out. Reads the disk only.
import { realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { JobFailure } from "./job-failure.ts";

export async function findFolder(root: string, folder: string): Promise<string> {
  const [top, found] = await Promise.all([realpath(root), realpath(join(root, folder)).catch(orMissing(folder))]);
  const way = relative(top, found);
  if (way === ".." || way.startsWith(`..${sep}`)) throw new JobFailure(`${folder} leads out of the worker's root`);
  if (!(await stat(found)).isDirectory()) throw new JobFailure(`${folder} is no folder`);
  return found;
}

function orMissing(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new JobFailure(`there is no folder ${folder}`);
    throw error;
  };
}
