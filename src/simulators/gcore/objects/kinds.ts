// The kinds of objects as data: what identifies one, where it lives, what refusals call it.
import type { Kind } from "./world.ts";

export interface KindFacts {
  idKey: string;
  scope: "client" | "project" | "region";
  title: string;
}

const regional = (title: string, idKey = "id"): KindFacts => ({ idKey, scope: "region", title });

export const KINDS: Readonly<Record<Kind, KindFacts>> = {
  projects: { idKey: "id", scope: "client", title: "Project" },
  regions: { idKey: "id", scope: "client", title: "Region" },
  images: regional("Image"),
  apptemplates: regional("Application template"),
  networks: regional("Network"),
  subnets: regional("Subnet"),
  securitygroups: regional("Security group"),
  ssh_keys: { idKey: "id", scope: "project", title: "SSH key" },
  servergroups: regional("Server group", "servergroup_id"),
  volumes: regional("Volume"),
  snapshots: regional("Snapshot"),
  instances: regional("Instance"),
  ports: regional("Port"),
  floatingips: regional("Floating IP"),
  reserved_fixed_ips: regional("Reserved fixed IP", "port_id"),
  lifecycle_policies: regional("Lifecycle policy"),
  tasks: { idKey: "id", scope: "client", title: "Task" },
};

export const KIND_NAMES = Object.keys(KINDS) as Kind[];
