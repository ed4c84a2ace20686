// Which declared resources --target and --exclude are about: what is left out is not judged either. Pure.
import { type Address, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Json } from "../core/json.ts";
import { reach, reverseNeeds } from "../graph/dag.ts";
import type { PlanOptions } from "./plan-input.ts";
import { isListed } from "./subject.ts";

/** Undefined: all of them. What is not declared is not among the keys: its own diagnostics always count. */
export function listConcerned(
  declared: ReadonlyMap<Address, Desired>,
  { targets, excludes, leaves = [] }: Pick<PlanOptions, "targets" | "excludes" | "leaves">,
): ReadonlySet<Address> | undefined {
  if (targets.length === 0 && excludes.length === 0 && leaves.length === 0) return undefined;
  const named = (patterns: readonly Address[]) => [...declared.keys()].filter((address) => isListed(address, patterns));
  // A machine needs what it is made of; a part of it can be changed by itself, but goes with an excluded machine.
  const targeted =
    targets.length === 0
      ? new Set(declared.keys())
      : reach(
          named(targets),
          listNeeds(declared, (machine, part) => [machine, part]),
        );
  const excluded = reach(named(excludes), reverseNeeds(listNeeds(declared, (machine, part) => [part, machine])));
  for (const address of leaves) excluded.add(address);
  return new Set([...declared.keys()].filter((address) => targeted.has(address) && !excluded.has(address)));
}

/** What refers to another resource needs it. */
function listNeeds(
  declared: ReadonlyMap<Address, Desired>,
  relate: (machine: Address, part: Address) => readonly [Address, Address],
): Map<Address, Address[]> {
  const needs = new Map<Address, Address[]>([...declared.keys()].map((address) => [address, []]));
  for (const [address, { attributes, dependsOn }] of declared) {
    const machine = resourceOf(address);
    const referred = [...listTexts(attributes), ...dependsOn].filter(
      (other) => declared.has(other) && other !== machine,
    );
    needs.get(address)?.push(...referred);
    if (machine === address) continue;
    const [from, to] = relate(machine, address);
    needs.get(from)?.push(to);
  }
  return needs;
}

function listTexts(value: Json): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap((item) => listTexts(item as Json))
    : [];
}
