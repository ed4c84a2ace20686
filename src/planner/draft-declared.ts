// The third pass, for what YAML declares: entries, operations and what is said of them, as decided. Pure.

import { quoteAddress } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { KnownNames } from "../core/known-name.ts";
import { withClear } from "../core/known-names.ts";
import { formatObjectKey } from "../core/object-key.ts";
import { type Place, SIMULATORS_FORGET } from "../core/place.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { Lookup } from "../core/provider.ts";
import { formatLookup, listReferences } from "../core/step.ts";
import { bindAsNew } from "./bind-declared.ts";
import { draftChange } from "./decide-change.ts";
import type { DeclaredDecision, Verdict } from "./decide-declared.ts";
import { type Draft, NOTHING_SHOWN } from "./draft.ts";
import { maskDiagnostics } from "./hide-secrets.ts";
import { isRenewing } from "./list-dying.ts";
import { checkNames, listLookups } from "./names.ts";
import { planCreation } from "./plan-creation.ts";
import type { PlanProvider } from "./plan-input.ts";
import { noteMadeTwice } from "./plan-surplus.ts";
import { presentDesired } from "./present.ts";
import { buildEntry, isListed, type Subject, withoutObject } from "./subject.ts";

export function draftDeclared({ desired, subject, verdict, bound }: DeclaredDecision): Draft {
  const provider = subject.world.input.providers.get(desired.provider) ?? subject.provider;
  const draft = draftVerdict(subject, verdict);
  // What a new object needs is asked for before the old one goes, whatever is known of the old one.
  const isNew = draft.entry.action === "create" || draft.entry.action === "replace";
  const isMade = isNew || draft.entry.action === "rebuild";
  const names = isMade
    ? checkNames(desired, listLookups(provider, desired, "create"), provider.facts, () => true)
    : checkChanged(desired, provider, draft, subject.tracked?.names);
  const told = [...names, ...(isNew ? (bindAsNew(subject).diagnostics ?? bound) : bound), ...(draft.diagnostics ?? [])];
  if (told.length === 0) return draft;
  return { ...draft, diagnostics: maskDiagnostics(subject, told) };
}

function draftVerdict(subject: Subject, verdict: Verdict): Draft {
  switch (verdict.kind) {
    case "refuse":
      return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: verdict.diagnostics };
    case "create":
      return planCreation(subject);
    case "create-again":
      return draftCreationAnew(subject, verdict);
    case "lost-content":
      return draftLostContent(subject, verdict);
    case "change": {
      const draft = draftChange(subject, verdict.observed, verdict.tracked, verdict);
      return verdict.importing === undefined ? draft : draftAdoption(subject, verdict, draft);
    }
  }
}

type Kind<K extends Verdict["kind"]> = Extract<Verdict, { readonly kind: K }>;

function draftAdoption(subject: Subject, { observed, tracked, importing }: Kind<"change">, draft: Draft): Draft {
  const { address, desired, world, placeKey } = subject;
  const isByName = importing?.by === "name";
  const refusals = (isByName ? listCreateOnly(draft) : []).map((fields) =>
    buildError(
      "adopt.differs",
      `${observed.name} (${observed.remoteId}) exists, but its ${fields.join(", ")} differ${fields.length === 1 ? "s" : ""} from what ${address} declares`,
      {
        address,
        ...(desired === undefined ? {} : { range: desired.range }),
        detail:
          "An object that was only found by its name is not taken over when fields that are set at creation differ.",
        fix: `give yours another name (name: …), or take it over on purpose with import: [{to: ${JSON.stringify(address)}, id: "${observed.remoteId}"}]`,
      },
    ),
  );
  if (refusals.length > 0) return { entry: buildEntry(subject, { action: "no-op" }), diagnostics: refusals };
  const twice = noteMadeTwice(world, formatObjectKey(placeKey, observed));
  return {
    ...draft,
    entry: { ...draft.entry, notes: [...twice, ...draft.entry.notes] },
    edits: [{ kind: "track", address, resource: tracked }, ...(draft.edits ?? [])],
    adoptedByName: isByName,
  };
}

/** Of one that vanished. */
function draftCreationAnew(subject: Subject, { tracked, withParent }: Kind<"create-again">): Draft {
  const { rules, address, world } = subject;
  const draft = planCreation(withoutObject(subject));
  const parent = world.tracked.get(tracked.parent ?? "");
  // Our own request took it along with its VM, in a run that ended there; the new VM needs a new one.
  if (isRenewing(world, tracked) && parent === undefined) return draft;
  // Where a disk's machine is gone, too, somebody has deleted both.
  const isAlone = !withParent && (parent === undefined || world.observedOf(parent) !== undefined);
  const isAsked = isListed(address, world.input.options.replace);
  return {
    ...draft,
    entry: {
      ...draft.entry,
      reason: "vanished",
      notes: [`${tracked.remoteId} is gone: ${whyGone(tracked)}`, ...draft.entry.notes],
    },
    vanished: rules.onVanished === "ask" && isAlone,
    recreated: rules.onVanished === "ask" && !isAsked && !(withParent && rules.belongs?.how === "inside"),
  };
}

function whyGone({ place }: { readonly place: Place }): string {
  return place.simulated === true ? SIMULATORS_FORGET : "it was deleted behind our back";
}

/** A name that a request of this plan is made of, or that YAML has changed, must be found; others only where nothing is known. */
function checkChanged(
  desired: Desired,
  provider: PlanProvider,
  { entry, operations = [] }: Draft,
  names: KnownNames = {},
): Diagnostic[] {
  const sent = new Set<string>();
  for (const { steps } of operations)
    for (const { request } of steps)
      for (const item of listReferences(request))
        if (item.$ref === "lookup") sent.add(formatLookup(item.kind, item.by));
  const isSent = ({ kind, by }: Lookup) => sent.has(formatLookup(kind, by));
  const isKnown = ({ kind, by }: Lookup) => names[formatLookup(kind, by)] !== undefined;
  const isChanged = ({ kind, field = kind }: Lookup) =>
    entry.fields.some(({ path }) => path === field || path.startsWith(`${field}.`));
  const lookups = listLookups(provider, desired, "update").filter((lookup) => !isKnown(lookup) || isSent(lookup));
  if (lookups.length === 0) return [];
  const facts = withClear(provider.facts, names);
  return checkNames(desired, lookups, facts, (lookup) => isSent(lookup) || isChanged(lookup));
}

export function draftWithoutProvider(desired: Desired): Draft {
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

/** What only another object, or another content, could bring about: a name alone is no reason to destroy what has it. */
function listCreateOnly({ debt = [], entry }: Draft): (readonly string[])[] {
  const isDestroyed = entry.action === "replace" || entry.action === "rebuild";
  const changed = entry.fields.map((field) => field.path);
  return [...debt.map(({ fields }) => fields), ...(isDestroyed ? [changed.length > 0 ? changed : ["content"]] : [])];
}

function draftLostContent(subject: Subject, { tracked, withParent }: Kind<"lost-content">): Draft {
  const { address, desired } = subject;
  const { picture } = presentDesired(desired?.attributes ?? {}, subject.rules, desired?.secrets ?? []);
  return {
    entry: buildEntry(subject, {
      action: "no-op",
      reason: "vanished",
      before: { id: tracked.remoteId, ...picture },
      after: null,
      notes: [
        `${tracked.remoteId} is gone${withParent ? " with its VM" : tracked.place.simulated === true ? `: ${SIMULATORS_FORGET}` : ""}`,
      ],
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
