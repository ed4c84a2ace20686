// One provider for a look at its catalogue: from the configuration where there is one, else from the environment alone.
import { resolveProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import type { ProviderSettings } from "../core/desired.ts";
import { buildError, hasErrors } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Provider } from "../core/provider.ts";
import { createRedactor } from "../http/redactor.ts";
import { createProviders, vendorNames } from "./create-providers.ts";
import { type ConfigurationOptions, loadFiles } from "./load-files.ts";
import { realClock } from "./real-clock.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export async function openCatalogProvider(
  surroundings: Surroundings,
  id: string,
  options: ConfigurationOptions,
): Promise<Provider> {
  const declared = await loadDeclared(surroundings, options);
  const settings = declared.find((entry) => entry.id === id) ?? fromEnvironment(id);
  const created = createProviders({
    settings: [settings],
    env: surroundings.env,
    clock: realClock,
    redactor: createRedactor(),
    version: VERSION,
  });
  const provider = created.providers.get(id);
  if (provider !== undefined) return provider;
  const errors = resolveProviderSettings(settings, surroundings.env).diagnostics;
  if (hasErrors(errors)) throw new DiagnosticsError(errors);
  const names = [...new Set([...vendorNames(), ...declared.map((entry) => entry.id)])].join(", ");
  throw new DiagnosticsError([
    buildError("cli.provider", `there is no provider ${id} in this version of trueup`, { fix: `one of: ${names}` }),
  ]);
}

/** A catalogue is looked at before there is a configuration, too; a broken one is said, not worked around. */
async function loadDeclared(
  surroundings: Surroundings,
  options: ConfigurationOptions,
): Promise<readonly ProviderSettings[]> {
  const { configuration, diagnostics } = await loadFiles(surroundings, options, { mode: "plan" });
  if (configuration !== undefined) return configuration.providers;
  if ((options.file ?? []).length === 0 && diagnostics.every((diagnostic) => diagnostic.code === "config.no-files"))
    return [];
  throw new DiagnosticsError(diagnostics);
}

function fromEnvironment(id: string): ProviderSettings {
  const [vendor = id, alias] = id.split(".");
  return { id, vendor, ...(alias === undefined ? {} : { alias }), fields: {}, ranges: {} };
}
