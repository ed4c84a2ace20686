// Contract 2, 4.5, 4.8 and 5: how a run ends that nothing has gone wrong with: what is undone, outputs, what is there twice.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import { text } from "../../support/dedent.ts";
import { KEY, KEY_AND_VM, ONE_KEY, ONE_VM, TWO_KEYS, VM } from "./declared.ts";
import { type Run, textOf, textsOf } from "./run-specification.ts";

const destroy = (deletes: number, more: Run["options"] = {}): Run => ({
  options: { mode: "destroy", ...more, allow: { deletes } },
});
const PROTECTED = `
  keys: { dev: { ${KEY} }, ops: { ${KEY}, lifecycle: { protect: true } } }
  outputs: { dev: "\${keys.dev.name}", ops: "\${keys.ops.name}", fixed: shop }`;

describe("an apply", () => {
  it("with nothing to do is done, and writes nothing", async () => {
    expect(await textOf({ yaml: KEY_AND_VM }, {})).toBe(text`
      resumed 0
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state unchanged
    `);
  });

  it("what is held back makes it undone; the rest is done", async () => {
    const suspended: Run = {
      yaml: `
        keys: { ops: { ${KEY} } }
        vms: { web: { ${VM.replace("1GiB", "2GiB")} } }`,
      first: [{ kind: "vms", action: "patch", id: 1, set: { state: "VIR_DOMAIN_PAUSED" } }],
    };
    expect(await textOf({ yaml: ONE_VM }, suspended)).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to add; blocked: vms.web
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      end undone: 1 of 1 done
      state: keys.ops, vms.web
    `);
  });

  it("what is protected and no longer declared stays, and the apply is done", async () => {
    expect(await textOf({ yaml: PROTECTED }, { yaml: `keys: { dev: { ${KEY} } }` })).toBe(text`
      resumed 0
      read serveroid: 2
      planned: nothing; protected: keys.ops
      asked: yes
      end done
      state: keys.dev, keys.ops
    `);
  });

  it("of one target is done where that one is", async () => {
    expect(await textOf({ yaml: TWO_KEYS, options: { targets: ["keys.dev"] } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create keys.dev
        step create keys.dev: add the key dev
        > pubkeys_add
      done create keys.dev
      end done: 1 of 1 done
      state: keys.dev
    `);
  });
});

describe("a destroy", () => {
  it("deletes in reverse, and leaves an empty state", async () => {
    expect(await textOf({ yaml: KEY_AND_VM }, destroy(2))).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 2 to destroy
      asked: yes
      started delete vms.web
        step delete vms.web: delete the VM
        > delete
        waiting delete vms.web
      done delete vms.web
      started delete keys.ops
        step delete keys.ops: delete the key
        > pubkeys_delete
      done delete keys.ops
      end done: 2 of 2 done
      state: nothing
    `);
  });

  it("leaves what is protected: undone, and the outputs that tell of it stay", async () => {
    expect(await textOf({ yaml: PROTECTED }, destroy(1))).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 1 to destroy; protected: keys.ops
      asked: yes
      started delete keys.dev
        step delete keys.dev: delete the key
        > pubkeys_delete
      done delete keys.dev
      end undone: 1 of 1 done
        outputs: ops = "ops"
      state: keys.ops
    `);
  });

  it("of nothing is done", async () => {
    expect(await textOf({ yaml: ONE_KEY, ...destroy(0) })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: nothing
      asked: yes
      end done
      no state
    `);
  });
});

describe("outputs", () => {
  it("are read once everything is done", async () => {
    const yaml = `${ONE_VM}\noutputs: { id: "\${vms.web.id}", fixed: shop }`;
    expect(await textOf({ yaml })).toBe(text`
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
        outputs: fixed = "shop", id = "1"
      state: vms.web
    `);
  });

  it("that alone have changed are written, and nothing is sent", async () => {
    const yaml = `${ONE_KEY}\noutputs: { name: "\${keys.ops.name}" }`;
    expect(await textOf({ yaml: ONE_KEY }, { yaml })).toBe(text`
      resumed 0
      read serveroid: 1
      planned: nothing
      asked: yes
      end done
        outputs: name = "ops"
      state: keys.ops
    `);
  });

  it("stay as they were where the waiting was ended", async () => {
    const more = `${ONE_KEY}\n${ONE_VM}\noutputs: { name: "\${keys.ops.name}", id: "\${vms.web.id}" }`;
    const before = `${ONE_KEY}\noutputs: { name: "\${keys.ops.name}" }`;
    expect(await textOf({ yaml: before }, { yaml: more, meanwhile: { "> install": "stop now" } })).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install
      still-running create vms.web: "install Ubuntu 14.04 on Облачный без границ" was accepted and is still under way at the provider
      end undone: 0 of 1 done
        create vms.web: still-running
        outputs: name = "ops"
      state: keys.ops; accepted: create vms.web
    `);
  });
});

describe("what one request has made twice", () => {
  const faults: readonly FaultRule[] = [{ effect: "doubled", match: { method: "install", nth: 1 } }];

  it("is told, and leaves this run and each later one undone until a person says what is wanted", async () => {
    expect(
      (await textsOf({ yaml: ONE_VM, faults }, {}, { options: { keepSurplus: ["vms.web=1"] } })).join("\n\n"),
    ).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: yes
      started create vms.web
        step create vms.web: install Ubuntu 14.04 on Облачный без границ
        > install, doubled
        waiting create vms.web
      told creation.doubled: vms.web: one request has made two of it: vm 2, which is on record, and vm 1, both named web. An intermediary on the way, or the provider, has carried it out twice | fix: trueup apply --delete-surplus vms.web=1, which deletes 1 for good; or, if both are wanted, trueup apply --keep-surplus vms.web=1
      done create vms.web
      end undone: 1 of 1 done
        made twice: vms.web=1
      state: vms.web; made twice: vms.web=1

      resumed 0
      read serveroid: 2
      planned: nothing; blocked: vms.web
      asked: yes
      end undone
        made twice: vms.web=1
      state unchanged

      resumed 0
      read serveroid: 2
      planned: nothing
      asked: yes
      end done
      state: vms.web
    `);
  });

  it("is deleted by its id", async () => {
    const options = { deleteSurplus: ["vms.web=1"], allow: { deletes: 1 } };
    expect(await textOf({ yaml: ONE_VM, faults }, { options })).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 1 to destroy
      asked: yes
      started delete-deposed vms.web
        step delete-deposed vms.web: delete the VM
        > delete
        waiting delete-deposed vms.web
      done delete-deposed vms.web
      end done: 1 of 1 done
      state: vms.web
    `);
  });

  it("an id that is none of them is refused before anything is read", async () => {
    expect(await textOf({ yaml: ONE_VM, faults }, { options: { deleteSurplus: ["vms.web=2"] } })).toBe(text`
      threw cli.surplus: --delete-surplus vms.web=2 names nothing that one request has made twice | fix: one of vms.web=1
      state unchanged
    `);
  });
});

describe("the events of operations at a time", () => {
  it("are as many as may be under way; each that started has also ended", async () => {
    const yaml = `keys: { ops: { ${KEY} } }\nvms: { web: { ${VM}, count: 3, keys: [ops] } }`;
    const told = await textOf({ yaml, parallelism: 2 });
    const lines = told.split("\n").filter((line) => /^(started|done|end)/.test(line));
    let [open, most] = [0, 0];
    for (const line of lines) {
      open += line.startsWith("started") ? 1 : line.startsWith("done") ? -1 : 0;
      most = Math.max(most, open);
    }
    // Which of the two that go at a time is done first is not ours to say.
    expect([open, most, [...new Set(lines)].sort()]).toEqual([
      0,
      2,
      ["keys.ops", "vms.web[0]", "vms.web[1]", "vms.web[2]"]
        .flatMap((address) => [`done create ${address}`, `started create ${address}`])
        .concat("end done: 4 of 4 done")
        .sort(),
    ]);
    expect(lines.slice(0, 2)).toEqual(["started create keys.ops", "done create keys.ops"]);
  });
});
