// One tracked record as people and programs read it: in YAML's words and units, without what only trueup itself needs. Pure;
// `trueup state pull` has the rest. Holds no secret by nature.
import type { Address } from "../core/address.ts";
import type { FieldRule, TypeRules } from "../core/field-rule.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import type { Place } from "../core/place.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { DURATION_UNITS } from "../core/units.ts";

export interface StateRecord {
  readonly address: Address;
  /** `serveroid_vm`, as in lists and plans. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly place: Place;
  readonly parent?: Address;
  readonly existing?: true;
  /** Why the object is not whole. */
  readonly halfMade?: string;
  readonly deposed?: readonly { readonly name: string; readonly id: string }[];
  /** Set, and kept as digests only. */
  readonly writeOnly?: readonly string[];
  readonly applied: JsonObject;
  readonly observed: JsonObject;
  readonly lifecycle: TrackedResource["lifecycle"];
  readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string };
  readonly dependsOn: readonly Address[];
}

/** `rules`: of the vendor's type; undefined where this version does not know the vendor. */
export function buildStateRecord(
  address: Address,
  resource: TrackedResource,
  rules: TypeRules | undefined,
): StateRecord {
  const { vendor, type, remoteId, name, provider, place, parent, halfMade, deposed = [], digests } = resource;
  const { createMs, updateMs, deleteMs } = resource.timeouts;
  const fields = rules?.fields ?? [];
  const writeOnly = Object.keys(digests).sort();
  return {
    address,
    type: `${vendor}_${type}`,
    id: remoteId,
    name,
    provider,
    place,
    ...(parent === undefined ? {} : { parent }),
    ...(resource.existing === true ? { existing: true } : {}),
    ...(halfMade === undefined ? {} : { halfMade: halfMade.reason }),
    ...(deposed.length === 0 ? {} : { deposed: deposed.map((old) => ({ name: old.name, id: old.remoteId })) }),
    ...(writeOnly.length === 0 ? {} : { writeOnly }),
    applied: toYaml(resource.applied, fields, (rule) => rule.path),
    observed: toYaml(resource.observed, fields, (rule) => rule.observedAs ?? rule.path),
    lifecycle: resource.lifecycle,
    timeouts: { create: inYaml(createMs, "ms"), update: inYaml(updateMs, "ms"), delete: inYaml(deleteMs, "ms") },
    dependsOn: resource.dependsOn,
  };
}

function toYaml(values: JsonObject, fields: readonly FieldRule[], pathOf: (rule: FieldRule) => string): JsonObject {
  const rules = new Map(fields.map((rule) => [pathOf(rule), rule]));
  const convert = (object: JsonObject, prefix: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([key, value]): [string, Json][] => {
        const rule = rules.get(`${prefix}${key}`);
        // What follows from something else is no field of YAML.
        if (rule?.derived !== undefined) return [];
        if (isJsonObject(value)) return [[key, convert(value, `${prefix}${key}.`)]];
        const { unit } = rule ?? {};
        return [[key, typeof value === "number" && (unit === "MiB" || unit === "ms") ? inYaml(value, unit) : value]];
      }),
    );
  return convert(values, "");
}

/** As a field of YAML takes it: one number, one unit; exact. */
function inYaml(value: number, unit: "MiB" | "ms"): string {
  if (unit === "MiB") return value % 1024 === 0 ? `${value / 1024}GiB` : `${value}MiB`;
  const { d } = DURATION_UNITS;
  if (value % d === 0 && value >= 7 * d) return `${value / d}d`;
  const fits = (["h", "m", "s"] as const).find((name) => value > 0 && value % DURATION_UNITS[name] === 0) ?? "ms";
  return `${value / DURATION_UNITS[fits]}${fits}`;
}
