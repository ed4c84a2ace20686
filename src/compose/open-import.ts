// What `import --all` works with: the provider, the configuration and the state of the stack where there are any, and how the
// file that it writes is checked. Only reads.
import { resolve } from "node:path";
import { type LoadResult, loadConfiguration } from "../config/load-configuration.ts";
import { resolveProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { childOf } from "../config/text/located.ts";
import { nodeConfigurationIo } from "../config/text/node-configuration-io.ts";
import { suggestOneOf } from "../config/text/suggest.ts";
import type { Clock } from "../core/clock.ts";
import type { Configuration, ProviderSettings } from "../core/desired.ts";
import { buildError, hasErrors } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Account } from "../core/observed.ts";
import type { Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { createRedactor, type Redactor } from "../http/redactor.ts";
import { readOwnState } from "../run/change-state.ts";
import type { CheckedText } from "../run/write-import.ts";
import { createProviders, vendorNames } from "./create-providers.ts";
import { DESIRED_CHECKS } from "./desired-checks.ts";
import { expandResources } from "./expand-resources.ts";
import { type ConfigurationOptions, listSources, loadFiles } from "./load-files.ts";
import { openOwnState } from "./open-own-state.ts";
import { realClock } from "./real-clock.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export interface OpenedImport {
  readonly provider: Provider;
  /** Disks and addresses are resources of their own in it. Absent: there is none here yet. */
  readonly configuration?: Configuration;
  readonly document?: StateDocument | undefined;
  readonly isDeclared: boolean;
  readonly presets: ReadonlySet<string>;
  readonly redactor: Redactor;
  /** The provider's block that says which project and region these are. */
  settingsFor(account: Account): JsonObject;
  /** The configuration once this text is one of its files, or what is wrong with that. */
  check(text: string): Promise<CheckedText>;
  readonly clock: Clock;
  close(): Promise<void>;
}

export async function openImport(
  surroundings: Surroundings,
  id: string,
  options: ConfigurationOptions & { readonly project?: string },
): Promise<OpenedImport> {
  const loaded = await loadFiles(surroundings, options, { mode: "plan", isLenient: true });
  const isFresh =
    (options.file ?? []).length === 0 && loaded.diagnostics.every(({ code }) => code === "config.no-files");
  if (loaded.configuration === undefined && !isFresh) throw new DiagnosticsError(loaded.diagnostics);
  const { configuration } = loaded;
  const entry = configuration?.providers.find((one) => one.id === id);
  const redactor = createRedactor(configuration?.secretValues ?? []);
  surroundings.useRedactor?.(redactor);
  const provider = createProvider(surroundings, entry ?? fromEnvironment(id, options.project), configuration, redactor);
  const document = configuration === undefined ? undefined : await readState(surroundings, options);
  const presets = childOf(loaded.loaded?.root, "backupPolicies");
  return {
    provider,
    ...(configuration === undefined
      ? {}
      : { configuration: expandResources(configuration, new Map([[id, provider]])) }),
    document,
    isDeclared: entry !== undefined,
    presets: new Set(presets?.kind === "map" ? presets.entries.keys() : []),
    redactor,
    settingsFor: ({ project, region }) => ({
      ...(project === undefined ? {} : { project }),
      ...(region === undefined ? {} : { region }),
    }),
    check: async (text) => {
      const checked = await checkText(surroundings, options, configuration, text);
      const whole = checked.configuration;
      if (whole === undefined) return { diagnostics: checked.diagnostics };
      return { diagnostics: checked.diagnostics, configuration: expandResources(whole, new Map([[id, provider]])) };
    },
    clock: realClock,
    close: () => provider.close(),
  };
}

async function readState(
  surroundings: Surroundings,
  options: ConfigurationOptions,
): Promise<StateDocument | undefined> {
  const own = await openOwnState(surroundings, options);
  try {
    return await readOwnState(own);
  } finally {
    await own.backend.close();
  }
}

function createProvider(
  { env }: Surroundings,
  settings: ProviderSettings,
  configuration: Configuration | undefined,
  redactor: Redactor,
): Provider {
  const created = createProviders({ settings: [settings], env, clock: realClock, redactor, version: VERSION });
  const provider = created.providers.get(settings.id);
  const errors = hasErrors(created.diagnostics)
    ? created.diagnostics
    : resolveProviderSettings(settings, env).diagnostics;
  if (provider !== undefined && !hasErrors(created.diagnostics)) return provider;
  const isVendor = vendorNames().includes(settings.vendor);
  if (isVendor && hasErrors(errors)) throw new DiagnosticsError(errors);
  const names = [...new Set([...vendorNames(), ...(configuration?.providers ?? []).map((one) => one.id)])];
  throw new DiagnosticsError([
    buildError("cli.provider", `there is no provider ${settings.id}`, { fix: suggestOneOf(settings.id, names) }),
  ]);
}

function fromEnvironment(id: string, project: string | undefined): ProviderSettings {
  const [vendor = id, alias] = id.split(".");
  const fields = project === undefined ? {} : { project };
  return { id, vendor, ...(alias === undefined ? {} : { alias }), fields, ranges: {} };
}

/** As `validate` does, with one more file that is not there yet. */
async function checkText(
  surroundings: Surroundings,
  options: ConfigurationOptions,
  configuration: Configuration | undefined,
  text: string,
): Promise<LoadResult> {
  const sources = listSources(surroundings, options);
  const path = resolve(sources.cwd, "imported by trueup.yaml");
  const known = (configuration?.files ?? []).map((file) => resolve(configuration?.folder ?? sources.cwd, file));
  const io = {
    ...nodeConfigurationIo,
    readFile: async (one: string, limit: number) =>
      one === path ? new TextEncoder().encode(text) : nodeConfigurationIo.readFile(one, limit),
    kindOf: async (one: string) => (one === path ? ("file" as const) : nodeConfigurationIo.kindOf(one)),
    realPath: async (one: string) => (one === path ? path : nodeConfigurationIo.realPath(one)),
  };
  const files = [...known, path];
  return loadConfiguration({ ...sources, files, io, mode: "validate", checks: DESIRED_CHECKS });
}
