// An act that only asks (backups, metrics, a console): takes no lock, writes nothing.
import { setMaxListeners } from "node:events";
import type { ActDocument } from "../../core/day-two.ts";
import type { Emit } from "../../core/event.ts";
import { createStopControl } from "../../executor/stop-control.ts";
import { newStateDocument } from "../../state/new-document.ts";
import { assertStackIs } from "../assert-stack.ts";
import { buildBaseContext, buildCarryOut } from "../carry-out.ts";
import { memoryJournal } from "../memory-journal.ts";
import type { Stack } from "../stack.ts";
import { type AskedAct, findRecord } from "./find-act.ts";
import { openAct } from "./open-act.ts";

/** Throws `DiagnosticsError`, `ProviderError`, `StateError`. */
export async function readAct(
  stack: Stack,
  asked: AskedAct,
  { emit, signal }: { readonly emit: Emit; readonly signal?: AbortSignal },
): Promise<ActDocument> {
  const { backend, configuration, version, random } = stack;
  const found = await backend.read();
  if (found !== undefined) assertStackIs(configuration.stack, backend.label, found);
  const document = found ?? newStateDocument(configuration.stack, version, random);
  findRecord(asked.address, document, configuration);
  const stop = createStopControl();
  setMaxListeners(0, stop.requested, stop.waiting);
  signal?.addEventListener("abort", stop.endWaiting, { once: true });
  const journal = memoryJournal(document, 0);
  const context = buildBaseContext(buildCarryOut(stack, { journal, emit, stop, accepted: [] }));
  const { acts, request } = await openAct(context, asked);
  return acts.read(request, context.call);
}
