// What the page shows of this vendor's world. Changes nothing.
import type { JsonObject } from "../../engine/json.ts";
import {
  type ObjectKind,
  type Overview,
  percentOf,
  type ShownObject,
  type ShownOperation,
} from "../../engine/overview.ts";
import { KIND_NAMES, KINDS } from "../objects/kinds.ts";
import type { Kind, World } from "../objects/world.ts";

/** What people look for comes first; what the vendor offers comes last. */
const FIRST: readonly Kind[] = [
  "instances",
  "volumes",
  "snapshots",
  "ssh_keys",
  "floatingips",
  "lifecycle_policies",
  "tasks",
];
const LAST: readonly Kind[] = ["projects", "regions", "images", "apptemplates"];

export function overviewOf(world: World): Overview {
  const others = KIND_NAMES.filter((kind) => !FIRST.includes(kind) && !LAST.includes(kind));
  return {
    accounts: world.account.credentials.map(({ apiKey }) => ({ "API key": apiKey })),
    kinds: [...FIRST, ...others, ...LAST].map((kind) => showKind(world, kind)),
  };
}

function showKind(world: World, kind: Kind): ObjectKind {
  const rows: JsonObject[] = [...world.account.objects[kind].values()].map(({ row }) => row);
  const shown = rows.map((row) => showRow(world, kind, row));
  return { kind, objects: kind === "tasks" ? shown.reverse() : shown, ...(LAST.includes(kind) && { isOffer: true }) };
}

function showRow(world: World, kind: Kind, row: JsonObject): ShownObject {
  const text = (...names: string[]): string => {
    const found = names.map((name) => row[name]).find((value) => typeof value === "string" && value !== "");
    return String(found ?? "");
  };
  const id = String(row[KINDS[kind].idKey]);
  const name = text("name", "display_name", "floating_ip_address", "fixed_ip_address", "task_type", "mac_address");
  const operation = operationOf(world, kind === "tasks" ? id : row["task_id"]);
  return { id, name, state: text("status", "state"), ...(operation && { operation }) };
}

function operationOf({ happenings, clock }: World, taskId: unknown): ShownOperation | undefined {
  const end = happenings.find(({ task }) => task?.id === taskId);
  if (!end?.task) return undefined;
  const { type, startedAt } = end.task;
  return { type, percent: percentOf(startedAt, end.at, clock.now()), endsAt: end.at };
}
