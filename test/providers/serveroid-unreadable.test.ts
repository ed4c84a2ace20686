// Members of a machine's row that are of another kind than documented: read where they say the same, else an error; never "none".
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { convertVm } from "../../src/providers/serveroid/convert.ts";
import { resolveLookup } from "../../src/providers/serveroid/lookups.ts";
import { SERVEROID_CONTEXT, SERVEROID_ROW } from "../support/serveroid-row.ts";

const ROW = {
  ...SERVEROID_ROW,
  backupPolicy: { quantity: 7, frequency: 24 },
  publicKeys: [
    { id: 77, installed: true },
    { id: 78, installed: false },
  ],
};
const read = (more: JsonObject) => convertVm({ ...ROW, ...more }, SERVEROID_CONTEXT);

describe("a row of a machine", () => {
  it.each<[JsonObject]>([
    [{ memory: "1024", disk: "16384", cpu: "1", tariffId: "1" }],
    [{ backupPolicy: { quantity: "7", frequency: "24" } }],
    [{ distribution: { ...ROW.distribution, bitness: "64" } }],
    [
      {
        publicKeys: [
          { id: "77", installed: "true" },
          { id: 78, installed: "false" },
        ],
      },
    ],
  ])("says the same with %j", (more) => {
    expect(read(more).attributes).toEqual(read({}).attributes);
  });

  it.each<[JsonObject, string]>([
    [{ ipAddresses: [{ ip: "203.0.113.7" }] }, "ipAddresses"],
    [{ ipAddresses: [null] }, "ipAddresses"],
    [{ ipAddresses: "203.0.113.7" }, "ipAddresses"],
    [{ publicKeys: [77] }, "publicKeys"],
    [{ publicKeys: { id: 77, installed: true } }, "publicKeys"],
    [{ publicKeys: [{ id: 77, installed: 1 }] }, "installed"],
    [{ memory: "1 GB" }, "memory"],
    [{ cpu: {} }, "cpu"],
    [{ tariffId: "Free" }, "tariffId"],
    [{ backupPolicy: { quantity: 7, frequency: "daily" } }, "frequency"],
  ])("is an unreadable answer with %j", (more, member) => {
    expect(() => read(more)).toThrow(
      expect.objectContaining({ fault: "malformed", message: expect.stringContaining(member) }),
    );
  });

  it("does not tell the keys where one of them does not say whether it is installed", () => {
    expect(read({ publicKeys: [{ id: 77, installed: true }, { id: 78 }] }).attributes).not.toHaveProperty("keys");
  });
});

it("an image is found by its bitness in digits, too", () => {
  const rows = { tariffs: [], software: [], distributions: [{ id: 230, name: "UBUNTU", bitness: "64" }] };
  const lookup = { kind: "image", by: { name: "UBUNTU", bitness: 64 } };
  expect(resolveLookup(lookup, rows)).toMatchObject({ found: true, id: 230 });
});
