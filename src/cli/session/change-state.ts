// Reading and changing the state without a provider: what `state` and `unlock` need. Changes are made under the lock.
import { DiagnosticsError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { openJournal } from "../../state/journal.ts";
import type { LocalBackend } from "../../state/local-backend.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { realClock } from "../real-clock.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";
import { assertStackIs } from "./assert-stack.ts";
import { loadFiles } from "./load-configuration-files.ts";
import { openState } from "./open-state.ts";

export interface OwnState {
  readonly backend: LocalBackend;
  readonly stack: string;
}

/** Needs no credentials: what only a plan would refuse does not matter here. */
export async function openOwnState(terminal: Terminal, options: ConfigurationOptions): Promise<OwnState> {
  const { configuration, diagnostics } = await loadFiles(terminal, options, "validate");
  if (configuration === undefined) throw new DiagnosticsError(diagnostics);
  const { stack, state, folder } = configuration;
  const backend = openState({
    settings: state,
    stack,
    folder,
    env: terminal.env,
    clock: realClock,
    warn: (message) => terminal.err(`warning: ${message}\n`),
  });
  return { backend, stack };
}

export async function readOwnState(
  terminal: Terminal,
  options: ConfigurationOptions,
): Promise<StateDocument | undefined> {
  const { backend, stack } = await openOwnState(terminal, options);
  const document = await backend.read();
  if (document !== undefined) assertStackIs(stack, backend.label, document);
  return document;
}

export async function changeState(
  terminal: Terminal,
  options: ConfigurationOptions,
  operation: string,
  change: (document: StateDocument) => StateDocument,
): Promise<void> {
  const { backend, stack } = await openOwnState(terminal, options);
  const lease = await backend.acquire({ operation, waitMs: 0 });
  try {
    const document = await backend.read();
    if (document === undefined)
      throw new DiagnosticsError([
        {
          severity: "error",
          code: "state.none",
          summary: `${backend.label}: there is no state yet`,
          fix: "trueup apply makes one",
        },
      ]);
    assertStackIs(stack, backend.label, document);
    // The change may refuse; it is tried before the journal would take it for a failed write.
    const next = change(document);
    const journal = openJournal({ backend, lease, document, trueupVersion: VERSION });
    await journal.commit(() => next, { mayShrink: true });
  } finally {
    await lease.release();
  }
}
