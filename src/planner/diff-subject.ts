// One resource's differences, and what they mean besides an update: debt, refusals, destruction. Pure.
import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import type { Json } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Debt, FieldChange } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { formatMiB } from "../core/units.ts";
import { type Diff, diffFields, type RuledChange } from "./diff-fields.ts";
import { formatDigestKey } from "./plan-input.ts";
import { nameOfExisting, nameOfSection, type Subject } from "./subject.ts";

export function diffSubject(subject: Subject, observed: Observed, tracked: TrackedResource | undefined): Diff {
  const { desired, world, address } = subject;
  if (desired === undefined) return { changes: [], notVerifiable: [] };
  return diffFields({
    address,
    rules: subject.rules,
    name: nameOfExisting({ ...subject, observed }) ?? desired.name,
    desired: desired.attributes,
    observed,
    tracked,
    isNew: subject.tracked === undefined,
    ignore: subject.lifecycle.ignore,
    secrets: desired.secrets,
    nameOf: nameOfSection(subject),
    isRenewed: (address) => world.decided.get(address) === "replace",
    isMade: (address) => world.decided.get(address) === "create",
    digestOf: (path) => world.input.digests.get(formatDigestKey(address, path)),
  });
}

export function listDebt(subject: Subject, diff: Diff): Debt[] {
  const waiting = diff.changes.filter((change) => change.kind === "rebuild" || change.kind === "replace");
  if (waiting.length === 0) return [];
  const needsReplace = waiting.some((change) => change.kind === "replace") || !subject.rules.mayRebuild;
  return [
    {
      address: subject.address,
      fields: waiting.map((change) => change.path),
      needs: needsReplace ? "replace" : "rebuild",
    },
  ];
}

export function listRefusals(subject: Subject, diff: Diff): Diagnostic[] {
  return diff.changes.flatMap((change) =>
    change.kind === "update" || change.kind === "renew" ? [] : describeRefusal(subject, change),
  );
}

/** What changed outside and cannot be changed back is left as it is: to write down what is there costs nothing. */
function describeRefusal(subject: Subject, change: RuledChange): Diagnostic[] {
  const isOutside = change.cause === "outside";
  if (!isOutside && change.kind !== "refuse" && change.kind !== "warn") return [];
  const isError = change.kind === "refuse" && !isOutside;
  const build = isError ? buildError : buildWarning;
  const range = subject.desired?.ranges[change.path] ?? subject.desired?.range;
  const [before, after] = [describe(change.before, change), describe(change.after, change)];
  const summary = isOutside
    ? `${subject.address}: ${change.path} was changed outside to ${before}; it cannot change back to ${after} in place`
    : `${subject.address}: ${change.path} cannot change from ${before} to ${after}`;
  const kept = change.kind === "warn" ? undefined : formatDeclaration(change);
  return [
    build(isError ? "provider.cannot-change" : "provider.left-alone", summary, {
      address: subject.address,
      ...(range === undefined ? {} : { range }),
      ...(change.note === undefined ? {} : { detail: change.note }),
      ...(kept === undefined ? {} : { fix: `to keep what is there, say ${kept}` }),
    }),
  ];
}

function describe(value: Json | undefined, { unit, sensitive }: RuledChange): string {
  if (sensitive) return "(sensitive)";
  return unit === "MiB" && typeof value === "number" ? formatMiB(value) : JSON.stringify(value ?? null);
}

/** The observed value as YAML says it; undefined where that is not one plain value. */
function formatDeclaration({ path, before, unit, sensitive, rule }: RuledChange): string | undefined {
  if (sensitive || rule.references !== undefined || before === undefined || before === null) return undefined;
  if (typeof before === "object") return undefined;
  const [last = path, parent] = path.split(".").reverse();
  const value =
    unit === "MiB" && typeof before === "number" ? formatMiB(before).replace(" ", "") : JSON.stringify(before);
  const line = `${last}: ${value}`;
  return parent === undefined ? line : `${parent}: { ${line} }`;
}

/** What the rules themselves call destructive: emptied keys, lowered retention. */
export function listRuledDestruction(
  updates: readonly RuledChange[],
): { kind: string; detail: string; fields: readonly string[] }[] {
  return updates.flatMap(({ rule: { destructive }, isDestructive, path }) =>
    destructive !== undefined && isDestructive
      ? [{ kind: destructive.kind, detail: destructive.detail, fields: [path] }]
      : [],
  );
}

export function toFieldChange({
  rule: _rule,
  kind: _kind,
  isDestructive: _isDestructive,
  ...change
}: RuledChange): FieldChange {
  return change;
}
