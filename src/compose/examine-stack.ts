// Everything that `trueup doctor` looks at, opened as far as it can be: what cannot is a finding, and never ends the rest.

import type { ResolvedProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { resolveProviderSettings } from "../config/settings/resolve-provider-settings.ts";
import { suggestOneOf } from "../config/text/suggest.ts";
import type { Configuration, ProviderSettings } from "../core/desired.ts";
import { buildError, hasErrors } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Finding } from "../core/finding.ts";
import { isLoopback } from "../core/loopback.ts";
import { formatProxy, parseProxySetting } from "../http/proxy-setting.ts";
import { createRedactor, type Redactor } from "../http/redactor.ts";
import { type CheckContext, judgeFailure } from "../run/doctor/check.ts";
import { examine } from "../run/doctor/examine.ts";
import type { ProviderToExamine } from "../run/doctor/examine-provider.ts";
import type { StateToExamine } from "../run/doctor/examine-state.ts";
import { chooseCodec, readEncryption } from "../state/choose-codec.ts";
import { createProviders } from "./create-providers.ts";
import { judgeConfiguration } from "./judge-configuration.ts";
import { judgeProgram } from "./judge-program.ts";
import type { ConfigurationOptions } from "./load-files.ts";
import { openState } from "./open-state.ts";
import { realClock } from "./real-clock.ts";
import { findRecoveryFolder } from "./recovery-folder.ts";
import { createRequestLog, type OpenedLog } from "./request-log.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export interface ExaminationOptions extends ConfigurationOptions {
  /** Only these provider entries; default: all. */
  readonly provider?: readonly string[];
}

export interface Examination {
  /** Undefined where the configuration cannot be read. */
  readonly stack: string | undefined;
  readonly findings: readonly Finding[];
  readonly redactor: Redactor;
}

export interface ExaminationLimits extends Omit<CheckContext, "clock"> {
  /** Rejects when it is to end early: what was taken at a store for a moment is given back all the same. */
  readonly interrupted: Promise<never>;
}

const CLOSING_MS = 1000;

/** Throws `DiagnosticsError` only for options that make no sense. */
export async function examineStack(
  surroundings: Surroundings,
  options: ExaminationOptions,
  { interrupted, ...limits }: ExaminationLimits,
): Promise<Examination> {
  const context = { ...limits, clock: realClock };
  const { configuration, judgements } = await Promise.race([judgeConfiguration(surroundings, options), interrupted]);
  const redactor = createRedactor(configuration?.secretValues ?? []);
  surroundings.useRedactor?.(redactor);
  const log = createRequestLog(surroundings, redactor);
  const opening = { surroundings, redactor, log, context };
  const chosen = chooseEntries(configuration?.providers ?? [], options.provider ?? []);
  const providers = chosen.map((entry) => openEntry(entry, configuration, opening));
  const state = configuration === undefined ? undefined : await openStateToExamine(configuration, opening);
  try {
    const program = await judgeProgram(surroundings.env);
    const examining = examine({ program, configuration: judgements, providers, state }, context);
    const findings = await Promise.race([examining, interrupted]);
    return { stack: configuration?.stack, findings, redactor };
  } finally {
    // What hangs is left behind: the process ends.
    const opened = [...providers.map(({ provider }) => provider), state?.backend].filter((one) => one !== undefined);
    const closed = opened.map((one) => one.close());
    const done = new AbortController();
    const pause = realClock.sleep(CLOSING_MS, done.signal, { background: true }).catch(() => undefined);
    await Promise.race([Promise.allSettled(closed), pause]);
    done.abort();
    await log?.flush();
  }
}

interface Opening {
  readonly surroundings: Surroundings;
  readonly redactor: Redactor;
  readonly log: OpenedLog | undefined;
  readonly context: CheckContext;
}

function chooseEntries(entries: readonly ProviderSettings[], names: readonly string[]): readonly ProviderSettings[] {
  const unknown = names.find((name) => !entries.some(({ id }) => id === name));
  if (unknown !== undefined && entries.length > 0)
    throw new DiagnosticsError([
      buildError("cli.provider", `the configuration has no provider ${unknown}`, {
        fix: suggestOneOf(
          unknown,
          entries.map(({ id }) => id),
        ),
      }),
    ]);
  return names.length === 0 ? entries : entries.filter(({ id }) => names.includes(id));
}

function openEntry(
  settings: ProviderSettings,
  configuration: Configuration | undefined,
  { surroundings: { env }, redactor, log, context }: Opening,
): ProviderToExamine {
  const resolved = resolveProviderSettings(settings, env);
  for (const secret of resolved.secretValues) redactor.add(secret);
  const declared = new Set(
    (configuration?.resources ?? []).filter(({ provider }) => provider === settings.id).map(({ type }) => type),
  );
  const named = (configuration?.resources ?? []).filter(
    ({ provider, existing }) => provider === settings.id && existing === undefined,
  );
  const shared = { id: settings.id, endpoint: showEndpoint(resolved.endpoint), declared, named };
  const unfit = hasErrors(resolved.diagnostics)
    ? [judgeFailure("doctor.credentials", new DiagnosticsError(resolved.diagnostics.filter(isError)), context)]
    : [];
  try {
    const proxy = findProxy(resolved, env);
    const request = { settings: [settings], env, clock: realClock, redactor, version: VERSION };
    const { providers } = createProviders({ ...request, ...(log === undefined ? {} : { log: log.write }) });
    const provider = providers.get(settings.id);
    return { ...shared, proxy, unfit, ...(provider === undefined ? {} : { provider }) };
  } catch (error) {
    return { ...shared, proxy: undefined, unfit: [...unfit, judgeFailure("doctor.proxy", error, context)] };
  }
}

const isError = ({ severity }: { readonly severity: string }): boolean => severity === "error";

function findProxy({ endpoint }: ResolvedProviderSettings, env: Surroundings["env"]) {
  if (!URL.canParse(endpoint)) return undefined;
  const { protocol, hostname, port } = new URL(endpoint);
  const standard = protocol === "https:" ? 443 : 80;
  const target = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? standard : Number(port) };
  const proxy = parseProxySetting(env).proxyFor(target);
  return proxy === undefined ? undefined : { variable: proxy.variable, shown: formatProxy(proxy) };
}

function showEndpoint(endpoint: string): string {
  if (!URL.canParse(endpoint)) return "an endpoint that is no address";
  const { origin, pathname } = new URL(endpoint);
  return `${origin}${pathname.replace(/\/$/, "")}`;
}

async function openStateToExamine(
  { state: settings, stack, folder, providers }: Configuration,
  { surroundings, redactor, log, context }: Opening,
): Promise<StateToExamine> {
  const { env, warn } = surroundings;
  const endpoints = providers.map((entry) => resolveProviderSettings(entry, env).endpoint);
  const codec = chooseCodec(readEncryption(settings.fields));
  const shared = {
    stack,
    codec,
    kind: settings.backend,
    leaseMs: settings.leaseMs,
    isEncrypted: settings.fields["encryption"] !== undefined,
    recoveryFolder: findRecoveryFolder(surroundings, folder),
    isCi: (env["CI"] ?? "") !== "" && env["CI"] !== "false",
    isLoopback: endpoints.every((endpoint) => URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)),
  };
  const request = { settings, stack, folder, env, warn, redactor, codec, clock: realClock, version: VERSION };
  try {
    const backend = await openState({ ...request, ...(log === undefined ? {} : { log: log.write }) });
    return { ...shared, unfit: [], backend };
  } catch (error) {
    return { ...shared, unfit: [judgeFailure("doctor.state", error, context)] };
  }
}
