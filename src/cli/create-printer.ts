// The printers of a run: text or a document for people and logs, or Terraform's event stream. All output passes the redactor.
import type { Printer, PrinterRequest } from "./printer.ts";
import { withActions } from "./printers/actions-printer.ts";
import { createJsonPrinter } from "./printers/json-printer.ts";
import { createTextPrinter } from "./printers/text-printer.ts";

export function createPrinter(request: PrinterRequest): Printer {
  const printer = request.flags.json === true ? createJsonPrinter(request) : createTextPrinter(request);
  return request.terminal.env["GITHUB_ACTIONS"] === "true" ? withActions(printer, request) : printer;
}
