// Another flavor for an instance: which ones it may become, the change with its reboot, and the stale reads after it.

import { find, type Scope } from "../objects/find-objects.ts";
import {
  buyableFlavor,
  changeCapacity,
  flavorOfInstance,
  flavorsOf,
  isShared,
  showFlavor,
} from "../objects/flavors.ts";
import { requireQuota } from "../objects/quotas.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Instance, World } from "../objects/world.ts";
import type { FlavorRow } from "../seed/vendor-rows.ts";
import { integer, list, object, optionalOrNull, text, word } from "./body-shape.ts";
import { type Call, type Routes, route } from "./call.ts";
import { size, volumeType } from "./field-shapes.ts";
import { instanceOf } from "./instance-reads.ts";
import { whole } from "./list-page.ts";
import { idleInstance } from "./power-routes.ts";
import { badRequest } from "./refusal.ts";

const ROOT = "/v1/instances/{project_id}/{region_id}";

const maybe = optionalOrNull(text());
const wantedVolume = object({
  source: word("new-volume", "image", "snapshot", "apptemplate", "existing-volume"),
  ...{ image_id: maybe, snapshot_id: maybe, volume_id: maybe, apptemplate_id: maybe, name: maybe },
  size: optionalOrNull(size),
  type_name: optionalOrNull(volumeType),
  boot_index: optionalOrNull(integer()),
});

export const resizeRoutes: Routes = {
  "instances.changeflavor": route({
    verb: "POST",
    path: `${ROOT}/{instance_id}/changeflavor`,
    isAsync: true,
    body: object({ flavor_id: text() }),
    handle: (call, { flavor_id: flavorId }) => resize(call, idleInstance(call), flavorId),
  }),
  "instances.available_flavors": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}/available_flavors`,
    kind: "list",
    isWhole: true,
    query: { include_prices: "flag" },
    handle: (call) => {
      const { row } = instanceOf(call);
      const fitting = flavorsOf(call).filter((flavor) => mayBecome(row.flavor.flavor_id, flavor));
      return whole(fitting, (flavor) => showFlavor(flavor, call.query.flag("include_prices") ?? false));
    },
  }),
  "instances.flavors_for_volumes": route({
    verb: "POST",
    path: `${ROOT}/available_flavors`,
    kind: "list",
    isWhole: true,
    query: { include_prices: "flag" },
    body: object({ volumes: list(wantedVolume) }),
    handle: (call, { volumes }) => {
      const images = volumes.flatMap(({ image_id: id }) => (id ? find(call, "images", id).row : []));
      const fits = (flavor: FlavorRow): boolean => images.every((image) => image.min_ram <= flavor.ram);
      const fitting = flavorsOf(call).filter((flavor) => !flavor.disabled && fits(flavor));
      return whole(fitting, (flavor) => showFlavor(flavor, call.query.flag("include_prices") ?? false));
    },
  }),
};

/** Shared and own processors do not turn into each other, [ASSUMED]. */
function mayBecome(from: string, { flavor_id: to, disabled }: FlavorRow): boolean {
  return !disabled && to !== from && isShared(to) === isShared(from);
}

function resize(call: Call, instance: Instance, flavorId: string) {
  const { world } = call;
  const { row } = instance;
  const old = row.flavor;
  if (flavorId === old.flavor_id) throw badRequest(`Instance ${row.id} has flavor ${flavorId} already`);
  const flavor = buyableFlavor(call, flavorId);
  if (!mayBecome(old.flavor_id, flavor)) throw badRequest(`Flavor ${old.flavor_id} cannot become ${flavorId}`);
  if (!["ACTIVE", "SHUTOFF"].includes(row.status)) throw badRequest(`Cannot resize instance in status ${row.status}`);
  requireMore(call, old, flavor);
  const before = { status: row.status, vm_state: row.vm_state };
  changeCapacity(world, row.region_id, flavorId, -1);
  const task = startTask(call, {
    type: isShared(flavorId) ? "update_basic_vm" : "resize_vm",
    instanceId: row.id,
    data: { instance_id: row.id, flavor_id: flavorId },
    locks: [instance],
    begin: () => void Object.assign(row, { status: "RESIZE", vm_state: "active", task_state: "resize_migrating" }),
    finish: (_work, at) => {
      changeCapacity(world, row.region_id, old.flavor_id, 1);
      showStale(world, instance, at);
      const after = world.account.quirks.resizeStarts ? { status: "ACTIVE", vm_state: "active" } : before;
      Object.assign(row, { ...after, flavor: flavorOfInstance(flavor), task_state: null });
      return undefined;
    },
    fail: (leaves) => {
      changeCapacity(world, row.region_id, flavorId, 1);
      const broken = { status: "ERROR", vm_state: "error" };
      Object.assign(row, leaves === "object" ? broken : before, { task_state: null });
    },
  });
  return tasksAnswer(task);
}

function showStale({ account: { quirks }, speed }: World, { row, inside }: Instance, at: number): void {
  inside["stale_flavor"] = row.flavor;
  inside["stale_until"] = at + (quirks.staleReadSeconds * 1000) / speed;
}

/** Both count while the machine moves, but only the difference is bought, [ASSUMED]. */
function requireMore(scope: Scope, old: Record<string, unknown>, { vcpus, ram }: FlavorRow): void {
  const more = (wanted: number, had: unknown): number => Math.max(0, wanted - Number(had ?? 0));
  requireQuota(scope, { cpu_count: more(vcpus, old["vcpus"]), ram: more(ram, old["ram"]) });
}
