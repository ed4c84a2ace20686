// Holds a page against what happened when it was followed.
import { compareOutput, Ids, updateOutput } from "./compare-output.ts";
import type { Act, Followed } from "./follow-page.ts";
import type { Page } from "./read-page.ts";

/** What is wrong, each with its line in the page. */
export function checkPage(page: Page, followed: readonly Followed[]): string[] {
  const problems = [...page.problems];
  const acts = page.steps.filter((step) => step.kind !== "snippet").length;
  if (followed.length !== acts) problems.push(`${acts} commands and files, of which ${followed.length} were followed`);
  const ids = new Ids();
  for (const [index, { act, output, code }] of followed.entries()) {
    const place = `line ${act.line}: ${describe(act)}`;
    const next = followed[index + 1]?.act;
    // The code of a command that fails must be in the text: the reader asks for it.
    const isAsked = next?.kind === "command" && next.text === "echo $?";
    const difference = compareOutput(writtenFor(act), output, ids);
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
  const changed = followed.filter(({ act, output }) => compareOutput(writtenFor(act), output, ids) !== undefined);
  for (const { act, output } of changed.toReversed())
    if (act.kind === "command") lines.splice(act.from, act.to - act.from, ...updateOutput(act.output, output));
  return lines.join("\n");
}

function writtenFor(act: Act): readonly string[] {
  return act.kind === "command" ? act.output : [];
}

function describe(act: Act): string {
  return act.kind === "command" ? `$ ${act.text}` : act.name;
}
