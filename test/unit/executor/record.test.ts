import { describe, expect, it } from "vitest";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { UNSENT } from "../../../src/core/tracking.ts";
import { applyEdits, settleDeletion, withoutObject } from "../../../src/executor/record.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

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
