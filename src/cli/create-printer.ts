// The printers of a run: text for people and logs, a document, or Terraform's event stream. All output passes the redactor.
import type { Redactor } from "../http/redactor.ts";
import type { Printer } from "./printer.ts";
import { createJsonPrinter } from "./printers/json-printer.ts";
import { createTextPrinter } from "./printers/text-printer.ts";
import type { Terminal } from "./terminal.ts";

export interface PrinterRequest {
  readonly terminal: Terminal;
  readonly redactor: Redactor;
  readonly mode: "normal" | "destroy";
  readonly flags: {
    readonly format?: "text" | "json";
    readonly json?: boolean;
    readonly verbose?: boolean;
    readonly color?: boolean;
  };
}

export function createPrinter(request: PrinterRequest): Printer {
  return request.flags.json === true ? createJsonPrinter(request) : createTextPrinter(request);
}
