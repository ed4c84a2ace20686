// Which requests a rule hits, and what a wrong rule is told.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import { createFaultSet, type FaultTarget } from "../../../src/simulators/engine/fault-set.ts";
import { parseFaultRules } from "../../../src/simulators/engine/parse-fault-rules.ts";
import { seededRandom } from "../../../src/simulators/engine/seeded-random.ts";
import { SimInputError } from "../../../src/simulators/engine/sim-input-error.ts";

const VENDORS = { serveroid: ["install", "vm_list"], other: ["order"] };
const INSTALL: FaultTarget = { provider: "serveroid", method: "install", scopes: ["mutation", "operation", "creates"] };

function hits(rule: FaultRule, targets: FaultTarget[], seed = 1): boolean[] {
  const set = createFaultSet(VENDORS, seededRandom(seed));
  set.set([rule]);
  return targets.map((target) => set.pick(target).length > 0);
}

const times = (count: number, target: FaultTarget = INSTALL) => Array.from({ length: count }, () => target);

describe("fault set", () => {
  it.each<[FaultRule["match"], boolean[]]>([
    [{}, [true, true, true, true]],
    [{ nth: 2 }, [false, true, false, false]],
    [{ times: 2 }, [true, true, false, false]],
    [{ nth: 2, times: 2 }, [false, true, true, false]],
    [{ probability: 0 }, [false, false, false, false]],
    [{ probability: 1 }, [true, true, true, true]],
  ])("%o hits %o", (match, expected) => {
    expect(hits({ effect: "lost-after", ...(match && { match }) }, times(4))).toEqual(expected);
  });

  it.each<[FaultRule["match"], FaultTarget, boolean]>([
    [{ provider: "serveroid" }, INSTALL, true],
    [{ provider: "other" }, INSTALL, false],
    [{ method: "install" }, INSTALL, true],
    [{ method: "*" }, INSTALL, true],
    [{ method: "vm_list" }, INSTALL, false],
    [{ vmId: "7" }, { ...INSTALL, vmId: "7" }, true],
    [{ vmId: "7" }, { ...INSTALL, vmId: "8" }, false],
    [{ name: "web" }, { ...INSTALL, name: "web" }, true],
    [{ name: "web" }, INSTALL, false],
  ])("%o on %o", (match, target, expected) => {
    expect(hits({ effect: "lost-after", ...(match && { match }) }, [target])).toEqual([expected]);
  });

  it("counts only requests in the scope of the effect", () => {
    const list: FaultTarget = { provider: "serveroid", method: "vm_list", scopes: ["list"] };
    expect(hits({ effect: "busy", match: { nth: 1 } }, [list, INSTALL])).toEqual([false, true]);
    expect(hits({ effect: "empty-list", match: { nth: 1 } }, [INSTALL, list])).toEqual([false, true]);
  });

  it("draws the same lots from the same seed", () => {
    const rule: FaultRule = { effect: "lost-after", match: { probability: 0.5 } };
    const [first, again, other] = [hits(rule, times(40), 1), hits(rule, times(40), 1), hits(rule, times(40), 2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  it("shows what was seen and hit, keeps counters when rules are added, and forgets on clear", () => {
    const set = createFaultSet(VENDORS, seededRandom(1));
    set.set([{ effect: "lost-after", match: { nth: 2 } }]);
    for (const target of times(3)) set.pick(target);
    set.add({ effect: "busy" });
    expect(set.list()).toEqual([
      { effect: "lost-after", match: { nth: 2 }, seen: 3, hits: 1 },
      { effect: "busy", seen: 0, hits: 0 },
    ]);
    set.clear();
    expect(set.pick(INSTALL)).toEqual([]);
  });

  it("keeps the old rules when the new ones are wrong", () => {
    const set = createFaultSet(VENDORS, seededRandom(1));
    set.set([{ effect: "busy" }]);
    expect(() => set.set([{ effect: "bussy" }])).toThrow(SimInputError);
    expect(set.list()).toHaveLength(1);
  });
});

describe("fault files", () => {
  it.each([[undefined], [null], [[]], [{}], [{ faults: null }]])("may hold nothing: %j", (input) => {
    expect(parseFaultRules(input, VENDORS)).toEqual([]);
  });

  it("take a bare 429, a number as a machine's id, and a map around the list", () => {
    const rules = [{ effect: 429, retryAfter: 3, match: { vmId: 10, provider: "other", method: "order" } }];
    expect(parseFaultRules({ faults: rules }, VENDORS)).toEqual([
      { effect: "429", retryAfter: 3, match: { vmId: "10", provider: "other", method: "order" } },
    ]);
  });

  it.each<[unknown, string]>([
    ["x", 'faults: expected a list, got "x"'],
    [{ fault: [] }, 'fault file: unknown key "fault", did you mean "faults"?'],
    [[3], "faults[0]: expected a map, got 3"],
    [[{}], "faults[0].effect: expected one of "],
    [[{ effect: "lost-afer" }], 'faults[0].effect: unknown word "lost-afer", did you mean "lost-after"?'],
    [[{ effect: "explode" }], 'faults[0].effect: unknown word "explode", known: 429, lost-before, '],
    [[{ effect: "busy", when: "after" }], 'faults[0]: unknown key "when", known: match, effect, code'],
    [[{ effect: "hang", when: "during" }], 'faults[0].when: unknown word "during", '],
    [[{ effect: "http-5xx", status: 404 }], "faults[0].status: expected a number from 500 to 599, got 404"],
    [[{ effect: "slow-list", ms: "2s" }], 'faults[0].ms: expected a number, got "2s"'],
    [[{ effect: "busy", match: { metod: "x" } }], 'faults[0].match: unknown key "metod", did you mean "method"?'],
    [
      [{ effect: "busy", match: { method: "instal" } }],
      'faults[0].match.method: no method "instal", did you mean "install"?',
    ],
    [[{ effect: "busy", match: { provider: "other", method: "install" } }], "faults[0].match.method: no method "],
    [[{ effect: "busy", match: { provider: "serverid" } }], 'faults[0].match.provider: unknown word "serverid", did '],
    [[{ effect: "busy", match: { nth: 0 } }], "faults[0].match.nth: expected a number from 1, got 0"],
    [
      [{ effect: "busy", match: { probability: 2 } }],
      "faults[0].match.probability: expected a number from 0 to 1, got 2",
    ],
  ])("are refused: %j", (input, problem) => {
    expect(() => parseFaultRules(input, VENDORS)).toThrow(problem);
  });

  it("are refused with every wrong rule at once", () => {
    const rules = [{ effect: "x" }, { effect: "busy" }, { effect: "hang", ms: -1 }];
    try {
      parseFaultRules(rules, VENDORS);
      expect.unreachable();
    } catch (error) {
      expect((error as SimInputError).problems).toEqual([
        expect.stringContaining("faults[0].effect"),
        expect.stringContaining("faults[2].ms"),
      ]);
    }
  });
});
