// Whose account it is where only a session is given: the recorded one if its lists hold something tracked.
import { describe, expect, it } from "vitest";
import type { Account, Observed } from "../../../src/core/observed.ts";
import type { TrackedResource } from "../../../src/core/state-document.ts";
import { confirmAccount } from "../../../src/planner/confirm-account.ts";
import { sampleResource } from "../../support/sample-state.ts";

const anonymous: Account = { vendor: "zomro", fingerprint: "session", label: "of the session", anonymous: true };
const named: Account = { vendor: "zomro", fingerprint: "ops@example.test", label: "ops" };
const tracked = (remoteId: string, account: string, more: Partial<TrackedResource> = {}): TrackedResource =>
  sampleResource("db", { vendor: "zomro", provider: "zomro", place: { account }, remoteId, ...more });
const listed = (remoteId: string, type: Observed["type"] = "vm"): Observed => ({
  type,
  remoteId,
  name: "db",
  owned: true,
  attributes: {},
  outputs: {},
  condition: "ready",
  lost: [],
});
const fingerprint = (
  account: Account,
  records: readonly TrackedResource[],
  objects: readonly Observed[],
  isAccepted = false,
) =>
  confirmAccount(
    account,
    records.map((record, index) => [`vms.db${index}`, record] as const),
    objects,
    isAccepted,
  ).fingerprint;

describe("an account without a name", () => {
  it("is taken as it is where nothing is tracked", () => {
    expect(fingerprint(anonymous, [], [listed("1")])).toBe("session");
    expect(fingerprint(anonymous, [sampleResource("web")], [listed("1")])).toBe("session");
  });

  it("is the recorded one when one tracked object is in its list, whatever the others are", () => {
    const records = [tracked("1", "ops@example.test"), tracked("2", "ops@example.test")];
    expect(fingerprint(anonymous, records, [listed("2"), listed("9")])).toBe("ops@example.test");
  });

  it("a part counts by its machine; a key of the same number is not the machine", () => {
    const part = tracked("31", "session", { type: "schedule", parentId: "7" });
    expect(fingerprint(anonymous, [part], [listed("7")])).toBe("session");
    expect(fingerprint(anonymous, [tracked("7", "session")], [listed("7", "key")])).toBe("session (unconfirmed)");
  });

  it("is another one when nothing tracked is in its list, unless a person says that it is the one", () => {
    const records = [tracked("1", "session")];
    expect(fingerprint(anonymous, records, [listed("5")])).toBe("session (unconfirmed)");
    expect(fingerprint(anonymous, records, [])).toBe("session (unconfirmed)");
    expect(fingerprint(anonymous, records, [], true)).toBe("session");
  });
});

describe("an account with a name", () => {
  it("keeps the record that was made without one, if its list holds something of it", () => {
    expect(fingerprint(named, [tracked("1", "session")], [listed("1")])).toBe("session");
    expect(fingerprint(named, [tracked("1", "session:zomro.b")], [listed("1")])).toBe("session:zomro.b");
    expect(fingerprint(named, [tracked("1", "session")], [listed("5")])).toBe("ops@example.test");
  });

  it("is never taken for another name", () => {
    expect(fingerprint(named, [tracked("1", "others@example.test")], [listed("1")])).toBe("ops@example.test");
  });
});
