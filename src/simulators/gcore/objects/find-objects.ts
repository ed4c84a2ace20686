// Objects as a call may see them: in its project and region, and shown by now. Changes nothing.
import type { JsonObject } from "../../engine/json.ts";
import type { Call } from "../routes/call.ts";
import { conflict, notFound } from "../routes/refusal.ts";
import { KINDS } from "./kinds.ts";
import type { Kind, RowOf, Stored } from "./world.ts";

export type Scope = Pick<Call, "world" | "now" | "projectId" | "regionId">;

/** Throws 404 for what is not there, or not in this project and region. */
export function find<K extends Kind>(scope: Scope, kind: K, id: string | number): Stored<RowOf[K]> {
  const found = look(scope, kind, id);
  if (!found) throw notFound(KINDS[kind].title, id);
  return found;
}

export function look<K extends Kind>(scope: Scope, kind: K, id: string | number): Stored<RowOf[K]> | undefined {
  const objects: Map<string, Stored<RowOf[K]>> = scope.world.account.objects[kind];
  const stored = objects.get(String(id));
  return stored && isVisible(scope, kind, stored) ? stored : undefined;
}

/** For a write: there, and held by no task, [ASSUMED] that a lock answers 409. */
export function findIdle<K extends Kind>(scope: Scope, kind: K, id: string | number): Stored<RowOf[K]> {
  const stored = find(scope, kind, id);
  refuseLocked(stored, KINDS[kind].title);
  return stored;
}

export function refuseLocked({ row }: Stored, title: string): void {
  const task = (row as JsonObject)["task_id"];
  if (typeof task === "string") throw conflict(`${title} ${String(row["id"])} is locked by task ${task}`);
}

export function listObjects<K extends Kind>(scope: Scope, kind: K): Stored<RowOf[K]>[] {
  const objects: Map<string, Stored<RowOf[K]>> = scope.world.account.objects[kind];
  return [...objects.values()].filter((stored) => isVisible(scope, kind, stored));
}

function isVisible(scope: Scope, kind: Kind, { row, visibleFrom }: Stored): boolean {
  if (visibleFrom > scope.now) return false;
  const where = KINDS[kind].scope;
  if (where === "client") return true;
  if (where === "region" && row["region_id"] !== scope.regionId) return false;
  return row["project_id"] === scope.projectId || isForEverybody(row);
}

/** Images of the vendor, networks that are shared, and what belongs to no project. */
function isForEverybody(row: JsonObject): boolean {
  const owner = row["project_id"];
  return row["visibility"] === "public" || row["shared"] === true || owner === null || owner === undefined;
}

export function remove(scope: Pick<Call, "world">, kind: Kind, id: string | number): void {
  scope.world.account.objects[kind].delete(String(id));
}

export function add<K extends Kind>(
  { world }: Pick<Call, "world">,
  kind: K,
  row: RowOf[K],
  visibleFrom = 0,
  inside: JsonObject = {},
): Stored<RowOf[K]> {
  const stored: Stored<RowOf[K]> = { row, visibleFrom, inside };
  const objects: Map<string, Stored<RowOf[K]>> = world.account.objects[kind];
  objects.set(String((row as JsonObject)[KINDS[kind].idKey]), stored);
  return stored;
}

/** The members that say where an object lives. */
export function place({ world, projectId, regionId }: Omit<Scope, "now">): {
  project_id: number;
  region_id: number;
  region: string;
} {
  const region = world.account.objects.regions.get(String(regionId))?.row.display_name ?? "";
  return { project_id: projectId, region_id: regionId, region };
}
