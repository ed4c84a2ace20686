// Contract 2: the plan is asked for before anything is sent or written; whatever is no yes leaves all as it was.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY, ONE_KEY, TWO_KEYS } from "./declared.ts";
import { textOf, textsIn, textsOf } from "./run-specification.ts";

const renamed = `
  keys: { dev: { ${KEY}, name: ops } }
  moved: [{ from: keys.ops, to: keys.dev }]`;
const THERE = { pubkeys: [{ id: 7, name: "ops", publicKey: KEY.replace(/.*publicKey: /, "") }] };

describe("the question", () => {
  it("is asked once, after the plan and before the first request", async () => {
    expect(await textOf({ yaml: TWO_KEYS })).toBe(text`
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
        > pubkeys_add
      done create keys.ops
      end done: 2 of 2 done
      state: keys.dev, keys.ops
    `);
  });

  it("is asked by a destroy, too", async () => {
    const options = { mode: "destroy", allow: { deletes: 1 } } as const;
    expect(await textOf({ yaml: ONE_KEY }, { options, answer: "no" })).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to destroy
      asked: no
      end cancelled
      state unchanged
    `);
  });

  it("answered with no: nothing is sent, and no state is made", async () => {
    expect(await textOf({ yaml: TWO_KEYS, answer: "no" })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: no
      end cancelled
      no state
    `);
  });

  it("answered with no: what changes the state alone is not written either", async () => {
    const [, refused, approved] = await textsOf({ yaml: ONE_KEY }, { yaml: renamed, answer: "no" }, {});
    expect(`${refused}\n\n${approved}`).toBe(text`
      resumed 0
      read serveroid: 1
      planned: nothing
      asked: no
      end cancelled
      state unchanged

      resumed 0
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
      state: keys.dev
    `);
  });

  it("answered with no: nothing is adopted", async () => {
    const [refused, approved] = await textsIn(
      THERE,
      { yaml: ONE_KEY, isAttended: true, answer: "no" },
      { isAttended: true },
    );
    expect(`${refused}\n\n${approved}`).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to import
      asked: no
      end cancelled
      no state

      resumed 0
      read serveroid: 1
      planned: 1 to import
      asked: yes
      end done
      state: keys.ops
    `);
  });

  it("interrupted: it is no yes, whatever is answered", async () => {
    expect(await textOf({ yaml: TWO_KEYS, meanwhile: { asked: "stop" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      asked: yes
      threw interrupted
      no state
    `);
  });
});

describe("what an approved plan finds changed", () => {
  it("an object of the name has appeared while it was asked: not made, and nothing is sent", async () => {
    const set = { name: "ops", publicKey: KEY.replace(/.*publicKey: /, "") };
    expect(await textOf({ yaml: ONE_KEY, meanwhile: { asked: { kind: "pubkeys", action: "add", set } } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
      failed create keys.ops: an object named ops has appeared since the plan was made: plan again
      end failed: 0 of 1 done
        create keys.ops: failed
      no state
    `);
  });
});
