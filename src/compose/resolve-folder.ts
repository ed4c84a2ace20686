// The folder that a command works in: the process's own, or the one that -C names, which must be there. Reads nothing else.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";

/** Throws DiagnosticsError where -C names no folder. */
export function resolveFolder(cwd: string, chdir: string | undefined): string {
  if (chdir === undefined) return cwd;
  const folder = resolve(cwd, chdir);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return folder;
  const summary = `--chdir ${chdir}: ${found === undefined ? "there is no such folder" : "it is no folder"}`;
  const fix = folder === chdir ? "look at the path after -C" : `looked for ${folder}: look at the path after -C`;
  throw new DiagnosticsError([buildError("cli.chdir", summary, { fix })]);
}
