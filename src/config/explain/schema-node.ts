// The published schema as a tree: references followed, the alternative "or an interpolation" left out. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { SCHEMA } from "../../generated/schema.ts";

export type SchemaNode = JsonObject;

const ROOT = SCHEMA as SchemaNode;
const DEFINITIONS = (isJsonObject(ROOT["$defs"]) ? ROOT["$defs"] : {}) as Readonly<Record<string, SchemaNode>>;
const INTERPOLATION = "#/$defs/interpolation";

export function rootNode(): SchemaNode {
  return ROOT;
}

export function findDefinition(name: string): SchemaNode | undefined {
  const found = DEFINITIONS[name];
  return found === undefined ? undefined : resolveNode(found);
}

/** `#/$defs/NAME`, or a place in it. */
function followPointer(reference: string): SchemaNode {
  const parts = reference.split("/").slice(1);
  const found = parts.reduce<Json | undefined>((at, part) => (isJsonObject(at) ? at[part] : undefined), ROOT);
  return isJsonObject(found) ? found : {};
}

/** What stands beside a reference goes before what it leads to. */
export function resolveNode(node: SchemaNode): SchemaNode {
  const { $ref: reference, ...own } = node;
  if (typeof reference === "string") {
    const target = followPointer(reference);
    return resolveNode({ ...resolveNode(target), ...own });
  }
  const choices = alternativesOf(node);
  if (!Array.isArray(node["anyOf"]) || choices.length !== 1) return node;
  const { anyOf: _anyOf, ...rest } = node;
  return resolveNode({ ...choices[0], ...rest });
}

/** Of `anyOf`, without the one that any value may be. */
export function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  const all = Array.isArray(node["anyOf"]) ? (node["anyOf"] as readonly Json[]) : [];
  return all.filter(isJsonObject).filter((item) => item["$ref"] !== INTERPOLATION);
}

/** The form of the node that can hold others: itself, or the one alternative that does. */
function containerOf(node: SchemaNode): SchemaNode {
  if (node["properties"] !== undefined || node["items"] !== undefined) return node;
  const found = alternativesOf(node)
    .map(resolveNode)
    .find((item) => item["properties"] !== undefined);
  return found ?? node;
}

export function fieldsOf(node: SchemaNode): Readonly<Record<string, SchemaNode>> {
  const { properties } = containerOf(node);
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, item]) => (isJsonObject(item) ? [[name, resolveNode(item)]] : [])),
  );
}

export function isRequired(node: SchemaNode, field: string): boolean {
  const { required } = containerOf(node);
  return Array.isArray(required) && required.includes(field);
}

/** What stands under each key of a map. */
export function valuesOf(node: SchemaNode): SchemaNode | undefined {
  const { additionalProperties: values } = containerOf(node);
  return isJsonObject(values) ? resolveNode(values) : undefined;
}

export function itemsOf(node: SchemaNode): SchemaNode | undefined {
  const { items } = containerOf(node);
  return isJsonObject(items) ? resolveNode(items) : undefined;
}
