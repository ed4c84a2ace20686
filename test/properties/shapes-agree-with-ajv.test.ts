// The loader checks values against shapes that are generated from the schemas; ajv checks them against the schemas, in each
// form that is published. All must accept, refuse and find the same, for values as they should be and with mistakes.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listUnits } from "../../scripts/generate/units.mjs";
import { buildEditorSchema } from "../../src/config/published/editor-schema.ts";
import { buildStandardSchema } from "../../src/config/published/standard-schema.ts";
import { findMismatches } from "../../src/config/shape/find-mismatches.ts";
import { fieldOf, type Shape, type ShapeRules } from "../../src/config/shape/shape.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { SCHEMA } from "../../src/generated/schema.ts";
import { SHAPES } from "../../src/generated/shapes.ts";

const ajv = new Ajv2020({ strict: false, strictNumbers: true, allErrors: true });
const FORMS: Readonly<Record<string, JsonObject>> = {
  bundle: SCHEMA as JsonObject,
  standard: buildStandardSchema(SCHEMA as JsonObject),
  // That one takes a file that is one of several, too.
  editor: { ...buildEditorSchema(SCHEMA as JsonObject), required: ["version", "stack"] },
};
for (const [name, { $id: _id, ...schema }] of Object.entries(FORMS)) ajv.addSchema(schema, name);
const UNITS = Object.entries(listUnits()).map(([name, schema]) => ({
  name,
  shape: SHAPES[name] ?? { types: [] },
  strict: ajv.compile(schema),
  published: Object.keys(FORMS).map((form) => publishedOf(form, name)),
}));
const SAMPLES = 300;

describe.each(UNITS)("$name", ({ shape, strict, published }) => {
  it("has the mismatches that ajv finds", () => {
    fc.assert(
      fc.property(arbitraryOf(shape), (value) => {
        expect(listMismatches(shape, value)).toEqual(listErrors(strict, value));
      }),
      { numRuns: SAMPLES },
    );
  });

  it("is accepted and refused as the published schema does", () => {
    fc.assert(
      fc.property(
        arbitraryOf(shape).map((value) => emptyApart(shape, spellOut(value))),
        (value) => {
          const isRight = findMismatches(shape, value).length === 0;
          expect(published.map((validate) => validate(value))).toEqual(published.map(() => isRight));
        },
      ),
      { numRuns: SAMPLES },
    );
  });
});

const SECTION_UNITS = UNITS.filter(({ name }) => /^(keys|vms|snapshots|schedules)\./.test(name));

describe.each(SECTION_UNITS)("defaults of $name", ({ name, shape }) => {
  const [section = "", vendor = ""] = name.split(".");
  const own = partialOf(shape);
  const { count: _count, instances: _instances, existing: _existing, ...fields } = own.fields ?? {};
  const partial = { ...own, fields };
  const definition = `${section.replace(/s$/, "")}-defaults`;
  const published = (prefix: string) =>
    Object.keys(FORMS).map((form) => findValidator(form, `#/$defs/${prefix}-${definition}`));
  const [ofVendor, ofAny] = [published(vendor), published("any")];

  it("are the fields of the section, none of them needed; any vendor's are taken for all", () => {
    fc.assert(
      fc.property(arbitraryOf(partial).map(spellOut), (value) => {
        const isRight = findMismatches(partial, value).length === 0;
        expect(ofVendor.map((validate) => validate(value))).toEqual(ofVendor.map(() => isRight));
        if (isRight) expect(ofAny.map((validate) => validate(value))).toEqual(ofAny.map(() => true));
      }),
      { numRuns: SAMPLES },
    );
  });
});

/** Of maps within maps too, but not of what is in lists. */
function partialOf(shape: Shape): Shape {
  const { required: _required, minProperties: _minProperties, ...rules } = shape.rules ?? {};
  const fields = Object.entries(shape.fields ?? {}).map(([key, field]) => [key, partialOf(field)]);
  return {
    ...shape,
    rules,
    ...(shape.fields === undefined ? {} : { fields: Object.fromEntries(fields) }),
    ...(shape.values === undefined ? {} : { values: partialOf(shape.values) }),
  };
}

describe("the comparison", () => {
  const samples = UNITS.flatMap((unit) =>
    fc.sample(arbitraryOf(unit.shape), { numRuns: 4 * SAMPLES, seed: 7 }).map((value) => ({ unit, value })),
  );

  it("sees values of both kinds", () => {
    const accepted = samples.filter(({ unit, value }) => unit.strict(value)).length / samples.length;
    expect(accepted).toBeGreaterThan(0.2);
    expect(accepted).toBeLessThan(0.8);
  });

  it.each(listRules())("finds a checker that forgets %s", (rule) => {
    const mutants = new Map(UNITS.map(({ name, shape }) => [name, forget(rule, shape)]));
    const differs = samples.some(({ unit, value }) => {
      const isAccepted = findMismatches(mutants.get(unit.name) ?? { types: [] }, value).length === 0;
      return isAccepted !== unit.strict(value);
    });
    expect(differs).toBe(true);
  });
});

/** In the published schema a vendor's blocks stand under names of their own. */
function publishedOf(form: string, name: string): ValidateFunction {
  const [section = "", kind] = name.split(".");
  const singular: Readonly<Record<string, string>> = {
    backupPolicies: "backupPolicy",
    output: "outputBlock",
    sectionDefaults: "defaults",
  };
  const definition = singular[section] ?? (kind === undefined ? section : section.replace(/s$/, ""));
  const prefixed = kind === undefined ? definition : `${kind}-${definition}`;
  const stateOf = (backend = "") => `state${backend.charAt(0).toUpperCase()}${backend.slice(1)}`;
  return findValidator(form, name === "root" ? "" : `#/$defs/${section === "state" ? stateOf(kind) : prefixed}`);
}

function findValidator(form: string, pointer: string): ValidateFunction {
  const found = ajv.getSchema(`${form}${pointer}`);
  if (found === undefined) throw new Error(`the published schema (${form}) has no ${pointer}`);
  return found;
}

function listMismatches(shape: Shape, value: Json): readonly string[] {
  return findMismatches(shape, value)
    .map(({ path, keyword, limit, key }) => JSON.stringify([path, keyword, limit ?? key ?? ""]))
    .sort();
}

function listErrors(validate: ValidateFunction, value: Json): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(({ propertyName }) => propertyName === undefined) // repeated as `propertyNames`
    .map(({ instancePath, keyword, params }) => {
      const path = instancePath.split("/").slice(1);
      const key = params["missingProperty"] ?? params["additionalProperty"] ?? params["propertyName"];
      const plain = path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
      return JSON.stringify([plain, keyword, params["limit"] ?? key ?? ""]);
    })
    .sort();
}

const ODD_TEXTS = [
  "",
  " ",
  "a",
  "0",
  "7",
  "1GiB",
  "15m",
  "true",
  "web-1",
  "Имя",
  "😀",
  "x".repeat(64),
  "😀".repeat(300),
];
const ODD_KEYS = ["x-note", "memori", "9x", "a b", "a/b~c", "", "constructor", "k".repeat(300)];

function anything(): fc.Arbitrary<Json> {
  return fc.oneof(
    fc.constantFrom<Json>(null, true, false, 0, 1, -1, 0.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, [], {}),
    fc.constantFrom<Json>(...ODD_TEXTS),
    fc.constantFrom<Json>(["a", "a"], [1, 1], [{}, {}], { a: 1 }, [null]),
  );
}

/** Mostly what the shape asks for, now and then something else, at every depth. */
function arbitraryOf(shape: Shape): fc.Arbitrary<Json> {
  const types = shape.types.length === 0 ? ["string"] : shape.types;
  const fitting =
    shape.choices === undefined
      ? fc.oneof(...types.map((type) => ofType(type, shape)))
      : fc.constantFrom<Json>(...shape.choices);
  return fc.oneof({ weight: 25, arbitrary: fitting }, { weight: 1, arbitrary: anything() });
}

function ofType(type: string, shape: Shape): fc.Arbitrary<Json> {
  const { rules = {} } = shape;
  switch (type) {
    case "string":
      return textOf(rules);
    case "integer":
      return numberOf(rules).map(Math.floor);
    case "number":
      return numberOf(rules);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return listOf(shape, rules);
    default:
      return mapOf(shape, rules);
  }
}

function textOf({ pattern, minLength = 0, maxLength = minLength + 10 }: ShapeRules): fc.Arbitrary<Json> {
  if (pattern !== undefined) {
    const matching = matchesOf(pattern);
    return fc.oneof({ weight: 20, arbitrary: matching }, { weight: 1, arbitrary: matching.map((text) => `${text}\n`) });
  }
  const lengths = [minLength, minLength + 1, Math.floor((minLength + maxLength) / 2), maxLength];
  const beyond = [Math.max(0, minLength - 1), maxLength + 1];
  return fc
    .oneof({ weight: 20, arbitrary: fc.constantFrom(...lengths) }, { weight: 1, arbitrary: fc.constantFrom(...beyond) })
    .chain((length) => fc.constantFrom("n".repeat(length), "й".repeat(length), "😀".repeat(length)));
}

function numberOf({ minimum, exclusiveMinimum, maximum }: ShapeRules): fc.Arbitrary<number> {
  const low = minimum ?? (exclusiveMinimum ?? -1) + 1;
  const high = maximum ?? low + 1000;
  return fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: low, max: high }) },
    { weight: 1, arbitrary: fc.constantFrom(low - 1, high + 1, low + 0.5) },
  );
}

function listOf({ items }: Shape, { minItems = 0, maxItems = 3 }: ShapeRules): fc.Arbitrary<Json> {
  const item = items === undefined ? anything() : arbitraryOf(items);
  const list = (min: number, max: number) => fc.array(item, { minLength: min, maxLength: max });
  return fc.oneof(
    { weight: 20, arbitrary: list(minItems, Math.min(maxItems, minItems + 2)) },
    { weight: 1, arbitrary: list(Math.max(0, minItems - 1), maxItems + 1) },
    { weight: 1, arbitrary: list(maxItems + 1, maxItems + 1) },
    { weight: 1, arbitrary: item.map((one) => [one, one]) },
  );
}

function mapOf(shape: Shape, rules: ShapeRules): fc.Arbitrary<Json> {
  const entries = Object.entries(shape.fields ?? {}).map(([key, field]) => {
    const isRequired = rules.required?.includes(key) === true;
    const share = isRequired ? { present: 30, absent: 1 } : { present: 1, absent: 2 };
    return fc.oneof(
      { weight: share.present, arbitrary: arbitraryOf(field).map((value): [string, Json][] => [[key, value]]) },
      { weight: share.absent, arbitrary: fc.constant<[string, Json][]>([]) },
    );
  });
  const extra = fc.tuple(
    fc.constantFrom(...ODD_KEYS),
    shape.values === undefined ? anything() : arbitraryOf(shape.values),
  );
  const named =
    shape.values === undefined
      ? fc.constant<Record<string, Json>>({})
      : fc.dictionary(keyOf(rules), arbitraryOf(shape.values));
  // A block that is checked apart has no fields here: its contents are another unit's.
  const extras = isApart(shape) ? fc.constant<[string, Json][]>([]) : fc.array(extra, { maxLength: 1 });
  return fc
    .tuple(
      fc.tuple(...entries),
      named,
      fc.oneof({ weight: 12, arbitrary: fc.constant<[string, Json][]>([]) }, { weight: 1, arbitrary: extras }),
    )
    .map(([known, values, more]): Json => Object.fromEntries([...known.flat(), ...Object.entries(values), ...more]));
}

/** Checked as a unit of its own: here only that it is a block or a list. */
function isApart({ fields, values, items, rules }: Shape): boolean {
  return [fields, values, items, rules].every((part) => part === undefined);
}

/** The published schema checks those where they stand, so nothing may stand in them. */
function emptyApart(shape: Shape, value: Json): Json {
  if (Array.isArray(value)) {
    if (shape.items !== undefined) return value.map((item) => emptyApart(shape.items ?? { types: [] }, item));
    return isApart(shape) && shape.types.includes("array") ? [] : value;
  }
  if (!isJsonObject(value)) return value;
  if (isApart(shape)) return shape.types.includes("object") ? {} : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const field = fieldOf(shape, key);
      return [key, field === undefined ? item : emptyApart(field, item)];
    }),
  );
}

/** The published schema accepts whatever has a `${…}` in it, which the loader has replaced before it checks. */
function spellOut(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("${", "$(");
  if (Array.isArray(value)) return value.map(spellOut);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spellOut(item)]));
}

function keyOf({ keys }: ShapeRules): fc.Arbitrary<string> {
  return keys === undefined ? fc.string({ minLength: 1, maxLength: 5 }) : matchesOf(keys);
}

/** fast-check knows no lookaheads: it draws without them, and what they refuse is a sample too. */
function matchesOf(pattern: string): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?[=!](?:[^()]|\([^()]*\))*\)/g, "")));
}

/** Every kind of rule that a shape holds somewhere. */
function listRules(): readonly string[] {
  const found = new Set<string>();
  eachShape((shape) => {
    if (shape.types.length > 0) found.add("types");
    if (shape.choices !== undefined) found.add("choices");
    for (const rule of Object.keys(shape.rules ?? {})) found.add(rule);
  });
  return [...found].sort();
}

function eachShape(visit: (shape: Shape) => void): void {
  const walk = (shape: Shape): void => {
    visit(shape);
    for (const child of [...Object.values(shape.fields ?? {}), shape.values, shape.items])
      if (child !== undefined) walk(child);
  };
  for (const { shape } of UNITS) walk(shape);
}

function forget(rule: string, shape: Shape): Shape {
  const copy = JSON.stringify(shape, (key, value: unknown) => (key === rule ? undefined : value));
  const mutant = JSON.parse(copy) as Shape;
  const complete = (at: Shape): Shape => ({
    ...at,
    types: rule === "types" ? [] : at.types,
    ...(at.fields === undefined
      ? {}
      : { fields: Object.fromEntries(Object.entries(at.fields).map(([key, field]) => [key, complete(field)])) }),
    ...(at.values === undefined ? {} : { values: complete(at.values) }),
    ...(at.items === undefined ? {} : { items: complete(at.items) }),
  });
  return complete(mutant);
}
