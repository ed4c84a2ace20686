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
  ["error: unknown option '-auto-approve'\n", "error: unknown option '-auto-approve'\n(-y or --auto-approve)\n"],
  [
    "error: unknown option '--lock=false'\n(trueup --help)\n",
    "error: unknown option '--lock=false'\n(plan takes no lock, and apply does nothing without one; trueup unlock removes\none that was left)\n(trueup --help)\n",
  ],
  [
    "error: unknown option '-o'\n",
    "error: unknown option '-o'\n(--format, or --json; trueup plan --out saves a plan)\n",
  ],
])("%j is answered", (text, answered) => {
  expect(addOtherName(text)).toBe(answered);
});

const FLAGS = [
  "target=x",
  "replace=x",
  "var",
  "var-file=x",
  "json",
  "destroy",
  "refresh-only",
  "lock-timeout=5m",
  "no-color",
];

it.each(FLAGS)("-%s is answered with two dashes", (flag) => {
  const name = flag.split("=")[0];
  expect(addOtherName(`error: unknown option '-${flag}'\n`)).toContain(`(long flags have two dashes: --${name})\n`);
});

it.each([
  "error: unknown command 'aply'\n(Did you mean apply?)\n",
  "error: unknown option '--tagret'\n",
  "error: unknown option '--constructor'\n",
  "error: unknown command 'constructor'\n",
])("%j is left alone", (text) => {
  expect(addOtherName(text)).toBe(text);
});
