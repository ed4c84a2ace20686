// The entry of the command line program: runs one command, turns errors into messages and exit codes, ends the process.
import { CommanderError } from "commander";
import { EXIT, exitCodeOfError } from "./exit-code.ts";
import { buildProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

async function main(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
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

/** A reader that went away (`| head`) is no failure: what it does not read is not missed, and the run goes on to its end. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write("", () => resolve());
  });
}

async function run(): Promise<void> {
  ignoreClosedPipes();
  const code = await main(process.argv);
  process.exitCode = code;
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  process.exit(code);
}

void run();
