// Narrowing a plan: targets, excludes, and everything that hangs on what is blocked. Pure.

import type { Address } from "../core/address.ts";
import { isDeletedByParent } from "../core/belongs.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { reach, reverseNeeds } from "../graph/dag.ts";
import type { PlanOptions } from "./plan-input.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

export interface Selection {
  readonly operations: readonly Operation[];
  /** Addresses whose operations were left out by --target or --exclude. */
  readonly leftOut: ReadonlySet<Address>;
}

/** `--target`: it and what it needs (a delete needs the deletes of what hangs on it). `--exclude`: it and what needs it. */
export function selectOperations(
  world: World,
  operations: readonly Operation[],
  { targets, excludes, leaves = [] }: Pick<PlanOptions, "targets" | "excludes" | "leaves">,
): Selection {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]));
  const halves = pairHalves(operations);
  const named = (patterns: readonly Address[]) =>
    operations.filter((operation) => isListed(operation.address, patterns)).map((operation) => operation.id);
  const targeted =
    targets.length === 0
      ? new Set(needs.keys())
      : reach(named(targets), join(withoutParents(operations, needs), halves, listNamedParts(operations)));
  const excluded = reach(
    [...named(excludes), ...listHolders(world, operations, excludes)],
    join(reverseNeeds(needs), halves),
  );
  const left = new Set(leaves);
  const kept = operations.filter(
    ({ id, action, address }) => targeted.has(id) && !excluded.has(id) && !(action === "update" && left.has(address)),
  );
  const keptIds = new Set(kept.map((operation) => operation.id));
  return {
    operations: kept.map((operation) => ({ ...operation, needs: operation.needs.filter((id) => keptIds.has(id)) })),
    leftOut: new Set(
      operations.filter((operation) => !keptIds.has(operation.id)).map((operation) => operation.address),
    ),
  };
}

type Edges = ReadonlyMap<string, readonly string[]>;

function join(...all: readonly Edges[]): Edges {
  const joined = new Map<string, string[]>();
  for (const edges of all) for (const [id, others] of edges) joined.set(id, [...(joined.get(id) ?? []), ...others]);
  return joined;
}

/** A replacement is done as a whole or not at all: without the new one the old one stays, and the other way round. */
function pairHalves(operations: readonly Operation[]): Edges {
  const ids = new Set(operations.map((operation) => operation.id));
  const pairs = operations
    .filter((operation) => operation.action === "create")
    .flatMap(({ id, address }) =>
      [`delete ${address}`, `delete-deposed ${address}`]
        .filter((other) => ids.has(other))
        .map((other) => [id, other] as const),
    );
  return join(
    new Map(pairs.map(([made, gone]) => [made, [gone]])),
    new Map(pairs.map(([made, gone]) => [gone, [made]])),
  );
}

/** A part that could go by itself only goes after its parent: it does not need the parent to go. */
function withoutParents(operations: readonly Operation[], needs: Edges): Edges {
  const parents = new Map(
    operations.map((operation) => [operation.id, isDeletedByParent(operation) ? operation.parent : undefined]),
  );
  return new Map(
    [...needs].map(([id, others]) => [id, others.filter((other) => other !== `delete ${parents.get(id)}`)]),
  );
}

/** The request that deletes a parent names those parts: whoever asks for it asks for them, too. */
function listNamedParts(operations: readonly Operation[]): Edges {
  const named = operations.filter(isDeletedByParent);
  return join(...named.map(({ id, parent = "" }) => new Map([[`delete ${parent}`, [id]]])));
}

/** What would take an excluded part along: a part that cannot stand apart dies with its parent. */
function listHolders(world: World, operations: readonly Operation[], excludes: readonly Address[]): string[] {
  const kept = new Set(
    [...world.tracked].flatMap(([address, { parent, vendor, place, type }]) =>
      parent !== undefined &&
      isListed(address, excludes) &&
      world.providerAt(vendor, place)?.rules[type]?.belongs?.how !== "apart"
        ? [parent]
        : [],
    ),
  );
  return operations
    .filter(({ action, address }) => action !== "create" && action !== "update" && kept.has(address))
    .map((operation) => operation.id);
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
    join(reverseNeeds(needs), pairHalves(operations)),
  );
  const direct = new Set(starts.map((operation) => operation.id));
  const blocked = operations
    .filter(
      (operation, index, all) =>
        dropped.has(operation.id) &&
        !direct.has(operation.id) &&
        all.findIndex((other) => other.address === operation.address && dropped.has(other.id)) === index,
    )
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
