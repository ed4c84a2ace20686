// The rules of the examination: a result for each check whatever happens, where a clock becomes a problem, what pending work means.
import { describe, expect, it } from "vitest";
import type { Judgement } from "../../../../src/core/finding.ts";
import { judgeOk } from "../../../../src/core/finding.ts";
import type { StateArchive } from "../../../../src/core/state-port.ts";
import { type CheckContext, runCheck } from "../../../../src/run/doctor/check.ts";
import { judgeClock } from "../../../../src/run/doctor/examine-provider.ts";
import { judgeLock } from "../../../../src/run/doctor/judge-lock.ts";
import { judgePending } from "../../../../src/run/doctor/judge-pending.ts";
import { firstOf, formatSpan, joinWords } from "../../../../src/run/doctor/spans.ts";
import { sampleDocument, sampleIntent, sampleResource, sampleSurplus } from "../../../support/sample-state.ts";

const realSleep: CheckContext["clock"]["sleep"] = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Error("aborted"));
    });
  });

const context = (timeoutMs: number): CheckContext => ({
  clock: { now: () => 0, monotonic: () => 0, sleep: realSleep },
  timeoutMs,
  explain: (error) => ({ summary: error instanceof Error ? error.message : "", details: ["why"], fixes: ["do this"] }),
  isOffline: false,
  mayProbe: true,
});
const short = (all: readonly Judgement[]) => all.map(({ code, verdict, summary }) => `${verdict} ${code} ${summary}`);

describe("a check", () => {
  it("that throws is a problem with what to do", async () => {
    const [found] = await runCheck("doctor.x", "x", context(1000), () => Promise.reject(new Error("broken")));
    expect(found).toEqual({
      code: "doctor.x",
      verdict: "problem",
      summary: "broken",
      details: ["why"],
      fixes: ["do this"],
      facts: {},
    });
  });

  it("that hangs is cut, told, and its requests are aborted", async () => {
    let seen: AbortSignal | undefined;
    const found = await runCheck("doctor.x", "x", context(20), (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    });
    expect(short(found)).toEqual(["problem doctor.x no result within 0 s"]);
    expect(seen?.aborted).toBe(true);
  });

  it("that ends in time leaves no timer behind and gives what it found", async () => {
    const running: string[] = [];
    const found = await runCheck(
      "doctor.x",
      "x",
      { ...context(60_000), onRunning: (what, isRunning) => running.push(`${what} ${isRunning}`) },
      async () => [judgeOk("doctor.x", "fine")],
    );
    expect(short(found)).toEqual(["ok doctor.x fine"]);
    expect(running).toEqual(["x true", "x false"]);
  });
});

describe("the clock", () => {
  const judge = (aheadMs: number, withinMs = 500) =>
    judgeClock({ answers: 1, slowestMs: 1, clock: { aheadMs, withinMs } });
  it.each([
    [0, "ok"],
    [30_499, "ok"],
    [30_500, "warning"],
    [-30_500, "warning"],
    [300_499, "warning"],
    [300_500, "problem"],
    [-600_000, "problem"],
  ])("%i ms off: %s", (aheadMs, verdict) => {
    expect(judge(aheadMs).verdict).toBe(verdict);
  });

  it("is judged only as far as it is known", () => {
    expect(judge(40_000, 20_000).verdict).toBe("ok");
    expect(judgeClock({ answers: 1, slowestMs: 1 }).verdict).toBe("skipped");
    expect(judge(-600_000).summary).toBe("this clock is 10 min behind the provider's");
  });
});

describe("pending work", () => {
  const NOW = 1_800_000_000_000;
  const judge = (more: Parameters<typeof sampleDocument>[0], isLocked = false) =>
    judgePending(sampleDocument({ pending: [], ...more }), NOW, isLocked);

  it("none is fine", () => {
    expect(short(judge({}))).toEqual(["ok doctor.pending nothing is pending"]);
  });

  it("tells phase and age of each request, and the way out of an unknown one", () => {
    const pending = [
      sampleIntent("web", { phase: "accepted", sentAtMs: NOW - 3 * 3_600_000 }),
      sampleIntent("db", { phase: "unknown", sentAtMs: NOW - 600_000 }),
    ];
    const [found] = judge({ pending });
    expect(found?.verdict).toBe("warning");
    expect(found?.details).toEqual([
      "vms.web: install web; accepted by the provider, 3 h ago",
      "vms.db: install db; looked for in vain, 10 min ago",
    ]);
    expect(found?.fixes.join("\n")).toMatch(/trueup apply: .*\n.*--assume-absent vms\.db, or --assume-done vms\.db/);
    expect(judge({ pending }, true)[0]?.fixes[0]).toMatch(/wait for its end/);
  });

  it("two where one was ordered is a problem; half-made and replaced objects are warnings", () => {
    const found = judge({
      surplus: [sampleSurplus("vms.web")],
      resources: {
        "vms.web": sampleResource("web", {
          remoteId: "5205",
          halfMade: { reason: "the installation failed", fields: [] },
          deposed: [{ remoteId: "17", name: "web" }],
        }),
      },
    });
    expect(found.map(({ code, verdict }) => `${verdict} ${code}`)).toEqual([
      "ok doctor.pending",
      "problem doctor.surplus",
      "warning doctor.half-made",
      "warning doctor.deposed",
    ]);
    expect(found[1]?.fixes.join()).toContain("--delete-surplus vms.web=5204");
  });
});

describe("a lock", () => {
  const holder = { id: "17", who: "ana", host: "runner", pid: 4, operation: "apply", created: "2026-11-28T10:00:00Z" };
  const backend = (more: Partial<StateArchive>) => more as StateArchive;

  it("whose process is gone needs nothing; another names unlock", async () => {
    const held = { holder: async () => ({ ...holder, jobUrl: "https://ci.example/9" }) };
    const gone = await judgeLock(backend({ ...held, isHolderGone: async () => true }), 60_000, true);
    expect(gone.isHeld).toBe(false);
    expect(gone.judgements[0]?.fixes).toEqual(["nothing to do: the next apply takes the lock over"]);
    const alive = await judgeLock(backend({ ...held, isHolderGone: async () => false }), 60_000, true);
    expect(alive.isHeld).toBe(true);
    expect(alive.judgements[0]?.details).toContain("job https://ci.example/9");
    expect(alive.judgements[0]?.fixes.join()).toContain("trueup unlock 17");
  });

  it("is not taken to look where nothing may be probed", async () => {
    const never = () => Promise.reject(new Error("it was taken"));
    const found = await judgeLock(backend({ holder: never, looksByTaking: true }), 60_000, false);
    expect(found.judgements[0]?.verdict).toBe("skipped");
  });
});

it("spans, words and long lists", () => {
  expect([1500, 45_000, 90_000, 119_999, 600_000, 7_200_000, 172_800_000].map(formatSpan)).toEqual([
    "1.5 s",
    "45 s",
    "90 s",
    "120 s",
    "10 min",
    "2 h",
    "2 days",
  ]);
  expect(joinWords(["a", "b", "c"])).toBe("a, b and c");
  expect(firstOf(["a", "b", "c"], 2)).toEqual(["a", "and 2 more"]);
});
