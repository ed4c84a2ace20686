// What a provider makes only so often in a day: said at the plan, before the request that would be refused. Pure.

import type { Address } from "../core/address.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Operation } from "../core/step.ts";
import { DURATION_UNITS } from "../core/units.ts";
import type { World } from "./world.ts";

/** A warning only: what was made and deleted on the same day counts at the provider, but is in no list. */
export function checkDailyLimits(world: World, operations: readonly Operation[]): Diagnostic[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.action !== "create" || operation.parent === undefined) continue;
    const key = `${operation.account} ${operation.type} ${operation.parent}`;
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return [...groups.values()].flatMap((group) => checkGroup(world, group));
}

function checkGroup(world: World, group: readonly Operation[]): Diagnostic[] {
  const [first] = group;
  if (first?.parent === undefined) return [];
  const { parent, provider, type, account } = first;
  const rule = world.input.providers.get(provider)?.rules[type]?.perDay;
  if (rule === undefined) return [];
  const made = countMadeToday(world, { account, type, parent }, dayOf(world.input.nowMs, rule.hoursEast));
  if (made + group.length <= rule.limit) return [];
  const today = made === 0 ? "" : `, ${made} of today ${made === 1 ? "is" : "are"} there already`;
  return [
    {
      severity: "warning",
      code: "provider.daily-limit",
      address: parent,
      summary: `${parent}: ${group.length} ${type}${group.length === 1 ? "" : "s"} planned${today}, but ${rule.limit} a day is the limit`,
      detail: `${rule.because}\n${group.map(({ address }) => address).join("\n")}`,
      fix: "take the rest tomorrow: what the provider refuses is tried again by the next apply",
    },
  ];
}

function countMadeToday(
  world: World,
  { account, type, parent }: Pick<Operation, "account" | "type"> & { readonly parent: Address },
  today: string,
): number {
  return world
    .observedAt(account, type)
    .filter(
      ({ parentId, createdOn }) =>
        createdOn === today && parentId !== undefined && world.nameOf(account, "vm", parentId) === parent,
    ).length;
}

function dayOf(nowMs: number, hoursEast: number): string {
  return new Date(nowMs + hoursEast * DURATION_UNITS.h).toISOString().slice(0, 10);
}
