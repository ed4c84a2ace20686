// `trueup unlock [ID]`: shows who holds the lock, asks, and removes it. A holder that still runs notices and stops sending.
import { openOwnState } from "../../compose/open-own-state.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { formatLockHolder } from "../../render/format-lock-holder.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

type Flags = ConfigurationOptions & { readonly autoApprove?: boolean; readonly yes?: boolean };

export async function runUnlock(terminal: Terminal, id: string | undefined, flags: Flags): Promise<number> {
  const { backend } = await openOwnState(surroundingsOf(terminal), flags);
  const holder = await backend.holder();
  if (holder === undefined) {
    terminal.err("There is no lock.\n");
    return EXIT.done;
  }
  terminal.err(`${formatLockHolder(holder)}\n`);
  const mayAsk = id === undefined && flags.autoApprove !== true && flags.yes !== true;
  if (id !== undefined && id !== holder.id)
    throw new DiagnosticsError([
      buildError("state.other-lock", `the lock is ${holder.id}, not ${id}`, { fix: `trueup unlock ${holder.id}` }),
    ]);
  if (mayAsk && !terminal.isInTerminal)
    throw new DiagnosticsError([
      buildError("cli.approval", "there is nobody to ask: standard input is no terminal", {
        fix: `trueup unlock ${holder.id}`,
      }),
    ]);
  if (mayAsk) {
    const answer = await terminal.ask(
      'Remove this lock? Make sure that nobody works on the stack. Only "yes" is accepted: ',
      new AbortController().signal,
    );
    if (answer?.trim() !== "yes") {
      terminal.err("The lock was left alone.\n");
      return EXIT.failed;
    }
  }
  const isRemoved = await backend.unlock(holder.id);
  terminal.err(isRemoved ? "The lock is removed.\n" : "The lock was gone already.\n");
  return EXIT.done;
}
