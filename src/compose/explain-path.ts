// What a path of the configuration means: the schema's words, and what each provider's rules make of a change. Asks nobody.
import { describeChange } from "../config/explain/describe-change.ts";
import { describeNode } from "../config/explain/describe-node.ts";
import {
  type FieldSearch,
  type FoundField,
  findFields,
  splitPath,
  type WrongName,
} from "../config/explain/find-fields.ts";
import { fieldsOf, rootNode } from "../config/explain/schema-node.ts";
import { suggestFix } from "../config/text/suggest.ts";
import { TYPE_OF_SECTION } from "../core/address.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { ChangeMeaning, ExplainedField, Explanation } from "../core/explanation.ts";
import { VENDORS } from "../generated/shapes.ts";
import { VENDOR_RULES } from "./vendor-data.ts";

/** One for each meaning: providers that agree share one. Throws `DiagnosticsError` for a path that names nothing. */
export function explainPath(path: string, isRecursive: boolean): readonly Explanation[] {
  const search = findFields(path);
  if (!search.ok) throw unknownPath(path, search.wrong);
  const isNamed = splitPath(path).some((name) => Object.hasOwn(VENDORS, name));
  const elsewhere = isNamed ? [] : listElsewhere(search);
  const all = search.found.map((found) => explainField(found, isRecursive, elsewhere));
  if (!all.every(({ fields }) => fields.length > 0)) return joinSame(all);
  const joined = joinFields(all);
  const description = all.length > 1 ? describeSection(joined.path) : undefined;
  return [description === undefined ? joined : { ...joined, description }];
}

function describeSection(path: string): string | undefined {
  const text = fieldsOf(rootNode())[path]?.["description"];
  return typeof text === "string" ? text : undefined;
}

function explainField(found: FoundField, isRecursive: boolean, elsewhere: Explanation["elsewhere"]): Explanation {
  const { path, node, required, vendor } = found;
  const change = vendor === undefined ? [] : explainChange(found, vendor);
  const environment = vendor === undefined ? [] : listVariables(found, vendor);
  return {
    path: path.join("."),
    providers: vendor === undefined ? [] : [vendor],
    required,
    ...describeNode(node, isRecursive),
    ...(change.length === 0 ? {} : { change: [{ provider: vendor ?? "", says: change }] }),
    ...(environment.length === 0 ? {} : { environment }),
    elsewhere,
  };
}

function explainChange({ section, inner }: FoundField, vendor: string): readonly string[] {
  const rules = VENDOR_RULES[vendor];
  return section === undefined || rules === undefined ? [] : describeChange(rules, TYPE_OF_SECTION[section], inner);
}

/** `gcore.backup` reads its own first. */
function listVariables({ section, inner }: FoundField, vendor: string): readonly string[] {
  const variable = section === undefined ? VENDORS[vendor]?.environment[inner.join(".")] : undefined;
  if (variable === undefined) return [];
  const prefix = `${vendor.toUpperCase()}_`;
  return [variable, `${prefix}ALIAS_${variable.slice(prefix.length)} (of ${vendor}.ALIAS, first)`];
}

/** Providers of the section that do not have the field, as far as it is known what they have instead. */
function listElsewhere(search: FieldSearch & { readonly ok: true }): Explanation["elsewhere"] {
  const [first] = search.found;
  if (first?.section === undefined) return [];
  const { section, inner } = first;
  const field = inner[0];
  return Object.values(VENDORS).flatMap(({ vendor, nearest, unsupported }) => {
    if (search.found.some((one) => one.vendor === vendor)) return [];
    const instead = unsupported[section] ?? (field === undefined ? undefined : nearest[`${section}.${field}`]);
    return instead === undefined ? [] : [{ provider: vendor, instead }];
  });
}

/** What several providers say of the same is said once, with what each makes of a change. */
function joinSame(all: readonly Explanation[]): readonly Explanation[] {
  const groups = new Map<string, Explanation[]>();
  for (const one of all) {
    const { path: _path, providers: _providers, change: _change, environment: _environment, ...same } = one;
    const key = JSON.stringify(same);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [group.length === 1 ? first : joinGroup(first, group)];
  });
}

function joinGroup(first: Explanation, group: readonly Explanation[]): Explanation {
  const change = group.flatMap((one) => one.change ?? []);
  return {
    ...first,
    path: withoutProvider(first),
    providers: group.flatMap(({ providers }) => providers),
    ...(change.length === 0 ? {} : { change: joinMeanings(change) }),
  };
}

function withoutProvider({ path, providers }: Explanation): string {
  const [provider] = providers;
  return path
    .split(".")
    .filter((name, index) => !(index === 1 && name === provider))
    .join(".");
}

function joinMeanings(change: readonly ChangeMeaning[]): readonly ChangeMeaning[] {
  const [first] = change;
  const isOne = first !== undefined && change.every(({ says }) => says.join(" ") === first.says.join(" "));
  return isOne ? [{ provider: change.map(({ provider }) => provider).join(", "), says: first.says }] : change;
}

const DIFFERS = "Differs: explain it.";

/** Maps of several providers as one list of fields, each with those that have it. */
function joinFields(all: readonly Explanation[]): Explanation {
  const [first, ...others] = all as readonly [Explanation, ...Explanation[]];
  if (others.length === 0) return first;
  const fields = new Map<string, { readonly field: ExplainedField; readonly providers: string[] }>();
  for (const one of all) {
    for (const field of one.fields) {
      const known = fields.get(field.name);
      if (known === undefined) fields.set(field.name, { field, providers: [...one.providers] });
      else {
        known.providers.push(...one.providers);
        if (known.field.description !== field.description || known.field.type !== field.type)
          fields.set(field.name, { ...known, field: { ...known.field, description: DIFFERS } });
      }
    }
  }
  const joined = joinGroup(first, all);
  const isProviderApart = joined.providers.length > 0;
  const { description: _description, ...untold } = joined;
  const isAgreed = all.every(({ description }) => description === first.description);
  return {
    ...(isAgreed ? joined : untold),
    fields: [...fields.values()].map(({ field, providers }) => ({
      ...field,
      ...(!isProviderApart || providers.length === all.length ? {} : { providers }),
    })),
  };
}

function factsOf(vendor: string | undefined) {
  return vendor !== undefined && Object.hasOwn(VENDORS, vendor) ? VENDORS[vendor] : undefined;
}

function unknownPath(path: string, { name, within, known, vendor }: WrongName): DiagnosticsError {
  const section = within.split(".")[0] ?? "";
  const nearest = factsOf(vendor)?.nearest[`${section}.${name}`] ?? factsOf(name)?.unsupported[section];
  const where = within === "" ? "the configuration has no" : `${within} has no field`;
  const before = within === "" ? "" : `${within}.`;
  const fix =
    nearest ?? suggestFix(name, known)?.replace(/^did you mean (.*)\?$/, `did you mean trueup explain ${before}$1?`);
  return new DiagnosticsError([
    buildError("cli.explain", `${path}: ${where} ${name}`, {
      ...(fix === undefined
        ? { fix: `trueup explain${within === "" ? "" : ` ${within}`} lists what there is` }
        : { fix }),
    }),
  ]);
}
