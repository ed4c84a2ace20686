import { describe, expect, it } from "vitest";
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS } from "../../../src/core/desired.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { withoutObject } from "../../../src/core/take-over.ts";
import { UNSENT } from "../../../src/core/tracking.ts";
import { applyEdits, keepHalfMade, settleDeletion, settleOnObject } from "../../../src/executor/record.ts";
import { observedVm, sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

const deposed = [
  { remoteId: "1", name: "web" },
  { remoteId: "2", name: "web" },
];

const holding = (more: Parameters<typeof sampleResource>[1]): StateDocument =>
  sampleDocument({ pending: [], resources: { "vms.web": sampleResource("web", { remoteId: "3", ...more }) } });

const idsOf = (document: StateDocument) => {
  const { remoteId, deposed: old = [] } = document.resources["vms.web"] ?? {};
  return [remoteId, ...old.map((object) => object.remoteId)];
};

describe("the record of an object that is gone", () => {
  it("goes where nothing else is left", () => {
    expect(withoutObject(holding({}), "vms.web").resources).toEqual({});
  });

  it("becomes that of what a replacement had left behind, the youngest first: nothing that runs is forgotten", () => {
    const first = withoutObject(holding({ deposed, digests: { password: "scrypt:x" } }), "vms.web");
    expect(idsOf(first)).toEqual(["2", "1"]);
    expect(first.resources["vms.web"]?.digests).toEqual({ password: UNSENT });
    const second = withoutObject(first, "vms.web");
    expect(idsOf(second)).toEqual(["1"]);
    expect(withoutObject(second, "vms.web").resources).toEqual({});
  });

  it("so it is after a deletion, and after forgetting what has vanished", () => {
    const intent = sampleIntent("web", { address: "vms.web", action: "delete", remoteId: "3", settle: { by: "gone" } });
    expect(idsOf(settleDeletion(holding({ deposed }), intent))).toEqual(["2", "1"]);
    const forgotten = applyEdits(holding({ deposed }), [{ kind: "forget", address: "vms.web", reason: "vanished" }]);
    expect(idsOf(forgotten)).toEqual(["2", "1"]);
  });
});

describe("a new object for an address that holds another", () => {
  const arrived = (more: Parameters<typeof sampleIntent>[1]) => {
    const intent = sampleIntent("web", { address: "vms.web", ...more });
    const document = { ...holding({ deposed: [{ remoteId: "1", name: "web" }] }), pending: [intent] };
    return settleOnObject(document, intent, observedVm("9"));
  };

  it("leaves behind what the address held when the request left", () => {
    expect(idsOf(arrived({ replaces: { remoteId: "3" } }))).toEqual(["9", "1", "3"]);
  });

  it("drops only what was known to be gone by then", () => {
    expect(idsOf(arrived({ replaces: { remoteId: "3", isGone: true } }))).toEqual(["9", "1"]);
  });

  it("is itself left behind where the address was given to another meanwhile", () => {
    for (const replaces of [undefined, { remoteId: "2", isGone: true }])
      expect(idsOf(arrived(replaces === undefined ? {} : { replaces }))).toEqual(["3", "1", "9"]);
  });

  it("and half-made then says nothing of the one that stays", () => {
    const intent = sampleIntent("web", { address: "vms.web" });
    const kept = keepHalfMade(holding({}), intent, observedVm("9"), { fields: [] } as never, "failed");
    expect([idsOf(kept), kept.resources["vms.web"]?.halfMade]).toEqual([["3", "9"], undefined]);
  });
});

describe("a change that is found to have happened", () => {
  it("makes no record of what the address does not hold: it was forgotten or left behind on purpose", () => {
    const intent = sampleIntent("web", { address: "vms.web", action: "update", settle: { by: "fields" } });
    const forgotten = { ...sampleDocument({ resources: {} }), pending: [intent] };
    expect(settleOnObject(forgotten, intent, observedVm("3"))).toMatchObject({ resources: {}, pending: [] });
    expect(idsOf(settleOnObject(holding({}), intent, observedVm("8")))).toEqual(["3"]);
  });
});

describe("taking over another object at an address", () => {
  const track = (isGone: boolean, more: Parameters<typeof sampleResource>[1] = {}) => {
    const edit = { kind: "track", address: "vms.web", resource: sampleResource("web", { remoteId: "9" }) } as const;
    return idsOf(applyEdits(holding({ deposed, ...more }), [edit], () => isGone));
  };

  it("keeps what replacements had left behind, and the old one unless it is gone", () => {
    expect(track(true)).toEqual(["9", "1", "2"]);
    expect(track(false)).toEqual(["9", "1", "2", "3"]);
  });

  it("never leaves behind what is not ours to delete", () => {
    expect(track(false, { existing: true })).toEqual(["9", "1", "2"]);
  });

  it("and takes what was left behind back", () => {
    const edit = { kind: "track", address: "vms.web", resource: sampleResource("web", { remoteId: "1" }) } as const;
    expect(idsOf(applyEdits(holding({ deposed }), [edit], () => true))).toEqual(["1", "2"]);
  });
});

describe("renaming an address", () => {
  const disk = sampleResource("data", { type: "volume", parent: "vms.web" });
  const document = sampleDocument({
    resources: { "vms.web": sampleResource("web"), "vms.web.volumes.data": disk, "vms.webs": sampleResource("webs") },
    pending: [sampleIntent("late", { address: "vms.web.volumes.late", parent: "vms.web", dependsOn: ["vms.web"] })],
  });
  const moved = applyEdits(document, [{ kind: "move", from: "vms.web", to: "vms.app[0]" }]);

  it("takes its parts along, and nothing else", () => {
    expect(Object.keys(moved.resources)).toEqual(["vms.app[0]", "vms.app[0].volumes.data", "vms.webs"]);
    expect(moved.resources["vms.app[0].volumes.data"]?.parent).toBe("vms.app[0]");
  });

  it("and what is pending for them", () => {
    const [intent] = moved.pending;
    expect([intent?.address, intent?.parent, intent?.dependsOn]).toEqual([
      "vms.app[0].volumes.late",
      "vms.app[0]",
      ["vms.app[0]"],
    ]);
  });
});

describe("new settings of an address", () => {
  const lifecycle = { ...DEFAULT_LIFECYCLE, protect: true };
  const timeouts = { ...DEFAULT_TIMEOUTS, deleteMs: 1 };
  const edit = { kind: "settings", address: "vms.web", lifecycle, timeouts, dependsOn: ["keys.new"] } as const;

  it("hold for what is there and for what arrives later", () => {
    const intent = sampleIntent("web", { address: "vms.web" });
    const edited = applyEdits(sampleDocument({ resources: {}, pending: [intent, sampleIntent("db")] }), [edit]);
    expect(edited.pending[1]).toEqual(sampleIntent("db"));
    const [pending] = edited.pending;
    if (pending === undefined) throw new Error("nothing is pending");
    const arrived = settleOnObject(edited, pending, observedVm("1")).resources["vms.web"];
    expect(arrived).toMatchObject({ lifecycle, timeouts, dependsOn: ["keys.new"] });
    expect(applyEdits(holding({}), [edit]).resources["vms.web"]).toMatchObject({ lifecycle, timeouts });
  });
});

describe("who waits for an address that is made anew in another place", () => {
  const document = sampleDocument({
    resources: {
      "vms.edge": sampleResource("edge", { remoteId: "2" }),
      "vms.edge_left": sampleResource("edge", { remoteId: "1", replacedBy: "vms.edge" }),
    },
  });
  const successors = (edits: Parameters<typeof applyEdits>[1]) =>
    Object.entries(applyEdits(document, edits).resources).map(([address, { replacedBy }]) => [address, replacedBy]);

  it("follows its rename, but not what is left behind of it", () => {
    expect(successors([{ kind: "move", from: "vms.edge", to: "vms.front" }])).toEqual([
      ["vms.front", undefined],
      ["vms.edge_left", "vms.front"],
    ]);
    expect(successors([{ kind: "move", from: "vms.edge", to: "vms.edge_left2", isLeft: true }])).toEqual([
      ["vms.edge_left2", "vms.edge"],
      ["vms.edge_left", "vms.edge"],
    ]);
  });

  it("waits no more once it has that address itself", () => {
    const back = { kind: "move", from: "vms.edge_left", to: "vms.edge" } as const;
    expect(successors([{ kind: "move", from: "vms.edge", to: "vms.edge_left2", isLeft: true }, back])).toEqual([
      ["vms.edge_left2", "vms.edge"],
      ["vms.edge", undefined],
    ]);
  });
});
