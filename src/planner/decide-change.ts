// What to do about an object that exists: update, rebuild, replace, or leave it and say what cannot be done. Pure.
import { type Address, resourceOf } from "../core/address.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Diff, RuledChange } from "./diff-fields.ts";
import { diffSubject } from "./diff-subject.ts";
import type { Draft, Importing } from "./draft.ts";
import { isRenewing } from "./list-dying.ts";
import {
  planArrival,
  planDyingWithParent,
  planRebuild,
  planReplacement,
  type ReplacementReason,
} from "./plan-replacement.ts";
import { planBlocked, planUpdate } from "./plan-update.ts";
import { isListed, type Subject } from "./subject.ts";

/** What becomes of an object that exists. */
export type Change =
  /** Its parent is made anew, and with it this part: nothing is sent for it. */
  | { readonly kind: "arrive" }
  | { readonly kind: "die-with-parent"; readonly isTakenAnew: boolean }
  | { readonly kind: "replace"; readonly why: ReplacementReason }
  | { readonly kind: "rebuild"; readonly diff: Diff }
  /** `forbiddenBy`: what destroys it is asked for, but protection or its condition forbids that. */
  | { readonly kind: "update"; readonly diff: Diff; readonly forbiddenBy?: "protected" | "blocked" };

export function decideChange(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
): Change {
  const { rules, parentFate } = subject;
  if (rules.belongs?.how === "inside" && parentFate === "made") return { kind: "arrive" };
  if (isDyingWithParent(subject, observed)) {
    // What was to hold what is lost is not taken anew by itself.
    const isTakenAnew = rules.onVanished !== "replace-only" || subject.desired?.attributes["take"] === "after";
    return { kind: "die-with-parent", isTakenAnew };
  }
  const diff = diffSubject(subject, observed, tracked);
  const { halfMade } = tracked;
  if (halfMade !== undefined && isNeverFinished(halfMade, observed, diff))
    return { kind: "replace", why: { reason: `half-made: ${halfMade.reason}`, isExempt: true } };
  const renewing = diff.changes.filter((change) => change.kind === "renew");
  const reason = findReplaceReason(subject, tracked, renewing);
  const mayDestroy = tracked.existing !== true && subject.desired?.existing === undefined;
  const wantsReplace = mayDestroy && rules.mayReplace && reason !== undefined;
  const wantsRebuild = mayDestroy && rules.mayRebuild && isRebuildWanted(subject, diff);
  if (!wantsReplace && !wantsRebuild) return { kind: "update", diff };
  if (subject.lifecycle.protect) return { kind: "update", diff, forbiddenBy: "protected" };
  // What leads out of its condition (rescue mode) may still be done; the rest waits for the next run.
  if (observed.condition === "blocked" && observed.isBroken !== true)
    return { kind: "update", diff, forbiddenBy: "blocked" };
  const because = renewing.flatMap(({ note }) => note ?? []);
  return wantsReplace
    ? { kind: "replace", why: { reason, isExempt: false, importing, because } }
    : { kind: "rebuild", diff };
}

/** The draft of what was decided. */
export function draftChange(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  { change, importing }: { readonly change: Change; readonly importing: Importing },
): Draft {
  switch (change.kind) {
    case "arrive":
      return planArrival(subject, observed);
    case "die-with-parent":
      return planDyingWithParent(subject, observed, change.isTakenAnew);
    case "replace":
      return planReplacement(subject, observed, tracked, change.why);
    case "rebuild":
      return planRebuild({ subject, observed, tracked, importing, diff: change.diff });
    case "update": {
      const { diff, forbiddenBy } = change;
      const request = { subject, observed, tracked, importing, diff };
      if (forbiddenBy === "protected") return { ...planUpdate(request), diagnostics: [isProtectedError(subject)] };
      if (forbiddenBy === "blocked") return { ...planUpdate(request), blocked: planBlocked(request).blocked ?? [] };
      return planUpdate(request);
    }
  }
}

/** Its operation has ended, so what still looks busy will look so for ever. */
function isNeverFinished(
  { fields }: NonNullable<TrackedResource["halfMade"]>,
  { isBroken, condition }: Observed,
  { changes }: Diff,
): boolean {
  return isBroken === true || condition === "busy" || fields.some((path) => changes.some((one) => one.path === path));
}

function findReplaceReason(
  { world, parent, address }: Subject,
  tracked: TrackedResource,
  renewing: readonly RuledChange[],
): string | undefined {
  const isParentReplaced = parent !== undefined && world.decided.get(parent) === "replace";
  if (isParentReplaced && isRenewing(world, tracked)) return "replace_with_parent";
  if (renewing.length > 0) return "replace_because_cannot_update";
  return isAskedFor(address, world.input.options.replace) ? "replace_by_request" : undefined;
}

function isRebuildWanted({ address, lifecycle, world }: Subject, { changes }: Diff): boolean {
  const isDue = changes.some((change) => change.kind === "rebuild" && !isGrownOutside(change));
  return isListed(address, world.input.options.rebuild) || (isDue && lifecycle.rebuild === "allow");
}

/** It hangs on what this plan destroys, and cannot be without it. */
function isDyingWithParent({ rules, parent = "", parentFate, world }: Subject, { parentId }: Observed): boolean {
  const isDestroyed = ["replace", "rebuild"].includes(world.decided.get(parent) ?? "");
  return (
    rules.belongs?.how === "on" &&
    isDestroyed &&
    parentFate === "made" &&
    parentId === world.tracked.get(parent)?.remoteId
  );
}

/** What somebody has made larger at the provider is not made smaller by destroying it. */
function isGrownOutside({ rule, cause, before, after }: RuledChange): boolean {
  const isShrink = typeof before === "number" && typeof after === "number" && after < before;
  return rule.onShrink !== undefined && cause === "outside" && isShrink;
}

/** `--replace vms.edge` means the VM; its disks are only made anew where their own address is given. */
function isAskedFor(address: Address, replace: readonly Address[]): boolean {
  return resourceOf(address) === address ? isListed(address, replace) : replace.includes(address);
}

function isProtectedError(subject: Subject): Diagnostic {
  return buildError("lifecycle.protected", `${subject.address} is protected: it can be neither replaced nor rebuilt`, {
    address: subject.address,
    ...(subject.desired === undefined ? {} : { range: subject.desired.range }),
    fix: "set lifecycle.protect: false and apply that first",
  });
}
