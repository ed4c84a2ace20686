// After a creation whose object carries no mark: whether the one request has made more than one. Any proxy on the way may
// send a GET twice and pass on one answer. Looks only; what is found is told, never touched.
import type { Observed } from "../core/observed.ts";
import type { Intent, Surplus } from "../core/state-document.ts";
import { buildSurplusDiagnostic } from "../core/surplus.ts";
import { pickFresh, searchOf } from "./fresh-objects.ts";
import { observeNamesakes } from "./observe-objects.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";

/** Counts the new objects with the natural key of `made` against the ids that the intent has kept. */
export async function findSurplus(context: RunContext, intent: Intent, made: Observed): Promise<readonly Surplus[]> {
  const provider = providerOf(context, intent.provider);
  if (intent.settle.by !== "match" || rulesOf(provider, intent.type).marked === true) return [];
  const until = context.clock.monotonic() + provider.settings.visibilityGraceMs;
  for (;;) {
    const namesakes = await observeNamesakes(
      provider,
      { ...searchOf(context, provider, intent), name: made.name },
      context.call,
    );
    const left = until - context.clock.monotonic();
    // A list that lacks what was made may lack the other, too.
    if (namesakes.some((object) => object.remoteId === made.remoteId) || left <= 0) {
      const others = namesakes.filter((object) => object.remoteId !== made.remoteId);
      const fresh = await pickFresh(context, provider, intent, others);
      return fresh.map((object) => buildSurplus(intent, object, made));
    }
    await context.clock.sleep(Math.min(left, provider.settings.pollIntervalMs), context.stop.waiting);
  }
}

function buildSurplus(intent: Intent, { remoteId, name, parentId }: Observed, made: Observed): Surplus {
  const { type, vendor, provider, place, address } = intent;
  const parent = parentId === undefined ? {} : { parentId };
  return { type, vendor, provider, place, remoteId, name, ...parent, address, keptId: made.remoteId };
}

export function tellSurplus({ emit }: RunContext, found: readonly Surplus[]): void {
  for (const surplus of found) emit({ type: "diagnostic", diagnostic: buildSurplusDiagnostic(surplus) });
}
