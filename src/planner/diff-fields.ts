// The one generic diff: desired against observed and tracked, field by field, by the vendor's rules. Pure.
import type { Address } from "../core/address.ts";
import { diffEntries, objectAt, withoutSecretEntries } from "../core/entries.ts";
import { isEqualField, isSameValue } from "../core/field-compare.ts";
import type { FieldRule, ReferredSection, TypeRules } from "../core/field-rule.ts";
import { isSameJson, type Json, type JsonObject, jsonAt } from "../core/json.ts";
import { readName } from "../core/known-names.ts";
import type { Observed } from "../core/observed.ts";
import type { Cause, FieldChange } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { isSecretField } from "../core/tracking.ts";

export interface DiffRequest {
  readonly address: Address;
  readonly rules: TypeRules;
  readonly name: string;
  /** Desired attributes, bound; derived ones included. */
  readonly desired: JsonObject;
  readonly observed: Observed;
  readonly tracked: TrackedResource | undefined;
  /** This plan takes the object over: `tracked` only says what YAML declares. */
  readonly isNew: boolean;
  readonly ignore: readonly string[];
  /** Paths whose values came from the environment or a command: compared, never shown. */
  readonly secrets: readonly string[];
  readonly nameOf: NameOf;
  /** Whether this plan makes the resource at an address anew. */
  readonly isRenewed: (address: Address) => boolean;
  /** Whether this plan makes what does not exist at an address. */
  readonly isMade: (address: Address) => boolean;
  /** Digest of the desired secret at a path, where one is needed and was computed. */
  readonly digestOf: (path: string) => string | undefined;
}

/** Remote id, or name, -> address for references of this section. */
export type NameOf = (section: ReferredSection, value: string, by?: FieldRule["referredBy"]) => string;

/** A difference with the rule that it falls under. */
export interface RuledChange extends FieldChange {
  readonly rule: FieldRule;
  readonly kind: "update" | "rebuild" | "replace" | "renew" | "refuse" | "warn";
  /** By the rule, in this direction: known also where the values are secrets. */
  readonly isDestructive: boolean;
}

export interface Diff {
  readonly changes: readonly RuledChange[];
  /** Write-only fields without a record: taken as equal, never sent. */
  readonly notVerifiable: readonly string[];
}

export function diffFields(request: DiffRequest): Diff {
  const changes: RuledChange[] = [];
  const notVerifiable: string[] = [];
  for (const rule of request.rules.fields) {
    if (rule.onChange === "create-only" || isIgnored(rule.derived?.through ?? rule.path, request.ignore)) continue;
    const wanted = rule.path === "name" ? request.name : jsonAt(request.desired, rule.path);
    if (wanted === undefined || isSameByText(rule, request)) continue;
    const change = rule.readable ? diffReadable(rule, wanted, request) : diffWriteOnly(rule, wanted, request);
    if (change === "not-verifiable") notVerifiable.push(rule.path);
    else if (change !== undefined)
      changes.push(
        isSecretField(rule, request.secrets)
          ? { ...change, before: undefined, after: undefined, sensitive: true }
          : change,
      );
  }
  return changes.length + notVerifiable.length === 0 ? NO_DIFF : { changes, notVerifiable };
}

/** Of thousands that are as YAML has them. */
const NO_DIFF: Diff = { changes: [], notVerifiable: [] };

/** `a.b` exactly, `a.*` for everything below, `a` for itself and below, `all`. */
export function isIgnored(path: string, ignore: readonly string[]): boolean {
  return ignore.some(
    (pattern) => pattern === "all" || pattern === path || path.startsWith(`${pattern.replace(/\.\*$/, "")}.`),
  );
}

/** What counts only when an object is made is the text that it was given, whatever refers to that text now. */
function isSameByText(rule: FieldRule, { rules, desired, tracked }: DiffRequest): boolean {
  if (rule.onChange === "update" || tracked?.made !== true) return false;
  const derived = rule.derived === undefined ? rules.fields.find((one) => one.derived?.through === rule.path) : rule;
  if (derived === undefined) return false;
  const [wanted, recorded] = [desired, tracked.applied].map((attributes) => objectAt(attributes, derived.path));
  const listTexts = (texts: JsonObject = {}): Json[] => Object.values(texts).sort();
  return jsonAt(tracked.applied, derived.path) !== undefined && isSameJson(listTexts(recorded), listTexts(wanted));
}

/** Only our entries are shown and compared; the others stay as they are. */
function diffEntriesOf(rule: FieldRule, request: DiffRequest): RuledChange | undefined {
  const { desired, tracked, observed, ignore } = request;
  const changes = diffEntries({ path: rule.path, desired, tracked, observed: observed.attributes, ignore });
  const keys = Object.keys(changes);
  if (keys.length === 0) return undefined;
  const pick = (from: JsonObject | undefined): JsonObject =>
    Object.fromEntries(
      Object.entries(objectAt(from ?? {}, rule.path)).filter(
        ([key]) => keys.includes(key) || Object.hasOwn(objectAt(desired, rule.path), key),
      ),
    );
  const isSame = (a: JsonObject, b: JsonObject) => isSameJson(told(pick(a)), told(pick(b)));
  const told = (from: JsonObject) => withoutSecretEntries(from, tracked?.applied, rule.path);
  const isYours = tracked === undefined || !isSame(tracked.applied, desired);
  const isOutside = tracked !== undefined && !isSame(tracked.observed, observed.attributes);
  return buildChange(rule, pick(observed.attributes), pick(desired), causeOf(isYours, isOutside));
}

function diffReadable(rule: FieldRule, declared: Json, request: DiffRequest): RuledChange | undefined {
  if (rule.compare === "entries") return diffEntriesOf(rule, request);
  const names = request.tracked?.names;
  const actual = readName(names, rule.path, jsonAt(request.observed.attributes, rule.observedAs ?? rule.path));
  const naming = { nameOf: nameOfRenewed(rule, request) };
  const wanted = nameIds(rule, declared, naming);
  const before = nameReferences(rule, actual, naming);
  if (isEqualField(rule, wanted, before)) return undefined;
  if (rule.compare === "disjoint") return buildChange(rule, undefined, listShared(wanted, before), "yours");
  const recorded =
    request.tracked === undefined
      ? undefined
      : readName(names, rule.path, jsonAt(request.tracked.observed, rule.observedAs ?? rule.path));
  const applied = rule.path === "name" ? request.tracked?.name : jsonAt(request.tracked?.applied, rule.path);
  // What no request of ours has set counts as ours once it was seen as YAML has it.
  const isYours = !isEqualField(rule, wanted, applied === undefined ? recorded : nameIds(rule, applied, naming));
  // An object names what it refers to as that was called when it was made: a new name is no difference of the object.
  const isNamedAsMade = rule.referredBy === "name" && request.tracked?.made === true && !isYours;
  if (isNamedAsMade && isSameJson(recorded ?? null, actual ?? null)) return undefined;
  const isOutside =
    recorded !== undefined && !isEqualField(rule, nameReferences(rule, recorded, naming) ?? null, before);
  // What this plan makes, or makes anew, is all that differs: a consequence of the plan.
  const named = nameReferences(rule, actual, { nameOf: request.nameOf });
  const isOfPlan = isEqualField(rule, wanted, named) || isEqualField(rule, withoutMade(rule, wanted, request), named);
  // Neither since the last run: it changed outside before that, and was seen then.
  const isOlder = !isYours && recorded !== undefined && !request.isNew && !isOfPlan;
  return buildChange(rule, before, wanted, causeOf(isYours, isOutside || isOlder));
}

/** Nothing can refer yet to what this plan makes. */
function withoutMade({ references }: FieldRule, wanted: Json, { isMade }: DiffRequest): Json {
  const isMissing = (item: Json) => references !== undefined && typeof item === "string" && isMade(item);
  return Array.isArray(wanted) ? wanted.filter((item) => !isMissing(item)) : isMissing(wanted) ? null : wanted;
}

/** Of what is declared to be given up, only what is there is a change. */
function listShared(wanted: Json, actual: Json | undefined): Json {
  const held = Array.isArray(actual) ? actual : [];
  return Array.isArray(wanted) ? wanted.filter((item) => held.some((other) => isSameValue(item, other))) : [];
}

function diffWriteOnly(
  rule: FieldRule,
  wanted: Json,
  request: DiffRequest,
): RuledChange | "not-verifiable" | undefined {
  const { tracked } = request;
  // As it was recorded, whatever YAML takes the value from now: digest against digest, or clear against clear.
  const digest = tracked?.digests[rule.path];
  if (digest !== undefined)
    return digest === request.digestOf(rule.path)
      ? undefined
      : buildChange(rule, undefined, rule.sensitive === true ? undefined : wanted, "yours");
  const recorded = tracked === undefined ? undefined : jsonAt(tracked.applied, rule.path);
  if (recorded === undefined && rule.derived !== undefined) return undefined;
  if (recorded === undefined && tracked?.made !== true) return "not-verifiable";
  if (recorded === undefined && isNothing(wanted)) return undefined;
  const shown = rule.sensitive === true ? undefined : wanted;
  return isEqualField(rule, wanted, recorded) ? undefined : buildChange(rule, recorded, shown, "yours");
}

/** What asks for nothing is what an object has that was made without it. */
function isNothing(wanted: Json): boolean {
  return wanted === false || wanted === "" || (Array.isArray(wanted) && wanted.length === 0);
}

function buildChange(rule: FieldRule, before: Json | undefined, after: Json | undefined, cause: Cause): RuledChange {
  const isShrink =
    rule.onShrink !== undefined && typeof before === "number" && typeof after === "number" && after < before;
  const onChange = isShrink ? (rule.onShrink ?? rule.onChange) : rule.onChange;
  const kind = onChange === "create-only" ? "warn" : onChange;
  return {
    path: rule.path,
    before,
    after,
    unknown: false,
    sensitive: rule.sensitive === true,
    ...(rule.unit === undefined ? {} : { unit: rule.unit }),
    cause,
    effect: kind === "update" || kind === "renew" ? "now" : kind === "rebuild" || kind === "replace" ? "debt" : "warn",
    ...(rule.because === undefined || kind === "update" ? {} : { note: rule.because }),
    rule,
    kind,
    isDestructive: isDestructive(rule, before, after),
  };
}

function isDestructive({ destructive }: FieldRule, before: Json | undefined, after: Json | undefined): boolean {
  if (destructive?.when === "emptied") return Array.isArray(after) && after.length === 0;
  return destructive?.when === "lowered" && typeof before === "number" && typeof after === "number" && after < before;
}

function causeOf(isYours: boolean, isOutside: boolean): Cause {
  if (isYours && isOutside) return "both";
  return isOutside ? "outside" : "yours";
}

/** What this plan makes anew has another id afterwards: a reference to the old one does not hold. */
function nameOfRenewed(rule: FieldRule, { nameOf, isRenewed }: DiffRequest): DiffRequest["nameOf"] {
  if (rule.onChange !== "update") return nameOf;
  return (section, value, by) => {
    const name = nameOf(section, value, by);
    return isRenewed(name) && by === undefined ? `#${value}` : name;
  };
}

/** References that are known by their id (`#id`) as the addresses that hold them: both mean the same object. */
export function nameIds(rule: FieldRule, value: Json, request: Pick<DiffRequest, "nameOf">): Json {
  const section = rule.references;
  if (section === undefined || rule.referredBy !== undefined) return value;
  const name = (item: Json) =>
    typeof item === "string" && item.startsWith("#") ? request.nameOf(section, item.slice(1)) : item;
  return Array.isArray(value) ? value.map(name) : name(value);
}

/** References as the addresses that hold them. */
export function nameReferences(
  rule: FieldRule,
  value: Json | undefined,
  request: Pick<DiffRequest, "nameOf">,
): Json | undefined {
  const section = rule.references;
  if (section === undefined || value === undefined || value === null) return value;
  const name = (item: Json) => (typeof item === "string" ? request.nameOf(section, item, rule.referredBy) : item);
  return Array.isArray(value) ? value.map(name) : name(value);
}
