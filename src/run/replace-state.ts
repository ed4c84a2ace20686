// The whole document replaced by another one: `state push` and `state restore`. What is on record and would not be any more
// is refused or asked for; the new document always has a higher serial than the one before it.
import type { Address } from "../core/address.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, StateError } from "../core/errors.ts";
import { isSameJson } from "../core/json.ts";
import { listHeldTwice, listLost } from "../core/listed-objects.ts";
import type { Replacement } from "../core/replaced-state.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Lease } from "../core/state-port.ts";
import { movedAway } from "../state/guard-backend.ts";
import { assertStackIs } from "./assert-stack.ts";
import { type LockRequest, type OwnState, withLock } from "./change-state.ts";
import { describeObjects, refuseLoss, refusePending } from "./refuse-loss.ts";

export interface ReplaceRequest extends LockRequest {
  /** Passes over the lineage, an older serial, a state that was migrated, and one that cannot be read. */
  readonly force: boolean;
  /** So many objects may drop out of the record. */
  readonly mayLose: number;
  /** Asked under the lock, before the write; anything but true leaves all as it was. */
  readonly approve: (replacement: Replacement) => Promise<boolean>;
}

/** `same`: there was nothing to write. */
export type ReplaceEnd = { readonly kind: "written" | "cancelled" | "same"; readonly serial: number };

interface Before {
  readonly document: StateDocument | undefined;
  /** The highest number in use; 0 where there is none. */
  readonly serial: number;
  readonly notes: readonly string[];
}

/**
 * `own.backend` must be the unguarded one. `label`: where the document comes from. Throws `DiagnosticsError`, `StateError`
 * with nothing written.
 */
export async function pushState(
  own: OwnState,
  pushed: { readonly document: StateDocument; readonly label: string },
  request: ReplaceRequest,
): Promise<ReplaceEnd> {
  const { document, label } = pushed;
  assertStackIs(own.stack, label, document);
  assertReachable(document, label);
  return replace(own, request, (before) => {
    if (!request.force && before.document !== undefined) assertFollows(before.document, document, label);
    return { document, notes: [] };
  });
}

/** Writes the content of an older serial as a new one. */
export async function restoreState(own: OwnState, serial: number, request: ReplaceRequest): Promise<ReplaceEnd> {
  await assertKept(own, serial);
  const old = await own.backend.readSerial(serial);
  assertStackIs(own.stack, own.backend.label, old);
  return replace(own, request, ({ document }) => {
    const { migrated: _migrated, ...content } = old;
    if (document === undefined) return { document: content, notes: [] };
    if (!request.force && document.lineage !== old.lineage) throw anotherLineage(document, old, `serial ${serial}`);
    const { length } = old.pending;
    const notes =
      length === 0
        ? []
        : [
            `${length} request${length === 1 ? "" : "s"} that serial ${serial} was waiting for: settled since, left out`,
          ];
    // What is open now is open still, and what one request has made twice is there still.
    const { pending, surplus } = document;
    return { document: { ...content, pending, ...(surplus === undefined ? {} : { surplus }) }, notes };
  });
}

async function assertKept({ backend }: OwnState, serial: number): Promise<void> {
  const kept = (await backend.history()).map((one) => one.serial);
  if (kept.includes(serial)) return;
  const [newest, oldest] = [kept[0], kept.at(-1)];
  const range = oldest === newest ? `Only serial ${newest} is kept.` : `Serials ${oldest} to ${newest} are kept.`;
  throw new DiagnosticsError([
    buildError("state.no-serial", `${backend.label}: serial ${serial} is not kept`, {
      detail: newest === undefined ? "No serial is kept." : range,
      fix: "trueup state history lists them",
    }),
  ]);
}

async function replace(
  own: OwnState,
  request: ReplaceRequest,
  build: (before: Before) => { readonly document: StateDocument; readonly notes: readonly string[] },
): Promise<ReplaceEnd> {
  await readBefore(own, request.force);
  return withLock(own.backend, request, async (lease, assertGoesOn) => {
    const before = await readBefore(own, request.force);
    const { document: wanted, notes } = build(before);
    // A place keeps one lineage: whoever still knows the state by it must find that it has gone on.
    const document = { ...wanted, lineage: before.document?.lineage ?? wanted.lineage };
    if (before.document !== undefined && isSameContent(before.document, document))
      return { kind: "same", serial: before.serial };
    const replacement = compare(before, document, notes);
    assertNothingLost(replacement, request.mayLose);
    if (!(await request.approve(replacement))) return { kind: "cancelled", serial: before.serial };
    assertGoesOn();
    const { serial } = await write(own, lease, document, before.serial);
    return { kind: "written", serial };
  });
}

async function write(own: OwnState, lease: Lease, document: StateDocument, newest: number): Promise<StateDocument> {
  const { migrated: _migrated, ...content } = document;
  const next = {
    ...content,
    serial: Math.max(document.serial, newest + 1),
    token: lease.token,
    trueup_version: own.version,
  };
  await own.backend.create(next);
  return next;
}

/** Throws for what only `force` passes over; another passphrase is passed over by nothing. */
async function readBefore({ backend, stack }: OwnState, force: boolean): Promise<Before> {
  try {
    const document = await backend.read();
    if (document === undefined) return { document, serial: 0, notes: [] };
    assertStackIs(stack, backend.label, document);
    if (document.migrated !== undefined && !force) throw movedAway(document, backend.label);
    return { document, serial: document.serial, notes: [] };
  } catch (error) {
    if (!force || !(error instanceof StateError) || error.problem !== "corrupt") throw error;
    const newest = (await backend.history())[0]?.serial ?? 0;
    const note = `the state that is there cannot be read, so nobody knows what it held: ${error.message}`;
    return { document: undefined, serial: newest, notes: [note] };
  }
}

function compare(before: Before, after: StateDocument, notes: readonly string[]): Replacement {
  const nothing = { resources: {} };
  return {
    before: before.document,
    after,
    lost: listLost(before.document ?? nothing, after),
    found: listLost(after, before.document ?? nothing),
    changed: listChanged(before.document ?? nothing, after),
    notes: [...before.notes, ...notes],
  };
}

function listChanged(before: Pick<StateDocument, "resources">, after: StateDocument): Address[] {
  return Object.keys(after.resources).filter((address) => {
    const old = before.resources[address];
    return old !== undefined && !isSameJson(old as never, after.resources[address] as never);
  });
}

function assertNothingLost({ before, after, lost }: Replacement, mayLose: number): void {
  const kept = new Set(after.pending.map(({ id }) => id));
  const open = (before?.pending ?? []).filter(({ id }) => !kept.has(id));
  if (open.length > 0) throw refusePending(open);
  const [twice] = listHeldTwice(after);
  if (twice !== undefined)
    throw new DiagnosticsError([
      buildError("state.held-twice", "two addresses would hold the same object", {
        detail: `${describeObjects(twice)}\nDeleting one of them would destroy what the other has. Nothing was written.`,
        fix: "leave one of them out",
      }),
    ]);
  if (lost.length <= mayLose) return;
  const noun = lost.length === 1 ? "1 object that is" : `${lost.length} objects that are`;
  throw refuseLoss(lost, `${noun} on record now would be on record no more`);
}

/** The next serial follows on the highest: near the end of what can be counted, no other could be written. */
const HIGHEST_SERIAL = 999_999_999_999;

function assertReachable({ serial }: StateDocument, label: string): void {
  if (serial <= HIGHEST_SERIAL) return;
  throw new DiagnosticsError([
    buildError("state.serial", `${label} holds serial ${serial}, which no state reaches by being written`, {
      detail: "Serials after it could not be counted. Nothing was written.",
      fix: "put the serial back that trueup state pull printed",
    }),
  ]);
}

function assertFollows(current: StateDocument, pushed: StateDocument, label: string): void {
  if (current.lineage !== pushed.lineage) throw anotherLineage(current, pushed, label);
  if (pushed.serial >= current.serial) return;
  throw new DiagnosticsError([
    buildError("state.older-serial", `${label} holds serial ${pushed.serial}, the state is at ${current.serial}`, {
      detail: "Somebody has written the state since it was pulled. Nothing was written.",
      fix: "trueup state pull again, make the change there, and push that; or --force",
    }),
  ]);
}

function anotherLineage(current: StateDocument, other: StateDocument, label: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError(
      "state.lineage",
      `${label} has another lineage than the state: it is not a later or earlier version of it`,
      {
        detail: `${other.lineage} there, ${current.lineage} here. Nothing was written.`,
        fix: "check that it is the right file; if it shall replace the state all the same: --force",
      },
    ),
  ]);
}

/** Apart from what each write sets. */
export function isSameContent(a: StateDocument, b: StateDocument): boolean {
  const strip = ({ serial: _serial, token: _token, trueup_version: _version, ...content }: StateDocument) => content;
  return isSameJson(strip(a) as never, strip(b) as never);
}
