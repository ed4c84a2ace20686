// Live objects of a Zomro account as YAML declares them. Pure. A machine is `existing`: what its order held (the period, the
// login) is not told, so that a declaration which could order it anew would have to be invented.
import { type Described, type Description, type LeftOut, refersTo } from "../../core/described.ts";
import { type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { describeVmSnapshot, leaveOut, pickKnown } from "../../vendor-kit/describe.ts";

/** `keyTexts`: elid -> text of a key, where this panel tells it. */
export function describeZomro(objects: readonly Observed[], keyTexts: ReadonlyMap<string, string>): Description {
  const resources: Described[] = [];
  const leftOut: LeftOut[] = [];
  for (const object of objects) {
    const publicKey = keyTexts.get(object.remoteId);
    if (object.type === "vm") resources.push(describeVm(object));
    else if (object.type === "snapshot") resources.push(describeVmSnapshot(object));
    else if (object.type === "schedule") describeSchedule(object, resources, leftOut);
    else if (publicKey !== undefined) resources.push({ object, fields: { publicKey } });
    else
      leftOut.push(leaveOut(object, "Zomro does not tell the text of a key: declare it with publicKey, and import it"));
  }
  return { resources, leftOut };
}

function describeVm(object: Observed): Described {
  const { attributes } = object;
  const keep = jsonAt(attributes, "backupPolicy.keep");
  const isOffered = typeof keep === "number" && keep >= 1 && keep <= 10;
  const fields: JsonObject = {
    existing: { id: object.remoteId },
    ...pickKnown(attributes, ["tariff", "datacenter", "image", "power"]),
    ...(isOffered ? { backupPolicy: { keep } } : {}),
  };
  return { object, fields, isExisting: true };
}

function describeSchedule(object: Observed, resources: Described[], leftOut: LeftOut[]): void {
  if (object.condition === "blocked") {
    leftOut.push(leaveOut(object, object.conditionDetail ?? "its days cannot be read"));
    return;
  }
  const { days, time } = object.attributes;
  const fields = { vm: refersTo("vm", object.parentId ?? ""), days: days ?? [], time: time ?? "" };
  resources.push({ object, fields });
}
