// All rules of an instance's creation, before anything is made: body → what is to be built. Changes nothing.

import { find, listObjects } from "../objects/find-objects.ts";
import { buyableFlavor, isShared } from "../objects/flavors.ts";
import { requireQuota } from "../objects/quotas.ts";
import type { Stored } from "../objects/world.ts";
import type { FlavorRow, ServerGroupRow, SshKeyRow } from "../seed/vendor-rows.ts";
import type { Call } from "./call.ts";
import { type PlannedPort, planPort } from "./check-new-ports.ts";
import { type PlannedVolume, planVolumes } from "./check-new-volumes.ts";
import type { Tags } from "./field-shapes.ts";
import type { InstanceBody } from "./instance-body.ts";
import { checkLogin } from "./login-rules.ts";
import { invalidField } from "./refusal.ts";

export interface PlannedInstance {
  body: InstanceBody;
  /** Each one machine; with placeholders where they are templates. */
  names: string[];
  flavor: FlavorRow;
  isBasic: boolean;
  volumes: PlannedVolume[];
  ports: PlannedPort[];
  key: SshKeyRow | undefined;
  tags: Tags;
  serverGroup: Stored<ServerGroupRow> | undefined;
  /** Undefined when dropped. */
  userData: string | undefined;
}

const DEFAULT_TEMPLATE = "instance-{ip_octets}";

export function planInstance(call: Call, body: InstanceBody): PlannedInstance {
  const flavor = buyableFlavor(call, body.flavor);
  const names = namesOf(call, body);
  const volumes = planVolumes(call, body.volumes, flavor);
  const ports = planPorts(call, body);
  const boot = volumes.find(({ bootIndex }) => bootIndex === 0);
  const key = keyNamed(call, body.ssh_key_name ?? body.keypair_name ?? undefined);
  const userData = checkLogin(body, boot, key !== undefined);
  const serverGroup = body.servergroup_id === undefined ? undefined : find(call, "servergroups", body.servergroup_id);
  const planned = {
    body,
    names,
    flavor,
    isBasic: isShared(flavor.flavor_id),
    volumes,
    ports,
    key,
    serverGroup,
    userData,
  };
  requireQuota(call, needsOf(call, planned, names.length));
  return { ...planned, tags: { ...body.metadata, ...body.tags } };
}

/** A fixed name or a template; lists are the older form, [LEGACY]. */
function namesOf({ world }: Call, body: InstanceBody): string[] {
  const given = [body.name, body.name_template].flatMap((one) => one ?? []);
  const lists = [...(body.names ?? []), ...(body.name_templates ?? [])];
  if (given.length > 1) throw invalidField("name", "Either name or name_template may be given, not both");
  if (given.length > 0 && lists.length > 0) throw invalidField("names", "Names may be given in one way only");
  const isCustom = body.name !== undefined || body.names !== undefined;
  // [S003]: a reseller may forbid free names.
  if (isCustom && !world.account.quirks.customNames) throw invalidField("name", "Custom names are not allowed");
  const names = [...given, ...lists];
  return names.length > 0 ? names : [DEFAULT_TEMPLATE];
}

/** Groups of the machine and of its interfaces may not be mixed; none anywhere: the default one. */
function planPorts(call: Call, { interfaces, security_groups: ofInstance }: InstanceBody): PlannedPort[] {
  const isPerPort = interfaces.some((one) => (one.security_groups ?? []).length > 0);
  if (isPerPort && (ofInstance ?? []).length > 0)
    throw invalidField("security_groups", "Security groups may be given per interface or for the instance, not both");
  const isAnywhere = isPerPort || (ofInstance ?? []).length > 0;
  return interfaces.map((one, index) => {
    const own = one.security_groups ?? ofInstance ?? [];
    const groups = isAnywhere ? own.map(({ id }) => id) : undefined;
    return planPort(call, one, groups, `interfaces.${index}`);
  });
}

function keyNamed(call: Call, name: string | undefined): SshKeyRow | undefined {
  if (name === undefined) return undefined;
  const key = listObjects(call, "ssh_keys").find(({ row }) => row.name === name);
  if (!key) throw invalidField("ssh_key_name", `SSH key ${name} not found`);
  return key.row;
}

function needsOf(
  call: Call,
  { flavor, isBasic, volumes, ports }: Pick<PlannedInstance, "flavor" | "isBasic" | "volumes" | "ports">,
  count: number,
): Record<string, number> {
  const made = volumes.filter(({ existing }) => existing === undefined);
  const networks = call.world.account.objects.networks;
  const external = ports.filter((port) => !port.existing && networks.get(port.networkId)?.row.external);
  return {
    [isBasic ? "shared_vm_count" : "vm_count"]: count,
    cpu_count: count * flavor.vcpus,
    ram: count * flavor.ram,
    volume_count: count * made.length,
    volume_size: count * made.reduce((sum, { size }) => sum + size, 0),
    floating_count: count * ports.filter(({ floating }) => floating === "new").length,
    external_ip_count: count * external.length,
  };
}
