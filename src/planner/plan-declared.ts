// What to do about one declared resource: make it, take it over, change it, or leave it. Pure.
import { quoteAddress } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { KnownNames } from "../core/known-name.ts";
import { withClear, withKnown } from "../core/known-names.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { Lookup } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { formatLookup, listReferences } from "../core/step.ts";
import { buildAdopted } from "../core/tracking.ts";
import { withDerived } from "./derive.ts";
import { type Draft, NOTHING_SHOWN } from "./draft.ts";
import { maskDiagnostics } from "./hide-secrets.ts";
import { isRenewing } from "./list-dying.ts";
import { type FoundBy, type Match, matchResource } from "./match.ts";
import { checkNames, listLookups, recordNames } from "./names.ts";
import { planChange } from "./plan-change.ts";
import { planCreation } from "./plan-creation.ts";
import { type PlanProvider, placeOf } from "./plan-input.ts";
import { noteMadeTwice } from "./plan-surplus.ts";
import { presentDesired } from "./present.ts";
import { refuseLookalikes } from "./refuse-lookalikes.ts";
import { refuseNamesakes } from "./refuse-namesakes.ts";
import { buildEntry, buildSubject, isListed, rulesOf, type Subject, withoutObject } from "./subject.ts";
import type { World } from "./world.ts";

/** Notes which object a resource will take over, so that others that refer to it by id are compared by its address. */
export function noteAdoption(world: World, desired: Desired): void {
  const provider = world.input.providers.get(desired.provider);
  if (provider === undefined || provider.rules[desired.type] === undefined) return;
  const match = matchResource(world, desired, provider);
  if (match.kind !== "found") return;
  const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
  const { type, remoteId } = match.observed;
  world.adopting.set(formatObjectKey(placeKey, match.observed), desired.address);
  world.adopting.set(formatObjectKey(placeKey, { type, remoteId }), desired.address);
}

export function planDeclared(world: World, desired: Desired, byAddress: ReadonlyMap<string, Desired>): Draft {
  const provider = world.input.providers.get(desired.provider);
  if (provider === undefined || provider.rules[desired.type] === undefined) return planWithoutProvider(desired);
  const match = matchResource(world, desired, provider);
  const observed = match.kind === "tracked" || match.kind === "found" ? match.observed : undefined;
  const tracked = match.kind === "tracked" || match.kind === "gone" ? match.tracked : undefined;
  const rules = rulesOf(provider, desired.type);
  const facts = withKnown(provider.facts, tracked?.names);
  const bound = provider.bind(desired, facts, observed, tracked);
  const asNew = observed === undefined ? bound : provider.bind(desired, provider.facts, undefined, undefined);
  const withBound = ({ attributes }: typeof bound): Desired => ({
    ...desired,
    attributes: withDerived(desired, attributes, rules, byAddress, tracked?.applied),
  });
  const subject = buildSubject(world, provider, {
    address: desired.address,
    desired: withBound(bound),
    asNew: withBound(asNew),
    ...(tracked === undefined ? {} : { tracked }),
    ...(observed === undefined ? {} : { observed }),
  });
  const draft = planMatched(subject, match);
  // What a new object needs is asked for before the old one goes, whatever is known of the old one.
  const isNew = draft.entry.action === "create" || draft.entry.action === "replace";
  const isMade = isNew || draft.entry.action === "rebuild";
  const names = isMade
    ? checkNames(desired, listLookups(provider, desired, "create"), provider.facts, () => true)
    : checkChanged(desired, provider, draft, tracked?.names);
  const { diagnostics } = isNew ? asNew : bound;
  const told = [...names, ...diagnostics, ...(draft.diagnostics ?? [])];
  return { ...draft, diagnostics: maskDiagnostics(subject, told) };
}

/** A name that a request of this plan is made of, or that YAML has changed, must be found; others only where nothing is known. */
function checkChanged(
  desired: Desired,
  provider: PlanProvider,
  { entry, operations = [] }: Draft,
  names: KnownNames = {},
): Diagnostic[] {
  const sent = new Set(
    operations.flatMap(({ steps }) =>
      steps.flatMap(({ request }) =>
        listReferences(request).flatMap((item) => (item.$ref === "lookup" ? [formatLookup(item.kind, item.by)] : [])),
      ),
    ),
  );
  const isSent = ({ kind, by }: Lookup) => sent.has(formatLookup(kind, by));
  const isKnown = ({ kind, by }: Lookup) => names[formatLookup(kind, by)] !== undefined;
  const isChanged = ({ kind, field = kind }: Lookup) =>
    entry.fields.some(({ path }) => path === field || path.startsWith(`${field}.`));
  const lookups = listLookups(provider, desired, "update").filter((lookup) => isSent(lookup) || !isKnown(lookup));
  const facts = withClear(provider.facts, names);
  return checkNames(desired, lookups, facts, (lookup) => isSent(lookup) || isChanged(lookup));
}

function planMatched(subject: Subject, match: Match): Draft {
  switch (match.kind) {
    case "refused":
      return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: [match.diagnostic] };
    case "tracked":
      return planChange(subject, match.observed, match.tracked, undefined);
    case "found":
      return planAdoption(subject, match.observed, match.by);
    case "gone":
      return planVanished(subject, match.tracked, match.withParent);
    case "absent":
      return planAbsent(subject);
  }
}

function planAbsent(subject: Subject): Draft {
  const refusals = [...refuseLookalikes(subject), ...refuseNamesakes(subject)];
  return refusals.length === 0
    ? planCreation(subject)
    : { entry: buildEntry(subject, { action: "no-op" }), diagnostics: refusals };
}

function planWithoutProvider(desired: Desired): Draft {
  const entry: PlanEntry = {
    address: desired.address,
    type: desired.type,
    vendor: desired.vendor,
    provider: desired.provider,
    name: desired.name,
    action: "no-op",
    ...NOTHING_SHOWN,
  };
  return {
    entry,
    diagnostics: [
      buildError("provider.not-built", `the provider ${desired.vendor} is not part of this version of trueup`, {
        address: desired.address,
        range: desired.range,
        fix: "remove the resource, or use a version that has the provider",
      }),
    ],
  };
}

function planAdoption(subject: Subject, observed: Observed, by: FoundBy): Draft {
  const { desired, parent } = subject;
  if (desired === undefined) return { entry: buildEntry(subject, { action: "no-op" }) };
  const tracked: TrackedResource = buildAdopted({
    desired,
    rules: subject.rules,
    place: subject.place,
    observed,
    ...(parent === undefined ? {} : { parent }),
    names: recordNames(subject.provider, desired, subject.provider.facts),
  });
  const draft = planChange(subject, observed, tracked, { id: observed.remoteId, by });
  const differing = by === "name" ? listCreateOnly(draft) : [];
  const refusals = differing.map((fields) =>
    buildError(
      "adopt.differs",
      `${observed.name} (${observed.remoteId}) exists, but its ${fields.join(", ")} differ${fields.length === 1 ? "s" : ""} from what ${subject.address} declares`,
      {
        address: subject.address,
        range: desired.range,
        detail:
          "An object that was only found by its name is not taken over when fields that are set at creation differ.",
        fix: `choose another name, or take it over on purpose with import: [{to: ${JSON.stringify(subject.address)}, id: "${observed.remoteId}"}]`,
      },
    ),
  );
  if (refusals.length > 0) return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: refusals };
  return {
    ...draft,
    entry: {
      ...draft.entry,
      notes: [...noteMadeTwice(subject.world, formatObjectKey(subject.placeKey, observed)), ...draft.entry.notes],
    },
    edits: [{ kind: "track", address: subject.address, resource: tracked }, ...(draft.edits ?? [])],
    diagnostics: draft.diagnostics ?? [],
    adoptedByName: by === "name",
  };
}

/** What only another object, or another content, could bring about: a name alone is no reason to destroy what has it. */
function listCreateOnly({ debt = [], entry }: Draft): (readonly string[])[] {
  const isDestroyed = entry.action === "replace" || entry.action === "rebuild";
  const changed = entry.fields.map((field) => field.path);
  return [...debt.map(({ fields }) => fields), ...(isDestroyed ? [changed.length > 0 ? changed : ["content"]] : [])];
}

function planVanished(subject: Subject, tracked: TrackedResource, withParent: boolean): Draft {
  const { desired, rules, address } = subject;
  const isAsked = isListed(address, subject.world.input.options.replace);
  if (tracked.existing === true || desired?.existing !== undefined) {
    return {
      entry: buildEntry(subject, { action: "no-op" }),
      diagnostics: [
        buildError("existing.not-found", `${address} (${tracked.remoteId}) no longer exists`, {
          address,
          fix: "remove it from the configuration; existing objects are never created",
        }),
      ],
    };
  }
  if (rules.onVanished === "replace-only" && !isAsked) return planLostContent(subject, tracked, withParent);
  const draft = planCreation(withoutObject(subject));
  // Our own request took it along with its VM, in a run that ended there; the new VM needs a new one.
  if (isRenewing(subject.world, tracked) && subject.world.tracked.get(tracked.parent ?? "") === undefined) return draft;
  // Also a disk whose machine is gone: somebody has deleted both.
  const parent = tracked.parent === undefined ? undefined : subject.world.tracked.get(tracked.parent);
  const isAlone = !withParent && (parent === undefined || subject.world.observedOf(parent) !== undefined);
  const isCounted = rules.onVanished === "ask" && isAlone;
  return {
    ...draft,
    entry: {
      ...draft.entry,
      reason: "vanished",
      notes: [`${tracked.remoteId} is gone: it was deleted behind our back`, ...draft.entry.notes],
    },
    vanished: isCounted,
    recreated: rules.onVanished === "ask" && !isAsked && !(withParent && rules.belongs?.how === "inside"),
  };
}

function planLostContent(subject: Subject, tracked: TrackedResource, withParent: boolean): Draft {
  const { address, desired } = subject;
  const { picture } = presentDesired(desired?.attributes ?? {}, subject.rules, desired?.secrets ?? []);
  return {
    entry: buildEntry(subject, {
      action: "no-op",
      reason: "vanished",
      before: { id: tracked.remoteId, ...picture },
      after: null,
      notes: [`${tracked.remoteId} is gone${withParent ? " with its VM" : ""}`],
    }),
    vanished: !withParent,
    blocked: [
      {
        address,
        reason: `its content is gone${withParent ? " with its VM" : ""}: a new one would hold something else`,
        fix: `remove it from the configuration, or --replace ${quoteAddress(address)} to take a new one`,
        undone: true,
      },
    ],
  };
}
