// What the blocks of a plan's changes need, worked out once for all of them. Pure.
import { groupBy } from "../core/group-by.ts";
import { listCreateFirst } from "./action-words.ts";
import type { EntryContext } from "./format-entry.ts";
import type { SectionContext } from "./section-context.ts";

export function buildEntryContext({ plan, style, paint, options }: SectionContext): EntryContext {
  // An object beside the one of the address has an entry of its own, which is a deletion.
  const own = plan.destructive.filter(({ beside }) => beside !== true);
  const destructive = groupBy(own, (step) => step.address);
  const wires = new Map(
    plan.operations.flatMap((operation) =>
      operation.steps.map((step) => [`${operation.address} ${step.summary}`, step.wire]),
    ),
  );
  return {
    style,
    paint,
    isVerbose: options.verbose === true,
    isDestroy: plan.mode === "destroy",
    namesProviders: new Set(plan.entries.map((entry) => entry.provider)).size > 1,
    createFirst: listCreateFirst(plan.operations),
    destructive,
    wireOf: (address, summary) => wires.get(`${address} ${summary}`),
  };
}
