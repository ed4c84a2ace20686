// What a deletion of ours takes off other objects is struck from their records; all else stays as it was seen.
import { expect, it } from "vitest";
import type { ResourceType } from "../../../src/core/address.ts";
import type { FieldRule } from "../../../src/core/field-rule.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import type { StateDocument, TrackedResource } from "../../../src/core/state-document.ts";
import { withoutResource } from "../../../src/core/take-over.ts";
import { strikeReferences } from "../../../src/executor/strike-references.ts";
import { sampleDocument, sampleResource } from "../../support/sample-state.ts";

const rule = (path: string, references: FieldRule["references"]): FieldRule =>
  ({ path, onChange: "update", readable: true, ...(references === undefined ? {} : { references }) }) as FieldRule;
const RULES = {
  fields: [rule("vm", "vms"), rule("volumes", "volumes"), rule("keys", "keys"), rule("note", undefined)],
} as never;

const one = (
  type: ResourceType,
  remoteId: string,
  observed: JsonObject = {},
  applied: JsonObject = {},
): TrackedResource => ({
  ...sampleResource("web"),
  type,
  remoteId,
  observed,
  applied,
});

function after(observed: JsonObject, applied: JsonObject, removed: string): TrackedResource | undefined {
  const before: StateDocument = {
    ...sampleDocument(),
    resources: {
      "vms.web": one("vm", "7"),
      "vms.web.volumes.boot": one("volume", "7"),
      "keys.ops": one("key", "7"),
      "schedules.daily": one("schedule", "1", observed, applied),
    },
  };
  return strikeReferences(before, withoutResource(before, removed), () => RULES).resources["schedules.daily"];
}

it("strikes the ids of what is gone, of its kind alone, and the address that it was applied for", () => {
  const observed = { vm: "7", volumes: ["7", "8"], keys: ["7"], note: "7" };
  const applied = { volumes: ["vms.web.volumes.boot", "vms.web.volumes.data"] };
  expect(after(observed, applied, "vms.web")).toMatchObject({
    observed: { volumes: ["7", "8"], keys: ["7"], note: "7" },
    applied,
  });
  expect(after(observed, applied, "vms.web")?.observed["vm"]).toBeUndefined();
  expect(after(observed, applied, "vms.web.volumes.boot")).toMatchObject({
    observed: { vm: "7", volumes: ["8"], keys: ["7"], note: "7" },
    applied: { volumes: ["vms.web.volumes.data"] },
  });
});

it("leaves keys as they were seen: not every provider takes a deleted one off", () => {
  expect(after({ keys: ["7"] }, {}, "keys.ops")?.observed).toEqual({ keys: ["7"] });
});
