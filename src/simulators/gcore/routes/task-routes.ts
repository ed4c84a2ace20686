// Tasks: global by id, listed with filters (ten at a time, if not asked for more), acknowledged for the panel's sake.

import { find } from "../objects/find-objects.ts";
import { taskTime } from "../objects/tasks.ts";
import type { TaskRow } from "../seed/vendor-rows.ts";
import { list, nullable, object, optionalOrNull, text } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Routes, route } from "./call.ts";
import { page } from "./list-page.ts";
import { invalidField } from "./refusal.ts";

const ORDERS = ["asc", "desc"];
const STATES = ["NEW", "RUNNING", "FINISHED", "ERROR"];
const DEFAULT_LIMIT = 10;

export const taskRoutes: Routes = {
  "tasks.get": route({
    verb: "GET",
    path: "/v1/tasks/{task_id}",
    handle: (call) => ok(find(call, "tasks", call.path["task_id"] ?? "").row),
  }),
  "tasks.list": route({
    verb: "GET",
    path: "/v1/tasks",
    kind: "list",
    query: {
      ...{ project_id: "integers", region_id: "integers", state: "texts", task_type: "text" },
      ...{ from_timestamp: "time", to_timestamp: "time", is_acknowledged: "flag" },
      order_by: ORDERS,
      // The deprecated name.
      sorting: ORDERS,
    },
    handle: (call) => {
      const found = allTasks(call).filter((row) => isWanted(call, row));
      const unknown = call.query.texts("state").find((state) => !STATES.includes(state));
      if (unknown !== undefined) throw invalidField("state", `Input should be ${STATES.join(" or ")}`);
      const order = call.query.text("order_by") ?? call.query.text("sorting") ?? "desc";
      return page(call, order === "desc" ? found.reverse() : found, (row) => row, DEFAULT_LIMIT);
    },
  }),
  "tasks.active": route({
    verb: "GET",
    path: "/v1/tasks/{project_id}/{region_id}/active",
    kind: "list",
    query: { task_type: "texts" },
    handle: (call) => {
      const types = call.query.texts("task_type");
      const found = allTasks(call).filter(
        (row) => isHere(call, row) && isActive(row) && (types.length === 0 || types.includes(row.task_type)),
      );
      return page(call, found.reverse(), (row) => row, DEFAULT_LIMIT);
    },
  }),
  "tasks.acknowledge": route({
    verb: "POST",
    path: "/v1/tasks/{task_id}/acknowledge",
    handle: (call) => {
      const { row } = find(call, "tasks", call.path["task_id"] ?? "");
      acknowledge(call, row);
      return ok(row);
    },
  }),
  "tasks.acknowledge_all": route({
    verb: "POST",
    path: "/v1/tasks/acknowledge_all",
    query: { project_id: "integer", region_id: "integer" },
    handle: (call) => acknowledgeAll(call, undefined),
  }),
  // Deprecated.
  "tasks.acknowledge_some": route({
    verb: "POST",
    path: "/v1/tasks/acknowledge",
    query: { project_id: "integer", region_id: "integer" },
    body: nullable(object({ task_ids: optionalOrNull(list(text())) })),
    handle: (call, body) => acknowledgeAll(call, body?.task_ids ?? undefined),
  }),
};

/** In the order in which they came into being. */
function allTasks({ world }: Call): TaskRow[] {
  const rows = [...world.account.objects.tasks.values()].map(({ row }) => row);
  return rows.sort((a, b) => a.created_on.localeCompare(b.created_on));
}

function isWanted({ query }: Call, row: TaskRow): boolean {
  const numbers = (name: string): number[] => query.texts(name).map(Number);
  const among = (name: string, value: number): boolean => !query.has(name) || numbers(name).includes(value);
  const created = Date.parse(`${row.created_on.replace(/Z$/, "")}Z`);
  const acknowledged = query.flag("is_acknowledged");
  return (
    among("project_id", row.project_id) &&
    among("region_id", row.region_id) &&
    (!query.has("state") || query.texts("state").includes(row.state)) &&
    (query.text("task_type") ?? row.task_type) === row.task_type &&
    // The times of tasks are whole seconds.
    created >= Math.floor((query.time("from_timestamp") ?? 0) / 1000) * 1000 &&
    created <= (query.time("to_timestamp") ?? Number.POSITIVE_INFINITY) &&
    (acknowledged === undefined || acknowledged === (typeof row["acknowledged_at"] === "string"))
  );
}

function isHere({ projectId, regionId }: Call, row: TaskRow): boolean {
  return row.project_id === projectId && row.region_id === regionId;
}

function isActive({ state }: TaskRow): boolean {
  return state === "NEW" || state === "RUNNING";
}

function acknowledge({ now, world }: Call, row: TaskRow): void {
  Object.assign(row, { acknowledged_at: taskTime(now), acknowledged_by: world.account.client.user_id });
}

function acknowledgeAll(call: Call, ids: readonly string[] | undefined) {
  const { query } = call;
  const [project, region] = [query.integer("project_id"), query.integer("region_id")];
  for (const row of allTasks(call)) {
    const isChosen = (project ?? row.project_id) === row.project_id && (region ?? row.region_id) === row.region_id;
    if (isChosen && !isActive(row) && (ids === undefined || ids.includes(row.id))) acknowledge(call, row);
  }
  return NO_CONTENT;
}
