// A plan as `plan`, `drift` and the library make it: reads, settles pending requests in memory only, and plans. Takes no
// lock, writes nothing.
import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Emit } from "../core/event.ts";
import type { StateDocument } from "../core/state-document.ts";
import { resumePending } from "../executor/resume-pending.ts";
import { createStopControl } from "../executor/stop-control.ts";
import type { PlanOptions } from "../planner/plan-input.ts";
import { assertStackIs } from "./assert-stack.ts";
import { buildBaseContext, buildCarryOut } from "./carry-out.ts";
import { assertAddresses } from "./check-options.ts";
import { findHolder, warnOfHolder } from "./find-holder.ts";
import { makePlan, type Planned, type PlanRequest } from "./make-plan.ts";
import { memoryJournal } from "./memory-journal.ts";
import type { Stack } from "./stack.ts";

export interface PlanRun {
  readonly options: PlanOptions;
  readonly emit: Emit;
  /** Ends the reads. */
  readonly signal?: AbortSignal;
}

export interface PlanEnd extends Planned {
  /** The state as it was read. */
  readonly document: StateDocument | undefined;
}

/** Throws `DiagnosticsError`, `ProviderError`, `StateError`; what is wrong with the plan itself is among its diagnostics. */
export async function planStack(stack: Stack, run: PlanRun): Promise<PlanEnd> {
  const { options, emit, signal } = run;
  if (signal !== undefined) setMaxListeners(0, signal);
  const document = await readState(stack);
  assertAddresses(options, stack.configuration, document);
  const current = document === undefined ? undefined : await settleInMemory(stack, document, run);
  const call = signal === undefined ? {} : { signal };
  const planned = await makePlan({ ...planInputs(stack, current), options, emit, call });
  const warnings = warnOfHolder(await findHolder(stack.backend));
  const { plan } = planned;
  return { ...planned, plan: { ...plan, diagnostics: [...plan.diagnostics, ...warnings] }, document };
}

/** Throws `StateError("wrong-stack")` where it is another stack's. */
export async function readState({ backend, configuration }: Stack): Promise<StateDocument | undefined> {
  const document = await backend.read();
  if (document !== undefined) assertStackIs(configuration.stack, backend.label, document);
  return document;
}

/** What a plan is made of besides its options. */
export function planInputs(
  stack: Stack,
  document: StateDocument | undefined,
): Omit<PlanRequest, "options" | "emit" | "call"> {
  const { configuration, providers, clock } = stack;
  const digester = stack.createDigester(document?.salt ?? "00");
  return {
    configuration,
    providers,
    clock,
    document,
    digest: (value) => digester.digest(value),
    unloadedFiles: listUnloaded(stack, document),
    mayRunCommands: stack.prober.mayRunCommands,
    ...(stack.illustrate === undefined ? {} : { illustrate: stack.illustrate }),
  };
}

/** Files that the state was made of, that still exist, and that are not loaded now. */
function listUnloaded({ configuration }: Stack, document: StateDocument | undefined): string[] {
  return (document?.files ?? []).filter(
    (file) => !configuration.files.includes(file) && existsSync(join(configuration.folder, file)),
  );
}

/** Looks once at what is pending; what that tells is not written. */
export async function settleInMemory(
  stack: Stack,
  document: StateDocument,
  { options, emit, signal }: PlanRun,
): Promise<StateDocument> {
  if (document.pending.length === 0) return document;
  const stop = createStopControl();
  signal?.addEventListener("abort", stop.endWaiting, { once: true });
  const journal = memoryJournal(document, 0);
  const work = buildCarryOut(stack, { journal, emit, stop, accepted: options.allow.accounts });
  await resumePending(buildBaseContext(work), "once");
  return journal.document();
}
