// Asks for the prices of what a plan changes, once it is known what that is. A price that cannot be read is unknown.
import type { Configuration } from "../core/desired.ts";
import { ProviderError } from "../core/errors.ts";
import type { Plan, PlanEntry } from "../core/plan.ts";
import type { Call, Facts, Provider } from "../core/provider.ts";
import { listPriced, pricePlan } from "../planner/price-plan.ts";

export interface PricesRequest {
  readonly configuration: Pick<Configuration, "policy">;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly call: Call;
}

export async function addPrices(request: PricesRequest, plan: Plan): Promise<Plan> {
  const facts = new Map<string, Facts>();
  for (const provider of request.providers.values()) {
    const { prices } = provider;
    const lookups = plan.entries
      .filter((entry) => isPriced(provider, entry))
      .flatMap((entry) => Object.values(listPriced(entry)).flatMap((priced) => prices?.lookups(priced) ?? []));
    if (lookups.length > 0) facts.set(provider.id, await resolvePrices(request, provider, lookups));
  }
  const find = (entry: PlanEntry) => request.providers.get(entry.provider);
  return pricePlan(
    plan,
    (entry) => find(entry)?.rules[entry.type]?.costs,
    (entry, priced) => find(entry)?.prices?.of(priced, facts.get(entry.provider) ?? {}),
    request.configuration.policy,
  );
}

function isPriced(provider: Provider | undefined, entry: PlanEntry): boolean {
  return provider?.id === entry.provider && provider.prices?.types.includes(entry.type) === true;
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
