// Routers, to be read only: one for each network of the client that has one. Networks make and delete them.
import type { JsonObject } from "../../engine/json.ts";
import { listObjects } from "../objects/find-objects.ts";
import { subnetsOf } from "../objects/ports.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { page } from "./list-page.ts";
import { notFound } from "./refusal.ts";

const ROOT = "/v1/routers/{project_id}/{region_id}";

export const routerRoutes: Routes = {
  "routers.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    handle: (call) => page(call, listRouters(call), (row) => row),
  }),
  "routers.get": route({
    verb: "GET",
    path: `${ROOT}/{router_id}`,
    handle: (call) => {
      const id = call.path["router_id"] ?? "";
      const found = listRouters(call).find((row) => row["id"] === id);
      if (found === undefined) throw notFound("Router", id);
      return ok(found);
    },
  }),
};

function listRouters(call: Call): JsonObject[] {
  return listObjects(call, "networks")
    .map(({ row }) => row)
    .filter((row) => !row.external && subnetsOf(call.world, row.id).some((subnet) => subnet.has_router))
    .map((row) => ({
      // Ids of their own, which stay: a network has no more than one, [ASSUMED].
      id: `0${row.id.slice(1)}`,
      name: `router-${row.name}`,
      status: "ACTIVE",
      distributed: false,
      routes: [],
      interfaces: [],
      external_gateway_info: null,
      project_id: row.project_id,
      region_id: row.region_id,
      region: row.region,
      task_id: null,
      creator_task_id: null,
      created_at: row["created_at"] ?? null,
      updated_at: row["updated_at"] ?? null,
    }));
}
