import { describe, expect, it } from "vitest";
import { computeExpectedTime, formatExpectedTime } from "../../../src/render/expected-time.ts";
import { sampleOperation, sampleStep } from "./sample-plans.ts";

const operation = (address: string, seconds: readonly (number | undefined)[], needs: readonly string[] = []) =>
  sampleOperation(
    "create",
    address,
    seconds.map((one) => sampleStep("step", "POST /x/", one === undefined ? {} : { expectedMs: one * 1000 })),
    { needs },
  );

describe("the expected time", () => {
  const operations = [
    operation("vms.c", [5], ["create vms.a", "create vms.b"]),
    operation("vms.a", [60, 10]),
    operation("vms.b", [20, undefined]),
  ];

  it("is that of the longest chain", () =>
    expect(computeExpectedTime(operations)).toEqual({ waves: 2, longestMs: 75_000 }));
  it("is said with the waves where there is more than one", () => {
    expect(formatExpectedTime({ operations })).toBe("3 operations in 2 waves, about 1m15s or more");
    expect(formatExpectedTime({ operations: [operation("vms.a", [3])] })).toBe("1 operation, about 3s or more");
  });
  it("is not guessed where no step tells it", () => {
    expect(formatExpectedTime({ operations: [operation("vms.a", [undefined])] })).toBeUndefined();
    expect(formatExpectedTime({ operations: [] })).toBeUndefined();
  });
});
