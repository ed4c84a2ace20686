// Through which provider entry a pending request is reached: one that leads to where it was sent, and no other.
import { describePlace } from "../core/place.ts";
import type { Intent } from "../core/state-document.ts";
import type { RunContext } from "./run-context.ts";

/** The entry may have been renamed since, or lead elsewhere; undefined where none leads there. */
export async function reachIntent(context: RunContext, intent: Intent): Promise<Intent | undefined> {
  const entries = listEntries(context, intent);
  const own = entries.filter((provider) => provider.id === intent.provider);
  for (const provider of [...own, ...entries.filter((other) => !own.includes(other))])
    if (await context.isAt(provider, intent.place)) return { ...intent, provider: provider.id };
  return undefined;
}

export function listEntries({ providers }: RunContext, { vendor }: Intent) {
  return [...providers.values()].filter((provider) => provider.vendor === vendor);
}

export function sayUnreached({ providers }: RunContext, { provider, vendor, place }: Intent): string {
  if (!providers.has(provider))
    return `the provider entry ${provider} is gone: restore it, so that the request can be settled`;
  return `it was sent to ${describePlace(vendor, place)}, and the provider entry ${provider} leads elsewhere now: restore its settings, so that the request can be settled`;
}
