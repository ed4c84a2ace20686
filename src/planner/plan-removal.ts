// What to do about a tracked object that YAML no longer declares: delete, forget, or leave it because it is protected. Pure.
import { type Address, isCoveredBy } from "../core/address.ts";
import { buildError } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { type Draft, NOTHING_SHOWN } from "./draft.ts";
import { matchTracked } from "./match.ts";
import { formatPlaceKey } from "./plan-input.ts";
import { presentObserved } from "./present.ts";
import { askSteps, buildEntry, buildOperation, buildSubject, nameOfSection, type Subject } from "./subject.ts";
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
  const { address, world } = subject;
  const block = world.input.removed.find((item) => isCoveredBy(address, item.from));
  if (block?.destroy === false) return planForget(subject, "a removed block says so", false);
  if (tracked.existing === true) return planForget(subject, "existing objects are never deleted", false);
  if (block === undefined && subject.lifecycle.onRemove === "forget")
    return planForget(subject, "lifecycle.onRemove is forget", false);
  if (block === undefined && subject.lifecycle.protect && tracked.halfMade === undefined)
    return planProtected(subject, observed);
  const before = presentObserved(observed, subject.rules, nameOfSection(subject));
  if (observed.condition === "blocked") {
    return {
      entry: buildEntry(subject, { action: "no-op", before, after: before }),
      blocked: [{ address, reason: observed.conditionDetail ?? "it cannot be changed now", undone: true }],
    };
  }
  const result = askSteps(subject, "delete", [], observed);
  const isExempt = block !== undefined || tracked.halfMade !== undefined;
  const isData = tracked.type === "vm" || tracked.type === "snapshot" || tracked.type === "key";
  return {
    entry: buildEntry(subject, {
      action: "delete",
      reason,
      before,
      steps: result.steps.map((step) => step.summary),
      lost: observed.lost,
    }),
    operations: [buildOperation(subject, "delete", result.steps, [])],
    destructive: isData
      ? [
          {
            address,
            kind: "delete",
            detail: `${observed.name} (${observed.remoteId}) is deleted`,
            lost: observed.lost,
            exempt: isExempt,
          },
        ]
      : [],
    diagnostics: result.diagnostics,
  };
}

function planForget(subject: Subject, why: string, isGone: boolean): Draft {
  const { address } = subject;
  return {
    entry: buildEntry(subject, {
      action: "forget",
      reason: isGone ? "vanished" : "delete_because_no_resource_config",
      notes: [why],
    }),
    edits: [{ kind: "forget", address, reason: why }],
    vanished: isGone && subject.tracked?.type === "vm" && subject.world.input.options.mode !== "destroy",
  };
}

function planProtected(subject: Subject, observed: Observed): Draft {
  const before = presentObserved(observed, subject.rules, nameOfSection(subject));
  const isDeclared = subject.world.input.resources.some((desired) => desired.address === subject.address);
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

/** Objects that a create-first replacement left behind and that are still there. */
export function planDeposed(world: World, address: Address, tracked: TrackedResource): Draft[] {
  const provider = world.providerAt(tracked.vendor, tracked.place);
  if (provider === undefined) return [];
  return (tracked.deposed ?? []).map(({ remoteId, name }): Draft => {
    const old: TrackedResource = { ...tracked, remoteId, name };
    const observed = world
      .observedAt(formatPlaceKey(tracked.vendor, tracked.place), tracked.type)
      .find((object) => object.remoteId === remoteId);
    const subject = buildSubject(world, provider, {
      address,
      tracked: old,
      ...(observed === undefined ? {} : { observed }),
    });
    if (observed === undefined)
      return {
        entry: buildEntry(subject, {
          action: "forget",
          child: true,
          notes: [`the deposed object ${remoteId} is gone`],
        }),
        edits: [{ kind: "drop-deposed", address, remoteId }],
      };
    const result = askSteps(subject, "delete-deposed", [], observed);
    const operation: Operation = buildOperation(subject, "delete-deposed", result.steps, [], {
      id: `delete-deposed ${address} ${remoteId}`,
    });
    return {
      entry: buildEntry(subject, {
        action: "delete",
        child: true,
        reason: "deposed",
        before: { id: remoteId, name },
        steps: result.steps.map((step) => step.summary),
        lost: observed.lost,
        notes: ["left behind by a replacement"],
      }),
      operations: [operation],
      destructive: [
        {
          address,
          kind: "delete",
          detail: `the deposed ${name} (${remoteId}) is deleted`,
          lost: observed.lost,
          exempt: false,
        },
      ],
    };
  });
}
