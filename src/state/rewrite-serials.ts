// The older serials of a local state written anew by another codec, so that none stays in clear, or under a passphrase that
// is to be given up. Only under the lock. Numbers, order and times stay.
import { utimes } from "node:fs/promises";
import { join } from "node:path";

import { StateError } from "../core/errors.ts";
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
