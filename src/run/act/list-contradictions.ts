// What YAML says of an object and is not so any more by an act: by the planner's own comparison, of this one object. Only reads.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { DiagnosticsError, ProviderError } from "../../core/errors.ts";
import { isSameValue } from "../../core/field-compare.ts";
import type { FieldRule } from "../../core/field-rule.ts";
import { jsonAt } from "../../core/json.ts";
import { withKnown } from "../../core/known-names.ts";
import type { Observed } from "../../core/observed.ts";
import type { FieldChange } from "../../core/plan.ts";
import type { Provider } from "../../core/provider.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";
import { formatDigestInput } from "../../core/tracking.ts";
import { observeObject } from "../../executor/observe-objects.ts";
import { type RunContext, rulesOf } from "../../executor/run-context.ts";
import { withDerived } from "../../planner/derive.ts";
import { diffFields, type NameOf } from "../../planner/diff-fields.ts";
import type { Contradiction } from "./act-run.ts";

export interface Before {
  readonly observed: Observed;
  readonly record: TrackedResource;
}

/** Empty where the object, or what its names mean, cannot be read now: the next plan tells. */
export async function listContradictions(
  context: RunContext,
  provider: Provider,
  address: Address,
  before: Before,
): Promise<readonly Contradiction[]> {
  const record = context.journal.document().resources[address];
  const desired = context.resources.get(address);
  if (record === undefined || desired === undefined) return [];
  try {
    const observed = await observeObject(provider, idOf(record), context.call);
    return observed === undefined ? [] : await compare(context, provider, { desired, record, observed, before });
  } catch (error) {
    if (error instanceof ProviderError || error instanceof DiagnosticsError) return [];
    throw error;
  }
}

const idOf = ({ type, remoteId, parentId }: TrackedResource) => ({
  type,
  remoteId,
  ...(parentId === undefined ? {} : { parentId }),
});

interface After extends Before {
  readonly desired: Desired;
  readonly before: Before;
}

async function compare(
  context: RunContext,
  provider: Provider,
  { desired, record, observed, before }: After,
): Promise<Contradiction[]> {
  const { address, lifecycle, secrets } = desired;
  const lookups = provider.lookups(desired, "update");
  const facts = withKnown(lookups.length === 0 ? {} : await provider.resolve(lookups, context.call), record.names);
  const rules = rulesOf(provider, desired.type);
  const bound = provider.bind(desired, facts, observed, record).attributes;
  const digests = await digestChanged(context, address, before.record, record, rules.fields);
  const { changes } = diffFields({
    ...{ address, rules, observed, secrets, tracked: record },
    name: observed.name,
    desired: withDerived(desired, bound, rules, (address) => context.resources.get(address), record.applied),
    isNew: false,
    ignore: lifecycle.ignore,
    nameOf: nameIn(context.journal.document()),
    isRenewed: () => false,
    isMade: () => false,
    digestOf: (path) => digests.get(path) ?? record.digests[path],
  });
  const isByAct = ({ path, observedAs = path, derived }: FieldRule) =>
    derived === undefined &&
    (digests.has(path) ||
      !isSameValue(jsonAt(before.observed.attributes, observedAs), jsonAt(observed.attributes, observedAs)));
  // What the provider does not tell in the state that the act has led to (the power, while it boots from an image) contradicts nothing.
  const isTold = ({ before: actual, sensitive }: FieldChange) =>
    sensitive || observed.condition !== "blocked" || (actual ?? null) !== null;
  return changes.filter((change) => isByAct(change.rule) && isTold(change)).map((change) => describe(desired, change));
}

/** Where YAML says it, as near as it can be told. */
function describe(
  { address, ranges, range }: Desired,
  { path, before: actual, after: declared, unit, sensitive }: FieldChange,
): Contradiction {
  const place = ranges[path] ?? ranges[path.split(".")[0] ?? path] ?? range;
  return {
    address,
    path,
    declared,
    actual,
    ...(unit === undefined ? {} : { unit }),
    isSensitive: sensitive,
    range: place,
  };
}

/** Of secrets that the act has set: what YAML says, as the record would hold it. */
async function digestChanged(
  { resources, digest }: RunContext,
  address: Address,
  before: TrackedResource,
  after: TrackedResource,
  rules: readonly FieldRule[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const rule of rules) {
    const value = jsonAt(resources.get(address)?.attributes, rule.path);
    const isSet = after.digests[rule.path] !== before.digests[rule.path];
    if (isSet && value !== undefined) found.set(rule.path, await digest(formatDigestInput(rule, value)));
  }
  return found;
}

const TYPES = { keys: "key", vms: "vm", snapshots: "snapshot", volumes: "volume", interfaces: "interface" } as const;

function nameIn({ resources }: StateDocument): NameOf {
  return (section, value, by) => {
    const found = Object.entries(resources).find(
      ([, record]) => record.type === TYPES[section] && (by === "name" ? record.name : record.remoteId) === value,
    );
    return found?.[0] ?? `#${value}`;
  };
}
