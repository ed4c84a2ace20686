// What runs left that had lost their lock, taken into the state without an apply.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { readRecoveries, readRecoveriesOfStack, removeRecovery, type StoredRecovery } from "../state/recovery-file.ts";
import { nodeFiles } from "../state/state-files.ts";
import { type Recovery, takeUpRecovery } from "../state/take-up-recovery.ts";
import { type LockRequest, type OwnState, readOwnState, withLock } from "./change-state.ts";
import type { ReplaceEnd } from "./replace-state.ts";

export interface RecoveryRequest extends LockRequest {
  readonly approve: (found: {
    readonly paths: readonly string[];
    /** Pending requests of the state that they settle. */
    readonly settled: number;
    /** There is no state: the newest of them becomes the state. */
    readonly isNew: boolean;
  }) => Promise<boolean>;
}

/** Undefined where no run has left anything. Throws `DiagnosticsError`, `StateError`. */
export async function pushRecoveries(own: OwnState, request: RecoveryRequest): Promise<ReplaceEnd | undefined> {
  const { backend, version } = own;
  await readOwnState(own);
  return withLock(backend, request, async (lease, assertGoesOn) => {
    const document = await readOwnState(own);
    const stored =
      document === undefined
        ? await readNewest(own)
        : await readRecoveries(document.lineage, own.recoveryFolder, nodeFiles, own.codec);
    const newest = stored.at(-1);
    if (newest === undefined) return undefined;
    const next =
      document === undefined
        ? asState(newest.recovery)
        : stored.reduce((all, { recovery }) => takeUpRecovery(all, recovery), document);
    const settled = (document?.pending.length ?? 0) - next.pending.length;
    const paths = stored.map(({ path }) => path);
    if (!(await request.approve({ paths, settled, isNew: document === undefined })))
      return { kind: "cancelled", serial: document?.serial ?? 0 };
    assertGoesOn();
    const serial = next.serial + 1;
    await backend.create({ ...next, serial, token: lease.token, trueup_version: version });
    for (const one of stored) await removeRecovery(one);
    return { kind: "written", serial };
  });
}

/** Where the state is gone, those of one lineage are one story; of two, a person must say which. */
async function readNewest({ stack, recoveryFolder, codec, backend }: OwnState): Promise<readonly StoredRecovery[]> {
  const stored = await readRecoveriesOfStack(stack, recoveryFolder, nodeFiles, codec);
  const lineages = new Set(stored.map(({ recovery }) => recovery.lineage));
  if (lineages.size < 2) return stored;
  throw new DiagnosticsError([
    buildError(
      "state.recoverable",
      `${backend.label}: there is no state, and runs of ${lineages.size} states have left what they knew`,
      {
        detail: stored.map(({ path, recovery }) => `${path}: serial ${recovery.serial}`).join("\n"),
        fix: "move away those of the states that are not meant (keep them), and run it again",
      },
    ),
  ]);
}

/** What is left of the requests that were in flight is part of it. */
function asState({ settled: _settled, settledAddresses: _addresses, ...document }: Recovery) {
  return document;
}
