// What the help of a command says below its flags: of that command, and of no other.
import { Command } from "commander";
import { expect, it } from "vitest";
import { addActionOptions, addApplyOptions, addPlanOptions } from "../../../src/cli/program-options.ts";

function helpOf(declare: (command: Command) => Command): string {
  let said = "";
  const command = new Command("it").configureOutput({ writeOut: (text) => (said += text) });
  declare(command).outputHelp();
  return said;
}

it("only an act takes secrets by a variable or a file", () => {
  expect(helpOf(addActionOptions)).toContain("--password-env NAME");
  expect(helpOf(addPlanOptions)).not.toContain("--password-env");
  expect(helpOf(addApplyOptions)).not.toContain("--password-env");
});

it("apply tells all its exit codes once", () => {
  expect(helpOf(addApplyOptions).match(/Exit codes:/g)).toHaveLength(1);
  expect(helpOf(addApplyOptions)).toMatch(/ 0 .* 1 .* 3 .* 4 .* 5 .* 130, 143 /s);
});
