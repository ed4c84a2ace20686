// The printers of a run: text for people and logs, or Terraform's event stream. All output passes the redactor.
import type { Printer, PrinterRequest } from "./printer.ts";
import { createJsonPrinter } from "./printers/json-printer.ts";
import { createTextPrinter } from "./printers/text-printer.ts";

export function createPrinter(request: PrinterRequest): Printer {
  return request.flags.json === true ? createJsonPrinter(request) : createTextPrinter(request);
}
