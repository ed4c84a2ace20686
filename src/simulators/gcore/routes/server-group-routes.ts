// Server groups, the vendor's placement groups: made at once, never changed, deleted by a task.

import { add, find, listObjects, place, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import { requireQuota } from "../objects/quotas.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { ServerGroupRow } from "../seed/vendor-rows.ts";
import { object, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { longName } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { conflict } from "./refusal.ts";

const ROOT = "/v1/servergroups/{project_id}/{region_id}";
const ONE = `${ROOT}/{group_id}`;

export const serverGroupRoutes: Routes = {
  "servergroups.create": route({
    verb: "POST",
    path: ROOT,
    creates: true,
    body: object({ name: longName, policy: word("affinity", "anti-affinity", "soft-anti-affinity") }),
    handle: (call, { name, policy }) => {
      requireQuota(call, { servergroup_count: 1 });
      const row: ServerGroupRow = { ...place(call), servergroup_id: newUuid(call.world), name, policy, instances: [] };
      add(call, "servergroups", row, visibleFrom(call));
      return ok(row);
    },
  }),
  "servergroups.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    handle: (call) => page(call, listObjects(call, "servergroups"), ({ row }) => row),
  }),
  "servergroups.get": route({ verb: "GET", path: ONE, handle: (call) => ok(groupOf(call)) }),
  "servergroups.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const { servergroup_id: id, instances } = groupOf(call);
      // Members would be left without their rule: refused, [ASSUMED].
      if (instances.length > 0) throw conflict(`Server group ${id} has instances`);
      const finish = (): undefined => remove(call, "servergroups", id) as undefined;
      return tasksAnswer(startTask(call, { type: "delete_servergroup", data: { servergroup_id: id }, finish }));
    },
  }),
};

function groupOf(call: Call): ServerGroupRow {
  return find(call, "servergroups", call.path["group_id"] ?? "").row;
}
