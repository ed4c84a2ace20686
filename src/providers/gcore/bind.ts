// Declared attributes in the form that is compared, and what only Gcore's own lists can refuse. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import { NONE } from "../../core/none.ts";
import type { Observed } from "../../core/observed.ts";
import type { Facts, Lookup, LookupResult } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { formatLookup } from "../../core/step.ts";
import { bareVms, fitLookup, named } from "./lookups.ts";
import { timingOf } from "./timing.ts";

interface Bound {
  readonly attributes: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

export function bindGcore(
  desired: Desired,
  facts: Facts,
  observed: Observed | undefined,
  tracked: TrackedResource | undefined,
): Bound {
  const attributes = withTags(desired, tracked);
  switch (desired.type) {
    case "vm":
      return { attributes: bindVm(attributes, facts), diagnostics: checkVm(desired, facts, observed) };
    case "volume":
      return { attributes, diagnostics: checkVolume(desired, facts, observed) };
    case "interface":
      return { attributes: bindInterface(attributes, facts), diagnostics: NONE };
    case "schedule":
      return { attributes: bindSchedule(attributes, facts), diagnostics: [] };
    default:
      return { attributes, diagnostics: NONE };
  }
}

/** Tags that YAML dropped altogether are still ours to take off. */
function withTags({ attributes }: Desired, tracked: TrackedResource | undefined): JsonObject {
  const had = jsonAt(tracked?.applied, "tags");
  return attributes["tags"] === undefined && isJsonObject(had) && Object.keys(had).length > 0
    ? { ...attributes, tags: {} }
    : attributes;
}

export function factOf(facts: Facts, { kind, by }: Lookup): LookupResult | undefined {
  return facts[formatLookup(kind, by)];
}

function labelOf(facts: Facts, kind: string, name: Json | undefined): Json | undefined {
  const result = name === undefined ? undefined : factOf(facts, named(kind, name));
  return result?.found === true ? result.label : name;
}

/** A flavor or a group may be declared by id; lists show names. */
function bindVm(attributes: JsonObject, facts: Facts): JsonObject {
  const flavor = labelOf(facts, "flavor", attributes["flavor"]);
  const placementGroup = labelOf(facts, "placementGroup", attributes["placementGroup"]);
  if (flavor === attributes["flavor"] && placementGroup === attributes["placementGroup"]) return attributes;
  return {
    ...attributes,
    ...(flavor === undefined ? {} : { flavor }),
    ...(placementGroup === undefined ? {} : { placementGroup }),
  };
}

function bindInterface(attributes: JsonObject, facts: Facts): JsonObject {
  const { securityGroups } = attributes;
  if (!Array.isArray(securityGroups)) return attributes;
  const labels = securityGroups.map((group) => labelOf(facts, "securityGroup", group) ?? group);
  return labels.every((label, index) => label === securityGroups[index])
    ? attributes
    : { ...attributes, securityGroups: labels };
}

function bindSchedule(attributes: JsonObject, facts: Facts): JsonObject {
  const { volumes, paused } = attributes;
  const others = bareVms(attributes).flatMap((by): Json[] => {
    const result = factOf(facts, { kind: "vmVolumes", by });
    return result?.found === true && Array.isArray(result.id) ? result.id.map((id): Json => `#${String(id)}`) : [];
  });
  return {
    ...attributes,
    volumes: [...(Array.isArray(volumes) ? volumes : []), ...others],
    ...timingOf(attributes),
    paused: paused ?? false,
  };
}

/** A flavor that is switched off, or that these disks cannot have: known before anything is made. */
function checkVm(desired: Desired, facts: Facts, observed: Observed | undefined): readonly Diagnostic[] {
  const flavor = factOf(facts, named("flavor", desired.attributes["flavor"]));
  const isAnother = observed === undefined || observed.attributes["flavor"] !== (flavor?.found ? flavor.label : "");
  const where = { address: desired.address, range: desired.ranges["flavor"] ?? desired.range };
  const disabled =
    flavor?.found === true && flavor.detail["disabled"] === true && isAnother
      ? [
          buildError("provider.flavor-disabled", `Gcore does not sell ${flavor.label} now`, {
            ...where,
            fix: "choose another flavor: trueup catalog gcore flavors",
          }),
        ]
      : NONE;
  if (observed !== undefined) return disabled;
  const fit = factOf(facts, fitLookup(desired.attributes));
  const { flavors } = fit?.found === true ? fit.detail : {};
  const isUnfit = flavor?.found === true && Array.isArray(flavors) && !flavors.includes(flavor.id);
  if (!isUnfit || disabled.length > 0) return disabled;
  return [
    buildError(
      "provider.flavor-unavailable",
      `${desired.address}: ${flavor.label} cannot be had with these volumes in this region now`,
      {
        ...where,
        detail: `These can:\n${flavors.slice(0, 20).map(String).join("\n") || "none"}`,
        fix: "choose one of these, or other volumes",
      },
    ),
  ];
}

function checkVolume(desired: Desired, facts: Facts, observed: Observed | undefined): readonly Diagnostic[] {
  const { image, size } = desired.attributes;
  if (observed !== undefined || image === undefined) return NONE;
  const result = factOf(facts, named("image", image));
  const least = result?.found === true ? result.detail["min_disk"] : undefined;
  if (typeof least !== "number" || least === 0) return [];
  if (typeof size === "number" && size >= least * 1024) return [];
  const range = desired.ranges["size"] ?? desired.range;
  return [
    buildError("provider.too-small", `${desired.address}: the image ${String(image)} needs a volume of ${least} GiB`, {
      address: desired.address,
      range,
      fix: `say size: ${least}GiB`,
    }),
  ];
}
