// Whose diagnostics --target and --exclude leave out.
import { describe, expect, it } from "vitest";
import { listConcerned } from "../../../src/planner/list-concerned.ts";
import { expandGcore } from "../../../src/providers/gcore/expand.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../../support/sample-gcore.ts";

const resources = expandGcore([
  edgeKey(),
  edge(),
  edgeSnapshot(),
  edgeSchedule(),
  gcoreDesired("keys.other", { publicKey: "x" }),
]);
const declared = new Map(resources.map((desired) => [desired.address, desired]));
const concerned = (targets: readonly string[], excludes: readonly string[] = []) =>
  [...(listConcerned(declared, { targets, excludes }) ?? ["all"])].sort();

describe("what a narrowed plan is about", () => {
  it("is everything without flags", () => expect(concerned([])).toEqual(["all"]));

  it("a target with what it needs, and a machine with what it is made of", () => {
    expect(concerned(["keys.other"])).toEqual(["keys.other"]);
    expect(concerned(["vms.edge"])).toEqual([
      "keys.edge-ops",
      "vms.edge",
      "vms.edge.interfaces.public",
      "vms.edge.volumes.boot",
      "vms.edge.volumes.data",
    ]);
    expect(concerned(["vms.edge.volumes.data"])).toEqual(["vms.edge.volumes.data"]);
    expect(concerned(["snapshots.edge-data"])).toEqual(["snapshots.edge-data", "vms.edge.volumes.data"]);
  });

  it("not what is excluded, nor what needs it", () => {
    expect(concerned([], ["vms.edge"])).toEqual(["keys.edge-ops", "keys.other"]);
    expect(concerned([], ["keys.edge-ops"])).toEqual(["keys.other"]);
    expect(concerned([], ["vms.edge.volumes.data"])).toEqual([
      "keys.edge-ops",
      "keys.other",
      "vms.edge",
      "vms.edge.interfaces.public",
      "vms.edge.volumes.boot",
    ]);
  });
});
