// A provider as one object's record knows it: with what its names meant when they were last looked up. Pure.
import { withKnown } from "../core/known-names.ts";
import type { Facts } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { PlanProvider } from "./plan-input.ts";

/** For all objects with the same names it is the same one. */
export function withNames(provider: PlanProvider, names: TrackedResource["names"]): PlanProvider {
  const facts = withKnown(provider.facts, names);
  if (facts === provider.facts) return provider;
  const byFacts = informed.get(provider) ?? new Map<Facts, PlanProvider>();
  informed.set(provider, byFacts);
  const known = byFacts.get(facts);
  if (known !== undefined) return known;
  if (byFacts.size >= MOST_INFORMED) byFacts.clear();
  const made = { ...provider, facts };
  byFacts.set(facts, made);
  return made;
}

const informed = new WeakMap<PlanProvider, Map<Facts, PlanProvider>>();
const MOST_INFORMED = 100;
