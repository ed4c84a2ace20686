// The same state kept in another way: encrypted, under another passphrase, or in clear. The content stays.
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import { movedAway } from "../state/guard-backend.ts";
import { readRecoveries } from "../state/recovery-file.ts";
import type { RewrittenSerials } from "../state/rewrite-serials.ts";
import { nodeFiles } from "../state/state-files.ts";
import { type LockRequest, noState, type OwnState, readOwnState, withLock } from "./change-state.ts";

export interface RekeyRequest extends LockRequest {
  readonly approve: (document: StateDocument) => Promise<boolean>;
  /** Older serials; absent where the backend keeps them as they were written. */
  readonly rewriteSerials?: () => Promise<RewrittenSerials>;
}

export interface RekeyEnd {
  readonly serial: number;
  /** Undefined where it was cancelled. */
  readonly history: RewrittenSerials | undefined;
  readonly recoveries: number;
}

/** `own` reads either kind and writes as wanted. Throws `DiagnosticsError`, `StateError`. */
export async function rekeyState(own: OwnState, request: RekeyRequest): Promise<RekeyEnd> {
  const { backend } = own;
  await readLive(own);
  return withLock(backend, request, async (lease, assertGoesOn) => {
    const document = await readLive(own);
    if (!(await request.approve(document))) return { serial: document.serial, history: undefined, recoveries: 0 };
    assertGoesOn();
    const next = { ...document, serial: document.serial + 1, token: lease.token, trueup_version: own.version };
    await backend.create(next);
    const written = await backend.read();
    if (written?.serial !== next.serial)
      throw new StateError(
        "corrupt",
        `${backend.label}: serial ${next.serial} was written, and is not what is read back`,
        {
          hint: `trueup state history lists what is kept; serial ${document.serial} is as it was`,
        },
      );
    const recoveries = await rewriteRecoveries(own, document.lineage);
    const history = (await request.rewriteSerials?.()) ?? { rewritten: 0, left: [] };
    return { serial: next.serial, history, recoveries };
  });
}

async function readLive(own: OwnState): Promise<StateDocument> {
  const document = await readOwnState(own);
  if (document === undefined) throw noState(own.backend.label);
  if (document.migrated !== undefined) throw movedAway(document, own.backend.label);
  return document;
}

async function rewriteRecoveries({ recoveryFolder, codec }: OwnState, lineage: string): Promise<number> {
  const stored = await readRecoveries(lineage, recoveryFolder, nodeFiles, codec);
  for (const { path, recovery } of stored) await nodeFiles.replace(path, codec.format(recovery));
  return stored.length;
}
