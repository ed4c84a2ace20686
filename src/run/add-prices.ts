// Asks for the prices of what a plan changes, once it is known what that is. A price that cannot be read is unknown.
import type { Configuration } from "../core/desired.ts";
import { ProviderError } from "../core/errors.ts";
import type { Plan } from "../core/plan.ts";
import type { Call, Facts, Provider } from "../core/provider.ts";
import type { PlanInput } from "../planner/plan-input.ts";
import { pricePlan } from "../planner/price-plan.ts";
import { listPriced } from "./list-priced.ts";

export interface PricesRequest {
  readonly configuration: Pick<Configuration, "policy">;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly call: Call;
}

export async function addPrices(
  request: PricesRequest,
  { plan, input }: { readonly plan: Plan; readonly input: PlanInput },
): Promise<Plan> {
  const entries = listPriced(plan, input);
  const facts = new Map<string, Facts>();
  for (const provider of request.providers.values()) {
    const { prices } = provider;
    const lookups = entries
      .filter((entry) => entry.provider === provider.id)
      .flatMap(({ before, after }) => [before, after].flatMap((side) => (side === undefined ? [] : [side])))
      .flatMap((priced) => (prices?.types.includes(priced.type) === true ? prices.lookups(priced) : []));
    if (lookups.length > 0) facts.set(provider.id, await resolvePrices(request, provider, lookups));
  }
  return pricePlan(
    plan,
    entries,
    (entry, priced) => request.providers.get(entry.provider)?.prices?.of(priced, facts.get(entry.provider) ?? {}),
    request.configuration.policy,
  );
}

async function resolvePrices(
  request: PricesRequest,
  provider: Provider,
  lookups: Parameters<Provider["resolve"]>[0],
): Promise<Facts> {
  try {
    return await provider.resolve(lookups, request.call);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return {};
  }
}
