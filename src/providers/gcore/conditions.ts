// What the status words of Gcore's objects mean for changes. Pure.
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Condition, Observed } from "../../core/observed.ts";
import { textOf } from "./rows.ts";

/** What a status word means for changes; a word that is not here is not known, so nothing is sent. */
interface State {
  readonly condition: Condition;
  readonly power?: "on" | "off" | "suspended";
}

const BUSY: State = { condition: "busy" };
export const VM_STATES: Readonly<Record<string, State>> = {
  ACTIVE: { condition: "ready", power: "on" },
  SHUTOFF: { condition: "ready", power: "off" },
  SUSPENDED: { condition: "ready", power: "suspended" },
  BUILD: BUSY,
  REBOOT: BUSY,
  HARD_REBOOT: BUSY,
  REBUILD: BUSY,
  RESIZE: BUSY,
  REVERT_RESIZE: BUSY,
  VERIFY_RESIZE: BUSY,
  MIGRATING: BUSY,
  PASSWORD: BUSY,
};

export const VOLUME_STATES: Readonly<Record<string, State>> = {
  available: { condition: "ready" },
  "in-use": { condition: "ready" },
  creating: BUSY,
  attaching: BUSY,
  detaching: BUSY,
  deleting: BUSY,
  extending: BUSY,
  retyping: BUSY,
  reverting: BUSY,
  downloading: BUSY,
  uploading: BUSY,
  "backing-up": BUSY,
  "restoring-backup": BUSY,
};

export const SNAPSHOT_STATES: Readonly<Record<string, State>> = {
  available: { condition: "ready" },
  creating: BUSY,
  deleting: BUSY,
  "backing-up": BUSY,
  restoring: BUSY,
};

/** The status of an address may be null, which says nothing. */
export const ADDRESS_STATES: Readonly<Record<string, State>> = {
  ACTIVE: { condition: "ready" },
  DOWN: { condition: "ready" },
};

/** An object that failed can still be deleted, though nothing else may be sent to it. */
export function conditionOf(
  row: JsonObject,
  states: Readonly<Record<string, State>>,
): Pick<Observed, "condition" | "conditionDetail" | "isBroken"> {
  const status = textOf(row["status"]);
  if (textOf(row["task_id"]) !== "") return { condition: "busy", conditionDetail: "a task of Gcore holds it" };
  const { reason } = isJsonObject(row["instance_isolation"]) ? row["instance_isolation"] : {};
  if (reason !== undefined)
    return { condition: "blocked", conditionDetail: `Gcore has isolated it: ${textOf(reason) || "no reason given"}` };
  if (status === "" && states === ADDRESS_STATES) return { condition: "ready" };
  const state = states[status];
  if (state !== undefined) return { condition: state.condition };
  return {
    condition: "blocked",
    conditionDetail: `it is in the state ${status === "" ? "unknown" : status}, in which Gcore changes nothing`,
    ...(status.toLowerCase().startsWith("error") ? { isBroken: true } : {}),
  };
}
