// A VM's `backupPolicy: NAME` to what the preset says, checked against what the VM's provider takes. Pure.
import type { Address } from "../../core/address.ts";
import { buildError, type SourceRange } from "../../core/diagnostic.ts";
import type { Json } from "../../core/json.ts";
import { SHAPES } from "../../generated/shapes.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { childOf, entryOf, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestFix } from "../text/suggest.ts";
import { interpolate } from "../values/interpolate.ts";
import { retype } from "../values/retype.ts";
import { normalise } from "./normalise.ts";
import type { ResourceContext } from "./resource-context.ts";

/** Undefined where the VM names none. `ranges` gets the places of the preset's fields, `secrets` the paths of its secrets. */
export function expandPreset(
  context: ResourceContext,
  { address, vendor }: { readonly address: Address; readonly vendor: string },
  node: LocatedMap,
  ranges: Record<string, SourceRange>,
  secrets: Set<string>,
): Json | undefined {
  const name = childOf(node, "backupPolicy");
  const shape = SHAPES[`backupPolicies.${vendor}`];
  if (name?.kind !== "scalar" || typeof name.value !== "string" || name.unknown === true || shape === undefined)
    return undefined;
  const entry = entryOf(context.presets, name.value);
  if (entry === undefined) {
    const known = [...(context.presets?.entries.keys() ?? [])];
    const fix =
      suggestFix(name.value, known) ?? `declare it: backupPolicies: { ${name.value.slice(0, 63)}: { keep: 7 } }`;
    const summary = `${address}.backupPolicy: there is no ${name.value.slice(0, 80)} under backupPolicies`;
    context.diagnostics.push(
      buildError("config.unknown-reference", summary, { range: buildRange(name.span), address, fix }),
    );
    return undefined;
  }
  const label = `backupPolicies.${name.value}`;
  const preset = retype(interpolate(context.scope, entry.value), shape);
  const subject = {
    shape,
    node: preset,
    keySpan: entry.keySpan,
    label,
    address,
    section: "backupPolicies",
    vendor,
  };
  context.diagnostics.push(...checkSchema(subject));
  if (preset.kind === "map") {
    for (const [key, field] of preset.entries) ranges[`backupPolicy.${key}`] = buildRange(field.value.span);
  }
  const { diagnostics, scope } = context;
  const own = new Set<string>();
  const value = normalise(
    { diagnostics, secretValues: scope.secretValues, label, address, secrets: own },
    preset,
    shape,
  );
  for (const path of own) secrets.add(`backupPolicy.${path}`);
  return value;
}
