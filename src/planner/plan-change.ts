// What to do about an object that exists: update, rebuild, replace, or leave it and say what is owed. Pure.
import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import { isSameJson } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Debt, DestructiveStep, FieldChange, PlanEntry, StateEdit } from "../core/plan.ts";
import type { StepsResult } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { mergeApplied, settingsOf, withoutPaths } from "../core/tracking.ts";
import { type Diff, diffFields, type RuledChange } from "./diff-fields.ts";
import type { Draft } from "./draft.ts";
import { formatDigestKey } from "./plan-input.ts";
import { planRebuild, planReplacement } from "./plan-replacement.ts";
import { presentAfter, presentObserved } from "./present.ts";
import {
  askSteps,
  buildEntry,
  buildOperation,
  findParentObserved,
  isListed,
  nameOfSection,
  type Subject,
} from "./subject.ts";

export type Importing = NonNullable<PlanEntry["importing"]> | undefined;

export function diffSubject(subject: Subject, observed: Observed, tracked: TrackedResource | undefined): Diff {
  const { desired, world, address } = subject;
  if (desired === undefined) return { changes: [], notVerifiable: [] };
  return diffFields({
    address,
    rules: subject.rules,
    name: desired.existing === undefined ? desired.name : (desired.existing.name ?? observed.name),
    desired: desired.attributes,
    observed,
    tracked,
    ignore: subject.lifecycle.ignore,
    secrets: desired.secrets,
    nameOf: nameOfSection(subject),
    digestOf: (path) => world.input.digests.get(formatDigestKey(address, path)),
  });
}

export function planChange(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
): Draft {
  const options = subject.world.input.options;
  const diff = diffSubject(subject, observed, tracked);
  const mayDestroy = tracked.existing !== true && subject.desired?.existing === undefined;
  const isHalfMade =
    tracked.halfMade?.fields.some((path) => diff.changes.some((change) => change.path === path)) === true;
  if (isHalfMade)
    return planReplacement(subject, observed, tracked, {
      reason: `half-made: ${tracked.halfMade?.reason ?? ""}`,
      isExempt: true,
    });
  const owesRebuild = diff.changes.some((change) => change.kind === "rebuild");
  const wantsReplace = mayDestroy && subject.rules.mayReplace && isListed(subject.address, options.replace);
  const wantsRebuild =
    mayDestroy &&
    subject.rules.mayRebuild &&
    (isListed(subject.address, options.rebuild) || (owesRebuild && subject.lifecycle.rebuild === "allow"));
  if ((wantsReplace || wantsRebuild) && subject.lifecycle.protect)
    return { ...planUpdate(subject, observed, tracked, importing, diff), diagnostics: [isProtectedError(subject)] };
  if (observed.condition === "blocked" && (wantsReplace || wantsRebuild))
    return planBlocked(subject, observed, tracked, importing, diff);
  if (wantsReplace)
    return planReplacement(subject, observed, tracked, { reason: "replace_by_request", isExempt: false });
  if (wantsRebuild) return planRebuild(subject, observed, tracked, diff, importing);
  return planUpdate(subject, observed, tracked, importing, diff);
}

function isProtectedError(subject: Subject): Diagnostic {
  return buildError("lifecycle.protected", `${subject.address} is protected: it can be neither replaced nor rebuilt`, {
    address: subject.address,
    ...(subject.desired === undefined ? {} : { range: subject.desired.range }),
    fix: "set lifecycle.protect: false and apply that first",
  });
}

function planUpdate(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
  diff: Diff,
): Draft {
  const updates = diff.changes.filter((change) => change.kind === "update");
  const parent = findParentObserved(subject);
  if (updates.length > 0 && (observed.condition === "blocked" || parent?.condition === "blocked"))
    return planBlocked(subject, observed, tracked, importing, diff);
  const asked = askSteps(
    subject,
    "update",
    updates.map((change) => change.path),
    observed,
  );
  const destructive = [...asked.destructive, ...ruledDestruction(updates)];
  const forbidden = subject.lifecycle.protect ? destructive.flatMap((item) => item.fields) : [];
  const allowed = updates.filter((change) => !forbidden.includes(change.path));
  const result =
    forbidden.length === 0
      ? asked
      : askSteps(
          subject,
          "update",
          allowed.map((change) => change.path),
          observed,
        );
  const blocked =
    forbidden.length === 0
      ? []
      : [
          {
            address: subject.address,
            reason: `protected: ${destructive.map((item) => item.detail).join("; ")}`,
            fix: "set lifecycle.protect: false to let it through",
            undone: true,
          },
        ];
  return {
    entry: buildChangeEntry(subject, observed, importing, diff, allowed, result),
    children: forbidden.length === 0 ? releasedChildren(subject, asked) : [],
    operations:
      result.steps.length === 0
        ? []
        : [
            buildOperation(
              { ...subject, tracked },
              "update",
              result.steps,
              allowed.map((change) => change.path),
            ),
          ],
    edits:
      importing === undefined ? refreshEdits(subject, observed, tracked, diff) : baselineEdits(subject, tracked, diff),
    destructive:
      forbidden.length > 0
        ? []
        : destructive.map(
            (item): DestructiveStep => ({
              address: childOf(item) ?? subject.address,
              kind: item.kind,
              detail: item.detail,
              lost: [],
              exempt: false,
            }),
          ),
    debt: listDebt(subject, diff),
    blocked,
    notVerifiable: diff.notVerifiable,
    diagnostics: [...result.diagnostics, ...refusals(subject, diff)],
  };
}

function childOf(item: StepsResult["destructive"][number] | { child?: undefined }): string | undefined {
  return "child" in item ? item.child : undefined;
}

function planBlocked(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  importing: Importing,
  diff: Diff,
): Draft {
  const reason =
    observed.conditionDetail ??
    findParentObserved(subject)?.conditionDetail ??
    "the object is in a state in which it cannot be changed";
  return {
    entry: buildChangeEntry(subject, observed, importing, diff, [], undefined),
    edits: importing === undefined ? refreshEdits(subject, observed, tracked, diff) : [],
    debt: listDebt(subject, diff),
    blocked: [{ address: subject.address, reason, undone: true }],
    diagnostics: refusals(subject, diff),
  };
}

function buildChangeEntry(
  subject: Subject,
  observed: Observed,
  importing: Importing,
  diff: Diff,
  updates: readonly RuledChange[],
  result: StepsResult | undefined,
): PlanEntry {
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  const secrets = subject.desired?.secrets ?? [];
  const sensitive = updates
    .filter((change) => change.sensitive || secrets.includes(change.path))
    .map((change) => change.path);
  const isUpdate = (result?.steps.length ?? 0) > 0;
  return buildEntry(subject, {
    action: isUpdate ? "update" : importing === undefined ? "no-op" : "adopt",
    ...(importing === undefined ? {} : { importing }),
    before,
    after: presentAfter(
      before,
      updates.filter((change) => change.rule.derived === undefined && change.rule.compare !== "disjoint"),
    ),
    sensitive,
    fields: diff.changes.filter((change) => updates.includes(change) || change.effect !== "now").map(toFieldChange),
    steps: result?.steps.map((step) => step.summary) ?? [],
    notes: result?.restart === true ? ["restarts the VM"] : [],
  });
}

export function toFieldChange({ rule: _rule, kind: _kind, ...change }: RuledChange): FieldChange {
  return change;
}

function ruledDestruction(
  updates: readonly RuledChange[],
): { kind: string; detail: string; fields: readonly string[] }[] {
  return updates.flatMap(({ rule, before, after, path }) => {
    const { destructive } = rule;
    if (destructive === undefined) return [];
    const isEmptied = destructive.when === "emptied" && Array.isArray(after) && after.length === 0;
    const isLowered =
      destructive.when === "lowered" && typeof before === "number" && typeof after === "number" && after < before;
    return isEmptied || isLowered ? [{ kind: destructive.kind, detail: destructive.detail, fields: [path] }] : [];
  });
}

function releasedChildren(subject: Subject, result: StepsResult): PlanEntry[] {
  return result.destructive.flatMap((item) =>
    item.child === undefined
      ? []
      : [
          buildEntry(subject, {
            action: "delete",
            address: item.child,
            child: true,
            before: { detail: item.detail },
            reason: "delete_by_declaration",
            notes: [item.detail],
          }),
        ],
  );
}

export function listDebt(subject: Subject, diff: Diff): Debt[] {
  const owed = diff.changes.filter((change) => change.kind === "rebuild" || change.kind === "replace");
  if (owed.length === 0) return [];
  const needsReplace = owed.some((change) => change.kind === "replace") || !subject.rules.mayRebuild;
  return [
    {
      address: subject.address,
      fields: owed.map((change) => change.path),
      needs: needsReplace ? "replace" : "rebuild",
    },
  ];
}

function refusals(subject: Subject, diff: Diff): Diagnostic[] {
  return diff.changes.flatMap((change) => {
    if (change.kind !== "refuse" && change.kind !== "warn") return [];
    const build = change.kind === "refuse" ? buildError : buildWarning;
    const range = subject.desired?.ranges[change.path] ?? subject.desired?.range;
    const summary = `${subject.address}: ${change.path} cannot change from ${JSON.stringify(change.before ?? null)} to ${JSON.stringify(change.after ?? null)}`;
    return [
      build(change.kind === "refuse" ? "provider.cannot-change" : "provider.left-alone", summary, {
        address: subject.address,
        ...(range === undefined ? {} : { range }),
        ...(change.note === undefined ? {} : { detail: change.note }),
      }),
    ];
  });
}

/** What a run learns of an object that it does not change: last observed values, settings that outlive the block. */
function refreshEdits(subject: Subject, observed: Observed, tracked: TrackedResource, diff: Diff): StateEdit[] {
  const { desired, rules, address } = subject;
  if (desired === undefined) return [];
  const differing = new Set(diff.changes.map((change) => change.path));
  const equal = rules.fields
    .filter(
      (rule) =>
        !differing.has(rule.path) &&
        (rule.readable || (rule.sensitive !== true && diff.notVerifiable.includes(rule.path))),
    )
    .map((rule) => rule.path);
  const { halfMade: _halfMade, ...record } = tracked;
  const resource: TrackedResource = {
    ...record,
    provider: desired.provider,
    name: observed.name,
    observed: withoutPaths(observed.attributes, desired.secrets),
    applied: mergeApplied(tracked.applied, withoutPaths(desired.attributes, desired.secrets), equal, rules),
    ...settingsOf(desired),
  };
  const baseline = baselinePaths(subject, diff);
  const previous = subject.world.tracked.get(address);
  if (baseline.length === 0 && previous !== undefined && isSameJson(previous as never, resource as never)) return [];
  return [{ kind: "track", address, resource, ...(baseline.length === 0 ? {} : { baseline }) }];
}

function baselineEdits(subject: Subject, tracked: TrackedResource, diff: Diff): StateEdit[] {
  const plain = subject.rules.fields
    .filter((rule) => rule.sensitive !== true && diff.notVerifiable.includes(rule.path))
    .map((rule) => rule.path);
  const resource = {
    ...tracked,
    applied: mergeApplied(
      tracked.applied,
      withoutPaths(subject.desired?.attributes ?? {}, subject.desired?.secrets ?? []),
      plain,
      subject.rules,
    ),
  };
  const baseline = baselinePaths(subject, diff);
  return diff.notVerifiable.length === 0
    ? []
    : [{ kind: "track", address: subject.address, resource, ...(baseline.length === 0 ? {} : { baseline }) }];
}

function baselinePaths(subject: Subject, diff: Diff): string[] {
  return subject.rules.fields
    .filter((rule) => rule.sensitive === true && diff.notVerifiable.includes(rule.path))
    .map((rule) => rule.path);
}
