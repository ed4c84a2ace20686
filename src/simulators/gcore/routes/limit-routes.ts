// Will it fit: quotas of the client, and what a machine to be would need. Changes nothing, though one of them is a POST.

import { listObjects } from "../objects/find-objects.ts";
import { flavorsOf, isShared } from "../objects/flavors.ts";
import { exceeded, usageOf } from "../objects/quotas.ts";
import { integer, list, nullable, object, optional, optionalOrNull, text, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { ipFamily, uuid, volumeType } from "./field-shapes.ts";
import { notFound } from "./refusal.ts";

/** As little of a machine as quotas and prices look at. */
export const roughVolumes = list(
  object({
    source: word("new-volume", "image", "snapshot", "apptemplate", "existing-volume"),
    size: optionalOrNull(integer()),
    type_name: optionalOrNull(volumeType),
    snapshot_id: optionalOrNull(text()),
  }),
);
const roughInterfaces = list(
  object({
    type: word("external", "subnet", "any_subnet", "reserved_fixed_ip"),
    network_id: optional(uuid),
    subnet_id: optional(uuid),
    port_id: optional(uuid),
    ip_family: ipFamily,
    floating_ip: optional(object({ source: word("new", "existing"), existing_floating_id: optional(text()) })),
  }),
);

export const limitRoutes: Routes = {
  "instances.check_limits": route({
    verb: "POST",
    path: "/v2/instances/{project_id}/{region_id}/check_limits",
    kind: "read",
    body: object({
      flavor: optional(text()),
      names: optional(list(text())),
      name_templates: optional(list(nullable(text()))),
      volumes: optional(roughVolumes),
      interfaces: optional(roughInterfaces),
    }),
    handle: (call, body) => {
      const count = Math.max(1, (body.names ?? []).length + (body.name_templates ?? []).length);
      const flavor = flavorsOf(call).find((one) => one.flavor_id === body.flavor);
      const made = (body.volumes ?? []).filter(({ source }) => source !== "existing-volume");
      const interfaces = body.interfaces ?? [];
      const needs = {
        [isShared(body.flavor ?? "") ? "shared_vm_count" : "vm_count"]: count,
        cpu_count: count * (flavor?.vcpus ?? 0),
        ram: count * (flavor?.ram ?? 0),
        volume_count: count * made.length,
        volume_size: count * made.reduce((sum, { size }) => sum + (size ?? 0), 0),
        external_ip_count: count * interfaces.filter(({ type }) => type === "external").length,
        floating_count: count * interfaces.filter((one) => one.floating_ip?.source === "new").length,
      };
      // Only what is exceeded; empty: it fits, [ASSUMED].
      return ok(exceeded(call, needs));
    },
  }),
  "client_quotas.get": route({
    verb: "GET",
    path: "/v2/client_quotas",
    query: { client_id: "integer" },
    handle: (call) => ok({ global_quotas: globalQuotas(call), regional_quotas: regionalQuotas(call) }),
  }),
  // Not in the subset of [SPEC] that is at hand; [SDK-PY] reads them.
  "global_quotas.get": route({
    verb: "GET",
    path: "/v2/global_quotas/{client_id}",
    handle: (call) => ok(globalQuotas(ofClient(call))),
  }),
  "regional_quotas.get": route({
    verb: "GET",
    path: "/v2/regional_quotas/{client_id}/{quota_region_id}",
    handle: (call) => {
      const id = call.path["quota_region_id"] ?? "";
      const found = regionalQuotas(ofClient(call)).find((row) => String(row["region_id"]) === id);
      if (found === undefined) throw notFound("Region", id);
      return ok(found);
    },
  }),
};

function ofClient(call: Call): Call {
  const id = call.path["client_id"] ?? "";
  if (id !== String(call.world.account.client.id)) throw notFound("Client", id);
  return call;
}

function globalQuotas(call: Call): Record<string, number> {
  const { objects } = call.world.account;
  return {
    project_count_limit: 50,
    project_count_usage: objects.projects.size,
    keypair_count_limit: 100,
    keypair_count_usage: objects.ssh_keys.size,
  };
}

function regionalQuotas(call: Call): Record<string, number>[] {
  return listObjects(call, "regions").map(({ row }) => {
    const usage = usageOf(call.world, row.id);
    const limits = Object.entries(call.world.account.quotas);
    const pairs = limits.flatMap(([name, limit]) => [
      [`${name}_limit`, limit],
      [`${name}_usage`, usage[name] ?? 0],
    ]);
    return { region_id: row.id, ...Object.fromEntries(pairs) };
  });
}
