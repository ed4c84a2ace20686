// What the states of Gcore's objects mean: for changes, and for the people who look after them.
import { describe, expect, it } from "vitest";
import {
  ADDRESS_STATES,
  conditionOf,
  SNAPSHOT_STATES,
  VM_STATES,
  VOLUME_STATES,
} from "../../../../src/providers/gcore/conditions.ts";

describe("a machine", () => {
  for (const [status, condition] of [
    ["ACTIVE", "ready"],
    ["SHUTOFF", "ready"],
    ["SUSPENDED", "ready"],
    ["BUILD", "busy"],
    ["RESIZE", "busy"],
  ] as const)
    it(`${status} is no trouble`, () => {
      expect(conditionOf({ status }, VM_STATES)).toEqual({ condition });
    });

  for (const status of ["ERROR", "RESCUE", "PAUSED", "SHELVED", "SHELVED_OFFLOADED", "UNKNOWN"])
    it(`${status} is told, and nothing is sent`, () => {
      const { condition, trouble } = conditionOf({ status }, VM_STATES);
      expect([condition, trouble]).toEqual(["blocked", expect.stringContaining(status)]);
    });

  it("is believed its vm_state where its status hides it", () => {
    expect(conditionOf({ status: "ACTIVE", vm_state: "rescued" }, VM_STATES).trouble).toContain("rescued");
    expect(conditionOf({ status: "ACTIVE", vm_state: "resized" }, VM_STATES).trouble).toBeUndefined();
  });

  it("in an error is told also while a task holds it", () => {
    const row = { status: "ERROR", task_id: "1" };
    expect(conditionOf(row, VM_STATES)).toMatchObject({ condition: "busy", trouble: expect.stringContaining("ERROR") });
  });

  it("that is isolated is told with the reason", () => {
    const row = { status: "ACTIVE", instance_isolation: { reason: "abuse" } };
    expect(conditionOf(row, VM_STATES).trouble).toBe("Gcore has isolated it: abuse");
  });
});

describe("other objects", () => {
  it("a volume or a snapshot in an error can still be deleted", () => {
    for (const [row, states] of [
      [{ status: "error" }, VOLUME_STATES],
      [{ status: "error_extending" }, VOLUME_STATES],
      [{ status: "error_deleting" }, SNAPSHOT_STATES],
      [{ status: "ERROR" }, ADDRESS_STATES],
    ] as const)
      expect(conditionOf(row, states)).toMatchObject({ isBroken: true, trouble: expect.stringContaining(row.status) });
  });

  it("a volume in maintenance is told", () => {
    expect(conditionOf({ status: "maintenance" }, VOLUME_STATES).trouble).toContain("maintenance");
  });
});
