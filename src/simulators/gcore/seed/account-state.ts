// The account → a plain copy in the shape of a seed, plus `inside`: what no call shows. Leaves credentials out.
import type { JsonObject } from "../../engine/json.ts";
import { KIND_NAMES } from "../objects/kinds.ts";
import type { Stored, World } from "../objects/world.ts";

export function accountState({ account }: World): JsonObject {
  const rows = KIND_NAMES.map((kind) => [kind, [...account.objects[kind].values()].map(({ row }) => row)] as const);
  const inside = KIND_NAMES.map((kind) => [kind, hidden(account.objects[kind])] as const);
  const state = {
    ...Object.fromEntries(rows),
    client: account.client,
    flavors: Object.fromEntries(account.flavors),
    capacity: account.capacity,
    quotas: account.quotas,
    prices: account.prices,
    name_templates: account.nameTemplates,
    quirks: account.quirks,
    durations: account.durations,
    inside: Object.fromEntries(inside.filter(([, objects]) => Object.keys(objects).length > 0)),
  };
  return structuredClone(state) as unknown as JsonObject;
}

function hidden(objects: ReadonlyMap<string, Stored>): JsonObject {
  const entries = [...objects].filter(([, { inside }]) => Object.keys(inside).length > 0);
  return Object.fromEntries(entries.map(([id, { inside }]) => [id, inside]));
}
