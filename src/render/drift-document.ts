// Drift for programs.
import type { JsonObject } from "../core/json.ts";
import type { DriftEntry, FieldChange } from "../core/plan.ts";
import { DRIFT_CLASSES, type UnmanagedObject } from "./format-drift-text.ts";
import { identifyResource } from "./resource-identity.ts";

export interface DriftDocumentContext {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
  readonly stack: string;
}

export function buildDriftDocument(
  drift: readonly DriftEntry[],
  unmanaged: readonly UnmanagedObject[],
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
    drifted: drift.length > 0,
    counts: Object.fromEntries(counts),
    drift: drift.map(buildEntry),
    unmanaged: unmanaged.map(({ vendor, object }) => ({
      vendor,
      type: `${vendor}_${object.type}`,
      id: object.remoteId,
      name: object.name,
    })),
  };
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
