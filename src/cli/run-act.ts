// A day-2 act at a terminal: signals, what is shown and asked, the result, the exit code.
import { randomUUID } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { OpenedStack } from "../compose/open-stack.ts";
import { resolveFolder } from "../compose/resolve-folder.ts";
import { quoteAddress } from "../core/address.ts";
import type { ActRule } from "../core/day-two.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../core/errors.ts";
import { createStopControl, type StopControl } from "../executor/stop-control.ts";
import { buildActDocument } from "../render/act-document.ts";
import { escapeForTerminal } from "../render/escape-for-terminal.ts";
import { formatAct, formatContradictions } from "../render/format-act.ts";
import { buildErrorDiagnostics } from "../render/format-error.ts";
import { actOnStack } from "../run/act/act.ts";
import type { ActEnd, ShownAct } from "../run/act/act-run.ts";
import type { AskedAct } from "../run/act/find-act.ts";
import { buildStyle } from "./build-style.ts";
import { EXIT } from "./exit-code.ts";
import { fetchDownload } from "./fetch-download.ts";
import { guardForActions } from "./guard-for-actions.ts";
import type { Printer } from "./printer.ts";
import type { ApplyFlags } from "./program-options.ts";
import { redactJson } from "./redact-json.ts";
import { countRunning, type Running, tellEvent } from "./run-events.ts";
import type { Terminal } from "./terminal.ts";
import { watchSignals } from "./watch-signals.ts";

export interface ActFlags extends ApplyFlags {
  readonly list?: boolean;
  readonly confirm?: string;
}

export interface ActCommand {
  readonly stack: OpenedStack;
  readonly terminal: Terminal;
  readonly flags: ActFlags;
  readonly printer: Printer;
  readonly asked: AskedAct;
  readonly rule: ActRule;
}

/** Returns the exit code. */
export async function runAct(command: ActCommand): Promise<number> {
  const { stack, terminal, flags, printer, asked } = command;
  const out = await prepareFile(command);
  const stop = createStopControl();
  const running: Running = { operations: new Set(), settling: new Set() };
  const isUnattended = flags.autoApprove === true || !terminal.isInTerminal;
  const signals = watchSignals({
    terminal,
    stop,
    clock: stack.clock,
    graceMs: isUnattended ? (flags.grace ?? 8000) : flags.grace,
    inFlight: () => running.operations.size + running.settling.size,
    emit: (event) => printer.event(event),
  });
  let shown: ShownAct | undefined;
  try {
    const end = await actOnStack(stack, {
      options: { mode: "normal" },
      asked,
      stop,
      emit: (event) => {
        countRunning(running, event);
        tellEvent(printer, event);
      },
      approve: (act) => {
        shown = act;
        return approve(command, act, stop);
      },
      ...(flags.lockTimeout === undefined ? {} : { lockWaitMs: flags.lockTimeout }),
      assumeAbsent: flags.assumeAbsent ?? [],
      assumeDone: flags.assumeDone ?? [],
    });
    printer.close();
    const code = finish(command, end, shown, out === undefined ? end.download : undefined);
    const isHanded = end.download === undefined || (await hand(command, end.download, out, stop.requested));
    return signals.exitCode() ?? (isHanded ? code : EXIT.undone);
  } catch (error) {
    const code = signals.exitCode();
    if (code !== undefined && (error instanceof AbortedError || stop.isRequested())) return code;
    throw error;
  } finally {
    signals.close();
  }
}

interface OutFile {
  readonly path: string;
  readonly partPath: string;
}

/** Before anything is sent: what is there is never overwritten. */
async function prepareFile({ asked, terminal, flags }: ActCommand): Promise<OutFile | undefined> {
  const { out } = asked.given;
  if (typeof out !== "string") return undefined;
  const path = resolve(resolveFolder(terminal.cwd, flags.chdir), out);
  const { exists } = await import("../http/download.ts");
  const isThere = await exists(path);
  if (isThere || !(await exists(dirname(path))))
    throw new DiagnosticsError([
      isThere
        ? buildError("act.out", `${out} is there already: it is not overwritten`, { fix: "--out ANOTHER" })
        : buildError("act.out", `${dirname(out)} is no folder`, { fix: "make it first" }),
    ]);
  return { path, partPath: join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`) };
}

async function approve(
  { terminal, flags, printer, stack }: ActCommand,
  act: ShownAct,
  stop: StopControl,
): Promise<boolean> {
  const isDocument = flags.json === true;
  const style = buildStyle(terminal, flags, isDocument ? "err" : "out");
  const text = stack.redactor.redact(formatAct(act, style, { verbose: flags.verbose === true }));
  if (isDocument) terminal.err(guardForActions(terminal, text, terminal.isErrFile));
  else terminal.out(guardForActions(terminal, text, terminal.isOutFile));
  printer.diagnostics(act.warnings);
  if (flags.autoApprove === true) return true;
  const answer = await terminal.ask('\nDo this? Only "yes" is accepted: ', stop.requested);
  return answer?.trim() === "yes";
}

function finish(
  { terminal, flags, printer, stack, asked }: ActCommand,
  end: ActEnd,
  shown: ShownAct | undefined,
  link: string | undefined,
): number {
  const code = end.outcome === "cancelled" ? EXIT.failed : end.error !== undefined ? EXIT.undone : EXIT[end.outcome];
  if (flags.json === true) {
    const document = redactJson(buildActDocument(asked, end, shown), stack.redactor) as object;
    // The link was asked for, and is masked everywhere else.
    const whole = { ...document, ...(link === undefined ? {} : { download: link }) };
    terminal.out(`${JSON.stringify(whole, undefined, 2)}\n`);
  }
  if (end.outcome === "cancelled") printer.note("Cancelled: nothing was done.");
  if (end.error !== undefined) printer.diagnostics([...sayUnseen(asked, end), ...buildErrorDiagnostics(end.error)]);
  if (flags.json === true) return code;
  const style = buildStyle(terminal, flags, "out");
  const [result] = end.results;
  const unfinished =
    result === undefined || result.outcome === "done"
      ? []
      : [
          buildError(
            `act.${result.outcome === "unknown" ? "unsettled" : result.outcome}`,
            `${asked.address}: ${asked.name} ${SAID[result.outcome] ?? result.outcome}${result.message === undefined ? "" : `: ${result.message}`}`,
            {
              ...(result.fix === undefined ? {} : { fix: result.fix }),
            },
          ),
        ];
  printer.diagnostics(unfinished);
  if (end.outcome === "done") terminal.out(`\nAction complete: ${asked.name} of ${quoteAddress(asked.address)}.\n`);
  const lines = stack.redactor.redact(formatContradictions(end.contradictions, end.gone, style));
  if (lines !== "") terminal.out(guardForActions(terminal, lines, terminal.isOutFile));
  return code;
}

/** The error that follows is of a look: whoever takes it for the act's own does it twice. */
function sayUnseen({ address, name }: AskedAct, { outcome }: ActEnd): Diagnostic[] {
  if (outcome !== "done") return [];
  return [
    buildError("act.unseen", `${address}: ${name} is done, but what was to be read after it could not be read`, {
      address,
      fix: "trueup plan shows what is different now",
    }),
  ];
}

const SAID: Readonly<Record<string, string>> = {
  failed: "failed",
  unknown: "may have happened or not",
  "still-running": "is still running at the provider",
  blocked: "has to wait",
  interrupted: "was interrupted",
};

/**
 * The link itself is the asked-for document, unless it is followed right away. False where that went wrong: the backup is
 * prepared all the same.
 */
async function hand(
  { terminal, flags, stack, printer }: ActCommand,
  url: string,
  out: OutFile | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  if (out === undefined) {
    if (flags.json !== true) terminal.out(`${escapeForTerminal(url)}\n`);
    printer.note("Whoever has this link has the backup.");
    return true;
  }
  try {
    const note = (text: string) => printer.note(stack.redactor.redact(text));
    await fetchDownload({ url, ...out, env: terminal.env, signal, note });
    return true;
  } catch (error) {
    if (!signal.aborted) printer.diagnostics(buildErrorDiagnostics(error));
    return false;
  }
}
