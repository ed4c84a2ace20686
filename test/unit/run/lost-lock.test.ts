// Contract 6: who has lost the lock sends nothing more, waits for what is in flight, keeps what it learns, and ends undone.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY_AND_VM, ONE_VM, TWO_KEYS, VM } from "./declared.ts";
import { type Run, textOf, textsOf } from "./run-specification.ts";

describe("a lock that is removed", () => {
  it("while it is asked: nothing is sent", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { asked: "ann unlocks" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
      lock lost: the lock on the state was removed (trueup unlock)
      end undone: 0 of 2 done
        create keys.dev: interrupted
        create keys.ops: interrupted (not started)
        the state is not saved
      no state
    `);
  });

  it("while it is asked, and the answer is no: cancelled", async () => {
    expect(await textOf({ yaml: TWO_KEYS, answer: "no", meanwhile: { asked: "ann unlocks" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: no
      end cancelled
      no state
    `);
  });

  it("before a request: it is not sent", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { "step create keys.ops": "ann unlocks" } })).toBe(text`
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
      lock lost: the lock on the state was removed (trueup unlock)
      end undone: 1 of 2 done
        create keys.ops: interrupted
        the state is not saved
      state: keys.dev
    `);
  });

  it("with a request in flight: its end is kept, and taken up by the next run", async () => {
    expect((await textsOf({ yaml: KEY_AND_VM, meanwhile: { "> install": "ann unlocks" } }, {})).join("\n\n")).toBe(text`
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
      lock lost: the lock on the state was removed (trueup unlock)
        waiting create vms.web
      done create vms.web
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone: 2 of 2 done
        the state is not saved
      state: keys.ops; intended: create vms.web
      kept: recovery-id-1.json

      recovered 1: create vms.web
      resumed 0
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state: keys.ops, vms.web
    `);
  });

  it("with a request in flight, and the waiting ended: what was accepted is kept", async () => {
    const stopped: Run = { yaml: ONE_VM, meanwhile: { "> install": "ann unlocks", "lock lost": "stop now" } };
    expect((await textsOf(stopped, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
      lock lost: the lock on the state was removed (trueup unlock)
      still-running create vms.web: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone: 0 of 1 done
        create vms.web: still-running
        the state is not saved
      state: nothing; intended: create vms.web
      kept: recovery-id-1.json

      recovered 0
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

  it("while an earlier run's request is settled: what is learned is kept, nothing is planned", async () => {
    const stopped: Run = { yaml: ONE_VM, meanwhile: { "> install": "stop now" } };
    const lost: Run = { meanwhile: { settling: "ann unlocks" } };
    expect((await textsOf(stopped, lost, {})).slice(1).join("\n\n")).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      lock lost: the lock on the state was removed (trueup unlock)
      resumed 1: vms.web settled
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone
        the state is not saved
        error state.lost-lease: the lock on the state was removed (trueup unlock)
      state unchanged
      kept: recovery-id-1.json

      recovered 1: create vms.web
      resumed 0
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });
});

describe("a lock that another run has taken over", () => {
  it("is theirs: they are not disturbed, and nothing more is sent", async () => {
    const taken: Run = { yaml: KEY_AND_VM, meanwhile: { "> pubkeys_add": ["ann unlocks", "ann locks"] } };
    expect(await textOf(taken)).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      lock lost: the lock on the state was taken over by ann at laptop: apply
      done create keys.ops
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone: 1 of 2 done
        create vms.web: interrupted (not started)
        the state is not saved
      state: nothing; intended: create keys.ops
      lock held by ann at laptop
      kept: recovery-id-1.json
    `);
  });
});

describe("a lock that has run out by the wall clock", () => {
  it("while it is asked: nothing is sent", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { asked: "clock jumps" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
      lock lost: the lock on the state has run out: another run may have taken over
      end undone: 0 of 2 done
        create keys.dev: interrupted
        create keys.ops: interrupted (not started)
        the state is not saved
      no state
      lock held by test at test
    `);
  });

  it("with requests in flight: their end is kept, and taken up by the next run", async () => {
    const jumped: Run = {
      yaml: `vms: { web: { ${VM}, count: 2 } }`,
      parallelism: 2,
      meanwhile: { "waiting create vms.web[1]": "clock jumps" },
    };
    expect((await textsOf(jumped, { lockWaitMs: 120_000 })).join("\n\n")).toBe(text`
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
      lock lost: the lock on the state has run out: another run may have taken over
        waiting create vms.web[0]
        waiting create vms.web[1]
      done create vms.web[0]
      done create vms.web[1]
      note: What was learned since then is kept for the next trueup apply: recovery/recovery-id-1.json
      end undone: 2 of 2 done
        the state is not saved
      state: nothing; accepted: create vms.web[0]; accepted: create vms.web[1]
      lock held by test at test
      kept: recovery-id-1.json

      waiting for test at test (apply)
      recovered 2: create vms.web[0], create vms.web[1]
      resumed 0
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state: vms.web[0], vms.web[1]
    `);
  });
});
