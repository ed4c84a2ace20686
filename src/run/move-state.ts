// A state from one place to another, both locked. The old one is marked before the copy is made, and for good once the copy was
// read back: whatever ends it in between, never are two of them live, and the same command goes on.
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
  /** As it is to arrive: without a mark. */
  readonly content: StateDocument;
  /** The newest serial at the old place. */
  readonly serial: number;
  /** An earlier try has marked it. */
  readonly isMarked: boolean;
  /** What the new place holds: nothing, a copy of an earlier try, or a copy that was left behind by a move back. */
  readonly there: StateDocument | undefined;
  readonly hasArrived: boolean;
}

/** Both must be the unguarded ones of the same stack. Throws `DiagnosticsError`, `StateError`. */
export async function moveState(source: OwnState, target: OwnState, request: MoveRequest): Promise<MoveEnd> {
  assertApart(source, target);
  // What cannot be read, or must not be written over, is told before anything is locked.
  await find(source, target);
  return withLock(source.backend, request, (from) =>
    withLock(target.backend, request, async (to, assertGoesOn) => {
      const found = await find(source, target);
      if (!(await request.approve(found.content))) return { serial: undefined };
      assertGoesOn();
      const mark = createMark(source, found, { lease: from, to: target.backend.label, at: request.now });
      if (!found.isMarked) await mark.begin();
      const serial = await copyState(found, { target, lease: to, giveUp: mark.giveUp });
      await mark.finish();
      return { serial };
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
  const { label } = source.backend;
  const document = await source.backend.read();
  if (document === undefined) throw noState(label);
  assertStackIs(source.stack, label, document);
  const { migrated, ...content } = document;
  if (migrated !== undefined && (migrated.isUnderWay !== true || migrated.to !== target.backend.label))
    throw movedAway(document, label);
  await assertNothingLeft(source, document);
  const there = await target.backend.read();
  const isMarked = migrated !== undefined;
  const hasArrived = there !== undefined && isArrived(content, there, isMarked);
  if (there !== undefined && !hasArrived) assertMayReplace(content, there, target.backend.label);
  return { content, serial: document.serial, isMarked, there, hasArrived };
}

async function assertNothingLeft({ recoveryFolder, codec }: OwnState, { lineage }: StateDocument): Promise<void> {
  const recoveries = await readRecoveries(lineage, recoveryFolder, nodeFiles, codec);
  if (recoveries.length === 0) return;
  throw new DiagnosticsError([
    buildError("state.recoverable", "an earlier run has left what it learned after it had lost its lock", {
      detail: recoveries.map(({ path }) => path).join("\n"),
      fix: "trueup state push --recovery, or trueup apply, which take it up; then migrate",
    }),
  ]);
}

/** Under our mark nobody could write here since, so that whatever is live there of this lineage came from here. */
function isArrived(content: StateDocument, there: StateDocument, isMarked: boolean): boolean {
  const isLive = there.migrated === undefined && there.lineage === content.lineage;
  return isLive && (isSameContent(content, there) || (isMarked && there.serial > content.serial - 1));
}

/** Anything but a copy that was left behind is somebody's record. */
function assertMayReplace(content: StateDocument, there: StateDocument, label: string): void {
  if (there.migrated !== undefined && there.lineage === content.lineage) return;
  const count = Object.keys(there.resources).length;
  throw new DiagnosticsError([
    buildError("state.exists", `${label} holds a state already`, {
      detail: `stack ${there.stack}, lineage ${there.lineage}, serial ${there.serial}, ${count} tracked. Nothing was written.`,
      fix: "name another place; a state that nobody needs must be removed by hand first",
    }),
  ]);
}

/** The two marks of the old one, and the way back from the first. */
function createMark(
  { backend, version }: OwnState,
  { content, serial: newest }: Found,
  { lease, to, at }: { readonly lease: Lease; readonly to: string; readonly at: string },
) {
  let serial = newest;
  const write = async (more: Pick<StateDocument, "migrated"> | undefined): Promise<void> => {
    await backend.create({ ...content, serial: serial + 1, token: lease.token, trueup_version: version, ...more });
    serial += 1;
  };
  return {
    begin: () => write({ migrated: { to, at, isUnderWay: true } }),
    finish: () => write({ migrated: { to, at } }),
    giveUp: () => write(undefined),
  };
}

/** Returns the serial of the copy. Where nothing has arrived, the old one is used again. */
async function copyState(
  { content, there, hasArrived }: Found,
  { target, lease, giveUp }: { readonly target: OwnState; readonly lease: Lease; readonly giveUp: () => Promise<void> },
): Promise<number> {
  const { backend, version } = target;
  if (there !== undefined && hasArrived) return there.serial;
  const serial = Math.max(content.serial, (there?.serial ?? 0) + 1);
  const copy = { ...content, serial, token: lease.token, trueup_version: version };
  try {
    await backend.create(copy);
  } catch (error) {
    const isUntouched = await backend.read().then(
      (found) => found?.serial === there?.serial,
      () => false,
    );
    if (isUntouched) await giveUp();
    throw error;
  }
  const read = await backend.read();
  if (read?.serial === serial && isSameContent(copy, read)) return serial;
  throw new StateError("corrupt", `${backend.label}: what was written there is not what is read back`, {
    hint: "neither is used until this is settled: check the new place, then run the same command again",
  });
}
