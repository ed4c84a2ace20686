// Steps and operations: what would be sent, in order, as plain JSON that can be shown, saved, compared and resumed.
import type { Address, ResourceType } from "./address.ts";
import type { Belongs, ParentFate } from "./belongs.ts";
import type { Json, JsonObject } from "./json.ts";
import type { KnownNames } from "./known-name.ts";
import type { Place } from "./place.ts";
import type { InRollout, PlannedCheck } from "./rollout.ts";

/**
 * A value that is not known until just before the step is sent. The executor binds it, then writes the intent.
 * - `attribute`: an output of another resource (`id` of `keys.ops`).
 * - `lookup`: what a name resolves to, read afresh (an image's id); `by` may hold `attribute`s, bound before it is read.
 * - `step`: what the answer to an earlier step of the same operation named (a cart line).
 * - `marker`: our mark on a new object: the stack, the address, the id of the intent.
 * - `secret`: a sensitive attribute of a declared resource; never written anywhere, bound only for the request itself.
 */
export type Reference =
  | { readonly $ref: "attribute"; readonly address: Address; readonly path: string }
  | { readonly $ref: "lookup"; readonly kind: string; readonly by: JsonObject }
  | { readonly $ref: "step"; readonly step: string; readonly path: string }
  | { readonly $ref: "secret"; readonly address: Address; readonly path: string }
  | { readonly $ref: "marker"; readonly part: "stack" | "address" | "intent" };

/**
 * How an answer that was lost is settled:
 * - `match`: look for a new object with the natural key. `absent` says what "none" means after the grace;
 *   `by-evidence`: that it did not happen only if the provider's own record of the time says so.
 * - `fields`: read the object; whatever still differs did not happen and may be sent again. `expect`: observed attributes
 *   that tell by themselves, for a change that no declaration asks for (a disk is detached before it is deleted). `lacks`:
 *   what an observed list does not hold any more.
 * - `gone`: read again; still there after the grace means that it did not happen.
 * - `abandon`: an unfinished one costs and changes nothing (a cart that nobody pays): it is left behind and made anew.
 * - `record`: only the provider's own record of requests tells (`settle` of the port); without it the request stays unknown.
 * - `nothing`: the effect cannot be read and a repeat would destroy: stays unknown until a person settles it.
 */
export type SettleRule =
  | { readonly by: "match"; readonly absent: "did-not-happen" | "stays-unknown" | "by-evidence" }
  | { readonly by: "fields"; readonly expect?: JsonObject; readonly lacks?: JsonObject }
  | { readonly by: "record" }
  | { readonly by: "gone" }
  | { readonly by: "abandon" }
  | { readonly by: "nothing" };

export interface Step {
  /** The vendor's method: `install`, `ip_add`. */
  readonly name: string;
  /** For people: "set memory to 2 GiB". */
  readonly summary: string;
  /** Provider-owned request data; may hold `Reference`s anywhere. Never a secret in clear. */
  readonly request: JsonObject;
  readonly settle: SettleRule;
  /** Attribute paths that hold once the step is settled. */
  readonly fields: readonly string[];
  /** A failure that the provider reports before this many milliseconds is looked at again until then (a slow shutdown). */
  readonly patienceMs?: number;
  /** Expected duration, for the report; milliseconds. */
  readonly expectedMs?: number;
  /** Parts of the object that are gone once this has had its effect, and with them their records. */
  readonly takesAway?: readonly ResourceType[];
  /** The machine is out of service meanwhile, or may be: in a rollout it goes in its wave. */
  readonly restarts?: true;
  /** It buys something that was not there: "an address". */
  readonly buys?: string;
  /** The method and path that will be called, without query and secrets. */
  readonly wire: string;
}

/** `check` sends nothing: it is done once the machine is well. `act` is asked for by name, and never part of a plan. */
export type OperationAction = "create" | "update" | "rebuild" | "delete" | "delete-deposed" | "check" | "act";

export interface Operation {
  /** Unique in a plan and stable between plans: `create vms.web[0]`. */
  readonly id: string;
  readonly action: OperationAction;
  readonly address: Address;
  readonly type: ResourceType;
  readonly vendor: string;
  readonly provider: string;
  /** Key of the account that it runs in; operations of one account share its concurrency. */
  readonly account: string;
  /** Where it makes what it makes. */
  readonly place: Place;
  readonly name: string;
  readonly remoteId?: string;
  /** Address of the VM that this belongs to, for sub-objects. */
  readonly parent?: Address;
  readonly parentId?: string;
  /** Two operations that share a key never run at the same time (one mutation at a time per VM). */
  readonly exclusive: readonly string[];
  /** Operations that must have succeeded before. */
  readonly needs: readonly string[];
  /** Attribute paths that this operation may bring about; a re-plan in the middle may not go beyond them. */
  readonly fields: readonly string[];
  readonly steps: readonly Step[];
  readonly timeoutMs: number;
  /** What the declared names meant when the plan was made: recorded with the object. */
  readonly names?: KnownNames;
  /** An object at which the provider was at work when the plan was made: nothing is sent before it is ready. */
  readonly awaits?: { readonly type: ResourceType; readonly remoteId: string; readonly parentId?: string };
  /** What takes the place of an update that the provider refuses: a new object first, then the old one goes. */
  readonly fallback?: readonly Operation[];
  /** Set where the object is kept as deposed until the replacement exists. */
  readonly deposes?: boolean;
  /** Once something of the group was not done, nothing of it begins any more. */
  readonly rollout?: InRollout;
  /** Of `check`. */
  readonly check?: PlannedCheck;
  readonly belongs?: Belongs["how"];
  readonly parentFate?: ParentFate;
}

/** A reference to what a name stands for, without what only messages need. */
export function refersToName({ kind, by }: { readonly kind: string; readonly by: JsonObject }): Json {
  const reference: Reference = { $ref: "lookup", kind, by };
  return { ...reference };
}

/** Of the object on record, or of one that a replacement has left behind. */
export function isDeletion({ action }: { readonly action: OperationAction }): boolean {
  return action === "delete" || action === "delete-deposed";
}

/** Replaces every `Reference` in `value` by what `bind` returns for it; what holds none stays the same object. Pure but for `bind`. */
export function mapReferences(value: Json, bind: (reference: Reference) => Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isReference(value)) return bind(value);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => mapReferences(item, bind));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const changed = Object.entries(value).flatMap(([key, item]) => {
    const bound = mapReferences(item as Json, bind);
    return bound === item ? [] : [[key, bound] as const];
  });
  return changed.length === 0 ? value : { ...(value as JsonObject), ...Object.fromEntries(changed) };
}

export function listReferences(value: Json): Reference[] {
  const found: Reference[] = [];
  mapReferences(value, (reference) => {
    found.push(reference);
    return null;
  });
  return found;
}

export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "$ref" in value;
}

/** The key under which the result of a lookup stands in `Facts`. */
export function formatLookup(kind: string, by: JsonObject): string {
  const keys = Object.keys(by);
  if (keys.length > 1) keys.sort();
  return `${kind}(${keys.map((key) => `${key}=${JSON.stringify(by[key])}`).join(",")})`;
}
