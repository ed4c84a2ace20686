// The guard of pipelines that keep their state in a file: where the file is missing, everything would be made again.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { isLoopback } from "../core/loopback.ts";
import type { OpenedStack } from "./open-stack.ts";
import type { Surroundings } from "./surroundings.ts";

/** A pipeline without its state file would buy everything again: refused unless every endpoint is loopback. */
export async function assertLocalStateInCi(
  { configuration, resolved, backend }: Pick<OpenedStack, "configuration" | "resolved" | "backend">,
  { env }: Pick<Surroundings, "env">,
  isAllowed: boolean,
): Promise<void> {
  const isCi = (env["CI"] ?? "") !== "" && env["CI"] !== "false";
  if (!isCi || isAllowed || configuration.state.backend !== "local") return;
  if (
    resolved.every(({ endpoint }) => URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)) ||
    (await backend.read()) !== undefined
  )
    return;
  throw new DiagnosticsError([
    buildError("guard.local-state", "CI is set, the state is local, and there is no state file", {
      detail: `${backend.label} does not exist. A runner that starts without its state would make everything again.`,
      fix: "use a shared state backend, or --allow-local-state if this is the first run here",
    }),
  ]);
}
