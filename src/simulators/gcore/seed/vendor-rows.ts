// The vendor's objects as they travel, as far as the rules look at them; other members are kept and returned. Data only.
import type { JsonObject } from "../../engine/json.ts";

export interface Tag extends JsonObject {
  key: string;
  value: string;
  read_only: boolean;
}

/** What almost every object of a region has. */
export interface RegionalRow extends JsonObject {
  project_id: number;
  region_id: number;
  region: string;
}

interface TaskedRow extends RegionalRow {
  id: string;
  name: string;
  created_at: string;
  /** The task that holds the lock. */
  task_id: string | null;
  creator_task_id: string | null;
}

export interface FlavorRow extends JsonObject {
  flavor_id: string;
  flavor_name: string;
  vcpus: number;
  ram: number;
  os_type: string;
  architecture: string;
  disabled: boolean;
  hardware_description: JsonObject;
}

export interface InstanceRow extends TaskedRow {
  status: string;
  vm_state: string;
  task_state: string | null;
  flavor: JsonObject & { flavor_id: string };
  volumes: (JsonObject & { id: string; delete_on_termination: boolean })[];
  ssh_key_name: string | null;
  tags: Tag[];
}

export interface Attachment extends JsonObject {
  attachment_id: string;
  volume_id: string;
  server_id: string | null;
}

export interface VolumeRow extends TaskedRow {
  size: number;
  status: string;
  volume_type: string;
  bootable: boolean;
  is_root_volume: boolean;
  attachments: Attachment[];
  volume_image_metadata: JsonObject | null;
  tags: Tag[];
  updated_at: string;
}

export interface SnapshotRow extends TaskedRow {
  creator_task_id: string;
  description: string | null;
  volume_id: string;
  size: number;
  status: string;
  tags: Tag[];
  updated_at: string;
}

export interface IpAssignment extends JsonObject {
  ip_address: string;
  subnet_id: string;
}

export interface PortRow extends RegionalRow {
  id: string;
  network_id: string;
  mac_address: string;
  security_group_ids: string[];
  attached_to: (JsonObject & { resource_id: string; resource_type: string }) | null;
  ip_assignments: IpAssignment[];
  allowed_address_pairs: JsonObject[];
  port_security_enabled: boolean;
  managed_by: string;
  tags: JsonObject;
  created_at: string;
  updated_at: string;
}

export interface FloatingIpRow extends RegionalRow {
  id: string;
  created_at: string;
  task_id: string | null;
  creator_task_id: string | null;
  floating_ip_address: string;
  fixed_ip_address: string | null;
  port_id: string | null;
  status: string;
  tags: Tag[];
}

export interface ReservedIpRow extends RegionalRow {
  port_id: string;
  name: string;
  network_id: string;
  subnet_id: string | null;
  fixed_ip_address: string | null;
  is_external: boolean;
  is_vip: boolean;
  task_id: string | null;
}

export interface ImageRow extends TaskedRow {
  os_type: string;
  os_distro: string;
  os_version: string;
  architecture: string;
  min_disk: number;
  min_ram: number;
  visibility: string;
  is_baremetal: boolean;
  tags_v2: Tag[];
}

export interface SecurityGroupRow extends RegionalRow {
  id: string;
  name: string;
  description: string;
  security_group_rules: JsonObject[];
  tags_v2: Tag[];
  revision_number: number;
  created_at: string;
  updated_at: string;
}

export interface NetworkRow extends JsonObject {
  id: string;
  name: string;
  project_id: number | null;
  region_id: number;
  region: string;
  external: boolean;
  shared: boolean;
  subnets: string[];
  tags: Tag[];
  task_id: string | null;
}

export interface SubnetRow extends RegionalRow {
  id: string;
  name: string;
  network_id: string;
  cidr: string;
  gateway_ip: string | null;
  ip_version: number;
  tags: Tag[];
  task_id: string | null;
}

export interface ServerGroupRow extends RegionalRow {
  servergroup_id: string;
  name: string;
  policy: string;
  instances: (JsonObject & { instance_id: string; instance_name: string })[];
}

export interface SshKeyRow extends JsonObject {
  id: string;
  name: string;
  public_key: string;
  fingerprint: string;
  shared_in_project: boolean;
  project_id: number | null;
  state: string;
  created_at: string | null;
}

export interface ScheduleRow extends JsonObject {
  id: string;
  type: string;
  max_quantity: number;
  retention_time: JsonObject | null;
  resource_name_template: string | null;
}

export interface PolicyRow extends JsonObject {
  id: number;
  name: string;
  action: string;
  status: string;
  user_id: number;
  project_id: number;
  region_id: number;
  schedules: ScheduleRow[];
  volumes: (JsonObject & { volume_id: string })[];
}

export interface TaskRow extends JsonObject {
  id: string;
  task_type: string;
  state: "NEW" | "RUNNING" | "FINISHED" | "ERROR";
  created_on: string;
  updated_on: string | null;
  finished_on: string | null;
  error: string | null;
  created_resources: JsonObject | null;
  data: JsonObject;
  project_id: number;
  region_id: number;
}

export interface ProjectRow extends JsonObject {
  id: number;
  name: string;
}

export interface RegionRow extends JsonObject {
  id: number;
  display_name: string;
}

export interface AppTemplateRow extends JsonObject {
  id: string;
  display_name: string;
  min_disk: number;
}
