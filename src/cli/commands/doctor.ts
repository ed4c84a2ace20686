// `trueup doctor`: what is wrong with credentials, clock, state, lock and pending work, and what to do. Takes no lock, changes
// nothing; at a store that has to be tried it makes objects of its own for a moment.
import { examineStack } from "../../compose/examine-stack.ts";
import { VERSION } from "../../compose/version.ts";
import { buildDoctorDocument } from "../../render/doctor-document.ts";
import { formatDoctorText } from "../../render/format-doctor-text.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import type { Explained } from "../../run/doctor/check.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT, exitCodeOfSignal, InterruptedError } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

interface DoctorFlags extends ConfigurationOptions {
  readonly provider?: readonly string[];
  readonly offline?: boolean;
  readonly probe?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly format?: "text" | "json";
  readonly json?: boolean;
}

const TIMEOUT_MS = 30_000;
const FIRST_WORD_MS = 1000;
const NEXT_WORD_MS = 10_000;

export async function runDoctor(terminal: Terminal, flags: DoctorFlags): Promise<number> {
  const progress = tellProgress(terminal);
  const interrupt = watchInterrupt(terminal);
  try {
    const ended = await examineStack(surroundingsOf(terminal), flags, {
      timeoutMs: flags.timeout ?? TIMEOUT_MS,
      explain,
      isOffline: flags.offline === true,
      mayProbe: flags.probe !== false,
      onRunning: progress.note,
      interrupted: interrupt.interrupted,
    });
    const { redactor, stack = null } = ended;
    // Before it is laid out: a secret that is wrapped is harder to find.
    const findings = redactJson(ended.findings, redactor) as typeof ended.findings;
    progress.close();
    const context = { timestamp: new Date().toISOString(), version: VERSION, stack };
    if (flags.json === true || flags.format === "json")
      terminal.out(`${JSON.stringify(buildDoctorDocument(findings, context), undefined, 2)}\n`);
    else terminal.out(formatDoctorText(findings, buildStyle(terminal, flags, "out")));
    return findings.some(({ verdict }) => verdict === "problem") ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (error instanceof InterruptedError) return exitCodeOfSignal(error.signal);
    throw error;
  } finally {
    progress.close();
    interrupt.close();
  }
}

/** The first thing that is wrong in full, the others by name. */
function explain(error: unknown): Explained {
  const [first, ...others] = buildErrorDiagnostics(error);
  const fixes = [first, ...others].flatMap((one) => (one?.fix === undefined ? [] : [one.fix]));
  const details = [...(first?.detail?.split("\n") ?? []), ...others.map(({ summary }) => summary)];
  return { summary: first?.summary ?? String(error), details, fixes: [...new Set(fixes)] };
}

/** Nothing is under way that would have to be awaited. */
function watchInterrupt(terminal: Terminal) {
  let close = (): void => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    close = terminal.onSignal((signal) => reject(new InterruptedError(signal)));
  });
  interrupted.catch(() => undefined);
  return { interrupted, close: () => close() };
}

function tellProgress(terminal: Terminal) {
  const running: string[] = [];
  const tell = (): void => {
    if (running.length > 0) terminal.err(`Looking at ${[...new Set(running)].join(", ")}…\n`);
    timer = setTimeout(tell, NEXT_WORD_MS);
  };
  let timer = setTimeout(tell, FIRST_WORD_MS);
  return {
    note(what: string, isRunning: boolean): void {
      if (isRunning) running.push(what);
      else running.splice(running.indexOf(what), 1);
    },
    close: () => clearTimeout(timer),
  };
}
