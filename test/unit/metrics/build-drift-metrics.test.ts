import { describe, expect, it } from "vitest";
import type { DriftReport } from "../../../src/core/drift-report.ts";
import type { FailedLook } from "../../../src/core/failed-look.ts";
import { buildDriftMetrics } from "../../../src/metrics/build-drift-metrics.ts";
import { driftedReport, failedLook, HOUR, LOOKED_AT, quietReport } from "../../support/sample-drift.ts";

const VERSION = { version: "0.1.0" };
const build = (...looks: (DriftReport | FailedLook)[]) => buildDriftMetrics(looks, VERSION);
const samplesOf = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const headsOf = (text: string) => text.split("\n").filter((line) => line.startsWith("#"));

/** Frozen: two files with other HELP texts for one name, and node_exporter leaves one of the files out. */
const HEADS = `# HELP trueup_build_info The version of trueup that wrote this; always 1.
# TYPE trueup_build_info gauge
# HELP trueup_drift_last_run_timestamp_seconds When the last look for drift ended, whether it succeeded or not.
# TYPE trueup_drift_last_run_timestamp_seconds gauge
# HELP trueup_drift_last_success_timestamp_seconds When a look for drift last ended without an error and with every provider read; 0: never.
# TYPE trueup_drift_last_success_timestamp_seconds gauge
# HELP trueup_drift_last_run_duration_seconds How long the last look for drift took.
# TYPE trueup_drift_last_run_duration_seconds gauge
# HELP trueup_drift_last_run_success 1 where the last look for drift had no error and every provider was read, else 0.
# TYPE trueup_drift_last_run_success gauge
# HELP trueup_drift_resources Resources that have drifted, by class.
# TYPE trueup_drift_resources gauge
# HELP trueup_drift_oldest_first_seen_timestamp_seconds When the oldest drift that is still there was first seen; 0: there is none.
# TYPE trueup_drift_oldest_first_seen_timestamp_seconds gauge
# HELP trueup_drift_unreadable_providers Provider entries that could not be read, so that nothing is known of what is there.
# TYPE trueup_drift_unreadable_providers gauge
# HELP trueup_resources Resources that the state tracks.
# TYPE trueup_resources gauge
# HELP trueup_pending_operations Requests whose outcome is not settled yet.
# TYPE trueup_pending_operations gauge
# HELP trueup_debt_resources Resources that need a rebuild or a replacement to be as YAML says.
# TYPE trueup_debt_resources gauge
# HELP trueup_state_locked 1 where another run held the lock of the state during the look, else 0.
# TYPE trueup_state_locked gauge`.split("\n");

describe("metrics of a look for drift", () => {
  it("have the names, types and HELP texts that were promised, whatever was found", async () => {
    for (const text of [await build(quietReport()), await build(driftedReport(), failedLook({ stack: "b" }))])
      expect(headsOf(text)).toEqual(HEADS);
  });

  it("tell 0 where there is nothing", async () => {
    const text = await build(quietReport());
    expect(text.endsWith("\n")).toBe(true);
    expect(samplesOf(text)).toEqual([
      'trueup_build_info{version="0.1.0"} 1',
      'trueup_drift_last_run_timestamp_seconds{stack="shop"} 1796011202.5',
      'trueup_drift_last_success_timestamp_seconds{stack="shop"} 1796011202.5',
      'trueup_drift_last_run_duration_seconds{stack="shop"} 2.5',
      'trueup_drift_last_run_success{stack="shop"} 1',
      'trueup_drift_resources{stack="shop",class="conflict"} 0',
      'trueup_drift_resources{stack="shop",class="vanished"} 0',
      'trueup_drift_resources{stack="shop",class="replaced"} 0',
      'trueup_drift_resources{stack="shop",class="unset"} 0',
      'trueup_drift_resources{stack="shop",class="agreed"} 0',
      'trueup_drift_resources{stack="shop",class="unhealthy"} 0',
      'trueup_drift_resources{stack="shop",class="unmanaged"} 0',
      'trueup_drift_resources{stack="shop",class="provider-event"} 0',
      'trueup_drift_resources{stack="shop",class="doubled"} 0',
      'trueup_drift_resources{stack="shop",class="left-over"} 0',
      'trueup_drift_oldest_first_seen_timestamp_seconds{stack="shop"} 0',
      'trueup_drift_unreadable_providers{stack="shop"} 0',
      'trueup_resources{stack="shop",provider="gcore",kind="key"} 0',
      'trueup_resources{stack="shop",provider="gcore",kind="vm"} 2',
      'trueup_resources{stack="shop",provider="gcore",kind="snapshot"} 0',
      'trueup_resources{stack="shop",provider="gcore",kind="schedule"} 0',
      'trueup_resources{stack="shop",provider="gcore",kind="volume"} 3',
      'trueup_resources{stack="shop",provider="gcore",kind="interface"} 0',
      'trueup_resources{stack="shop",provider="gcore",kind="floatingIp"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="key"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="vm"} 1',
      'trueup_resources{stack="shop",provider="serveroid",kind="snapshot"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="schedule"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="volume"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="interface"} 0',
      'trueup_resources{stack="shop",provider="serveroid",kind="floatingIp"} 0',
      'trueup_pending_operations{stack="shop"} 0',
      'trueup_debt_resources{stack="shop"} 0',
      'trueup_state_locked{stack="shop"} 0',
    ]);
  });

  it("count each address once a class, objects made twice and those left over, and name no resource", async () => {
    const made = {
      address: "vms.web[0]",
      vendor: "serveroid",
      type: "vm",
      remoteId: "8",
      keptId: "7",
      name: "web-0",
      place: { fingerprint: "f" },
      firstSeenMs: LOOKED_AT,
    } as unknown as DriftReport["surplus"][number];
    const drifted = driftedReport();
    const text = await build(
      driftedReport({
        drift: [...drifted.drift, ...drifted.drift.slice(0, 1)],
        surplus: [made, { ...made, remoteId: "9", isAlone: true }],
        undecided: [
          { address: "vms.x", vendor: "gcore", type: "vm", name: "x", found: ["1", "2"], firstSeenMs: LOOKED_AT },
        ],
        holder: { id: "1", who: "ops", host: "ci", pid: 1, operation: "apply", created: "2026-11-30T04:00:00Z" },
      }),
    );
    const of = (kind: string) => new RegExp(`^trueup_drift_resources\\{stack="shop",class="${kind}"\\} (.*)$`, "m");
    const counts = ["conflict", "vanished", "unhealthy", "unset", "doubled", "left-over"].map(
      (kind) => of(kind).exec(text)?.[1],
    );
    expect(counts).toEqual(["1", "1", "1", "1", "2", "1"]);
    expect(text).toContain(
      `trueup_drift_oldest_first_seen_timestamp_seconds{stack="shop"} ${(LOOKED_AT - 48 * HOUR) / 1000}\n`,
    );
    expect(text).toContain('trueup_state_locked{stack="shop"} 1\n');
    expect(text).toContain('trueup_pending_operations{stack="shop"} 1\n');
    expect(text).toContain('trueup_debt_resources{stack="shop"} 2\n');
    expect(text).not.toMatch(/vms\.|hunter2/);
  });

  it("are no success where something could not be read", async () => {
    const unreadable = {
      provider: "gcore.backup",
      vendor: "gcore",
      addresses: ["vms.edge"],
      code: "provider.unauthorised",
      summary: "no",
      firstSeenMs: LOOKED_AT,
    };
    const { lastSuccessMs: _never, ...partly } = quietReport({ unreadable: [unreadable] });
    const text = await build(partly);
    expect(text).toContain('trueup_drift_last_run_success{stack="shop"} 0\n');
    expect(text).toContain('trueup_drift_last_success_timestamp_seconds{stack="shop"} 0\n');
    expect(text).toContain('trueup_drift_unreadable_providers{stack="shop"} 1\n');
  });

  it("of a look that failed tell its end and the last success, and nothing of what is not known", async () => {
    expect(samplesOf(await build(failedLook()))).toEqual([
      'trueup_build_info{version="0.1.0"} 1',
      'trueup_drift_last_run_timestamp_seconds{stack="shop"} 1796011200.7',
      'trueup_drift_last_success_timestamp_seconds{stack="shop"} 1795924800',
      'trueup_drift_last_run_duration_seconds{stack="shop"} 0.7',
      'trueup_drift_last_run_success{stack="shop"} 0',
    ]);
  });

  it("of many stacks stand together, each series once; of one stack the last look counts", async () => {
    const text = await build(driftedReport(), quietReport({ stack: "blog" }), failedLook());
    const names = samplesOf(text).map((line) => line.slice(0, line.lastIndexOf(" ")));
    expect(new Set(names).size).toBe(names.length);
    expect(text).toContain('trueup_drift_last_run_success{stack="blog"} 1\n');
    expect(text).toContain('trueup_drift_last_run_success{stack="shop"} 0\n');
    expect(text).not.toContain('trueup_drift_resources{stack="shop"');
  });

  it("escape what a label may not hold, and are one line a sample", async () => {
    const stack = 'a"b\\c\nd\r\u0000\u001b[31me\ud800f\u2028g\u{1f600}';
    const text = await build(failedLook({ stack }));
    expect(text).toContain(
      'trueup_drift_last_run_success{stack="a\\"b\\\\c\\nd\ufffd\ufffd\ufffd[31me\ufffdf\ufffdg\u{1f600}"} 0\n',
    );
    expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
    // Not even a timestamp: node_exporter refuses the whole file then.
    expect(samplesOf(text).every((line) => /^[a-z_]+\{.*\} [0-9.]+$/.test(line))).toBe(true);
  });

  it("without any stack are valid, too", async () => {
    expect(samplesOf(await build())).toEqual(['trueup_build_info{version="0.1.0"} 1']);
  });
});
