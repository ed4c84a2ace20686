// Floating IPs as things: made from the region's external network. Assigning them is the ports' business.

import { offsetTimeText } from "../routes/call.ts";
import type { Tags } from "../routes/field-shapes.ts";
import type { FloatingIpRow } from "../seed/vendor-rows.ts";
import { nextAddress } from "./addresses.ts";
import { add, place, type Scope } from "./find-objects.ts";
import { newUuid, uuidFrom } from "./new-ids.ts";
import { externalNetwork, subnetsFor } from "./ports.ts";
import { tagList } from "./tags.ts";
import type { Stored } from "./world.ts";

export function addFloatingIp(scope: Scope, taskId: string, tags: Tags, visibleFrom = 0): Stored<FloatingIpRow> {
  const { world, now, regionId } = scope;
  const network = externalNetwork(scope);
  const subnet = network && subnetsFor(world, network.id, "ipv4")[0];
  const time = offsetTimeText(now);
  const row: FloatingIpRow = {
    ...place(scope),
    id: newUuid(world),
    floating_ip_address: (subnet && nextAddress(world, subnet)) ?? "198.19.255.254",
    fixed_ip_address: null,
    port_id: null,
    router_id: uuidFrom(`router/${regionId}`),
    status: "DOWN",
    tags: tagList(tags),
    task_id: null,
    creator_task_id: taskId,
    created_at: time,
    updated_at: time,
  };
  return add(scope, "floatingips", row, visibleFrom);
}
