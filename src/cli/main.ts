// The entry of the command line program: runs one command, turns errors into messages and exit codes, ends the process.
import { type Command, CommanderError } from "commander";
import { EXIT, exitCodeOfError } from "./exit-code.ts";
import { buildProgram } from "./program.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

async function main(terminal: Terminal, argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const wrong: string[] = [];
  const swallowed = findSwallowed(argv);
  if (swallowed !== undefined) {
    await tellWrongUse(terminal, `unknown option '${swallowed}'\n`);
    return EXIT.failed;
  }
  const finish = (result: number) => {
    code = result;
  };
  const program = buildProgram({ argv, terminal, finish, tellWrong: (text) => void wrong.push(text) });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (wrong.length > 0) await tellWrongUse(terminal, wrong.join(""), { program, argv });
      return error.exitCode;
    }
    const { reportError } = await import("./report-error.ts");
    reportError(terminal, error);
    return exitCodeOfError(error);
  }
}

interface Parsed {
  readonly program: Command;
  readonly argv: readonly string[];
}

/** Help of a group that was called without a command is no error text: it stays as it is. */
async function tellWrongUse(terminal: Terminal, text: string, parsed?: Parsed): Promise<void> {
  if (parsed !== undefined && !text.startsWith("error: ")) {
    terminal.err(text);
    return;
  }
  const [{ buildWrongUse, findPlace }, { reportError }, { DiagnosticsError }] = await Promise.all([
    import("./wrong-use.ts"),
    import("./report-error.ts"),
    import("../core/errors.ts"),
  ]);
  const place = parsed === undefined ? NO_PLACE : findPlace(parsed.program, parsed.argv, text);
  reportError(terminal, new DiagnosticsError([buildWrongUse(text, place)]));
}

const NO_PLACE = { command: "", flags: [] };

/** Flags of other programs that would be read as `-f` with the rest of the word for a file. */
const SWALLOWED = /^-f(?:orce(?:-copy)?|ormat|ile(?:name)?|rom-module)(?==|$)/;

function findSwallowed(argv: readonly string[]): string | undefined {
  const end = argv.indexOf("--");
  for (const word of argv.slice(2, end === -1 ? argv.length : end)) {
    const [flag] = SWALLOWED.exec(word) ?? [];
    if (flag !== undefined) return flag;
  }
  return undefined;
}

/** The oldest Node that everything here was tried on. */
const OLDEST = [20, 19] as const;

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function run(): Promise<void> {
  const terminal = processTerminal();
  const { node } = process.versions;
  if (isTooOld(node)) {
    terminal.err(`trueup needs Node ${OLDEST.join(".")} or newer; this is Node ${node}\n`);
    await terminal.flush();
    process.exit(EXIT.failed);
  }
  const code = await main(terminal, process.argv);
  process.exitCode = code;
  if (terminal.env["GITHUB_ACTIONS"] === "true") (await import("./tell-exit-code.ts")).tellExitCode(terminal.env, code);
  await terminal.flush();
  process.exit(code);
}

void run();
