// Everything that the stand-in knows: one client's account and what will happen to it. Holds data only; the rules live in the routes.
import type { JsonObject } from "../../engine/json.ts";
import type { SimClock } from "../../engine/sim-clock.ts";
import type {
  AppTemplateRow,
  FlavorRow,
  FloatingIpRow,
  ImageRow,
  InstanceRow,
  NetworkRow,
  PolicyRow,
  PortRow,
  ProjectRow,
  RegionRow,
  ReservedIpRow,
  SecurityGroupRow,
  ServerGroupRow,
  SnapshotRow,
  SshKeyRow,
  SubnetRow,
  TaskRow,
  VolumeRow,
} from "../seed/vendor-rows.ts";

export interface RowOf {
  projects: ProjectRow;
  regions: RegionRow;
  images: ImageRow;
  apptemplates: AppTemplateRow;
  networks: NetworkRow;
  subnets: SubnetRow;
  securitygroups: SecurityGroupRow;
  ssh_keys: SshKeyRow;
  servergroups: ServerGroupRow;
  volumes: VolumeRow;
  snapshots: SnapshotRow;
  instances: InstanceRow;
  ports: PortRow;
  floatingips: FloatingIpRow;
  reserved_fixed_ips: ReservedIpRow;
  lifecycle_policies: PolicyRow;
  tasks: TaskRow;
}

export type Kind = keyof RowOf;

export interface Stored<R extends JsonObject = JsonObject> {
  row: R;
  /** Epoch ms from which reads show it (a fault may delay that). */
  visibleFrom: number;
  /** What no call of the vendor shows, kept so that tests can see what really happened. */
  inside: JsonObject;
}

export type Instance = Stored<InstanceRow>;
export type Volume = Stored<VolumeRow>;
export type Port = Stored<PortRow>;

export type Objects = { [K in Kind]: Map<string, Stored<RowOf[K]>> };

export interface Quirks {
  /** Names of members in answers about instances: both generations, or one. */
  legacyKeys: "both" | "current" | "legacy";
  /** Seconds for which reads show the old flavor after a resize is FINISHED. */
  staleReadSeconds: number;
  /** Instances (id or name) that are workers of a managed k8s cluster. */
  k8sInstances: string[];
  /** False: a plain `name` is refused, as resellers may ask for. */
  customNames: boolean;
  /** HTTP status of QuotaLimitExceed, which nothing documents. */
  quotaStatus: number;
  /** What cron fields that were not sent come back as. */
  cronDefaults: "null" | "star";
  /** Whether policies show their volumes without `need_volumes`. */
  volumesAlwaysShown: boolean;
  /** The young calls about ports: all there; there, but without `attached_to` (so [SPEC]); or not there. */
  portsApi: "whole" | "unattached" | "missing";
  /** Where names of interfaces show: everywhere, in addresses of machines only, or nowhere. */
  interfaceNames: "shown" | "addresses" | "hidden";
  /** Seconds for which a machine that was deleted still shows, with the status DELETED. */
  ghostSeconds: number;
  /** A change of flavor leaves a stopped machine running, which nothing documents. */
  resizeStarts: boolean;
  /** False: the status of floating IPs is null, as [SPEC] allows. */
  floatingStatus: boolean;
  /** Methods that are carried out, but answered with `{}`. */
  silentMethods: string[];
}

export interface Prices {
  currency: string;
  /** Per GiB and month. */
  volumeGib: Record<string, number>;
  snapshotGib: number;
  externalIp: number;
  floatingIp: number;
}

export interface Account {
  credentials: { apiKey: string }[];
  client: JsonObject & { id: number; user_id: number };
  objects: Objects;
  flavors: Map<number, FlavorRow[]>;
  /** How many more VMs of a flavor fit into a region; what is not named fits always. */
  capacity: Record<string, Record<string, number>>;
  /** Per region; what is not named is not limited. */
  quotas: Record<string, number>;
  prices: Prices;
  nameTemplates: JsonObject[];
  quirks: Quirks;
  /** Seconds per `task_type`, over the defaults. */
  durations: Record<string, number>;
}

/** What is planned for long, as data, so that a kept world can plan it again. */
export type Plan = { policyId: number; scheduleId: string } | { dropSnapshotId: string };

export interface Happening {
  at: number;
  happen(at: number): void;
  plan?: Plan;
  /** Whose end it is. */
  task?: { id: string; type: string; startedAt: number };
}

export interface World {
  account: Account;
  clock: SimClock;
  speed: number;
  startedAt: number;
  /** What is due in the future, in no order. */
  happenings: Happening[];
  lastIds: { uuid: number; request: number; policy: number; project: number; mac: number };
  /** Last address handed out, per subnet. */
  lastAddresses: Map<string, bigint>;
}
