// A declared resource with bound and derived attributes: as the object that it has, or as a new one. Pure.
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { TypeRules } from "../core/field-rule.ts";
import type { JsonObject } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import { withDerived } from "./derive.ts";
import type { PlanProvider } from "./plan-input.ts";
import type { World } from "./world.ts";

/** `applied`: what the record holds. The resource itself where binding changes nothing. */
export function withBound(
  desired: Desired,
  bound: JsonObject,
  { world, rules }: { readonly world: World; readonly rules: TypeRules },
  applied?: JsonObject,
): Desired {
  const attributes = withDerived(desired, bound, rules, world.declaredAt, applied);
  return attributes === desired.attributes ? desired : { ...desired, attributes };
}

interface Declared {
  readonly world: World;
  readonly provider: PlanProvider;
  readonly rules: TypeRules;
  /** Bound as the object that it has. */
  readonly desired: Desired | undefined;
  /** As YAML has it. */
  readonly declared: Desired | undefined;
  readonly observed: Observed | undefined;
}

interface BoundAsNew {
  readonly desired: Desired | undefined;
  /** Absent where that is how it is bound anyway. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** What the present object does not tell now is left out of `desired` alone. Of thousands that stay nothing is made anew. */
export function bindAsNew({ world, provider, desired, declared, observed, rules }: Declared): BoundAsNew {
  if (declared === undefined || observed === undefined) return { desired };
  const { bind, facts } = world.input.providers.get(declared.provider) ?? provider;
  const { attributes, diagnostics } = bind(declared, facts, undefined, undefined);
  return { desired: withBound(declared, attributes, { world, rules }), diagnostics };
}
