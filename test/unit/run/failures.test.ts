// Contract 2 and 4.8: what goes wrong once work has begun; what it leaves undone, and what goes on.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import { text } from "../../support/dedent.ts";
import { KEY, KEY_AND_VM, ONE_KEY, ONE_VM, TWO_KEYS, TWO_STEPS, VM } from "./declared.ts";
import { textOf, textsOf } from "./run-specification.ts";

const refused = (method: string, nth = 1): FaultRule => ({
  effect: "vendor-error",
  code: "limit.exceed",
  message: "no more of it",
  match: { method, nth },
});

describe("a failure", () => {
  it("before the first request: failed, nothing is undone that was begun", async () => {
    const set = { name: "ops", publicKey: KEY.replace(/.*publicKey: /, "") };
    expect(await textOf({ yaml: KEY_AND_VM, meanwhile: { asked: { kind: "pubkeys", action: "add", set } } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
      failed create keys.ops: an object named ops has appeared since the plan was made: plan again
      skipped create vms.web: skipped: keys.ops was not done
      end failed: 0 of 2 done
        create keys.ops: failed
        create vms.web: skipped
      no state
    `);
  });

  it("of the first request: undone", async () => {
    expect(await textOf({ yaml: ONE_KEY, faults: [refused("pubkeys_add")] })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add, vendor-error
      failed create keys.ops: add the key ops: no more of it
      end undone: 0 of 1 done
        create keys.ops: failed
      state: nothing
    `);
  });

  it("after a request that was done: undone; the next run does the rest", async () => {
    expect((await textsOf({ yaml: TWO_KEYS, faults: [refused("pubkeys_add", 2)] }, {})).join("\n\n")).toBe(text`
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
        > pubkeys_add, vendor-error
      failed create keys.ops: add the key ops: no more of it
      end undone: 1 of 2 done
        create keys.ops: failed
      state: keys.dev

      resumed 0
      read serveroid: 1
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      end done: 1 of 1 done
      state: keys.dev, keys.ops
    `);
  });

  it("skips what hangs on it, by name, and lets the rest go on", async () => {
    const yaml = `
      keys: { dev: { ${KEY} }, ops: { ${KEY} } }
      vms: { web: { ${VM}, keys: [dev] } }`;
    expect(await textOf({ yaml, faults: [refused("pubkeys_add")] })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 3 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
        > pubkeys_add, vendor-error
      failed create keys.dev: add the key dev: no more of it
      skipped create vms.web: skipped: keys.dev was not done
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      end undone: 1 of 3 done
        create keys.dev: failed
        create vms.web: skipped
      state: keys.ops
    `);
  });

  it("of a later step leaves what the earlier ones have made", async () => {
    expect((await textsOf({ yaml: TWO_STEPS, faults: [refused("backup_policy_change")] }, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web
        step create vms.web: keep 7 backups, one every 24h
        > backup_policy_change, vendor-error
      failed create vms.web: keep 7 backups, one every 24h: no more of it
      end undone: 0 of 1 done
        create vms.web (1): failed
      state: vms.web

      resumed 0
      read serveroid: 1
      planned: 1 to change
      asked: yes
      started update vms.web
        step update vms.web: keep 7 backups, one every 24h
        > backup_policy_change
      done update vms.web
      end done: 1 of 1 done
      state: vms.web
    `);
  });

  it("of the provider's own operation: what it leaves is kept as half-made, and made anew by the next run", async () => {
    const faults: readonly FaultRule[] = [
      { effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } },
    ];
    expect((await textsOf({ yaml: ONE_VM, faults }, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install, operation-fails
        waiting create vms.web
      failed create vms.web: unexpected.exception: Непредвиденная ошибка. Обратитесь в службу поддержки.; it left vm 1 behind, which is kept in the state as half-made
      end undone: 0 of 1 done
        create vms.web: failed
      state: vms.web (half-made)

      resumed 0
      read serveroid: 1
      planned: 1 to add, 1 to destroy
      asked: yes
      started delete vms.web
        step delete vms.web: delete the VM
        > delete
        waiting delete vms.web
      done delete vms.web
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web
      done create vms.web
      end done: 2 of 2 done
      state: vms.web
    `);
  });
});

describe("what is not known", () => {
  it("an answer that is lost is settled by looking, in the same run", async () => {
    const faults: readonly FaultRule[] = [{ effect: "lost-after", match: { method: "pubkeys_add", nth: 1 } }];
    expect(await textOf({ yaml: ONE_KEY, faults })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add, lost-after
      settling keys.ops: no usable answer to "add the key ops" (GET /api/v1/pubkeys/add/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      settled keys.ops: "add the key ops" did happen
      done create keys.ops
      end done: 1 of 1 done
      state: keys.ops
    `);
  });

  it("an operation that takes longer than its time is still running: undone, and waited for by the next run", async () => {
    const yaml = `vms: { web: { ${VM}, timeouts: { create: 2m } } }`;
    const faults: readonly FaultRule[] = [{ effect: "operation-slow", ms: 200_000, match: { method: "install" } }];
    expect((await textsOf({ yaml, faults }, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install, operation-slow
        waiting create vms.web
      still-running create vms.web: the timeout has passed
      end undone: 0 of 1 done
        create vms.web: still-running
      state: nothing; accepted: create vms.web

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
});
