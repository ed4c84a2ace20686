// From what one look has found to what is told of it: since when each thing is known, and what the next look is to remember. Pure.
import type { Address } from "../../core/address.ts";
import type { DriftFinding, DriftReport, SeenDrift } from "../../core/drift-report.ts";
import { isFullyKnown } from "../../core/drift-report.ts";
import type { Attribution, DriftClass, DriftEntry } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { type DriftMemory, rememberSeen } from "./drift-memory.ts";
import { type Found, findErrors, keyOfField, keyOfWhole, listFindings, type Unseen } from "./list-findings.ts";
import type { ReadForDrift } from "./read-for-drift.ts";

export type FoundDrift = Unseen;

export interface FoundRequest {
  readonly stack: string;
  readonly classes: readonly DriftClass[];
  readonly startedMs: number;
  readonly endedMs: number;
  readonly found: FoundDrift;
  readonly by: ReadonlyMap<Address, Attribution>;
  readonly changing: readonly Address[];
  readonly read: Pick<ReadForDrift, "answered" | "planned" | "current" | "holder">;
}

export function rememberReport(
  memory: DriftMemory,
  request: FoundRequest,
): { readonly report: DriftReport; readonly memory: DriftMemory } {
  const { startedMs, endedMs, changing, by, read } = request;
  const found = { ...request.found, drift: request.found.drift.map((entry) => withAttribution(entry, memory, by)) };
  const errors = (read.planned?.plan.diagnostics ?? []).filter(({ severity }) => severity === "error");
  const listed = [...findErrors(errors, request.stack), ...listFindings(found)].map((one) => ({
    ...one,
    firstSeenMs: firstSeen(memory, one, startedMs),
  }));
  const sinceOf = new Map(listed.map(({ key, firstSeenMs }) => [key, firstSeenMs]));
  const since = (key: string) => sinceOf.get(key) ?? startedMs;
  const isComplete = isFullyKnown({ errors, unreadable: found.unreadable });
  const lastSuccessMs = isComplete ? startedMs : memory.lastSuccessMs;
  const succeeded = lastSuccessMs === undefined ? {} : { lastSuccessMs };
  const report: DriftReport = {
    stack: request.stack,
    startedMs,
    durationMs: Math.max(0, endedMs - startedMs),
    drift: found.drift.map((entry) => withSighting(entry, since)),
    ...withSightings(found, listed),
    changing,
    ...(read.holder === undefined ? {} : { holder: read.holder }),
    errors,
    findings: listed.filter(({ class: kind }) => isTold(kind, request.classes)).map(asFinding),
    tracked: countTracked(read.current),
    pending: read.current?.pending.length ?? 0,
    debt: read.planned?.plan.debt.length ?? 0,
    ...succeeded,
  };
  const hidden = new Set([...changing, ...found.unreadable.flatMap(({ addresses }) => addresses)]);
  // Errors may hide anything.
  const isUnknown = (subject: string) => errors.length > 0 || hidden.has(subject);
  return { report, memory: { ...memory, ...succeeded, seen: rememberSeen(memory, listed, isUnknown) } };
}

/** What one request has made twice, and what could not be read, is told whatever is asked for. */
function isTold(kind: Found["class"], classes: readonly DriftClass[]): boolean {
  return kind === "surplus" || kind === "unreadable" || classes.includes(kind);
}

function firstSeen({ seen }: DriftMemory, { key, mark }: Found, nowMs: number): number {
  const known = Object.hasOwn(seen, key) ? seen[key] : undefined;
  return known !== undefined && known.mark === mark ? Math.min(known.firstSeenMs, nowMs) : nowMs;
}

function withAttribution(entry: DriftEntry, { seen }: DriftMemory, by: ReadonlyMap<Address, Attribution>): DriftEntry {
  const keys = listFindings({ drift: [entry], unmanaged: [], surplus: [], undecided: [], unreadable: [] });
  const remembered = keys.flatMap(({ key, mark }) => (seen[key]?.mark === mark ? (seen[key]?.by ?? []) : []));
  const told = by.get(entry.address) ?? remembered[0];
  return told === undefined ? entry : { ...entry, by: told };
}

function withSighting(entry: DriftEntry, since: (key: string) => number): SeenDrift {
  const { address, class: kind, fields } = entry;
  if (fields.length === 0) return { ...entry, firstSeenMs: since(keyOfWhole(address, kind)), fieldSince: {} };
  const fieldSince = Object.fromEntries(fields.map(({ path }) => [path, since(keyOfField(address, path))]));
  return { ...entry, firstSeenMs: Math.min(...Object.values(fieldSince)), fieldSince };
}

/** Everything but drift has one finding each, in the order in which it is listed. */
function withSightings(
  { unmanaged, surplus, undecided, unreadable }: FoundDrift,
  listed: readonly (Found & { readonly firstSeenMs: number })[],
): Pick<DriftReport, "unmanaged" | "surplus" | "undecided" | "unreadable"> {
  const rest = listed.slice(listed.length - unmanaged.length - surplus.length - undecided.length - unreadable.length);
  const take = <T>(items: readonly T[]): (T & { readonly firstSeenMs: number })[] =>
    items.map((item) => ({ ...item, firstSeenMs: rest.shift()?.firstSeenMs ?? 0 }));
  return {
    unmanaged: take(unmanaged),
    surplus: take(surplus),
    undecided: take(undecided),
    unreadable: take(unreadable),
  };
}

function asFinding({ key, mark, subject, firstSeenMs }: Found & { readonly firstSeenMs: number }): DriftFinding {
  return { key, mark, subject, firstSeenMs };
}

function countTracked(document: StateDocument | undefined): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { vendor, type } of Object.values(document?.resources ?? {}))
    counts[`${vendor} ${type}`] = (counts[`${vendor} ${type}`] ?? 0) + 1;
  return counts;
}
