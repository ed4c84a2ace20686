// Contract 2, 4.6 and 5: whatever stops an apply before its first request is thrown, and nothing is sent, asked or written.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { KEY, KEY_AND_VM, ONE_KEY, ONE_VM, TWO_KEYS, VM } from "./declared.ts";
import { type Run, textOf, textsIn } from "./run-specification.ts";

const DESTROY: Run = { options: { mode: "destroy" } };
const THERE = { pubkeys: [{ id: 7, name: "ops", publicKey: KEY.replace(/.*publicKey: /, "") }] };

describe("guard rails", () => {
  it("an unattended destroy without a number is refused before it is asked", async () => {
    expect(await textOf({ yaml: TWO_KEYS }, DESTROY)).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 2 to destroy
      threw guard.destroy: an unattended destroy must name the number of destructive steps: 2 | Nothing was done. | fix: if this is meant: --allow-deletes 2
      state unchanged
    `);
  });

  it("a person who looks at the plan needs none", async () => {
    expect(await textOf({ yaml: TWO_KEYS }, { ...DESTROY, isAttended: true, answer: "no" })).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 2 to destroy
      asked: no
      end cancelled
      state unchanged
    `);
  });

  it("limits of the policy hold for a person, too", async () => {
    const policy = `${ONE_KEY}\npolicy: { maxDeletes: 0 }`;
    expect(await textOf({ yaml: TWO_KEYS }, { yaml: policy, isAttended: true })).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 1 to destroy
      threw guard.max-deletes: 1 destructive step, policy.maxDeletes allows 0 | Nothing was done. | fix: if this is meant: --allow-deletes 1
      state unchanged
    `);
  });

  it("all that refuse it are told at once", async () => {
    const policy = "keys: {}\npolicy: { maxDeletes: 0 }";
    expect(await textOf({ yaml: TWO_KEYS }, { yaml: policy })).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 2 to destroy
      threw guard.max-deletes: 2 destructive steps, policy.maxDeletes allows 0 | Nothing was done. | fix: if this is meant: --allow-deletes 2
      threw guard.empty: the configuration declares nothing, but 2 resources are tracked | Nothing was done. | fix: if this is meant: --allow-empty
      state unchanged
    `);
  });

  it("what is found by its name alone is not adopted unattended", async () => {
    expect((await textsIn(THERE, { yaml: ONE_KEY }))[0]).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to import
      threw guard.adopt: 1 object was found by name alone and would be taken over | Nothing was done. | fix: if this is meant: --allow-adopt 1
      no state
    `);
    expect((await textsIn(THERE, { yaml: ONE_KEY, options: { allow: { adopt: 1 } } }))[0]).toBe(text`
      resumed 0
      read serveroid: 1
      planned: 1 to import
      asked: yes
      end done
      state: keys.ops
    `);
  });

  it("a file that the state was made of, and that is still there, must be loaded", async () => {
    const files = { "more.yaml": `keys: { dev: { ${KEY} } }` };
    expect(await textOf({ yaml: ONE_KEY, files }, {})).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 1 to destroy
      threw guard.files-changed: the state was made of files that still exist but are not loaded now: more.yaml | Nothing was done. | fix: if this is meant: --files-changed
      state unchanged
    `);
    expect(
      await textOf({ yaml: ONE_KEY, files }, { options: { allow: { filesChanged: true, deletes: 1 } } }),
    ).toBe(text`
      resumed 0
      read serveroid: 2
      planned: 1 to destroy
      asked: yes
      started delete keys.dev
        step delete keys.dev: delete the key
        > pubkeys_delete
      done delete keys.dev
      end done: 1 of 1 done
      state: keys.ops
    `);
  });

  it("a plan tells of them, and is no error", async () => {
    expect(await textOf({ yaml: TWO_KEYS }, { ...DESTROY, command: "plan" })).toBe(text`
      read serveroid: 2
      planned: 2 to destroy
      state unchanged
    `);
  });
});

describe("errors of the plan", () => {
  const unknown = `
    keys: { ops: { ${KEY} } }
    vms: { web: { ${VM.replace("Облачный без границ", "Cloudy")}, keys: [ops] } }`;

  it("stop the apply, and also what has none: all are told, nothing is asked", async () => {
    expect(await textOf({ yaml: unknown })).toBe(text`
      resumed 0
      read serveroid: 0
      planned: 2 to add
      threw provider.name-not-found: vms.web: Serveroid has no tariff Cloudy | It has: Облачный 512 Облачный 1024 Облачный 2048 Облачный 4096 Облачный 8192 and 8 more: trueup catalog serveroid
      no state
    `);
  });

  it("are among the diagnostics of a plan", async () => {
    expect(await textOf({ yaml: unknown, command: "plan" })).toBe(text`
      read serveroid: 0
      planned: 2 to add
      told provider.name-not-found: vms.web: Serveroid has no tariff Cloudy | It has: Облачный 512 Облачный 1024 Облачный 2048 Облачный 4096 Облачный 8192 and 8 more: trueup catalog serveroid
      no state
    `);
  });

  it("are told after what was left open is settled", async () => {
    const stopped: Run = { yaml: ONE_VM, meanwhile: { "> install": "stop now" } };
    const yaml = `vms: { web: { ${VM} }, db: { ${VM.replace("Облачный без границ", "Cloudy")} } }`;
    expect(await textOf(stopped, { yaml })).toBe(text`
      note: settling 1 pending request of an earlier run
      settling vms.web: "install Ubuntu 14.04 on Облачный без границ" is still running: waiting for it
      resumed 1: vms.web settled
      read serveroid: 1
      planned: 1 to add
      threw provider.name-not-found: vms.db: Serveroid has no tariff Cloudy | It has: Облачный 512 Облачный 1024 Облачный 2048 Облачный 4096 Облачный 8192 and 8 more: trueup catalog serveroid
      state: vms.web
    `);
  });
});

describe("options", () => {
  it("addresses that name nothing are refused before anything is read, all at once", async () => {
    const options = { targets: ["vms.wbe"], excludes: ["keys.osp"], replace: ["snapshots.x"] };
    expect(await textOf({ yaml: KEY_AND_VM, options })).toBe(text`
      threw cli.unknown-address: --target vms.wbe: nothing with this address is declared or tracked | fix: did you mean vms.web?
      threw cli.unknown-address: --exclude keys.osp: nothing with this address is declared or tracked | fix: did you mean keys.ops?
      threw cli.unknown-address: --replace snapshots.x: nothing with this address is declared or tracked | fix: trueup state list shows what is tracked
      no state
    `);
    expect(await textOf({ yaml: KEY_AND_VM, options, command: "plan" })).toBe(text`
      threw cli.unknown-address: --target vms.wbe: nothing with this address is declared or tracked | fix: did you mean vms.web?
      threw cli.unknown-address: --exclude keys.osp: nothing with this address is declared or tracked | fix: did you mean keys.ops?
      threw cli.unknown-address: --replace snapshots.x: nothing with this address is declared or tracked | fix: trueup state list shows what is tracked
      no state
    `);
  });

  it("a name without its section is answered with the address", async () => {
    const options = { targets: ["web"], excludes: ["ops"] };
    expect(await textOf({ yaml: KEY_AND_VM, options, command: "plan" })).toBe(text`
      threw cli.unknown-address: --target web: nothing with this address is declared or tracked | fix: did you mean vms.web?
      threw cli.unknown-address: --exclude ops: nothing with this address is declared or tracked | fix: did you mean keys.ops?
      no state
    `);
  });

  it("what one of them asks for and another rules out is refused", async () => {
    const options = { replace: ["vms.web"], excludes: ["vms.web"] };
    expect(await textOf({ yaml: ONE_VM, options })).toBe(text`
      threw cli.flags: --replace vms.web cannot be done with --exclude vms.web | fix: keep one of them
      no state
    `);
  });

  it("an account that is no provider entry is refused", async () => {
    expect(await textOf({ yaml: ONE_VM, options: { allow: { accounts: ["serveriod"] } } })).toBe(text`
      threw cli.provider: --accept-account serveriod: there is no such provider entry | fix: did you mean serveroid?
      no state
    `);
  });
});

describe("a read that fails", () => {
  it("refused credentials end the run before anything is planned", async () => {
    expect(await textOf({ yaml: ONE_KEY, faults: [{ effect: "unauthorised" }] })).toBe(text`
      resumed 0
      threw provider.unauthorised: Ошибка прав доступа. Обратитесь в службу поддержки.
      no state
    `);
  });

  it("a list that never comes is no empty account", async () => {
    const faults = [{ effect: "http-5xx", status: 503, match: { method: "pubkeys" } }] as const;
    expect(await textOf({ yaml: ONE_KEY }, { faults })).toBe(text`
      resumed 0
      threw provider.unavailable: GET /api/v1/pubkeys/: HTTP 503
      state unchanged
    `);
    expect(await textOf({ yaml: ONE_KEY }, { faults, command: "plan" })).toBe(text`
      threw provider.unavailable: GET /api/v1/pubkeys/: HTTP 503
      state unchanged
    `);
  });
});

describe("another stack's state", () => {
  const blog: Run = { stack: "blog" };

  it("is not taken for this one's: not by an apply", async () => {
    expect(await textOf({ yaml: ONE_KEY }, blog)).toBe(text`
      threw state.wrong-stack: state.json belongs to the stack shop, not to blog | fix: check stack and state in the configuration
      state unchanged
    `);
  });

  it("not by a plan, nor by a change of the state", async () => {
    expect(await textOf({ yaml: ONE_KEY }, { ...blog, command: "plan" })).toBe(text`
      threw state.wrong-stack: state.json belongs to the stack shop, not to blog | fix: check stack and state in the configuration
      state unchanged
    `);
    expect(await textOf({ yaml: ONE_KEY }, { ...blog, change: (document) => document })).toBe(text`
      threw state.wrong-stack: state.json belongs to the stack shop, not to blog | fix: check stack and state in the configuration
      state unchanged
    `);
  });
});

describe("a change of the state alone", () => {
  it("needs a state", async () => {
    expect(await textOf({ yaml: ONE_KEY, change: (document) => document })).toBe(text`
      threw state.none: state.json: there is no state yet | fix: trueup apply makes one; where machines run already, trueup state rebuild finds them
      no state
    `);
  });

  it("is written under the lock, and asks no provider", async () => {
    const change: Run["change"] = (document) => ({ ...document, resources: {} });
    expect(await textOf({ yaml: TWO_KEYS }, { change, faults: [{ effect: "unauthorised" }] })).toBe(text`
      end changed
      state: nothing
    `);
  });
});
