// What the block of a declared resource says, interpolated, checked and normalised: once for all instances that share it as it
// stands. Pure.
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS, type Lifecycle, type Timeouts } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { once } from "../../core/once.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { COMMON_FIELDS, type Shape } from "../shape/shape.ts";
import { buildMap, childOf, type Located, type LocatedMap, type LocatedScalar } from "../text/located.ts";
import { interpolate, interpolateScalar } from "../values/interpolate.ts";
import { retype } from "../values/retype.ts";
import type { Scope } from "../values/scope.ts";
import { type Normalising, normalise } from "./normalise.ts";
import { buildRefer } from "./refer.ts";
import { scopeOf } from "./resolve-providers.ts";
import type { Group, Instance, ResourceContext } from "./resource-context.ts";

/** What a block says of itself, whatever the instance is called. */
export interface Block {
  readonly node: LocatedMap;
  /** Normalised, with the fields that all resources have. */
  readonly all: JsonObject;
  readonly attributes: JsonObject;
  readonly lifecycle: Lifecycle;
  readonly timeouts: Timeouts;
  readonly secrets: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}

export interface Reading {
  readonly provider: string;
  readonly vendor: string;
  readonly shape: Shape;
  readonly merged: LocatedMap;
}

/** A block that is as it stands (nothing in it is interpolated, nothing is to be told of it) is read once for its instances. */
export function readBlock(context: ResourceContext, group: Group, instance: Instance, reading: Reading): Block {
  const { provider, shape, merged } = reading;
  const known = blocks.get(merged);
  if (known?.context === context && known.provider === provider && known.shape === shape) return known.block;
  const told = context.diagnostics.length;
  const interpolated = interpolateBlock(context, group, instance, merged);
  const block = normaliseBlock(context, group, instance, { ...reading, interpolated });
  const isAlike = interpolated === merged && context.diagnostics.length === told && block.unknown.size === 0;
  if (isAlike && instance.override === undefined) blocks.set(merged, { context, provider, shape, block });
  return block;
}

const blocks = new WeakMap<
  LocatedMap,
  Pick<Reading, "provider" | "shape"> & { context: ResourceContext; block: Block }
>();

function normaliseBlock(
  context: ResourceContext,
  group: Group,
  { address, keySpan }: Instance,
  { provider, vendor, shape, interpolated }: Reading & { readonly interpolated: Located },
): Block {
  const node = retype(interpolated, shape) as LocatedMap;
  const label = `${group.section}.${group.name}`;
  context.diagnostics.push(...checkSchema({ shape, node, keySpan, label, address, section: group.section, vendor }));
  const [secrets, unknown] = [new Set<string>(), new Set<string>()];
  const work: Normalising = {
    diagnostics: context.diagnostics,
    secretValues: context.scope.secretValues,
    label,
    address,
    secrets,
    unknown,
    refer: buildRefer(context, { address, provider, label }),
  };
  const all = normalise(work, node, shape) as JsonObject;
  return {
    node,
    all,
    attributes: Object.fromEntries(Object.entries(all).filter(([key]) => !COMMON_FIELDS.has(key))),
    lifecycle: readLifecycle(all["lifecycle"]),
    timeouts: readTimeouts(all["timeouts"]),
    secrets,
    unknown,
  };
}

/** What names and protects a resource is needed by every command; its attributes are not. */
function interpolateBlock(context: ResourceContext, group: Group, instance: Instance, block: LocatedMap): Located {
  const own = scopeOf(context.scope, instance);
  const scope: Scope = { ...own, nameOf: once(() => readName(own, group, instance, block)) };
  const hasCheck = childOf(childOf(block, "lifecycle"), "rollout") !== undefined;
  if (!context.isLenient && !hasCheck) return interpolate(scope, block);
  const lenient = context.isLenient ? { ...scope, mode: "lenient" as const } : scope;
  const entries = [...block.entries].map(([key, entry]) => {
    const strict = COMMON_FIELDS.has(key) ? scope : lenient;
    const value = interpolate(key === "lifecycle" ? { ...strict, keepsMachine: true } : strict, entry.value);
    return [key, { ...entry, value }] as const;
  });
  return buildMap(new Map(entries), block.span);
}

/** For templates, before the block is interpolated. What is wrong with the name is told where it stands. */
function readName(scope: Scope, group: Group, instance: Instance, block: LocatedMap): LocatedScalar {
  const given = childOf(block, "name") ?? childOf(childOf(block, "existing"), "name");
  const text = defaultName(group, instance.instanceKey);
  if (given?.kind !== "scalar") return { kind: "scalar", value: text, text, span: instance.keySpan };
  return interpolateScalar({ ...scope, diagnostics: [] }, given);
}

export function defaultName(group: Group, instanceKey: Instance["instanceKey"]): string {
  return instanceKey === undefined ? group.name : `${group.name}-${instanceKey}`;
}

/** The schema has checked the values; what is wrong was reported, and then no configuration is handed out. */
function readLifecycle(value: Json | undefined): Lifecycle {
  if (value === undefined) return DEFAULT_LIFECYCLE;
  const { rollout: _rollout, ...given } = isJsonObject(value) ? value : {};
  return { ...DEFAULT_LIFECYCLE, ...(given as Partial<Lifecycle>) };
}

function readTimeouts(value: Json | undefined): Timeouts {
  if (value === undefined) return DEFAULT_TIMEOUTS;
  const given = isJsonObject(value) ? value : {};
  const read = (key: string, fallback: number): number => (typeof given[key] === "number" ? given[key] : fallback);
  return {
    createMs: read("create", DEFAULT_TIMEOUTS.createMs),
    updateMs: read("update", DEFAULT_TIMEOUTS.updateMs),
    deleteMs: read("delete", DEFAULT_TIMEOUTS.deleteMs),
  };
}
