// Names that requests refer to, looked up once in a run: whoever asks while a look-up is under way shares the next one. What
// the vendor says is not to be kept is looked up again.
import { createBatches } from "../core/batches.ts";
import type { Clock } from "../core/clock.ts";
import type { Call, Facts, Lookup, LookupResult, Provider } from "../core/provider.ts";
import { formatLookup } from "../core/step.ts";

export type ResolveNames = (provider: Provider, lookups: readonly Lookup[]) => Promise<Facts>;

interface Known {
  readonly result: LookupResult;
  readonly at: number;
}

export function createResolveNames(clock: Pick<Clock, "monotonic">, call: Call): ResolveNames {
  const asks = new Map<string, (lookup: Lookup) => Promise<LookupResult | undefined>>();
  return async (provider, lookups) => {
    const ask = asks.get(provider.id) ?? createAsk(provider, clock, call);
    asks.set(provider.id, ask);
    const found = await Promise.all(
      lookups.map(async (lookup) => [formatLookup(lookup.kind, lookup.by), await ask(lookup)] as const),
    );
    return Object.fromEntries(found.flatMap(([key, result]) => (result === undefined ? [] : [[key, result] as const])));
  };
}

/** What was not found may be there the next time. */
function createAsk(provider: Provider, clock: Pick<Clock, "monotonic">, call: Call) {
  const known = new Map<string, Known>();
  const keyOf = ({ kind, by }: Lookup): string => formatLookup(kind, by);
  const ask = createBatches<Lookup, LookupResult | undefined>(async (lookups) => {
    const at = clock.monotonic();
    const facts = await provider.resolve(lookups, call);
    for (const [key, result] of Object.entries(facts)) if (result.found) known.set(key, { result, at });
    return lookups.map((lookup) => facts[keyOf(lookup)]);
  }, keyOf);
  return async (lookup: Lookup): Promise<LookupResult | undefined> => {
    const found = known.get(keyOf(lookup));
    const mostMs = provider.lookupMostAgeMs?.[lookup.kind] ?? Number.POSITIVE_INFINITY;
    return found !== undefined && clock.monotonic() - found.at <= mostMs ? found.result : ask(lookup);
  };
}
