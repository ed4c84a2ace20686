// The entry of the command line program: runs one command, turns errors into messages and exit codes, ends the process.
import { CommanderError } from "commander";
import { EXIT, exitCodeOfError } from "./exit-code.ts";
import { buildProgram } from "./program.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

async function main(terminal: Terminal, argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = buildProgram(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const { reportError } = await import("./report-error.ts");
    reportError(terminal, error);
    return exitCodeOfError(error);
  }
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
