// Opens everything that a run needs: configuration, providers, state backend, redaction. Reports what is wrong at once.
import { randomBytes, randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { LoadResult } from "../config/load-configuration.ts";
import type { Loaded } from "../config/saved/record-configuration.ts";
import { combinePolicies, loadPolicy } from "../config/settings/load-policy.ts";
import type { ResolvedProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { nodeConfigurationIo } from "../config/text/node-configuration-io.ts";
import type { Configuration } from "../core/desired.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { StateArchive } from "../core/state-port.ts";
import type { RecordedExchange } from "../http/http-client-options.ts";
import { createRedactor, type Redactor } from "../http/redactor.ts";
import type { Stack } from "../run/stack.ts";
import { chooseCodec, readEncryption } from "../state/choose-codec.ts";
import { createDigester } from "../state/digest.ts";
import { createProber } from "./create-prober.ts";
import { createProviders } from "./create-providers.ts";
import { expandResources } from "./expand-resources.ts";
import { type ConfigurationOptions, loadFiles } from "./load-files.ts";
import { openState } from "./open-state.ts";
import { realClock } from "./real-clock.ts";
import { findRecoveryFolder } from "./recovery-folder.ts";
import { createRequestLog, type OpenedLog } from "./request-log.ts";
import type { SharedAccounts } from "./shared-accounts.ts";
import type { StateRequest } from "./state-request.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export interface OpenedStack extends Stack {
  readonly backend: StateArchive;
  readonly resolved: readonly ResolvedProviderSettings[];
  readonly redactor: Redactor;
  readonly warnings: readonly Diagnostic[];
  /** What the configuration was built of. */
  readonly loaded: Loaded;
  close(): Promise<void>;
}

export interface OpenHow {
  /** Nothing is made or changed, so that values of resources that are not at hand are left out. */
  readonly isLenient?: boolean;
  /** See `StateRequest`. */
  readonly isUnguarded?: boolean;
  /** Where the configuration comes from, other than the files that the options name. */
  readonly load?: () => Promise<LoadResult>;
  /** Told of each read and its raw answer, with the provider entry. */
  readonly onExchange?: (id: string, exchange: RecordedExchange) => void;
  /** What others of this process have of the same accounts. */
  readonly accounts?: SharedAccounts;
}

export interface StackOptions extends ConfigurationOptions {
  /** A file with limits from outside the repository. */
  readonly policy?: string;
}

/** Throws `DiagnosticsError` with everything that is wrong. */
export async function openStack(
  surroundings: Surroundings,
  options: StackOptions,
  { isLenient = false, isUnguarded = false, load, onExchange, accounts }: OpenHow = {},
): Promise<OpenedStack> {
  const { env } = surroundings;
  const loaded = await (load?.() ?? loadFiles(surroundings, options, { mode: "plan", isLenient }));
  if (loaded.configuration === undefined || loaded.loaded === undefined) throw new DiagnosticsError(loaded.diagnostics);
  const configuration = await withOutsidePolicy(surroundings, options, loaded.configuration);
  const { folder } = configuration;
  const redactor = createRedactor(configuration.secretValues);
  surroundings.useRedactor?.(redactor);
  const log = createRequestLog(surroundings, redactor);
  const created = createProviders({
    settings: configuration.providers,
    env,
    clock: realClock,
    redactor,
    version: VERSION,
    ...(log === undefined ? {} : { log: log.write }),
    ...(onExchange === undefined ? {} : { onExchange }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(loaded.illustrate === undefined ? {} : { illustrate: loaded.illustrate }),
  });
  const warnings = listWarnings(loaded, created.diagnostics);
  const { providers, resolved } = created;
  const codec = chooseCodec(readEncryption(configuration.state.fields));
  const backend = await openBackend(surroundings, configuration, { redactor, log, codec, isUnguarded });
  return {
    configuration: expandResources(configuration, providers),
    ...(loaded.illustrate === undefined ? {} : { illustrate: loaded.illustrate }),
    providers,
    backend,
    codec,
    clock: realClock,
    prober: createProber({ folder, mayRunCommands: options.allowExec === true }),
    version: VERSION,
    recoveryFolder: findRecoveryFolder(surroundings, folder),
    random: { uuid: randomUUID, hex: (bytes) => randomBytes(bytes).toString("hex") },
    createDigester,
    resolved,
    redactor,
    warnings,
    loaded: loaded.loaded,
    close: async () => {
      await Promise.all([...providers.values(), backend].map((opened) => opened.close()));
      await log?.flush();
    },
  };
}

/** With the lines that they are about. Throws where there are errors among them. */
function listWarnings({ diagnostics, illustrate }: LoadResult, ofProviders: readonly Diagnostic[]) {
  const warnings = [...diagnostics, ...(illustrate?.(ofProviders) ?? ofProviders)];
  if (hasErrors(warnings)) throw new DiagnosticsError(warnings);
  return warnings;
}

function openBackend(
  { env, warn }: Surroundings,
  { state: settings, stack, folder }: Configuration,
  { log, ...how }: Pick<StateRequest, "redactor" | "codec" | "isUnguarded"> & { readonly log: OpenedLog | undefined },
) {
  const given = { settings, stack, folder, env, warn, clock: realClock, version: VERSION, ...how };
  return openState({ ...given, ...(log === undefined ? {} : { log: log.write }) });
}

/** `--policy` or TRUEUP_POLICY: limits that a merge request cannot lift; the stricter wins. */
async function withOutsidePolicy(
  { cwd, env }: Surroundings,
  options: StackOptions,
  configuration: Configuration,
): Promise<Configuration> {
  const file = options.policy ?? env["TRUEUP_POLICY"] ?? "";
  if (file === "") return configuration;
  const folder = resolve(cwd, options.chdir ?? ".");
  const givenBy = options.policy === undefined ? "TRUEUP_POLICY" : "--policy";
  const { policy, diagnostics } = await loadPolicy(nodeConfigurationIo, folder, file, givenBy);
  if (policy === undefined) throw new DiagnosticsError(diagnostics);
  return { ...configuration, policy: combinePolicies(configuration.policy, policy) };
}
