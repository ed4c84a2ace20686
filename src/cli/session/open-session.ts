// Opens everything that a command needs: configuration, providers, state backend, redaction. Reports what is wrong at once.

import { resolve } from "node:path";
import { combinePolicies, loadPolicy } from "../../config/load-policy.ts";
import { nodeConfigurationIo } from "../../config/node-configuration-io.ts";
import type { ResolvedProviderSettings } from "../../config/resolve-provider-settings.ts";
import type { Clock } from "../../core/clock.ts";
import type { Configuration } from "../../core/desired.ts";
import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Provider } from "../../core/provider.ts";
import { createRedactor, type Redactor } from "../../http/redactor.ts";
import type { LocalBackend } from "../../state/local-backend.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { realClock } from "../real-clock.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";
import { createProviders } from "./create-providers.ts";
import { expandResources } from "./expand-resources.ts";
import { loadFiles } from "./load-configuration-files.ts";
import { openState } from "./open-state.ts";
import { createRequestLog } from "./request-log.ts";

export interface Session {
  readonly configuration: Configuration;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly resolved: readonly ResolvedProviderSettings[];
  readonly backend: LocalBackend;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly warnings: readonly Diagnostic[];
  close(): Promise<void>;
}

export interface SessionRequest {
  readonly terminal: Terminal;
  readonly options: ConfigurationOptions & { readonly policy?: string };
  readonly warn: (message: string) => void;
  /** Nothing is made or changed: values of resources that are not at hand are left out. */
  readonly isLenient?: boolean;
}

/** Throws `DiagnosticsError` with everything that is wrong. */
export async function openSession(request: SessionRequest): Promise<Session> {
  const { terminal } = request;
  const loaded = await loadFiles(terminal, request.options, "plan", request.isLenient);
  const { diagnostics } = loaded;
  if (loaded.configuration === undefined) throw new DiagnosticsError(diagnostics);
  const configuration = await withOutsidePolicy(request, loaded.configuration);
  const redactor = createRedactor(configuration.secretValues);
  const log = createRequestLog(terminal, redactor);
  const created = createProviders({
    settings: configuration.providers,
    env: terminal.env,
    clock: realClock,
    redactor,
    version: VERSION,
    ...(log === undefined ? {} : { log }),
  });
  const all = [...diagnostics, ...created.diagnostics];
  if (hasErrors(all)) throw new DiagnosticsError(all);
  const backend = openState({
    settings: configuration.state,
    stack: configuration.stack,
    folder: configuration.folder,
    env: terminal.env,
    clock: realClock,
    warn: request.warn,
  });
  return {
    configuration: expandResources(configuration, created.providers),
    providers: created.providers,
    resolved: created.resolved,
    backend,
    redactor,
    clock: realClock,
    warnings: all,
    close: async () => {
      await Promise.all([...created.providers.values()].map((provider) => provider.close()));
    },
  };
}

/** `--policy` or TRUEUP_POLICY: limits that a merge request cannot lift; the stricter wins. */
async function withOutsidePolicy(
  { terminal, options }: SessionRequest,
  configuration: Configuration,
): Promise<Configuration> {
  const file = options.policy ?? terminal.env["TRUEUP_POLICY"] ?? "";
  if (file === "") return configuration;
  const { policy, diagnostics } = await loadPolicy(
    nodeConfigurationIo,
    resolve(terminal.cwd, options.chdir ?? "."),
    file,
  );
  if (policy === undefined) throw new DiagnosticsError(diagnostics);
  return { ...configuration, policy: combinePolicies(configuration.policy, policy) };
}
