// Files that runs have left which lost their lock: whether the next apply takes them up. Only reads.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Judgement, judgeOk, judgeProblem, judgeWarning } from "../../core/finding.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { readRecoveries, readRecoveriesOfStack } from "../../state/recovery-file.ts";
import type { StateCodec } from "../../state/state-codec.ts";
import { nodeFiles } from "../../state/state-files.ts";
import { formatCount } from "./spans.ts";

const CODE = "doctor.recovery";

export interface RecoveryPlace {
  readonly recoveryFolder: string;
  readonly stack: string;
  /** As the state itself is written. */
  readonly codec: StateCodec;
}

/** Throws `StateError` where a file that would be taken up is damaged. */
export async function judgeRecovery(
  { recoveryFolder: folder, stack, codec }: RecoveryPlace,
  document: StateDocument | undefined,
): Promise<readonly Judgement[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^recovery-.*\.json$/.test(name)).sort();
  if (names.length === 0) return [judgeOk(CODE, "no recovery files")];
  const paths = names.map((name) => join(folder, name));
  const facts = { files: paths };
  if (document === undefined) {
    const left = await readRecoveriesOfStack(stack, folder, nodeFiles, codec);
    if (left.length === 0)
      return [judgeWarning(CODE, describeFiles(paths), { details: paths, fixes: [OTHERS], facts })];
    return [
      judgeProblem(CODE, "there is no state, but a run of this stack has left a recovery file", {
        details: paths,
        fixes: ["trueup state push --recovery, or put the state back from a backup, before any apply"],
        facts,
      }),
    ];
  }
  const taken = new Set((await readRecoveries(document.lineage, folder, nodeFiles, codec)).map(({ path }) => path));
  const others = paths.filter((path) => !taken.has(path));
  const fixes = [
    ...(taken.size === 0
      ? []
      : ["trueup apply takes it up first: it holds what a run learned after it had lost its lock"]),
    ...(others.length === 0 ? [] : [OTHERS]),
  ];
  return [judgeWarning(CODE, describeFiles(paths), { details: paths, fixes, facts })];
}

const OTHERS = "what is of another state is never taken up here: move it away once nobody needs it";

const describeFiles = (paths: readonly string[]): string =>
  `${formatCount(paths.length, "recovery file")} not taken up yet`;
