// `trueup import ADDRESS ID`: shows what is taken over and how it differs, asks, and writes the state. Nothing is sent.
import { assertLocalStateInCi } from "../../compose/check-local-state.ts";
import { type OpenedStack, openStack } from "../../compose/open-stack.ts";
import { type Address, quoteAddress } from "../../core/address.ts";
import { AbortedError } from "../../core/errors.ts";
import type { Imported } from "../../core/imported.ts";
import { createStopControl, type StopControl } from "../../executor/stop-control.ts";
import { formatImported } from "../../render/format-imported.ts";
import { type ImportEnd, importObject } from "../../run/import-object.ts";
import { assertMayAsk, createQuestion, lockRequest, say } from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import type { ImportFlags } from "../import-flags.ts";
import type { Printer } from "../printer.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { StopSignal, Terminal } from "../terminal.ts";

export interface ImportWork {
  readonly terminal: Terminal;
  readonly flags: ImportFlags;
  readonly stack: OpenedStack;
  readonly printer: Printer;
  readonly stop: StopControl;
}

export async function runImportObject(
  terminal: Terminal,
  address: Address,
  id: string,
  flags: ImportFlags,
): Promise<number> {
  if (flags.dryRun !== true)
    assertMayAsk(terminal, flags, `trueup import -y ${quoteAddress(address)} ${quoteAddress(id)}`);
  const stack = await openStack(surroundingsOf(terminal), flags);
  const printer = createPrinter({
    terminal,
    flags: { color: flags.color ?? true },
    redactor: stack.redactor,
    mode: "normal",
  });
  const stop = createStopControl();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    stop.endWaiting();
  });
  try {
    printer.diagnostics(stack.warnings);
    const code = await take({ terminal, flags, stack, printer, stop }, address, id);
    return stopped === undefined ? code : exitCodeOfSignal(stopped);
  } catch (error) {
    if (stopped !== undefined && error instanceof AbortedError) return exitCodeOfSignal(stopped);
    throw error;
  } finally {
    unlisten();
    printer.close();
    await stack.close();
  }
}

async function take(
  { terminal, flags, stack, printer, stop }: ImportWork,
  address: Address,
  id: string,
): Promise<number> {
  if (flags.dryRun !== true) await assertLocalStateInCi(stack, terminal, flags.allowLocalState === true);
  const show = (imported: Imported) => {
    printer.close();
    terminal.out(stack.redactor.redact(formatImported(imported, buildStyle(terminal, flags, "out"))));
  };
  const question = createQuestion(terminal, flags);
  const approve = async (imported: Imported) => {
    show(imported);
    return await question.ask("Take it on record? Nothing is sent.");
  };
  const end = await importObject(stack, {
    ...lockRequest(terminal, flags, "import"),
    address,
    id,
    emit: (event) => printer.event(event),
    stop,
    ...(flags.dryRun === true ? {} : { approve }),
  });
  if (end.outcome === "not-asked") show(end);
  return conclude(terminal, flags, end, question.cancelled());
}

function conclude(terminal: Terminal, flags: ImportFlags, end: ImportEnd, cancelled: number): number {
  switch (end.outcome) {
    case "not-asked":
      say(terminal, flags, "Nothing was written.");
      return EXIT.done;
    case "cancelled":
      say(terminal, flags, "Cancelled: nothing was written.");
      return cancelled;
    case "written": {
      const parts = end.entries.length - 1;
      const more = parts === 0 ? "" : `, with ${parts} part${parts === 1 ? "" : "s"} of it`;
      const isSame = end.entries.every(({ fields }) => fields.length === 0);
      const next = isSame ? "" : " The next plan shows what YAML changes of it.";
      say(terminal, flags, `${end.entries[0]?.address ?? ""} is on record${more}, as serial ${end.serial}.${next}`);
      return EXIT.done;
    }
  }
}
