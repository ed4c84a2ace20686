// A report of a look for drift with something of each kind in it, for tests of what is made of reports.
import type { DriftReport, SeenDrift } from "../../src/core/drift-report.ts";
import type { FailedLook } from "../../src/core/failed-look.ts";
import type { DriftEntry, FieldChange } from "../../src/core/plan.ts";

export const LOOKED_AT = Date.UTC(2026, 10, 30, 4, 0, 0);
export const HOUR = 3_600_000;

export function driftField(path: string, more: Partial<FieldChange> = {}): FieldChange {
  return {
    path,
    before: undefined,
    after: undefined,
    unknown: false,
    sensitive: false,
    cause: "outside",
    effect: "now",
    ...more,
  };
}

export function seenDrift(address: string, more: Partial<SeenDrift> = {}): SeenDrift {
  return {
    address,
    type: "vm",
    vendor: "gcore",
    class: "conflict",
    fields: [],
    before: {},
    after: {},
    firstSeenMs: LOOKED_AT,
    fieldSince: {},
    ...more,
  };
}

/** Nothing has drifted. */
export function quietReport(more: Partial<DriftReport> = {}): DriftReport {
  return {
    stack: "shop",
    startedMs: LOOKED_AT,
    durationMs: 2500,
    drift: [],
    unmanaged: [],
    surplus: [],
    undecided: [],
    unreadable: [],
    changing: [],
    errors: [],
    findings: [],
    tracked: { "gcore vm": 2, "gcore volume": 3, "serveroid vm": 1 },
    pending: 0,
    debt: 0,
    lastSuccessMs: LOOKED_AT + 2500,
    ...more,
  };
}

/** An entry of a plan as a look sees it. */
export function seen(entry: DriftEntry, firstSeenMs: number = LOOKED_AT): SeenDrift {
  return { ...entry, firstSeenMs, fieldSince: Object.fromEntries(entry.fields.map(({ path }) => [path, firstSeenMs])) };
}

/** Two known findings, and those of today. */
export function driftedReport(more: Partial<DriftReport> = {}): DriftReport {
  const memory = driftField("memory", { before: 1024, after: 2048, unit: "MiB" });
  const password = driftField("password", { before: "hunter2-old", after: "hunter2-new", sensitive: true });
  const drift = [
    seenDrift("vms.web[0]", { vendor: "serveroid", fields: [memory, password], fieldSince: { memory: LOOKED_AT } }),
    seenDrift("vms.db", { class: "vanished", after: null, firstSeenMs: LOOKED_AT - 48 * HOUR }),
    seenDrift("vms.edge", { class: "unhealthy", detail: "it is in rescue mode" }),
    seenDrift("vms.edge", {
      class: "unset",
      fields: [driftField("tags.owner", { before: "a", after: "b" })],
      firstSeenMs: LOOKED_AT - HOUR,
    }),
  ];
  const finding = (key: string, subject: string, firstSeenMs = LOOKED_AT) => ({ key, mark: "1", subject, firstSeenMs });
  return quietReport({
    drift,
    findings: [
      finding("conflict vms.web[0] memory", "vms.web[0]"),
      finding("conflict vms.web[0] password", "vms.web[0]"),
      finding("vanished vms.db", "vms.db", LOOKED_AT - 48 * HOUR),
      finding("unhealthy vms.edge", "vms.edge"),
      finding("unset vms.edge tags.owner", "vms.edge", LOOKED_AT - HOUR),
    ],
    pending: 1,
    debt: 2,
    ...more,
  });
}

export function failedLook(more: Partial<FailedLook> = {}): FailedLook {
  return {
    stack: "shop",
    startedMs: LOOKED_AT,
    durationMs: 700,
    lastSuccessMs: LOOKED_AT - 24 * HOUR,
    errors: [{ severity: "error", code: "state.locked", summary: "the state cannot be read" }],
    ...more,
  };
}
