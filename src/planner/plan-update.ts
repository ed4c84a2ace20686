// The draft of an update in place: what may be changed now, what protection or the object's condition holds back. Pure.
import { objectAt } from "../core/entries.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { BlockedEntry, DestructiveStep, PlanEntry } from "../core/plan.ts";
import { NO_STEPS, type StepsResult } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import type { Diff, RuledChange } from "./diff-fields.ts";
import { listDebt, listRefusals, listRuledDestruction, toFieldChange } from "./diff-subject.ts";
import type { Draft, Importing } from "./draft.ts";
import { planReplacement } from "./plan-replacement.ts";
import { presentAfter, presentObserved } from "./present.ts";
import { listBaselineEdits, listRefreshEdits } from "./refresh-edits.ts";
import { askSteps, buildEntry, buildOperation, listParentsObserved, nameOfSection, type Subject } from "./subject.ts";

export interface UpdateRequest {
  readonly subject: Subject;
  readonly observed: Observed;
  readonly tracked: TrackedResource;
  readonly importing: Importing;
  readonly diff: Diff;
}

type Destruction = StepsResult["destructive"][number];

export function planUpdate(request: UpdateRequest): Draft {
  const { subject, observed, diff } = request;
  const updates = diff.changes.filter(
    (change) =>
      change.kind === "update" && !(change.path === subject.rules.belongs?.to && subject.parentFate === "made"),
  );
  if (updates.length > 0 && findBlocking(request) !== undefined) return planUnblocked(request, updates);
  const ask = (changes: readonly RuledChange[]) =>
    changes.length === 0
      ? NO_STEPS
      : askSteps(
          subject,
          "update",
          changes.map((change) => change.path),
          observed,
        );
  const asked = ask(updates);
  const destructive: Destruction[] = [...asked.destructive, ...listRuledDestruction(updates)];
  const forbidden = subject.lifecycle.protect ? destructive.flatMap((item) => item.fields) : [];
  if (forbidden.length === 0) return draftUpdate(request, updates, asked, destructive);
  const draft = draftUpdate(request, ...withoutForbidden(updates, forbidden, ask), []);
  return { ...draft, children: [], blocked: [protectedEntry(subject, destructive)] };
}

/** Of a blocked object only what leads out of its condition may change; the rest waits. */
function planUnblocked(request: UpdateRequest, updates: readonly RuledChange[]): Draft {
  const { subject, observed } = request;
  const possible = updates.filter((change) => observed.unblocked?.includes(change.path) === true);
  const waiting = planBlocked(request);
  if (possible.length === 0) return waiting;
  const result = askSteps(
    subject,
    "update",
    possible.map((change) => change.path),
    observed,
  );
  const draft = draftUpdate(request, possible, result, []);
  return possible.length === updates.length ? draft : { ...draft, blocked: waiting.blocked ?? [] };
}

/** Neither the forbidden fields nor any other that only the same request could bring about. */
function withoutForbidden(
  updates: readonly RuledChange[],
  forbidden: readonly string[],
  ask: (changes: readonly RuledChange[]) => StepsResult,
): [readonly RuledChange[], StepsResult] {
  const kept = updates.filter((change) => !forbidden.includes(change.path));
  const result = ask(kept);
  const mixed = new Set(
    result.steps.filter((step) => step.fields.some((path) => forbidden.includes(path))).flatMap((step) => step.fields),
  );
  if (mixed.size === 0) return [kept, result];
  const allowed = kept.filter((change) => !mixed.has(change.path));
  return [allowed, ask(allowed)];
}

function protectedEntry(subject: Subject, destructive: readonly Destruction[]): BlockedEntry {
  return {
    address: subject.address,
    reason: `protected: ${destructive.map((item) => item.detail).join("; ")}`,
    fix: "set lifecycle.protect: false to let it through",
    undone: true,
  };
}

function draftUpdate(
  request: UpdateRequest,
  updates: readonly RuledChange[],
  result: StepsResult,
  destructive: readonly Destruction[],
): Draft {
  const { subject, observed, tracked, importing, diff } = request;
  if (result === NO_STEPS && importing === undefined && diff.changes.length === 0) return draftSettled(request);
  const paths = updates.map((change) => change.path);
  const operation = (): Operation =>
    buildOperation({ ...subject, tracked }, "update", result.steps, paths, fallbackOf(request));
  return {
    entry: buildChangeEntry(request, updates, result),
    children: releasedChildren(subject, result),
    operations: result.steps.length === 0 ? [] : [operation()],
    edits:
      importing === undefined
        ? listRefreshEdits(subject, observed, tracked, diff)
        : listBaselineEdits(subject, tracked, diff),
    destructive: destructive.map(
      (item): DestructiveStep => ({
        address: item.child ?? subject.address,
        kind: item.kind,
        detail: item.detail,
        lost: [],
        exempt: false,
      }),
    ),
    debt: listDebt(subject, diff),
    notVerifiable: diff.notVerifiable,
    diagnostics: [...result.diagnostics, ...listRefusals(subject, diff)],
  };
}

/** Most of a large plan: the object is as YAML has it. */
function draftSettled({ subject, observed, tracked, diff }: UpdateRequest): Draft {
  const before = presentObserved(observed, subject.rules, nameOfSection(subject), subject.desired?.secrets);
  return {
    entry: buildEntry(subject, { action: "no-op", before, after: before }),
    edits: listRefreshEdits(subject, observed, tracked, diff),
    notVerifiable: diff.notVerifiable,
  };
}

const mayRenew = ({ rules, lifecycle }: Subject): boolean => rules.renewWhenRefused === true && !lifecycle.protect;

/** What is done instead if the provider refuses the change; shown with the plan. */
function fallbackOf({ subject, observed, tracked }: UpdateRequest): Pick<Operation, "fallback"> {
  if (!mayRenew(subject)) return {};
  const { operations = [] } = planReplacement(subject, observed, tracked, { reason: "refused", isExempt: false });
  return { fallback: operations };
}

function findBlocking({ subject, observed }: UpdateRequest): Observed | undefined {
  return [observed, ...listParentsObserved(subject)].find((object) => object.condition === "blocked");
}

/** Nothing may be sent to it now; what it would need is said, not planned. */
export function planBlocked(request: UpdateRequest): Draft {
  const { subject, observed, tracked, importing, diff } = request;
  const reason = findBlocking(request)?.conditionDetail ?? "the object is in a state in which it cannot be changed";
  return {
    entry: buildChangeEntry(request, [], undefined),
    edits: importing === undefined ? listRefreshEdits(subject, observed, tracked, diff) : [],
    debt: listDebt(subject, diff),
    blocked: [{ address: subject.address, reason, undone: true }],
    diagnostics: listRefusals(subject, diff),
  };
}

function buildChangeEntry(
  { subject, observed, importing, diff }: UpdateRequest,
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
      updates
        .filter((change) => change.rule.derived === undefined && change.rule.compare !== "disjoint")
        .map((change) => (change.rule.compare === "entries" ? withOthers(before, change) : change)),
    ),
    sensitive,
    fields: diff.changes.filter((change) => updates.includes(change) || change.effect !== "now").map(toFieldChange),
    steps: result?.steps.map((step) => step.summary) ?? [],
    notes: [
      ...(result?.restart === true ? ["restarts the VM"] : []),
      ...(isUpdate && mayRenew(subject) ? ["if the provider refuses: a new one first, then the old one goes"] : []),
    ],
  });
}

/** Entries that are not ours stay as they are. */
function withOthers(before: JsonObject, change: RuledChange): { path: string; after: Json } {
  const ours = isJsonObject(change.before) ? Object.keys(change.before) : [];
  const others = Object.entries(objectAt(before, change.path)).filter(([key]) => !ours.includes(key));
  return { path: change.path, after: { ...Object.fromEntries(others), ...(change.after as JsonObject) } };
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
