// One setting of a provider entry: from YAML or a variable, and which of them it was. Pure; the environment is passed in.
import type { ProviderSettings } from "../../core/desired.ts";
import type { VendorFacts } from "../shape/shape.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** A provider entry and what its settings are read from. */
export interface SettingSources {
  readonly settings: ProviderSettings;
  readonly facts: VendorFacts | undefined;
  readonly env: Env;
}

/** `SERVEROID_BACKUP_API_KEY` before `SERVEROID_API_KEY`, for `serveroid.backup`. */
export function listVariables(facts: VendorFacts, alias: string | undefined, field: string): readonly string[] {
  const variable = facts.environment[field];
  if (variable === undefined) return [];
  if (alias === undefined) return [variable];
  const prefix = `${facts.vendor.toUpperCase()}_`;
  const middle = alias.toUpperCase().replace(/-/g, "_");
  return [`${prefix}${middle}_${variable.slice(prefix.length)}`, variable];
}

export function readSetting(sources: SettingSources, field: string): string | undefined {
  const own = sources.settings.fields[field];
  if (typeof own === "string" && own !== "") return own;
  const variable = findVariable(sources, field);
  return variable === undefined ? undefined : sources.env[variable];
}

/** The variable that a setting is read from; undefined where YAML has it, or nobody. */
export function findVariable({ settings, facts, env }: SettingSources, field: string): string | undefined {
  const own = settings.fields[field];
  if ((typeof own === "string" && own !== "") || facts === undefined) return undefined;
  return listVariables(facts, settings.alias, field).find((name) => (env[name] ?? "") !== "");
}

/** What a person looks at for a setting: its place in YAML, or a variable. */
export function nameSource(sources: SettingSources, field: string): string {
  const { settings, facts } = sources;
  const own = settings.fields[field];
  if ((typeof own === "string" && own !== "") || facts === undefined) return `providers.${settings.id}.${field}`;
  return findVariable(sources, field) ?? listVariables(facts, settings.alias, field)[0] ?? field;
}
