// Contract 5 and 6: nothing is sent whose intent is not written; what was sent is on record, whatever becomes of the state.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY_AND_VM, ONE_VM, TWO_KEYS, VM } from "./declared.ts";
import { type Run, textOf, textsOf } from "./run-specification.ts";

/** Nobody could give the lock back: the next run waits until it has run out. */
const NEXT: Run = { lockWaitMs: 120_000 };

describe("a state that cannot be written", () => {
  it("from the beginning: nothing is read", async () => {
    expect(await textOf({ yaml: TWO_KEYS, first: ["disk is full"] })).toBe(text`
      threw state.unwritable: the state cannot be written: the disk is full: state.json | fix: free some space and run the same command again
      no state
    `);
  });

  it("from the question on: nothing is sent, and the error is thrown", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { asked: "disk is full" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
      failed create keys.dev: the state cannot be written: the disk is full: state.json
      threw state.unwritable: the state cannot be written: the disk is full: state.json | fix: free some space and run the same command again
      no state
      lock held by test at test
    `);
  });

  it("after a request that was done: the next one is not sent, and the run is undone", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { "done create keys.dev": "disk is full" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
        > pubkeys_add
      done create keys.dev
      started create keys.ops
        step create keys.ops: add the key ops
      failed create keys.ops: the state cannot be written: the disk is full: state.json
      end undone: 1 of 2 done
        create keys.ops: failed
        the state is not saved
        error state.unwritable: the state cannot be written: the disk is full: state.json | Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it. | fix: make it writable again (keep this state: it knows what was sent), then: trueup apply
      state: keys.dev
      lock held by test at test
    `);
  });

  it("after a request was sent: it is on record, and the next run looks what became of it", async () => {
    expect((await textsOf({ yaml: ONE_VM, meanwhile: { "> install": "disk is full" } }, NEXT)).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
      unknown create vms.web: "install Ubuntu 14.04 on Облачный без границ" was on its way when waiting for its answer ended
      end undone: 0 of 1 done
        create vms.web: unknown | fix: trueup apply, which looks what became of it first
        the state is not saved
        error state.unwritable: the state cannot be written: the disk is full: state.json | Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it. | fix: make it writable again (keep this state: it knows what was sent), then: trueup apply
      state: nothing; intended: create vms.web
      lock held by test at test

      waiting for test at test (apply)
      note: settling 1 pending request of an earlier run
      resumed 1: vms.web settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("a destroy names itself", async () => {
    const destroyed: Run = {
      options: { mode: "destroy", allow: { deletes: 2 } },
      meanwhile: { "done delete": "disk is full" },
    };
    expect(await textOf({ yaml: TWO_KEYS }, destroyed)).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 2 to destroy
      asked: yes
      started delete keys.dev
        step delete keys.dev: delete the key
        > pubkeys_delete
      done delete keys.dev
      started delete keys.ops
        step delete keys.ops: delete the key
      failed delete keys.ops: the state cannot be written: the disk is full: state.json
      end undone: 1 of 2 done
        delete keys.ops (2): failed
        the state is not saved
        error state.unwritable: the state cannot be written: the disk is full: state.json | Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it. | fix: make it writable again (keep this state: it knows what was sent), then: trueup destroy
      state: keys.ops
      lock held by test at test
    `);
  });

  it("a plan does not care", async () => {
    expect(await textOf({ yaml: TWO_KEYS, command: "plan", first: ["disk is full"] })).toBe(text`
      read serveroid: 0
      planned: 2 to add
      no state
    `);
  });
});

describe("a state that is deleted under a run", () => {
  it("with a request in flight: what it held is kept, and no later run begins from nothing", async () => {
    const deleted: Run = { yaml: KEY_AND_VM, meanwhile: { "> install": "state is deleted" } };
    expect((await textsOf(deleted, {}, { options: { mode: "destroy" } })).join("\n\n")).toBe(text`
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
        > install
      lock lost: the lock on the state has run out: another run may have taken over
        waiting create vms.web
      done create vms.web
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone: 2 of 2 done
        the state is not saved
      no state
      kept: recovery-id-1.json

      threw state.recoverable: state.json: there is no state, but an earlier run has left what it knew | recovery/recovery-id-1.json Without it, what that run has ordered could be ordered again. Nothing was done. | fix: trueup state push --recovery, then: trueup apply. If none of it is needed, remove the file
      no state
      kept: recovery-id-1.json

      threw state.recoverable: state.json: there is no state, but an earlier run has left what it knew | recovery/recovery-id-1.json Without it, what that run has ordered could be ordered again. Nothing was done. | fix: trueup state push --recovery, then: trueup destroy. If none of it is needed, remove the file
      no state
      kept: recovery-id-1.json
    `);
  });
});

describe("with two requests in flight", () => {
  it("that of the one which could not be written ends the run", async () => {
    const full: Run = {
      yaml: `vms: { web: { ${VM}, count: 2 } }`,
      parallelism: 2,
      meanwhile: { "waiting create vms.web[0]": "disk is full" },
    };
    expect((await textsOf(full, NEXT)).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create vms.web[0]
      started create vms.web[1]
        step create vms.web[0]: install Ubuntu 14.04 on Облачный без границ
        step create vms.web[1]: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web[0]
        waiting create vms.web[1]
      still-running create vms.web[0]: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider
      still-running create vms.web[1]: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider
      end undone: 0 of 2 done
        create vms.web[0]: still-running
        create vms.web[1]: still-running
        the state is not saved
        error state.unwritable: the state cannot be written: the disk is full: state.json | Nothing more is sent. Each request that was sent is on record: the next apply looks what became of it. | fix: make it writable again (keep this state: it knows what was sent), then: trueup apply
      state: nothing; accepted: create vms.web[0]; accepted: create vms.web[1]
      lock held by test at test

      waiting for test at test (apply)
      note: settling 2 pending requests of an earlier run
      resumed 2: vms.web[0] settled, vms.web[1] settled
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state: vms.web[0], vms.web[1]
    `);
  });

  it("the other one is awaited before the run ends", async () => {
    const told = await textOf({
      yaml: `vms: { web: { ${VM}, count: 2 } }`,
      parallelism: 2,
      faults: [{ effect: "operation-slow", ms: 200_000, match: { method: "install", nth: 2 } }],
      meanwhile: { "waiting create vms.web[1]": "disk is full" },
    });
    const ended = told.split("\n").filter((line) => /^(still-running|done|end)/.test(line));
    expect(ended).toEqual([
      'still-running create vms.web[0]: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider',
      "done create vms.web[1]",
      "end undone: 1 of 2 done",
    ]);
  });
});
