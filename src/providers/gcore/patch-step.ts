// The one request that renames a VM, a volume or a snapshot and sets its tags. Pure.
import type { Desired } from "../../core/desired.ts";
import { diffEntries } from "../../core/entries.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import type { StepsRequest } from "../../core/provider.ts";
import type { Step } from "../../core/step.ts";
import { reference } from "../../vendor-kit/references.ts";
import { FIELDS } from "../../vendor-kit/settlement.ts";
import { buildStep } from "./step.ts";

/** Name and tags of a VM, a volume or a snapshot go in one merge patch; null takes a tag off (1.5). */
export function patchStep(request: StepsRequest, desired: Desired, path: readonly Json[], name: string): Step[] {
  const { fields, observed, tracked, address } = request;
  const renames = fields.includes("name");
  const tags =
    fields.includes("tags") && observed !== undefined
      ? diffEntries({
          path: "tags",
          desired: desired.attributes,
          tracked,
          observed: observed.attributes,
          ignore: desired.lifecycle.ignore,
        })
      : {};
  const isTagged = Object.keys(tags).length > 0;
  if (!renames && !isTagged) return [];
  const isMoved = observed?.markers !== undefined && observed.markers.address !== address;
  const mended: JsonObject = isMoved ? { "trueup-address": reference({ $ref: "marker", part: "address" }) } : {};
  const what = [...(renames ? [`rename to ${desired.name}`] : []), ...(isTagged ? [describeTags(tags)] : [])];
  return [
    buildStep({
      name,
      method: "PATCH",
      path,
      body: { ...(renames ? { name: desired.name } : {}), ...(isTagged ? { tags: { ...tags, ...mended } } : {}) },
      summary: what.join(", "),
      fields: [...(renames ? ["name"] : []), ...(isTagged ? ["tags"] : [])],
      settle: FIELDS,
      expectedMs: 1000,
    }),
  ];
}

function describeTags(tags: JsonObject): string {
  const keys = (isGone: boolean) => Object.keys(tags).filter((key) => (tags[key] === null) === isGone);
  const parts = [
    ...(keys(false).length > 0 ? [`set the tags ${keys(false).join(", ")}`] : []),
    ...(keys(true).length > 0 ? [`take off the tags ${keys(true).join(", ")}`] : []),
  ];
  return parts.join(", ");
}
