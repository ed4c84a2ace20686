// The mutating requests for Zomro's keys, snapshots and schedules. Pure. Which reading of the vendor's pages is sent: [S001], [S004].
import type { Desired } from "../../core/desired.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { isDeletion } from "../../core/step.ts";
import { WEEKDAYS } from "../../core/weekdays.ts";
import { idOfAddress } from "../../vendor-kit/references.ts";
import { FIELDS, GONE, PART } from "../../vendor-kit/settlement.ts";
import { buildStep } from "./step.ts";

/** An object that exists is named by its id: an empty `elid` would turn an update into a creation (1.3). */
const ownId = ({ observed, address }: StepsRequest): Json => observed?.remoteId ?? idOfAddress(address);

export function buildKeySteps(request: StepsRequest): StepsResult {
  const { desired, observed } = request;
  if (isDeletion(request))
    return {
      ...NO_STEPS,
      steps: [buildStep("sshkeys.delete", "delete the key", [], { elid: ownId(request), sok: "ok" }, GONE)],
    };
  if (desired === undefined) return NO_STEPS;
  const form: JsonObject = {
    sok: "ok",
    clicked_button: "ok",
    comment: desired.name,
    publicKey: desired.attributes["publicKey"] ?? "",
  };
  if (observed === undefined)
    return {
      ...NO_STEPS,
      steps: [
        buildStep(
          "sshkeys.edit",
          `add the key ${desired.name}`,
          ["name", "publicKey"],
          { ...form, processingmodulegroup: "1" },
          PART,
        ),
      ],
    };
  if (!request.fields.includes("name")) return NO_STEPS;
  return {
    ...NO_STEPS,
    steps: [
      buildStep(
        "sshkeys.edit",
        `rename the key to ${desired.name}`,
        ["name"],
        { elid: idOfAddress(request.address), ...form },
        FIELDS,
      ),
    ],
  };
}

export function buildSnapshotSteps(request: StepsRequest): StepsResult {
  const { desired, observed, parent } = request;
  if (isDeletion(request)) {
    const elid = ownId(request);
    const plid = request.tracked?.parentId ?? observed?.parentId ?? "";
    return {
      ...NO_STEPS,
      steps: [buildStep("image.delete", "delete the snapshot", [], { plid, elid, elname: elid, sok: "ok" }, GONE)],
    };
  }
  if (desired === undefined || parent === undefined) return NO_STEPS;
  if (observed === undefined) {
    const summary = `take the snapshot ${desired.name} of ${parent.address}`;
    return {
      ...NO_STEPS,
      steps: [
        buildStep(
          "instances.snapshots.edit",
          summary,
          ["name", "vm"],
          { sok: "ok", plid: idOfAddress(parent.address), name: desired.name },
          PART,
        ),
      ],
    };
  }
  if (!request.fields.includes("name")) return NO_STEPS;
  return {
    ...NO_STEPS,
    steps: [
      buildStep(
        "image.edit",
        `rename the snapshot to ${desired.name}`,
        ["name"],
        { elid: idOfAddress(request.address), image_name: desired.name, sok: "ok", clicked_button: "ok" },
        FIELDS,
      ),
    ],
  };
}

/** A schedule is deleted by its own function only: `image.delete` with its number could hit an unrelated image (C2). */
export function buildScheduleSteps(request: StepsRequest): StepsResult {
  const { desired, observed, parent } = request;
  if (isDeletion(request)) {
    const plid = request.tracked?.parentId ?? observed?.parentId ?? "";
    return {
      ...NO_STEPS,
      steps: [
        buildStep(
          "instances.fleio_bckps.schedule.delete",
          "delete the schedule",
          [],
          { elid: ownId(request), plid, sok: "ok" },
          GONE,
        ),
      ],
    };
  }
  if (desired === undefined || parent === undefined) return NO_STEPS;
  const form: JsonObject = { sok: "ok", plid: idOfAddress(parent.address), name: desired.name, ...rotationOf(desired) };
  const func = "instances.fleio_bckps.schedule.edit";
  if (observed === undefined)
    return {
      ...NO_STEPS,
      steps: [buildStep(func, `make the schedule ${desired.name}`, ["name", "vm", "days", "time"], form, PART)],
    };
  if (request.fields.length === 0) return NO_STEPS;
  return {
    ...NO_STEPS,
    steps: [
      buildStep(
        func,
        `change the schedule ${desired.name}`,
        ["name", "days", "time"],
        { elid: idOfAddress(request.address), ...form },
        FIELDS,
      ),
    ],
  };
}

/** Numbers decide: 0 is Sunday, 6 Saturday; ascending, commas, no spaces (C7, C8, C9). */
export function rotationOf({ attributes }: Pick<Desired, "attributes">): JsonObject {
  const days = Array.isArray(attributes["days"]) ? attributes["days"] : [];
  const numbers = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
  return { rotation_days: numbers.join(","), rotation_time: attributes["time"] ?? "" };
}
