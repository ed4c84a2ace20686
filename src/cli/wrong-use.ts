// A wrong use of the command line as a diagnostic: what commander says of it, and the flag or command that is right. Knows no
// values of flags, which may be secrets. Loaded only where something was wrong.
import type { Command } from "commander";
import { suggestName } from "../config/text/suggest.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { findOtherCommand, findOtherFlag } from "./other-names.ts";

export interface Place {
  /** The command that did not take it, such as `state mv`; empty: none was named before it. */
  readonly command: string;
  /** Its flags: `--target`. */
  readonly flags: readonly string[];
  /** A word too many that names a configuration. */
  readonly file?: string;
}

const COMMAND = /unknown command '([a-z-]+)'/;
const FLAG = /unknown option '(--?)([A-Za-z][A-Za-z-]*)/;
const CONFIGURATION = /^[^-].*\.(ya?ml|json)$/;
const GUESS = /\(Did you mean ([^\n]*)\?\)/;

/** `text` is commander's: a line, perhaps with a guess below it. */
export function buildWrongUse(text: string, place: Place): Diagnostic {
  // What was typed may hold line ends and quotes.
  const line = text
    .replace(/^error: /, "")
    .trimEnd()
    .replace(/\n\(Did you mean [^\n]*\?\)$/, "");
  const [, said, expected] = /^(.* is invalid[^.]*)\. (.*?)\.?$/s.exec(line) ?? [];
  const summary = reword((said ?? line).replace(/^(unknown option '-[^=]*)=.*$/s, "$1'"), place);
  return buildError("cli.usage", summary, {
    fix: sayExpected(expected) ?? suggest(text, place) ?? sayFile(place) ?? sayHelp(place),
  });
}

/** In the words of the other messages, with the command that was meant. */
function reword(line: string, { command }: Place): string {
  const who = command === "" ? "trueup" : `trueup ${command}`;
  const [, option, argument] = /^option '(?:-\w, )?(--?[\w-]+) ?([^']*)' argument missing$/.exec(line) ?? [];
  if (option !== undefined) return `${option} needs a value: ${argument ?? ""}`;
  const [, value, name] = /^command-argument value '([\s\S]*)' is invalid for argument '([^']+)'$/.exec(line) ?? [];
  if (name !== undefined) return `${name.toUpperCase()} '${value ?? ""}' is not valid`;
  const [, wanted] = /^missing required argument '([^']+)'$/.exec(line) ?? [];
  if (wanted !== undefined) return `${who} needs ${wanted.toUpperCase()}`;
  if (line.startsWith("too many arguments")) return `${who} was given a word too many`;
  return line
    .replace(/^option '(?:-\w, )?(--[a-z-]+)[^']*' argument '([\s\S]*)' is invalid$/, "$1 '$2' is not valid")
    .replace(/^unknown option '(.*)'$/s, `${who} has no flag $1`)
    .replace(/^unknown command '(.*)'$/s, `${who} has no command $1`);
}

/** Where commander stopped reading: at the flag that it does not know, else at the end. */
export function findPlace(program: Command, argv: readonly string[], text: string): Place {
  const [, wrong] = /unknown option '([^']*)'/.exec(text) ?? [];
  const found = wrong === undefined ? -1 : argv.indexOf(wrong);
  const names: string[] = [];
  let at = program;
  for (const word of argv.slice(2, found === -1 ? argv.length : found)) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) continue;
    names.push(word);
    at = next;
  }
  const command = names.join(" ");
  const file = text.includes("too many arguments")
    ? argv.slice(2).findLast((word) => CONFIGURATION.test(word))
    : undefined;
  return {
    command: command === "help" ? "" : command,
    flags: ["--help", ...at.options.flatMap(({ long }) => long ?? [])],
    ...(file === undefined ? {} : { file }),
  };
}

function sayExpected(expected: string | undefined): string | undefined {
  return expected?.replace(/^Allowed choices are /, "one of: ");
}

/** An answer is better than a guess at a misspelling. */
function suggest(text: string, place: Place): string | undefined {
  const [, name] = COMMAND.exec(text) ?? [];
  const [, dashes, flag] = FLAG.exec(text) ?? [];
  const known = name === undefined ? undefined : findOtherCommand(name);
  const [, guess] = GUESS.exec(text) ?? [];
  return (
    known ??
    (flag === undefined ? undefined : suggestFlag(dashes === "-", flag, place)) ??
    (guess === undefined ? undefined : `did you mean ${guess}?`)
  );
}

function suggestFlag(hasOneDash: boolean, flag: string, { command, flags }: Place): string | undefined {
  const asIs = `--${flag}`;
  if (hasOneDash && flags.includes(asIs)) return `long flags have two dashes: ${asIs}`;
  if (!flags.includes("--auto-approve") && (flag === "yes" || flag === "auto-approve"))
    return command === "" ? `${AFTER} --auto-approve` : `trueup ${command} asks nothing: leave it out`;
  const known = findOtherFlag(flag);
  if (known !== undefined) return known;
  // Without the dashes, which would make any two short flags alike.
  const names = flags.map((one) => one.replace(/^--/, ""));
  const closest = flag.length > 1 ? suggestName(flag, names) : undefined;
  if (closest !== undefined) return `did you mean --${closest}?`;
  return command === "" ? `${AFTER} ${asIs}` : undefined;
}

const AFTER = "flags stand after the command: trueup COMMAND";

function sayFile({ command, flags, file }: Place): string | undefined {
  return file === undefined || !flags.includes("--file") ? undefined : `trueup ${command} -f ${quotePath(file)}`;
}

function quotePath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function sayHelp({ command }: Place): string {
  return command === "" ? "trueup --help lists the commands" : `trueup ${command} --help lists what it takes`;
}
