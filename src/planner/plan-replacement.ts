// The drafts that destroy on request: a rebuild in place, and a new object for an old one. Pure.
import { isSameText } from "../core/comparable-text.ts";
import type { Observed } from "../core/observed.ts";
import type { DestructiveStep, FieldChange, PlanEntry } from "../core/plan.ts";
import type { StepsResult } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Step } from "../core/step.ts";
import { bindAsNew } from "./bind-declared.ts";
import type { Diff } from "./diff-fields.ts";
import { toFieldChange } from "./diff-subject.ts";
import type { Draft, Importing } from "./draft.ts";
import { deletedWithParent, describeLeaving } from "./draft-removal.ts";
import { listComputed, planCreation } from "./plan-creation.ts";
import { presentAfter, presentDesired, presentObserved } from "./present.ts";
import { listSettingsEdits } from "./refresh-edits.ts";
import { askSteps, buildEntry, buildOperation, nameOfSection, type Subject, withoutObject } from "./subject.ts";
import { listLost, noteLeftBehind } from "./taken-along.ts";

export interface RebuildRequest {
  readonly subject: Subject;
  readonly observed: Observed;
  readonly tracked: TrackedResource;
  readonly importing: Importing;
  readonly diff: Diff;
}

export function planRebuild({ subject, observed, tracked, importing, diff }: RebuildRequest): Draft {
  const changes = diff.changes.filter((change) => change.kind === "update" || change.kind === "rebuild");
  const fields = ["rebuild", ...changes.map((change) => change.path)];
  const { rebuildKeeps = [] } = subject.rules;
  const result = askSteps(subject, "rebuild", fields, observed);
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  const lost = [
    { kind: "disk" as const, label: "everything on the disk" },
    ...observed.lost.filter(({ kind }) => kind !== "address" && kind !== "disk" && !rebuildKeeps.includes(kind)),
  ];
  const destructive: DestructiveStep = {
    address: subject.address,
    kind: "rebuild",
    detail: "the disk is overwritten; id and addresses stay",
    lost,
    exempt: false,
  };
  return {
    entry: buildEntry(subject, {
      action: "rebuild",
      reason: changes.some((change) => change.kind === "rebuild")
        ? "replace_because_cannot_update"
        : "replace_by_request",
      ...(importing === undefined ? {} : { importing }),
      before,
      after: presentAfter(before, changes),
      fields: changes.map((change) => ({ ...toFieldChange(change), effect: "now" as const })),
      steps: result.steps.map((step) => step.summary),
      lost,
    }),
    operations: [buildOperation({ ...subject, tracked }, "rebuild", result.steps, fields)],
    edits: importing === undefined ? listSettingsEdits(subject, tracked) : [],
    destructive: [destructive],
    diagnostics: result.diagnostics,
  };
}

export interface ReplacementReason {
  readonly reason: string;
  /** Half-made objects: neither the guards count them nor protection stops them. */
  readonly isExempt: boolean;
  /** What of the old one cannot be changed in place. */
  readonly because?: readonly string[];
  /** Set where the object was not ours before this plan. */
  readonly importing?: Importing;
}

/** The parent is made anew, and with it this part: nothing is sent for it. */
export function planArrival(subject: Subject, observed: Observed): Draft {
  const creation = planCreation(withoutObject(subject));
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  return {
    ...creation,
    entry: {
      ...creation.entry,
      action: "replace",
      remoteId: observed.remoteId,
      reason: "replace_with_parent",
      before,
      unknown: listComputed(subject.rules, creation.entry.after ?? {}, before),
      lost: observed.lost,
    },
  };
}

/**
 * This plan destroys the parent, and this with it. A new one of the new parent is taken at once, unless it was to hold what
 * is lost: then only its record goes.
 */
export function planDyingWithParent(subject: Subject, observed: Observed, isTakenAnew: boolean): Draft {
  const { parent = "" } = subject;
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  const leaving = { remoteId: observed.remoteId, reason: "replace_with_parent", before, lost: observed.lost };
  if (!isTakenAnew)
    return {
      entry: buildEntry(subject, {
        action: "delete",
        ...leaving,
        notes: [`dies with ${parent}: what it holds is lost. The next apply takes a new one, unless it is removed`],
        goesWith: parent,
      }),
      destructive: [describeLeaving(subject, observed)],
    };
  const creation = planCreation(withoutObject(subject));
  if (creation.operations === undefined) return creation;
  const unknown = listComputed(subject.rules, creation.entry.after ?? {}, before);
  const notes = [`dies with ${parent}`];
  return { ...creation, entry: { ...creation.entry, action: "replace", ...leaving, unknown, notes } };
}

const NEW_FIRST = "the new one first, then the old one goes";
const OLD_FIRST = "the old one is deleted first";

export function planReplacement(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  { reason, isExempt, importing, because = [] }: ReplacementReason,
): Draft {
  const { address, lifecycle } = subject;
  const isCreateFirst = (lifecycle.replace === "create-first" || mayShareTime(subject, observed)) && !isExempt;
  const going = isCreateFirst ? {} : deletedWithParent(subject);
  const leaving = { ...subject, tracked, parentFate: going.parentFate ?? subject.parentFate };
  const removal = askSteps(leaving, isCreateFirst ? "delete-deposed" : "delete", [], observed);
  const deletion = buildOperation(
    { ...subject, tracked, observed },
    isCreateFirst ? "delete-deposed" : "delete",
    removal.steps,
    [],
    isCreateFirst ? { needs: [`create ${address}`] } : going,
  );
  const creation = planCreation(
    withoutObject(subject),
    isCreateFirst ? { deposes: true } : { needs: [`delete ${address}`], ...leftBehind(tracked) },
  );
  // Nothing is deleted whose new one cannot be made now.
  if (creation.operations === undefined) return { ...creation, isNotMade: false };
  const lost = listLost(leaving, observed);
  const entry: PlanEntry = {
    ...creation.entry,
    action: "replace",
    remoteId: observed.remoteId,
    ...(importing === undefined ? {} : { importing }),
    ...presentBoth(subject, observed),
    reason,
    fields: [...listRename(subject, observed), ...creation.entry.fields],
    steps: orderSteps(isCreateFirst, creation.entry.steps, removal.steps),
    lost,
    notes: [...because, ...noteLeftBehind(leaving, observed), isCreateFirst ? NEW_FIRST : OLD_FIRST],
  };
  return {
    ...creation,
    entry,
    operations: [deletion, ...creation.operations],
    edits: listSettingsEdits(subject, tracked),
    destructive: [describeDestruction(subject, observed, { lost, isExempt, removal })],
    diagnostics: [...removal.diagnostics, ...(creation.diagnostics ?? [])],
  };
}

/** The old one as it is, the new one as far as YAML says it, and what of that only the provider will tell. */
function presentBoth(subject: Subject, observed: Observed): Pick<PlanEntry, "before" | "after" | "unknown"> {
  const { desired } = bindAsNew(subject);
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  const { picture } = presentDesired(desired?.attributes ?? {}, subject.rules, desired?.secrets ?? []);
  const after = { name: desired?.name ?? "", ...picture };
  return { before, after, unknown: listComputed(subject.rules, after, before) };
}

/** The old one and the new one may be there at one time. */
function mayShareTime(subject: Subject, { name }: Observed): boolean {
  const { createFirst } = subject.rules;
  if (createFirst === "always") return true;
  return createFirst === "other-name" && !isSameText(bindAsNew(subject).desired?.name, name);
}

function listRename(subject: Subject, { name }: Observed): FieldChange[] {
  const { desired } = bindAsNew(subject);
  const isNamed = subject.rules.fields.some((rule) => rule.path === "name");
  if (!isNamed || desired === undefined || desired.name === name) return [];
  const change = { path: "name", before: name, after: desired.name, unknown: false, sensitive: false } as const;
  return [{ ...change, cause: "yours", effect: "now" }];
}

function describeDestruction(
  { address }: Subject,
  { name, remoteId }: Observed,
  about: { readonly lost: DestructiveStep["lost"]; readonly isExempt: boolean; readonly removal: StepsResult },
): DestructiveStep {
  const { lost, isExempt: exempt, removal } = about;
  const detail = [`${name} (${remoteId}) is deleted`, ...removal.destructive.map((item) => item.detail)].join("; ");
  return { address, kind: "replace", detail, lost, exempt };
}

/** What an earlier replacement left behind takes the place of the one that is deleted, until the new one deposes it. */
function leftBehind({ deposed = [] }: TrackedResource): { readonly deposes?: boolean } {
  return deposed.length === 0 ? {} : { deposes: true };
}

function orderSteps(isCreateFirst: boolean, creation: readonly string[], removal: readonly Step[]): string[] {
  const leaving = removal.map((step) => step.summary);
  return isCreateFirst ? [...creation, ...leaving] : [...leaving, ...creation];
}
