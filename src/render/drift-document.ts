// Drift for programs.
import type { JsonObject } from "../core/json.ts";
import type { DriftEntry, FieldChange } from "../core/plan.ts";
import { describeFound, describeSurplus, type ToldSurplus, type Undecided } from "../core/surplus.ts";
import { DRIFT_CLASSES, type DriftReport } from "./format-drift-text.ts";
import { identifyResource } from "./resource-identity.ts";

export interface DriftDocumentContext {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
  readonly stack: string;
}

export function buildDriftDocument(
  { drift, unmanaged, surplus, undecided, errors = 0 }: DriftReport,
  context: DriftDocumentContext,
): JsonObject {
  const counts = DRIFT_CLASSES.map(
    (kind) =>
      [kind, kind === "unmanaged" ? unmanaged.length : drift.filter((entry) => entry.class === kind).length] as const,
  );
  return {
    format_version: "1.0",
    timestamp: context.timestamp,
    trueup_version: context.version,
    stack: context.stack,
    errored: errors > 0,
    drifted: drift.length + surplus.length + undecided.length > 0,
    counts: Object.fromEntries(counts),
    drift: drift.map(buildEntry),
    unmanaged: unmanaged.map(({ vendor, object }) => ({
      vendor,
      type: `${vendor}_${object.type}`,
      id: object.remoteId,
      name: object.name,
    })),
    surplus: [...surplus.map(buildSurplus), ...undecided.flatMap(buildUndecided)],
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

function buildEntry({ address, vendor, class: kind, fields, before, after, detail }: DriftEntry): JsonObject {
  return {
    address,
    type: identifyResource(address, vendor).type,
    vendor,
    class: kind,
    fields: fields.map(buildField),
    before,
    after,
    ...(detail === undefined ? {} : { detail }),
  };
}

function buildField({ path, before, after, unit, sensitive }: FieldChange): JsonObject {
  return {
    path,
    before: sensitive ? null : (before ?? null),
    after: sensitive ? null : (after ?? null),
    ...(unit === undefined ? {} : { unit }),
  };
}
