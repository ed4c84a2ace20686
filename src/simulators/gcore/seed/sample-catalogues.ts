// What the vendor offers, for accounts that do not say: flavors, images, networks of a region, prices. Plausible, not the vendor's price list.
import type { JsonObject } from "../../engine/json.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import type { Prices } from "../objects/world.ts";

const LONG_AGO = "2024-01-15T10:00:00Z";

export const SAMPLE_PRICES: Prices = {
  currency: "EUR",
  volumeGib: { standard: 0.04, ssd_hiiops: 0.1, ssd_lowlatency: 0.2, ssd_local: 0.08, cold: 0.02, ultra: 0.1 },
  snapshotGib: 0.03,
  externalIp: 2.5,
  floatingIp: 2.5,
};

/** Nothing of it stands in the way of a rehearsal. */
export const SAMPLE_QUOTAS: Record<string, number> = {
  vm_count: 20_000,
  shared_vm_count: 20_000,
  cpu_count: 100_000,
  ram: 400_000_000,
  volume_count: 60_000,
  volume_size: 10_000_000,
  volume_snapshots_count: 100_000,
  volume_snapshots_size: 10_000_000,
  floating_count: 10_000,
  external_ip_count: 40_000,
  servergroup_count: 2_000,
  network_count: 2_000,
  subnet_count: 4_000,
  firewall_count: 4_000,
  snapshot_schedule_count: 10_000,
};

export function sampleFlavors(): JsonObject[] {
  return [
    flavor("g2-standard-1-2", 1, 2048),
    flavor("g2-standard-2-4", 2, 4096),
    flavor("g2-standard-2-8", 2, 8192),
    flavor("g2-standard-4-8", 4, 8192),
    flavor("g2-standard-4-16", 4, 16_384),
    flavor("g2-standard-8-16", 8, 16_384),
    flavor("g2-cpu-4-8", 4, 8192),
    flavor("g2-memory-2-16", 2, 16_384),
    flavor("g2w-standard-2-4", 2, 4096, "windows"),
    flavor("g2w-standard-4-8", 4, 8192, "windows"),
    flavor("g2s-shared-1-1-25", 1, 1024),
    flavor("g2s-shared-2-2-50", 2, 2048),
    { ...flavor("g1-standard-2-4", 2, 4096), disabled: true },
    flavor("g2-standard-64-256", 64, 262_144),
  ];
}

/** Vendors run out of large machines first. */
export const SAMPLE_CAPACITY = { "g2-standard-64-256": 0 };

function flavor(id: string, vcpus: number, ram: number, system = "linux"): JsonObject {
  const month = Math.round((vcpus * 6.5 + (ram / 1024) * 2.1 + (system === "windows" ? vcpus * 7 : 0)) * 100) / 100;
  return {
    flavor_id: id,
    flavor_name: id,
    vcpus,
    ram,
    os_type: system,
    architecture: "x86_64",
    disabled: false,
    hardware_description: { vcpus: String(vcpus), ram: `${ram / 1024}GiB` },
    price_per_hour: Math.round((month / 730) * 100_000) / 100_000,
    price_per_month: month,
    currency_code: "EUR",
    price_status: "show",
  };
}

/** Ids differ from region to region. */
export function sampleImages(regionId: number): JsonObject[] {
  return [
    image(regionId, "ubuntu-24.04-x64", "ubuntu", "24.04", 10),
    image(regionId, "ubuntu-22.04-x64", "ubuntu", "22.04", 10),
    image(regionId, "debian-12-generic-x64", "debian", "12", 10),
    image(regionId, "rocky-9-x64", "rocky", "9", 15),
    {
      ...image(regionId, "windows-server-2022-x64", "windows", "2022", 50),
      os_type: "windows",
      ssh_key: "deny",
      min_ram: 2048,
    },
  ];
}

function image(regionId: number, name: string, distro: string, version: string, minDisk: number): JsonObject {
  const id = uuidFrom(`image/${regionId}/${name}`);
  return {
    id,
    name,
    os_distro: distro,
    os_version: version,
    os_type: "linux",
    min_disk: minDisk,
    min_ram: 512,
    size: 2_361_393_152,
    visibility: "public",
    ssh_key: "allow",
    region_id: regionId,
    created_at: LONG_AGO,
    tags_v2: [{ key: "os_distro", value: distro, read_only: true }],
  };
}

/** One external network with addresses of both families, from the ranges for benchmarks and documents. */
export function sampleNetworks(regionId: number): { networks: JsonObject[]; subnets: JsonObject[] } {
  const id = uuidFrom(`network/${regionId}/pub_net`);
  const [v4, v6] = [uuidFrom(`subnet/${regionId}/pub-v4`), uuidFrom(`subnet/${regionId}/pub-v6`)];
  const place = { region_id: regionId, created_at: LONG_AGO };
  const network = { ...place, id, name: "pub_net", external: true, shared: true, project_id: null, subnets: [v4, v6] };
  const block = regionId % 16;
  const subnet = { ...place, network_id: id, project_id: 0, enable_dhcp: true, shared: true };
  return {
    networks: [{ ...network, type: "vlan", mtu: 1500 }],
    subnets: [
      { ...subnet, id: v4, name: "pub-v4", cidr: `198.18.${block * 16}.0/20`, gateway_ip: null, ip_version: 4 },
      {
        ...subnet,
        id: v6,
        name: "pub-v6",
        cidr: `2001:db8:${block.toString(16)}::/64`,
        gateway_ip: null,
        ip_version: 6,
      },
    ],
  };
}

export function sampleTemplates(regionId: number): JsonObject[] {
  return [
    {
      id: uuidFrom(`apptemplate/${regionId}/wordpress`),
      display_name: "WordPress",
      version: "6.4",
      category: "CMS",
      min_disk: 20,
      min_ram: 2,
      region_id: regionId,
      image_name: "wordpress-ubuntu-22.04",
      os_name: "ubuntu",
      os_version: 22.04,
      app_config: [
        { name: "domain", label: "Domain", description: "Where the site lives", type: "str", required: true },
        { name: "title", label: "Title", description: "Its title", type: "str", required: false, default: "Blog" },
      ],
    },
  ];
}
