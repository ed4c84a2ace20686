import { describe, expect, it } from "vitest";
import { foldDefaults } from "../../../../src/config/write/fold-defaults.ts";

describe("defaults of a section", () => {
  it("are what every block has and most have alike", () => {
    const blocks = [
      { tariff: "A", cpu: 1, keys: ["ops"] },
      { tariff: "A", cpu: 2, keys: ["ops"] },
      { tariff: "B", cpu: 3, keys: ["ops"] },
    ];
    expect(foldDefaults(blocks)).toEqual({
      defaults: { tariff: "A", keys: ["ops"] },
      blocks: [{ cpu: 1 }, { cpu: 2 }, { tariff: "B", cpu: 3 }],
    });
  });

  it("hold nothing that a block lacks: it would get it", () => {
    expect(foldDefaults([{ power: "on" }, { power: "on" }, {}]).defaults).toEqual({});
  });

  it("hold a map only where all have the same, since maps are merged", () => {
    const [ubuntu, debian] = [{ name: "UBUNTU", bitness: 64 }, { name: "DEBIAN" }];
    expect(foldDefaults([{ image: ubuntu }, { image: ubuntu }, { image: debian }]).defaults).toEqual({});
    expect(foldDefaults([{ image: ubuntu }, { image: { bitness: 64, name: "UBUNTU" } }]).defaults).toEqual({
      image: ubuntu,
    });
  });

  it("are none of what tells one block from another, of what is kept apart, or of a single block", () => {
    expect(
      foldDefaults([
        { vm: "a", name: "x" },
        { vm: "a", name: "x" },
      ]).defaults,
    ).toEqual({});
    expect(foldDefaults([{ tariff: "A" }, { tariff: "A" }], new Set(["tariff"])).defaults).toEqual({});
    expect(foldDefaults([{ tariff: "A" }]).defaults).toEqual({});
  });
});
