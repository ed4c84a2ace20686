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

/** States of a machine that its status may not tell (3.2). */
const BAD_VM_STATES = ["error", "paused", "rescued", "shelved", "shelved_offloaded"];

type Standing = Pick<Observed, "condition" | "conditionDetail" | "isBroken" | "trouble">;

export function conditionOf(row: JsonObject, states: Readonly<Record<string, State>>): Standing {
  const standing = standingOf(row, states);
  if (textOf(row["task_id"]) === "") return standing;
  const { trouble } = standing;
  return {
    condition: "busy",
    conditionDetail: "a task of Gcore holds it",
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** An object that failed can still be deleted, though nothing else may be sent to it. */
function standingOf(row: JsonObject, states: Readonly<Record<string, State>>): Standing {
  const status = textOf(row["status"]);
  const { reason } = isJsonObject(row["instance_isolation"]) ? row["instance_isolation"] : {};
  if (reason !== undefined) {
    const detail = `Gcore has isolated it: ${textOf(reason) || "no reason given"}`;
    return { condition: "blocked", conditionDetail: detail, trouble: detail };
  }
  if (status === "" && states === ADDRESS_STATES) return { condition: "ready" };
  const state = states[status];
  const vmState = textOf(row["vm_state"]);
  const isBad = states === VM_STATES && state?.condition === "ready" && BAD_VM_STATES.includes(vmState);
  if (state !== undefined && !isBad) return { condition: state.condition };
  const word = isBad ? vmState : status;
  const detail = `it is in the state ${word === "" ? "unknown" : word}, in which Gcore changes nothing`;
  return {
    condition: "blocked",
    conditionDetail: detail,
    trouble: detail,
    ...(word.toLowerCase().startsWith("error") ? { isBroken: true } : {}),
  };
}
