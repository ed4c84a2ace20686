// What to do about an object that exists: update, rebuild, replace, or leave it and say what is owed. Pure.
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { diffSubject } from "./diff-subject.ts";
import type { Draft, Importing } from "./draft.ts";
import { planRebuild, planReplacement } from "./plan-replacement.ts";
import { planBlocked, planUpdate } from "./plan-update.ts";
import { isListed, type Subject } from "./subject.ts";

export function planChange(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
): Draft {
  const options = subject.world.input.options;
  const diff = diffSubject(subject, observed, tracked);
  const request = { subject, observed, tracked, importing, diff };
  const mayDestroy = tracked.existing !== true && subject.desired?.existing === undefined;
  const isHalfMade =
    tracked.halfMade?.fields.some((path) => diff.changes.some((change) => change.path === path)) === true;
  if (isHalfMade)
    return planReplacement(subject, observed, tracked, {
      reason: `half-made: ${tracked.halfMade?.reason ?? ""}`,
      isExempt: true,
    });
  const owesRebuild = diff.changes.some((change) => change.kind === "rebuild");
  const isRenewed = diff.changes.some((change) => change.kind === "renew");
  const wantsReplace =
    mayDestroy && subject.rules.mayReplace && (isRenewed || isListed(subject.address, options.replace));
  const wantsRebuild =
    mayDestroy &&
    subject.rules.mayRebuild &&
    (isListed(subject.address, options.rebuild) || (owesRebuild && subject.lifecycle.rebuild === "allow"));
  if ((wantsReplace || wantsRebuild) && subject.lifecycle.protect)
    return { ...planUpdate(request), diagnostics: [isProtectedError(subject)] };
  if (observed.condition === "blocked" && (wantsReplace || wantsRebuild)) return planBlocked(request);
  if (wantsReplace)
    return planReplacement(subject, observed, tracked, {
      reason: isRenewed ? "replace_because_cannot_update" : "replace_by_request",
      isExempt: false,
    });
  if (wantsRebuild) return planRebuild(subject, observed, tracked, diff, importing);
  return planUpdate(request);
}

function isProtectedError(subject: Subject): Diagnostic {
  return buildError("lifecycle.protected", `${subject.address} is protected: it can be neither replaced nor rebuilt`, {
    address: subject.address,
    ...(subject.desired === undefined ? {} : { range: subject.desired.range }),
    fix: "set lifecycle.protect: false and apply that first",
  });
}
