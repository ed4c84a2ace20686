import { describe, expect, it } from "vitest";
import type { WatchEvent } from "../../../src/core/watch-event.ts";
import { buildWatchEventDocument, formatWatchEvent } from "../../../src/render/format-watch.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";
import { formatWatchMetrics } from "../../../src/render/watch-metrics.ts";
import { text } from "../../support/dedent.ts";

const SHOP = { stack: "shop", folder: "/srv/shop" };
const EVENTS: readonly WatchEvent[] = [
  { type: "watch-started", stacks: 1, intervalMs: 900_000, applies: [] },
  { type: "watch-started", stacks: 2, intervalMs: 90_000, applies: ["update", "create"], url: "http://[::1]:9464" },
  { type: "stack-added", ...SHOP },
  {
    ...{ type: "drift-found", ...SHOP, standing: 1 },
    findings: [
      { subject: "vms.web", text: 'conflict: power "on" -> "off"' },
      { subject: "vms.db", text: "vanished \u001b[31m\nred" },
    ],
  },
  { type: "drift-resolved", ...SHOP, subjects: ["vms.web"], standing: 0 },
  {
    ...{ type: "look-failed", ...SHOP, forMs: 900_000 },
    errors: [{ severity: "error", code: "provider.unavailable", summary: "gcore: HTTP 502", fix: "run it again" }],
  },
  { type: "look-recovered", ...SHOP },
  { type: "account-backing-off", account: "gcore at api.gcore.com", forMs: 913_400, failures: 1 },
  {
    ...{ type: "held-back", ...SHOP },
    changes: [{ address: "vms.db", action: "create", reason: "it has vanished", fix: "trueup apply" }],
  },
  { type: "apply-started", ...SHOP, changes: ["update vms.web"] },
  {
    ...{ type: "apply-ended", ...SHOP, outcome: "undone", done: ["update vms.web"], tookMs: 1234, errors: [] },
    left: [{ address: "vms.db", message: "busy" }],
  },
  {
    ...{ type: "apply-ended", ...SHOP, outcome: "refused", done: [], left: [], tookMs: 0 },
    errors: [{ severity: "error", code: "guard.max-deletes", summary: "3 destructive steps" }],
  },
  {
    ...{ type: "stack-locked", ...SHOP },
    holder: { id: "1", who: "ann", host: "laptop", pid: 1, operation: "apply", created: "2026-11-30T11:59:00Z" },
  },
  { type: "cycles-skipped", count: 2 },
  { type: "watch-stopping", applies: 1 },
  { type: "stack-removed", ...SHOP },
  { type: "trouble", text: "something" },
  { type: "watch-ended", cycles: 1 },
];
const TIME = "2026-11-30T12:00:00.123Z";

it("each is one line with its time, and what comes from others does no harm", () => {
  const lines = EVENTS.map((event) => formatWatchEvent(event, TIME, PLAIN_STYLE)).join("");
  expect(lines.replaceAll("2026-11-30T12:00:00Z ", "").trimEnd()).toBe(text`
    watching 1 stack every 15m, looks only
    watching 2 stacks every 1m30s, applies update, create, http://[::1]:9464/healthz and /metrics
    shop: new, in /srv/shop
    shop: drift vms.web: conflict: power "on" -> "off"
    shop: drift vms.db: vanished  red
    shop: resolved vms.web
    shop: failed gcore: HTTP 502 [provider.unavailable] (run it again)
    shop: works again
    gcore at api.gcore.com: left alone for 15m13s, with all its stacks
    shop: left to you create vms.db: it has vanished (trueup apply)
    shop: applying update vms.web
    shop: not all applied update vms.web (1.2 s)
    shop: vms.db: busy
    shop: not applied
    shop: 3 destructive steps [guard.max-deletes]
    shop: locked by ann on laptop (apply, since 2026-11-30 11:59:00 UTC); left for the next cycle
    2 cycles were skipped: the last one took too long
    stopping: 1 under way, what is in flight is awaited
    shop: gone, with /srv/shop
    warning: something
    ended after 1 cycle
  `);
});

describe("for programs", () => {
  it("each is one object of the stream", () => {
    const documents = EVENTS.map((event) => buildWatchEventDocument(event, TIME));
    expect(documents[5]).toEqual({
      "@level": "warn",
      "@message": "shop: failed gcore: HTTP 502 [provider.unavailable] (run it again)",
      "@module": "trueup.watch",
      "@timestamp": TIME,
      type: "look_failed",
      ...SHOP,
      forMs: 900_000,
      errors: [
        {
          ...{ severity: "error", code: "provider.unavailable", summary: "gcore: HTTP 502", detail: "" },
          fix: "run it again",
        },
      ],
    });
    expect(documents.every((document) => document["@message"] !== "")).toBe(true);
  });

  it("metrics: each family once, with help and type", () => {
    const metrics = formatWatchMetrics({
      ...{ intervalMs: 900_000, cycles: 3, skippedCycles: 1, lastCycleAt: TIME, lastCycleMs: 1500 },
      ...{ looks: { succeeded: 5, failed: 1 }, applies: { done: 2 }, appliesRunning: 1 },
      backedOff: { stacks: 1, accounts: 0, applies: 0 },
      stacks: [
        { condition: "clean", heldBack: 0 },
        { condition: "drift", heldBack: 2 },
      ],
    });
    const families = [...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(new Set(families).size).toBe(families.length);
    expect(metrics.split("\n").filter((line) => !line.startsWith("#"))).toEqual([
      "trueup_watch_cycles_total 3",
      "trueup_watch_cycles_skipped_total 1",
      "trueup_watch_interval_seconds 900",
      "trueup_watch_last_cycle_timestamp_seconds 1796040000.123",
      "trueup_watch_last_cycle_duration_seconds 1.5",
      'trueup_watch_stacks{condition="waiting"} 0',
      'trueup_watch_stacks{condition="clean"} 1',
      'trueup_watch_stacks{condition="drift"} 1',
      'trueup_watch_stacks{condition="failed"} 0',
      'trueup_watch_looks_total{result="succeeded"} 5',
      'trueup_watch_looks_total{result="failed"} 1',
      'trueup_watch_applies_total{result="done"} 2',
      "trueup_watch_applies_running 1",
      "trueup_watch_held_back 2",
      'trueup_watch_backed_off{what="stacks"} 1',
      'trueup_watch_backed_off{what="accounts"} 0',
      'trueup_watch_backed_off{what="applies"} 0',
      "",
    ]);
  });
});
