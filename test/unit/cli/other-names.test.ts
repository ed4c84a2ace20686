// What is said to people who type a command or a flag as Terraform or kubectl have it.
import { expect, it } from "vitest";
import { addOtherName } from "../../../src/cli/other-names.ts";

it.each([
  ["error: unknown command 'force-unlock'\n", "error: unknown command 'force-unlock'\n(trueup unlock ID)\n"],
  ["error: unknown command 'ls'\n(Did you mean rm?)\n", "error: unknown command 'ls'\n(trueup state list)\n"],
  [
    "error: unknown option '-out=secret'\n",
    "error: unknown option '-out=secret'\n(long flags have two dashes: --out)\n",
  ],
])("%j is answered", (text, answered) => {
  expect(addOtherName(text)).toBe(answered);
});

it.each(["error: unknown command 'aply'\n(Did you mean apply?)\n", "error: unknown option '--tagret'\n"])(
  "%j is left alone",
  (text) => {
    expect(addOtherName(text)).toBe(text);
  },
);
