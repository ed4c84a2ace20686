// Where things live: projects and regions, the flavors of a region, and whose token it is.

import { add, find, listObjects, remove } from "../objects/find-objects.ts";
import { flavorsOf, showFlavor } from "../objects/flavors.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { ProjectRow, RegionRow } from "../seed/vendor-rows.ts";
import { object, optional, optionalOrNull, text } from "./body-shape.ts";
import { type Call, ok, type Routes, route, timeText } from "./call.ts";
import { name } from "./field-shapes.ts";
import { ordered, page } from "./list-page.ts";
import { conflict } from "./refusal.ts";

const byKey = ({ row }: { row: ProjectRow | RegionRow }, key: string): string => String(row[key] ?? "");
const orders = (...keys: string[]): string[] => keys.flatMap((key) => [`${key}.asc`, `${key}.desc`]);

const projectRoutes: Routes = {
  "projects.list": route({
    verb: "GET",
    path: "/v1/projects",
    kind: "list",
    query: { name: "text", include_deleted: "flag", client_id: "integer", order_by: orders("created_at", "name") },
    handle: (call) => {
      const wanted = call.query.text("name");
      const found = listObjects(call, "projects").filter(({ row }) => wanted === undefined || row.name === wanted);
      return page(call, ordered(found, call.query.text("order_by"), byKey), ({ row }) => row, 100);
    },
  }),
  "projects.get": route({ verb: "GET", path: "/v1/projects/{project_id}", handle: (call) => ok(projectOf(call)) }),
  "projects.create": route({
    verb: "POST",
    path: "/v1/projects",
    creates: true,
    body: object({ name, description: optionalOrNull(text({ max: 255 })) }),
    handle: (call, body) => {
      refuseTaken(call, body.name);
      const { world, now } = call;
      world.lastIds.project += 1;
      const row: ProjectRow = {
        id: world.lastIds.project,
        name: body.name,
        description: body.description ?? null,
        client_id: world.account.client.id,
        is_default: false,
        state: "ACTIVE",
        created_at: timeText(now),
        deleted_at: null,
        task_id: null,
      };
      add(call, "projects", row);
      return { status: 201, body: row };
    },
  }),
  "projects.update": route({
    verb: "PATCH",
    path: "/v1/projects/{project_id}",
    body: object({ name: optional(name), description: optional(text({ max: 255 })) }),
    handle: (call, body) => {
      const row = projectOf(call);
      if (body.name !== undefined && body.name !== row.name) refuseTaken(call, body.name);
      if (body.name !== undefined) row.name = body.name;
      if (body.description !== undefined) row["description"] = body.description;
      return ok(row);
    },
  }),
  "projects.delete": route({
    verb: "DELETE",
    path: "/v1/projects/{project_id}",
    isAsync: true,
    handle: (call) => {
      const row = projectOf(call);
      if (row["is_default"] === true) throw conflict("The default project cannot be deleted");
      const finish = (): undefined => remove(call, "projects", row.id) as undefined;
      return tasksAnswer(startTask(call, { type: "delete_project", data: { project_id: row.id }, finish }));
    },
  }),
};

/** Unique per client. */
function refuseTaken(call: Call, wanted: string): void {
  if (listObjects(call, "projects").some(({ row }) => row.name === wanted))
    throw conflict(`Project ${wanted} already exists`);
}

function projectOf(call: Call): ProjectRow {
  return find(call, "projects", call.path["project_id"] ?? "").row;
}

function showRegion(call: Call, row: RegionRow): RegionRow {
  return call.query.flag("show_volume_types") ? row : { ...row, available_volume_types: null };
}

export const placeRoutes: Routes = {
  ...projectRoutes,
  "regions.list": route({
    verb: "GET",
    path: "/v1/regions",
    kind: "list",
    query: {
      ...{ display_name: "text", show_volume_types: "flag" },
      ...{ product: ["containers", "inference"], order_by: orders("created_at", "display_name") },
    },
    handle: (call) => {
      const wanted = call.query.text("display_name");
      const found = listObjects(call, "regions").filter(
        ({ row }) => wanted === undefined || row.display_name === wanted,
      );
      return page(call, ordered(found, call.query.text("order_by"), byKey), ({ row }) => showRegion(call, row), 100);
    },
  }),
  "regions.get": route({
    verb: "GET",
    path: "/v1/regions/{region_id}",
    query: { show_volume_types: "flag" },
    handle: (call) => ok(showRegion(call, find(call, "regions", call.path["region_id"] ?? "").row)),
  }),
  "flavors.list": route({
    verb: "GET",
    path: "/v1/flavors/{project_id}/{region_id}",
    kind: "list",
    query: { include_prices: "flag", disabled: "flag", exclude_linux: "flag", exclude_windows: "flag" },
    handle: (call) => {
      const { query } = call;
      const found = flavorsOf(call).filter(
        ({ os_type, disabled }) =>
          (query.flag("disabled") !== false || !disabled) &&
          !(query.flag("exclude_linux") && os_type === "linux") &&
          !(query.flag("exclude_windows") && os_type === "windows"),
      );
      return page(call, found, (flavor) => showFlavor(flavor, query.flag("include_prices") ?? false));
    },
  }),
  "iam.clients_me": route({
    verb: "GET",
    path: "/iam/clients/me",
    handle: ({ world }) => ok(world.account.client),
  }),
};
