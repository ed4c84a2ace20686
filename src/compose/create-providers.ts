// The literal map from vendor to provider: the only place that knows concrete vendors. No registry, no side effects.

import {
  MISSING_SETTING,
  type ResolvedProviderSettings,
  resolveProviderSettings,
} from "../config/settings/resolve-provider-settings.ts";
import type { Clock } from "../core/clock.ts";
import type { ProviderSettings } from "../core/desired.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { assertInvariant } from "../core/errors.ts";
import type { Provider } from "../core/provider.ts";
import { createHttpClient, type HttpClient } from "../http/http-client.ts";
import type { HttpClientOptions, RecordedExchange, RequestLimits } from "../http/http-client-options.ts";
import { createRateLimit, type Pace } from "../http/rate-limit.ts";
import type { Redactor } from "../http/redactor.ts";
import { createGcoreProvider } from "../providers/gcore/index.ts";
import { GCORE_LIMITS } from "../providers/gcore/limits.ts";
import { createServeroidProvider } from "../providers/serveroid/index.ts";
import { SERVEROID_LIMITS } from "../providers/serveroid/limits.ts";
import { createZomroProvider } from "../providers/zomro/index.ts";
import { ZOMRO_LIMITS } from "../providers/zomro/limits.ts";
import { shareReads } from "../run/watch/share-reads.ts";
import type { RequestLog } from "./request-log.ts";
import { accountKeyOf, type SharedAccounts } from "./shared-accounts.ts";
import { type Illustrate, tellOrigin } from "./tell-origin.ts";
import { tellSimulator } from "./tell-simulator.ts";

export interface ProvidersRequest {
  readonly settings: readonly ProviderSettings[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly version: string;
  readonly log?: RequestLog;
  /** Told of each read and its raw answer, with the provider entry. */
  readonly onExchange?: (id: string, exchange: RecordedExchange) => void;
  /** Entries that name no project or region are made all the same, for lists that need none. */
  readonly isPlaceless?: boolean;
  /** See `HttpClientOptions`. */
  readonly inFlight?: () => () => void;
  /** Adds the lines of YAML to what is told of an entry. */
  readonly illustrate?: Illustrate;
  /** What others of this process have of the same accounts. */
  readonly accounts?: SharedAccounts;
}

export interface CreatedProviders {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly resolved: readonly ResolvedProviderSettings[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Created extends ProvidersRequest {
  /** By account. */
  readonly shared: Map<string, RequestLimits>;
}

type Create = (resolved: ResolvedProviderSettings, request: Created) => Provider;

type Limits = typeof GCORE_LIMITS;

const LIMITS: Readonly<Record<string, Limits>> = {
  serveroid: SERVEROID_LIMITS,
  gcore: GCORE_LIMITS,
  zomro: ZOMRO_LIMITS,
};

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
      settings: settingsOf(resolved),
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
      settings: settingsOf(resolved),
    }),
  zomro: (resolved, request) =>
    createZomroProvider({
      id: resolved.id,
      http: createHttp(resolved, request),
      credentials: resolved.credentials,
      redactor: request.redactor,
      clock: request.clock,
      settings: settingsOf(resolved),
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
  const shared = request.accounts?.limits ?? new Map<string, RequestLimits>();
  const share = request.accounts?.reads === undefined ? (provider: Provider) => provider : shareReads;
  for (const resolved of all) {
    const create = VENDORS[resolved.vendor];
    if (create === undefined) continue;
    for (const secret of resolved.secretValues) request.redactor.add(secret);
    diagnostics.push(...resolved.diagnostics);
    const isLacking = (one: Diagnostic) => request.isPlaceless === true && one.code === MISSING_SETTING;
    if (!hasErrors(resolved.diagnostics.filter((one) => !isLacking(one))))
      providers.set(
        resolved.id,
        tellOrigin(
          share(tellSimulator(create(resolved, { ...request, shared }), resolved.origin)),
          resolved.origin,
          request.illustrate,
        ),
      );
  }
  return { providers, resolved: all, diagnostics };
}

/** Entries with the same credentials share an account, and with it what the provider bears. */
function createLimits(resolved: ResolvedProviderSettings, { clock, shared }: Created): RequestLimits {
  const { vendor, requestsPerSecond: own } = resolved;
  const { requests, mutations } = limitsOfVendor(vendor);
  const key = JSON.stringify([accountKeyOf(resolved), own]);
  const below = ({ startPerSecond }: Pace, most: number): Pace => ({
    startPerSecond: Math.min(startPerSecond, most),
    mostPerSecond: most,
  });
  const limits = shared.get(key) ?? {
    all: createRateLimit(below(requests, own ?? requests.mostPerSecond), clock),
    // What the user sets may be lower than what changes are given; higher, it is not meant for them.
    ...(mutations === undefined
      ? {}
      : {
          mutations: createRateLimit(
            below(mutations, Math.min(own ?? Number.POSITIVE_INFINITY, mutations.mostPerSecond)),
            clock,
          ),
        }),
  };
  shared.set(key, limits);
  return limits;
}

function createHttp(
  resolved: ResolvedProviderSettings,
  request: Created,
  uniqueParameter?: string | false,
): HttpClient {
  const { clock, redactor, version, env, log, onExchange, inFlight, accounts } = request;
  const options: HttpClientOptions = {
    baseUrl: resolved.endpoint,
    clock,
    requestTimeoutMs: resolved.requestTimeoutMs,
    limits: createLimits(resolved, request),
    redactor,
    userAgent: `trueup/${version}`,
    env,
    ...(uniqueParameter === undefined ? {} : { uniqueParameter }),
    ...(log === undefined ? {} : { log }),
    ...(onExchange === undefined
      ? {}
      : { onExchange: (exchange: RecordedExchange) => onExchange(resolved.id, exchange) }),
    ...(inFlight === undefined ? {} : { inFlight }),
  };
  if (accounts?.reads === undefined) return createHttpClient(options);
  const { requestTimeoutMs, requestsPerSecond } = resolved;
  const key = JSON.stringify([accountKeyOf(resolved), requestTimeoutMs, requestsPerSecond, uniqueParameter]);
  return accounts.reads.clientOf(key, (answers) => createHttpClient({ ...options, answers }));
}

function limitsOfVendor(vendor: string): Limits {
  const limits = LIMITS[vendor];
  assertInvariant(limits !== undefined, `${vendor} has no limits`);
  return limits;
}

function settingsOf(resolved: ResolvedProviderSettings): Provider["settings"] {
  const { vendor, concurrency: own, ownPollIntervalMs, requestTimeoutMs, visibilityGraceMs } = resolved;
  const { pollIntervalMs, pollIntervalMaxMs } = resolved;
  const { concurrency, mostConcurrency } = limitsOfVendor(vendor);
  return {
    concurrency: own ?? concurrency,
    mostConcurrency: own ?? mostConcurrency,
    ...(ownPollIntervalMs === undefined ? {} : { ownPollIntervalMs }),
    pollIntervalMs,
    pollIntervalMaxMs,
    requestTimeoutMs,
    visibilityGraceMs,
  };
}
