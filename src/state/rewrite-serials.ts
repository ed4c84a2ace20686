// The older serials of a state written anew by another codec, so that none stays in clear, or under a passphrase that is to be
// given up. Only under the lock. Numbers and order stay; of files the times, too.
import { utimes } from "node:fs/promises";
import { join } from "node:path";

import { StateError } from "../core/errors.ts";
import type { StateArchive } from "../core/state-port.ts";
import { asStateFailure } from "./file-failure.ts";
import { numberedName, numbersOf } from "./numbered-store.ts";
import { THINNED } from "./numbered-writes.ts";
import type { StateCodec } from "./state-codec.ts";
import { nodeFiles, type StateFiles } from "./state-files.ts";

export interface RewrittenSerials {
  readonly rewritten: number;
  /** Serials that cannot be read, left as they are. */
  readonly left: readonly number[];
}

/** At a server: each but the newest is read and put back. Throws `StateError`. */
export async function rewriteArchive(
  backend: Pick<StateArchive, "history" | "readSerial">,
  rewrite: NonNullable<StateArchive["rewriteSerial"]>,
): Promise<RewrittenSerials> {
  const [, ...older] = await backend.history();
  const left: number[] = [];
  for (const { serial } of older) {
    const document = await backend.readSerial(serial).catch((error: unknown) => {
      if (!(error instanceof StateError) || error.problem === "unwritable") throw error;
    });
    if (document === undefined) left.push(serial);
    else await rewrite(document);
  }
  // The newest was written before.
  return { rewritten: older.length - left.length + 1, left };
}

/** `codec` reads what is there and writes as wanted. Each file is replaced in one step. Throws `StateError`. */
export async function rewriteSerials(
  path: string,
  codec: StateCodec,
  files: StateFiles = nodeFiles,
): Promise<RewrittenSerials> {
  const file = await asStateFailure("read", path, files.follow(path));
  const folder = `${file}.d`;
  return asStateFailure("write", path, rewriteAll(folder, codec, files));
}

async function rewriteAll(folder: string, codec: StateCodec, files: StateFiles): Promise<RewrittenSerials> {
  const left: number[] = [];
  let rewritten = 0;
  for (const serial of numbersOf(await files.list(folder), "serial")) {
    const path = join(folder, numberedName("serial", serial));
    const text = await files.read(path);
    if (text === undefined || text === THINNED) continue;
    const next = tryRewrite(text, path, codec);
    if (next === undefined) {
      left.push(serial);
      continue;
    }
    const modifiedMs = await files.modifiedMs(path);
    await files.replace(path, next, folder);
    if (modifiedMs !== undefined) await utimes(path, modifiedMs / 1000, modifiedMs / 1000).catch(() => undefined);
    rewritten += 1;
  }
  return { rewritten, left };
}

function tryRewrite(text: string, path: string, codec: StateCodec): string | undefined {
  try {
    return codec.format(codec.parse(text, path));
  } catch (error) {
    if (error instanceof StateError) return undefined;
    throw error;
  }
}
