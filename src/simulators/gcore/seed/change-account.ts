// Changes behind the client's back, in the vendor's own shapes. Asks no rule of the API: the panel may do what the API may not.

import type { Json, JsonObject } from "../../engine/json.ts";
import { asFlag, oneOf } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import type { OutsideChange } from "../../engine/simulated-vendor.ts";
import { KIND_NAMES, KINDS } from "../objects/kinds.ts";
import { newUuid } from "../objects/new-ids.ts";
import { freePort, portsOf } from "../objects/ports.ts";
import { armSchedule } from "../objects/run-schedules.ts";
import type { Kind, Stored, World } from "../objects/world.ts";
import { timeText } from "../routes/call.ts";
import { showInstance } from "../routes/show-instance.ts";
import { readNumbers } from "./account-from-seed.ts";
import { fillRegions, homeOf } from "./fill-regions.ts";
import { linkObjects } from "./link-objects.ts";
import { completeRow } from "./objects-from-rows.ts";
import { asFlavor } from "./row-shapes.ts";

const CHANGEABLE = [...KIND_NAMES, "flavors", "quotas"] as const;

/** Returns the object as it is now; null when it was deleted. */
export function changeAccount(world: World, change: OutsideChange): Json {
  const kind = oneOf(CHANGEABLE)(change.kind, "change.kind");
  if (kind === "flavors") return changeFlavor(world, change);
  if (kind === "quotas") return Object.assign(world.account.quotas, readNumbers(change.set ?? {}, "change.set"));
  const objects: Map<string, Stored> = world.account.objects[kind];
  if (change.action === "add") return add(world, kind, objects, change.set ?? {});
  const id = String(change.id);
  const stored = objects.get(id);
  if (!stored) throw new SimInputError([`change: there is no ${id} in ${kind}`]);
  if (change.action === "delete") {
    removeFrom(world, kind, id);
    return null;
  }
  put(world, kind, stored, { ...stored.row, ...change.set });
  return shown(world, kind, id);
}

function add(world: World, kind: Kind, objects: Map<string, Stored>, set: JsonObject): Json {
  const { idKey } = KINDS[kind];
  const isNumbered = ["lifecycle_policies", "projects", "regions"].includes(kind);
  const newId = isNumbered ? Math.max(0, ...[...objects.keys()].map(Number)) + 1 : newUuid(world);
  const id = set[idKey] ?? (kind === "instances" ? (set["instance_id"] ?? newId) : newId);
  if (objects.has(String(id))) throw new SimInputError([`change: ${String(id)} is in ${kind} already`]);
  const stored: Stored = { row: {}, visibleFrom: 0, inside: {} };
  put(world, kind, stored, { ...set, [idKey]: id });
  objects.set(String(id), stored);
  settle(world);
  if (kind === "lifecycle_policies") arm(world, String(id));
  return shown(world, kind, String(id));
}

/** The object stays the same one: running tasks hold it. */
function put(world: World, kind: Kind, stored: Stored, row: JsonObject): void {
  const home = homeOf(world.account, timeText(world.clock.now()));
  const whole: JsonObject = completeRow(kind, row, "change.set", home);
  for (const key of Object.keys(stored.row)) if (!(key in whole)) delete stored.row[key];
  Object.assign(stored.row, whole);
  settle(world);
}

function settle(world: World): void {
  const now = timeText(world.clock.now());
  fillRegions(world.account, now);
  linkObjects(world.account, now);
}

function arm(world: World, id: string): void {
  const policy = world.account.objects.lifecycle_policies.get(id)?.row;
  for (const schedule of policy?.schedules ?? []) armSchedule(world, Number(id), schedule, world.clock.now());
}

/** A machine takes its ports along and lets its volumes go. */
function removeFrom(world: World, kind: Kind, id: string): void {
  world.account.objects[kind].delete(id);
  if (kind !== "instances") return;
  for (const port of portsOf(world, id)) freePort(world, port);
  for (const { row } of world.account.objects.volumes.values()) {
    if (!row.attachments.some(({ server_id: server }) => server === id)) continue;
    Object.assign(row, { attachments: [], status: "available", is_root_volume: false });
  }
}

function shown(world: World, kind: Kind, id: string): Json {
  const instance = kind === "instances" ? world.account.objects.instances.get(id) : undefined;
  const scope = { world, now: world.clock.now(), projectId: 0, regionId: 0 };
  return structuredClone(instance ? showInstance(scope, instance) : (world.account.objects[kind].get(id)?.row ?? null));
}

/** Of the region named as the parent, or of all: a flavor is sold out (`disabled`), comes or goes. */
function changeFlavor({ account }: World, { action, id, parent, set = {} }: OutsideChange): Json {
  const regions = parent === undefined ? [...account.flavors.keys()] : [Number(parent)];
  let last: Json = null;
  for (const region of regions) {
    const rows = account.flavors.get(region) ?? [];
    const index = rows.findIndex((row) => row.flavor_id === String(id));
    if (action !== "add" && index < 0)
      throw new SimInputError([`change: there is no ${id} in flavors of region ${region}`]);
    const row = action === "delete" ? undefined : asFlavor({ ...rows[index], ...set }, "change.set");
    if (row) asFlag(row.disabled, "change.set.disabled");
    rows.splice(index < 0 ? rows.length : index, index < 0 ? 0 : 1, ...(row ? [row] : []));
    account.flavors.set(region, rows);
    last = row ?? null;
  }
  return structuredClone(last);
}
