// One provider for a look at its catalogue: from its block in the configuration, whatever is wrong with the rest; else from the
// environment alone.

import { loadProvider } from "../config/load-provider.ts";
import { MISSING_SETTING, resolveProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { suggestOneOf } from "../config/text/suggest.ts";
import type { ProviderSettings } from "../core/desired.ts";
import { buildError, type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Provider } from "../core/provider.ts";
import { createRedactor } from "../http/redactor.ts";
import { createProviders, vendorNames } from "./create-providers.ts";
import { type ConfigurationOptions, listSources } from "./load-files.ts";
import { realClock } from "./real-clock.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export interface CatalogProvider {
  readonly provider: Provider;
  /** It names no project or region: only `placelessKinds` can be listed. */
  readonly missing: readonly Diagnostic[];
}

export async function openCatalogProvider(
  surroundings: Surroundings,
  id: string,
  options: ConfigurationOptions,
): Promise<CatalogProvider> {
  const { settings: own, declared, diagnostics: broken, secretValues } = await readBlock(surroundings, id, options);
  const settings = own ?? fromEnvironment(id);
  const redactor = createRedactor(secretValues);
  surroundings.useRedactor?.(redactor);
  const { env } = surroundings;
  const created = createProviders({
    ...{ settings: [settings], env, clock: realClock, redactor, version: VERSION },
    isPlaceless: true,
  });
  const provider = created.providers.get(id);
  const errors = resolveProviderSettings(settings, env).diagnostics;
  if (provider !== undefined) {
    if (own === undefined && hasErrors(broken)) warnOf(surroundings, id, broken);
    return { provider, missing: errors.filter(({ code }) => code === MISSING_SETTING) };
  }
  if (hasErrors(errors)) throw new DiagnosticsError([...broken, ...errors]);
  const names = [...new Set([...vendorNames(), ...declared])];
  throw new DiagnosticsError([
    buildError("cli.provider", `there is no provider ${id} in this version of trueup`, {
      fix: suggestOneOf(id, names),
    }),
  ]);
}

/** A catalogue is looked at before there is a configuration, too. */
async function readBlock(surroundings: Surroundings, id: string, options: ConfigurationOptions) {
  const loaded = await loadProvider(listSources(surroundings, options), id);
  const isNamed = (options.file ?? []).length > 0;
  const unread = loaded.diagnostics.filter(({ code }) => code === "config.no-files" || code === "config.unreadable");
  if (isNamed && hasErrors(unread)) throw new DiagnosticsError(loaded.diagnostics);
  return { ...loaded, diagnostics: loaded.diagnostics.filter(({ code }) => code !== "config.no-files") };
}

function warnOf({ warn }: Surroundings, id: string, broken: readonly Diagnostic[]): void {
  const [first] = broken.filter(({ severity }) => severity === "error");
  const at = first?.range === undefined ? "" : `${first.range.file}:${first.range.start.line}: `;
  warn(`the environment alone is used, since providers.${id} cannot be read: ${at}${first?.summary ?? ""}`);
}

function fromEnvironment(id: string): ProviderSettings {
  const [vendor = id, alias] = id.split(".");
  return { id, vendor, ...(alias === undefined ? {} : { alias }), fields: {}, ranges: {} };
}
