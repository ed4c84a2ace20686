// Gcore end to end in process: simulator, HTTP, provider, planner, executor and state on one virtual clock.
import { afterEach, describe, expect, it } from "vitest";
import type { Plan } from "../../src/core/plan.ts";
import { isEmptyPlan } from "../../src/core/plan.ts";
import { type Applied, type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;

afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(options: Parameters<typeof startFleet>[0] = {}): Promise<Fleet> {
  fleet = await startFleet({ vendor: "gcore", ...options });
  return fleet;
}

const all = () => [edgeKey(), edge(), edgeSnapshot(), edgeSchedule()];

function outcomes(applied: Applied): string[] {
  return applied.results.map(
    (result) => `${result.operation}: ${result.outcome}${result.message === undefined ? "" : ` (${result.message})`}`,
  );
}

function errorsOf(plan: Plan): string[] {
  return plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary);
}

describe("a VM with its parts", () => {
  it("is made, and the second plan is empty", async () => {
    const { apply, plan } = await start();
    const configuration = sampleConfiguration(all());
    const first = await apply(configuration);
    expect(errorsOf(first.plan)).toEqual([]);
    expect(outcomes(first).filter((line) => !line.endsWith(": done"))).toEqual([]);
    const second = await plan(configuration);
    expect(errorsOf(second)).toEqual([]);
    expect(second.entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
    expect(isEmptyPlan(second)).toBe(true);
  });
});
