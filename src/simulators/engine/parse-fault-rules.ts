// Fault files and admin bodies → checked rules; every mistake is named with its place. Reads no disk.
import { didYouMean } from "./did-you-mean.ts";
import { EFFECT_NAMES, EFFECTS, type EffectName, type FaultMatch, type FaultRule } from "./fault-rule.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import {
  asFlag,
  asInteger,
  asNumber,
  asObject,
  asText,
  atLeast,
  between,
  listOf,
  oneOf,
  optional,
  refuseUnknownKeys,
  type Shape,
} from "./shape.ts";
import { SimInputError } from "./sim-input-error.ts";

/** Vendor name → names of its methods. */
export type MethodNames = Readonly<Record<string, readonly string[]>>;

const MATCH_KEYS = ["provider", "method", "nth", "times", "probability", "vmId", "name", "mutating"];

/** Takes a list of rules, or a map with `faults:`; throws SimInputError with all problems. */
export function parseFaultRules(input: unknown, vendors: MethodNames): FaultRule[] {
  if (input === undefined || input === null) return [];
  if (!isJsonObject(input)) return listOf(ruleShape(vendors))(input, "faults");
  refuseUnknownKeys(input, "fault file", ["faults"]);
  return listOf(ruleShape(vendors))(input["faults"] ?? [], "faults");
}

function ruleShape(vendors: MethodNames): Shape<FaultRule> {
  return (value, where) => {
    const object = asObject(value, where);
    const effect = readEffect(object, where);
    const options: Record<string, Shape<string | number>> = EFFECTS[effect].options;
    refuseUnknownKeys(object, where, ["match", "effect", ...Object.keys(options)]);
    const rule: JsonObject = {};
    for (const [name, shape] of Object.entries(options)) {
      const read = optional(object, name, where, shape);
      if (read !== undefined) rule[name] = read;
    }
    const match = optional(object, "match", where, (found, place) => readMatch(found, place, vendors));
    // Each option was read by the shape that the table gives it, so the flat rule is what its type says.
    return { ...rule, ...(match && { match }), effect } as FaultRule;
  };
}

function readEffect(object: JsonObject, where: string): EffectName {
  // YAML reads a bare 429 as a number.
  const written = typeof object["effect"] === "number" ? String(object["effect"]) : object["effect"];
  return oneOf(EFFECT_NAMES)(written, `${where}.effect`);
}

function readMatch(value: unknown, where: string, vendors: MethodNames): FaultMatch {
  const object = asObject(value, where);
  refuseUnknownKeys(object, where, MATCH_KEYS);
  const provider = optional(object, "provider", where, oneOf(Object.keys(vendors)));
  const method = optional(object, "method", where, (name, place) => readMethod(name, place, provider, vendors));
  const nth = optional(object, "nth", where, atLeast(1, asInteger));
  const times = optional(object, "times", where, atLeast(1, asInteger));
  const probability = optional(object, "probability", where, between(0, 1, asNumber));
  const vmId = optional(object, "vmId", where, asIdentifier);
  const mutating = optional(object, "mutating", where, asFlag);
  const name = optional(object, "name", where, asText);
  return {
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
    ...(nth !== undefined && { nth }),
    ...(times !== undefined && { times }),
    ...(probability !== undefined && { probability }),
    ...(vmId !== undefined && { vmId }),
    ...(mutating !== undefined && { mutating }),
    ...(name !== undefined && { name }),
  };
}

function readMethod(value: unknown, where: string, provider: string | undefined, vendors: MethodNames): string {
  const name = asText(value, where);
  const known = provider === undefined ? Object.values(vendors).flat() : (vendors[provider] ?? []);
  if (name === "*" || known.includes(name)) return name;
  throw new SimInputError([`${where}: no method "${name}", ${didYouMean(name, known)}`]);
}

const asIdentifier: Shape<string> = (value, where) =>
  typeof value === "number" ? String(value) : asText(value, where);
