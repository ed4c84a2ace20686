// Which part of a section's defaults a resource of one vendor takes: only fields that its provider has. Pure.
import type { Section } from "../../core/address.ts";
import { buildError, type Diagnostic, type SourceRange } from "../../core/diagnostic.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { buildMap, entryOf, type Located, type LocatedEntry, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestFix } from "../text/suggest.ts";
import { checkSchema } from "./check-schema.ts";
import { fieldOf, knownFields, type Shape } from "./shape.ts";

const REFUSED = ["count", "instances", "existing"];

/** The part that fits; undefined where nothing does. */
function fitDefault(node: Located, shape: Shape): Located | undefined {
  if (node.kind === "scalar") return shape.fields === undefined && shape.items === undefined ? node : undefined;
  if (node.kind === "list") return shape.types.includes("array") ? node : undefined;
  if (shape.fields === undefined && shape.values === undefined) return undefined;
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of node.entries) {
    const field = fieldOf(shape, key);
    const value = field === undefined ? undefined : fitDefault(entry.value, field);
    if (value !== undefined) entries.set(key, { ...entry, value });
  }
  return buildMap(entries, node.span);
}

export function fitDefaults(defaults: LocatedMap, shape: Shape): LocatedMap | undefined {
  const fitted = fitDefault(defaults, shape);
  return fitted?.kind === "map" ? fitted : undefined;
}

/** The sections alone: what is in them is checked with each resource that takes them. */
export function checkSections(label: string, { value: node, keySpan }: LocatedEntry): readonly Diagnostic[] {
  const shape = SHAPES["sectionDefaults"] ?? { types: [] };
  if (node.kind !== "map") return checkSchema({ shape, node, keySpan, label });
  const entries = [...node.entries].map(([key, entry]): [string, LocatedEntry] => {
    const { value } = entry;
    return [key, value.kind === "map" ? { ...entry, value: buildMap(new Map(), value.span) } : entry];
  });
  return checkSchema({ shape, node: buildMap(new Map(entries), node.span), keySpan, label });
}

/** A default that no provider takes would silently do nothing: an error. */
export function checkDefaults(section: Section, defaults: LocatedMap): readonly Diagnostic[] {
  const shapes = Object.keys(VENDORS).flatMap((vendor) => SHAPES[`${section}.${vendor}`] ?? []);
  return checkFields({ shapes, isTop: true, nearest: {}, section }, `defaults.${section}`, defaults);
}

/** A provider's own defaults: every field must be one of this vendor. */
export function checkProviderDefaults(
  label: string,
  section: Section,
  vendor: string,
  defaults: LocatedMap,
): readonly Diagnostic[] {
  const shape = SHAPES[`${section}.${vendor}`];
  const nearest = VENDORS[vendor]?.nearest ?? {};
  if (shape !== undefined) return checkFields({ shapes: [shape], isTop: true, nearest, section }, label, defaults);
  const range = buildRange(defaults.span);
  return [buildError("provider.unsupported", `${label}: ${vendor} has no ${section}`, { range, fix: "remove it" })];
}

interface FieldCheck {
  readonly section: Section;
  readonly shapes: readonly Shape[];
  readonly isTop: boolean;
  /** `SECTION.FIELD` -> the nearest thing that the provider can do. */
  readonly nearest: Readonly<Record<string, string>>;
}

function checkFields(check: FieldCheck, label: string, node: LocatedMap): readonly Diagnostic[] {
  const { shapes, isTop } = check;
  const diagnostics: Diagnostic[] = [];
  for (const [key, entry] of node.entries) {
    const range = buildRange(entry.keySpan);
    if (isTop && REFUSED.includes(key)) {
      diagnostics.push(
        buildError("config.unknown-field", `${label} cannot have ${key}`, { range, fix: `say ${key} in the resource` }),
      );
      continue;
    }
    const fields = shapes.flatMap((shape) => fieldOf(shape, key) ?? []);
    if (fields.length === 0) {
      diagnostics.push(describeUnknown(check, label, key, range));
    } else if (fields.every((field) => fitDefault(entry.value, field) === undefined)) {
      const summary = `${label}.${key} cannot be ${entry.value.kind === "list" ? "a list" : entry.value.kind === "map" ? "a block" : "a single value"}`;
      diagnostics.push(buildError("config.wrong-type", summary, { range }));
    } else if (entry.value.kind === "map") {
      const open = fields.filter((field) => field.fields !== undefined || field.values !== undefined);
      diagnostics.push(...checkFields({ ...check, shapes: open, isTop: false }, `${label}.${key}`, entry.value));
    }
  }
  return diagnostics;
}

function describeUnknown(check: FieldCheck, label: string, key: string, range: SourceRange): Diagnostic {
  const path = `${check.section}.${key}`;
  const nearest = check.isTop && Object.hasOwn(check.nearest, path) ? check.nearest[path] : undefined;
  if (nearest !== undefined) {
    return buildError("provider.unsupported", `${label}.${key}: this provider cannot do this`, { range, fix: nearest });
  }
  const fix = suggestFix(key, [...new Set(check.shapes.flatMap(knownFields))]);
  const summary = `${label} has no field ${key.slice(0, 80)}: no provider takes it`;
  return buildError("config.unknown-field", summary, { range, ...(fix === undefined ? {} : { fix }) });
}

/** Defaults by section, from `defaults` or from a provider's block. */
export function readDefaults(node: Located | undefined): ReadonlyMap<string, LocatedMap> {
  const found = new Map<string, LocatedMap>();
  for (const section of ["keys", "vms", "snapshots", "schedules"]) {
    const block = entryOf(node, section)?.value;
    if (block?.kind === "map") found.set(section, block);
  }
  return found;
}
