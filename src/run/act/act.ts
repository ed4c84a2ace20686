// A day-2 act under the lock: pending requests first, then what is to be done and lost, approval, its steps by the executor,
// and what YAML says otherwise. Options in, events and one result out; knows no terminal and no exit code.
import { type Address, quoteAddress, resourceOf } from "../../core/address.ts";
import type { PreparedAct } from "../../core/day-two.ts";
import { AbortedError } from "../../core/errors.ts";
import type { OperationResult } from "../../core/event.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { Journal } from "../../core/state-port.ts";
import type { Operation } from "../../core/step.ts";
import { listToldSurplus } from "../../core/surplus.ts";
import { observeObject } from "../../executor/observe-objects.ts";
import { recordFields } from "../../executor/record.ts";
import type { RunContext } from "../../executor/run-context.ts";
import { runOperations, type Walked } from "../../executor/run-operations.ts";
import { blockedByPending, familyOf } from "../../planner/narrow.ts";
import type { ApplyEnd } from "../apply-run.ts";
import { buildBaseContext, buildCarryOut, type CarryOut } from "../carry-out.ts";
import type { Stack } from "../stack.ts";
import { settlePending, underLock } from "../under-lock.ts";
import { buildActContext } from "./act-context.ts";
import type { ActEnd, ActRun, ShownAct } from "./act-run.ts";
import { assertAllowed } from "./assert-allowed.ts";
import { checkNames } from "./check-names.ts";
import { findRecord } from "./find-act.ts";
import { listContradictions } from "./list-contradictions.ts";
import { type OpenedAct, openAct } from "./open-act.ts";

type Found = Pick<ActEnd, "contradictions" | "gone" | "download">;
interface Told {
  found: Found;
}

/** Throws before the first request (`DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`); afterwards it reports. */
export async function actOnStack(stack: Stack, run: ActRun): Promise<ActEnd> {
  const told: Told = { found: { contradictions: [], gone: [] } };
  const end = await underLock(stack, run, `action ${run.asked.name}`, (journal) => work(stack, run, journal, told));
  return { ...end, ...told.found };
}

async function work(stack: Stack, run: ActRun, journal: Journal, told: Told): Promise<ApplyEnd> {
  const { emit, stop, asked } = run;
  const { configuration } = stack;
  findRecord(asked.address, journal.document(), configuration);
  const sent = { count: 0 };
  const carry = buildCarryOut(stack, { journal, emit, stop, noteSend: () => void sent.count++, accepted: [] });
  emit({ type: "resumed", resumed: await settlePending(carry, run) });
  if (stop.isRequested()) throw new AbortedError();
  const base = buildBaseContext(carry);
  const opened = await openAct(base, asked);
  const unsettled = findUnsettled(journal.document(), [asked.address, ...listOthers(opened)]);
  if (unsettled !== undefined) return describeEnd(journal, "undone", [blockedBy(asked.address, unsettled)]);
  const prepared = await opened.acts.prepare(opened.request, base.call);
  const names = await checkNames(opened.provider, asked.address, prepared.steps, base.call);
  const act = { ...prepared, diagnostics: [...prepared.diagnostics, ...names] };
  assertAllowed(opened, act, configuration, journal.document());
  const isApproved = await run.approve(show(opened, act));
  if (stop.isRequested()) throw new AbortedError();
  if (!isApproved) return describeEnd(journal, "cancelled", []);
  const walked = await runOperations(buildActContext(carry, opened), [buildOperation(opened, act)]);
  const isBegun = act.steps.length > 1 && sent.count > 1;
  return finish({ base, carry, opened, told, sent: sent.count, isBegun }, walked);
}

/** Other objects that the act changes; both stand still meanwhile. */
function listOthers({ rule, request }: OpenedAct): Address[] {
  return rule.arguments.flatMap(({ name, refers }) => (refers === "vm" ? (request.others[name]?.address ?? []) : []));
}

function findUnsettled({ pending, resources }: StateDocument, addresses: readonly Address[]) {
  const families = addresses.map((address) => familyOf({ address, ...parentOf(resources[address]?.parent) }));
  const intent = pending.find((one) => families.includes(familyOf(one)));
  return intent === undefined ? undefined : blockedByPending(intent);
}

const parentOf = (parent: Address | undefined) => (parent === undefined ? {} : { parent });

function blockedBy(address: Address, entry: ReturnType<typeof blockedByPending>): OperationResult {
  return {
    operation: `act ${address}`,
    address,
    action: "act",
    outcome: "blocked",
    message: entry.address === address ? entry.reason : `${entry.address} is not settled: ${entry.reason}`,
    fix: entry.fix ?? `trueup apply, which settles it first; then trueup action ${quoteAddress(address)} again`,
  };
}

function show({ rule, record, request }: OpenedAct, { steps, lost, notes, diagnostics }: PreparedAct): ShownAct {
  const { address, observed } = request;
  const { vendor, remoteId } = record;
  return { rule, address, vendor, remoteId, objectName: observed.name, steps, lost, notes, warnings: diagnostics };
}

function buildOperation(opened: OpenedAct, { steps }: PreparedAct): Operation {
  const { provider, record, request, rule } = opened;
  const { type, vendor, place, name, remoteId, parent, parentId, timeouts } = record;
  const { address } = request;
  return {
    id: `${rule.name} ${address}`,
    action: "act",
    ...{ address, type, vendor, place, name, remoteId },
    provider: provider.id,
    account: formatPlaceKey(vendor, place),
    ...parentOf(parent),
    ...(parentId === undefined ? {} : { parentId }),
    exclusive: [resourceOf(parent ?? address), ...listOthers(opened)],
    needs: [],
    fields: [...new Set(steps.flatMap((step) => step.fields))],
    steps,
    timeoutMs: timeouts.updateMs,
  };
}

interface Finishing {
  /** With what YAML declares, not with what was given for the act. */
  readonly base: RunContext;
  readonly carry: CarryOut;
  readonly opened: OpenedAct;
  readonly told: Told;
  readonly sent: number;
  /** Of several steps not only the first was sent. */
  readonly isBegun: boolean;
}

async function finish(
  { base, carry: { journal, stop }, opened, told, sent, isBegun }: Finishing,
  { results, ...more }: Walked,
): Promise<ApplyEnd> {
  const [result] = results;
  if ("broken" in more && sent === 0) throw more.broken;
  const isDone = result?.outcome === "done";
  let unseen: unknown;
  if (isDone && !("broken" in more) && !journal.lost.aborted && !stop.waiting.aborted)
    try {
      told.found = await lookAround(base, opened, result);
    } catch (error) {
      // It is done all the same: whoever is told of nothing but the look does it again.
      unseen = error;
    }
  const isUnsent = sent === 0 && (result?.outcome === "failed" || result?.outcome === "interrupted");
  const outcome = isDone ? "done" : isUnsent ? "failed" : "undone";
  return {
    ...describeEnd(journal, outcome, isBegun ? results.map(withWayOn) : results),
    ...(unseen === undefined ? {} : { error: unseen }),
    ...("broken" in more ? { error: more.broken, isStateSaved: false } : {}),
  };
}

/** Of several steps the first ones are done: what they have changed is to be set right. */
function withWayOn(result: OperationResult): OperationResult {
  const isOver = result.outcome === "failed" || result.outcome === "interrupted";
  if (!isOver || result.fix !== undefined) return result;
  return { ...result, fix: "trueup plan shows what is different now, and trueup apply sets it right" };
}

/** The other machine is put on record as it is now; then what YAML says otherwise, and where the prepared is fetched. */
async function lookAround(context: RunContext, opened: OpenedAct, { answers = {} }: OperationResult): Promise<Found> {
  const { provider, acts, record, request } = opened;
  const { journal, call } = context;
  const changed = [{ address: request.address, before: { observed: request.observed, record } }];
  for (const address of listOthers(opened)) {
    const other = journal.document().resources[address];
    const subject = Object.values(request.others).find((one) => one.address === address);
    if (other === undefined || subject === undefined) continue;
    const observed = await observeObject(provider, { type: other.type, remoteId: other.remoteId }, call);
    if (observed === undefined) continue;
    await journal.commit((document) =>
      recordFields(document, address, observed, { applied: {}, fields: [], secrets: [] }),
    );
    changed.push({ address, before: { observed: subject.observed, record: other } });
  }
  const contradictions = await Promise.all(
    changed.map(({ address, before }) => listContradictions(context, provider, address, before)),
  );
  const { resources } = journal.document();
  const dead = new Set(request.snapshots.map(({ remoteId }) => remoteId));
  const gone = [...context.resources.values()].filter(
    ({ address, type, attributes }) =>
      type === "snapshot" && dead.size > 0 && resources[address] === undefined && attributes["vm"] === request.address,
  );
  const download = await acts.findDownload?.(answers, call);
  return {
    contradictions: contradictions.flat(),
    gone: gone.map(({ address }) => address),
    ...(download === undefined ? {} : { download }),
  };
}

function describeEnd(journal: Journal, outcome: ApplyEnd["outcome"], results: readonly OperationResult[]): ApplyEnd {
  const document = journal.document();
  const { outputs } = document;
  const isStateSaved = !journal.lost.aborted;
  return { outcome, plan: undefined, results, outputs, isStateSaved, surplus: listToldSurplus(document) };
}
