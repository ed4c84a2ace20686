// What names in YAML are looked up at Serveroid: images, tariffs, software. Pure matching over the rows of the lists.
import { comparableText, isSameText, isSameWord, listNamed } from "../../core/comparable-text.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Facts, Lookup, LookupResult } from "../../core/provider.ts";
import { formatLookup } from "../../core/step.ts";
import { chooseByName } from "../../vendor-kit/choose-by-name.ts";
import { nameTariff, type TariffRow, textOf } from "./convert.ts";
import { isMissing, readNumber } from "./read-members.ts";

/** What a tariff gives is needed as long as a VM is on it; one may outlast its place in the catalogue (H9). */
const OF_TARIFF = ["id", "name", "label", "memory", "disk", "cpu", "ipCount", "onDemand", "forWindows"];

export function tariffLookup(attributes: JsonObject): Lookup {
  return { kind: "tariff", by: { name: textOf(attributes["tariff"]) }, field: "tariff", keep: OF_TARIFF };
}

/** The row of a tariff by what YAML says or by the name that is compared: the plan's facts go by the one, steps by the other. */
export function findTariff(facts: Facts, tariff: Json | undefined): JsonObject | undefined {
  if (tariff === undefined) return undefined;
  const { kind, by } = tariffLookup({ tariff });
  const asked = facts[formatLookup(kind, by)];
  if (asked?.found === true) return asked.detail;
  const wanted = textOf(tariff);
  const prefix = `${kind}(`;
  const [, same] =
    Object.entries(facts).find(
      ([key, result]) =>
        key.startsWith(prefix) && result.found && (isSameText(result.label, wanted) || textOf(result.id) === wanted),
    ) ?? [];
  return same?.found === true ? same.detail : undefined;
}

export function distributionLookup(attributes: JsonObject): Lookup {
  const description = jsonAt(attributes, "image.description");
  const shown = ["name", "bitness", "description"].map((part) => textOf(jsonAt(attributes, `image.${part}`)));
  return {
    kind: "image",
    field: "image",
    shown: shown.join(" ").trim(),
    tellApart: "add a description that only one of them starts with",
    by: {
      name: jsonAt(attributes, "image.name") ?? null,
      bitness: jsonAt(attributes, "image.bitness") ?? null,
      ...(isMissing(description) ? {} : { description: description as Json }),
    },
  };
}

export function softwareLookup(name: Json): Lookup {
  return { kind: "software", by: { name }, field: "software" };
}

export interface CatalogRows {
  readonly tariffs: readonly TariffRow[];
  readonly distributions: readonly JsonObject[];
  readonly software: readonly JsonObject[];
}

export function resolveLookup(lookup: Lookup, rows: CatalogRows): LookupResult {
  if (lookup.kind === "tariff") return resolveTariff(textOf(lookup.by["name"]), rows.tariffs);
  if (lookup.kind === "software")
    return choose(
      rows.software.filter((row) => isNamed(row, lookup.by["name"])),
      rows.software,
      textOf(lookup.by["name"]),
      (row) => textOf(row["name"]),
    );
  return resolveImage(lookup.by, rows.distributions);
}

/** Name first; an id where no tariff has that name. */
function resolveTariff(wanted: string, tariffs: readonly TariffRow[]): LookupResult {
  const rows = tariffs.map((row): JsonObject => ({ ...row, label: nameTariff(row.id, tariffs) }));
  const named = listNamed(rows, (row) => [row["name"]], wanted);
  const matches = named.length > 0 ? named : rows.filter((row) => String(row["id"]) === wanted);
  return choose(matches, rows, wanted, (row) => textOf(row["label"]));
}

/** Ids of images change and must not be kept; name and bitness may be ambiguous, the description then decides (M36, H12). */
function resolveImage(by: JsonObject, distributions: readonly JsonObject[]): LookupResult {
  const label = (row: JsonObject) => `${textOf(row["name"])} ${textOf(row["bitness"])} "${textOf(row["description"])}"`;
  const prefix = by["description"] === undefined ? "" : comparableText(textOf(by["description"]));
  const matches = distributions.filter(
    (row) => fits(row, by) && comparableText(textOf(row["description"])).startsWith(prefix),
  );
  const chosen = choose(matches, distributions, textOf(by["name"]), label);
  const sameName = distributions.filter((row) => fits(row, by));
  if (chosen.found || chosen.problem !== "absent" || sameName.length === 0) return chosen;
  return otherVersions(sameName, textOf(by["description"]), label);
}

function fits(row: JsonObject, by: JsonObject): boolean {
  return isNamed(row, by["name"]) && (by["bitness"] === null || readNumber(row, "bitness") === by["bitness"]);
}

/** The system is there, in other versions than the one that is asked for. */
function otherVersions(rows: readonly JsonObject[], wanted: string, label: (row: JsonObject) => string): LookupResult {
  const description = (row: JsonObject) => textOf(row["description"]);
  const found = chooseByName({
    wanted,
    all: rows,
    matches: [],
    found: (row) => ({ id: row["id"] ?? null, label: label(row), detail: row }),
    describe: label,
    names: (row) => [description(row)],
  });
  const newest =
    rows
      .map(description)
      .sort(new Intl.Collator("en", { numeric: true }).compare)
      .at(-1) ?? "";
  return found.found ? found : { ...found, closest: `description: ${found.closest ?? newest}` };
}

function isNamed(row: JsonObject, name: Json | undefined): boolean {
  return isSameWord(textOf(row["name"]), textOf(name));
}

function choose(
  matches: readonly JsonObject[],
  all: readonly JsonObject[],
  wanted: string,
  label: (row: JsonObject) => string,
): LookupResult {
  return chooseByName({
    wanted,
    all,
    matches,
    found: (row) => ({ id: row["id"] ?? null, label: label(row), detail: row }),
    describe: label,
    names: (row) => [textOf(row["name"])],
  });
}
