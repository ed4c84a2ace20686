// One declared instance to a desired resource: defaults merged, interpolated, checked, normalised. Pure.
import { TYPE_OF_SECTION } from "../../core/address.ts";
import {
  DEFAULT_LIFECYCLE,
  DEFAULT_TIMEOUTS,
  type Desired,
  type Lifecycle,
  type Timeouts,
} from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { once } from "../../core/once.ts";
import { DEFAULT_ROLLOUT, type HealthCheck } from "../../core/rollout.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { fitDefaults, readDefaults } from "../shape/fit-defaults.ts";
import { COMMON_FIELDS, type Shape } from "../shape/shape.ts";
import { buildMap, childOf, type Located, type LocatedMap, type LocatedScalar, mergeLocated } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { interpolate, interpolateScalar } from "../values/interpolate.ts";
import { retype } from "../values/retype.ts";
import type { Scope } from "../values/scope.ts";
import { listRanges } from "./build-block.ts";
import { warnOfLonely } from "./check-rollout.ts";
import { expandPreset } from "./expand-preset.ts";
import { type Normalising, normalise } from "./normalise.ts";
import { buildRefer } from "./refer.ts";
import { resolveDependencies } from "./resolve-dependencies.ts";
import { scopeOf } from "./resolve-providers.ts";
import type { Group, Instance, ResourceContext } from "./resource-context.ts";

/** A resource and the tree that it was made from. */
export interface Draft {
  readonly desired: Desired;
  readonly node: LocatedMap;
  readonly shape: Shape;
  /** Paths of attributes whose value is not at hand. */
  readonly unknown: readonly string[];
}

/** Undefined where the provider is not known or cannot hold such a thing (reported). */
export function buildResource(context: ResourceContext, group: Group, instance: Instance): Draft | undefined {
  const provider = context.providerOf.get(instance.address);
  const entry = provider === undefined ? undefined : context.providers.get(provider);
  if (provider === undefined || entry === undefined) return undefined;
  const { vendor } = entry.settings;
  const shape = SHAPES[`${group.section}.${vendor}`];
  if (shape === undefined) {
    reportUnsupported(context, group, vendor);
    return undefined;
  }
  const merged = mergeAll(context, group, instance, entry.defaults, shape);
  const node = retype(interpolateBlock(context, group, instance, merged), shape) as LocatedMap;
  const label = `${group.section}.${group.name}`;
  const { address, keySpan } = instance;
  context.diagnostics.push(...checkSchema({ shape, node, keySpan, label, address, section: group.section, vendor }));
  checkDefaultName(context, group, instance, node, shape);
  const rollout = group.isSingle ? childOf(childOf(group.node, "lifecycle"), "rollout") : undefined;
  if (rollout !== undefined) context.diagnostics.push(warnOfLonely(address, buildRange(rollout.span)));
  const unknown = new Set<string>();
  const desired = buildDesired(context, group, instance, { provider, vendor, node, shape, unknown });
  return { desired, node, shape, unknown: [...unknown] };
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
  const text = defaultName(group, instance);
  if (given?.kind !== "scalar") return { kind: "scalar", value: text, text, span: instance.keySpan };
  return interpolateScalar({ ...scope, diagnostics: [] }, given);
}

function reportUnsupported(context: ResourceContext, group: Group, vendor: string): void {
  const fix = VENDORS[vendor]?.unsupported[group.section] ?? `${vendor} has no ${group.section}`;
  const summary = `${group.section}.${group.name}: ${vendor} has no ${group.section}`;
  context.diagnostics.push(buildError("provider.unsupported", summary, { range: buildRange(group.keySpan), fix }));
}

function mergeAll(
  context: ResourceContext,
  group: Group,
  instance: Instance,
  providerDefaults: LocatedMap | undefined,
  shape: Shape,
): LocatedMap {
  const isAlone = instance.override !== undefined;
  const known = isAlone ? undefined : merges.get(group.node);
  if (known !== undefined && known.context === context && known.shape === shape && known.under === providerDefaults)
    return known.merged;
  const general = context.defaults.get(group.section);
  const layers = [
    general === undefined ? undefined : fitDefaults(general, shape),
    readDefaults(providerDefaults).get(group.section),
    group.node,
    instance.override,
  ].filter((layer) => layer !== undefined);
  const merged = layers.reduce<Located>(
    (under, over) => mergeLocated(under, over),
    layers[0] ?? group.node,
  ) as LocatedMap;
  if (!isAlone) merges.set(group.node, { context, shape, under: providerDefaults, merged });
  return merged;
}

interface Merge {
  readonly context: ResourceContext;
  readonly shape: Shape;
  readonly under: LocatedMap | undefined;
  readonly merged: LocatedMap;
}

/** By the block: what its instances have in common is merged once. */
const merges = new WeakMap<LocatedMap, Merge>();

interface Parts {
  readonly provider: string;
  readonly vendor: string;
  readonly node: LocatedMap;
  readonly shape: Shape;
  /** Filled. */
  readonly unknown: Set<string>;
}

function buildDesired(context: ResourceContext, group: Group, instance: Instance, parts: Parts): Desired {
  const { node, shape } = parts;
  const secrets = new Set<string>();
  const work: Normalising = {
    diagnostics: context.diagnostics,
    secretValues: context.scope.secretValues,
    label: `${group.section}.${group.name}`,
    address: instance.address,
    secrets,
    unknown: parts.unknown,
    refer: buildRefer(context, {
      address: instance.address,
      provider: parts.provider,
      label: `${group.section}.${group.name}`,
    }),
  };
  const all = normalise(work, node, shape) as JsonObject;
  const ranges = listRanges(node);
  const attributes = Object.fromEntries(Object.entries(all).filter(([key]) => !COMMON_FIELDS.has(key)));
  const policy = expandPreset(context, { address: instance.address, vendor: parts.vendor }, node, ranges, secrets);
  if (policy !== undefined) attributes["backupPolicy"] = policy;
  const existing = readExisting(all["existing"]);
  const name = typeof all["name"] === "string" ? all["name"] : (existing?.name ?? defaultName(group, instance));
  return {
    address: instance.address,
    type: TYPE_OF_SECTION[group.section],
    provider: parts.provider,
    vendor: parts.vendor,
    name,
    attributes,
    ...(existing === undefined ? {} : { existing }),
    lifecycle: readLifecycle(all["lifecycle"]),
    ...(group.isSingle ? {} : readRollout(all["lifecycle"])),
    timeouts: readTimeouts(all["timeouts"]),
    dependsOn: resolveDependencies(context, group.section, instance.address, childOf(node, "dependsOn")),
    secrets: [...secrets].filter((path) => !COMMON_FIELDS.has(path.split(".")[0] ?? "")).sort(),
    range: buildRange(instance.keySpan),
    ranges,
  };
}

function defaultName(group: Group, instance: Instance): string {
  return instance.instanceKey === undefined ? group.name : `${group.name}-${instance.instanceKey}`;
}

/** The default name must be one that the provider takes: the schema is asked about it as if it were written. */
function checkDefaultName(
  context: ResourceContext,
  group: Group,
  instance: Instance,
  node: LocatedMap,
  shape: Shape,
): void {
  const field = shape.fields?.["name"];
  if (childOf(node, "name") !== undefined || childOf(node, "existing") !== undefined || field === undefined) return;
  const name = defaultName(group, instance);
  const scalar: Located = { kind: "scalar", value: name, text: name, span: instance.keySpan };
  const label = `${group.section}.${group.name}.name`;
  const [wrong] = checkSchema({ shape: field, node: scalar, keySpan: instance.keySpan, label });
  if (wrong === undefined) return;
  const summary = `${group.section}.${group.name}: its key is its name at the provider, and ${JSON.stringify(name)} cannot be one there`;
  const fix = field.hint === undefined ? "add name" : `add name: ${field.hint}`;
  context.diagnostics.push(
    buildError(wrong.code, summary, { range: buildRange(instance.keySpan), fix, address: instance.address }),
  );
}

function readExisting(value: Json | undefined): Desired["existing"] {
  if (!isJsonObject(value)) return undefined;
  return {
    ...(typeof value["id"] === "string" ? { id: value["id"] } : {}),
    ...(typeof value["name"] === "string" ? { name: value["name"] } : {}),
  };
}

/** The schema has checked the values; what is wrong was reported, and then no configuration is handed out. */
function readLifecycle(value: Json | undefined): Lifecycle {
  const { rollout: _rollout, ...given } = isJsonObject(value) ? value : {};
  return { ...DEFAULT_LIFECYCLE, ...(given as Partial<Lifecycle>) };
}

function readRollout(value: Json | undefined): Pick<Desired, "rollout"> {
  const given = isJsonObject(value) ? value["rollout"] : undefined;
  if (!isJsonObject(given)) return {};
  const { batch, wait, timeout, check } = given;
  return {
    rollout: {
      batch: typeof batch === "number" || typeof batch === "string" ? batch : DEFAULT_ROLLOUT.batch,
      waitMs: typeof wait === "number" ? wait : DEFAULT_ROLLOUT.waitMs,
      timeoutMs: typeof timeout === "number" ? timeout : DEFAULT_ROLLOUT.timeoutMs,
      ...(isJsonObject(check) ? { check: check as unknown as HealthCheck } : {}),
    },
  };
}

function readTimeouts(value: Json | undefined): Timeouts {
  const given = isJsonObject(value) ? value : {};
  const read = (key: string, fallback: number): number => (typeof given[key] === "number" ? given[key] : fallback);
  return {
    createMs: read("create", DEFAULT_TIMEOUTS.createMs),
    updateMs: read("update", DEFAULT_TIMEOUTS.updateMs),
    deleteMs: read("delete", DEFAULT_TIMEOUTS.deleteMs),
  };
}
