// What to do about a tracked object that YAML no longer declares: delete, forget, or leave it because it is protected. Pure.
import { type Address, isCoveredBy, resourceOf } from "../core/address.ts";
import type { RemovedBlock } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { DestructiveStep } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { type Draft, NOTHING_SHOWN } from "./draft.ts";
import { matchTracked } from "./match.ts";
import { presentRecorded } from "./present.ts";
import {
  askSteps,
  buildEntry,
  buildOperation,
  buildSubject,
  listParentsObserved,
  nameOfSection,
  type Subject,
} from "./subject.ts";
import { listLost, noteLeftBehind } from "./taken-along.ts";
import type { World } from "./world.ts";

export function planRemoval(world: World, address: Address, tracked: TrackedResource, reason: string): Draft {
  const provider = world.providerAt(tracked.vendor, tracked.place);
  if (provider === undefined) return planUnreachable(world, address, tracked);
  const match = matchTracked(world, address, tracked, undefined, provider);
  const observed = match.kind === "tracked" ? match.observed : undefined;
  const subject = buildSubject(world, provider, { address, tracked, ...(observed === undefined ? {} : { observed }) });
  if (match.kind === "refused")
    return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: [match.diagnostic] };
  if (observed === undefined) return planForget(subject, "it is gone already", true);
  return planLiveRemoval(subject, observed, tracked, reason);
}

function planLiveRemoval(subject: Subject, observed: Observed, tracked: TrackedResource, reason: string): Draft {
  const { address, world, rules, parentFate } = subject;
  const block = findRemoved(world, address);
  const decision = decideRemoval(world, address, tracked);
  if (decision.kind === "forget") return planForget(subject, decision.why, false);
  if (decision.kind === "protect") return planProtected(subject, observed);
  if (rules.belongs?.how === "inside" && parentFate !== undefined) return planLeaving(subject, observed, reason);
  const before = presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject));
  const blocking = [observed, ...listParentsObserved(subject)].find(
    (object) => object.condition === "blocked" && object.isBroken !== true,
  );
  if (blocking !== undefined) {
    return {
      entry: buildEntry(subject, { action: "no-op", before, after: before }),
      blocked: [{ address, reason: blocking.conditionDetail ?? "it cannot be changed now", undone: true }],
    };
  }
  const result = askSteps(subject, "delete", [], observed);
  const lost = listLost(subject, observed);
  const isExempt = block !== undefined || tracked.halfMade !== undefined;
  return {
    entry: buildEntry(subject, {
      action: "delete",
      reason,
      before,
      steps: result.steps.map((step) => step.summary),
      lost,
      notes: noteLeftBehind(subject, observed),
    }),
    operations: [buildOperation(subject, "delete", result.steps, [], deletedWithParent(subject))],
    destructive: [
      {
        address,
        kind: "delete",
        detail: [
          `${observed.name} (${observed.remoteId}) is deleted`,
          ...result.destructive.map(({ detail }) => detail),
        ].join("; "),
        lost,
        exempt: isExempt,
      },
    ],
    diagnostics: result.diagnostics,
  };
}

/** What is said of a part or of an instance goes before what is said of the whole. */
function findRemoved({ input }: World, address: Address): RemovedBlock | undefined {
  return input.removed
    .filter(({ from }) => isCoveredBy(address, from))
    .toSorted((a, b) => b.from.length - a.from.length)[0];
}

type Decision = { readonly kind: "delete" | "protect" } | { readonly kind: "forget"; readonly why: string };

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
  if (isOfForgotten(world, address)) return { kind: "forget", why: "lifecycle.onRemove of its VM is forget" };
  if (tracked.lifecycle.onRemove === "forget") return { kind: "forget", why: "lifecycle.onRemove is forget" };
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

/** The request that deletes the parent names this, too. */
export function deletedWithParent({ rules, parentFate, parent, world }: Subject): Partial<Operation> {
  const isParentDeleted = parentFate === "deleted" || (parent !== undefined && world.decided.get(parent) === "replace");
  return rules.belongs?.how === "apart" && isParentDeleted ? { parentFate: "deleted" } : {};
}

/** It goes with its parent, by the same request. */
function planLeaving(subject: Subject, observed: Observed, reason: string): Draft {
  return {
    entry: buildEntry(subject, {
      action: "delete",
      reason,
      before: presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject)),
      lost: observed.lost,
      notes: ["goes with its VM"],
      ...(subject.parent === undefined ? {} : { goesWith: subject.parent }),
    }),
    destructive: [describeLeaving(subject, observed)],
  };
}

/** Nobody asks for it by itself, but the plan destroys it all the same. */
export function describeLeaving(
  { address, parent = "" }: Subject,
  { name, remoteId, lost }: Observed,
): DestructiveStep {
  const what = name === "" ? remoteId : `${name} (${remoteId})`;
  return { address, kind: "delete", detail: `${what} goes with ${parent}`, lost, exempt: false };
}

function planForget(subject: Subject, why: string, isGone: boolean): Draft {
  const { address } = subject;
  const isDeclared = subject.world.declaredAt(address) !== undefined;
  return {
    entry: buildEntry(subject, {
      action: "forget",
      ...(isGone ? { reason: "vanished" } : isDeclared ? {} : { reason: "delete_because_no_resource_config" }),
      notes: [why],
    }),
    edits: [{ kind: "forget", address, reason: why }],
    vanished: isGone && isCounted(subject) && subject.world.input.options.mode !== "destroy",
  };
}

/** Machines and disks that are gone by themselves, not with their machine. */
function isCounted({ tracked, world }: Subject): boolean {
  const parent = tracked?.parent === undefined ? undefined : world.tracked.get(tracked.parent);
  const isParentGone = parent !== undefined && world.observedOf(parent) === undefined;
  return tracked?.type === "vm" || (tracked?.type === "volume" && !isParentGone);
}

function planProtected(subject: Subject, observed: Observed): Draft {
  const before = presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject));
  const isDeclared = subject.world.declaredAt(subject.address) !== undefined;
  const from = JSON.stringify(subject.address);
  const undeclared = `it is no longer declared, but protected. To delete it: removed: [{from: ${from}, destroy: true}]; to leave it and stop tracking it: destroy: false`;
  return {
    entry: buildEntry(subject, { action: "no-op", before, after: before, notes: ["protected: not deleted"] }),
    protected: isDeclared ? "it is protected. To let it be destroyed: lifecycle: { protect: false }" : undeclared,
  };
}

function planUnreachable(world: World, address: Address, tracked: TrackedResource): Draft {
  const place = formatPlaceKey(tracked.vendor, tracked.place);
  return {
    entry: {
      address,
      type: tracked.type,
      vendor: tracked.vendor,
      provider: tracked.provider,
      name: tracked.name,
      remoteId: tracked.remoteId,
      action: "no-op",
      ...NOTHING_SHOWN,
    },
    diagnostics: [
      buildError("provider.unreachable", `${address} was made in ${place}, which no provider entry reaches now`, {
        address,
        detail: `The configured providers are: ${[...world.input.providers.keys()].join(", ") || "none"}. Objects are read and deleted where they were made.`,
        fix: `restore the provider entry, or "trueup state rm ${address}" to forget the object`,
      }),
    ],
  };
}
