// Compares a located value with its shape and says what is wrong, where, in words. Values with units, references
// and presence rules that depend on other fields are checked elsewhere. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { VENDORS } from "../../generated/shapes.ts";
import { childOf, entryOf, type Located, toJson } from "../text/located.ts";
import { findOtherField, listOtherNames } from "../text/other-words.ts";
import { buildRange, type Span } from "../text/source.ts";
import { suggestFix, suggestName } from "../text/suggest.ts";
import { describeValueError } from "./describe-value-error.ts";
import { findMismatches, type Keyword, type Mismatch } from "./find-mismatches.ts";
import { fieldOf, knownFields, type Shape } from "./shape.ts";

interface SchemaSubject {
  readonly shape: Shape;
  readonly node: Located;
  /** Where a missing field is reported. */
  readonly keySpan: Span;
  /** `vms.web`: begins the summaries. */
  readonly label: string;
  readonly address?: string;
  /** For "the nearest thing that the provider can do". */
  readonly section?: string;
  readonly vendor?: string;
}

interface Found {
  readonly node: Located | undefined;
  readonly shape: Shape | undefined;
  readonly keySpan: Span;
  readonly path: string;
}

/** Keywords that say the same thing about one place: the first in this order is reported. */
const ORDER: readonly Keyword[] = [
  "type",
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
];

/** Nodes that were found right: the instances of a block share what no template makes different. */
const right = new WeakMap<Located, Shape>();

export function checkSchema(subject: SchemaSubject): readonly Diagnostic[] {
  if (right.get(subject.node) === subject.shape) return [];
  const mismatches = findMismatches(subject.shape, toJson(subject.node)).toSorted(
    (a, b) => ORDER.indexOf(a.keyword) - ORDER.indexOf(b.keyword),
  );
  if (mismatches.length === 0) right.set(subject.node, subject.shape);
  const diagnostics: Diagnostic[] = [];
  const described = new Set<string>();
  for (const mismatch of mismatches) {
    const found = find(subject, mismatch.path);
    if (found.node?.kind === "scalar" && found.node.unknown === true) continue;
    const once = ORDER.includes(mismatch.keyword);
    const place = JSON.stringify(mismatch.path);
    if (once && described.has(place)) continue;
    if (once) described.add(place);
    const diagnostic = describe(subject, mismatch, found);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
  }
  return diagnostics;
}

function find(subject: SchemaSubject, keys: readonly string[]): Found {
  let node: Located | undefined = subject.node;
  let shape: Shape | undefined = subject.shape;
  let keySpan = subject.keySpan;
  let path = "";
  for (const key of keys) {
    keySpan = entryOf(node, key)?.keySpan ?? childOf(node, key)?.span ?? keySpan;
    shape = node?.kind === "list" ? shape?.items : fieldOf(shape, key);
    path += node?.kind === "list" ? `[${key}]` : `${path === "" ? "" : "."}${key}`;
    node = childOf(node, key);
  }
  return { node, shape, keySpan, path };
}

function describe(subject: SchemaSubject, mismatch: Mismatch, found: Found): Diagnostic | undefined {
  const address = subject.address === undefined ? {} : { address: subject.address };
  switch (mismatch.keyword) {
    case "additionalProperties":
      return describeUnknownField(subject, mismatch.key ?? "", found);
    case "required": {
      const field = mismatch.key ?? "";
      const label = join(subject.label, found.path);
      const range = buildRange(found.keySpan);
      return buildError("config.missing-field", `${label} needs ${field}`, { range, fix: `add ${field}`, ...address });
    }
    case "propertyNames": {
      const key = mismatch.key ?? "";
      const entry = entryOf(found.node, key);
      const fix = found.shape?.hint ?? "letters, digits, _ and -, at most 63, not beginning with a digit or a hyphen";
      const range = buildRange(entry?.keySpan ?? found.keySpan);
      return buildError("config.invalid-key", `${JSON.stringify(key.slice(0, 80))} cannot be used as a name here`, {
        range,
        fix,
        ...address,
      });
    }
    default:
      return describeValueError({
        ...mismatch,
        keyword: mismatch.keyword,
        label: join(subject.label, found.path),
        ...found,
        ...address,
      });
  }
}

function join(label: string, path: string): string {
  return path === "" || path.startsWith("[") ? `${label}${path}` : `${label}.${path}`;
}

function describeUnknownField(subject: SchemaSubject, field: string, found: Found): Diagnostic {
  const range = buildRange(entryOf(found.node, field)?.keySpan ?? found.keySpan);
  const address = subject.address === undefined ? {} : { address: subject.address };
  const vendor = subject.vendor === undefined ? undefined : VENDORS[subject.vendor];
  const nearest = vendor?.nearest ?? {};
  const label = join(subject.label, found.path);
  const known = knownFields(found.shape).filter((name) => entryOf(found.node, name) === undefined);
  const other = findOtherField(field, known);
  // What this provider says of the very word goes before what the word usually means.
  const key = [field, ...(other === undefined ? listOtherNames(field) : [])]
    .map((name) => `${subject.section}.${name}`)
    .find((name) => Object.hasOwn(nearest, name));
  if (vendor !== undefined && found.path === "" && key !== undefined) {
    const summary = `${join(subject.label, field)}: ${vendor.vendor} cannot do this`;
    return buildError("provider.unsupported", summary, { range, fix: nearest[key] ?? "leave it out", ...address });
  }
  const all = suggestName(field, known) === undefined ? knownFields(found.shape) : known;
  const fix = other === undefined ? suggestFix(field, all) : `did you mean ${other}?`;
  const summary = `${label} has no field ${field.slice(0, 80)}`;
  return buildError("config.unknown-field", summary, { range, ...(fix === undefined ? {} : { fix }), ...address });
}
