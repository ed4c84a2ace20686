// Contract 4.8: one interrupt lets nothing more be sent and waits for what is in flight; the second ends the waiting, too.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY_AND_VM, ONE_KEY, ONE_VM, TWO_KEYS, TWO_STEPS, VM } from "./declared.ts";
import { textOf, textsOf } from "./run-specification.ts";

describe("one interrupt", () => {
  it.each(["resumed", "read serveroid", "planned", "asked"])(
    "at %s: nothing is sent, nothing is written",
    async (at) => {
      const [told = ""] = await textsOf({ yaml: TWO_KEYS, meanwhile: { [at]: "stop" } });
      expect(told.split("\n").slice(-2)).toEqual(["threw interrupted", "no state"]);
      expect(told).not.toContain(">");
    },
  );

  it("before the first request of an operation: it is not sent", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { "started create keys.dev": "stop" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
      end undone: 0 of 2 done
        create keys.dev: interrupted
        create keys.ops: interrupted (not started)
      no state
    `);
  });

  it("when a step is announced: its request is not sent either, and nothing is on record of it", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { "step create keys.dev": "stop" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
      end undone: 0 of 2 done
        create keys.dev: interrupted
        create keys.ops: interrupted (not started)
      no state
    `);
  });

  it("between two operations: the second is not started", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { "done create keys.dev": "stop" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
        > pubkeys_add
      done create keys.dev
      end undone: 1 of 2 done
        create keys.ops: interrupted (not started)
      state: keys.dev
    `);
  });

  it("between two steps of one resource: the next one is not sent; the next run sends it", async () => {
    expect((await textsOf({ yaml: TWO_STEPS, meanwhile: { "> install": "stop" } }, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web
      end undone: 0 of 1 done
        create vms.web (1): interrupted
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

  it("what is in flight is awaited: with nothing left to do, all is done", async () => {
    expect(await textOf({ yaml: ONE_VM, meanwhile: { "> install": "stop" } })).toBe(text`
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

  it("a lost answer is still settled by looking", async () => {
    expect(
      await textOf({
        yaml: TWO_KEYS,
        faults: [{ effect: "lost-after", match: { method: "pubkeys_add", nth: 1 } }],
        meanwhile: { "> pubkeys_add": "stop" },
      }),
    ).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
        > pubkeys_add, lost-after
      settling keys.dev: no usable answer to "add the key dev" (GET /api/v1/pubkeys/add/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      settled keys.dev: "add the key dev" did happen
      done create keys.dev
      end undone: 1 of 2 done
        create keys.ops: interrupted (not started)
      state: keys.dev
    `);
  });

  it("of several in flight each is awaited", async () => {
    expect(
      await textOf({
        yaml: `vms: { web: { ${VM}, count: 3 } }`,
        parallelism: 2,
        meanwhile: { "waiting create vms.web[1]": "stop" },
      }),
    ).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 3 to add
      asked: yes
      started create vms.web[0]
      started create vms.web[1]
        step create vms.web[0]: install Ubuntu 14.04 on Облачный без границ
        step create vms.web[1]: install Ubuntu 14.04 on Облачный без границ
        > install
        waiting create vms.web[0]
        waiting create vms.web[1]
      done create vms.web[0]
      done create vms.web[1]
      end undone: 2 of 3 done
        create vms.web[2]: interrupted (not started)
      state: vms.web[0], vms.web[1]
    `);
  });
});

describe("the second interrupt", () => {
  it("ends the waiting: what was accepted is on record, and the next run waits for it", async () => {
    const stopped = { yaml: KEY_AND_VM, meanwhile: { "> install": ["stop", "stop now"] } } as const;
    expect((await textsOf(stopped, {})).join("\n\n")).toBe(text`
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
      still-running create vms.web: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider
      end undone: 1 of 2 done
        create vms.web: still-running
      state: keys.ops; accepted: create vms.web

      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web settled
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state: keys.ops, vms.web
    `);
  });

  it("while a lost answer is looked for: it is not known, and the next run looks again", async () => {
    const stopped = {
      yaml: ONE_KEY,
      faults: [{ effect: "lost-after", match: { method: "pubkeys_add", nth: 1 } }],
      meanwhile: { settling: "stop now" },
    } as const;
    expect((await textsOf(stopped, {})).join("\n\n")).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add, lost-after
      settling keys.ops: no usable answer to "add the key ops" (GET /api/v1/pubkeys/add/ at 127.0.0.1: the connection was closed before the answer was complete): looking whether it happened
      unknown create keys.ops: "add the key ops" was on its way when waiting for its answer ended
      end undone: 0 of 1 done
        create keys.ops: unknown | fix: trueup apply, which looks what became of it first
      state: nothing; intended: create keys.ops

      note: settling 1 pending request of an earlier run
      resumed 1: keys.ops settled
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: keys.ops
    `);
  });

  it("ends a plan, too", async () => {
    expect(await textOf({ yaml: ONE_VM, command: "plan", meanwhile: { "read serveroid": "stop now" } })).toBe(text`
      read serveroid: 0
      threw interrupted
      no state
    `);
  });
});
