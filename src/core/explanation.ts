// What a field of the configuration is, as `trueup explain` tells it: data for its formats. Knows no schema and no provider.
import type { Json } from "./json.ts";

/** What a provider does with a changed value. */
export interface ChangeMeaning {
  readonly provider: string;
  /** Sentences: what happens, and what else is to be known. */
  readonly says: readonly string[];
}

export interface ExplainedField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** That have it, where not all of the path's do. */
  readonly providers?: readonly string[];
  readonly description?: string;
  /** With `recursive`. */
  readonly fields?: readonly ExplainedField[];
}

export interface Explanation {
  /** `vms.gcore.volumes.NAME.size`. */
  readonly path: string;
  /** That it is the same for; of a state: backends. Empty: none has to do with it. */
  readonly providers: readonly string[];
  /** In words: `size`, `list of text`, `one of on, off`. */
  readonly type: string;
  readonly description?: string;
  readonly required: boolean;
  readonly unit?: "size" | "duration";
  readonly choices?: readonly Json[];
  /** Numbers, or texts with a unit. */
  readonly minimum?: number | string;
  readonly maximum?: number | string;
  readonly step?: string;
  /** What a value must look like, in words; else a pattern. */
  readonly form?: string;
  readonly lengths?: { readonly least?: number; readonly most?: number; readonly of: "characters" | "items" };
  readonly isSet?: boolean;
  /** The section that it names something of. */
  readonly refersTo?: string;
  readonly mayBeId?: boolean;
  readonly sensitive?: boolean;
  /** Variables that are read where YAML does not set it. */
  readonly environment?: readonly string[];
  readonly change?: readonly ChangeMeaning[];
  readonly fields: readonly ExplainedField[];
  /** Providers that do not have it, and what they have instead. */
  readonly elsewhere: readonly { readonly provider: string; readonly instead: string }[];
}
