// A plausible account: two machines of one's own making, one of a managed cluster, what they stand on. Data only.
import type { JsonObject } from "../../engine/json.ts";
import { sampleNetworks } from "./sample-catalogues.ts";

const CREATED = "2026-08-20T09:00:00Z";
const LUX = 76;
const PROJECT = 77;
const here = { project_id: PROJECT, region_id: LUX, region: "Luxembourg-2", created_at: CREATED };

const DEMO = "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a01";
const WORKER = "5a3c9c1e-9b1f-4c55-8d8a-0d3f1c7e1a02";
const BOOT = "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b01";
const DATA = "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b02";
const WORKER_BOOT = "7d0c2e7a-41f4-4f5b-9a53-6f0a2b9d2b03";
const PRIVATE_NET = "c2b9b1d4-1f0a-4a57-9d1b-3a8c5e6f7c01";
const PRIVATE_SUBNET = "c2b9b1d4-1f0a-4a57-9d1b-3a8c5e6f7c02";
const WEB_GROUP = "e4d1a2b3-5c6d-4e7f-8a9b-0c1d2e3f4d01";
const KEY = "f0e1d2c3-b4a5-4967-8899-aabbccddee01";
const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q ops@example.org";

const smallFlavor = { flavor_id: "g2-standard-2-4", vcpus: 2, ram: 4096 };
const tag = (key: string, value: string, readOnly: boolean): JsonObject => ({ key, value, read_only: readOnly });

function instance(id: string, name: string, volumes: string[], tags: JsonObject[]): JsonObject {
  const listed = volumes.map((volume) => ({ id: volume, delete_on_termination: false }));
  return { ...here, id, name, flavor: smallFlavor, volumes: listed, ssh_key_name: "ops", tags, creator_task_id: null };
}

function volume(id: string, name: string, size: number, boot: boolean): JsonObject {
  const metadata = { os_type: "linux", os_distro: "ubuntu", os_version: "24.04", image_name: "ubuntu-24.04-x64" };
  const image = boot ? metadata : null;
  return {
    ...here,
    id,
    name,
    size,
    status: "in-use",
    volume_type: "ssd_hiiops",
    bootable: boot,
    is_root_volume: boot,
    volume_image_metadata: image,
  };
}

function port(
  id: string,
  instanceId: string,
  { network, subnet }: { readonly network: string; readonly subnet: string },
  address: string,
  system = false,
): JsonObject {
  return {
    ...here,
    id,
    network_id: network,
    ip_assignments: [{ ip_address: address, subnet_id: subnet }],
    attached_to: { resource_id: instanceId, resource_type: "instance" },
    security_group_ids: system ? [] : [WEB_GROUP],
    mac_address: `fa:16:3e:00:10:${id.slice(-2)}`,
    managed_by: system ? "system" : "user",
  };
}

const external = sampleNetworks(LUX);
const externalNetwork = String(external.networks[0]?.["id"]);
const externalSubnet = String(external.subnets[0]?.["id"]);

const rule = (id: string, port_number: number): JsonObject => ({
  ...{ id, security_group_id: WEB_GROUP, direction: "ingress", ethertype: "IPv4", protocol: "tcp" },
  ...{ port_range_min: port_number, port_range_max: port_number, remote_ip_prefix: "0.0.0.0/0", remote_group_id: null },
  ...{ description: "", revision_number: 0, created_at: CREATED, updated_at: CREATED },
});

export const SAMPLE_ACCOUNT: JsonObject = {
  credentials: [{ apiKey: "sim" }],
  client: { id: 9, user_id: 31, email: "ops@example.org", status: "active", currentUser: 31 },
  projects: [{ id: PROJECT, name: "default", is_default: true, created_at: CREATED }],
  regions: [
    {
      id: LUX,
      display_name: "Luxembourg-2",
      country: "LU",
      available_volume_types: ["standard", "ssd_hiiops", "ssd_lowlatency"],
    },
    { id: 38, display_name: "Frankfurt", country: "DE", available_volume_types: ["standard", "ssd_hiiops"] },
    { id: 104, display_name: "Amsterdam-2", country: "NL", available_volume_types: ["standard", "ssd_hiiops", "cold"] },
  ],
  networks: [
    ...external.networks,
    { ...here, id: PRIVATE_NET, name: "internal", external: false, shared: false, subnets: [PRIVATE_SUBNET] },
  ],
  subnets: [
    ...external.subnets,
    {
      ...here,
      id: PRIVATE_SUBNET,
      name: "internal-v4",
      network_id: PRIVATE_NET,
      cidr: "192.168.10.0/24",
      gateway_ip: "192.168.10.1",
    },
  ],
  securitygroups: [
    {
      ...here,
      id: WEB_GROUP,
      name: "web",
      description: "HTTP and HTTPS",
      security_group_rules: [
        rule("e4d1a2b3-5c6d-4e7f-8a9b-0c1d2e3f4e01", 80),
        rule("e4d1a2b3-5c6d-4e7f-8a9b-0c1d2e3f4e02", 443),
      ],
    },
  ],
  ssh_keys: [
    {
      id: KEY,
      name: "ops",
      public_key: PUBLIC_KEY,
      project_id: PROJECT,
      created_at: CREATED,
      fingerprint: "5d:06:4e:5c:5f:5c:42:a4:4b:69:9f:4d:0d:8a:0b:2e",
    },
  ],
  instances: [
    instance(
      DEMO,
      "legacy-web",
      [BOOT, DATA],
      [tag("os_distro", "ubuntu", true), tag("os_version", "24.04", true), tag("team", "web-shop", false)],
    ),
    instance(WORKER, "k8s-pool-1-node-1", [WORKER_BOOT], [tag("os_distro", "ubuntu", true)]),
  ],
  volumes: [
    volume(BOOT, "legacy-web-boot", 20, true),
    volume(DATA, "legacy-web-data", 50, false),
    volume(WORKER_BOOT, "k8s-pool-1-node-1-boot", 30, true),
  ],
  ports: [
    port(
      "a1b2c3d4-0001-4a00-8b00-00000000aa01",
      DEMO,
      { network: externalNetwork, subnet: externalSubnet },
      "198.18.192.10",
    ),
    port(
      "a1b2c3d4-0001-4a00-8b00-00000000aa02",
      WORKER,
      { network: PRIVATE_NET, subnet: PRIVATE_SUBNET },
      "192.168.10.20",
      true,
    ),
  ],
  quirks: { k8sInstances: [WORKER] },
};
