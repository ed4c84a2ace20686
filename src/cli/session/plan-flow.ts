// `plan` and what shares its way: reads, settles pending requests in memory only, and plans. Takes no lock, writes nothing.

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Emit } from "../../core/event.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { Journal } from "../../core/state-port.ts";
import { resumePending } from "../../executor/resume-pending.ts";
import { createStopControl } from "../../executor/stop-control.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import { createDigester } from "../../state/digest.ts";
import type { PlanFlags } from "../program-options.ts";
import { assertStackIs } from "./assert-stack.ts";
import { assertAddresses } from "./check-addresses.ts";
import { makePlan, type Planned } from "./make-plan.ts";
import type { Session } from "./open-session.ts";
import { buildBaseContext } from "./run-apply.ts";

export function buildPlanOptions(flags: PlanFlags, mode: PlanOptions["mode"]): PlanOptions {
  return {
    mode: flags.refreshOnly === true ? "refresh-only" : mode,
    targets: flags.target ?? [],
    excludes: flags.exclude ?? [],
    replace: flags.replace ?? [],
    rebuild: flags.rebuild ?? [],
    deleteSurplus: flags.deleteSurplus ?? [],
    keepSurplus: flags.keepSurplus ?? [],
    allow: {
      ...(flags.allowDeletes === undefined ? {} : { deletes: flags.allowDeletes }),
      ...(flags.allowAdopt === undefined ? {} : { adopt: flags.allowAdopt }),
      ...(flags.allowRecreate === undefined ? {} : { recreate: flags.allowRecreate }),
      empty: flags.allowEmpty === true,
      filesChanged: flags.filesChanged === true,
      accounts: flags.acceptAccount ?? [],
    },
  };
}

export interface PlanFlow extends Planned {
  readonly document: StateDocument | undefined;
}

export async function planFlow(
  session: Session,
  options: PlanOptions,
  emit: Emit,
  signal?: AbortSignal,
): Promise<PlanFlow> {
  const document = await readState(session);
  assertAddresses(options, session.configuration, document);
  const current = document === undefined ? undefined : await settleInMemory(session, document, options, emit);
  const planned = await makePlan({
    ...planInputs(session, current),
    options,
    emit,
    call: signal === undefined ? {} : { signal },
  });
  return { ...planned, document };
}

export async function readState(session: Session): Promise<StateDocument | undefined> {
  const document = await session.backend.read();
  if (document !== undefined) assertStack(session, document);
  return document;
}

export function assertStack({ configuration, backend }: Session, document: StateDocument): void {
  assertStackIs(configuration.stack, backend.label, document);
}

export function planInputs(session: Session, document: StateDocument | undefined) {
  const { configuration, providers, clock } = session;
  const digester = createDigester(document?.salt ?? "00");
  return {
    configuration,
    providers,
    clock,
    document,
    digest: (value: string) => digester.digest(value),
    unloadedFiles: listUnloaded(session, document),
  };
}

/** Files that the state was made of, that still exist, and that are not loaded now. */
function listUnloaded({ configuration }: Session, document: StateDocument | undefined): string[] {
  return (document?.files ?? []).filter(
    (file) => !configuration.files.includes(file) && existsSync(join(configuration.folder, file)),
  );
}

async function settleInMemory(
  session: Session,
  document: StateDocument,
  { allow }: PlanOptions,
  emit: Emit,
): Promise<StateDocument> {
  if (document.pending.length === 0) return document;
  const journal = memoryJournal(document);
  const digester = createDigester(document.salt);
  const context = buildBaseContext({
    journal,
    providers: session.providers,
    configuration: session.configuration,
    clock: session.clock,
    emit,
    stop: createStopControl(),
    digest: (value) => digester.digest(value),
    randomId: randomUUID,
    parallelism: 16,
    accepted: allow.accounts ?? [],
  });
  await resumePending(context, "once");
  return journal.document();
}

/** A journal that forgets: a plan may learn, but it writes nothing. */
function memoryJournal(document: StateDocument): Journal {
  let current = document;
  return {
    document: () => current,
    commit: async (change) => {
      current = change(current);
    },
    leaseLeftMs: () => 0,
    lost: new AbortController().signal,
  };
}
