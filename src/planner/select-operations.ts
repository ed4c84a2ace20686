// Narrowing a plan: targets, excludes, and everything that hangs on what is blocked. Pure.
import type { Address } from "../core/address.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { reach, reverseNeeds } from "../graph/dag.ts";
import { isListed } from "./subject.ts";

export interface Selection {
  readonly operations: readonly Operation[];
  /** Addresses whose operations were left out by --target or --exclude. */
  readonly leftOut: ReadonlySet<Address>;
}

/** `--target`: it and what it needs (a delete needs the deletes of what hangs on it). `--exclude`: it and what needs it. */
export function selectOperations(
  operations: readonly Operation[],
  targets: readonly Address[],
  excludes: readonly Address[],
): Selection {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]));
  const named = (patterns: readonly Address[]) =>
    operations.filter((operation) => isListed(operation.address, patterns)).map((operation) => operation.id);
  const targeted = targets.length === 0 ? new Set(needs.keys()) : reach(named(targets), needs);
  const excluded = reach(named(excludes), reverseNeeds(needs));
  const kept = operations.filter((operation) => targeted.has(operation.id) && !excluded.has(operation.id));
  const keptIds = new Set(kept.map((operation) => operation.id));
  return {
    operations: kept.map((operation) => ({ ...operation, needs: operation.needs.filter((id) => keptIds.has(id)) })),
    leftOut: new Set(
      operations.filter((operation) => !keptIds.has(operation.id)).map((operation) => operation.address),
    ),
  };
}

/** Takes out the operations of blocked addresses and all that need them; each of those is named as blocked, too. */
export function dropBlocked(
  operations: readonly Operation[],
  isBlocked: (operation: Operation) => string | undefined,
): { operations: readonly Operation[]; blocked: readonly BlockedEntry[] } {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]));
  const starts = operations.filter((operation) => isBlocked(operation) !== undefined);
  const dropped = reach(
    starts.map((operation) => operation.id),
    reverseNeeds(needs),
  );
  const direct = new Set(starts.map((operation) => operation.id));
  const blocked = operations
    .filter((operation) => dropped.has(operation.id) && !direct.has(operation.id))
    .map(
      (operation): BlockedEntry => ({
        address: operation.address,
        reason: `waits for ${starts
          .map((start) => start.address)
          .filter((address, index, all) => all.indexOf(address) === index)
          .join(", ")}`,
        undone: true,
      }),
    );
  return { operations: operations.filter((operation) => !dropped.has(operation.id)), blocked };
}
