// Drift for programs.
import type { DriftReport, SeenDrift } from "../core/drift-report.ts";
import { isFullyKnown } from "../core/drift-report.ts";
import type { JsonObject } from "../core/json.ts";
import type { Attribution, DriftField } from "../core/plan.ts";
import { describeFound, describeSurplus, type ToldSurplus, type Undecided } from "../core/surplus.ts";
import { buildDiagnosticDocument } from "./diagnostic-document.ts";
import { countByClass } from "./format-drift-sections.ts";
import { identifyResource } from "./resource-identity.ts";

export function buildDriftDocument(report: DriftReport, { version }: { readonly version: string }): JsonObject {
  const { drift, unmanaged, surplus, undecided, unreadable, changing, holder, errors } = report;
  return {
    format_version: "1.1",
    timestamp: timeText(report.startedMs),
    duration_ms: report.durationMs,
    trueup_version: version,
    stack: report.stack,
    errored: !isFullyKnown(report),
    drifted: drift.length + surplus.length + undecided.length > 0,
    counts: Object.fromEntries(countByClass(report)),
    drift: drift.map(buildEntry),
    unmanaged: unmanaged.map(({ vendor, object, firstSeenMs }) => ({
      vendor,
      type: `${vendor}_${object.type}`,
      id: object.remoteId,
      name: object.name,
      first_seen: timeText(firstSeenMs),
    })),
    surplus: [
      ...surplus.map((one) => ({ ...buildSurplus(one), first_seen: timeText(one.firstSeenMs) })),
      ...undecided.flatMap((one) =>
        buildUndecided(one).map((item) => ({ ...item, first_seen: timeText(one.firstSeenMs) })),
      ),
    ],
    unreadable: unreadable.map(({ provider, vendor, addresses, code, summary, firstSeenMs }) => ({
      provider,
      vendor,
      addresses: [...addresses],
      code,
      summary,
      first_seen: timeText(firstSeenMs),
    })),
    changing: [...changing],
    lock:
      holder === undefined
        ? null
        : {
            id: holder.id,
            who: holder.who,
            host: holder.host,
            operation: holder.operation,
            created: holder.created,
            ...(holder.jobUrl === undefined ? {} : { job_url: holder.jobUrl }),
          },
    diagnostics: errors.map(buildDiagnosticDocument),
  };
}

/** `id` is the one that nobody asked for, as far as is known; `kept_id` is on record, if one is. */
function buildSurplus(surplus: ToldSurplus): JsonObject {
  const { address, vendor, type, remoteId, keptId, name, isAlone } = surplus;
  const kept = isAlone === true ? null : keptId;
  const { reason, fix } = describeSurplus(surplus);
  return { address, vendor, type: `${vendor}_${type}`, id: remoteId, kept_id: kept, name, reason, fix };
}

/** One item for each object: any of them may be the one to delete. */
function buildUndecided(undecided: Undecided): JsonObject[] {
  const { address, vendor, type, name, found } = undecided;
  const { reason, fix } = describeFound(undecided, found);
  return found.map((id) => ({ address, vendor, type: `${vendor}_${type}`, id, kept_id: null, name, reason, fix }));
}

function buildEntry(entry: SeenDrift): JsonObject {
  const { address, vendor, class: kind, fields, before, after, detail, by, firstSeenMs, fieldSince } = entry;
  return {
    address,
    type: identifyResource(address, vendor).type,
    vendor,
    class: kind,
    first_seen: timeText(firstSeenMs),
    fields: fields.map((field) => buildField(field, fieldSince[field.path] ?? firstSeenMs)),
    before,
    after,
    ...(detail === undefined ? {} : { detail }),
    ...(by === undefined ? {} : { by: buildAttribution(by) }),
  };
}

function buildField({ path, before, after, unit, sensitive, class: kind }: DriftField, sinceMs: number): JsonObject {
  return {
    path,
    ...(kind === undefined ? {} : { class: kind }),
    before: sensitive ? null : (before ?? null),
    after: sensitive ? null : (after ?? null),
    ...(unit === undefined ? {} : { unit }),
    first_seen: timeText(sinceMs),
  };
}

function buildAttribution({ who, what, whenMs }: Attribution): JsonObject {
  return { who, what, ...(whenMs === undefined ? {} : { when: timeText(whenMs) }) };
}

const timeText = (ms: number): string => new Date(ms).toISOString();
