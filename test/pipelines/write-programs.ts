// Programs that a pipeline finds on its machine: the built trueup, as an installed package and on PATH, and stand-ins.
import { chmod, copyFile, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { type Bench, CLI } from "../support/cli.ts";

export interface Programs {
  /** The folder to put in front of PATH. */
  readonly path: string;
  /** As after `npm ci`, for `npx`. */
  linkInto(folder: string): Promise<void>;
}

export async function writePrograms(bench: Bench, scripts: Readonly<Record<string, string>> = {}): Promise<Programs> {
  const path = join(bench.dir, "programs");
  const all = { trueup: `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, ...scripts };
  for (const [name, text] of Object.entries(all)) {
    await bench.write(`programs/${name}`, text);
    await chmod(join(path, name), 0o755);
  }
  return {
    path,
    async linkInto(folder) {
      await mkdir(join(folder, "node_modules/.bin"), { recursive: true });
      await symlink(join(path, "trueup"), join(folder, "node_modules/.bin/trueup"));
    },
  };
}

const EXAMPLES = join(import.meta.dirname, "../../examples/pipelines");

/** The text of an example. */
export const readExample = (name: string): Promise<string> => readFile(join(EXAMPLES, name), "utf8");

export const copyExample = (name: string, to: string): Promise<void> => copyFile(join(EXAMPLES, name), to);
