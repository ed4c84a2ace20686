// One declared instance to a desired resource: defaults merged, interpolated, checked, normalised. Pure.
import { TYPE_OF_SECTION } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { NONE } from "../../core/none.ts";
import { DEFAULT_ROLLOUT, type HealthCheck } from "../../core/rollout.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { fitDefaults, readDefaults } from "../shape/fit-defaults.ts";
import { COMMON_FIELDS, type Shape } from "../shape/shape.ts";
import { childOf, type Located, type LocatedMap, mergeLocated } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { listRanges } from "./build-block.ts";
import { warnOfLonely } from "./check-rollout.ts";
import { expandPreset } from "./expand-preset.ts";
import { type Block, defaultName, type Reading, readBlock } from "./read-block.ts";
import { resolveDependencies } from "./resolve-dependencies.ts";
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
  const block = readBlock(context, group, instance, { provider, vendor, shape, merged });
  checkDefaultName(context, group, instance, block.node, shape);
  const rollout = group.isSingle ? childOf(childOf(group.node, "lifecycle"), "rollout") : undefined;
  if (rollout !== undefined) context.diagnostics.push(warnOfLonely(instance.address, buildRange(rollout.span)));
  const desired = buildDesired(context, group, instance, { provider, vendor, block });
  return { desired, node: block.node, shape, unknown: [...block.unknown] };
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

function buildDesired(
  context: ResourceContext,
  group: Group,
  { address, instanceKey, keySpan }: Instance,
  { provider, vendor, block }: Pick<Reading, "provider" | "vendor"> & { readonly block: Block },
): Desired {
  const { node, all, lifecycle, timeouts } = block;
  const secrets = new Set(block.secrets);
  const ranges = listRanges(node);
  const policy = expandPreset(context, { address, vendor }, node, ranges, secrets);
  const existing = readExisting(all["existing"]);
  const given = typeof all["name"] === "string" ? all["name"] : existing?.name;
  return {
    address,
    type: TYPE_OF_SECTION[group.section],
    provider,
    vendor,
    name: given ?? defaultName(group, instanceKey),
    attributes: policy === undefined ? block.attributes : { ...block.attributes, backupPolicy: policy },
    ...(existing === undefined ? {} : { existing }),
    lifecycle,
    ...(group.isSingle ? {} : readRollout(all["lifecycle"])),
    timeouts,
    dependsOn: resolveDependencies(context, group.section, address, childOf(node, "dependsOn")),
    secrets: listSecrets(secrets),
    range: buildRange(keySpan),
    ranges,
  };
}

function listSecrets(secrets: ReadonlySet<string>): readonly string[] {
  if (secrets.size === 0) return NONE;
  return [...secrets].filter((path) => !COMMON_FIELDS.has(path.split(".")[0] ?? "")).sort();
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
  const name = defaultName(group, instance.instanceKey);
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
