// The third pass, for what is tracked and no longer declared: entries and operations as decided. Pure.

import { quoteAddress } from "../core/address.ts";
import { buildError } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import { describePlace } from "../core/place.ts";
import type { DestructiveStep } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { findRemoved, type RemovalDecision } from "./decide-removal.ts";
import { type Draft, NOTHING_SHOWN } from "./draft.ts";
import { successorOf } from "./leave-behind.ts";
import { tellSimulator } from "./match-refusals.ts";
import { presentRecorded } from "./present.ts";
import { askSteps, buildEntry, buildOperation, nameOfSection, type Subject } from "./subject.ts";
import { listLost, noteLeftBehind } from "./taken-along.ts";
import type { World } from "./world.ts";

export function draftRemoved(world: World, decision: RemovalDecision): Draft {
  const { decided, reason } = decision;
  if (decided === undefined) return draftUnreachable(world, decision);
  const { subject, verdict } = decided;
  switch (verdict.kind) {
    case "refuse":
      return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: [verdict.diagnostic] };
    case "forget":
      return draftForgetting(subject, verdict.why, verdict.isGone);
    case "keep":
      return draftProtected(subject, verdict.observed);
    case "stay":
      return draftStaying(subject, verdict);
    case "leave":
      return draftLeaving(subject, verdict.observed, reason);
    case "wait":
      return draftWaiting(subject, verdict.observed, verdict.blocking);
    case "delete":
      return draftDeletion(subject, verdict.observed, reason);
  }
}

type Staying = Extract<NonNullable<RemovalDecision["decided"]>["verdict"], { readonly kind: "stay" }>;

/** Forgotten now, it would be on no record if the new one cannot be made. */
function draftStaying(subject: Subject, { observed, successor, why }: Staying): Draft {
  const before = presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject));
  const note = `stays on record until ${successor} is made at its new place; the plan after that forgets it, since ${why}`;
  return { entry: buildEntry(subject, { action: "no-op", before, after: before, notes: [note] }) };
}

function draftWaiting(subject: Subject, observed: Observed, { conditionDetail }: Observed): Draft {
  const before = presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject));
  const reason = conditionDetail ?? "it cannot be changed now";
  return {
    entry: buildEntry(subject, { action: "no-op", before, after: before }),
    blocked: [{ address: subject.address, reason, undone: true }],
  };
}

function draftDeletion(subject: Subject, observed: Observed, reason: string): Draft {
  const { address, world, tracked } = subject;
  const before = presentRecorded(observed, tracked, subject.rules, nameOfSection(subject));
  const result = askSteps(subject, "delete", [], observed);
  const lost = listLost(subject, observed);
  const successor = successorOf(world, address);
  const told = [
    `${observed.name} (${observed.remoteId}) is deleted`,
    ...result.destructive.map(({ detail }) => detail),
  ];
  return {
    entry: buildEntry(subject, {
      action: "delete",
      reason,
      before,
      steps: result.steps.map((step) => step.summary),
      lost,
      notes: [
        ...(successor === undefined
          ? []
          : [`goes once ${successor} is made at its new place: what it holds is not carried over`]),
        ...noteLeftBehind(subject, observed),
      ],
    }),
    operations: [
      buildOperation(subject, "delete", result.steps, [], {
        ...deletedWithParent(subject),
        ...(successor === undefined ? {} : { needs: [`create ${successor}`] }),
      }),
    ],
    destructive: [
      {
        address,
        kind: "delete",
        detail: told.join("; "),
        lost,
        exempt: findRemoved(world, address) !== undefined || tracked?.halfMade !== undefined,
      },
    ],
    diagnostics: result.diagnostics,
  };
}

/** The request that deletes the parent names this, too. */
export function deletedWithParent({ rules, parentFate, parent, world }: Subject): Partial<Operation> {
  const isParentDeleted = parentFate === "deleted" || (parent !== undefined && world.decided.get(parent) === "replace");
  return rules.belongs?.how === "apart" && isParentDeleted ? { parentFate: "deleted" } : {};
}

/** It goes with its parent, by the same request. */
function draftLeaving(subject: Subject, observed: Observed, reason: string): Draft {
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

function draftForgetting(subject: Subject, why: string, isGone: boolean): Draft {
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

function draftProtected(subject: Subject, observed: Observed): Draft {
  const before = presentRecorded(observed, subject.tracked, subject.rules, nameOfSection(subject));
  const isDeclared = subject.world.declaredAt(subject.address) !== undefined;
  const from = JSON.stringify(subject.address);
  const undeclared = `it is no longer declared, but protected. To delete it: removed: [{from: ${from}, destroy: true}]; to leave it and stop tracking it: destroy: false`;
  return {
    entry: buildEntry(subject, { action: "no-op", before, after: before, notes: ["protected: not deleted"] }),
    protected: isDeclared ? "it is protected. To let it be destroyed: lifecycle: { protect: false }" : undeclared,
  };
}

function draftUnreachable(world: World, { address, tracked }: RemovalDecision): Draft {
  const place = describePlace(tracked.vendor, tracked.place);
  const entry = world.input.providers.get(tracked.provider);
  const simulator = entry === undefined ? undefined : tellSimulator(tracked, entry);
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
        detail: [
          ...(simulator === undefined ? [] : [simulator.detail]),
          `The configured providers are: ${[...world.input.providers.keys()].join(", ") || "none"}. Objects are read and deleted where they were made.`,
        ].join("\n"),
        fix: `${simulator?.fix ?? "restore the provider entry"}, or "trueup state rm ${quoteAddress(address)}" to forget the object`,
      }),
    ],
  };
}
