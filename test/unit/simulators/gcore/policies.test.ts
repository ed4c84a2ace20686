// Lifecycle policies on a clock of the test's own: snapshots come when they are due, and old ones go.
import { describe, expect, it } from "vitest";
import { nextCron } from "../../../../src/simulators/gcore/objects/cron.ts";
import { type Bench, openBench, SAMPLE } from "./gcore-bench.ts";

const ROOT = "/v1/lifecycle_policy/PR";
const HOUR = 3_600_000;
const NIGHTLY = { type: "cron", minute: "15", hour: "2", max_quantity: 2 };

async function policy(
  bench: Bench,
  schedules: object[],
  more: object = {},
): Promise<{ id: number; schedules: { id: string }[] }> {
  const body = { name: "nightly", action: "volume_snapshot", volume_ids: [SAMPLE.data], schedules, ...more };
  return await bench.ok("POST", ROOT, body);
}

const names = async (bench: Bench, query = ""): Promise<string[]> =>
  (await bench.get(`/v1/snapshots/PR${query}`)).results.map((one: { name: string }) => one.name);

describe("gcore policies: calls", () => {
  it("hide their volumes unless told not to", async () => {
    const bench = await openBench();
    const { id } = await policy(bench, [NIGHTLY]);
    expect((await bench.get(`${ROOT}/${id}`)).volumes).toEqual([]);
    expect((await bench.get(`${ROOT}/${id}?need_volumes=true`)).volumes).toEqual([
      { volume_id: SAMPLE.data, volume_name: "legacy-web-data" },
    ]);
    expect((await bench.get(`${ROOT}?need_volumes=true`)).results[0].volumes).toHaveLength(1);
  });

  it("say null for what was not sent, or a star if a quirk says so", async () => {
    const bench = await openBench();
    const [schedule] = (await policy(bench, [NIGHTLY])).schedules;
    expect(schedule).toMatchObject({
      minute: "15",
      day: null,
      timezone: null,
      retention_time: null,
      owner: "lifecycle_policy",
      user_id: 31,
    });
    const other = await openBench({
      seed: { gcore: { quirks: { cronDefaults: "star" }, volumes: [{ id: SAMPLE.data, name: "data", size: 1 }] } },
    });
    expect((await policy(other, [NIGHTLY])).schedules[0]).toMatchObject({ day: "*", timezone: null });
  });

  it.each([
    ["a range", { ...NIGHTLY, hour: "2-4" }],
    ["a step", { ...NIGHTLY, minute: "*/5" }],
    ["an hour too many", { ...NIGHTLY, hour: "24" }],
    ["a weekday by number", { ...NIGHTLY, day_of_week: "1" }],
    ["an unknown time zone", { ...NIGHTLY, timezone: "Mars/Base" }],
    ["an interval of nothing", { type: "interval", hours: 0 }],
    ["no snapshot to keep", { ...NIGHTLY, max_quantity: 0 }],
  ])("refuse %s", async (_what, schedule) => {
    const bench = await openBench();
    const body = { name: "nightly", action: "volume_snapshot", schedules: [schedule] };
    expect(await bench.refusal("POST", ROOT, body)).toBe("400 ValidationError");
  });

  it("name members that the document does not know in the log, and take no notice of them", async () => {
    const bench = await openBench();
    const schedules = [{ ...NIGHTLY, second: "0" }];
    const made = await bench.ok("POST", ROOT, { name: "nightly", action: "volume_snapshot", schedules });
    expect(JSON.stringify(made)).not.toContain("second");
    expect(bench.sim.log.entries().at(-1)?.unknown).toEqual(["schedules.0.second"]);
  });

  it("change by parts, take a volume only once, and have ten schedules at most", async () => {
    const bench = await openBench();
    const { id, schedules } = await policy(bench, [NIGHTLY]);
    const volumes = { volume_ids: [SAMPLE.data, SAMPLE.boot] };
    expect(
      (await bench.ok("PUT", `${ROOT}/${id}/add_volumes_to_policy?need_volumes=true`, volumes)).volumes,
    ).toHaveLength(2);
    await bench.ok("PUT", `${ROOT}/${id}/remove_volumes_from_policy`, { volume_ids: [SAMPLE.boot] });
    await bench.ok("PATCH", `${ROOT}/${id}`, { name: "renamed", status: "paused" });
    await bench.ok("POST", `${ROOT}/${id}/add_schedules`, { schedules: [{ type: "interval", hours: 12 }] });
    await bench.ok("POST", `${ROOT}/${id}/remove_schedules`, { schedule_ids: [schedules[0]?.id] });
    expect(await bench.get(`${ROOT}/${id}?need_volumes=true`)).toMatchObject({
      ...{ name: "renamed", status: "paused", volumes: [{ volume_id: SAMPLE.data }] },
      schedules: [{ type: "interval", hours: 12, max_quantity: 2, owner_id: id }],
    });
    const ten = { schedules: Array.from({ length: 10 }, () => NIGHTLY) };
    expect(await bench.refusal("POST", `${ROOT}/${id}/add_schedules`, ten)).toBe("400 ValidationError");
  });

  it("estimate what they may come to", async () => {
    const bench = await openBench();
    const body = {
      name: "x",
      action: "volume_snapshot",
      schedules: [NIGHTLY, { ...NIGHTLY, max_quantity: 5 }],
      volume_ids: [SAMPLE.data],
    };
    expect(await bench.ok("POST", `${ROOT}/estimate_max_policy_usage`, body)).toMatchObject({
      ...{
        max_volume_snapshot_count_usage: 7,
        max_volume_snapshot_size_usage: 350,
        max_volume_snapshot_sequence_length: 7,
      },
      max_cost: { price_per_month: 10.5, currency_code: "EUR" },
    });
  });
});

describe("gcore policies: at work", () => {
  it("take a snapshot each night and keep as many as they are told to", async () => {
    const bench = await openBench();
    const template = "{volume_id} at {datetime_utc}";
    const { id, schedules } = await policy(bench, [{ ...NIGHTLY, resource_name_template: template }]);
    bench.clock.advance(2 * HOUR);
    expect(await names(bench)).toEqual([]);
    bench.clock.advance(HOUR);
    expect(await names(bench)).toEqual([`${SAMPLE.data} at 2026-01-01T02:15:00Z`]);
    await bench.settle("POST", "/v1/snapshots/PR", { name: "by-hand", volume_id: SAMPLE.data });
    bench.clock.advance(5 * 24 * HOUR);
    expect(await names(bench, `?lifecycle_policy_id=${id}`)).toEqual([
      `${SAMPLE.data} at 2026-01-05T02:15:00Z`,
      `${SAMPLE.data} at 2026-01-06T02:15:00Z`,
    ]);
    expect(await names(bench, `?schedule_id=${schedules[0]?.id}`)).toHaveLength(2);
    expect(await names(bench)).toContain("by-hand");
    const tasks = await bench.get("/v1/tasks?task_type=create_snapshot&limit=1000");
    expect(tasks.results[0]).toMatchObject({ lifecycle_policy_id: id, schedule_id: schedules[0]?.id });
    await bench.ok("DELETE", `${ROOT}/${id}`);
    bench.clock.advance(48 * HOUR);
    expect(await names(bench)).toHaveLength(3);
  });

  it("let snapshots go by age, and rest while paused", async () => {
    const bench = await openBench();
    const { id } = await policy(bench, [
      { type: "interval", hours: 6, max_quantity: 100, retention_time: { days: 1 } },
    ]);
    bench.clock.advance(24 * HOUR + 60_000);
    expect(await names(bench)).toHaveLength(4);
    bench.clock.advance(24 * HOUR);
    expect(await names(bench)).toHaveLength(4);
    await bench.ok("PATCH", `${ROOT}/${id}`, { status: "paused" });
    bench.clock.advance(25 * HOUR);
    expect(await names(bench)).toEqual([]);
  });
});

describe("gcore policies: when a cron schedule is due", () => {
  const FIELDS = { minute: null, hour: null, day: null, month: null, week: null, day_of_week: null, timezone: null };
  const at = (text: string): number => Date.parse(text);
  it.each([
    [{ minute: "15", hour: "2" }, "2026-01-01T02:15:00Z", "2026-01-02T02:15:00.000Z"],
    [{ minute: "0,30" }, "2026-01-01T02:15:00Z", "2026-01-01T02:30:00.000Z"],
    [{ minute: "0", hour: "3", day_of_week: "mon" }, "2026-01-01T00:00:00Z", "2026-01-05T03:00:00.000Z"],
    [{ minute: "0", hour: "0", day: "29", month: "2" }, "2026-01-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    [{ minute: "0", hour: "0", week: "1" }, "2026-02-01T00:00:00Z", "2027-01-04T00:00:00.000Z"],
    [{ minute: "0", hour: "2", timezone: "Europe/Berlin" }, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00.000Z"],
    [{ minute: "0", hour: "2", timezone: "Europe/Berlin" }, "2026-07-01T01:00:00Z", "2026-07-02T00:00:00.000Z"],
    [{ minute: "0", hour: "23", timezone: "America/New_York" }, "2026-01-01T00:00:00Z", "2026-01-01T04:00:00.000Z"],
  ])("%o after %s", (fields, after, expected) => {
    const next = nextCron({ ...FIELDS, ...fields }, at(after));
    expect(new Date(next ?? 0).toISOString()).toBe(expected);
  });

  it("never, if there is no such day", () => {
    expect(nextCron({ ...FIELDS, day: "31", month: "2" }, at("2026-01-01T00:00:00Z"))).toBeUndefined();
  });
});
