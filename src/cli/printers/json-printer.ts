// `--json`: one object per line on stdout, in Terraform's shapes. Nothing else goes to stdout then.

import { VERSION } from "../../compose/version.ts";
import type { JsonObject } from "../../core/json.ts";
import { buildSurplusDiagnostic } from "../../core/surplus.ts";
import { countDone } from "../../render/count-done.ts";
import { isApplyComplete } from "../../render/format-apply-summary.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import { createJsonEvents } from "../../render/json-events.ts";
import type { Printer, PrinterRequest } from "../printer.ts";
import { redactJson } from "../redact-json.ts";

export function createJsonPrinter({ terminal, redactor, mode }: PrinterRequest): Printer {
  const events = createJsonEvents({ version: VERSION, now: () => performance.timeOrigin + performance.now() });
  const print = (objects: readonly JsonObject[]) => {
    for (const object of objects) terminal.out(`${JSON.stringify(redactJson(object, redactor))}\n`);
  };
  const operation = mode === "destroy" ? "destroy" : "apply";
  print([events.version()]);
  return {
    event: (event) => print(events.event(event)),
    diagnostics: (diagnostics) => print(diagnostics.map((diagnostic) => events.diagnostic(diagnostic))),
    plan: (plan) => print(events.plan(plan)),
    summary: (results, plan, ending) =>
      print([
        ...ending.surplus.map((one) => events.diagnostic(buildSurplusDiagnostic(one, operation))),
        events.summary(countDone(plan, results), operation, isApplyComplete(results, plan, operation, ending)),
      ]),
    outputs: (values, sensitive) => {
      const shown = [
        ...Object.entries(values).map(([name, value]) => [name, { value, sensitive: false }] as const),
        ...sensitive.map((name) => [name, { value: undefined, sensitive: true }] as const),
      ];
      if (shown.length > 0) print([events.outputs(Object.fromEntries(shown))]);
    },
    note: (text) => print([events.log(text)]),
    failure: (error) => print(buildErrorDiagnostics(error).map((diagnostic) => events.diagnostic(diagnostic))),
    close: () => undefined,
  };
}
