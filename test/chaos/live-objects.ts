// What an account holds, read from the simulator's own rows: one shape for all vendors. Knows nothing of our state.
import type { ResourceType } from "../../src/core/address.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { Vendor } from "./scenarios.ts";

export interface LiveObject {
  /** `vm 901`; what is numbered per machine carries the machine: `snapshot 901/1`. */
  readonly key: string;
  readonly type: ResourceType;
  readonly id: string;
  readonly name: string;
  readonly parentId: string | undefined;
  /** The stack and address that its marker names. */
  readonly marker: string | undefined;
  /** All of it but times and what the account as a whole shows through it. */
  readonly picture: string;
}

type Row = JsonObject;

interface Kind {
  readonly list: string;
  readonly type: ResourceType;
  readonly id: string;
  readonly name: string;
  readonly parent?: string;
}

const KINDS: Readonly<Record<Vendor, readonly Kind[]>> = {
  serveroid: [
    { list: "vms", type: "vm", id: "id", name: "name" },
    { list: "pubkeys", type: "key", id: "id", name: "name" },
    { list: "snapshots", type: "snapshot", id: "id", name: "name" },
  ],
  zomro: [
    { list: "instances", type: "vm", id: "id", name: "servername" },
    { list: "sshkeys", type: "key", id: "elid", name: "comment" },
    { list: "snapshots", type: "snapshot", id: "id", name: "name" },
    { list: "schedules", type: "schedule", id: "id", name: "name", parent: "instance_id" },
  ],
  gcore: [
    { list: "instances", type: "vm", id: "id", name: "name" },
    { list: "ssh_keys", type: "key", id: "id", name: "name" },
    { list: "volumes", type: "volume", id: "id", name: "name" },
    { list: "snapshots", type: "snapshot", id: "id", name: "name", parent: "volume_id" },
    { list: "lifecycle_policies", type: "schedule", id: "id", name: "name" },
    { list: "floatingips", type: "floatingIp", id: "id", name: "" },
    { list: "ports", type: "interface", id: "id", name: "" },
  ],
};

/** Times, and what changes in an object because something else of the account did. */
const VOLATILE = /time|date|_at$|task|publicKeys|^volumes$|^schedules$|servername|currentSnapshot|fixed_ip|router/i;
const PER_MACHINE = new Set(["serveroid snapshots", "zomro snapshots"]);

/** In the project and region that the provider entry names, and not a node of a cluster, which no list of machines shows. */
export const isInPlace = (vendor: Vendor, { picture }: LiveObject): boolean =>
  vendor !== "gcore" ||
  (picture.includes('["project_id",77]') &&
    picture.includes('["region_id",76]') &&
    !picture.includes('"read_only":true'));

export function listLive(vendor: Vendor, state: JsonObject): LiveObject[] {
  const all = listAll(vendor, state);
  const machines = new Set(all.flatMap((object) => (object.type === "vm" ? [object.id] : [])));
  // What a machine has taken along stays in the simulator's books where the machine was deleted in the panel.
  return vendor === "gcore" ? all : all.filter(({ parentId }) => parentId === undefined || machines.has(parentId));
}

function listAll(vendor: Vendor, state: JsonObject): LiveObject[] {
  return KINDS[vendor].flatMap((kind) => {
    const value = state[kind.list];
    if (!PER_MACHINE.has(`${vendor} ${kind.list}`))
      return rowsOf(value).flatMap((row) => (isGone(row) ? [] : [read(kind, row, parentOf(kind, row))]));
    return Object.entries((value ?? {}) as JsonObject).flatMap(([parent, rows]) =>
      rowsOf(rows).flatMap((row) => (isGone(row) ? [] : [read(kind, row, parent)])),
    );
  });
}

const rowsOf = (value: Json | undefined): readonly Row[] => (Array.isArray(value) ? (value as Row[]) : []);

/** Zomro's fields are objects around their text; what is deleted there stays as a row. */
function textOf(value: Json | undefined): string {
  const inner = typeof value === "object" && value !== null && "$" in value ? (value as JsonObject)["$"] : value;
  return inner === undefined || inner === null ? "" : String(inner);
}

const isGone = (row: Row): boolean => [row["status"], row["item_real_status"]].some((value) => textOf(value) === "4");

function parentOf(kind: Kind, row: Row): string | undefined {
  if (kind.parent !== undefined) return textOf(row[kind.parent]);
  const attached = row["attached_to"] as JsonObject | null | undefined;
  return kind.type === "interface" ? textOf(attached?.["resource_id"]) : undefined;
}

function read(kind: Kind, row: Row, parentId: string | undefined): LiveObject {
  const id = textOf(row[kind.id]);
  const picture = Object.entries(row).filter(([field]) => !VOLATILE.test(field));
  const isNumberedInside = kind.type === "snapshot" && kind.parent === undefined;
  return {
    key: `${kind.type} ${isNumberedInside ? `${parentId ?? ""}/` : ""}${id}`,
    type: kind.type,
    id,
    name: textOf(row[kind.name]),
    parentId,
    marker: markerOf(row),
    picture: JSON.stringify([textOf(row[kind.name]), picture]),
  };
}

function markerOf(row: Row): string | undefined {
  const tags = new Map(rowsOf(row["tags"]).map((tag) => [tag["key"], tag["value"]]));
  const stack = tags.get("trueup-stack");
  return stack === undefined ? undefined : `${String(stack)} ${String(tags.get("trueup-address"))}`;
}
