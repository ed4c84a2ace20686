// The desired picture: what YAML says, resolved, normalised and located. Built by config, read by everyone else.
import type { Address, ResourceType } from "./address.ts";
import type { SourceRange } from "./diagnostic.ts";
import type { JsonObject } from "./json.ts";
import type { Rollout } from "./rollout.ts";

export interface Lifecycle {
  readonly protect: boolean;
  /** Attribute paths, `a.*`, or `all`: used at creation, left alone afterwards. */
  readonly ignore: readonly string[];
  readonly replace: "delete-first" | "create-first";
  readonly rebuild: "never" | "allow";
  readonly onRemove: "delete" | "forget";
}

export const DEFAULT_LIFECYCLE: Lifecycle = {
  protect: false,
  ignore: [],
  replace: "delete-first",
  rebuild: "never",
  onRemove: "delete",
};

export interface Timeouts {
  readonly createMs: number;
  readonly updateMs: number;
  readonly deleteMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { createMs: 1_800_000, updateMs: 1_200_000, deleteMs: 1_200_000 };

/**
 * One declared resource instance.
 * `attributes` are normalised: sizes in MiB (numbers), durations in milliseconds (numbers), references as addresses
 * (`keys: ["keys.ops"]`, `vm: "vms.web[0]"`), presets expanded (`backupPolicy: {keep, every}`), `power` as words.
 * Secrets stand in clear here and nowhere else; `secrets` lists the paths that hold one besides those the rules mark.
 */
export interface Desired {
  readonly address: Address;
  readonly type: ResourceType;
  /** The provider entry: `serveroid`, `gcore.backup`. */
  readonly provider: string;
  readonly vendor: string;
  /** The name at the provider, sent exactly as declared. */
  readonly name: string;
  readonly attributes: JsonObject;
  readonly existing?: { readonly id?: string; readonly name?: string };
  readonly lifecycle: Lifecycle;
  /** Of a machine of a group. Not kept in the state: it says how YAML's changes go out. */
  readonly rollout?: Rollout;
  readonly timeouts: Timeouts;
  readonly dependsOn: readonly Address[];
  readonly secrets: readonly string[];
  readonly range: SourceRange;
  /** Attribute path -> where YAML says it; absent for defaults. */
  readonly ranges: Readonly<Record<string, SourceRange>>;
}

export interface MovedBlock {
  readonly from: Address;
  readonly to: Address;
  readonly range: SourceRange;
}

export interface RemovedBlock {
  readonly from: Address;
  readonly destroy: boolean;
  readonly range: SourceRange;
}

export interface ImportBlock {
  readonly to: Address;
  readonly id: string;
  readonly range: SourceRange;
}

export interface Policy {
  readonly maxDeletes?: number;
  /** 0..100. */
  readonly maxDeletePercent?: number;
  readonly maxMonthlyIncrease?: {
    readonly amount: number;
    readonly currency: string;
    readonly unknown: "warn" | "refuse";
  };
  readonly assumeAbsentAfterMs?: number;
  readonly maxPlanAgeMs?: number;
  /** What becomes of changes that a program on the way could send twice; default `warn`. */
  readonly intermediaries?: "warn" | "refuse";
  readonly publicEnv: readonly string[];
}

/** An output: text with `${vms.web[0].ips[0]}` parts, or one such reference alone (then the value keeps its type). */
export interface OutputDeclaration {
  readonly name: string;
  readonly parts: readonly (string | { readonly address: Address; readonly path: string })[];
  readonly sensitive: boolean;
  readonly range: SourceRange;
}

export interface ProviderSettings {
  /** `serveroid`, `gcore.backup`. */
  readonly id: string;
  readonly vendor: string;
  readonly alias?: string;
  /** Fields of the provider's block as declared (after interpolation), credentials included. */
  readonly fields: JsonObject;
  readonly range?: SourceRange;
  readonly ranges: Readonly<Record<string, SourceRange>>;
}

export interface StateSettings {
  readonly backend: "local" | "s3" | "postgres" | "http";
  readonly leaseMs: number;
  readonly fields: JsonObject;
  readonly range?: SourceRange;
}

/** Everything one configuration says. */
export interface Configuration {
  readonly stack: string;
  readonly providers: readonly ProviderSettings[];
  readonly state: StateSettings;
  readonly policy: Policy;
  readonly resources: readonly Desired[];
  readonly moved: readonly MovedBlock[];
  readonly removed: readonly RemovedBlock[];
  readonly imports: readonly ImportBlock[];
  readonly outputs: readonly OutputDeclaration[];
  /** Files that were loaded, relative to the configuration's folder, sorted. */
  readonly files: readonly string[];
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Every secret value met while loading, for the redactor; `shortFields` were too short to mask everywhere. */
  readonly secretValues: readonly string[];
}
