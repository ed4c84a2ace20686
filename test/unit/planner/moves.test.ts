import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/executor/record.ts";
import { applyMoves, movePending } from "../../../src/planner/moves.ts";
import { RANGE } from "../../support/sample-desired.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

const moved = [{ from: "vms.a", to: "vms.b", range: RANGE }];
const declared = new Set(["vms.b", "vms.b.volumes.boot"]);

describe("a move", () => {
  it("takes along the disks of a VM that was never made", () => {
    const boot = sampleResource("boot", { type: "volume", parent: "vms.a" });
    const moves = applyMoves(new Map([["vms.a.volumes.boot", boot]]), moved, declared);
    expect(moves.tracked.get("vms.b.volumes.boot")?.parent).toBe("vms.b");
    expect([...moves.mentioned]).toEqual([["vms.a", "vms.b"]]);
  });

  it("takes along a request that is not settled, so that it is not sent for the new address once more", () => {
    const pending = [sampleIntent("a", { phase: "unknown" })];
    const moves = applyMoves(new Map(), moved, declared, ["vms.a"]);
    expect(movePending(pending, moves.mentioned).map((intent) => intent.address)).toEqual(["vms.b"]);
    const document = applyEdits(sampleDocument({ resources: {}, pending }), [
      { kind: "move", from: "vms.a", to: "vms.b" },
    ]);
    expect(document.pending.map((intent) => intent.address)).toEqual(["vms.b"]);
  });

  it("goes on to the first of several, where the target is counted now", () => {
    const moves = applyMoves(new Map([["vms.a", sampleResource("a")]]), moved, new Set(["vms.b[0]", "vms.b[1]"]));
    expect([...moves.tracked.keys()]).toEqual(["vms.b[0]"]);
  });

  it("changes nothing that is mentioned under an address that stays", () => {
    expect(applyMoves(new Map(), moved, declared, ["vms.b", "keys.ops"]).mentioned.size).toBe(0);
  });
});
