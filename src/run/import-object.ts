// One object taken over by one address: planned with an import entry in memory, of which only the adoption is carried out, under
// the lock. Reads, asks, and writes the state; nothing leaves for a provider that changes anything.
import { setMaxListeners } from "node:events";
import { type Address, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../core/errors.ts";
import type { RunEvent } from "../core/event.ts";
import type { Imported } from "../core/imported.ts";
import type { PlanEntry, StateEdit } from "../core/plan.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Journal } from "../core/state-port.ts";
import { withoutPaths } from "../core/tracking.ts";
import type { StopControl } from "../executor/stop-control.ts";
import { openJournal } from "../state/journal.ts";
import { newStateDocument } from "../state/new-document.ts";
import { assertStackIs } from "./assert-stack.ts";
import { buildCarryOut, carryOut } from "./carry-out.ts";
import { type LockRequest, withLock } from "./change-state.ts";
import { assertImportable, assertObjectFits, findDeclared } from "./check-import.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import { planInputs } from "./plan.ts";
import type { Stack } from "./stack.ts";

export interface ImportRequest extends LockRequest {
  readonly address: Address;
  readonly id: string;
  readonly emit: (event: RunEvent) => void;
  readonly stop: StopControl;
  /** Asked under the lock, before the write. Absent: no lock is taken and nothing is written. */
  readonly approve?: (imported: Imported) => Promise<boolean>;
}

export interface ImportEnd extends Imported {
  readonly outcome: "written" | "cancelled" | "not-asked";
  readonly serial: number;
}

/** Throws `DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`, each with nothing written. */
export async function importObject(stack: Stack, request: ImportRequest): Promise<ImportEnd> {
  const { approve } = request;
  setMaxListeners(0, request.stop.requested, request.stop.waiting);
  const desired = findDeclared(stack.configuration, request);
  if (approve === undefined) {
    const document = await readDocument(stack);
    const { imported } = await find(stack, request, desired, document);
    return { ...imported, outcome: "not-asked", serial: document.serial };
  }
  return withLock(stack.backend, request, async (lease, assertGoesOn) => {
    const document = await readDocument(stack);
    const found = await find(stack, request, desired, document);
    const end = { ...found.imported, serial: document.serial };
    if (!(await approve(found.imported)) || request.stop.isRequested()) return { ...end, outcome: "cancelled" };
    assertGoesOn();
    const journal = openJournal({ backend: stack.backend, lease, document, trueupVersion: stack.version });
    await record(stack, request, journal, found);
    return { ...end, outcome: "written", serial: journal.document().serial };
  });
}

async function readDocument({ backend, configuration, version, random }: Stack): Promise<StateDocument> {
  const found = await backend.read();
  if (found === undefined) return newStateDocument(configuration.stack, version, random);
  assertStackIs(configuration.stack, backend.label, found);
  return found;
}

interface Found {
  readonly planned: Planned;
  readonly edits: readonly StateEdit[];
  readonly imported: Imported;
}

async function find(
  stack: Stack,
  { address, id, emit, stop }: ImportRequest,
  desired: Desired,
  document: StateDocument,
): Promise<Found> {
  const provider = stack.providers.get(desired.provider);
  if (provider === undefined)
    throw new DiagnosticsError([buildError("provider.not-built", `there is no provider ${desired.provider}`)]);
  assertImportable(stack.configuration, document, { provider, desired, id });
  const others = stack.configuration.imports.filter(({ to }) => to !== address);
  const configuration = { ...stack.configuration, imports: [...others, { to: address, id, range: desired.range }] };
  const planned = await makePlan({
    ...planInputs({ ...stack, configuration }, document),
    options: {
      ...{ mode: "normal", targets: [address], excludes: [], replace: [], rebuild: [] },
      allow: { adopt: Number.MAX_SAFE_INTEGER, filesChanged: true },
    },
    emit,
    call: { signal: stop.requested },
  });
  if (stop.isRequested()) throw new AbortedError();
  assertObjectFits(desired, id, planned.input.observed.get(desired.provider) ?? []);
  const entries = listTaken(planned, address);
  const edits = planned.plan.edits.flatMap((edit) => keepAdoption(edit, entries));
  return { planned, edits, imported: describe(planned, stack, entries, desired) };
}

/** What is wrong with it, first of all; what else is wrong with a plan of the whole is no matter here. */
function listTaken({ plan }: Planned, address: Address): readonly PlanEntry[] {
  const isAbout = (diagnostic: Diagnostic) => diagnostic.severity === "error" && diagnostic.address === address;
  const entry = plan.entries.find((one) => one.address === address && one.importing !== undefined);
  if (entry === undefined) {
    const errors = plan.diagnostics.filter(isAbout);
    const reason = plan.blocked.find((one) => one.address === address)?.reason ?? "the plan does not take it over";
    throw new DiagnosticsError(errors.length > 0 ? errors : [buildError("import.held", `${address}: ${reason}`)]);
  }
  const parts = plan.entries.filter(
    (one) => one.address !== address && resourceOf(one.address) === address && isCertain(one),
  );
  return [entry, ...parts];
}

/** Parts that came with it, or that YAML names by their id: nobody has to say which they are. */
function isCertain({ importing }: PlanEntry): boolean {
  return importing !== undefined && ["parent", "existing", "import", "marker"].includes(importing.by);
}

/** Nothing is sent for what differs: that YAML says it has not been applied yet. */
function keepAdoption(edit: StateEdit, entries: readonly PlanEntry[]): StateEdit[] {
  if (edit.kind !== "track") return [];
  const entry = entries.find(({ address }) => address === edit.address);
  if (entry === undefined) return [];
  const differing = entry.fields.map(({ path }) => path);
  const applied = withoutPaths(edit.resource.applied, differing);
  return [{ ...edit, resource: { ...edit.resource, applied } }];
}

function describe(
  { plan, input }: Planned,
  { configuration }: Stack,
  entries: readonly PlanEntry[],
  { address, provider }: Desired,
): Imported {
  const taken = new Set(entries.map((entry) => entry.address));
  const tracked = new Set(Object.keys(input.state?.resources ?? {}));
  const missing = configuration.resources
    .map((desired) => desired.address)
    .filter((one) => one !== address && resourceOf(one) === address && !taken.has(one) && !tracked.has(one));
  return {
    entries,
    unread: plan.notVerifiable.filter((one) => taken.has(one.address)),
    missing,
    account: input.providers.get(provider)?.account.label ?? provider,
  };
}

/** As an apply records what it takes over, without the operations. */
async function record(
  stack: Stack,
  { emit, stop }: ImportRequest,
  journal: Journal,
  { planned, edits }: Found,
): Promise<void> {
  const work = buildCarryOut(stack, { journal, emit, stop, accepted: [] });
  const walked = await carryOut(work, { ...planned.plan, edits, operations: [] }, planned.input);
  if ("broken" in walked) throw walked.broken;
}
