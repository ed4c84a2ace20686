import { expect, it } from "vitest";
import { wrapPrompt } from "../../../src/cli/wrap-prompt.ts";

it("a question that fits stays as it is, with the space for the answer", () => {
  expect(wrapPrompt('\nApply this plan? Only "yes" is accepted: ', 80)).toBe(
    '\nApply this plan? Only "yes" is accepted: ',
  );
});

it("a longer one is broken between words, and leaves room for the answer", () => {
  const asked = "\nThis destroys everything listed above. Type the stack's name (shop) to confirm: ";
  const wrapped = wrapPrompt(asked, 44);
  expect(wrapped).toBe("\nThis destroys everything listed above.\nType the stack's name (shop) to\nconfirm: ");
  expect(wrapped.replace(/\n/g, " ").trim()).toBe(asked.trim());
});
