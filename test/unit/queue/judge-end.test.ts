import { describe, expect, it } from "vitest";
import { judgeEnd } from "../../../src/queue/judge-end.ts";

const end = (code: number | null, err = "", out = "") => ({ code, signal: code === null ? "SIGKILL" : null, err, out });

describe("judgeEnd", () => {
  it.each([
    ["plan", 0, "done", false],
    ["plan", 2, "finding", false],
    ["drift", 2, "finding", false],
    ["apply", 0, "done", true],
    ["apply", 2, "failed", true],
    ["apply", 3, "again", true],
    ["apply", 4, "failed", true],
    ["apply", 5, "again", false],
    ["apply", 143, "again", true],
    ["apply", null, "again", true],
    ["apply", 7, "failed", true],
  ] as const)("%s with exit code %s: %s", (act, code, outcome, mayHaveChanged) =>
    expect(judgeEnd(act, end(code))).toMatchObject({ outcome, mayHaveChanged }),
  );

  it.each([
    ["error[provider.unavailable]: x", "again"],
    ["error[provider.rate-limited]: x", "again"],
    ["error[state.unwritable]: x", "again"],
    ["error[system.ENOSPC]: x", "again"],
    ["error[provider.unauthorised]: x", "failed"],
    ["error[provider.quota]: x", "failed"],
    ["error[guard.deletes]: x", "failed"],
    ["error[config.unknown-field]: x", "failed"],
    ["error[state.corrupt]: x", "failed"],
    ["error[internal]: x", "failed"],
    ["error[provider.unavailable]: x\n\nerror[guard.deletes]: y", "failed"],
    ["warning[config.x]: x\nerror[provider.timed-out]: y", "again"],
    ["  error[guard.x]: a text of the provider's\nerror[provider.busy]: y", "again"],
  ])("exit code 1 with %j: %s, and nothing was changed", (err, outcome) =>
    expect(judgeEnd("apply", end(1, err))).toMatchObject({ outcome, mayHaveChanged: false }),
  );

  it("exit code 1 without a word says nothing of what was changed", () => {
    expect(judgeEnd("apply", end(1, ""))).toMatchObject({ outcome: "again", mayHaveChanged: true });
    expect(judgeEnd("plan", end(1, ""))).toMatchObject({ outcome: "again", mayHaveChanged: false });
  });

  it("tells the first error with what was wrapped of it, and no more", () => {
    const err =
      "serveroid: Reading\nerror[provider.unavailable]: GET /api/v1/tenant at x: connection\n  refused\n  fix: run it again\n";
    expect(judgeEnd("plan", end(1, err)).text).toBe(
      "error[provider.unavailable]: GET /api/v1/tenant at x: connection refused",
    );
  });

  it("tells the summary", () => {
    const out = "Changes\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n\nOutputs\n";
    expect(judgeEnd("plan", end(2, "", out)).text).toBe("Plan: 1 to add, 0 to change, 0 to destroy.");
  });
});
