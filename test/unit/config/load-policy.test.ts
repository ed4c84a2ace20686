import { describe, expect, it } from "vitest";
import { combinePolicies, loadPolicy } from "../../../src/config/settings/load-policy.ts";
import { buildMemoryIo, formatDiagnostics } from "./configuration-fixture.ts";

describe("a policy from outside the repository", () => {
  it("has the keys of `policy`", async () => {
    const io = buildMemoryIo({ "limits.yaml": "maxDeletes: 2\nmaxPlanAge: 1h\n", "bad.yaml": "maxDelets: 2\n" });
    expect(await loadPolicy(io, "/stack", "limits.yaml")).toEqual({
      policy: { maxDeletes: 2, maxPlanAgeMs: 3_600_000, publicEnv: [] },
      diagnostics: [],
    });
    expect(formatDiagnostics((await loadPolicy(io, "/stack", "bad.yaml")).diagnostics)).toBe(
      "error config.unknown-field 1:1 policy has no field maxDelets | did you mean maxDeletes?",
    );
    expect(formatDiagnostics((await loadPolicy(io, "/stack", "nix.yaml")).diagnostics)).toContain(
      "--policy nix.yaml cannot",
    );
    const fromEnvironment = await loadPolicy(io, "/stack", "nix.yaml", "TRUEUP_POLICY");
    expect(formatDiagnostics(fromEnvironment.diagnostics)).toContain(
      "config.unreadable - TRUEUP_POLICY nix.yaml cannot",
    );
  });

  it("wins where it is the stricter one", () => {
    const inside = { maxDeletes: 5, maxDeletePercent: 10, assumeAbsentAfterMs: 1000, publicEnv: ["A"] };
    const outside = { maxDeletes: 2, maxDeletePercent: 30, maxPlanAgeMs: 60_000, publicEnv: ["B"] };
    expect(combinePolicies(inside, outside)).toEqual({
      maxDeletes: 2,
      maxDeletePercent: 10,
      maxPlanAgeMs: 60_000,
      publicEnv: ["A"],
    });
    const cheap = { maxMonthlyIncrease: { amount: 5, currency: "EUR", unknown: "warn" as const }, publicEnv: [] };
    const dear = { maxMonthlyIncrease: { amount: 9, currency: "EUR", unknown: "refuse" as const }, publicEnv: [] };
    expect(combinePolicies(cheap, dear).maxMonthlyIncrease).toEqual({ amount: 5, currency: "EUR", unknown: "refuse" });
  });

  it("refuses what could be sent twice if either of them does", () => {
    const combine = (a?: "warn" | "refuse", b?: "warn" | "refuse") =>
      combinePolicies(
        { publicEnv: [], ...(a === undefined ? {} : { intermediaries: a }) },
        { publicEnv: [], ...(b === undefined ? {} : { intermediaries: b }) },
      ).intermediaries;
    expect([combine("refuse", "warn"), combine(undefined, "refuse"), combine("warn"), combine()]).toEqual([
      "refuse",
      "refuse",
      "warn",
      undefined,
    ]);
  });
});
