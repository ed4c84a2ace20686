// The vendor's functions as data: what each one is, which fields it knows, whom it is about. Carries nothing out.
import type { FilterName } from "../objects/world.ts";

/** A form changes something only with `sok`; an action without it, too; a setting changes the panel, not the services. */
type FunctionKind = "list" | "read" | "form" | "action" | "setting";

/** Whose id stands in `elid`, for faults that are meant for one machine. */
type Subject = "instance" | "image" | "schedule";

export interface FunctionRule {
  kind: FunctionKind;
  parameters: readonly string[];
  elid?: Subject;
  isAsync?: true;
  /** `always`, or where the form was sent without `elid`. */
  creates?: "always" | "without-elid";
  filter?: FilterName;
}

const PAGING = ["p_num", "p_cnt", "p_col"];
const FILTER_FIELDS: Readonly<Record<FilterName, readonly string[]>> = {
  instances: [
    "id",
    "name",
    "servername",
    "ip",
    "instance_status",
    "status",
    "pricelist",
    "datacentername",
    "instances_os",
  ],
  "instances.snapshots": ["id", "name", "fleio_status"],
  "instances.fleio_bckps": ["id", "name", "fleio_status"],
  "instances.fleio_bckps.schedule": ["id", "name"],
  image: ["id", "name", "fleio_status"],
  sshkeys: ["comment"],
};

/** Fields of a filter that are chosen from a list: `null` is none of its choices. */
export const CHOSEN_FILTER_FIELDS = new Set([
  "instance_status",
  "status",
  "pricelist",
  "datacentername",
  "instances_os",
  "fleio_status",
]);

const list = (parameters: readonly string[], more: Partial<FunctionRule> = {}): FunctionRule => ({
  kind: "list",
  parameters: [...PAGING, ...parameters],
  ...more,
});
const filter = (name: FilterName, parameters: readonly string[] = []): FunctionRule => ({
  kind: "setting",
  parameters: [...FILTER_FIELDS[name], ...parameters],
  filter: name,
});
const read = (parameters: readonly string[], more: Partial<FunctionRule> = {}): FunctionRule => ({
  kind: "read",
  parameters,
  ...more,
});
const form = (parameters: readonly string[], more: Partial<FunctionRule> = {}): FunctionRule => ({
  kind: "form",
  parameters,
  ...more,
});
const onInstance = (parameters: readonly string[]): FunctionRule =>
  form(["elid", ...parameters], { elid: "instance", isAsync: true });
const act: FunctionRule = { kind: "action", parameters: ["elid"], elid: "instance", isAsync: true };
const copy = (parameters: readonly string[]): FunctionRule =>
  form(["plid", "elid", "name", ...parameters], { elid: "image", isAsync: true, creates: "without-elid" });

export const FUNCTIONS = {
  auth: read(["username", "password"]),
  whoami: read([]),
  "v2.instances.order.pricelist": read(["datacenter"]),
  "v2.instances.order.param": form(
    [
      "pricelist",
      "order_period",
      "licence_agreement",
      "order_count",
      "force_use_new_cart",
      "instances_ssh_keys",
      "use_ssh_key",
      "instances_os",
      "password",
      "servername",
      "datacenter",
      "skipbasket",
      "remoteid",
    ],
    { isAsync: true, creates: "always" },
  ),
  "cartorder.create.confirm": form(["elid", "paymethod_id"], { isAsync: true, creates: "always" }),
  instances: list([], { filter: "instances" }),
  "instances.filter": filter("instances"),
  "instances.edit": form(["elid", "servername", "autoprolong", "backup_rotation"], { elid: "instance" }),
  "instances.delete": act,
  "service.delete": act,
  "service.start": act,
  "service.stop": act,
  "instances.start": act,
  "instances.stop": act,
  "service.reboot": act,
  "service.hardreboot": act,
  "service.changepricelist": read(["elid"], { elid: "instance" }),
  "service.changepricelist.getmoney": onInstance(["pricelist", "snext"]),
  "instances.confirm.resize": onInstance(["select_resize"]),
  "instances.fleio.rebuild": onInstance(["zone", "select_rebuild", "enablessh", "use_ssh_key", "password", "ssh_keys"]),
  "instances.fleio.changepassword": onInstance(["password"]),
  "instances.fleio.rescue": onInstance(["select_boot", "select_boot_from_iso", "zone", "password"]),
  "instances.fleio.unrescue": act,
  "instances.fleio.boot_from_iso": onInstance(["select_boot_from_iso", "zone"]),
  "instances.fleio.vnc": read(["elid"], { elid: "instance" }),
  "instances.fleio.measures": read(["elid", "hours", "metric"], { elid: "instance" }),
  "instances.snapshots": list(["elid"], { elid: "instance", filter: "instances.snapshots" }),
  "instances.snapshots.filter": filter("instances.snapshots", ["elid"]),
  "instances.snapshots.edit": copy([]),
  "instances.fleio_bckps": list(["elid"], { elid: "instance", filter: "instances.fleio_bckps" }),
  "instances.fleio_bckps.filter": filter("instances.fleio_bckps", ["elid"]),
  "instances.fleio_bckps.edit": copy([]),
  "instances.fleio_bckps.schedule": list(["elid", "plid"], {
    elid: "instance",
    filter: "instances.fleio_bckps.schedule",
  }),
  "instances.fleio_bckps.schedule.filter": filter("instances.fleio_bckps.schedule", ["elid", "plid"]),
  "instances.fleio_bckps.schedule.edit": form(["plid", "elid", "name", "rotation_days", "rotation_time"], {
    elid: "schedule",
    creates: "without-elid",
  }),
  "instances.fleio_bckps.schedule.delete": { kind: "action", parameters: ["elid", "plid"], elid: "schedule" },
  image: list([], { filter: "image" }),
  "image.filter": filter("image"),
  "image.edit": form(["elid", "image_name", "protected"], { elid: "image" }),
  "image.delete": { kind: "action", parameters: ["elid", "plid", "elname"], elid: "image", isAsync: true },
  "v2.image.order.param": form(
    [
      "image_type",
      "skipbasket",
      "image_name",
      "region",
      "min_disk",
      "min_ram",
      "disk_format",
      "os_distro",
      "os_version",
      "architecture",
      "url",
      "protected",
      "pricelist",
      "order_period",
    ],
    { isAsync: true, creates: "always" },
  ),
  sshkeys: list([], { filter: "sshkeys" }),
  "sshkeys.filter": filter("sshkeys"),
  "sshkeys.edit": form(["elid", "comment", "publicKey", "processingmodulegroup"], { creates: "without-elid" }),
  "sshkeys.delete": { kind: "action", parameters: ["elid"] },
  "sshkeys.generator": read([]),
} as const satisfies Record<string, FunctionRule>;

export type FunctionName = keyof typeof FUNCTIONS;
const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** Name of a look at an answer that was put off; the vendor has no function for it. */
export const LONG_TASK = "longtask";
/** As fault files and the log name them. */
export const METHOD_NAMES: readonly string[] = [...FUNCTION_NAMES, LONG_TASK];

export function functionNamed(name: string | undefined): FunctionName | undefined {
  return FUNCTION_NAMES.find((known) => known === name);
}

export function filterFields(name: FilterName): readonly string[] {
  return FILTER_FIELDS[name];
}
