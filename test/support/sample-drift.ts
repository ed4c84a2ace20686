// A look for drift that has found nothing, and what a test says that it has found.
import type { DriftReport, SeenDrift } from "../../src/core/drift-report.ts";
import type { DriftEntry } from "../../src/core/plan.ts";

/** 2026-11-01 12:00 UTC. */
export const LOOKED_AT = Date.UTC(2026, 10, 1, 12);

export function sampleReport(found: Partial<DriftReport> = {}): DriftReport {
  return {
    stack: "shop-prod",
    startedMs: LOOKED_AT,
    durationMs: 1500,
    drift: [],
    unmanaged: [],
    surplus: [],
    undecided: [],
    unreadable: [],
    changing: [],
    errors: [],
    findings: [],
    tracked: { "serveroid vm": 3 },
    pending: 0,
    debt: 0,
    ...found,
  };
}

export function seen(entry: DriftEntry, firstSeenMs: number = LOOKED_AT): SeenDrift {
  return { ...entry, firstSeenMs, fieldSince: Object.fromEntries(entry.fields.map(({ path }) => [path, firstSeenMs])) };
}
