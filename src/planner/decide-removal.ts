// The second pass, for what is tracked and no longer declared: delete, forget, or leave it because it is protected. Pure.

import { type Address, groupOf, isCoveredBy, parseAddress, resourceOf } from "../core/address.ts";
import type { Desired, RemovedBlock } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import { SIMULATORS_FORGET } from "../core/place.ts";
import type { Action } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { successorOf } from "./leave-behind.ts";
import { matchTracked } from "./match.ts";
import { buildSubject, listParentsObserved, type Subject } from "./subject.ts";
import type { World } from "./world.ts";

export type RemovalVerdict =
  | { readonly kind: "refuse"; readonly diagnostic: Diagnostic }
  | { readonly kind: "forget"; readonly why: string; readonly isGone: boolean }
  | { readonly kind: "keep"; readonly observed: Observed }
  /** It is forgotten once what takes its place in another place is there. */
  | { readonly kind: "stay"; readonly observed: Observed; readonly successor: Address; readonly why: string }
  /** It goes with its parent, by the same request. */
  | { readonly kind: "leave"; readonly observed: Observed }
  | { readonly kind: "wait"; readonly observed: Observed; readonly blocking: Observed }
  | { readonly kind: "delete"; readonly observed: Observed };

export interface RemovalDecision {
  readonly address: Address;
  readonly tracked: TrackedResource;
  readonly reason: string;
  /** Absent: no provider entry reaches the place where it is. */
  readonly decided?: { readonly subject: Subject; readonly verdict: RemovalVerdict };
}

export interface Declarations {
  readonly all: ReadonlyMap<Address, Desired>;
  /** Groups of what is to stay: another instance of one of these is no longer wanted. */
  readonly groups: ReadonlySet<Address>;
}

export function decideRemoved(
  world: World,
  address: Address,
  record: TrackedResource,
  declarations: Declarations,
): RemovalDecision {
  const tracked = withDeclaredSettings(address, record, declarations.all);
  const reason = removalReason(world, address, declarations.groups);
  const provider = world.providerAt(tracked.vendor, tracked.place);
  if (provider === undefined) return { address, tracked, reason };
  const match = matchTracked(world, address, tracked, undefined, provider);
  const observed = match.kind === "tracked" ? match.observed : undefined;
  const subject = buildSubject(world, provider, { address, tracked, ...(observed === undefined ? {} : { observed }) });
  const decide = (verdict: RemovalVerdict): RemovalDecision => ({
    address,
    tracked,
    reason,
    decided: { subject, verdict },
  });
  if (match.kind === "refused") return decide({ kind: "refuse", diagnostic: match.diagnostic });
  if (observed === undefined) {
    const why = tracked.place.simulated === true ? `it is gone: ${SIMULATORS_FORGET}` : "it is gone already";
    return decide({ kind: "forget", why, isGone: true });
  }
  return decide(decideLive(subject, observed, tracked));
}

/** What the plan does with the address, for all that hangs on it. */
export function actionOfRemoval({ decided }: RemovalDecision): Action {
  const kind = decided?.verdict.kind;
  if (kind === "forget") return "forget";
  return kind === "delete" || kind === "leave" ? "delete" : "no-op";
}

function decideLive(subject: Subject, observed: Observed, tracked: TrackedResource): RemovalVerdict {
  const { address, world, rules, parentFate } = subject;
  const decision = decideRemoval(world, address, tracked);
  const successor = decision.kind === "forget" && decision.isLasting === true ? successorOf(world, address) : undefined;
  if (decision.kind === "forget" && successor !== undefined)
    return { kind: "stay", observed, successor, why: decision.why };
  if (decision.kind === "forget") return { kind: "forget", why: decision.why, isGone: false };
  if (decision.kind === "protect") return { kind: "keep", observed };
  if (rules.belongs?.how === "inside" && parentFate !== undefined) return { kind: "leave", observed };
  const blocking = [observed, ...listParentsObserved(subject)].find(
    (object) => object.condition === "blocked" && object.isBroken !== true,
  );
  return blocking === undefined ? { kind: "delete", observed } : { kind: "wait", observed, blocking };
}

/** What YAML says of protection now counts, where it still says something; for a part its VM says it. */
function withDeclaredSettings(
  address: Address,
  tracked: TrackedResource,
  declared: ReadonlyMap<Address, Desired>,
): TrackedResource {
  const desired = declared.get(address);
  if (desired !== undefined) {
    const existing = desired.existing === undefined ? {} : { existing: true };
    return { ...tracked, lifecycle: desired.lifecycle, timeouts: desired.timeouts, ...existing };
  }
  const parent = declared.get(tracked.parent ?? "");
  if (parent === undefined || resourceOf(address) === address) return tracked;
  return { ...tracked, lifecycle: { ...tracked.lifecycle, protect: parent.lifecycle.protect } };
}

function removalReason({ input, tracked }: World, address: Address, groups: ReadonlySet<Address>): string {
  const instance = parseAddress(address)?.instance;
  const groupExists = groups.has(groupOf(address));
  if (tracked.get(resourceOf(address))?.replacedBy !== undefined) return "replaced_elsewhere";
  if (input.options.mode === "destroy" || instance === undefined || !groupExists)
    return "delete_because_no_resource_config";
  return typeof instance === "number" ? "delete_because_count_index" : "delete_because_each_key";
}

/** What is said of a part or of an instance goes before what is said of the whole. */
export function findRemoved({ input }: World, address: Address): RemovedBlock | undefined {
  return input.removed
    .filter(({ from }) => isCoveredBy(address, from))
    .toSorted((a, b) => b.from.length - a.from.length)[0];
}

type Decision =
  | { readonly kind: "delete" | "protect" }
  /** `isLasting`: a setting says so, not a word of this plan; what was left behind is lost if that is carried out too early. */
  | { readonly kind: "forget"; readonly why: string; readonly isLasting?: true };

/** What becomes of a live object that is no longer declared. */
export function decideRemoval(world: World, address: Address, tracked: TrackedResource): Decision {
  const block = findRemoved(world, address);
  if (block?.destroy === false) return { kind: "forget", why: "a removed block says so" };
  if (tracked.existing === true) return { kind: "forget", why: "existing objects are never deleted" };
  // Said of the part itself; what is said of its machine lets go of both.
  if (block !== undefined && !isCoveredBy(tracked.parent ?? "", block.from)) return { kind: "delete" };
  if (isOfExisting(world, tracked)) {
    const from = JSON.stringify(address);
    return {
      kind: "forget",
      why: `its machine, which is not ours, is let go. To delete it: removed: [{from: ${from}, destroy: true}]`,
    };
  }
  if (block !== undefined) return { kind: "delete" };
  if (isOfForgotten(world, address))
    return { kind: "forget", why: "lifecycle.onRemove of its VM is forget", isLasting: true };
  if (tracked.lifecycle.onRemove === "forget")
    return {
      kind: "forget",
      why: "lifecycle.onRemove is forget",
      ...(resourceOf(address) === address ? { isLasting: true } : {}),
    };
  return { kind: tracked.lifecycle.protect && tracked.halfMade === undefined ? "protect" : "delete" };
}

/** A disk or an interface follows its VM, also where its own record is older than what the VM's says. */
function isOfForgotten({ tracked, input, declaredAt }: World, address: Address): boolean {
  const vm = resourceOf(address);
  const desired = declaredAt(vm);
  if (vm === address || (desired !== undefined && input.options.mode !== "destroy")) return false;
  return (desired ?? tracked.get(vm))?.lifecycle.onRemove === "forget";
}

/** What hangs on an existing object that is let go is let go with it. */
function isOfExisting(world: World, tracked: TrackedResource): boolean {
  const parent = tracked.parent === undefined ? undefined : world.tracked.get(tracked.parent);
  const isKept = tracked.parent !== undefined && world.declaredAt(tracked.parent) !== undefined;
  return parent !== undefined && !isKept && (parent.existing === true || isOfExisting(world, parent));
}
