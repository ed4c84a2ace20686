// Everything that the stand-in knows: one account, its sessions and the work under way. Holds data only; the rules live in the handlers.
import type { SimClock } from "../../engine/sim-clock.ts";
import type { SimReply } from "../../engine/simulated-vendor.ts";
import type { Quirks } from "../routes/quirks.ts";
import type { Language } from "../routes/wording.ts";
import type { ImageRow, InstanceRow, Kept, KeyRow, ScheduleRow, TariffRow } from "../seed/vendor-rows.ts";

/** What no function shows, kept so that tests can see what really happened to a machine. */
export interface Inside {
  passwordChanges: number;
  /** Grows whenever the disk is written anew. */
  diskGeneration: number;
  restarts: number;
  /** `fotbokeyid` of the key put in at the last installation. */
  keyId: string | null;
  /** UUID that rescue or ISO mode was started from. */
  bootedFrom: string | null;
  /** Of the order: unknown to the vendor's lists. */
  remoteId: string | null;
}

export interface Instance extends Kept {
  row: InstanceRow;
  /** What the billing side is doing, for `item_status`. */
  doing: "activation" | "deletion" | null;
  /** The plan and its price before a change that waits for confirmation. */
  formerPlan: { pricelist: string; cost: string } | null;
  /** Some read shows it in clear, [3P]; never part of the state. */
  password: string | null;
  visibleFrom: number;
  inside: Inside;
}

export type ImageKind = "snapshot" | "backup" | "image";

/** Snapshots, backups and own images share one sequence of ids and one delete function, [S001] [CP]. */
export interface Image extends Kept {
  kind: ImageKind;
  row: ImageRow;
  /** Empty for own images. */
  instanceId: string;
  visibleFrom: number;
}

export interface Schedule extends Kept {
  row: Omit<ScheduleRow, "rotation_days" | "servername">;
  /** 0 = Sunday, in the order in which they were sent. */
  days: number[];
  nextAt: number;
  visibleFrom: number;
}

export interface Key extends Kept {
  row: KeyRow;
  visibleFrom: number;
}

export interface Tariff extends Kept {
  row: TariffRow;
  /** Ids of data centres; empty = all. */
  datacenters: string[];
}

export interface Datacenter {
  id: string;
  name: string;
}

/** A public image; its UUID differs per data centre, [CP]. */
export interface System {
  uuid: string;
  label: string;
  /** Empty = all. */
  datacenter: string;
}

export interface Order {
  tariff: Tariff;
  datacenter: Datacenter;
  system: System;
  count: number;
  period: string;
  servername: string;
  password: string | null;
  keyId: string | null;
  remoteId: string | null;
  hasIpv6: boolean;
}

export interface CartLine {
  id: string;
  cart: number;
  order: Order;
}

export interface Limits {
  /** Balance; absent = enough for everything. */
  money?: number;
  instances?: number;
  snapshotsPerDay: number;
}

export const FILTERS = [
  "instances",
  "instances.snapshots",
  "instances.fleio_bckps",
  "instances.fleio_bckps.schedule",
  "image",
  "sshkeys",
] as const;

export type FilterName = (typeof FILTERS)[number];

export interface Account {
  credentials: { username: string; password: string }[];
  language: Language;
  instances: Map<string, Instance>;
  images: Map<string, Image>;
  schedules: Map<string, Schedule>;
  keys: Map<string, Key>;
  datacenters: Datacenter[];
  tariffs: Tariff[];
  systems: System[];
  /** Id of the product "own image", [Z487]. */
  imagePricelist: string;
  /** Kept on the server, per list, [CP]. */
  filters: Partial<Record<FilterName, Record<string, string>>>;
  /** Rows per page where a call names none; a call that names one changes it. */
  pageSizes: Record<string, number>;
  limits: Limits;
  quirks: Quirks;
  /** Seconds per function, over the defaults. */
  durations: Partial<Record<string, number>>;
}

export interface Session {
  username: string;
  lastAt: number;
  /** The second factor has not been given. */
  isHalfOpen?: true;
}

/** Something that is due; what holds an instance keeps it busy. */
export interface Pending {
  at: number;
  instanceId?: string;
  happen(at: number): void;
  /** For people: what it is, and since when. */
  type?: string;
  startedAt?: number;
}

/** An answer that was put off: a page until it is there, [CP]. */
export interface LongTask {
  readyAt: number;
  reply: SimReply | undefined;
}

export interface World {
  account: Account;
  sessions: Map<string, Session>;
  cart: Map<string, CartLine>;
  longTasks: Map<string, LongTask>;
  pending: Pending[];
  /** One `KIND INSTANCE DAY` per copy made by hand: the panel allows five a day, [CP]. */
  madeByHand: string[];
  clock: SimClock;
  speed: number;
  lastIds: {
    /** Instances, snapshots, backups and images are all items of the billing. */
    item: number;
    schedule: number;
    key: number;
    cloudKey: number;
    line: number;
    cart: number;
    bill: number;
    token: number;
    uuid: number;
    address: number;
  };
}

export function freshInside(): Inside {
  return { passwordChanges: 0, diskGeneration: 0, restarts: 0, keyId: null, bootedFrom: null, remoteId: null };
}
