// A provider entry's endpoint, credentials and limits: YAML wins over the environment, an alias reads its own variables
// first. Pure; the environment is passed in.
import type { ProviderSettings } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { JsonObject } from "../../core/json.ts";
import { SHORTEST_SECRET } from "../../core/shortest-secret.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { checkComplete, checkCredential, withoutLineEnd } from "./check-credentials.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { DEFAULT_REQUEST_TIMEOUT_MS } from "./check-settings.ts";
import { describeOrigin, type EntryOrigin } from "./entry-origin.ts";
import { type Env, listVariables, readSetting, type SettingSources } from "./read-setting.ts";

export interface ResolvedProviderSettings {
  readonly id: string;
  readonly vendor: string;
  readonly alias?: string;
  /** Without a slash at the end and without the API's own path. */
  readonly endpoint: string;
  /** By setting: `clientId`, `apiKey`, `username`, `password`, `session`. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly project?: string;
  readonly region?: string;
  readonly insecure: boolean;
  /** Undefined: as the vendor is known to bear it. */
  readonly concurrency: number | undefined;
  readonly requestsPerSecond: number | undefined;
  /** Undefined: by how long operations have taken. */
  readonly ownPollIntervalMs: number | undefined;
  readonly pollIntervalMs: number;
  readonly pollIntervalMaxMs: number;
  readonly requestTimeoutMs: number;
  readonly visibilityGraceMs: number;
  /** What else the entry says (`diskPerMemory`), normalised, without credentials. */
  readonly fields: JsonObject;
  readonly origin: EntryOrigin;
  /** To be masked wherever they occur. */
  readonly secretValues: readonly string[];
  /** Missing credentials and settings: errors that only a plan has. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The entry does not say in which project or region. */
export const MISSING_SETTING = "provider.missing-setting";

const POLL_INTERVAL_MS = 3_000;
const POLL_INTERVAL_MAX_MS = 15_000;
export const VISIBILITY_GRACE_MS = 120_000;
const GENERAL_FIELDS = new Set([
  "endpoint",
  "insecure",
  "concurrency",
  "requestsPerSecond",
  "pollInterval",
  "requestTimeout",
  "visibilityGrace",
  "project",
  "region",
]);

export function resolveProviderSettings(settings: ProviderSettings, env: Env): ResolvedProviderSettings {
  const facts = VENDORS[settings.vendor];
  const names = new Set(facts?.credentials.flat() ?? []);
  const sources: SettingSources = { settings, facts, env };
  const read = (field: string): string | undefined => readSetting(sources, field);
  const credentials: Record<string, string> = {};
  const unfit: Diagnostic[] = [];
  for (const name of names) {
    const value = read(name);
    if (value === undefined) continue;
    credentials[name] = withoutLineEnd(value);
    unfit.push(...checkCredential(sources, name, value));
  }
  const own = (field: string): number | undefined => {
    const { [field]: value } = settings.fields;
    return typeof value === "number" ? value : undefined;
  };
  const pollIntervalMs = own("pollInterval") ?? POLL_INTERVAL_MS;
  const project = read("project");
  const region = read("region");
  const endpoint = (read("endpoint") ?? facts?.endpoint ?? "").replace(/\/+$/, "");
  const isOther = (field: string): boolean => !GENERAL_FIELDS.has(field) && !names.has(field);
  return {
    id: settings.id,
    vendor: settings.vendor,
    ...(settings.alias === undefined ? {} : { alias: settings.alias }),
    endpoint,
    credentials,
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
    insecure: settings.fields["insecure"] === true,
    concurrency: own("concurrency"),
    requestsPerSecond: own("requestsPerSecond"),
    ownPollIntervalMs: own("pollInterval"),
    pollIntervalMs,
    pollIntervalMaxMs: Math.max(pollIntervalMs, POLL_INTERVAL_MAX_MS),
    requestTimeoutMs: own("requestTimeout") ?? DEFAULT_REQUEST_TIMEOUT_MS,
    visibilityGraceMs: own("visibilityGrace") ?? VISIBILITY_GRACE_MS,
    fields: Object.fromEntries(Object.entries(settings.fields).filter(([field]) => isOther(field))),
    origin: describeOrigin(sources, { credentials: Object.keys(credentials), endpoint }),
    secretValues: listSecrets(settings.vendor, credentials),
    diagnostics: [
      ...unfit,
      ...checkComplete(sources, credentials),
      ...checkResolved(sources, { endpoint, places: { project, region } }),
    ],
  };
}

/** A user name or client id is no secret, and a very short secret would mask half of every output. */
function listSecrets(vendor: string, credentials: Readonly<Record<string, string>>): readonly string[] {
  const fields = SHAPES[`providers.${vendor}`]?.fields ?? {};
  return Object.entries(credentials).flatMap(([name, value]) =>
    fields[name]?.sensitive === true && value.length >= SHORTEST_SECRET ? [value] : [],
  );
}

interface Resolved {
  readonly endpoint: string;
  readonly places: Readonly<Record<string, string | undefined>>;
}

function checkResolved(
  { settings, facts, env }: SettingSources,
  { endpoint, places }: Resolved,
): readonly Diagnostic[] {
  if (facts === undefined) return [];
  const diagnostics: Diagnostic[] = [];
  const at = settings.range === undefined ? {} : { range: settings.range };
  const variable = (field: string): string => listVariables(facts, settings.alias, field)[0] ?? field;
  for (const field of facts.needed.filter((name) => places[name] === undefined)) {
    const fix = `add ${field} to providers.${settings.id}, or set ${variable(field)}: trueup catalog ${settings.id} ${field}s lists them`;
    diagnostics.push(buildError(MISSING_SETTING, `providers.${settings.id} needs ${field}`, { ...at, fix }));
  }
  const isFromYaml = typeof settings.fields["endpoint"] === "string";
  const rules = {
    allowedHosts: env["TRUEUP_ALLOWED_HOSTS"],
    ownHosts: [],
    insecure: settings.fields["insecure"] === true,
    apiPath: facts.apiPath,
    schemes: ["https", "http"],
    isFullAddress: false,
  };
  const problem = isFromYaml ? undefined : checkEndpoint(endpoint, undefined, rules);
  if (problem !== undefined)
    diagnostics.push(
      buildError(problem.code, `${variable("endpoint")} ${problem.problem}`, { ...at, fix: problem.fix }),
    );
  return diagnostics;
}
