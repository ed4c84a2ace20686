// Names to ids: exactly one match or a clear no. The rows are those of the vendor's page, with the names that matter.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { TariffRow } from "../../../../src/providers/serveroid/convert.ts";
import { resolveLookup } from "../../../../src/providers/serveroid/lookups.ts";

const tariff = (id: number, name: string): TariffRow => ({
  id,
  name,
  memory: 512,
  disk: 16_384,
  cpu: 1,
  ipCount: 1,
  onDemand: false,
  forWindows: false,
});
const image = (id: number, name: string, bitness: number, description: string): JsonObject => ({
  id,
  name,
  bitness,
  description,
});
const rows = {
  tariffs: [tariff(3, "Облачный 512"), tariff(4, "Облачный 1024"), tariff(8, "twin"), tariff(9, "twin")],
  distributions: [
    image(230, "UBUNTU", 64, "Ubuntu 14.04.1 x64"),
    image(232, "UBUNTU", 64, "Ubuntu 12.04.5 x64"),
    image(233, "DEBIAN", 64, "Debian 7.6 x64"),
    image(234, "DEBIAN", 32, "Debian 7.6 x86"),
  ],
  software: [{ id: 1, name: "mysql" }],
};
const find = (kind: string, by: JsonObject) => {
  const result = resolveLookup({ kind, by }, rows);
  return result.found ? result.id : [result.problem, result.closest];
};

describe("looking names up", () => {
  it("an image by name and bitness; the description decides between several, as a prefix", () => {
    expect(find("image", { name: "DEBIAN", bitness: 32 })).toBe(234);
    expect(find("image", { name: "UBUNTU", bitness: 64 })).toEqual(["ambiguous", undefined]);
    expect(find("image", { name: "UBUNTU", bitness: 64, description: "Ubuntu 14.04" })).toBe(230);
    expect(find("image", { name: "UBUNTU", bitness: 32 })).toEqual(["absent", "UBUNTU"]);
    expect(find("image", { name: "debian", bitness: 64 })).toBe(233);
  });

  it("a tariff by name, else by id; a name that two share must be given as an id", () => {
    expect(find("tariff", { name: "Облачный 512" })).toBe(3);
    expect(find("tariff", { name: "4" })).toBe(4);
    expect(find("tariff", { name: "twin" })).toEqual(["ambiguous", undefined]);
    expect(find("tariff", { name: "9" })).toBe(9);
    expect(find("tariff", { name: "Облачный 5122" })).toEqual(["absent", "Облачный 512"]);
  });

  it("software by name", () => {
    expect(find("software", { name: "mysql" })).toBe(1);
    expect(find("software", { name: "msql" })).toEqual(["absent", "mysql"]);
  });
});
