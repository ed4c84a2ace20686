// Where the settings of a provider entry come from, for messages about what a provider has said to them. Pure.
import type { SourceRange } from "../../core/diagnostic.ts";
import { findVariable, nameSource, type SettingSources } from "./read-setting.ts";

export interface EntryOrigin {
  /** `serveroid`, `gcore.backup`. */
  readonly id: string;
  readonly vendor: string;
  readonly range?: SourceRange;
  /** Setting -> where YAML says it. */
  readonly ranges: Readonly<Record<string, SourceRange>>;
  /** Variables, or places in YAML, of the credentials in use. */
  readonly credentials: readonly string[];
  /** Setting -> the variable that it is read from. */
  readonly variables: Readonly<Record<string, string>>;
  readonly endpoint: string;
  /** What says so: a variable, or the field of the entry. */
  readonly endpointFrom: string;
  /** The vendor's own. */
  readonly usualEndpoint: string;
}

export function describeOrigin(
  sources: SettingSources,
  { credentials, endpoint }: { readonly credentials: readonly string[]; readonly endpoint: string },
): EntryOrigin {
  const { settings, facts } = sources;
  const variables = ["endpoint", "project", "region"].flatMap((field): [string, string][] => {
    const variable = findVariable(sources, field);
    return variable === undefined ? [] : [[field, variable]];
  });
  return {
    id: settings.id,
    vendor: settings.vendor,
    ...(settings.range === undefined ? {} : { range: settings.range }),
    ranges: settings.ranges,
    credentials: credentials.map((field) => nameSource(sources, field)),
    variables: Object.fromEntries(variables),
    endpoint,
    endpointFrom: nameSource(sources, "endpoint"),
    usualEndpoint: facts?.endpoint ?? "",
  };
}
