// The envelope and its errors: what each answer proves, whatever the HTTP status ([S002], [PF]).
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../../src/core/errors.ts";
import type { HttpRequest, RawAnswer } from "../../../../src/http/answer.ts";
import type { HttpClient } from "../../../../src/http/http-client.ts";
import { buildQuery, createServeroidClient } from "../../../../src/providers/serveroid/client.ts";
import { NOTHING_TOLD } from "../../../support/no-intermediaries.ts";

function answering(
  status: number,
  body: string,
  more: Partial<RawAnswer> = {},
): { http: HttpClient; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const answer = async (request: HttpRequest): Promise<RawAnswer> => {
    requests.push(request);
    return { status, headers: {}, body, bytes: body.length, ...more };
  };
  return {
    http: { read: answer, send: answer, close: async () => undefined, ...NOTHING_TOLD },
    requests,
  };
}

const redactor = { redact: (text: string) => text };
const credentials = { clientId: "c", apiKey: "k" };
const failure = (error: unknown) =>
  error instanceof ProviderError ? { fault: error.fault, effect: error.effect, code: error.vendorCode } : error;
const mutate = (status: number, body: string) =>
  createServeroidClient(answering(status, body).http, credentials, redactor)
    .mutate("vm/install/", {}, {})
    .catch(failure);
const read = (status: number, body: string) =>
  createServeroidClient(answering(status, body).http, credentials, redactor).read("vm/", {}).catch(failure);
const refusal = (code: string | null) => JSON.stringify({ status: "ERROR", errorMessage: "нет", errorCode: code });

describe("a mutation's answer", () => {
  it.each([
    [
      200,
      refusal("error.operation.already.started"),
      { fault: "busy", effect: "none", code: "error.operation.already.started" },
    ],
    [
      200,
      refusal("error.vm.volume.under.operation"),
      { fault: "busy", effect: "none", code: "error.vm.volume.under.operation" },
    ],
    [200, refusal("error.not.owner"), { fault: "unauthorised", effect: "none", code: "error.not.owner" }],
    [200, refusal("error.vm.not.found"), { fault: "not-found", effect: "none", code: "error.vm.not.found" }],
    [200, refusal("vm.limit.exceed"), { fault: "quota", effect: "none", code: "vm.limit.exceed" }],
    [200, refusal("unexpected.exception"), { fault: "unavailable", effect: "unknown", code: "unexpected.exception" }],
    [200, refusal("something.new"), { fault: "rejected", effect: "none", code: "something.new" }],
    [200, refusal(null), { fault: "rejected", effect: "none", code: undefined }],
    [500, refusal("error.object.not.found"), { fault: "not-found", effect: "none", code: "error.object.not.found" }],
    [500, refusal("something.new"), { fault: "unavailable", effect: "unknown", code: "something.new" }],
    [503, refusal(null), { fault: "unavailable", effect: "unknown", code: undefined }],
    [502, "<html>Bad Gateway</html>", { fault: "unavailable", effect: "unknown", code: undefined }],
    [408, "", { fault: "timed-out", effect: "unknown", code: undefined }],
    [429, "slow down", { fault: "rate-limited", effect: "none", code: undefined }],
    [401, "", { fault: "unauthorised", effect: "none", code: undefined }],
    [200, "<html>", { fault: "malformed", effect: "unknown", code: undefined }],
    [200, "{}", { fault: "malformed", effect: "unknown", code: undefined }],
    [200, '{"status":"OK","resu', { fault: "malformed", effect: "unknown", code: undefined }],
  ])("%i %s", async (status, body, expected) => {
    expect(await mutate(status, body)).toEqual(expected);
  });

  it("is success with a warning for the two guest errors", async () => {
    expect(await mutate(200, refusal("error.inet.ip.guest.add"))).toMatchObject({
      warning: expect.stringContaining("guest"),
    });
  });

  it("carries result and operation", async () => {
    expect(await mutate(200, '{"status":"OK","result":7,"operationId":8}')).toEqual({
      result: 7,
      operationId: "8",
      warning: undefined,
    });
  });

  it("says how long a rate limit wants us to wait", async () => {
    const client = createServeroidClient(answering(429, "", { retryAfterMs: 7000 }).http, credentials, redactor);
    await expect(client.mutate("vm/install/", {}, {})).rejects.toMatchObject({ retryAfterMs: 7000 });
  });
});

describe("a read's answer", () => {
  it("is never an empty list where the result is missing", async () => {
    expect(await read(200, '{"status":"OK"}')).toEqual({ fault: "malformed", effect: "none", code: undefined });
  });

  it("leaves nothing unknown", async () => {
    expect(await read(200, refusal("unexpected.exception"))).toMatchObject({ effect: "none" });
    expect(await read(502, "")).toMatchObject({ effect: "none", fault: "unavailable" });
  });
});

describe("the query", () => {
  it("repeats a parameter for a list, writes booleans as words, leaves out what is null", () => {
    expect(buildQuery({ publicKeyIds: ["4", "9"], sendPassword: false, tenantId: 1, password: null })).toEqual([
      ["publicKeyIds", "4"],
      ["publicKeyIds", "9"],
      ["sendPassword", "false"],
      ["tenantId", "1"],
    ]);
  });

  it("carries the credentials, and the path does not", async () => {
    const { http, requests } = answering(200, '{"status":"OK","result":[]}');
    await createServeroidClient(http, credentials, redactor).read("vm/", {});
    expect(requests[0]?.path).toBe("/api/v1/vm/");
    expect(requests[0]?.query).toEqual([
      ["clientId", "c"],
      ["apiKey", "k"],
    ]);
  });
});
