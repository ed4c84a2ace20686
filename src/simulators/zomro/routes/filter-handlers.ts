// `instances.filter` and its like: a filter that is kept on the server and that later lists obey, [CP].
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { JsonObject } from "../../engine/json.ts";
import type { FilterName, World } from "../objects/world.ts";
import { type Call, done, formOf, type Handler } from "./call.ts";
import { CHOSEN_FILTER_FIELDS, type FunctionRule, filterFields } from "./functions.ts";
import { nodes } from "./write-doc.ts";

export const editFilter: Handler = formOf(readFilter, (call) => {
  const name = filterOf(call);
  const fields = filterFields(name).map((field) => [field, call.form.text(field) ?? ""] as const);
  setFilter(call.world, name, Object.fromEntries(fields));
  return done(call);
});

function readFilter(call: Call): JsonObject {
  const name = filterOf(call);
  const active = call.world.account.filters[name] ?? {};
  const { neutralFilters } = call.world.account.quirks;
  const neutral = (field: string): string => (neutralFilters && CHOSEN_FILTER_FIELDS.has(field) ? "null" : "");
  return nodes({
    ...Object.fromEntries(filterFields(name).map((field) => [field, active[field] ?? neutral(field)])),
    ...(neutralFilters && { createdate: "nodate" }),
  });
}

/** A submitted filter replaces the earlier one whole; with every field empty there is none, [ASSUMED]. */
export function setFilter(world: World, name: FilterName, fields: Record<string, string>): void {
  const set = Object.entries(fields).filter(([, value]) => value !== "");
  world.account.filters[name] = Object.fromEntries(set);
}

const NAME_FIELD: Partial<Record<FilterName, string>> = { instances: "servername", sshkeys: "comment" };

/** Somebody has just set one in the panel. */
export function filterByFault(world: World, rule: FunctionRule, fault: FaultRule | undefined): void {
  if (!fault || !rule.filter) return;
  const field = fault.field ?? NAME_FIELD[rule.filter] ?? "name";
  setFilter(world, rule.filter, { [field]: fault.value ?? "set in the panel" });
}

function filterOf({ rule }: Call): FilterName {
  if (!rule.filter) throw new Error("the function has no filter");
  return rule.filter;
}
