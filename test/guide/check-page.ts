// Holds a page against what happened when it was followed.
import { compareOutput, Ids, updateOutput } from "./compare-output.ts";
import type { Followed } from "./follow-page.ts";
import type { Page } from "./read-page.ts";

/** What is wrong, each with its line in the page. */
export function checkPage(page: Page, followed: readonly Followed[]): string[] {
  const problems = [...page.problems];
  const commands = page.steps.filter((step) => step.kind === "command").length;
  if (followed.length !== commands) problems.push(`${commands} commands, of which ${followed.length} were followed`);
  const ids = new Ids();
  for (const [index, { command, output, code }] of followed.entries()) {
    const place = `line ${command.line}: $ ${command.text}`;
    // The code of a command that fails must be in the text: the reader asks for it.
    const isAsked = followed[index + 1]?.command.text === "echo $?";
    const difference = compareOutput(command.output, output, ids);
    if (code === undefined) problems.push(`${place}\n  did not end; so far:\n${output.join("\n")}`);
    else if (difference !== undefined) problems.push(`${place}${difference}`);
    else if (code !== 0 && !isAsked) problems.push(`${place}\n  ended with ${code}, and no $ echo $? says so`);
  }
  return problems;
}

/** The page with what its commands print now. */
export function updatePage(page: Page, followed: readonly Followed[]): string {
  const lines = [...page.lines];
  const ids = new Ids();
  const changed = followed.filter(({ command, output }) => compareOutput(command.output, output, ids) !== undefined);
  for (const { command, output } of changed.toReversed())
    lines.splice(command.from, command.to - command.from, ...updateOutput(command.output, output));
  return lines.join("\n");
}
