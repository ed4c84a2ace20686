// What runs learned after they had lost their lease: kept beside the configuration until a later run takes it up, one file
// for each of them.
import { basename, join } from "node:path";

import { assertInvariant, StateError } from "../core/errors.ts";

import { asStateFailure } from "./file-failure.ts";
import { PLAIN_CODEC, type StateCodec } from "./state-codec.ts";
import { codeOf, nodeFiles, type StateFiles } from "./state-files.ts";
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
  codec: StateCodec = PLAIN_CODEC,
): Promise<string> {
  const text = codec.format(document);
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
  codec: StateCodec = PLAIN_CODEC,
): Promise<readonly StoredRecovery[]> {
  const first = join(folder, nameOf(lineage, 1));
  const names = await asStateFailure("read", first, files.list(folder));
  const numbers = names.flatMap((name) => numberOf(basename(name), lineage) ?? []).sort((a, b) => a - b);
  const found: StoredRecovery[] = [];
  for (const number of numbers) {
    const path = join(folder, nameOf(lineage, number));
    const recovery = await readOne(path, files, codec);
    if (recovery === undefined) continue;
    // Taken up, it would be removed without a use.
    if (recovery.lineage !== lineage) throw damaged(path, `it is of the lineage ${recovery.lineage}`);
    found.push({ path, recovery });
  }
  return found;
}

/** Of any lineage, in the order of their serials: for where the state itself is gone. What cannot be read tells nothing. */
export async function readRecoveriesOfStack(
  stack: string,
  folder: string,
  files: StateFiles = nodeFiles,
  codec: StateCodec = PLAIN_CODEC,
): Promise<readonly StoredRecovery[]> {
  const names = await asStateFailure("read", folder, files.list(folder));
  const found: StoredRecovery[] = [];
  for (const name of names.filter((each) => /^recovery-[A-Za-z0-9-]{1,64}(\.\d{1,9})?\.json$/.test(each)).sort()) {
    const path = join(folder, name);
    const recovery = await readOne(path, files, codec).catch((error: unknown) => {
      if (error instanceof StateError && SEALED.has(error.problem)) throw error;
    });
    if (recovery?.stack === stack) found.push({ path, recovery });
  }
  return found.sort((a, b) => a.recovery.serial - b.recovery.serial);
}

/** It is whole, and tells something to whoever has the passphrase. */
const SEALED: ReadonlySet<StateError["problem"]> = new Set(["encrypted", "not-encrypted", "wrong-passphrase"]);

async function readOne(path: string, files: StateFiles, codec: StateCodec): Promise<Recovery | undefined> {
  try {
    const text = await files.read(path);
    if (text === undefined) return undefined;
    // The reader of documents keeps the fields that it does not know.
    const recovery: Recovery = { settled: [], ...codec.parse(text, path) };
    if (isTexts(recovery.settled) && isTexts(Object.values(recovery.settledAddresses ?? {}))) return recovery;
    throw damaged(path, "settled is not a list of texts");
  } catch (error) {
    if (codeOf(error) === "EISDIR") throw damaged(path, "it is a folder", error);
    if (error instanceof StateError && error.problem === "corrupt")
      throw new StateError("corrupt", error.message, { cause: error, hint: HINT });
    return await asStateFailure("read", path, Promise.reject(error as Error));
  }
}

const HINT =
  "nothing was done. Put it back whole, or move it away (keep it): the next apply then looks by itself what became of the requests that it tells of";

function damaged(path: string, why: string, cause?: unknown): StateError {
  return new StateError("corrupt", `${path} is damaged: ${why}`, { hint: HINT, cause });
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");

function numberOf(name: string, lineage: string): number | undefined {
  if (name === nameOf(lineage, 1)) return 1;
  const number = Number(/\.(\d{1,9})\.json$/.exec(name)?.[1]);
  return Number.isSafeInteger(number) && number > 1 && name === nameOf(lineage, number) ? number : undefined;
}

/** After the next run has taken it up. */
export async function removeRecovery({ path }: StoredRecovery, files: StateFiles = nodeFiles): Promise<void> {
  await asStateFailure("write", path, files.remove(path));
}
