// The literal map from vendor to provider: the only place that knows concrete vendors. No registry, no side effects.

import {
  type ResolvedProviderSettings,
  resolveProviderSettings,
} from "../config/settings/resolve-provider-settings.ts";
import type { Clock } from "../core/clock.ts";
import type { ProviderSettings } from "../core/desired.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import type { Provider } from "../core/provider.ts";
import { createHttpClient } from "../http/http-client.ts";
import type { Redactor } from "../http/redactor.ts";
import { createGcoreProvider } from "../providers/gcore/index.ts";
import { createServeroidProvider } from "../providers/serveroid/index.ts";

import { createZomroProvider } from "../providers/zomro/index.ts";
import type { RequestLog } from "./request-log.ts";

export interface ProvidersRequest {
  readonly settings: readonly ProviderSettings[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly version: string;
  readonly log?: RequestLog;
}

export interface CreatedProviders {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly resolved: readonly ResolvedProviderSettings[];
  readonly diagnostics: readonly Diagnostic[];
}

type Create = (resolved: ResolvedProviderSettings, request: ProvidersRequest) => Provider;

/** Of no API's parameters; both vendors that are read by GET are taken to ignore it (docs/providers/). */
const UNIQUE_PARAMETER = "_";

const VENDORS: Readonly<Record<string, Create>> = {
  serveroid: (resolved, request) =>
    createServeroidProvider({
      id: resolved.id,
      http: createHttp(resolved, request, resolved.fields["freshReads"] !== false && UNIQUE_PARAMETER),
      redactor: request.redactor,
      credentials: { clientId: resolved.credentials["clientId"] ?? "", apiKey: resolved.credentials["apiKey"] ?? "" },
      project: resolved.project,
      diskPerMemory: typeof resolved.fields["diskPerMemory"] === "number" ? resolved.fields["diskPerMemory"] : 64,
      settings: limitsOf(resolved),
    }),
  gcore: (resolved, request) =>
    createGcoreProvider({
      id: resolved.id,
      http: createHttp(resolved, request, resolved.fields["freshReads"] !== false && UNIQUE_PARAMETER),
      apiKey: resolved.credentials["apiKey"] ?? "",
      project: resolved.project ?? "",
      region: resolved.region ?? "",
      redactor: request.redactor,
      clock: request.clock,
      settings: limitsOf(resolved),
    }),
  zomro: (resolved, request) =>
    createZomroProvider({
      id: resolved.id,
      http: createHttp(resolved, request),
      credentials: resolved.credentials,
      redactor: request.redactor,
      clock: request.clock,
      settings: limitsOf(resolved),
    }),
};

export function vendorNames(): readonly string[] {
  return Object.keys(VENDORS).sort();
}

/** Entries of vendors that this version does not have are left out: using one is an error of the plan. */
export function createProviders(request: ProvidersRequest): CreatedProviders {
  const providers = new Map<string, Provider>();
  const diagnostics: Diagnostic[] = [];
  const all = request.settings.map((settings) => resolveProviderSettings(settings, request.env));
  for (const resolved of all) {
    const create = VENDORS[resolved.vendor];
    if (create === undefined) continue;
    for (const secret of resolved.secretValues) request.redactor.add(secret);
    diagnostics.push(...resolved.diagnostics);
    if (!hasErrors(resolved.diagnostics)) providers.set(resolved.id, create(resolved, request));
  }
  return { providers, resolved: all, diagnostics };
}

function createHttp(resolved: ResolvedProviderSettings, request: ProvidersRequest, uniqueParameter?: string | false) {
  const { clock, redactor, version, env, log } = request;
  return createHttpClient({
    baseUrl: resolved.endpoint,
    clock,
    requestTimeoutMs: resolved.requestTimeoutMs,
    requestsPerSecond: resolved.requestsPerSecond,
    redactor,
    userAgent: `trueup/${version}`,
    env,
    ...(uniqueParameter === undefined ? {} : { uniqueParameter }),
    ...(log === undefined ? {} : { log }),
  });
}

function limitsOf(resolved: ResolvedProviderSettings): Provider["settings"] {
  const { concurrency, pollIntervalMs, pollIntervalMaxMs, requestTimeoutMs, visibilityGraceMs } = resolved;
  return { concurrency, pollIntervalMs, pollIntervalMaxMs, requestTimeoutMs, visibilityGraceMs };
}
