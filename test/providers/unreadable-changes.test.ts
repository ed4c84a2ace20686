// Changes that cannot be read back: a request that never arrived is sent again, or still owed, and never reported done.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import {
  applyUntil,
  countSent,
  faults,
  outcomesOf,
  pendingOf,
  startAccount,
  stopAccounts,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOther00000000000000000000000000000000000000 other@example.org";
const before = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")]);
const CHANGES = {
  password_change: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", { password: "An0therWord" })]),
  pubkey_change: sampleConfiguration([sampleKey("ops", OTHER_KEY), sampleVm("vms.web")]),
} as const;
const NEVER_ARRIVED: readonly FaultRule[] = [
  { effect: "lost-before" },
  { effect: "http-5xx", when: "before" },
  { effect: "hang", when: "before" },
];

for (const [method, changed] of Object.entries(CHANGES))
  describe(`${method}`, () => {
    for (const fault of NEVER_ARRIVED)
      it(`is sent again after ${fault.effect}`, async () => {
        const fleet = await startAccount();
        await fleet.apply(before);
        faults(fleet, { ...fault, match: { method, nth: 1 } });
        const { results } = await fleet.apply(changed);
        expect(countSent(fleet, method)).toBe(2);
        expect(outcomesOf({ results })).toContain("update vms.web: done");
        expect((await fleet.plan(changed)).operations).toEqual([]);
      });

    it("is still owed wherever the run dies before it is sent", async () => {
      for (let at = 1; at < 12; at++) {
        const fleet = await startAccount();
        await fleet.apply(before);
        await applyUntil(at, fleet, changed);
        if (countSent(fleet, method) === 0) {
          await fleet.apply(changed);
          expect([at, countSent(fleet, method), await pendingOf(fleet)]).toEqual([at, 1, []]);
        }
        await stopAccounts();
      }
    }, 30_000);
  });
