// Other objects as reads show them: what is computed from the rest of the account, and lists of tags.
import type { JsonObject } from "../../engine/json.ts";
import { totalAddresses } from "../objects/addresses.ts";
import type { Scope } from "../objects/find-objects.ts";
import { floatingIpsOf, subnetsOf, usedBySubnet } from "../objects/ports.ts";
import type { Port, Stored } from "../objects/world.ts";
import type { FloatingIpRow, NetworkRow, PortRow, ReservedIpRow, SubnetRow, VolumeRow } from "../seed/vendor-rows.ts";
import { showInstance } from "./show-instance.ts";

type Shown<R extends JsonObject> = (scope: Scope, stored: Stored<R>) => JsonObject;

export const showVolume: Shown<VolumeRow> = ({ world, now }, { row }) => {
  const snapshots = [...world.account.objects.snapshots.values()];
  const own = snapshots.filter((one) => one.row.volume_id === row.id && one.visibleFrom <= now);
  const attachments = row.attachments.map((one) => ({
    ...one,
    instance_name: world.account.objects.instances.get(one.server_id ?? "")?.row.name ?? null,
  }));
  return { ...row, attachments, snapshot_ids: own.map((one) => one.row.id) };
};

export const showNetwork: Shown<NetworkRow> = ({ world }, { row }) => {
  const known = subnetsOf(world, row.id).map(({ id }) => id);
  return { ...row, subnets: [...new Set([...row.subnets, ...known])] };
};

export const showSubnet: Shown<SubnetRow> = ({ world }, { row }) => {
  const total = totalAddresses(row);
  return { ...row, total_ips: total, available_ips: total - (usedBySubnet(world).get(row.id) ?? 0) };
};

export const showFloatingIp: Shown<FloatingIpRow> = ({ world }, { row }) =>
  world.account.quirks.floatingStatus ? { ...row } : { ...row, status: null };

/** In lists floating IPs carry the machine that they lead to. */
export const showFloatingIpInList: Shown<FloatingIpRow> = (scope, { row }) => {
  const port = scope.world.account.objects.ports.get(row.port_id ?? "")?.row;
  const instance = scope.world.account.objects.instances.get(port?.attached_to?.resource_id ?? "");
  const view = { withInterfaceNames: false, withSubnets: false };
  const shown = showFloatingIp(scope, { row, visibleFrom: 0, inside: {} });
  return { ...shown, instance: instance ? showInstance(scope, instance, view) : null, loadbalancer: null };
};

/** What the driver enforces; null while a port hangs on nothing [SPEC]. */
const CAPABILITIES = { security_groups: true, port_security: true, allowed_address_pairs: true };

export const showPort: Shown<PortRow> = ({ world }, { row }) => {
  const { attached_to, ...rest } = { ...row, capabilities: row.attached_to === null ? null : CAPABILITIES };
  return world.account.quirks.portsApi === "unattached" ? rest : { ...rest, attached_to };
};

/** As the list of a machine's interfaces shows it. */
export function showInterface(scope: Scope, { row, inside }: Port): JsonObject {
  const { networks } = scope.world.account.objects;
  const network = networks.get(row.network_id);
  const subnets = subnetsOf(scope.world, row.network_id).map((subnet) =>
    showSubnet(scope, { row: subnet, visibleFrom: 0, inside: {} }),
  );
  return {
    port_id: row.id,
    network_id: row.network_id,
    mac_address: row.mac_address,
    interface_name: scope.world.account.quirks.interfaceNames === "shown" ? (inside["interface_name"] ?? null) : null,
    ip_assignments: row.ip_assignments,
    port_security_enabled: row.port_security_enabled,
    allowed_address_pairs: row.allowed_address_pairs,
    floatingip_details: floatingIpsOf(scope.world, row.id).map((floating) => showFloatingIp(scope, floating)),
    network_details: { ...(network?.row ?? { id: row.network_id }), subnets },
  };
}

export const showReservedIp: Shown<ReservedIpRow> = (scope, { row }) => {
  const { ports, networks } = scope.world.account.objects;
  const port = ports.get(row.port_id)?.row;
  const network = networks.get(row.network_id);
  const attached = port?.attached_to ?? null;
  return {
    ...row,
    allowed_address_pairs: port?.allowed_address_pairs ?? [],
    attachments: attached ? [{ resource_id: attached.resource_id, resource_type: attached.resource_type }] : [],
    reservation: { resource_id: null, resource_type: null, status: attached ? "reserved" : "available" },
    status: attached ? "ACTIVE" : "DOWN",
    network: network ? showNetwork(scope, network) : null,
  };
};
