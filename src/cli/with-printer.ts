// A run with its printer: what ends it is told in the run's own form, and whatever happens both are closed.
import type { OpenedStack } from "../compose/open-stack.ts";
import { createPrinter } from "./create-printer.ts";
import type { Printer, PrinterRequest } from "./printer.ts";
import { keepGoing } from "./printers/keep-going.ts";
import { surroundingsOf } from "./surroundings-of.ts";

/** A reader that has gone does not end the work. Returns the exit code. */
export async function withPrinter(
  stack: OpenedStack,
  { terminal, flags, mode }: Omit<PrinterRequest, "redactor">,
  work: (printer: Printer) => Promise<number>,
): Promise<number> {
  const { warn } = surroundingsOf(terminal);
  const printer = keepGoing(createPrinter({ terminal, flags, redactor: stack.redactor, mode }), warn);
  try {
    printer.diagnostics(stack.warnings);
    return await work(printer);
  } catch (error) {
    printer.failure(error);
    throw error;
  } finally {
    printer.close();
    await stack.close();
  }
}
