import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AddressParts,
  compareAddresses,
  formatAddress,
  groupOf,
  isCoveredBy,
  parseAddress,
  resourceOf,
  SECTIONS,
} from "../../../src/core/address.ts";

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,20}$/);
const parts: fc.Arbitrary<AddressParts> = fc.record(
  {
    section: fc.constantFrom(...SECTIONS),
    name,
    instance: fc.oneof(fc.nat(99_999), fc.string({ minLength: 1 })),
    child: fc.record({
      kind: fc.constantFrom("volumes", "ips", "interfaces"),
      key: fc.oneof(name, fc.constant("203.0.113.7")),
    }),
  },
  { requiredKeys: ["section", "name"] },
);

describe("addresses", () => {
  it("read back as they were written", () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseAddress(formatAddress(given))).toEqual({ ...given });
      }),
    );
  });

  it.each([
    "",
    "vms",
    "vms.",
    "vm.web",
    "vms.web[",
    "vms.web[-1]",
    'vms.web["a]',
    "vms.1web",
    "vms.web.volumes",
    "vms.web[0] ",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("are ordered by section, name and instance, numbers by value", () => {
    const sorted = ["keys.ops", "vms.web", "vms.web[2]", "vms.web[10]", "snapshots.a"];
    expect([...sorted].reverse().sort(compareAddresses)).toEqual(sorted);
  });

  it("have a total order", () => {
    const address = parts.map(formatAddress);
    fc.assert(
      fc.property(address, address, (a, b) => Math.sign(compareAddresses(a, b)) === -Math.sign(compareAddresses(b, a))),
    );
  });

  it("a group means all its instances, a resource its parts", () => {
    expect(groupOf("vms.web[3]")).toBe("vms.web");
    expect(resourceOf('vms.web[0].ips["203.0.113.7"]')).toBe("vms.web[0]");
    expect(isCoveredBy("vms.web[3]", "vms.web")).toBe(true);
    expect(isCoveredBy("vms.web2", "vms.web")).toBe(false);
    expect(isCoveredBy("vms.edge.volumes.data", "vms.edge")).toBe(true);
  });
});
