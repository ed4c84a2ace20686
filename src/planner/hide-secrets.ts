// What a provider makes of secrets, kept out of the plan: references in requests, masks in what people read. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { StepsResult } from "../core/provider.ts";
import { HIDDEN } from "../core/shown-value.ts";
import { isReference, type Reference } from "../core/step.ts";
import { formatDuration, formatMiB } from "../core/units.ts";

interface Holder {
  readonly address: Address;
  readonly desired: Desired | undefined;
  readonly observed: Observed | undefined;
  readonly rules: TypeRules;
}

interface Secret {
  readonly path: string;
  readonly value: string | number;
}

/** Shorter ones may be a part of any other word: only whole words of them are masked. */
const LONG = 6;

export function hideSecrets(holder: Holder, result: StepsResult): StepsResult {
  const secrets = listSecrets(holder.desired, holder.desired?.attributes);
  if (secrets.length === 0) return result;
  const mask = buildMask(holder);
  return {
    ...result,
    steps: result.steps.map((step) => ({
      ...step,
      summary: mask(step.summary),
      request: hide(step.request, secrets, holder.address) as JsonObject,
    })),
    destructive: result.destructive.map((item) => ({ ...item, detail: mask(item.detail) })),
  };
}

/** What a person reads of a resource without its secrets, whatever form they have there. */
export function maskDiagnostics(holder: Holder, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (listSecrets(holder.desired, holder.desired?.attributes).length === 0) return [...diagnostics];
  const mask = buildMask(holder);
  return diagnostics.map((item) => ({
    ...item,
    summary: mask(item.summary),
    ...(item.detail === undefined ? {} : { detail: mask(item.detail) }),
    ...(item.fix === undefined ? {} : { fix: mask(item.fix) }),
  }));
}

/** A reference stands for the same value, so a value that only happens to be the same is sent all the same. */
function hide(value: Json, secrets: readonly Secret[], address: Address): Json {
  if (Array.isArray(value)) return value.map((item) => hide(item, secrets, address));
  if (isReference(value))
    return value.$ref === "lookup"
      ? { $ref: value.$ref, kind: value.kind, by: hide(value.by, secrets, address) }
      : { ...value };
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item as Json, secrets, address)]));
  const secret = secrets.find((item) => item.value === value);
  if (secret === undefined) return value;
  const reference: Reference = { $ref: "secret", address, path: secret.path };
  return { ...reference };
}

function listSecrets(desired: Desired | undefined, from: JsonObject | undefined): Secret[] {
  return (desired?.secrets ?? []).flatMap((path) => listScalars(jsonAt(from, path), path));
}

/** Every text and number in a value, with its path. */
function listScalars(value: Json | undefined, path: string): Secret[] {
  if (typeof value === "number" || (typeof value === "string" && value !== "")) return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listScalars(item as Json, `${path}.${key}`));
}

/** Also of what the object has now: that was a secret of yesterday's YAML. */
function buildMask({ desired, observed, rules }: Holder): (text: string) => string {
  const secrets = [...listSecrets(desired, desired?.attributes), ...listSecrets(desired, observed?.attributes)];
  const words = [...new Set(secrets.flatMap((secret) => listWords(secret, rules)))].sort((a, b) => b.length - a.length);
  const patterns = words.map(buildPattern);
  return (text) => patterns.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), text);
}

function listWords({ path, value }: Secret, { fields }: TypeRules): string[] {
  // A switch and a sign give nothing away, and stand in many sentences.
  if (typeof value === "string") return /^(on|off)$/.test(value) || !/[\d\p{L}]/u.test(value) ? [] : [value];
  const unit = fields.find((rule) => rule.path === path)?.unit;
  return [
    String(value),
    ...(unit === "MiB" ? [formatMiB(value)] : []),
    ...(unit === "ms" ? [formatDuration(value)] : []),
  ];
}

function buildPattern(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (word.length >= LONG) return new RegExp(literal, "g");
  const unit = /^[\d.]+$/.test(word) ? "(?: ?(?:MiB|GiB|ms|[smhd]))?" : "";
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${literal}${unit}(?![\\p{L}\\p{N}_-]|\\.\\d)`, "gu");
}
