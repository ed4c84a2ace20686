// What people who come from Terraform or kubectl type: the answer to a command that is none here, or a flag with one dash.

const COMMANDS: Readonly<Record<string, string>> = {
  init: "there is nothing to set up: write trueup.yaml, then trueup validate",
  output: "trueup apply prints the outputs; trueup state pull holds them",
  refresh: "trueup apply --refresh-only",
  taint: "trueup apply --replace ADDRESS",
  "force-unlock": "trueup unlock ID",
  version: "trueup --version",
  get: "trueup state list",
  ls: "trueup state list",
  diff: "trueup plan",
  delete: "trueup destroy",
};

const COMMAND = /unknown command '([a-z-]+)'/;
/** Of `-out=x` the name alone: the value is the user's own. */
const FLAG = /unknown option '-([a-z][a-z-]+)/;

/** The text of a wrong use with the answer below it. An answer is better than a guess at a misspelling. */
export function addOtherName(text: string): string {
  const command = COMMANDS[COMMAND.exec(text)?.[1] ?? ""];
  if (command !== undefined) return `${withoutGuess(text)}(${command})\n`;
  const flag = FLAG.exec(text)?.[1];
  return flag === undefined ? text : `${withoutGuess(text)}(long flags have two dashes: --${flag})\n`;
}

function withoutGuess(text: string): string {
  return text.replace(/\(Did you mean [^\n]*\)\n/, "");
}
