// What a run learns of an object without changing it, as edits of its record. Pure.
import { isSameJson, jsonAt } from "../core/json.ts";
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
  const { desired, rules, address } = subject;
  if (desired === undefined) return [];
  const differing = new Set(diff.changes.map((change) => change.path));
  const equal = rules.fields
    .filter(
      (rule) =>
        !differing.has(rule.path) &&
        (rule.readable || (!isSecretField(rule, desired.secrets) && diff.notVerifiable.includes(rule.path))),
    )
    .map((rule) => rule.path);
  // What YAML took literally so far and now takes from a secret reference, unchanged.
  const exposed = rules.fields
    .filter((rule) => !rule.readable && rule.derived === undefined && !differing.has(rule.path))
    .filter((rule) => isSecretField(rule, desired.secrets) && jsonAt(tracked.applied, rule.path) !== undefined)
    .map((rule) => rule.path);
  const kept = withoutClear(withoutPaths(tracked.applied, exposed), desired.secrets);
  const { halfMade: _halfMade, ...record } = tracked;
  const resource: TrackedResource = {
    ...record,
    provider: desired.provider,
    name: observed.name,
    observed: withoutPaths(observed.attributes, desired.secrets),
    applied: mergeApplied(kept, withoutSecrets(desired, rules), equal, rules),
    ...settingsOf(desired),
    ...(desired.existing === undefined ? {} : { existing: true }),
    ...namesOf(subject),
  };
  const baseline = [...baselinePaths(subject, diff), ...exposed];
  const previous = subject.world.tracked.get(address);
  if (baseline.length === 0 && previous !== undefined && isSameJson(previous as never, resource as never)) return [];
  return [{ kind: "track", address, resource, ...(baseline.length === 0 ? {} : { baseline }) }];
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
