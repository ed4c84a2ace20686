// What a run learned after it had lost its lease: kept beside the configuration until a later run takes it up.
import { join } from "node:path";

import { assertInvariant } from "../core/errors.ts";
import { asStateFailure } from "./file-failure.ts";
import { formatStateDocument } from "./format-state.ts";
import { parseStateDocument } from "./parse-state.ts";
import { nodeFiles, type StateFiles } from "./state-files.ts";
import type { Recovery } from "./take-up-recovery.ts";

/** `folder` is `.trueup`. */
function recoveryPath(lineage: string, folder: string): string {
  assertInvariant(/^[A-Za-z0-9-]{1,64}$/.test(lineage), "a lineage must be fit for a file name");
  return join(folder, `recovery-${lineage}.json`);
}

/** Returns the path for the message. */
export async function writeRecovery(
  document: Recovery,
  folder: string,
  files: StateFiles = nodeFiles,
): Promise<string> {
  const path = recoveryPath(document.lineage, folder);
  const write = async (): Promise<void> => {
    await files.makeFolder(folder);
    await files.replace(path, formatStateDocument(document));
  };
  await asStateFailure("write", path, write());
  return path;
}

export async function readRecovery(
  lineage: string,
  folder: string,
  files: StateFiles = nodeFiles,
): Promise<Recovery | undefined> {
  const path = recoveryPath(lineage, folder);
  const text = await asStateFailure("read", path, files.read(path));
  // The reader of documents keeps the fields that it does not know.
  return text === undefined ? undefined : { settled: [], ...parseStateDocument(text, path) };
}

/** After the next run has taken it up. */
export async function removeRecovery(lineage: string, folder: string, files: StateFiles = nodeFiles): Promise<void> {
  const path = recoveryPath(lineage, folder);
  await asStateFailure("write", path, files.remove(path));
}
