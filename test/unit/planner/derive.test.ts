// The digest of a key's text on the machines that list it: of what opens the machine, not of its comment.
import { describe, expect, it } from "vitest";
import { digestText, withDerived } from "../../../src/planner/derive.ts";
import { SERVEROID_RULES } from "../../../src/providers/serveroid/rules.ts";
import { sampleKey, sampleVm } from "../../support/sample-desired.ts";

const rules = SERVEROID_RULES.vm;
const BODY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2";
function keyTexts(publicKey: string, recorded?: string): unknown {
  if (rules === undefined) return undefined;
  const vm = sampleVm("vms.web");
  const key = sampleKey("ops", publicKey);
  const applied = recorded === undefined ? {} : { keyTexts: { "keys.ops": recorded } };
  return withDerived(vm, vm.attributes, rules, (address) => (address === "keys.ops" ? key : undefined), applied)[
    "keyTexts"
  ];
}

describe("the texts of a machine's keys", () => {
  it("do not change with a comment, and do with a body", () => {
    expect(keyTexts(`${BODY} me@new`)).toEqual(keyTexts(`${BODY} me@old`));
    expect(keyTexts(BODY)).toEqual(keyTexts(`${BODY} me@old`));
    expect(keyTexts(`${BODY}X me@old`)).not.toEqual(keyTexts(`${BODY} me@old`));
  });

  it("a record of the whole text, as earlier versions made it, is no difference", () => {
    const whole = digestText(`${BODY} me@old`);
    expect(keyTexts(`${BODY} me@old`, whole)).toEqual({ "keys.ops": whole });
    expect(keyTexts(`${BODY}X me@old`, whole)).not.toEqual({ "keys.ops": whole });
  });
});
