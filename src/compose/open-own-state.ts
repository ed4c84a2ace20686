// The state of the configuration in a folder, without its providers: what `state` and `unlock` need.
import { DiagnosticsError } from "../core/errors.ts";
import type { StateArchive } from "../core/state-port.ts";
import { createRedactor } from "../http/redactor.ts";
import type { OwnState } from "../run/change-state.ts";
import { type ConfigurationOptions, loadFiles } from "./load-files.ts";
import { openState } from "./open-state.ts";
import { realClock } from "./real-clock.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

/** Needs no credentials of providers: what only a plan would refuse does not matter here. Throws `DiagnosticsError`. */
export async function openOwnState(
  surroundings: Surroundings,
  options: ConfigurationOptions,
): Promise<OwnState & { readonly backend: StateArchive }> {
  const { configuration, diagnostics } = await loadFiles(surroundings, options, { mode: "validate" });
  if (configuration === undefined) throw new DiagnosticsError(diagnostics);
  const { stack, state, folder } = configuration;
  const { env, warn } = surroundings;
  const redactor = createRedactor(configuration.secretValues);
  surroundings.useRedactor?.(redactor);
  const backend = await openState({
    settings: state,
    stack,
    folder,
    env,
    clock: realClock,
    warn,
    redactor,
    version: VERSION,
  });
  return { backend, stack, version: VERSION };
}
