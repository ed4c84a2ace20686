// The commands and flags of the program as data, for the completions of shells. Pure; everything must be declared already.
import type { Argument, Command, Option } from "commander";

/** What stands where a value is wanted. */
export type ValueKind =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" | "folder" | "address" | "text" | "none" };

export interface TreeOption {
  /** `--format`, `-f`. */
  readonly names: readonly string[];
  readonly description: string;
  readonly value: ValueKind;
}

export interface TreeCommand {
  /** `/state/list`; empty: the program. */
  readonly at: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly TreeOption[];
  /** Of its arguments. */
  readonly value: ValueKind;
}

const HELP: TreeOption = { names: ["--help", "-h"], description: "show help", value: { kind: "none" } };

export function buildCommandTree(program: Command, providers: readonly string[]): readonly TreeCommand[] {
  return listCommands(program, "", providers);
}

function listCommands(command: Command, at: string, providers: readonly string[]): readonly TreeCommand[] {
  const shown = command.createHelp().visibleCommands(command);
  const own: TreeCommand = {
    at,
    commands: shown.map((one) => ({ name: one.name(), description: one.description() })),
    options: [...command.options.filter(({ hidden }) => !hidden).map((option) => buildOption(option, providers)), HELP],
    value: valueOfArguments(command.registeredArguments, providers),
  };
  return [own, ...shown.flatMap((one) => listCommands(one, `${at}/${one.name()}`, providers))];
}

function buildOption(option: Option, providers: readonly string[]): TreeOption {
  const { long, short, description, required, optional, argChoices, flags } = option;
  const word = /[<[]([^>\].]+)/.exec(flags)?.[1] ?? "";
  return {
    names: [long, short].filter((name): name is string => typeof name === "string"),
    description,
    value: required || optional ? kindOf(word, argChoices, providers) : { kind: "none" },
  };
}

function valueOfArguments([first]: readonly Argument[], providers: readonly string[]): ValueKind {
  return first === undefined ? { kind: "none" } : kindOf(first.name(), first.argChoices, providers);
}

const KINDS: Readonly<Record<string, "file" | "folder" | "address">> = {
  file: "file",
  path: "file",
  planfile: "file",
  dir: "folder",
  address: "address",
  from: "address",
};

function kindOf(word: string, choices: readonly string[] | undefined, providers: readonly string[]): ValueKind {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (word === "provider") return { kind: "words", words: providers };
  return { kind: Object.hasOwn(KINDS, word) ? (KINDS[word] ?? "text") : "text" };
}

/** The first line of a description, as a shell shows it beside a name. */
export function describeShort(text: string): string {
  return text.split("\n")[0] ?? "";
}
