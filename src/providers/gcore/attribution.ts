// Who changed an object: the task that names it and does what was seen. A task is taken for it only where it names the object
// itself (tasks echo the request, gcore.md 2); changes of names, tags and policies leave none.
import type { Address, ResourceType } from "../../core/address.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Attribution } from "../../core/plan.ts";
import type { Call, ChangedObject } from "../../core/provider.ts";
import type { GcoreClient } from "./client.ts";
import type { GcorePlace } from "./place.ts";
import { textOf } from "./rows.ts";
import { createdAt, listTasks } from "./tasks.ts";

const RESIZES = ["resize_vm", "update_basic_vm"];
const POWER = ["start_vm", "stop_vm", "suspend_vm", "resume_vm"];
const ATTACHMENTS = ["attach_volume", "detach_volume"];

/** What may have changed a field, as far as the vendor names its tasks. */
const TASKS_OF_FIELDS: Readonly<Partial<Record<ResourceType, Readonly<Record<string, readonly string[]>>>>> = {
  vm: { flavor: RESIZES, power: POWER, placementGroup: ["put_into_server_group", "remove_from_server_group"] },
  volume: { size: ["extend_volume"], vm: ATTACHMENTS },
  interface: { securityGroups: ["update_port"] },
  floatingIp: { port: ["update_floating_ip"] },
};

const DELETIONS: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  vm: ["delete_vm"],
  volume: ["delete_volume", "delete_vm"],
  interface: ["detach_vm_interface"],
  floatingIp: ["delete_fip", "delete_vm"],
  snapshot: ["delete_snapshot"],
};

/** The newest one of each counts. One list for all. */
export async function findAttributions(
  client: GcoreClient,
  place: GcorePlace,
  { changed, sinceMs }: { readonly changed: readonly ChangedObject[]; readonly sinceMs: number },
  call: Call,
): Promise<ReadonlyMap<Address, Attribution>> {
  const asked = changed.map((object) => ({ object, types: tasksFor(object) })).filter(({ types }) => types.length > 0);
  if (asked.length === 0) return new Map();
  const tasks = (await listTasks(client, place, sinceMs, call)).filter((task) => task["state"] === "FINISHED");
  const told = tasks.map((task) => ({ task, text: JSON.stringify([task["data"] ?? null]) }));
  return new Map(
    asked.flatMap(({ object, types }) => {
      const { task } =
        told.findLast(({ task: one, text }) => types.includes(textOf(one["task_type"])) && names(text, object)) ?? {};
      return task === undefined ? [] : [[object.address, describeTask(task)] as const];
    }),
  );
}

/** Whole ids only: one may be the beginning of another. */
function names(text: string, { remoteId }: ChangedObject): boolean {
  return text.includes(JSON.stringify(remoteId));
}

function tasksFor({ type, paths }: ChangedObject): readonly string[] {
  if (paths.length === 0) return DELETIONS[type] ?? [];
  return paths.flatMap((path) => TASKS_OF_FIELDS[type]?.[path] ?? []);
}

function describeTask(task: JsonObject): Attribution {
  const whenMs = createdAt(task);
  const user = textOf(task["user_id"]);
  return {
    who: user === "" ? "somebody whom Gcore does not name" : `user ${user}`,
    what: textOf(task["task_type"]),
    ...(Number.isNaN(whenMs) ? {} : { whenMs }),
  };
}
