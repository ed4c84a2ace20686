// What runs learned after they had lost their lease: kept beside the configuration until a later run takes it up, one file
// for each of them.
import { basename, join } from "node:path";

import { assertInvariant } from "../core/errors.ts";
import { asStateFailure } from "./file-failure.ts";
import { formatStateDocument } from "./format-state.ts";
import { parseStateDocument } from "./parse-state.ts";
import { nodeFiles, type StateFiles } from "./state-files.ts";
import type { Recovery } from "./take-up-recovery.ts";

export interface StoredRecovery {
  readonly path: string;
  readonly recovery: Recovery;
}

function nameOf(lineage: string, number: number): string {
  assertInvariant(/^[A-Za-z0-9-]{1,64}$/.test(lineage), "a lineage must be fit for a file name");
  return `recovery-${lineage}${number === 1 ? "" : `.${number}`}.json`;
}

/** `folder` is `.trueup`. Returns the path for the message; what another run has left there stays. */
export async function writeRecovery(
  document: Recovery,
  folder: string,
  files: StateFiles = nodeFiles,
): Promise<string> {
  const text = formatStateDocument(document);
  const write = async (number: number): Promise<string> => {
    const path = join(folder, nameOf(document.lineage, number));
    return (await files.create(path, text)) ? path : write(number + 1);
  };
  return asStateFailure(
    "write",
    join(folder, nameOf(document.lineage, 1)),
    files.makeFolder(folder).then(() => write(1)),
  );
}

/** All that is there, in the order in which it was left. */
export async function readRecoveries(
  lineage: string,
  folder: string,
  files: StateFiles = nodeFiles,
): Promise<readonly StoredRecovery[]> {
  const first = join(folder, nameOf(lineage, 1));
  const names = await asStateFailure("read", first, files.list(folder));
  const numbers = names.flatMap((name) => numberOf(basename(name), lineage) ?? []).sort((a, b) => a - b);
  const found: StoredRecovery[] = [];
  for (const number of numbers) {
    const path = join(folder, nameOf(lineage, number));
    const text = await asStateFailure("read", path, files.read(path));
    // The reader of documents keeps the fields that it does not know.
    if (text !== undefined) found.push({ path, recovery: { settled: [], ...parseStateDocument(text, path) } });
  }
  return found;
}

function numberOf(name: string, lineage: string): number | undefined {
  if (name === nameOf(lineage, 1)) return 1;
  const number = Number(/\.(\d{1,9})\.json$/.exec(name)?.[1]);
  return Number.isSafeInteger(number) && number > 1 && name === nameOf(lineage, number) ? number : undefined;
}

/** After the next run has taken it up. */
export async function removeRecovery({ path }: StoredRecovery, files: StateFiles = nodeFiles): Promise<void> {
  await asStateFailure("write", path, files.remove(path));
}
