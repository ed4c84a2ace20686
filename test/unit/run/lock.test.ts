// Contract 2 and 6: one run at a time. Who holds the lock is said; it is waited for only when asked, and given back at every end.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY_AND_VM, ONE_KEY, TWO_KEYS } from "./declared.ts";
import { type Run, textOf, textsOf } from "./run-specification.ts";

describe("a lock that another run holds", () => {
  it("is not waited for unless asked: nothing is read, and it is said who holds it", async () => {
    expect(await textOf({ yaml: ONE_KEY, first: ["ann locks"] })).toBe(text`
      threw state.locked: the state is locked by ann on laptop: apply | held by ann at laptop (apply) | fix: wait with --lock-timeout 10m, or, if that run is dead, trueup unlock lock-of-ann
      no state
      lock held by ann at laptop
    `);
  });

  it("is waited for, and the run goes on as soon as it is given back", async () => {
    const run: Run = { yaml: ONE_KEY, first: ["ann locks"], lockWaitMs: 60_000, meanwhile: { waiting: "ann goes" } };
    expect(await textOf(run)).toBe(text`
      waiting for ann at laptop (apply)
      resumed 0
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

  it("is waited for as long as asked, not longer, although its holder is alive", async () => {
    expect(await textOf({ yaml: ONE_KEY, first: ["ann locks"], lockWaitMs: 300_000 })).toBe(text`
      waiting for ann at laptop (apply)
      threw state.locked: the state is locked by ann on laptop: apply | held by ann at laptop (apply) | fix: wait with --lock-timeout 10m, or, if that run is dead, trueup unlock lock-of-ann
      no state
      lock held by ann at laptop
    `);
  });

  it("an interrupt ends the waiting", async () => {
    const run: Run = { yaml: ONE_KEY, first: ["ann locks"], lockWaitMs: 60_000, meanwhile: { waiting: "stop" } };
    expect(await textOf(run)).toBe(text`
      waiting for ann at laptop (apply)
      threw interrupted
      no state
      lock held by ann at laptop
    `);
  });

  it("holds back a change of the state, too", async () => {
    expect(await textOf({ yaml: ONE_KEY }, { first: ["ann locks"], change: (document) => document })).toBe(text`
      threw state.locked: the state is locked by ann on laptop: apply | held by ann at laptop (apply) | fix: wait with --lock-timeout 10m, or, if that run is dead, trueup unlock lock-of-ann
      state unchanged
      lock held by ann at laptop
    `);
  });

  it("does not hold back a plan, which says who it is", async () => {
    expect(await textOf({ yaml: ONE_KEY, first: ["ann locks"], command: "plan" })).toBe(text`
      read serveroid: 0
      planned: 1 to add
      told plan.meanwhile: apply of ann on laptop is at work, since 2026-11-01 12:00:00 UTC by its clock | What it is changing may stand here as changed outside, or as still to be done. | fix: plan again once it has ended
      no state
      lock held by ann at laptop
    `);
  });
});

describe("the lock of a run", () => {
  it("tells others what it is at, from before the first look to after the last request", async () => {
    const asks: Run = { meanwhile: { "read serveroid": "ann asks", "done ": "ann asks" } };
    expect(
      (
        await textsOf({ yaml: ONE_KEY, ...asks }, { options: { mode: "destroy", allow: { deletes: 1 } }, ...asks })
      ).join("\n\n"),
    ).toBe(text`
      resumed 0
      read serveroid: 0
      ann is told: the lock is held by test at test (apply)
      planned: 1 to add
      asked: yes
      started create keys.ops
        step create keys.ops: add the key ops
        > pubkeys_add
      done create keys.ops
      ann is told: the lock is held by test at test (apply)
      end done: 1 of 1 done
      state: keys.ops

      resumed 0
      read serveroid: 1
      ann is told: the lock is held by test at test (destroy)
      planned: 1 to destroy
      asked: yes
      started delete keys.ops
        step delete keys.ops: delete the key
        > pubkeys_delete
      done delete keys.ops
      ann is told: the lock is held by test at test (destroy)
      end done: 1 of 1 done
      state: nothing
    `);
  });

  it("is held while the question is asked", async () => {
    expect(await textOf({ yaml: ONE_KEY, answer: "no", meanwhile: { asked: "ann asks" } })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 1 to add
      asked: no
      ann is told: the lock is held by test at test (apply)
      end cancelled
      no state
    `);
  });

  it("a plan has none", async () => {
    expect(await textOf({ yaml: ONE_KEY, command: "plan", meanwhile: { "read serveroid": "ann asks" } })).toBe(text`
      read serveroid: 0
      ann is told: the lock is held by nobody
      planned: 1 to add
      no state
    `);
  });

  const ends: readonly [string, Run][] = [
    ["all is done", { yaml: TWO_KEYS }],
    ["the answer is no", { yaml: TWO_KEYS, answer: "no" }],
    ["the plan is refused", { options: { mode: "destroy" } }],
    ["an option is wrong", { options: { targets: ["vms.nothing"] } }],
    ["the provider refuses the credentials", { faults: [{ effect: "unauthorised" }] }],
    [
      "a request is refused",
      { yaml: TWO_KEYS, faults: [{ effect: "vendor-error", match: { method: "pubkeys_add" } }] },
    ],
    ["it is interrupted before anything is sent", { yaml: TWO_KEYS, meanwhile: { asked: "stop" } }],
    ["it is interrupted while something is in flight", { yaml: KEY_AND_VM, meanwhile: { "> install": "stop now" } }],
    ["the state is another stack's", { stack: "blog" }],
  ];
  it.each(ends)("is given back where %s", async (_title, run) => {
    const [, , changed = ""] = await textsOf({ yaml: ONE_KEY }, run, { stack: "shop", change: (document) => document });
    expect(changed.split("\n")[0]).toBe("end changed");
    expect(changed).not.toContain("lock held");
  });
});
