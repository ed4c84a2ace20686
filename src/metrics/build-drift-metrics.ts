// Looks for drift, of one stack or of many, as Prometheus' text format: no timestamps on samples, a last line break, each series
// once. No resource has a label: a fleet of thousands is ten series.
import { Gauge, Registry } from "prom-client";

import type { ResourceType } from "../core/address.ts";
import { countDrift } from "../core/count-drift.ts";
import { type DriftReport, isFullyKnown } from "../core/drift-report.ts";
import type { FailedLook } from "../core/failed-look.ts";
import { GAUGES, type GaugeKey } from "./drift-gauges.ts";

type Labels = Readonly<Record<string, string>>;
type Put = (key: GaugeKey, labels: Labels, value: number) => void;

const KINDS: readonly ResourceType[] = ["key", "vm", "snapshot", "schedule", "volume", "interface", "floatingIp"];

/**
 * Of several looks at one stack only the last one counts. A look that failed altogether tells that it did and when one last
 * succeeded; what has drifted is not known then, and not told: 0 would say that nothing has.
 */
export async function buildDriftMetrics(
  looks: readonly (DriftReport | FailedLook)[],
  { version }: { readonly version: string },
): Promise<string> {
  const registry = new Registry();
  const gauges = Object.fromEntries(
    Object.entries(GAUGES).map(([key, { name, help, labels }]) => [
      key,
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  ) as Record<GaugeKey, Gauge>;
  const put: Put = (key, labels, value) =>
    gauges[key].set(Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, cleanLabel(text)])), value);
  put("buildInfo", { version }, 1);
  const last = new Map(looks.map((look) => [cleanLabel(look.stack), look]));
  for (const look of last.values()) {
    putEnd(look, put);
    if ("drift" in look) putReport(look, put);
  }
  return await registry.metrics();
}

function putEnd(look: DriftReport | FailedLook, put: Put): void {
  const { stack, startedMs, durationMs, lastSuccessMs = 0 } = look;
  put("lastRun", { stack }, (startedMs + durationMs) / 1000);
  put("lastSuccess", { stack }, lastSuccessMs / 1000);
  put("lastDuration", { stack }, durationMs / 1000);
  put("lastOutcome", { stack }, "drift" in look && isFullyKnown(look) ? 1 : 0);
}

function putReport(report: DriftReport, put: Put): void {
  const { stack, findings, unreadable, tracked, pending, debt, holder } = report;
  for (const [kind, count] of Object.entries(countDrift(report))) put("drifted", { stack, class: kind }, count);
  const oldestMs = findings.reduce(
    (oldest, { firstSeenMs }) => Math.min(oldest, firstSeenMs),
    Number.POSITIVE_INFINITY,
  );
  put("oldest", { stack }, Number.isFinite(oldestMs) ? oldestMs / 1000 : 0);
  put("unreadable", { stack }, unreadable.length);
  put("pending", { stack }, pending);
  put("debt", { stack }, debt);
  put("locked", { stack }, holder === undefined ? 0 : 1);
  for (const [vendor, kinds] of groupTracked(tracked))
    for (const [kind, count] of kinds) put("tracked", { stack, provider: vendor, kind }, count);
}

/** Of each vendor all kinds: the last volume that goes leaves a 0. */
function groupTracked(tracked: DriftReport["tracked"]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const vendors = new Map<string, Map<string, number>>();
  for (const [name, count] of Object.entries(tracked)) {
    const [vendor = "", kind = ""] = name.split(" ");
    const kinds = vendors.get(vendor) ?? new Map(KINDS.map((one) => [one, 0]));
    vendors.set(vendor, kinds.set(kind, count));
  }
  return vendors;
}

/** The format escapes quotes, backslashes and line breaks only; half a surrogate pair is no UTF-8 at all. */
function cleanLabel(text: string): string {
  return text.replace(UNFIT, "\ufffd");
}

const UNFIT =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
