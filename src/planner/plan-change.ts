// What to do about an object that exists: update, rebuild, replace, or leave it and say what is owed. Pure.
import { type Address, resourceOf } from "../core/address.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { RuledChange } from "./diff-fields.ts";
import { diffSubject } from "./diff-subject.ts";
import type { Draft, Importing } from "./draft.ts";
import { isRenewing } from "./list-dying.ts";
import { planArrival, planRebuild, planReplacement, planSuccession } from "./plan-replacement.ts";
import { planBlocked, planUpdate } from "./plan-update.ts";
import { isListed, type Subject } from "./subject.ts";

export function planChange(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
): Draft {
  const { rules, parent, parentFate, world } = subject;
  const { options } = world.input;
  if (rules.belongs?.how === "inside" && parentFate === "made") return planArrival(subject, observed);
  if (isDyingWithParent(subject, observed)) return planSuccession(subject, observed);
  const diff = diffSubject(subject, observed, tracked);
  const request = { subject, observed, tracked, importing, diff };
  const mayDestroy = tracked.existing !== true && subject.desired?.existing === undefined;
  const isHalfMade =
    tracked.halfMade !== undefined &&
    // Its operation has ended, so what still looks busy will look so for ever.
    (observed.isBroken === true ||
      observed.condition === "busy" ||
      tracked.halfMade.fields.some((path) => diff.changes.some((change) => change.path === path)));
  if (isHalfMade)
    return planReplacement(subject, observed, tracked, {
      reason: `half-made: ${tracked.halfMade?.reason ?? ""}`,
      isExempt: true,
    });
  const owesRebuild = diff.changes.some((change) => change.kind === "rebuild" && !isGrownOutside(change));
  const renewing = diff.changes.filter((change) => change.kind === "renew");
  const isRenewedWithParent =
    parent !== undefined && world.decided.get(parent) === "replace" && isRenewing(world, tracked);
  const cause = isRenewedWithParent
    ? "replace_with_parent"
    : renewing.length > 0
      ? "replace_because_cannot_update"
      : isAskedFor(subject.address, options.replace)
        ? "replace_by_request"
        : undefined;
  const wantsReplace = mayDestroy && rules.mayReplace && cause !== undefined;
  const wantsRebuild =
    mayDestroy &&
    subject.rules.mayRebuild &&
    (isListed(subject.address, options.rebuild) || (owesRebuild && subject.lifecycle.rebuild === "allow"));
  if ((wantsReplace || wantsRebuild) && subject.lifecycle.protect)
    return { ...planUpdate(request), diagnostics: [isProtectedError(subject)] };
  // What leads out of its condition (rescue mode) may still be done; the rest waits for the next run.
  if (observed.condition === "blocked" && observed.isBroken !== true && (wantsReplace || wantsRebuild))
    return { ...planUpdate(request), blocked: planBlocked(request).blocked ?? [] };
  const because = renewing.flatMap(({ note }) => note ?? []);
  if (wantsReplace)
    return planReplacement(subject, observed, tracked, { reason: cause, isExempt: false, importing, because });
  if (wantsRebuild) return planRebuild(subject, observed, tracked, diff, importing);
  return planUpdate(request);
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
