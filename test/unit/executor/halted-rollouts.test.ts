// What a rollout that has stopped keeps from beginning, where a run cannot be made to stop at that very moment.
import { describe, expect, it } from "vitest";
import type { OperationResult } from "../../../src/core/event.ts";
import type { Operation } from "../../../src/core/step.ts";
import { listHalted } from "../../../src/executor/halted-rollouts.ts";

const operation = (id: string, more: Partial<Operation> = {}): Operation => ({
  id,
  action: "update",
  address: id.split(" ")[1] ?? "",
  type: "vm",
  vendor: "serveroid",
  provider: "serveroid",
  account: "serveroid/1",
  place: { account: "1" },
  name: "",
  exclusive: [],
  needs: [],
  fields: [],
  steps: [],
  timeoutMs: 1000,
  rollout: { group: "vms.web", part: "wave" },
  ...more,
});

const FAILED = operation("check vms.web[0]", { action: "check" });
const SNAPSHOT = operation("create snapshots.before", { action: "create", type: "snapshot", parent: "vms.web[1]" });
const DELETE = operation("delete vms.web[1]", { action: "delete", needs: [SNAPSHOT.id] });
const CREATE = operation("create vms.web[1]", { action: "create", needs: [DELETE.id] });
const GONE = operation("delete vms.web_left[1]", {
  action: "delete",
  needs: [CREATE.id],
  rollout: { group: "vms.web", part: "wave", machine: "vms.web[1]" },
});

function halted(done: readonly Operation[], more: readonly Operation[] = []): string[] {
  const operations = [FAILED, SNAPSHOT, DELETE, CREATE, ...more];
  const results = new Map<string, OperationResult>(
    [FAILED, ...done].map(({ id, address, action }) => {
      const outcome = id === FAILED.id ? "failed" : "done";
      return [id, { operation: id, address, action, outcome, message: "" }];
    }),
  );
  const waiting = operations.filter(({ id }) => !results.has(id));
  return listHalted({ operations, waiting, running: new Map(), results }).map((one) => one.operation.id);
}

describe("once a check of the group has failed", () => {
  it("a machine that is deleted is made anew", () => {
    expect(halted([SNAPSHOT, DELETE])).toEqual([]);
  });

  it("a machine of which there is no more than the snapshot before it stays", () => {
    expect(halted([SNAPSHOT])).toEqual([DELETE.id, CREATE.id]);
  });

  it("what a machine has left behind in another place goes if its new one was begun, and stays if not", () => {
    expect(halted([SNAPSHOT, DELETE, CREATE], [GONE])).toEqual([]);
    expect(halted([SNAPSHOT], [GONE])).toEqual([DELETE.id, CREATE.id, GONE.id]);
  });
});
