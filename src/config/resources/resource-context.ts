// What the parts that build resources share: declared groups, providers, defaults and the places to report to. Data only.
import type { Address, InstanceKey, Section } from "../../core/address.ts";
import type { ProviderSettings } from "../../core/desired.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { LocatedMap } from "../text/located.ts";
import type { Span } from "../text/source.ts";
import type { Scope } from "../values/scope.ts";

/** One declared instance, before anything is merged or interpolated. */
export interface Instance {
  readonly address: Address;
  readonly instanceKey?: InstanceKey;
  readonly override?: LocatedMap;
  readonly keySpan: Span;
}

/** One name of a section with all its instances. */
export interface Group {
  readonly section: Section;
  readonly name: string;
  readonly keySpan: Span;
  /** The block without count and instances. */
  readonly node: LocatedMap;
  readonly instances: readonly Instance[];
  /** Neither count nor instances: one resource without an index. */
  readonly isSingle: boolean;
  /** Its instances could not be made out: references to it are not checked. */
  readonly isLoose: boolean;
}

export interface ProviderEntry {
  readonly settings: ProviderSettings;
  readonly defaults: LocatedMap | undefined;
}

export interface ResourceContext {
  /** Attributes whose values are not at hand are left out. */
  readonly isLenient: boolean;
  readonly scope: Scope;
  readonly diagnostics: Diagnostic[];
  /** `vms.web` -> the group. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly providers: ReadonlyMap<string, ProviderEntry>;
  readonly defaults: ReadonlyMap<string, LocatedMap>;
  readonly presets: LocatedMap | undefined;
  /** Address -> provider entry; undefined where it is missing or wrong (reported once). */
  readonly providerOf: ReadonlyMap<Address, string | undefined>;
}
