// Requests out of the vendor's document: the least that it allows, then random ones. Ids are those of a world that has such objects.
import fc from "fast-check";
import type { OpenApi, Operation, Schema } from "./openapi-document.ts";

export interface GeneratedRequest {
  verb: string;
  path: string;
  body: unknown;
}

/** Values (or arbitraries) that only the world knows, by the name of a member or parameter; `name[]` is an element of a list. */
export type Known = Record<string, unknown>;

const RUNS = 12;

export function generateRequests(api: OpenApi, operation: Operation, known: Known, seed: number): GeneratedRequest[] {
  const least = request(api, operation, known, "least");
  const random = request(api, operation, known, "random");
  return [...fc.sample(least, { seed, numRuns: 1 }), ...fc.sample(random, { seed, numRuns: RUNS })];
}

type Mode = "least" | "random";

function request(api: OpenApi, operation: Operation, known: Known, mode: Mode): fc.Arbitrary<GeneratedRequest> {
  const inPath = operation.parameters.filter((one) => one.in === "path");
  const inQuery = operation.parameters.filter((one) => one.in === "query");
  const value = (one: Operation["parameters"][number]) => arbitrary(api, one.schema, known, mode, one.name);
  const query = fc.record(Object.fromEntries(inQuery.map((one) => [one.name, value(one)])), {
    requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name),
  });
  const path = fc.record(Object.fromEntries(inPath.map((one) => [one.name, value(one)])));
  const body = operation.body === undefined ? fc.constant(undefined) : arbitrary(api, operation.body, known, mode, "");
  return fc
    .record({ path, query: mode === "least" ? fc.constant(required(inQuery, known)) : query, body })
    .map((parts) => ({
      verb: operation.verb,
      path: `${fill(operation.path, parts.path)}${queryText(parts.query)}`,
      body: parts.body,
    }));
}

function required(parameters: Operation["parameters"], known: Known): Record<string, unknown> {
  const needed = parameters.filter((one) => one.required);
  return Object.fromEntries(needed.map(({ name }) => [name, known[name] ?? "x"]));
}

function fill(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(values[name])));
}

function queryText(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

const NAMES = /^[a-zA-Z0-9][a-zA-Z0-9._-]{2,20}[a-zA-Z0-9]$/;

function arbitrary(api: OpenApi, given: Schema, known: Known, mode: Mode, name: string): fc.Arbitrary<unknown> {
  const hint = known[name];
  if (hint instanceof fc.Arbitrary) return hint;
  if (hint !== undefined) return fc.constant(hint);
  const schema = api.resolve(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    const all = variants.map((one: Schema) => arbitrary(api, one, known, mode, name));
    return mode === "least" ? all[0] : fc.oneof(...all);
  }
  if (schema.type === "array") {
    const [min, max] = [schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 2))];
    const element = arbitrary(api, schema.items, known, mode, `${name}[]`);
    const length = { minLength: min, maxLength: mode === "least" ? Math.max(min, 1) : max };
    return schema.uniqueItems ? fc.uniqueArray(element, length) : fc.array(element, length);
  }
  if (schema.type === "object" || schema.properties) return objectOf(api, schema, known, mode);
  return scalar(schema);
}

function objectOf(api: OpenApi, schema: Schema, known: Known, mode: Mode): fc.Arbitrary<unknown> {
  const properties = Object.entries<Schema>(schema.properties ?? {});
  if (properties.length === 0 && schema.additionalProperties) {
    const key = fc.stringMatching(/^[a-z]{3,8}$/);
    const value = schema.additionalProperties === true ? fc.constant("x") : fc.stringMatching(/^[a-z0-9]{3,12}$/);
    return fc.dictionary(key, value, { maxKeys: 3 });
  }
  const needed: string[] = schema.required ?? [];
  const used = mode === "least" ? properties.filter(([key]) => needed.includes(key)) : properties;
  return fc.record(Object.fromEntries(used.map(([key, one]) => [key, arbitrary(api, one, known, mode, key)])), {
    requiredKeys: needed.filter((key) => used.some(([other]) => other === key)),
  });
}

function scalar(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "null") return fc.constant(null);
  if (schema.type === "integer" || schema.type === "number") {
    const min = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1);
    return fc.integer({ min, max: Math.min(schema.maximum ?? 50, Math.max(min, 50)) });
  }
  const formats: Record<string, string> = {
    uuid4: "00000000-0000-4000-8000-000000000001",
    ipv4: "192.168.10.77",
    ipv6: "2001:db8::77",
    ipvanyaddress: "192.168.10.77",
    ipvanynetwork: "10.20.0.0/24",
    "date-time": "2026-01-01T00:00:00Z",
  };
  const format = formats[schema.format ?? ""];
  return format === undefined ? fc.stringMatching(NAMES) : fc.constant(format);
}
