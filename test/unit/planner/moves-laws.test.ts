// Laws of `moved`: whatever blocks there are, no object is lost, doubled or parted from its machine, and what is carried out
// does nothing more. Random fleets and blocks, seeded.
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAddress, resourceOf } from "../../../src/core/address.ts";
import type { MovedBlock } from "../../../src/core/desired.ts";
import type { TrackedResource } from "../../../src/core/state-document.ts";
import { applyMoves, listDoneMoves, listOpenMoves } from "../../../src/planner/moves.ts";
import { RANGE } from "../../support/sample-desired.ts";
import { sampleResource } from "../../support/sample-state.ts";

const nameOf = fc.constantFrom("a", "b", "web", "a-b", "web-0", "web-1", "x_a", "x_b");
const machineOf = fc
  .tuple(nameOf, fc.constantFrom("", "", "[0]", "[1]", '["a"]', '["0"]'))
  .map((parts) => parts.join(""));
/** Of each name either the machine or instances of one kind, as YAML has it, with disks. */
const fleetOf = fc
  .uniqueArray(fc.tuple(machineOf, fc.subarray(["data", "logs"])), { selector: ([machine]) => machine, maxLength: 5 })
  .map((machines) =>
    machines.filter(([machine], index) => {
      const [first] = machines.filter(([other]) => kindOf(other).name === kindOf(machine).name);
      const { kind } = kindOf(machine);
      return first === machines[index] || (kind !== "undefined" && kindOf(first?.[0] ?? "").kind === kind);
    }),
  )
  .map((machines) =>
    machines.flatMap(([machine, disks]) => [
      `vms.${machine}`,
      ...disks.map((disk) => `vms.${machine}.volumes.${disk}`),
    ]),
  );

const kindOf = (machine: string) => {
  const { name = "", instance } = parseAddress(`vms.${machine}`) ?? {};
  return { name, kind: typeof instance };
};

const PATTERNS = ["vms.a*", "vms.*", "vms.web-*", "vms.x_*", "vms.web[*]", "vms.b[*]"];
const endsOf = fc.oneof(
  fc.tuple(fc.oneof(nameOf, machineOf), fc.oneof(nameOf, machineOf)).map((ends) => ends.map((end) => `vms.${end}`)),
  fc.tuple(fc.constantFrom(...PATTERNS), fc.constantFrom(...PATTERNS)),
);
const blocksOf = fc.uniqueArray(
  endsOf.map(([from = "", to = ""]): MovedBlock => ({ from, to, range: RANGE })).filter(({ from, to }) => from !== to),
  { selector: ({ from }) => from, minLength: 1, maxLength: 4 },
);

it("hold", () => {
  fc.assert(
    fc.property(fleetOf, fleetOf, blocksOf, (before, declared, moved) => {
      const tracked = new Map(before.map((address, index) => [address, recordOf(address, index)]));
      const wanted = new Set(declared);
      const first = applyMoves(tracked, moved, wanted);
      if (first.diagnostics.length > 0) return;
      expect(idsOf(first.tracked)).toEqual(idsOf(tracked));
      for (const [address, { parent }] of first.tracked)
        if (parent !== undefined) expect(parent).toBe(resourceOf(address));
      // Of what YAML has under the address that it has on record nothing is made anew.
      const done = { moved: listDoneMoves(moved, undefined, first.used) };
      const made = declared.filter((address) => !first.tracked.has(address));
      const later = new Map([
        ...first.tracked,
        ...made.map((address, index) => [address, recordOf(address, 100 + index)] as const),
      ]);
      const second = applyMoves(later, listOpenMoves(moved, done), wanted);
      // An error changes nothing.
      if (second.diagnostics.length > 0) return;
      expect([...second.previous].filter(([to]) => !wanted.has(to))).toEqual([]);
    }),
    { seed: 7, numRuns: 4000 },
  );
});

function recordOf(address: string, index: number): TrackedResource {
  const owner = resourceOf(address);
  const part = owner === address ? {} : { type: "volume" as const, parent: owner };
  return sampleResource("x", { ...part, remoteId: String(index) });
}

const idsOf = (tracked: ReadonlyMap<string, TrackedResource>) =>
  [...tracked.values()].map(({ remoteId }) => remoteId).sort();
