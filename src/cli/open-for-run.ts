// Opens the stack of a command that prints a document or a stream: what keeps it from opening reaches standard output in that
// form, too, so that no reader finds nothing there.
import { type OpenedStack, type OpenHow, openStack, type StackOptions } from "../compose/open-stack.ts";
import { createRedactor } from "../http/redactor.ts";
import { createPrinter } from "./create-printer.ts";
import type { PrinterRequest } from "./printer.ts";
import { surroundingsOf } from "./surroundings-of.ts";
import type { Terminal } from "./terminal.ts";

type Mode = PrinterRequest["mode"];

export async function openForRun(
  terminal: Terminal,
  flags: StackOptions & PrinterRequest["flags"],
  { mode, ...how }: { readonly mode: Mode } & OpenHow,
): Promise<OpenedStack> {
  try {
    return await openStack(surroundingsOf(terminal), flags, how);
  } catch (error) {
    // Nothing was read that could be a secret and is not masked already.
    createPrinter({ terminal, flags, redactor: createRedactor([]), mode }).failure(error);
    throw error;
  }
}
