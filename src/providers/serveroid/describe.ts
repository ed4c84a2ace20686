// Live objects of a Serveroid project as YAML declares them. Pure; what only the act of creation knows (a password, software)
// is not told by the API and stays out.
import { type Described, type Description, refersTo } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { formatLookup } from "../../core/step.ts";
import { DURATION_UNITS } from "../../core/units.ts";
import { describeKey, describeVmSnapshot, pickKnown } from "../../vendor-kit/describe.ts";
import { listOf, textOf } from "./convert.ts";
import { type CatalogRows, distributionLookup, findTariff, resolveLookup, tariffLookup } from "./lookups.ts";

type Catalog = Pick<CatalogRows, "tariffs" | "distributions">;

export function describeServeroid(objects: readonly Observed[], catalog: Catalog, diskPerMemory: number): Description {
  const resources = objects.map((object) => {
    switch (object.type) {
      case "vm":
        return describeVm(object, { ...catalog, software: [] }, diskPerMemory);
      case "key":
        return describeKey(object);
      default:
        return describeVmSnapshot(object);
    }
  });
  return { resources, leftOut: [] };
}

function describeVm(object: Observed, rows: CatalogRows, diskPerMemory: number): Described {
  const { attributes } = object;
  const image = describeImage(attributes["image"]);
  const lookup = tariffLookup(attributes);
  const tariff = resolveLookup(lookup, rows);
  const detail = findTariff({ [formatLookup(lookup.kind, lookup.by)]: tariff }, attributes["tariff"]);
  const isFixed = detail !== undefined && detail["onDemand"] !== true;
  const isLarge = Number(attributes["disk"]) > Number(attributes["memory"]) * diskPerMemory;
  const keys = listOf(attributes["keys"]).map((id) => refersTo("key", textOf(id)));
  const policy = describePolicy(attributes["backupPolicy"]);
  return {
    object,
    fields: {
      ...(image === undefined ? {} : { image }),
      ...pickKnown(attributes, ["tariff"]),
      // They follow from a fixed tariff.
      ...(isFixed ? {} : pickKnown(attributes, isLarge ? ["memory", "cpu"] : ["memory", "disk", "cpu"])),
      ...pickKnown(attributes, ["ips"]),
      ...(keys.length === 0 ? { sendPassword: true } : { keys }),
      ...pickKnown(attributes, ["power"]),
      ...(policy === undefined ? {} : { backupPolicy: policy }),
    },
    notes: {
      ...(tariff.found ? {} : { tariff: "not among the tariffs that Serveroid sells now: told by its id" }),
      ...(image !== undefined && !isOffered(image, rows)
        ? { image: "not offered any more: another machine could not be installed from it" }
        : {}),
      ...(keys.length === 0
        ? { sendPassword: "for a new installation only: it has no key, and its password cannot be read" }
        : {}),
    },
  };
}

function describeImage(image: Json | undefined): JsonObject | undefined {
  return isJsonObject(image) ? pickKnown(image, ["name", "bitness", "description"]) : undefined;
}

function isOffered(image: JsonObject, rows: CatalogRows): boolean {
  const result = resolveLookup(distributionLookup({ image }), rows);
  return result.found || result.problem === "ambiguous";
}

const OFFERED_HOURS = [3, 6, 12, 24, 72];

/** One that YAML cannot say is left alone. */
function describePolicy(policy: Json | undefined): JsonObject | undefined {
  const [keep, every] = [jsonAt(policy, "keep"), jsonAt(policy, "every")];
  const isOffered = OFFERED_HOURS.some((hours) => hours * DURATION_UNITS.h === every);
  return isOffered && typeof keep === "number" && keep >= 1 && keep <= 10 ? { keep, every: every ?? null } : undefined;
}
