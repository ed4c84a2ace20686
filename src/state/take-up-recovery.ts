// What a run learned after it had lost its lease, brought into the document of the next one. Pure. Only requests that are
// still pending there, and that the run knew, are settled by it: whatever somebody else has sent or settled is newer.
import type { Address } from "../core/address.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Intent, StateDocument, Surplus, TrackedResource } from "../core/state-document.ts";
import { addSurplus } from "../core/surplus.ts";
import { dropDeposed, leaveBehind, takeOver, withoutObject, withResource } from "../core/take-over.ts";

export type Recovery = StateDocument & {
  /** The ids of requests that were pending when the lease was lost, and whose end the run has seen. */
  readonly settled: readonly string[];
  /** By the same ids: the address that the run knew; it may have been renamed since. */
  readonly settledAddresses?: Readonly<Record<string, Address>>;
};

export function takeUpRecovery(document: StateDocument, recovery: Recovery): StateDocument {
  if (document.lineage !== recovery.lineage) return document;
  const settled = document.pending.reduce<StateDocument>(
    (current, intent) => settleFrom(current, recovery, intent),
    document,
  );
  return addSurplus(settled, listSurplus(document, settled, recovery));
}

/** What one of these requests has made beside the object that its address has now. */
function listSurplus(before: StateDocument, settled: StateDocument, { surplus = [] }: Recovery): readonly Surplus[] {
  const closed = before.pending.filter(({ id }) => !settled.pending.some((intent) => intent.id === id));
  const addresses = new Set(closed.map(({ address }) => address));
  return surplus.filter(
    ({ address, keptId }) => addresses.has(address) && settled.resources[address]?.remoteId === keptId,
  );
}

function settleFrom(document: StateDocument, recovery: Recovery, intent: Intent): StateDocument {
  const known = recovery.pending.find((other) => other.id === intent.id);
  const others = document.pending.filter((other) => other.id !== intent.id);
  if (known?.phase === "accepted" && intent.phase !== "accepted")
    return { ...document, pending: [...others, { ...known, address: intent.address, ...settingsOf(intent) }] };
  if (!recovery.settled.includes(intent.id)) return document;
  const rest = { ...document, pending: others };
  const learned = recovery.resources[recovery.settledAddresses?.[intent.id] ?? intent.address];
  if (intent.settle.by === "gone") return settleGone(rest, intent, learned);
  return learned === undefined ? rest : settleOn(rest, intent, learned);
}

/** A record goes only where the deletion of its very object has had its effect. */
function settleGone(document: StateDocument, intent: Intent, learned: TrackedResource | undefined): StateDocument {
  const { address, remoteId = "" } = intent;
  const record = document.resources[address];
  if (record === undefined || (learned !== undefined && listIds(learned).includes(remoteId))) return document;
  if (record.remoteId === remoteId) return withoutObject(document, address);
  return withResource(document, address, dropDeposed(record, remoteId));
}

function settleOn(document: StateDocument, intent: Intent, learned: TrackedResource): StateDocument {
  const { address, settle, replaces } = intent;
  const record = document.resources[address];
  if (record?.remoteId === learned.remoteId) {
    const kept = { ...learned, ...settingsOf(record) };
    return withResource(document, address, takeOver(record, kept, false));
  }
  const isMade = settle.by === "match" && learned.remoteId !== replaces?.remoteId;
  if (!isMade || isRecordedElsewhere(document, address, learned)) return document;
  if (record !== undefined && record.remoteId !== replaces?.remoteId)
    return withResource(document, address, leaveBehind(record, learned));
  const { deposed: _deposed, ...made } = { ...learned, ...settingsOf(intent) };
  return withResource(document, address, takeOver(record, made, replaces?.isGone === true));
}

/** What the document says of an address is as it is called now, and newer. */
function settingsOf({ lifecycle, timeouts, dependsOn, parent }: TrackedResource | Intent) {
  return { lifecycle, timeouts, dependsOn, ...(parent === undefined ? {} : { parent }) };
}

function isRecordedElsewhere({ resources }: StateDocument, address: Address, learned: TrackedResource): boolean {
  const keyOf = (resource: TrackedResource, remoteId: string) =>
    formatObjectKey(formatPlaceKey(resource.vendor, resource.place), { ...resource, remoteId });
  const wanted = keyOf(learned, learned.remoteId);
  return Object.entries(resources).some(
    ([other, resource]) => other !== address && listIds(resource).some((id) => keyOf(resource, id) === wanted),
  );
}

function listIds({ remoteId, deposed = [] }: TrackedResource): string[] {
  return [remoteId, ...deposed.map((old) => old.remoteId)];
}
