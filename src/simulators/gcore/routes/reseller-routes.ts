// What resellers see: a search over all projects, and the names that machines may have, [S003]; application templates, too.
import type { JsonObject } from "../../engine/json.ts";
import { find, listObjects } from "../objects/find-objects.ts";
import { portsOf } from "../objects/ports.ts";
import type { Instance } from "../objects/world.ts";
import { flag, integer, list, nullable, object, optional, optionalOrNull, text } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Routes, route } from "./call.ts";
import { allowedNames } from "./instance-insights.ts";
import { whole } from "./list-page.ts";
import { notFound } from "./refusal.ts";

const NAMES = "/v1/reseller_name_templates";
const names = optional(nullable(list(text())));

export const resellerRoutes: Routes = {
  "instances.search": route({
    verb: "GET",
    path: "/v1/instances/search",
    kind: "list",
    isWhole: true,
    query: { id: "text", name: "text", instance_ip: "text" },
    handle: (call) => {
      const found = [...call.world.account.objects.instances.values()].filter((one) => isWanted(call, one));
      return whole(found, (one) => showFound(call, one));
    },
  }),
  "reseller_name_templates.list": route({
    verb: "GET",
    path: NAMES,
    kind: "list",
    isWhole: true,
    handle: ({ world }) => whole(world.account.nameTemplates, (row) => row),
  }),
  "reseller_name_templates.put": route({
    verb: "PUT",
    path: NAMES,
    body: object({
      reseller_id: integer(),
      region_id: integer(),
      allow_custom_name: optional(flag),
      allowed_name_templates: names,
      allowed_name_win_templates: names,
      allowed_bm_name_templates: names,
      allowed_bm_name_win_templates: names,
      allowed_lb_name_templates: names,
      allowed_lb_name_restriction: optionalOrNull(text()),
    }),
    handle: ({ world }, body) => {
      const isSame = (row: JsonObject): boolean =>
        row["reseller_id"] === body.reseller_id && row["region_id"] === body.region_id;
      const known = world.account.nameTemplates.find(isSame) ?? { reseller_name: `reseller-${body.reseller_id}` };
      const row: JsonObject = { ...known, ...JSON.parse(JSON.stringify(body)) };
      world.account.nameTemplates = [...world.account.nameTemplates.filter((one) => !isSame(one)), row];
      return ok(row);
    },
  }),
  "reseller_name_templates.delete": route({
    verb: "DELETE",
    path: `${NAMES}/{reseller_id}/{region_id}`,
    handle: ({ world, path }) => {
      const isSame = (row: JsonObject): boolean =>
        String(row["reseller_id"]) === path["reseller_id"] && String(row["region_id"]) === path["region_id"];
      if (!world.account.nameTemplates.some(isSame))
        throw notFound("Name template of reseller", path["reseller_id"] ?? "");
      world.account.nameTemplates = world.account.nameTemplates.filter((row) => !isSame(row));
      return NO_CONTENT;
    },
  }),
  "reseller_name_templates.available_names": route({
    verb: "GET",
    path: `${NAMES}/{project_id}/{region_id}/available_names`,
    handle: (call) => {
      const rule = call.world.account.nameTemplates.find((row) => row["region_id"] === call.regionId) ?? {};
      const balancers = ["allowed_lb_name_templates", "allowed_lb_name_restriction"];
      return ok({ ...allowedNames(call), ...Object.fromEntries(balancers.map((name) => [name, rule[name] ?? null])) });
    },
  }),
  "apptemplates.list": route({
    verb: "GET",
    path: "/v1/apptemplates/{project_id}/{region_id}",
    kind: "list",
    isWhole: true,
    handle: (call) => whole(listObjects(call, "apptemplates"), ({ row }) => row),
  }),
  "apptemplates.get": route({
    verb: "GET",
    path: "/v1/apptemplates/{project_id}/{region_id}/{apptemplate_id}",
    handle: (call) => ok(find(call, "apptemplates", call.path["apptemplate_id"] ?? "").row),
  }),
};

function isWanted({ query, world }: Call, { row }: Instance): boolean {
  const addresses = portsOf(world, row.id).flatMap((port) => port.row.ip_assignments.map((one) => one.ip_address));
  const ip = query.text("instance_ip");
  return (
    row.id.includes(query.text("id") ?? "") &&
    row.name.includes(query.text("name") ?? "") &&
    (ip === undefined || addresses.includes(ip))
  );
}

/** Numbers of projects and regions are texts here. */
function showFound({ world }: Call, { row }: Instance): JsonObject {
  const project = world.account.objects.projects.get(String(row.project_id))?.row;
  return {
    id: row.id,
    name: row.name,
    client_id: world.account.client.id,
    project_id: String(row.project_id),
    project_name: project?.name ?? "",
    region_id: String(row.region_id),
    region_name: row.region,
  };
}
