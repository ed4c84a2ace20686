// What Gcore's refusals say and advise: 403 stands for a quota, a flavor that is sold out and a missing right alike.
import { expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { buildEnvelopeError } from "../../../../src/providers/gcore/faults.ts";

const refuse = (status: number, envelope: JsonObject) =>
  buildEnvelopeError(
    "POST /cloud/v2/instances/1/2",
    { status, headers: {}, body: "" } as unknown as Parameters<typeof buildEnvelopeError>[1],
    envelope,
    "unknown",
    (text) => text,
  );
const info = { attribute: "vm_count", current_usage: 2, requested_usage: 3, limit: 2 };

it.each([
  ["names the class of quotas", 403, { exception_class: "QuotaLimitExceed", message: "Quota limit exceeded" }],
  ["names a quota", 403, { exception_class: "ForbiddenError", message: "no", info }],
  ["comes with another status", 409, { exception_class: "QuotaLimitExceed", message: "Quota limit exceeded", info }],
])("a refusal that %s advises about the quota", (_what, status, envelope) => {
  expect(refuse(status, envelope).hint).toBe("ask Gcore to raise the quota, or declare less");
});

it("a 403 that names no quota may be a flavor that is sold out", () => {
  const { hint, fault, effect } = refuse(403, { exception_class: "ForbiddenError", message: "no" });
  expect(hint).toContain("sold out");
  expect([fault, effect]).toEqual(["quota", "none"]);
});

it.each([
  ["the volume is locked by another task", "busy"],
  ["Another task is in progress", "busy"],
  ["an instance with this name already exists", "conflict"],
])("a 409 on a creation that says %s is %s", (message, fault) => {
  expect(refuse(409, { exception_class: "ConflictError", message })).toMatchObject({ fault, effect: "none" });
});

it.each([
  [500, true],
  [502, false],
  [503, false],
  [504, false],
])("a %i of its own says that the request has arrived: %s", (status, isAnswered) => {
  expect(refuse(status, { exception_class: "ServerError", message: "no" })).toMatchObject({
    isAnswered,
    effect: "unknown",
  });
});
