// Declared resources as they are compared and sent: with bound and derived attributes.
import type { Desired } from "../core/desired.ts";
import { withKnown } from "../core/known-names.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { withDerived } from "../planner/derive.ts";
import type { PlanInput } from "../planner/plan-input.ts";

/** Declared resources with bound and derived attributes, as the executor needs them. `made`: those that are made anew. */
export function bindResources(input: PlanInput, made: ReadonlySet<string>): ReadonlyMap<string, Desired> {
  const byAddress = new Map(input.resources.map((desired) => [desired.address, desired]));
  return new Map(
    input.resources.flatMap((desired) => {
      const provider = input.providers.get(desired.provider);
      const rules = provider?.rules[desired.type];
      if (provider === undefined || rules === undefined) return [];
      const tracked = made.has(desired.address) ? undefined : input.state?.resources[desired.address];
      const facts = withKnown(provider.facts, tracked?.names);
      const { attributes } = provider.bind(desired, facts, findObserved(input, desired, tracked), tracked);
      const whole = withDerived(desired, attributes, rules, byAddress, tracked?.applied);
      return [[desired.address, { ...desired, attributes: whole }] as const];
    }),
  );
}

function findObserved(input: PlanInput, desired: Desired, tracked: TrackedResource | undefined): Observed | undefined {
  if (tracked === undefined) return undefined;
  return input.observed
    .get(desired.provider)
    ?.find(
      (object) =>
        object.type === tracked.type && object.remoteId === tracked.remoteId && object.parentId === tracked.parentId,
    );
}
