// The last word on an error that ended a command: a calm block on stderr; a stack trace only for our own bugs, in the log.
import { InvariantError } from "../core/errors.ts";
import { formatError } from "../render/format-error.ts";
import { buildStyle } from "./build-style.ts";
import { redactKnown } from "./surroundings-of.ts";
import type { Terminal } from "./terminal.ts";

export function reportError(terminal: Terminal, error: unknown): void {
  const isColourOff = process.argv.includes("--no-color");
  terminal.err(redactKnown(formatError(error, buildStyle(terminal, isColourOff ? { color: false } : {}, "err"))));
  const isBug = error instanceof InvariantError || (error instanceof Error && error.constructor === TypeError);
  if (isBug && (terminal.env["TRUEUP_LOG"] ?? "") !== "") terminal.err(`${redactKnown(error.stack ?? "")}\n`);
}
