// Arguments of an act as they are typed: `--snapshot golden`, `--create-backup`, secrets by the name of a variable or a file.
// Knows no act: which names there are is handed in.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ActArgument } from "../core/day-two.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";

export interface TypedAct {
  /** What stands alone: an address and a name. */
  readonly words: readonly string[];
  readonly given: Readonly<Record<string, string | true>>;
  /** Secret arguments by name: where their values are. */
  readonly sources: Readonly<Record<string, { readonly from: "env" | "file"; readonly at: string }>>;
}

/** `known`: the arguments of all acts; others are taken along, to be refused with what is meant. */
export function parseActArguments(tokens: readonly string[], known: readonly ActArgument[]): TypedAct {
  const words: string[] = [];
  const given: Record<string, string | true> = {};
  const sources: Record<string, { from: "env" | "file"; at: string }> = {};
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if (!/^--?[a-z]/i.test(token)) {
      words.push(token);
      continue;
    }
    const [, name = "", inline] = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(token) ?? [];
    const next = tokens[index + 1];
    const takesNext = inline === undefined && !isSwitch(name, known) && next !== undefined && !/^--[a-z]/i.test(next);
    if (takesNext) index++;
    const value = inline ?? (takesNext ? (next as string) : true);
    const secret = findSecret(name, known);
    const key = secret?.name ?? name;
    if (Object.hasOwn(given, key) || Object.hasOwn(sources, key)) throw twice(key);
    if (secret === undefined) given[name] = value;
    else if (secret.from === undefined || value === true) throw badSecret(secret.name, secret.from);
    else sources[secret.name] = { from: secret.from, at: value };
  }
  return { words, given, sources };
}

function isSwitch(name: string, known: readonly ActArgument[]): boolean {
  const named = known.filter((argument) => argument.name === name);
  return named.length > 0 && named.every(({ value }) => value === undefined);
}

function findSecret(name: string, known: readonly ActArgument[]) {
  const [, base = name, from] = /^(.+)-(env|file)$/.exec(name) ?? [];
  const isSecret = (one: string) => known.some((argument) => argument.name === one && argument.secretAt !== undefined);
  if (isSecret(name)) return { name, from: undefined };
  return isSecret(base) ? { name: base, from: from as "env" | "file" } : undefined;
}

/** Which of the two is meant nobody can tell; what is destroyed may hang on it. */
function twice(name: string): DiagnosticsError {
  return new DiagnosticsError([buildError("act.argument", `--${name} is given twice`, { fix: "give it once" })]);
}

/** What is typed stands in the list of processes, and in the shell's history. */
function badSecret(name: string, from: "env" | "file" | undefined): DiagnosticsError {
  const summary =
    from === undefined ? `--${name}: a secret is never given in the command itself` : `--${name}-${from} needs a value`;
  return new DiagnosticsError([
    buildError("act.argument", summary, { fix: `--${name}-env NAME, or --${name}-file PATH (- for standard input)` }),
  ]);
}

/** The values. Throws for a variable that is not set and a file that cannot be read. */
export function readSecrets(
  sources: TypedAct["sources"],
  { env, folder }: { readonly env: Readonly<Record<string, string | undefined>>; readonly folder: string },
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, { from, at }] of Object.entries(sources)) {
    const value = from === "env" ? env[at] : readSource(name, at, folder);
    if (value === undefined || value === "")
      throw new DiagnosticsError([
        buildError("act.argument", `--${name}-${from} ${at}: it is ${value === undefined ? "not set" : "empty"}`),
      ]);
    values[name] = value;
  }
  return values;
}

/** One line end at the end is the file's, not the secret's. */
function readSource(name: string, at: string, folder: string): string {
  try {
    return readFileSync(at === "-" ? 0 : resolve(folder, at), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new DiagnosticsError([
      buildError(
        "act.argument",
        `--${name}-file ${at} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ),
    ]);
  }
}
