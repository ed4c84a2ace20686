// A printer whose output may fail, as where a log fills its disk: an apply that is under way must not end of that. Only the
// plan must come out: what cannot be shown is not carried out.
import type { Printer } from "../printer.ts";

/** `warn` is told once. */
export function keepGoing(printer: Printer, warn: (message: string) => void): Printer {
  let isTold = false;
  const attempt = (print: () => void): void => {
    try {
      print();
    } catch (error) {
      if (!(error instanceof Error) || !("syscall" in error)) throw error;
      if (!isTold) warn(`standard output cannot be written, and the run goes on without it: ${error.message}`);
      isTold = true;
    }
  };
  return {
    plan: (plan, prior) => printer.plan(plan, prior),
    event: (event) => attempt(() => printer.event(event)),
    diagnostics: (diagnostics) => attempt(() => printer.diagnostics(diagnostics)),
    summary: (results, plan, isStateSaved) => attempt(() => printer.summary(results, plan, isStateSaved)),
    outputs: (values, sensitive) => attempt(() => printer.outputs(values, sensitive)),
    note: (text) => attempt(() => printer.note(text)),
    failure: (error) => attempt(() => printer.failure(error)),
    close: () => attempt(() => printer.close()),
  };
}
