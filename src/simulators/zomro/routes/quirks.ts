// The switches for everything on which the vendor's documents and the sightings disagree; the default is what is most likely. Decides nothing itself.
import type { JsonObject } from "../../engine/json.ts";
import { asFlag, asObject, oneOf, optional, refuseUnknownKeys, type Shape } from "../../engine/shape.ts";

const SHAPES = {
  /** Where the vendor's page contradicts itself: its curl, its parameter table, or whichever a client sends. */
  reading: oneOf(["both", "curl", "table"]),
  /** Which functions only preview without `sok`: the forms, or everything that changes something, C12, C14. */
  sokFor: oneOf(["forms", "all"]),
  /** `elem` with one row: a list in [S001], [S004]; a bare object at other panels, [3P]. */
  elemOfOne: oneOf(["array", "object"]),
  /** `elem` without rows: absent, [CP]. */
  elemOfNone: oneOf(["absent", "empty"]),
  /** `val` of a select with one choice. */
  valOfOne: oneOf(["array", "object"]),
  /** Where the rows of a list are, [Z464], [3P]. */
  listAt: oneOf(["elem", "list.elem", "list[0].elem"]),
  /** Newer or older panel: `instance_status` or `fotbo_status`, `title.$` or `title.main.$`, key errors in `$object` or `msg`. */
  panel: oneOf(["new", "old"]),
  /** `item_status` and `status`; `item_status` with `$orig`; or `item_real_status` alone, [3P]. */
  billingStatus: oneOf(["status", "orig", "real"]),
  /** Flags as `{"$orig":"on","$":"Yes"}`, [CP]. */
  origFlags: asFlag,
  /** Name of the zone of public images in the rebuild form, C21. */
  rebuildZone: oneOf(["pub", "image"]),
  /** Rows of deleted instances, [3P]. */
  deletedRows: oneOf(["stay", "vanish"]),
  /** Whether copies and schedules go with their instance; unknown. */
  deleteCascades: asFlag,
  /** What a mutation answers beside no error; not documented. */
  success: oneOf(["bare", "ok", "id"]),
  /** Whether `instances.edit` shows the password, [3P]. */
  showPassword: asFlag,
  duplicateKeys: oneOf(["allow", "refuse"]),
  /** What a session that has ended answers: `auth`, [3P]; other panels of the platform say `access`. */
  endedSession: oneOf(["auth", "access"]),
  /** A session of a new log-in waits for a second factor: every function answers `ok`, and nothing is done. */
  secondFactor: asFlag,
  /** Fields of rows occur twice, the second time empty. */
  doubledFields: asFlag,
  /**
   * An order that the balance does not cover: refused, or left unpaid with a bill or with the way to a payment page; `cart`:
   * the cart itself has become the bill.
   */
  unpaidOrders: oneOf(["refuse", "bill", "page", "cart"]),
  /** What a filter form shows in fields that filter nothing: nothing, or `nodate` and `null`. */
  neutralFilters: asFlag,
  /** Reads by GET with the session in a cookie, as a browser sends them. */
  getWithCookie: asFlag,
} as const;

export type Quirks = { [K in keyof typeof SHAPES]: (typeof SHAPES)[K] extends Shape<infer T> ? T : never };

const DEFAULTS: Quirks = {
  reading: "both",
  sokFor: "forms",
  elemOfOne: "array",
  elemOfNone: "absent",
  valOfOne: "array",
  listAt: "elem",
  panel: "new",
  billingStatus: "status",
  origFlags: false,
  rebuildZone: "pub",
  deletedRows: "stay",
  deleteCascades: true,
  success: "bare",
  showPassword: true,
  duplicateKeys: "allow",
  endedSession: "auth",
  secondFactor: false,
  doubledFields: false,
  unpaidOrders: "refuse",
  neutralFilters: false,
  getWithCookie: false,
};

export function readQuirks(value: unknown, where: string): Quirks {
  const given = asObject(value ?? {}, where);
  refuseUnknownKeys(given, where, Object.keys(SHAPES));
  const read: JsonObject = { ...DEFAULTS };
  for (const [name, shape] of Object.entries(SHAPES)) {
    const found = optional<string | boolean>(given, name, where, shape);
    if (found !== undefined) read[name] = found;
  }
  // Each switch was read by its own shape over a complete set of defaults.
  return read as Quirks;
}
