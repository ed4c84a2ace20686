// Programs on the way to a provider that have told of themselves: a warning where they could send a change twice, and a
// refusal where the policy wants none; and caches that answer in the provider's place. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Refusal } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import type { PlanProvider } from "./plan-input.ts";
import type { World } from "./world.ts";

export function tellIntermediaries({ input }: World): Diagnostic[] {
  return [...input.providers.values()].flatMap((provider) => [...tellRepeaters(provider), ...tellCaches(provider)]);
}

/** Only where something would be sent: looking does no harm. */
export function refuseIntermediaries({ input }: World, operations: readonly Operation[]): Refusal[] {
  if (input.policy.intermediaries !== "refuse") return [];
  const used = new Set(operations.map(({ provider }) => provider));
  return [...input.providers.values()]
    .filter(({ id, marks = [] }) => used.has(id) && marks.length > 0)
    .map(({ id, marks = [] }) => ({
      code: "guard.intermediaries",
      summary: `policy.intermediaries refuses what could be sent twice: ${id} is reached through a program that has told of itself (${marks.join(", ")})`,
      flag: "policy: { intermediaries: warn }",
      unattendedOnly: false,
    }));
}

function tellRepeaters({ id, marks = [] }: PlanProvider): Diagnostic[] {
  if (marks.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "http.intermediary",
      summary: `${id} is reached through a proxy, a cache or a load balancer: ${marks.join(", ")}`,
      detail: `${id} changes everything by GET, and such programs may send a GET twice: an order could buy two machines. What is made twice is told, never deleted by itself.`,
      fix: "let the requests to this provider go around it (NO_PROXY, or the endpoint), or refuse to send through it with policy: { intermediaries: refuse }",
    },
  ];
}

function tellCaches({ id, cachedBecause }: PlanProvider): Diagnostic[] {
  if (cachedBecause === undefined) return [];
  return [
    {
      severity: "warning",
      code: "http.cache",
      summary: `${id}: ${cachedBecause}`,
      detail:
        "What a look does not show may be there: nothing is taken for absent or gone, whatever was said or waited for.",
      fix: "let the requests to this provider go around the cache",
    },
  ];
}
