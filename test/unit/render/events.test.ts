import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../src/core/event.ts";
import { createJsonEvents } from "../../../src/render/json-events.ts";
import { createLiveView } from "../../../src/render/live-view.ts";
import { createTextEvents } from "../../../src/render/text-events.ts";
import { expectGolden, STYLE } from "./golden.ts";
import { mixedPlan } from "./sample-plans.ts";

const web = { address: "vms.web[0]", vendor: "serveroid", action: "create" } as const;
const db = { address: "vms.db", vendor: "serveroid", action: "update", remoteId: "10062" } as const;
const old = { address: "vms.old", vendor: "serveroid", action: "delete", remoteId: "10063" } as const;
const progress = (elapsedMs: number): RunEvent => ({
  type: "progress",
  elapsedMs,
  percentage: elapsedMs / 300,
  ...web,
});

const EVENTS: readonly RunEvent[] = [
  { type: "reading", provider: "serveroid", what: "account" },
  { type: "read", provider: "serveroid", objects: 12 },
  { type: "started", ...web },
  { type: "started", ...db },
  { type: "step", summary: "install Ubuntu 14.04 on Облачный без границ", index: 0, of: 3, ...web },
  ...[3000, 6000, 11_000, 14_000, 21_000].map(progress),
  { type: "progress", elapsedMs: 12_000, waitingFor: "the provider to finish other work on it", ...db },
  {
    type: "settling",
    address: "vms.db",
    message: 'no usable answer to "set the password" (socket hang up): looking whether it happened',
  },
  { type: "settled", address: "vms.db", message: '"set the password" did happen' },
  {
    type: "completed",
    elapsedMs: 42_000,
    warnings: ["it got another address than the last one"],
    ...web,
    remoteId: "10070",
  },
  {
    type: "failed",
    elapsedMs: 5000,
    message: "set memory: not enough memory on the node",
    fault: "quota",
    vendorCode: "18",
    ...db,
  },
  { type: "started", ...old },
  { type: "completed", elapsedMs: 61_000, warnings: [], ...old },
  {
    type: "unknown",
    elapsedMs: 150_000,
    message: "no new VM named web-1 has appeared",
    fix: 'look at the panel; "trueup apply" looks again',
    ...web,
  },
  { type: "still-running", elapsedMs: 1_200_000, message: "the timeout of 20m is over", ...db },
  { type: "blocked", message: "still busy after 1200 s: the VM is locked", ...db },
  {
    type: "skipped",
    because: "vms.db",
    message: "skipped: vms.db was not done",
    address: "snapshots.x",
    vendor: "serveroid",
    action: "create",
  },
  { type: "interrupted", inFlight: 2, graceMs: 8000 },
  { type: "lease-lost", message: "the heartbeat could not be written" },
  {
    type: "diagnostic",
    diagnostic: { severity: "warning", code: "provider.slow", summary: "the provider is slow today" },
  },
];

describe("events as lines", () => {
  it("are Terraform's sentences where it has them", () =>
    expectGolden(`${EVENTS.flatMap(createTextEvents(STYLE)).join("\n")}\n`, "events.txt"));

  it("say that something still runs at most every ten seconds", () => {
    const print = createTextEvents(STYLE);
    const lines = [1000, 9999, 10_000, 19_999, 20_000, 20_001, 45_000].flatMap((elapsedMs) =>
      print(progress(elapsedMs)),
    );
    expect(lines.map((line) => line.replace(/\] \d+%$/, "]"))).toEqual([
      "vms.web[0]: Still creating... [10s elapsed]",
      "vms.web[0]: Still creating... [20s elapsed]",
      "vms.web[0]: Still creating... [45s elapsed]",
    ]);
  });
});

describe("events as JSON", () => {
  const json = createJsonEvents({ version: "0.1.0", now: () => 1_793_534_400_123.456 });

  it("have the shape of Terraform's stream", async () => {
    const messages = [
      json.version(),
      ...json.plan(mixedPlan()),
      ...EVENTS.flatMap((event) => json.event(event)),
      json.summary({ import: 1, add: 2, change: 3, destroy: 4, forget: 0 }, "apply", true),
    ];
    await expect(`${messages.map((message) => JSON.stringify(message)).join("\n")}\n`).toMatchFileSnapshot(
      "../../golden/events.jsonl",
    );
    for (const message of messages)
      expect(message).toMatchObject({
        "@level": expect.stringMatching(/^(info|warn|error)$/),
        "@message": expect.any(String),
        "@module": "trueup.ui",
        "@timestamp": "2026-11-01T12:00:00.123456Z",
        type: expect.any(String),
      });
  });

  it("begin with the version", () => expect(json.version()).toMatchObject({ type: "version", ui: "1.2" }));

  it("follow each failure with a diagnostic that says why", () => {
    const [errored, diagnostic] = json.event({
      type: "failed",
      elapsedMs: 5000,
      message: "no quota",
      fault: "quota",
      ...db,
    });
    expect(errored).toMatchObject({
      type: "apply_errored",
      hook: { error: "no quota", fault: "quota", elapsed_seconds: 5 },
    });
    expect(diagnostic).toMatchObject({
      type: "diagnostic",
      "@level": "error",
      diagnostic: { severity: "error", code: "provider.quota", address: "vms.db" },
    });
  });

  it("say of a check that failed what to do", () => {
    const check = { address: "vms.web[3]", vendor: "serveroid", action: "check" } as const;
    const told = json.event({ type: "failed", elapsedMs: 1000, message: "it is not well", fix: "mend it", ...check });
    expect(told).toMatchObject([
      { type: "apply_errored", "@message": "vms.web[3]: Check errored after 1s", hook: { action: "read" } },
      { type: "diagnostic", diagnostic: { summary: "vms.web[3]: it is not well" } },
    ]);
    expect(JSON.stringify(told)).toContain("rollout.check-failed");
    expect(JSON.stringify(told)).toContain("mend it");
  });

  it("never say complete of what is not", () => {
    const summary = json.summary({ import: 0, add: 1, change: 0, destroy: 0, forget: 0 }, "apply", false);
    expect(summary["@message"]).not.toContain("complete!");
    expect(summary["changes"]).toMatchObject({ add: 1, operation: "apply", complete: false });
  });

  it("keep sensitive outputs to themselves", () => {
    const outputs = json.outputs({
      ip: { value: ["203.0.113.7"], sensitive: false },
      token: { value: "abcdef", sensitive: true },
    });
    expect(outputs["outputs"]).toEqual({
      ip: { sensitive: false, type: ["tuple", ["string"]], value: ["203.0.113.7"] },
      token: { sensitive: true, type: "string" },
    });
  });
});

describe("the live view", () => {
  it("repaints what runs and leaves lines of what ended", () => {
    const view = createLiveView(STYLE, { total: 3 });
    const frames = [
      view.handle({ type: "reading", provider: "serveroid", what: "account" }, 0),
      view.handle({ type: "read", provider: "serveroid", objects: 3 }, 500),
      view.handle({ type: "started", ...web }, 1000),
      view.handle(
        { type: "step", summary: "install Ubuntu 14.04 on Облачный без границ", index: 0, of: 4, ...web },
        1000,
      ),
      view.handle({ type: "started", ...db }, 2000),
      view.handle(progress(9000), 10_000),
      view.handle(
        { type: "progress", elapsedMs: 9000, waitingFor: "the provider to finish other work on it", ...db },
        11_000,
      ),
      view.tick(13_450),
      view.handle({ type: "completed", elapsedMs: 42_000, warnings: [], ...web, remoteId: "10070" }, 43_000),
    ];
    const shown = frames
      .map(({ permanent, frame }) => ["--", ...permanent.map((line) => `> ${line}`), frame].join("\n"))
      .join("\n");
    return expectGolden(`${shown}\n`, "live-view.txt");
  });

  it("fits the terminal", () => {
    const view = createLiveView({ ...STYLE, width: 40, height: 10 });
    for (let index = 0; index < 50; index++)
      view.handle(
        { type: "started", address: `vms.a-rather-long-name-${index}`, vendor: "serveroid", action: "create" },
        0,
      );
    const lines = view.tick(5000).frame.split("\n");
    expect(lines.length).toBeLessThan(10);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.join("\n")).toContain("50 running, 0 done");
  });
});
