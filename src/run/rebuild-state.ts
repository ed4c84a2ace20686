// A state made anew where it was lost: a plan over an empty state, of which only the adoptions are carried out. Reads, asks,
// and writes the state; nothing leaves for a provider that changes anything.
import { setMaxListeners } from "node:events";
import { buildError } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError, StateError } from "../core/errors.ts";
import type { RunEvent } from "../core/event.ts";
import { listLost } from "../core/listed-objects.ts";
import type { Plan, StateEdit } from "../core/plan.ts";
import type { MarkedObject, Rebuilt } from "../core/replaced-state.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Journal, StateArchive } from "../core/state-port.ts";
import { applyEdits } from "../executor/record.ts";
import type { StopControl } from "../executor/stop-control.ts";
import { movedAway } from "../state/guard-backend.ts";
import { openJournal } from "../state/journal.ts";
import { newStateDocument } from "../state/new-document.ts";
import { readRecoveriesOfStack } from "../state/recovery-file.ts";
import { nodeFiles } from "../state/state-files.ts";
import { assertStackIs } from "./assert-stack.ts";
import { buildCarryOut, carryOut } from "./carry-out.ts";
import { type LockRequest, withLock } from "./change-state.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import { planInputs } from "./plan.ts";
import { refuseLoss, refusePending } from "./refuse-loss.ts";
import type { Stack } from "./stack.ts";

export interface RebuiltStack extends Stack {
  /** The unguarded one. */
  readonly backend: StateArchive;
}

export interface RebuildRequest extends LockRequest {
  /** Passes over a state that is there, or that cannot be read. */
  readonly force: boolean;
  /** With `force`: so many objects may drop out of the record. */
  readonly mayLose: number;
  /** Nobody looks: so many objects may be taken over that were found by name alone. */
  readonly mayAdopt: number | undefined;
  readonly emit: (event: RunEvent) => void;
  readonly stop: StopControl;
  /** Asked under the lock, before the write. Absent: no lock is taken and nothing is written. */
  readonly approve?: (rebuilt: Rebuilt) => Promise<boolean>;
}

export interface RebuildEnd extends Rebuilt {
  readonly outcome: "written" | "cancelled" | "not-asked" | "nothing-found";
  readonly serial: number;
}

interface Base {
  /** Empty of resources; the first write is one above its serial. */
  readonly document: StateDocument;
  readonly before: StateDocument | undefined;
}

/** Throws `DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`, each with nothing written. */
export async function rebuildState(stack: RebuiltStack, request: RebuildRequest): Promise<RebuildEnd> {
  const { approve } = request;
  // All reads listen to the same signal, and there are many.
  setMaxListeners(0, request.stop.requested, request.stop.waiting);
  const base = await readBase(stack, request.force);
  if (approve === undefined) {
    const { rebuilt } = await find(stack, request, base);
    const outcome = rebuilt.bound.length === 0 ? "nothing-found" : "not-asked";
    return { ...rebuilt, outcome, serial: base.document.serial };
  }
  return withLock(stack.backend, request, async (lease) => {
    const { document, before } = await readBase(stack, request.force);
    const { planned, edits, rebuilt } = await find(stack, request, { document, before });
    const end = { ...rebuilt, serial: document.serial };
    if (rebuilt.bound.length === 0) return { ...end, outcome: "nothing-found" };
    assertMayWrite(rebuilt, request);
    if (!(await approve(rebuilt)) || request.stop.isRequested()) return { ...end, outcome: "cancelled" };
    const journal = openJournal({ backend: stack.backend, lease, document, trueupVersion: stack.version });
    await record(stack, request, { journal, planned, edits });
    return { ...end, outcome: "written", serial: journal.document().serial };
  });
}

async function readBase(
  { backend, configuration, version, random, ...stack }: RebuiltStack,
  force: boolean,
): Promise<Base> {
  const recoveries = await readRecoveriesOfStack(configuration.stack, stack.recoveryFolder, nodeFiles, stack.codec);
  const [left] = recoveries;
  if (left !== undefined)
    throw new DiagnosticsError([
      buildError("state.recoverable", "an earlier run has left what it knew: a better record than what can be found", {
        detail: recoveries.map(({ path }) => path).join("\n"),
        fix: "trueup state push --recovery. If none of it is needed, remove the file",
      }),
    ]);
  const fresh = newStateDocument(configuration.stack, version, random);
  const found = await readForced(backend, force);
  if (found === undefined) return { document: fresh, before: undefined };
  if ("unreadable" in found) return { document: { ...fresh, serial: found.unreadable }, before: undefined };
  assertStackIs(configuration.stack, backend.label, found);
  // The other place has the state, and what was made since.
  if (found.migrated !== undefined) throw movedAway(found, backend.label);
  if (!force && !isBlank(found)) throw stateExists(backend.label, found);
  if (found.pending.length > 0) throw refusePending(found.pending);
  return { document: { ...found, resources: {}, outputs: {} }, before: found };
}

/** Somebody has emptied it: nothing can be lost that it knows. */
function isBlank({ resources, pending, surplus = [] }: StateDocument): boolean {
  return Object.keys(resources).length + pending.length + surplus.length === 0;
}

async function readForced(
  backend: StateArchive,
  force: boolean,
): Promise<StateDocument | { readonly unreadable: number } | undefined> {
  try {
    return await backend.read();
  } catch (error) {
    if (!force || !(error instanceof StateError) || error.problem !== "corrupt") throw error;
    return { unreadable: (await backend.history())[0]?.serial ?? 0 };
  }
}

function stateExists(label: string, { resources, serial }: StateDocument): DiagnosticsError {
  const count = Object.keys(resources).length;
  return new DiagnosticsError([
    buildError("state.exists", `${label} holds a state already: ${count} on record, serial ${serial}`, {
      detail: "A rebuilt state knows less than the one it replaces. Nothing was done.",
      fix: "trueup plan, which finds what is not on record yet; trueup state history and restore for an older one; or --force",
    }),
  ]);
}

async function find(stack: RebuiltStack, request: RebuildRequest, { document, before }: Base) {
  const planned = await makePlan({
    ...planInputs(stack, document),
    options: {
      ...{ mode: "normal", targets: [], excludes: [], replace: [], rebuild: [] },
      allow: { adopt: Number.MAX_SAFE_INTEGER, filesChanged: true },
    },
    emit: request.emit,
    call: { signal: request.stop.requested },
  });
  if (request.stop.isRequested()) throw new AbortedError();
  const edits = listAdoptions(planned.plan, stack);
  const lost = before === undefined ? [] : listLost(before, applyEdits(document, edits));
  const unclaimed = listUnclaimed(planned, document);
  const rebuilt = { ...describe(planned.plan), unclaimed, lost, isNewLineage: before === undefined };
  return { planned, edits, rebuilt };
}

/** Every declared object is under its present address, so that no `moved` block is left to be carried out. */
function listAdoptions({ edits, entries }: Plan, { configuration }: Stack): readonly StateEdit[] {
  const bound = new Set(entries.flatMap(({ address, importing }) => (importing === undefined ? [] : [address])));
  const moved = configuration.moved.map(({ from, to }) => ({ from, to }));
  return [
    ...edits.filter((edit) => edit.kind === "track" && bound.has(edit.address)),
    ...(moved.length === 0 ? [] : [{ kind: "done-moves", moved } as const]),
  ];
}

function describe({
  stack,
  entries,
  diagnostics,
  notVerifiable,
}: Plan): Omit<Rebuilt, "lost" | "isNewLineage" | "unclaimed"> {
  const bound = entries.filter(({ importing }) => importing !== undefined);
  const addresses = new Set(bound.map(({ address }) => address));
  const making = entries.filter(({ action, importing }) => action === "create" && importing === undefined);
  const made = new Set(making.map(({ address }) => address));
  return {
    stack,
    bound,
    absent: making.filter(({ child }) => child !== true),
    differing: bound.filter(({ action }) => action !== "adopt" && action !== "no-op"),
    refused: diagnostics.filter(
      ({ severity, code, address }) =>
        severity === "error" &&
        (address === undefined ? ABOUT_OBJECTS.test(code) : !addresses.has(address) && !made.has(address)),
    ),
    unread: notVerifiable.filter(({ address }) => addresses.has(address)),
  };
}

/** Whatever else is wrong with a plan of the whole is no matter of what is there. */
const ABOUT_OBJECTS = /^(adopt|import|existing|provider)\./;

/** What the markers tell of blocks that YAML has no more, and of objects that were made twice. */
function listUnclaimed({ plan, input }: Planned, { surplus = [] }: StateDocument): readonly MarkedObject[] {
  const known = new Set([
    ...plan.entries.flatMap(({ importing }) => importing?.id ?? []),
    ...surplus.map(({ remoteId }) => remoteId),
  ]);
  const objects = new Map<string, MarkedObject>();
  for (const { type, remoteId, name, owned, markers } of [...input.observed.values()].flat()) {
    if (!owned || markers?.stack !== plan.stack || known.has(remoteId)) continue;
    objects.set(`${type} ${remoteId}`, { address: markers.address, type, remoteId, name });
  }
  return [...objects.values()];
}

function assertMayWrite({ bound, lost }: Rebuilt, { mayAdopt, mayLose }: RebuildRequest): void {
  const named = bound.filter(({ importing }) => importing?.by === "name").length;
  if (mayAdopt !== undefined && named > mayAdopt)
    throw new DiagnosticsError([
      buildError("guard.adopt", `${named} object${named === 1 ? " was" : "s were"} found by name alone`, {
        detail: "Nobody looks at an unattended run: the number says that somebody has. Nothing was written.",
        fix: `after a look at trueup state rebuild --dry-run: --allow-adopt ${named}`,
      }),
    ]);
  if (lost.length <= mayLose) return;
  throw refuseLoss(lost, `${lost.length} of the objects on record would be on record no more`);
}

/** As an apply records what it takes over, without the operations. */
async function record(
  stack: RebuiltStack,
  { emit, stop }: RebuildRequest,
  {
    journal,
    planned,
    edits,
  }: { readonly journal: Journal; readonly planned: Planned; readonly edits: readonly StateEdit[] },
): Promise<void> {
  const work = buildCarryOut(stack, { journal, emit, stop, accepted: [] });
  const { plan, input } = planned;
  const walked = await carryOut(work, { ...plan, edits, operations: [] }, input);
  if ("broken" in walked) throw walked.broken;
}
