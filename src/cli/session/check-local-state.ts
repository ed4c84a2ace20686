// The guard of pipelines that keep their state in a file: where the file is missing, everything would be made again.
import { isLoopback } from "../../config/check-endpoint.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { ApplyFlags } from "../program-options.ts";
import type { Terminal } from "../terminal.ts";
import type { Session } from "./open-session.ts";

interface LocalStateRequest {
  readonly session: Pick<Session, "configuration" | "resolved" | "backend">;
  readonly flags: Pick<ApplyFlags, "allowLocalState">;
  readonly terminal: Pick<Terminal, "env">;
}

/** A pipeline without its state file would buy everything again: refused unless every endpoint is loopback. */
export async function assertLocalStateInCi({ session, flags, terminal }: LocalStateRequest): Promise<void> {
  const isCi = (terminal.env["CI"] ?? "") !== "" && terminal.env["CI"] !== "false";
  if (!isCi || flags.allowLocalState === true || session.configuration.state.backend !== "local") return;
  if (
    session.resolved.every(({ endpoint }) => URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)) ||
    (await session.backend.read()) !== undefined
  )
    return;
  throw new DiagnosticsError([
    buildError("guard.local-state", "CI is set, the state is local, and there is no state file", {
      detail: `${session.backend.label} does not exist. A runner that starts without its state would make everything again.`,
      fix: "use a shared state backend, or --allow-local-state if this is the first run here",
    }),
  ]);
}
