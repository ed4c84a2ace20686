// The mutating requests for Serveroid's public keys and snapshots. Pure.

import type { Desired } from "../../core/desired.ts";
import type { Json } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { isDeletion } from "../../core/step.ts";
import { textOf } from "./convert.ts";
import { buildStep } from "./methods.ts";

export function buildKeySteps(request: StepsRequest): StepsResult {
  const { desired, observed, address } = request;
  const tenantId = Number(request.place.project ?? Number.NaN);
  const id: Json = observed?.remoteId ?? { $ref: "attribute", address, path: "id" };
  if (isDeletion(request))
    return { ...NO_STEPS, steps: [buildStep("pubkeys_delete", "delete the key", [], { tenantId }, id)] };
  if (desired === undefined) return NO_STEPS;
  const { name, attributes } = desired;
  const query = { tenantId, name, publicKey: textOf(attributes["publicKey"]) };
  if (observed === undefined)
    return { ...NO_STEPS, steps: [buildStep("pubkeys_add", `add the key ${name}`, ["name", "publicKey"], query)] };
  if (request.fields.length === 0) return NO_STEPS;
  return {
    ...NO_STEPS,
    steps: [
      buildStep("pubkeys_edit", `edit the key ${name}`, ["name", "publicKey"], query, {
        $ref: "attribute",
        address,
        path: "id",
      }),
    ],
  };
}

export function buildSnapshotSteps(request: StepsRequest): StepsResult {
  const { desired, observed, parent } = request;
  if (isDeletion(request)) return { ...NO_STEPS, steps: [deleteStep(request)] };
  if (desired === undefined || observed !== undefined || parent === undefined) return NO_STEPS;
  const description = desired.attributes["description"];
  const query = {
    tenantId: Number(request.place.project ?? Number.NaN),
    name: desired.name,
    ...(description === undefined ? {} : { description }),
  };
  const summary = `take the snapshot ${desired.name} of ${parent.address}`;
  return {
    ...NO_STEPS,
    steps: [
      buildStep("snapshot_create", summary, createdFields(desired), query, {
        $ref: "attribute",
        address: parent.address,
        path: "id",
      }),
    ],
  };
}

function createdFields(desired: Desired): string[] {
  return ["name", "vm", ...(desired.attributes["description"] === undefined ? [] : ["description"])];
}

/** Children are never deleted along: `deleteChildren` is not sent, each snapshot goes by its own request (M27). */
function deleteStep(request: StepsRequest) {
  const vmId: Json = request.tracked?.parentId ?? request.observed?.parentId ?? null;
  const snapshotId: Json = request.observed?.remoteId ?? { $ref: "attribute", address: request.address, path: "id" };
  const tenantId = Number(request.place.project ?? Number.NaN);
  return buildStep("snapshot_delete", "delete the snapshot", [], { tenantId, snapshotId }, vmId);
}
