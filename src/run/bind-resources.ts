// Declared resources as they are compared and sent: with bound and derived attributes.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { withKnown } from "../core/known-names.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { withDerived } from "../planner/derive.ts";
import type { PlanInput } from "../planner/plan-input.ts";

/** Declared resources with bound and derived attributes, as the executor needs them. `made`: those that are made anew. */
export function bindResources(input: PlanInput, made: ReadonlySet<string>): ReadonlyMap<string, Desired> {
  const byAddress = new Map(input.resources.map((desired) => [desired.address, desired]));
  const find = (address: Address) => byAddress.get(address);
  const seen = indexSeen(input);
  return new Map(
    input.resources.flatMap((desired) => {
      const provider = input.providers.get(desired.provider);
      const rules = provider?.rules[desired.type];
      if (provider === undefined || rules === undefined) return [];
      const tracked = made.has(desired.address) ? undefined : input.state?.resources[desired.address];
      const observed =
        tracked === undefined ? undefined : seen.get(desired.provider)?.get(formatObjectKey("", tracked));
      const facts = withKnown(provider.facts, tracked?.names);
      const { attributes } = provider.bind(desired, facts, observed, tracked);
      const whole = withDerived(desired, attributes, rules, find, tracked?.applied);
      return [[desired.address, { ...desired, attributes: whole }] as const];
    }),
  );
}

/** By provider entry, what it holds by its key there. */
function indexSeen({ observed }: PlanInput): ReadonlyMap<string, ReadonlyMap<string, Observed>> {
  return new Map(
    [...observed].map(([id, objects]) => [
      id,
      new Map([...objects].reverse().map((object) => [formatObjectKey("", object), object])),
    ]),
  );
}
