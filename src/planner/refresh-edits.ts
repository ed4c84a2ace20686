// What a run learns of an object without changing it, as edits of its record. Pure.
import type { Desired } from "../core/desired.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { isSameJson, type Json, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { StateEdit } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import {
  isSecretField,
  mergeApplied,
  settingsOf,
  withoutClear,
  withoutPaths,
  withoutSecrets,
} from "../core/tracking.ts";
import type { Diff } from "./diff-fields.ts";
import { recordNames } from "./names.ts";
import type { Subject } from "./subject.ts";

/** What a run learns of an object that it does not change: last observed values, settings that outlive the block. */
export function listRefreshEdits(
  subject: Subject,
  observed: Observed,
  tracked: TrackedResource,
  diff: Diff,
): StateEdit[] {
  const { desired, address, world } = subject;
  if (desired === undefined) return [];
  const { equal, exposed } = listConfirmed(subject.rules, desired, tracked, diff);
  const kept = withoutClear(withoutPaths(tracked.applied, exposed), desired.secrets);
  const learned: Learned = {
    provider: desired.provider,
    name: observed.name,
    observed: withoutPaths(observed.attributes, desired.secrets),
    applied: mergeApplied(kept, withoutSecrets(desired, subject.rules), equal, subject.rules),
    ...settingsOf(desired),
    existing: desired.existing === undefined ? tracked.existing : true,
    names: namesOf(subject).names,
  };
  const baseline = [...baselinePaths(subject, diff), ...exposed];
  if (baseline.length === 0 && world.tracked.get(address) === tracked && isOnRecord(tracked, learned)) return [];
  const { halfMade: _halfMade, ...record } = tracked;
  const { existing, names, ...changed } = learned;
  const resource: TrackedResource = {
    ...record,
    ...changed,
    ...(existing === undefined ? {} : { existing }),
    ...(names === undefined ? {} : { names }),
  };
  return [{ kind: "track", address, resource, ...(baseline.length === 0 ? {} : { baseline }) }];
}

type Learned = Pick<
  TrackedResource,
  "provider" | "name" | "observed" | "applied" | "lifecycle" | "timeouts" | "dependsOn"
> & {
  readonly [key in "existing" | "names"]: TrackedResource[key] | undefined;
};

/** Of thousands that stay as they are nothing is copied. */
function isOnRecord(tracked: TrackedResource, learned: Learned): boolean {
  const isSame = (key: keyof Learned) => isSameJson(tracked[key] as Json | undefined, learned[key] as Json | undefined);
  return tracked.halfMade === undefined && (Object.keys(learned) as (keyof Learned)[]).every(isSame);
}

/**
 * `equal`: fields that are as YAML has them, or are taken to be. `exposed`: what YAML took literally so far and now takes from a
 * secret reference, unchanged.
 */
function listConfirmed({ fields }: TypeRules, { secrets }: Desired, { applied }: TrackedResource, diff: Diff) {
  const [equal, exposed]: [string[], string[]] = [[], []];
  for (const rule of fields) {
    const { path } = rule;
    if (diff.changes.some((change) => change.path === path)) continue;
    if (rule.readable) {
      equal.push(path);
      continue;
    }
    const isSecret = isSecretField(rule, secrets);
    if (!isSecret && diff.notVerifiable.includes(path)) equal.push(path);
    if (isSecret && rule.derived === undefined && jsonAt(applied, path) !== undefined) exposed.push(path);
  }
  return { equal, exposed };
}

/** What YAML does not say any more is forgotten with the next record. */
function namesOf({ desired, provider, tracked }: Subject): Pick<TrackedResource, "names"> {
  const names = desired === undefined ? {} : recordNames(provider, desired, provider.facts);
  return Object.keys(names).length === 0 && tracked?.names === undefined ? {} : { names };
}

/** Settings hold from now on, also where the object itself is made or installed anew. */
export function listSettingsEdits({ desired, address, world }: Subject, tracked: TrackedResource): StateEdit[] {
  if (desired === undefined || !world.tracked.has(address)) return [];
  const resource: TrackedResource = { ...tracked, ...settingsOf(desired) };
  return isSameJson(tracked as never, resource as never) ? [] : [{ kind: "track", address, resource }];
}

/** The record of an object that is taken over, with write-only fields taken as they are declared. */
export function listBaselineEdits(subject: Subject, tracked: TrackedResource, diff: Diff): StateEdit[] {
  const plain = subject.rules.fields
    .filter((rule) => !isSecretField(rule, subject.desired?.secrets ?? []) && diff.notVerifiable.includes(rule.path))
    .map((rule) => rule.path);
  const resource = {
    ...tracked,
    applied: mergeApplied(
      tracked.applied,
      subject.desired === undefined ? {} : withoutSecrets(subject.desired, subject.rules),
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
    .filter((rule) => isSecretField(rule, subject.desired?.secrets ?? []) && diff.notVerifiable.includes(rule.path))
    .map((rule) => rule.path);
}
