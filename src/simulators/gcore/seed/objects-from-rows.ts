// The sections of a seed → the account's objects, each kind by the same rules: known place, one id once, whole rows.
import type { JsonObject } from "../../engine/json.ts";
import { asArray, asObject, optional } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import { KIND_NAMES, KINDS } from "../objects/kinds.ts";
import type { Kind, Objects, RowOf, Stored } from "../objects/world.ts";
import { COMPLETE } from "./complete-rows.ts";
import type { Home } from "./row-shapes.ts";

/** The place of rows that do not say theirs, when a seed names no project or region. */
const FALLBACK = { project: 77, region: 76 };

export function objectsFromRows(
  seed: JsonObject,
  where: string,
  now: string,
  client: { id: number; user_id: number },
): Objects {
  const home = homeOf(seed, where, now, client);
  const inside = optional(seed, "inside", where, asObject) ?? {};
  const kinds = KIND_NAMES.map((kind) => {
    const rows = optional(seed, kind, where, asArray) ?? [];
    const hidden = optional(inside, kind, `${where}.inside`, asObject) ?? {};
    return [kind, readKind(kind, rows, { where: `${where}.${kind}`, home, hidden })];
  });
  return Object.fromEntries(kinds) as Objects;
}

/** One row of a kind, for outside changes. */
export function completeRow<K extends Kind>(kind: K, value: unknown, where: string, home: Home): RowOf[K] {
  return COMPLETE[kind](withLegacyNames(kind, asObject(value, where)), where, home);
}

interface Reading {
  where: string;
  home: Home;
  hidden: JsonObject;
}

function readKind<K extends Kind>(kind: K, rows: readonly unknown[], reading: Reading): Map<string, Stored<RowOf[K]>> {
  const found = new Map<string, Stored<RowOf[K]>>();
  const problems: string[] = [];
  rows.forEach((value, index) => {
    try {
      const row = completeRow(kind, value, `${reading.where}[${index}]`, reading.home);
      const id = String((row as JsonObject)[KINDS[kind].idKey]);
      if (found.has(id)) throw new SimInputError([`${reading.where}: the id ${id} is there twice`]);
      const inside = reading.hidden[id];
      found.set(id, {
        row,
        visibleFrom: 0,
        inside: inside === undefined ? {} : asObject(inside, `${reading.where}.inside`),
      });
    } catch (error) {
      if (!(error instanceof SimInputError)) throw error;
      problems.push(...error.problems);
    }
  });
  if (problems.length > 0) throw new SimInputError(problems);
  return found;
}

/** The older keys of instances stand for today's, as in answers to older clients. */
function withLegacyNames(kind: Kind, row: JsonObject): JsonObject {
  if (kind !== "instances") return row;
  const {
    instance_id,
    instance_name,
    instance_created,
    keypair_name,
    metadata: _map,
    metadata_detailed,
    ...rest
  } = row;
  const older: JsonObject = {
    ...(instance_id !== undefined && { id: instance_id }),
    ...(instance_name !== undefined && { name: instance_name }),
    ...(instance_created !== undefined && { created_at: instance_created }),
    ...(keypair_name !== undefined && { ssh_key_name: keypair_name }),
    ...(metadata_detailed !== undefined && { tags: metadata_detailed }),
  };
  return { ...older, ...rest };
}

function homeOf(seed: JsonObject, where: string, now: string, client: { id: number; user_id: number }): Home {
  const rows = (kind: string): JsonObject[] =>
    (optional(seed, kind, where, asArray) ?? []).map((row, index) => asObject(row, `${where}.${kind}[${index}]`));
  const regions = rows("regions");
  const first = (kind: JsonObject[]): number | undefined =>
    typeof kind[0]?.["id"] === "number" ? kind[0]["id"] : undefined;
  const someRow = rows("instances")[0];
  const named = (key: string): number | undefined => (typeof someRow?.[key] === "number" ? someRow[key] : undefined);
  return {
    projectId: first(rows("projects")) ?? named("project_id") ?? FALLBACK.project,
    regionId: first(regions) ?? named("region_id") ?? FALLBACK.region,
    regionName: (id) => String(regions.find((row) => row["id"] === id)?.["display_name"] ?? `Region-${id}`),
    now,
    clientId: client.id,
    userId: client.user_id,
  };
}
