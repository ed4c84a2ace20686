// What an apply says of a rollout that has stopped.
import { expect, it } from "vitest";
import type { OperationResult } from "../../../src/core/event.ts";
import type { PlannedRollout } from "../../../src/core/rollout.ts";
import { formatApplySummary } from "../../../src/render/format-apply-summary.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";
import { text } from "../../support/dedent.ts";
import { mixedPlan } from "./sample-plans.ts";

const at = (index: number): string => `vms.web[${index}]`;
const rollout: PlannedRollout = {
  group: "vms.web",
  batch: 1,
  waitMs: 0,
  check: "tcp 22",
  waves: [0, 1, 2, 3].map((index) => [at(index)]),
  asked: { [at(2)]: "replace", [at(3)]: "rebuild" },
  made: [],
  others: [],
};
const result = (action: "update" | "check", index: number, outcome: OperationResult["outcome"]): OperationResult => ({
  operation: `${action} ${at(index)}`,
  address: at(index),
  action,
  outcome,
});

it("says where it stopped, what is done, what is left, and which flags are to be given again", () => {
  const results = [
    result("update", 0, "done"),
    result("check", 0, "done"),
    result("update", 1, "done"),
    result("check", 1, "failed"),
    ...[2, 3].flatMap((index) => [result("update", index, "skipped"), result("check", index, "skipped")]),
  ];
  const summary = formatApplySummary(results, { ...mixedPlan(), rollouts: [rollout] }, "apply", PLAIN_STYLE);
  expect(summary).toContain(text`
    Stopped in the middle of its waves
      vms.web: stopped at vms.web[1]; done: vms.web[0]; as they were: vms.web[2,3]
        next: YAML does not ask for those that are left: trueup apply --replace
              'vms.web[2]' --rebuild 'vms.web[3]'
  `);
});

it("takes what an interrupt has kept from beginning for as it was", () => {
  const results = [
    result("update", 0, "done"),
    result("check", 0, "interrupted"),
    ...[1, 2, 3].map((index) => ({ ...result("update", index, "interrupted"), message: "not started" })),
  ];
  const plan = { ...mixedPlan(), rollouts: [{ ...rollout, asked: {} }] };
  expect(formatApplySummary(results, plan, "apply", PLAIN_STYLE)).toContain(
    "vms.web: stopped at vms.web[0]; done: none; as they were: vms.web[1..3]",
  );
});
