// Where a pattern leads an address: as text, without a plan.
import { describe, expect, it } from "vitest";
import { followPattern, readMoveEnds } from "../../../src/core/move-pattern.ts";

describe("a pattern", () => {
  it.each([
    ["vms.edge", "vms.e*", "vms.x_e*", "vms.x_edge"],
    ["vms.edge_left.volumes.boot", "vms.e*", "vms.x_e*", "vms.x_edge_left.volumes.boot"],
    ["vms.web-3", "vms.web-*", "vms.web[*]", "vms.web[3]"],
    ["vms.web-03", "vms.web-*", "vms.web[*]", 'vms.web["03"]'],
    ['vms.web["a"]', "vms.web[*]", "vms.web-*", "vms.web-a"],
    ["vms.web[2].volumes.data", "vms.web[*].volumes.*", "vms.web[*].volumes.d_*", "vms.web[2].volumes.d_data"],
    ["vms.a-b-c", "vms.*-*", "vms.*_*", "vms.a_b-c"],
    ["vms.web[1]", "vms.w*", "vms.v*", "vms.veb[1]"],
    // A key that looks like a number stays a key.
    ['vms.web["1"]', "vms.w*[*]", "vms.v*[*]", 'vms.veb["1"]'],
    ["vms.web-1", "vms.w*-1", 'vms.v*["1"]', 'vms.veb["1"]'],
  ])("leads %s by %s to %s: %s", (address, from, to, end) => {
    expect(followPattern(address, from, to)).toBe(end);
  });

  it.each([
    ["vms.db", "vms.e*", "vms.x_e*"],
    ["vms.web", "vms.web[*]", "vms.web-*"],
    ['vms.web["a b"]', "vms.web[*]", "vms.web-*"],
    ["vms.web-1[0]", "vms.web-*", "vms.web[*]"],
    ["vms.e.volumes.data", "vms.e.interfaces.*", "vms.x.interfaces.*"],
  ])("does not lead %s anywhere by %s to %s", (address, from, to) => {
    expect(followPattern(address, from, to)).toBeUndefined();
  });

  it("of whole groups and machines is none", () => {
    expect(readMoveEnds("vms.web[*]", "vms.front[*]")).toEqual({ from: "vms.web", to: "vms.front" });
    expect(readMoveEnds("vms.old.*", "vms.new.*")).toEqual({ from: "vms.old", to: "vms.new" });
    expect(readMoveEnds("vms.web-*", "vms.web[*]")).toEqual({ from: "vms.web-*", to: "vms.web[*]" });
  });
});
