// The second pass, for what YAML declares: make it, take it over, change it, or leave it. Says what, drafts nothing. Pure.
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { Action } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { buildAdopted } from "../core/tracking.ts";
import { withBound } from "./bind-declared.ts";
import { type Change, decideChange } from "./decide-change.ts";
import type { Importing } from "./draft.ts";
import type { FoundBy, Match } from "./match.ts";
import { recordNames } from "./names.ts";
import { isBlockedByParent } from "./plan-creation.ts";
import type { PlanProvider } from "./plan-input.ts";
import { refuseLookalikes } from "./refuse-lookalikes.ts";
import { refuseNamesakes } from "./refuse-namesakes.ts";
import { buildSubject, isListed, rulesOf, type Subject, withoutObject } from "./subject.ts";
import { withNames } from "./with-names.ts";
import type { World } from "./world.ts";

export type Verdict =
  | { readonly kind: "refuse"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "create" }
  | {
      readonly kind: "create-again";
      readonly tracked: TrackedResource;
      readonly withParent: boolean;
    }
  | { readonly kind: "lost-content"; readonly tracked: TrackedResource; readonly withParent: boolean }
  | {
      readonly kind: "change";
      readonly observed: Observed;
      readonly tracked: TrackedResource;
      readonly change: Change;
      readonly importing: Importing;
    };

export interface DeclaredDecision {
  readonly desired: Desired;
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** What only facts can refuse, of the object as it is. */
  readonly bound: readonly Diagnostic[];
}

export function decideDeclared(
  world: World,
  desired: Desired,
  { match, provider }: { readonly match: Match; readonly provider: PlanProvider },
): DeclaredDecision {
  const observed = match.kind === "tracked" || match.kind === "found" ? match.observed : undefined;
  const tracked = match.kind === "tracked" || match.kind === "gone" ? match.tracked : undefined;
  const rules = rulesOf(provider, desired.type);
  const { facts } = withNames(provider, tracked?.names);
  const bound = provider.bind(desired, facts, observed, tracked);
  const subject = buildSubject(world, provider, {
    address: desired.address,
    desired: withBound(desired, bound.attributes, { world, rules }, tracked?.applied),
    declared: desired,
    ...(tracked === undefined ? {} : { tracked }),
    ...(observed === undefined ? {} : { observed }),
  });
  return { desired, subject, verdict: decideMatched(subject, match), bound: bound.diagnostics };
}

/** What the plan does with the address, for all that hangs on it. */
export function actionOf({ subject, verdict }: DeclaredDecision): Action {
  switch (verdict.kind) {
    case "refuse":
    case "lost-content":
      return "no-op";
    case "create":
    case "create-again":
      return isBlockedByParent(withoutObject(subject)) ? "no-op" : "create";
    case "change":
      return actionOfChange(subject, verdict.change);
  }
}

function actionOfChange(subject: Subject, change: Change): Action {
  switch (change.kind) {
    case "arrive":
      return "replace";
    case "die-with-parent":
      return change.isTakenAnew ? "replace" : "delete";
    case "replace":
      return isBlockedByParent(withoutObject(subject)) ? "no-op" : "replace";
    case "rebuild":
      return "rebuild";
    case "update":
      return "update";
  }
}

function decideMatched(subject: Subject, match: Match): Verdict {
  switch (match.kind) {
    case "refused":
      return { kind: "refuse", diagnostics: [match.diagnostic] };
    case "tracked": {
      const { observed, tracked } = match;
      const change = decideChange(subject, observed, tracked, undefined);
      return { kind: "change", observed, tracked, change, importing: undefined };
    }
    case "found":
      return decideAdoption(subject, match.observed, match.by);
    case "gone":
      return decideVanished(subject, match.tracked, match.withParent);
    case "absent": {
      const diagnostics = [...refuseLookalikes(subject), ...refuseNamesakes(subject)];
      return diagnostics.length === 0 ? { kind: "create" } : { kind: "refuse", diagnostics };
    }
  }
}

function decideAdoption(subject: Subject, observed: Observed, by: FoundBy): Verdict {
  const { desired, parent, rules, place, provider } = subject;
  if (desired === undefined) return { kind: "refuse", diagnostics: [] };
  const tracked = buildAdopted({
    desired,
    rules,
    place,
    observed,
    ...(parent === undefined ? {} : { parent }),
    names: recordNames(provider, desired, provider.facts),
  });
  const importing = { id: observed.remoteId, by };
  return { kind: "change", observed, tracked, change: decideChange(subject, observed, tracked, importing), importing };
}

function decideVanished(subject: Subject, tracked: TrackedResource, withParent: boolean): Verdict {
  const { desired, rules, address, world } = subject;
  if (tracked.existing === true || desired?.existing !== undefined) {
    const fix = "remove it from the configuration; existing objects are never created";
    const summary = `${address} (${tracked.remoteId}) no longer exists`;
    return { kind: "refuse", diagnostics: [buildError("existing.not-found", summary, { address, fix })] };
  }
  const isAsked = isListed(address, world.input.options.replace);
  const isLost = rules.onVanished === "replace-only" && !isAsked;
  return { kind: isLost ? "lost-content" : "create-again", tracked, withParent };
}
