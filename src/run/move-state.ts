// A state from one place to another: both locked, copied, read back, and the old one marked, so that never two of them are
// live. Whatever ends it before the mark leaves the old one as it was; the same command then goes on.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Lease } from "../core/state-port.ts";
import { movedAway } from "../state/guard-backend.ts";
import { readRecoveries } from "../state/recovery-file.ts";
import { nodeFiles } from "../state/state-files.ts";
import { assertStackIs } from "./assert-stack.ts";
import { type LockRequest, noState, type OwnState, withLock } from "./change-state.ts";
import { isSameContent } from "./replace-state.ts";

export interface MoveRequest extends LockRequest {
  /** RFC 3339, for the mark. */
  readonly now: string;
  readonly approve: (document: StateDocument) => Promise<boolean>;
}

export interface MoveEnd {
  /** Of the copy; undefined where it was cancelled. */
  readonly serial: number | undefined;
}

interface Found {
  readonly source: StateDocument;
  /** What the new place holds: nothing, a copy of an earlier try, or a copy that was left behind by a move back. */
  readonly target: StateDocument | undefined;
}

/** Both must be the unguarded ones of the same stack. Throws `DiagnosticsError`, `StateError`. */
export async function moveState(source: OwnState, target: OwnState, request: MoveRequest): Promise<MoveEnd> {
  assertApart(source, target);
  // What cannot be read, or must not be written over, is told before anything is locked.
  await find(source, target);
  return withLock(source.backend, request, (from) =>
    withLock(target.backend, request, async (to) => {
      const found = await find(source, target);
      if (!(await request.approve(found.source))) return { serial: undefined };
      const copy = await copyState(found, target, to);
      await mark(source, found.source, { lease: from, to: target.backend.label, at: request.now });
      return { serial: copy.serial };
    }),
  );
}

function assertApart(source: OwnState, target: OwnState): void {
  const refuse = (summary: string, fix: string) =>
    new DiagnosticsError([buildError("state.same-place", summary, { fix })]);
  if (source.backend.label === target.backend.label)
    throw refuse(
      `both configurations keep the state in ${source.backend.label}`,
      "name a file with another state block; to change the encryption alone: trueup state rekey",
    );
  if (source.stack !== target.stack)
    throw new DiagnosticsError([
      buildError("state.wrong-stack", `the other configuration is of the stack ${target.stack}, not ${source.stack}`, {
        fix: "a state moves with its stack; the stack cannot be renamed",
      }),
    ]);
}

async function find(source: OwnState, target: OwnState): Promise<Found> {
  const document = await source.backend.read();
  if (document === undefined) throw noState(source.backend.label);
  assertStackIs(source.stack, source.backend.label, document);
  if (document.migrated !== undefined) throw movedAway(document, source.backend.label);
  const recoveries = await readRecoveries(document.lineage, source.recoveryFolder, nodeFiles, source.codec);
  if (recoveries.length > 0)
    throw new DiagnosticsError([
      buildError("state.recoverable", "an earlier run has left what it learned after it had lost its lock", {
        detail: recoveries.map(({ path }) => path).join("\n"),
        fix: "trueup state push --recovery, or trueup apply, which take it up; then migrate",
      }),
    ]);
  const there = await target.backend.read();
  if (there !== undefined) assertMayReplace(document, there, target.backend.label);
  return { source: document, target: there };
}

/** Anything but a copy of this very state is somebody's record. */
function assertMayReplace(source: StateDocument, there: StateDocument, label: string): void {
  const isLeftBehind = there.migrated !== undefined && there.lineage === source.lineage;
  if (isLeftBehind || isSameContent(source, there)) return;
  const count = Object.keys(there.resources).length;
  throw new DiagnosticsError([
    buildError("state.exists", `${label} holds a state already`, {
      detail: `stack ${there.stack}, lineage ${there.lineage}, serial ${there.serial}, ${count} tracked. Nothing was written.`,
      fix: "name another place; a state that nobody needs must be removed by hand first",
    }),
  ]);
}

async function copyState({ source, target: there }: Found, target: OwnState, lease: Lease): Promise<StateDocument> {
  const { backend, version } = target;
  if (there !== undefined && isSameContent(source, there)) return there;
  const serial = Math.max(source.serial, (there?.serial ?? 0) + 1);
  const copy = { ...source, serial, token: lease.token, trueup_version: version };
  await backend.create(copy);
  const read = await backend.read();
  if (read?.serial === serial && isSameContent(copy, read)) return copy;
  throw new StateError("corrupt", `${backend.label}: what was written there is not what is read back`, {
    hint: "the old state is as it was, and stays in use. Check the new place",
  });
}

async function mark(
  { backend, version }: OwnState,
  document: StateDocument,
  { lease, to, at }: { readonly lease: Lease; readonly to: string; readonly at: string },
): Promise<void> {
  try {
    await backend.create({
      ...document,
      serial: document.serial + 1,
      token: lease.token,
      trueup_version: version,
      migrated: { to, at },
    });
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw new StateError(
      error.problem,
      `the state was copied to ${to}, but the old one could not be marked: ${error.message}`,
      {
        cause: error,
        hint: "until it is marked, both are live: use neither. Run the same command again",
      },
    );
  }
}
