// Contract 5: what earlier runs have left open is settled before anything is planned: by looking, or by a person's word.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import { text } from "../../support/dedent.ts";
import { KEY_AND_VM, ONE_KEY, ONE_VM } from "./declared.ts";
import { type Run, textOf, textsOf } from "./run-specification.ts";

/** An order that the provider never got, and one whose machine does not show up for a long time. */
const NEVER: readonly FaultRule[] = [{ effect: "lost-before", match: { method: "install", nth: 1 } }];
const LATE: readonly FaultRule[] = [
  { effect: "lost-after", match: { method: "install", nth: 1 } },
  { effect: "invisible", ms: 900_000, match: { method: "install", nth: 1 } },
];
const STOPPED: Run = { yaml: ONE_VM, meanwhile: { "> install": "stop now" } };
const LOST_KEY: readonly FaultRule[] = [{ effect: "lost-before", match: { method: "pubkeys_add", nth: 1 } }];

describe("by looking", () => {
  it("what is still running is waited for first, and nothing is sent again", async () => {
    expect(await textOf(STOPPED, {})).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("what did not happen is sent again, and only now", async () => {
    const lost: Run = { yaml: ONE_KEY, faults: LOST_KEY, meanwhile: { settling: "stop now" } };
    expect((await textsOf(lost, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add, lost-before
      settling keys.ops: no usable answer to "add the key ops" (GET /api/v1/pubkeys/add/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      unknown create keys.ops: "add the key ops" was on its way when waiting for its answer ended
      end undone: 0 of 1 done
        create keys.ops: unknown | fix: trueup apply, which looks what became of it first
      state: nothing; intended: create keys.ops

      note: settling 1 pending request of an earlier run
      resumed 1: keys.ops did-not-happen
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      end done: 1 of 1 done
      state: keys.ops
    `);
  });

  it("what happened although no answer said so is taken over", async () => {
    const faults: readonly FaultRule[] = [{ effect: "lost-after", match: { method: "install", nth: 1 } }];
    expect(await textOf({ yaml: ONE_VM, faults, meanwhile: { "> install": "stop now" } }, {})).toBe(text`
      note: settling 1 pending request of an earlier run
      resumed 1: vms.web settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("an order that nobody finds stays open, holds back what hangs on it, and leaves the run undone", async () => {
    expect((await textsOf({ yaml: KEY_AND_VM, faults: NEVER }, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install, lost-before
      settling vms.web: no usable answer to "install Ubuntu 14.04 on Облачный без границ" (GET /api/v1/vm/install/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      unknown create vms.web: no new vm named web has appeared
      end undone: 1 of 2 done
        create vms.web: unknown | fix: trueup apply --assume-absent vms.web, once the provider's panel shows that it does not exist. Until then trueup apply looks again, and takes it over if it shows up
      state: keys.ops; unknown: create vms.web

      note: settling 1 pending request of an earlier run
      resumed 1: vms.web unknown (no new vm named web has appeared)
      read serveroid: 1
      planned: nothing; not settled: vms.web; blocked: vms.web
      asked: yes
      end undone
      state: keys.ops; unknown: create vms.web
    `);
  });

  it("a late arrival is taken over", async () => {
    expect(await textOf({ yaml: ONE_VM, faults: LATE }, { first: ["an hour passes"] })).toBe(text`
      note: settling 1 pending request of an earlier run
      resumed 1: vms.web settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("a provider that cannot be read settles nothing, and nothing is planned", async () => {
    expect(await textOf(STOPPED, { faults: [{ effect: "http-5xx", status: 503 }] })).toBe(text`
      note: settling 1 pending request of an earlier run
      resumed 1: vms.web pending (the provider could not be read: GET /api/v1/tenant: HTTP 503)
      threw provider.unavailable: GET /api/v1/tenant: HTTP 503
      state unchanged
    `);
  });

  it("an interrupt while it is waited for ends the run once it is settled, before anything is planned", async () => {
    expect(await textOf(STOPPED, { yaml: KEY_AND_VM, meanwhile: { settling: "stop" } })).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web settled
      threw interrupted
      state: vms.web
    `);
  });

  it("the second interrupt ends the waiting, too", async () => {
    expect(await textOf(STOPPED, { meanwhile: { settling: "stop now" } })).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web pending (still running at the provider)
      threw interrupted
      state unchanged
    `);
  });

  it("what was settled stays so where the plan is not approved", async () => {
    expect(await textOf(STOPPED, { yaml: KEY_AND_VM, answer: "no" })).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web settled
      read serveroid: 1
      planned: 1 to add, 1 to change
      asked: no
      end cancelled
      state: vms.web
    `);
  });
});

describe("by a person's word", () => {
  const unknown: Run = { yaml: ONE_VM, faults: NEVER };

  it("--assume-absent: it is ordered again", async () => {
    expect(await textOf(unknown, { assumeAbsent: ["vms.web"] })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web
      done create vms.web
      end done: 1 of 1 done
      state: vms.web
    `);
  });

  it("--assume-absent does not overrule what is there", async () => {
    expect(
      await textOf({ yaml: ONE_VM, faults: LATE }, { first: ["an hour passes"], assumeAbsent: ["vms.web"] }),
    ).toBe(text`
      note: vms.web: "install Ubuntu 14.04 on Облачный без границ" is not taken for absent: vm 1 is there
      note: settling 1 pending request of an earlier run
      resumed 1: vms.web settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("--assume-absent where nothing is open is told, and nothing else is different", async () => {
    expect(await textOf({ yaml: ONE_KEY }, { assumeAbsent: ["keys.ops"] })).toBe(text`
      note: keys.ops: there is no unsettled request to assume anything of
      resumed 0
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state unchanged
    `);
  });

  it("--assume-done", async () => {
    const rebuilt: Run = {
      options: { rebuild: ["vms.web"], allow: { deletes: 1 } },
      faults: [{ effect: "lost-before", match: { method: "reinstall", nth: 1 } }],
    };
    expect((await textsOf({ yaml: ONE_VM }, rebuilt, { assumeDone: ["vms.web"] })).slice(1).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to add, 1 to destroy
      asked: yes
      started rebuild vms.web
        step rebuild vms.web: reinstall Ubuntu 14.04 (destroys the disk)
        > reinstall, lost-before
      settling vms.web: no usable answer to "reinstall Ubuntu 14.04 (destroys the disk)" (GET /api/v1/vm/1/reinstall/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      unknown rebuild vms.web: its effect cannot be read, and doing it again would destroy
      end undone: 0 of 1 done
        rebuild vms.web (1): unknown | fix: trueup apply --assume-done vms.web, or --assume-absent vms.web, after a look at the object
      state: vms.web; unknown: rebuild vms.web

      resumed 0
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("an address that names nothing is refused before anything is looked for", async () => {
    expect(await textOf(unknown, { assumeAbsent: ["vms.wbe"] })).toBe(text`
      threw cli.unknown-address: --assume-absent vms.wbe: nothing with this address is declared or tracked | fix: did you mean vms.web?
      state unchanged
    `);
  });

  it("absent and done at once is refused", async () => {
    expect(await textOf(unknown, { assumeAbsent: ["vms.web"], assumeDone: ["vms.web"] })).toBe(text`
      threw cli.assume: vms.web cannot be assumed to be absent and done | fix: keep either --assume-absent or --assume-done, by what the provider's panel shows
      state unchanged
    `);
  });
});

describe("a plan", () => {
  it("looks once, settles in memory only and writes nothing: the next one finds the same", async () => {
    const lost: Run = { yaml: ONE_VM, faults: [{ effect: "lost-after", match: { method: "install", nth: 1 } }] };
    const plan: Run = { first: ["an hour passes"], command: "plan" };
    expect((await textsOf({ ...lost, meanwhile: { "> install": "stop now" } }, plan, plan)).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install, lost-after
      settling vms.web: no usable answer to "install Ubuntu 14.04 on Облачный без границ" (GET /api/v1/vm/install/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      unknown create vms.web: "install Ubuntu 14.04 on Облачный без границ" was on its way when waiting for its answer ended
      end undone: 0 of 1 done
        create vms.web: unknown | fix: trueup apply, which looks what became of it first
      state: nothing; intended: create vms.web

      read serveroid: 1
      planned: nothing
      state unchanged

      read serveroid: 1
      planned: nothing
      state unchanged
    `);
  });

  it("shows what is still running as not settled, without waiting for it", async () => {
    expect(await textOf(STOPPED, { command: "plan" })).toBe(text`
      read serveroid: 1
      planned: nothing; not settled: vms.web; blocked: vms.web
      state unchanged
    `);
  });

  it("is not kept from it by another's lock", async () => {
    expect(await textOf(STOPPED, { command: "plan", first: ["an hour passes", "ann locks"] })).toBe(text`
      read serveroid: 1
      planned: nothing
      told plan.meanwhile: apply of ann on laptop is at work, since 2026-11-01 13:00:00 UTC by its clock | What it is changing may stand here as changed outside, or as still to be done. | fix: plan again once it has ended
      state unchanged
      lock held by ann at laptop
    `);
  });
});
