// What create-first replacements left behind and what is still there: deleted, unless it is protected or let go. Pure.
import type { Address } from "../core/address.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { decideRemoval } from "./decide-removal.ts";
import type { Draft } from "./draft.ts";
import { buildUnconfirmed } from "./match-refusals.ts";
import { askSteps, buildEntry, buildOperation, buildSubject, type Subject } from "./subject.ts";
import { listLost } from "./taken-along.ts";
import { objectKeyOf, type World } from "./world.ts";

export function planDeposed(world: World, address: Address, tracked: TrackedResource): Draft[] {
  const provider = world.providerAt(tracked.vendor, tracked.place);
  if (provider === undefined) return [];
  // That its successor was never finished says nothing of what was left behind.
  const { halfMade: _halfMade, ...record } = tracked;
  return (tracked.deposed ?? []).map(({ remoteId, name }): Draft => {
    const old: TrackedResource = { ...record, remoteId, name };
    const observed = world
      .observedAt(formatPlaceKey(tracked.vendor, tracked.place), tracked.type)
      .find((object) => object.remoteId === remoteId);
    const seen = observed === undefined ? {} : { observed };
    const subject = buildSubject(world, provider, { address, tracked: old, ...seen });
    return observed === undefined ? planMissing(subject, old) : planLeftover(subject, old, observed);
  });
}

function planMissing(subject: Subject, old: TrackedResource): Draft {
  if (subject.world.input.gone.has(objectKeyOf(old)))
    return planLeaving(subject, old, `the deposed object ${old.remoteId} is gone`);
  return {
    entry: buildEntry(subject, { action: "no-op", child: true }),
    diagnostics: [buildUnconfirmed(subject.address, old.remoteId)],
  };
}

function planLeaving(subject: Subject, { remoteId }: TrackedResource, why: string): Draft {
  return {
    entry: buildEntry(subject, { action: "forget", child: true, notes: [why] }),
    edits: [{ kind: "drop-deposed", address: subject.address, remoteId }],
  };
}

function planLeftover(subject: Subject, old: TrackedResource, observed: Observed): Draft {
  const { address, world } = subject;
  const { remoteId, name } = old;
  const desired = world.declaredAt(address);
  const decision =
    desired === undefined
      ? decideRemoval(world, address, old)
      : { kind: desired.lifecycle.protect ? ("protect" as const) : ("delete" as const) };
  if (decision.kind === "forget") return planLeaving(subject, old, `${remoteId} stays, untracked: ${decision.why}`);
  if (decision.kind === "protect")
    return {
      entry: buildEntry(subject, { action: "no-op", child: true, notes: ["protected: not deleted"] }),
      protected: `the deposed ${name} (${remoteId}) is protected. To let it be destroyed: lifecycle: { protect: false }`,
    };
  const result = askSteps(subject, "delete-deposed", [], observed);
  const lost = listLost(subject, observed);
  return {
    entry: buildEntry(subject, {
      action: "delete",
      child: true,
      reason: "deposed",
      before: { id: remoteId, name },
      steps: result.steps.map((step) => step.summary),
      lost,
    }),
    operations: [
      buildOperation(subject, "delete-deposed", result.steps, [], { id: `delete-deposed ${address} ${remoteId}` }),
    ],
    destructive: [
      {
        address,
        kind: "delete",
        detail: `the deposed ${name} (${remoteId}) is deleted`,
        lost,
        exempt: false,
        beside: true,
      },
    ],
    diagnostics: result.diagnostics,
  };
}
