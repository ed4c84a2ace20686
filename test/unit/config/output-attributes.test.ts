// Attributes that outputs name: those that such a resource has, each other with the nearest and the list.
import { describe, expect, it } from "vitest";
import { checkOutputAttribute } from "../../../src/config/resources/check-output-attribute.ts";

const problemOf = (path: string, vendor = "gcore", section = "vms") => {
  const found = checkOutputAttribute(`${section}.edge`, section, path, vendor);
  return found.ok ? `${found.address} ${found.path}` : `${found.problem} | ${found.fix}`;
};

describe("an output", () => {
  it("names what the provider tells, and what YAML can say", () => {
    expect(problemOf("ips.0")).toBe("vms.edge ips.0");
    expect(problemOf("tags.team")).toBe("vms.edge tags.team");
    expect(problemOf("rescue.password", "zomro")).toBe("vms.edge rescue.password");
  });

  it("names parts by their key", () => {
    expect(problemOf("volumes.data.size")).toBe("vms.edge.volumes.data size");
    expect(problemOf("volumes.data.sise")).toMatch(
      /^vms\.edge\.volumes\.data has no attribute sise \| did you mean size\? it has id, name, size,/,
    );
    expect(problemOf("volumes.data")).toMatch(/^vms\.edge\.volumes\.data needs an attribute \| it has id, name,/);
  });

  it("is refused where no such resource has the attribute", () => {
    expect(problemOf("ipz.0")).toMatch(/^vms\.edge has no attribute ipz \| did you mean ips\? it has id, name, ips,/);
    expect(problemOf("privateIp")).toContain("did you mean privateIps?");
    expect(problemOf("memory")).toMatch(/^vms\.edge has no attribute memory \| it has id/);
    expect(problemOf("rescue.pasword", "zomro")).toContain("has no attribute pasword | did you mean password?");
    expect(problemOf("volumes.data.size", "serveroid")).toContain("has no attribute volumes");
  });
});
