// The law of `--keep`: a world that was written down, read again and gone on with answers as one that never stopped.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import { createDocumentWriter, parseKept } from "../../../../src/simulators/engine/keep/kept-document.ts";
import { type KeptVendor, type KeptWorld, keepVendor } from "../../../../src/simulators/engine/keep/kept-vendor.ts";
import { VENDOR_NAMES, VENDORS, type VendorName } from "../../../../src/simulators/vendors.ts";
import { testAccount } from "../support/serveroid-bench.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { testAccount as zomroAccount } from "../zomro/zomro-bench.ts";
import { DEEDS } from "./kept-deeds.ts";

const SEEDS: Record<VendorName, unknown> = {
  serveroid: testAccount({ operations: [{ id: 3, vmId: 10, status: "PENDING" }] }).serveroid,
  zomro: zomroAccount().zomro,
  gcore: undefined,
};
const HOUR = 3_600_000;
/** As many as each kind of deed needs to be carried out once. */
const RUNS: Record<VendorName, number> = { serveroid: 5, zomro: 14, gcore: 8 };

interface Step {
  deed: number;
  choice: number;
  waitMs: number;
  fault: FaultRule | undefined;
  isRestart: boolean;
}

const FAULTS: FaultRule[] = [
  { effect: "operation-fails", leaves: "object" },
  { effect: "operation-fails", leaves: "nothing", afterMs: 2000 },
  { effect: "operation-slow", factor: 3 },
  { effect: "invisible", ms: 90_000 },
];

const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.nat(1000),
  choice: fc.nat(7),
  waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90_000 }), fc.constant(HOUR)),
  fault: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...FAULTS) },
  ),
  isRestart: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const write = createDocumentWriter();

function throughFile(name: VendorName, world: KeptWorld, at: number): KeptWorld | undefined {
  const text = write({ at, pushedMs: 0, ports: {}, worlds: { [name]: world } });
  return parseKept(text, "world.json").worlds[name];
}

function runTwins(name: VendorName, steps: readonly Step[], accepted: Set<number>): void {
  const clock = virtualClock();
  const setting = { clock, speed: 2 };
  const twin = VENDORS[name].start(SEEDS[name], setting);
  const keep = (kept: KeptWorld | undefined): KeptVendor =>
    keepVendor(VENDORS[name], setting, { seed: SEEDS[name], kept, onAct: () => undefined });
  let kept = keep(undefined);
  for (const { deed, choice, waitMs, fault, isRestart } of steps) {
    clock.advance(waitMs);
    if (isRestart) kept = keep(throughFile(name, kept.world(), clock.now()));
    const build = DEEDS[name][deed % DEEDS[name].length];
    const request = build?.(twin.overview(), choice) ?? { verb: "GET", path: "/", rawQuery: "", headers: {}, body: "" };
    const call = twin.recognise(request);
    const faults = fault && call.scopes.includes("operation") ? [fault] : [];
    const answer = call.answer(faults);
    expect(kept.vendor.recognise(request).answer(faults)).toEqual(answer);
    if (answer.outcome === "OK") accepted.add(deed % DEEDS[name].length);
  }
  kept = keep(throughFile(name, kept.world(), clock.now()));
  clock.advance(HOUR);
  expect(kept.vendor.state()).toEqual(twin.state());
  expect(kept.vendor.overview()).toEqual(twin.overview());
}

describe("a kept world", () => {
  it.each(VENDOR_NAMES)("goes on as if it had never stopped: %s", (name) => {
    const accepted = new Set<number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 60 }), (steps) => runTwins(name, steps, accepted)),
      { numRuns: RUNS[name], seed: 19 },
    );
    // Each kind of deed was carried out at least once: the law is about all of them.
    expect([...DEEDS[name].keys()].filter((deed) => !accepted.has(deed))).toEqual([]);
  });
});
