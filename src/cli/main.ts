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

async function run(): Promise<void> {
  const terminal = processTerminal();
  const code = await main(terminal, process.argv);
  process.exitCode = code;
  await terminal.flush();
  process.exit(code);
}

void run();
