// What the loader knows of each schema: fields, types and rules, units, references, secrets. Data comes from src/generated.
import type { Json } from "../../core/json.ts";

/** A schema reduced to its types, its rules and its `x-` annotations. */
export interface Shape {
  readonly types: readonly string[];
  readonly unit?: "size" | "duration";
  /** Limits of a value with a unit, as text with that unit. */
  readonly minimum?: string;
  readonly maximum?: string;
  readonly allowed?: readonly string[];
  readonly step?: string;
  /** The section that the text names something of. */
  readonly reference?: string;
  /** A text that names nothing declared may be an id. */
  readonly orId?: boolean;
  readonly sensitive?: boolean;
  /** What `true` and `false` stand for. */
  readonly words?: Readonly<Record<string, string>>;
  /** What a text must look like, for people. */
  readonly hint?: string;
  /** Numbers and booleans are taken and kept as the text that was written. */
  readonly text?: boolean;
  /** The order of the items means nothing. */
  readonly set?: boolean;
  readonly cron?: "lists" | "days-and-time";
  readonly endpoint?: boolean;
  /** Secrets are refused here: the value is a name that is shown. */
  readonly public?: boolean;
  readonly choices?: readonly Json[];
  readonly rules?: ShapeRules;
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly values?: Shape;
  readonly items?: Shape;
}

/** What a value must fulfil, as JSON Schema says it; limits are plain numbers. */
export interface ShapeRules {
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** No keys but the fields, and those that match `open`. */
  readonly closed?: boolean;
  /** A pattern: such keys may be there with any value. */
  readonly open?: string;
  /** A pattern that every key must match. */
  readonly keys?: string;
}

/** What a vendor's schema says about the vendor. */
export interface VendorFacts {
  readonly vendor: string;
  readonly endpoint: string;
  /** The API's own path, which users leave out of `endpoint`. */
  readonly apiPath?: string;
  /** Setting -> environment variable. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets of settings of which one must be complete. */
  readonly credentials: readonly (readonly string[])[];
  /** Settings that a plan cannot do without. */
  readonly needed: readonly string[];
  /** Section, or kind of part -> the attributes that outputs may name. */
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  /** Section -> what to use instead. */
  readonly unsupported: Readonly<Record<string, string>>;
  /** `SECTION.FIELD` -> the nearest thing that the provider can do. */
  readonly nearest: Readonly<Record<string, string>>;
}

/** Fields that every resource has and that trueup itself acts on; all others are attributes. */
export const COMMON_FIELDS: ReadonlySet<string> = new Set([
  "provider",
  "name",
  "count",
  "instances",
  "dependsOn",
  "timeouts",
  "lifecycle",
  "existing",
]);

export function fieldOf(shape: Shape | undefined, key: string): Shape | undefined {
  if (shape?.fields !== undefined && Object.hasOwn(shape.fields, key)) return shape.fields[key];
  return shape?.values;
}

export function knownFields(shape: Shape | undefined): readonly string[] {
  return Object.keys(shape?.fields ?? {});
}

export function takesString(shape: Shape | undefined): boolean {
  return shape === undefined || shape.types.length === 0 || shape.types.includes("string");
}
