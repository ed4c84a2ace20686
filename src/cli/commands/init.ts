// `trueup init [PROVIDER]`: a first configuration, its schema for editors, and a line in .gitignore. Never overwrites; sends nothing.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { findInstalledSchema } from "../../compose/find-installed-schema.ts";
import {
  buildFirstFile,
  FIRST_PROVIDERS,
  isStackName,
  sayCredentials,
  suggestStack,
} from "../../compose/first-files.ts";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import { suggestFix } from "../../config/text/suggest.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { VENDORS } from "../../generated/shapes.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import type { StopSignal, Terminal } from "../terminal.ts";
import { writeNewFile } from "../write-new-file.ts";

interface InitFlags {
  readonly chdir?: string;
  readonly stack?: string;
  readonly autoApprove?: boolean;
}

const FILE = "trueup.yaml";
/** What a folder is read from without -f: any of them would be another configuration beside the new one. */
const TAKEN = [FILE, "trueup.yml", "trueup"];
const IGNORED = ".trueup/";
const SCHEMA_FILE = "trueup.schema.json";

export async function runInit(terminal: Terminal, given: string | undefined, flags: InitFlags): Promise<number> {
  const folder = resolveFolder(terminal.cwd, flags.chdir);
  const taken = TAKEN.find((name) => existsSync(join(folder, name)));
  if (taken !== undefined)
    throw refuse(
      "init.exists",
      `${taken} is there already`,
      "trueup validate checks it; -C DIR chooses another folder",
    );
  const questions = createQuestions(terminal, flags);
  try {
    const provider = checkProvider(given) ?? (await questions.provider());
    const stack = provider === undefined ? undefined : (checkStack(flags.stack) ?? (await questions.stack(folder)));
    if (provider === undefined || stack === undefined) {
      terminal.err("Cancelled: nothing was written.\n");
      return questions.cancelled();
    }
    const installed = findInstalledSchema(folder);
    await writeNew(join(folder, FILE), buildFirstFile({ provider, stack, schema: installed ?? `./${SCHEMA_FILE}` }));
    const isCopied = installed === undefined && (await copySchema(folder));
    const isAdded = await addIgnored(join(folder, ".gitignore"));
    const written = [
      FILE,
      ...(isCopied ? [SCHEMA_FILE] : []),
      ...(isAdded ? [`the line ${IGNORED} of .gitignore`] : []),
    ];
    terminal.out(sayNext(provider, written));
    return EXIT.done;
  } finally {
    questions.close();
  }
}

function sayNext(provider: string, written: readonly string[]): string {
  const isCopied = written.includes(SCHEMA_FILE);
  return `Wrote ${joinWords(written)}.
${isCopied ? `\n${SCHEMA_FILE} is for editors. After an upgrade of trueup:\n  trueup schema --editor > ${SCHEMA_FILE}\n` : ""}
Next:
  set ${sayCredentials(provider)}
  trueup validate            checks the file; needs no network
  trueup catalog ${provider.padEnd(11)} what there is to choose from
  trueup plan                what an apply would do

Without an account: trueup sim -- trueup plan
`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function checkProvider(provider: string | undefined): string | undefined {
  if (provider === undefined || FIRST_PROVIDERS.includes(provider)) return provider;
  const fix = suggestFix(provider, FIRST_PROVIDERS) ?? `one of ${FIRST_PROVIDERS.join(", ")}`;
  throw refuse("init.provider", `there is no provider ${provider}`, fix);
}

function checkStack(stack: string | undefined): string | undefined {
  if (stack === undefined || isStackName(stack)) return stack;
  const fix = "3 to 41 lower-case letters, digits and hyphens, a letter or digit first";
  throw refuse("init.stack", `${JSON.stringify(stack)} cannot be the name of a stack`, fix);
}

/** On a terminal they are asked, each until the answer fits; elsewhere the environment and the folder's name answer. */
function createQuestions(terminal: Terminal, flags: InitFlags) {
  const isAsked = terminal.isInTerminal && flags.autoApprove !== true;
  const abort = new AbortController();
  let signalled: StopSignal | undefined;
  const unlisten = isAsked
    ? terminal.onSignal((signal) => {
        signalled = signal;
        abort.abort();
      })
    : () => undefined;
  const ask = async (
    question: string,
    standard: string | undefined,
    isFit: (text: string) => boolean,
    wrong: string,
  ) => {
    for (;;) {
      const shown = standard === undefined ? "" : ` (${standard})`;
      const answer = (await terminal.ask(`${question}${shown}: `, abort.signal))?.trim();
      if (answer === undefined || abort.signal.aborted) return undefined;
      const chosen = answer === "" ? standard : answer;
      if (chosen !== undefined && isFit(chosen)) return chosen;
      terminal.err(`${wrong}\n`);
    }
  };
  return {
    async provider(): Promise<string | undefined> {
      const [known, other] = listWithCredentials(terminal.env);
      const standard = other === undefined ? known : undefined;
      const all = FIRST_PROVIDERS.join(", ");
      if (isAsked)
        return ask(`Provider, one of ${all}`, standard, (text) => FIRST_PROVIDERS.includes(text), `One of ${all}.`);
      if (standard !== undefined) return standard;
      throw refuse(
        "init.provider",
        "which provider is it?",
        FIRST_PROVIDERS.map((one) => `trueup init ${one}`).join(", or "),
      );
    },
    async stack(folder: string): Promise<string | undefined> {
      const standard = suggestStack(basename(folder));
      if (!isAsked) return standard;
      return ask("Name of the stack", standard, isStackName, "3 to 41 lower-case letters, digits and hyphens.");
    },
    cancelled: () => (signalled === undefined ? EXIT.failed : exitCodeOfSignal(signalled)),
    close: () => unlisten(),
  };
}

function listWithCredentials(env: Terminal["env"]): readonly string[] {
  return FIRST_PROVIDERS.filter((provider) => {
    const facts = VENDORS[provider];
    return facts?.credentials.some((set) => set.every((field) => (env[facts.environment[field] ?? ""] ?? "") !== ""));
  });
}

/** Without a package beside it: there is no address in a network to name. One that is there already stays. */
async function copySchema(folder: string): Promise<boolean> {
  const path = join(folder, SCHEMA_FILE);
  if (existsSync(path)) return false;
  const [{ buildEditorSchema }, { SCHEMA }] = await Promise.all([
    import("../../config/published/editor-schema.ts"),
    import("../../generated/schema.ts"),
  ]);
  await writeNew(path, `${JSON.stringify(buildEditorSchema(SCHEMA as JsonObject))}\n`);
  return true;
}

/** Whatever has come there meanwhile stays. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeNewFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** False where git ignores it already. */
async function addIgnored(path: string): Promise<boolean> {
  const text = existsSync(path) ? await readFile(path, "utf8") : "";
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (lines.some((line) => /^\/?(?:\*\*\/)?\.trueup\/?$/.test(line))) return false;
  const before = text === "" || text.endsWith("\n") ? "" : "\n";
  try {
    await writeFile(path, `${before}${IGNORED}\n`, { flag: "a" });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  return true;
}

function cannotWrite(path: string, error: unknown): DiagnosticsError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const why = code === "EEXIST" ? "it is there already" : code;
  return refuse(
    "init.write",
    `${path} cannot be written: ${why}`,
    "let this folder be written to, or choose another: -C",
  );
}

function refuse(code: string, summary: string, fix: string): DiagnosticsError {
  return new DiagnosticsError([buildError(code, summary, { fix })]);
}
