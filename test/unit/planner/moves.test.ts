import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/executor/record.ts";
import { applyMoves, listDoneMoves, listOpenMoves, movePending } from "../../../src/planner/moves.ts";
import { RANGE } from "../../support/sample-desired.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

const moved = [{ from: "vms.a", to: "vms.b", range: RANGE }];
const block = (from: string, to: string) => ({ from, to, range: RANGE });
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

  it("of a machine goes before that of its group for its disks, too, wherever it stands", () => {
    const data = sampleResource("data", { type: "volume", parent: "vms.web[0]" });
    const tracked = new Map([
      ["vms.web[0]", sampleResource("web-0")],
      ["vms.web[0].volumes.data", data],
    ]);
    const blocks = [block("vms.web", "vms.front"), block("vms.web[0]", "vms.db")];
    const moves = applyMoves(tracked, blocks, new Set(["vms.db", "vms.db.volumes.data"]));
    expect([...moves.tracked.keys()]).toEqual(["vms.db", "vms.db.volumes.data"]);
  });

  it("leaves a disk with its machine where YAML lacks the disk, and another block goes on from there", () => {
    const tracked = new Map([
      ["vms.a", sampleResource("a")],
      ["vms.a.volumes.data", sampleResource("data", { type: "volume", parent: "vms.a" })],
      ["vms.b", sampleResource("b")],
    ]);
    const chain = [block("vms.a", "vms.b"), block("vms.b", "vms.c")];
    const moves = applyMoves(tracked, chain, new Set(["vms.b", "vms.c", "vms.c.volumes.data"]));
    expect([...moves.tracked].map(([address, { name }]) => `${address} ${name}`)).toEqual([
      "vms.b a",
      "vms.b.volumes.data data",
      "vms.c b",
    ]);
  });

  it("by count takes the disks along that YAML lacks", () => {
    const data = sampleResource("data", { type: "volume", parent: "vms.a" });
    const tracked = new Map([
      ["vms.a", sampleResource("a")],
      ["vms.a.volumes.data", data],
    ]);
    const moves = applyMoves(tracked, [], new Set(["vms.a[0]"]));
    expect([...moves.tracked].map(([address, { parent }]) => [address, parent])).toEqual([
      ["vms.a[0]", undefined],
      ["vms.a[0].volumes.data", "vms.a[0]"],
    ]);
  });

  it("that found nothing is over once YAML has something new at the old address", () => {
    const fresh = new Set(["vms.a", "vms.b"]);
    const { used } = applyMoves(new Map(), moved, fresh);
    const done = listDoneMoves(moved, undefined, used);
    expect(done).toEqual([{ from: "vms.a", to: "vms.b" }]);
    expect(listOpenMoves(moved, { moved: done })).toEqual([]);
    // Nothing is declared at the old address, or it is not sure that nothing was there.
    expect(applyMoves(new Map(), moved, declared).used.size).toBe(0);
    expect(applyMoves(new Map([["vms.a", sampleResource("a")]]), [block("vms.a", "vms.b")], fresh).used.size).toBe(1);
  });
});
