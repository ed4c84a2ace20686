// A provider whose refusals name the entry in YAML and the variables that they are about, before the provider's own words.
import type { EntryOrigin } from "../config/settings/entry-origin.ts";
import { buildError, type Diagnostic, type SourceRange } from "../core/diagnostic.ts";
import { DiagnosticsError, ProviderError, type ProviderErrorDetails } from "../core/errors.ts";
import { isLoopback } from "../core/loopback.ts";
import type { Provider } from "../core/provider.ts";
import { titleOfVendor } from "../core/vendor-title.ts";

/** Adds the lines of YAML that a diagnostic is about. */
export type Illustrate = (found: readonly Diagnostic[]) => readonly Diagnostic[];

/** What a run asks first: later requests go to the same place with the same credentials. */
export function tellOrigin(
  provider: Provider,
  origin: EntryOrigin,
  illustrate: Illustrate = (found) => found,
): Provider {
  const told = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      throw withOrigin(error, origin, illustrate);
    }
  };
  return {
    ...provider,
    identify: (call) => told(provider.identify(call)),
    async *observe(scope, call) {
      try {
        yield* provider.observe(scope, call);
      } catch (error) {
        throw withOrigin(error, origin, illustrate);
      }
    },
    catalog: (kind, call) => told(provider.catalog(kind, call)),
    perform: async (step, call) => {
      try {
        return await provider.perform(step, call);
      } catch (error) {
        throw withNames(error, origin);
      }
    },
  };
}

function withOrigin(error: unknown, origin: EntryOrigin, illustrate: Illustrate): unknown {
  if (error instanceof DiagnosticsError)
    return new DiagnosticsError(illustrate(error.diagnostics.map((one) => placeSetting(one, origin))));
  if (!(error instanceof ProviderError) || error.details.length > 0) return error;
  if (error.fault === "unauthorised") return refusedCredentials(error, origin, illustrate);
  return isNobodyThere(error) && origin.endpoint !== origin.usualEndpoint
    ? nobodyThere(error, origin, illustrate)
    : error;
}

/** A place in YAML with its lines. */
function placeAt(range: SourceRange | undefined, illustrate: Illustrate): Pick<ProviderErrorDetails, "at"> {
  if (range === undefined) return {};
  const [{ snippet } = {}] = illustrate([buildError("provider.unauthorised", "", { range })]);
  return { at: { range, ...(snippet === undefined ? {} : { snippet }) } };
}

function refusedCredentials(error: ProviderError, origin: EntryOrigin, illustrate: Illustrate): ProviderError {
  const { id, credentials, range } = origin;
  const which = credentials.length === 0 ? "what it was given" : credentials.join(" and ");
  const vendor = titleOfVendor(origin.vendor);
  const words = wordsOf(error);
  const isSaid = error.vendorCode === undefined || words.includes(error.vendorCode);
  const code = isSaid ? "" : ` (${error.vendorCode})`;
  return repeat(error, `providers.${id}: ${vendor} does not accept ${which}`, {
    details: [`Its answer${error.request === undefined ? "" : ` to ${error.request}`}: ${words}${code}`],
    ...placeAt(range, illustrate),
  });
}

/** In the middle of a run the provider's words come first: it may be one request that is refused. */
function withNames(error: unknown, { credentials }: EntryOrigin): unknown {
  if (!(error instanceof ProviderError) || error.fault !== "unauthorised" || credentials.length === 0) return error;
  return repeat(error, error.message, {
    details: error.details,
    hint: `${error.hint ?? "check the credentials"}: ${credentials.join(", ")}`,
    ...(error.at === undefined ? {} : { at: error.at }),
  });
}

/** Without the request, which is told beside. */
function wordsOf({ message, request }: ProviderError): string {
  return request !== undefined && message.startsWith(`${request}: `) ? message.slice(request.length + 2) : message;
}

const NOBODY = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"]);

function isNobodyThere({ cause, code }: ProviderError): boolean {
  return code === undefined && cause instanceof Error && "code" in cause && NOBODY.has(String(cause.code));
}

function nobodyThere(error: ProviderError, origin: EntryOrigin, illustrate: Illustrate): ProviderError {
  const { id, endpoint, usualEndpoint, variables, range, ranges } = origin;
  const variable = variables["endpoint"];
  const at = variable === undefined ? (ranges["endpoint"] ?? range) : range;
  const why = error.message.slice(error.message.lastIndexOf(": ") + 2);
  const isLocal = isLoopback(new URL(endpoint).hostname);
  const start = isLocal ? "start what listens there (trueup sim does, for the simulators)" : "check it";
  return repeat(error, `providers.${id}: nothing answers at ${endpoint}: ${why}`, {
    details: [variable === undefined ? "YAML names this endpoint." : `The variable ${variable} names this endpoint.`],
    hint: `${start}, or ${variable === undefined ? "remove endpoint" : `unset ${variable}`} to talk to ${usualEndpoint}`,
    ...placeAt(at, illustrate),
  });
}

function repeat(
  error: ProviderError,
  message: string,
  more: Pick<ProviderErrorDetails, "details" | "hint" | "at">,
): ProviderError {
  const { fault, effect, retryAfterMs, vendorCode, request, hint, isUnsent, isAnswered, code } = error;
  return new ProviderError(message, {
    fault,
    effect,
    isUnsent,
    isAnswered,
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(request === undefined ? {} : { request }),
    ...(code === undefined ? {} : { code }),
    ...(hint === undefined ? {} : { hint }),
    ...more,
  });
}

const OF_PLACE = /^provider\.(project|region)-/;

/** A project or region that is not there: where YAML, or which variable, names it. */
function placeSetting(diagnostic: Diagnostic, { range, ranges, variables }: EntryOrigin): Diagnostic {
  const setting = OF_PLACE.exec(diagnostic.code)?.[1];
  if (setting === undefined || diagnostic.range !== undefined) return diagnostic;
  const variable = variables[setting];
  const at = ranges[setting] ?? range;
  const named = variable === undefined ? [] : [`The variable ${variable} names it.`];
  const detail = [...named, ...(diagnostic.detail === undefined ? [] : [diagnostic.detail])].join("\n");
  return { ...diagnostic, ...(at === undefined ? {} : { range: at }), ...(detail === "" ? {} : { detail }) };
}
