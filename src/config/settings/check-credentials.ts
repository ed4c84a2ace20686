// The credentials of a provider entry: whole, and such as a provider can take. Pure.
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { listVariables, nameSource, type SettingSources } from "./read-setting.ts";

/** As of a file that is read in: tools write one behind what they store. */
export function withoutLineEnd(value: string): string {
  return value.replace(/(?:\r?\n)+$/, "");
}

/** What no credential holds: it would be refused by the provider, or by the request itself, without a word of why. */
export function checkCredential(sources: SettingSources, field: string, value: string): readonly Diagnostic[] {
  const source = nameSource(sources, field);
  const { range } = sources.settings;
  const at = range === undefined ? {} : { range };
  const kept = withoutLineEnd(value);
  if (/[\u0000-\u001f\u007f]/.test(kept) || kept.trim() === "")
    return [
      buildError(
        "provider.bad-credential",
        `${source} holds a line end or another control character, or nothing else`,
        {
          ...at,
          fix: "store it again, as one line",
        },
      ),
    ];
  if (kept === value) return [];
  return [
    buildWarning("provider.line-end", `${source} ends with a line end, which is left out`, {
      ...at,
      fix: "store it without one: printf %s instead of echo",
    }),
  ];
}

/** Nothing where one set of credentials is complete. Of a set that is begun, only what it lacks is asked for. */
export function checkComplete(
  sources: SettingSources,
  credentials: Readonly<Record<string, string>>,
): readonly Diagnostic[] {
  const { settings, facts } = sources;
  if (facts === undefined) return [];
  const has = (field: string): boolean => credentials[field] !== undefined;
  if (facts.credentials.some((set) => set.every(has))) return [];
  const at = settings.range === undefined ? {} : { range: settings.range };
  const variable = (field: string): string => listVariables(facts, settings.alias, field)[0] ?? field;
  const begun = facts.credentials.find((set) => set.some(has));
  if (begun === undefined) {
    const sets = facts.credentials.map((set) => set.map(variable).join(" and "));
    const summary = `providers.${settings.id} has no credentials`;
    return [
      buildError("provider.no-credentials", summary, { ...at, fix: `set ${sets.join(", or ")} in the environment` }),
    ];
  }
  const lacking = begun.filter((field) => !has(field)).map(variable);
  const there = begun.filter(has).map((field) => nameSource(sources, field));
  const isEmpty = lacking.length === 1 && sources.env[lacking[0] ?? ""] === "";
  return [
    buildError(
      "provider.no-credentials",
      `providers.${settings.id} has half of its credentials: ${lacking.join(" and ")} ${isEmpty ? "is empty" : "is not set"}`,
      { ...at, detail: `It has ${there.join(" and ")}.`, fix: `set ${lacking.join(" and ")} in the environment` },
    ),
  ];
}
