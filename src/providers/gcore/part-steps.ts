// The mutating requests for keys, snapshots and lifecycle policies. Pure.
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { isDeletion, type Step } from "../../core/step.ts";
import { idOfAddress } from "../../vendor-kit/references.ts";
import { BY_EVIDENCE, FIELDS, GONE, PART } from "../../vendor-kit/settlement.ts";
import { patchStep } from "./patch-step.ts";
import { listOf, textOf } from "./rows.ts";
import { buildStep, markers, placePath } from "./step.ts";
import { buildSchedules, DEFAULT_NAME, formatNamed, formatTiming, isLowered } from "./timing.ts";

const only = (step: Step): StepsResult => ({ ...NO_STEPS, steps: [step] });

/** Names are unique: what the list lacks did not happen. */
export function buildKeySteps(request: StepsRequest): StepsResult {
  const { place, desired, observed, address } = request;
  const path = `/v1/ssh_keys/${place.project ?? ""}`;
  if (isDeletion(request))
    return only(
      buildStep({
        name: "ssh_keys.delete",
        method: "DELETE",
        path: [path, observed?.remoteId ?? idOfAddress(address)],
        summary: "delete the key",
        settle: GONE,
      }),
    );
  if (desired === undefined || observed !== undefined) return NO_STEPS;
  return only(
    buildStep({
      name: "ssh_keys.create",
      method: "POST",
      path: [path],
      body: { name: desired.name, public_key: desired.attributes["publicKey"] ?? null },
      summary: `add the key ${desired.name}`,
      fields: ["name", "publicKey"],
      settle: PART,
    }),
  );
}

export function buildSnapshotSteps(request: StepsRequest): StepsResult {
  const { place, desired, observed, address } = request;
  const path = placePath("v1", "snapshots", place);
  if (isDeletion(request))
    return only(
      buildStep({
        name: "snapshots.delete",
        method: "DELETE",
        path: [path, observed?.remoteId ?? idOfAddress(address)],
        summary: "delete the snapshot",
        settle: GONE,
      }),
    );
  if (desired === undefined) return NO_STEPS;
  if (observed !== undefined)
    return { ...NO_STEPS, steps: patchStep(request, desired, [path, idOfAddress(address)], "snapshots.update") };
  const { volume, description, tags } = desired.attributes;
  return only(
    buildStep({
      name: "snapshots.create",
      method: "POST",
      path: [path],
      body: {
        name: desired.name,
        volume_id: idOfAddress(String(volume)),
        ...(description === undefined ? {} : { description }),
        tags: { ...(isJsonObject(tags) ? tags : {}), ...markers() },
      },
      summary: `take the snapshot ${desired.name}`,
      fields: ["name", "volume", "description", "tags"],
      settle: BY_EVIDENCE,
      expectedMs: 60_000,
    }),
  );
}

export function buildPolicySteps(request: StepsRequest): StepsResult {
  const { place, desired, observed, address } = request;
  const path = placePath("v1", "lifecycle_policy", place);
  if (isDeletion(request))
    return only(
      buildStep({
        name: "lifecycle_policy.delete",
        method: "DELETE",
        path: [path, observed?.remoteId ?? idOfAddress(address)],
        summary: "delete the policy (its snapshots stay, and are no longer rotated)",
        settle: GONE,
      }),
    );
  if (desired === undefined) return NO_STEPS;
  return observed === undefined ? only(createPolicy(path, desired)) : updatePolicy(request, desired);
}

/** Neither name nor anything else is unique, and there are no tags: list before, list after (9.6). */
function createPolicy(path: string, desired: Desired): Step {
  const { attributes, name } = desired;
  return buildStep({
    name: "lifecycle_policy.create",
    method: "POST",
    path: [path],
    body: {
      name,
      action: "volume_snapshot",
      status: attributes["paused"] === true ? "paused" : "active",
      schedules: [...buildSchedules(attributes)],
      volume_ids: idsOf(attributes["volumes"]),
    },
    summary: `create the policy ${name} (${showTiming(desired, ...buildSchedules(attributes))})`,
    fields: ["name", "timing", "naming", "volumes", "paused"],
    settle: PART,
  });
}

/** `#id` is a volume that this configuration does not declare. */
function idsOf(volumes: Json | undefined): Json[] {
  return (Array.isArray(volumes) ? volumes : []).map((volume) => idOfVolume(String(volume)));
}

function idOfVolume(volume: string): Json {
  return volume.startsWith("#") ? volume.slice(1) : idOfAddress(volume);
}

/** A schedule cannot be edited: the new one is added first, then the old one goes (9.2). */
function updatePolicy(request: StepsRequest, desired: Desired): StepsResult {
  const { fields, observed, place, address } = request;
  const { attributes } = desired;
  const call = (action: string): Json[] => [
    placePath("v1", "lifecycle_policy", place),
    idOfAddress(address),
    ...(action === "" ? [] : [action]),
  ];
  const live = listOf(observed?.outputs["schedules"]);
  const changed = ["timing", "naming"].filter((field) => fields.includes(field));
  const timing = changed.length > 0 ? timingSteps(desired, live, changed, call) : [];
  const patch: JsonObject = {
    ...(fields.includes("name") ? { name: desired.name } : {}),
    ...(fields.includes("paused") ? { status: attributes["paused"] === true ? "paused" : "active" } : {}),
  };
  const lowered = fields.includes("timing") && isLowered(buildSchedules(attributes), live);
  return {
    ...NO_STEPS,
    steps: [
      ...timing,
      ...(fields.includes("volumes") ? volumeSteps(request, attributes, call) : []),
      ...(Object.keys(patch).length === 0
        ? []
        : [
            buildStep({
              name: "lifecycle_policy.update",
              method: "PATCH",
              path: call(""),
              body: patch,
              summary: Object.entries(patch)
                .map(([key, value]) => (key === "name" ? `rename to ${String(value)}` : `make it ${String(value)}`))
                .join(", "),
              fields: ["name", "paused"].filter((path) => fields.includes(path)),
              settle: FIELDS,
            }),
          ]),
    ],
    destructive: lowered
      ? [
          {
            kind: "lower-retention",
            detail: "fewer snapshots are kept, or for a shorter time: those of the old schedule are no longer rotated",
            fields: ["timing"],
          },
        ]
      : [],
  };
}

/** Those that are removed were declared once, in the same way. */
function showTiming(desired: Desired, ...schedules: readonly JsonObject[]): string {
  return showAttribute(desired, "timing", () => schedules.map(formatTiming).join("; "));
}

/** `changed`: what the last of the steps brings about. */
function timingSteps(
  desired: Desired,
  live: readonly JsonObject[],
  changed: readonly string[],
  call: (action: string) => Json[],
): Step[] {
  const textOfSchedule = changed.includes("naming") || isNamed(desired) ? formatNamed : formatTiming;
  const [wanted, removed] = differ(buildSchedules(desired.attributes), live, textOfSchedule);
  // A policy has ten at most (6): where both do not fit at once, the old ones go first, and their names with them.
  const isFull = wanted.length + live.length > MOST_SCHEDULES;
  const name = isFull || isNamed(desired) ? {} : sharedName(removed);
  const added = wanted.map((schedule) => ({ ...schedule, ...name }));
  const steps = [
    ...(added.length === 0
      ? []
      : [
          {
            name: "lifecycle_policy.add_schedules",
            path: call("add_schedules"),
            body: { schedules: [...added] },
            summary: `add the schedule${added.length === 1 ? "" : "s"} ${showTiming(desired, ...added)}`,
          },
        ]),
    ...(removed.length === 0
      ? []
      : [
          {
            name: "lifecycle_policy.remove_schedules",
            path: call("remove_schedules"),
            body: { schedule_ids: removed.map((schedule) => textOf(schedule["id"])) },
            summary: `remove ${showTiming(desired, ...removed)}`,
          },
        ]),
  ];
  const ordered = isFull ? steps.reverse() : steps;
  return ordered.map((step, index) =>
    buildStep({ ...step, method: "POST", fields: index === ordered.length - 1 ? changed : [], settle: FIELDS }),
  );
}

const MOST_SCHEDULES = 10;

/** A name that YAML says nothing of is left as it is: what replaces the old schedules calls its snapshots as they did. */
function sharedName(removed: readonly JsonObject[]): JsonObject {
  const names = new Set(removed.map((schedule) => schedule["resource_name_template"] ?? ""));
  const [name] = names;
  const isOwn = names.size === 1 && typeof name === "string" && name !== "" && name !== DEFAULT_NAME;
  return isOwn ? { resource_name_template: name } : {};
}

function isNamed({ attributes }: Desired): boolean {
  return attributes["naming"] !== undefined;
}

/** What is wanted and not there, and what is there and not wanted: two that read alike are two. */
function differ(
  wanted: readonly JsonObject[],
  live: readonly JsonObject[],
  format: (schedule: JsonObject) => string,
): readonly [readonly JsonObject[], readonly JsonObject[]] {
  const left = [...live];
  const added = wanted.filter((schedule) => {
    const found = left.findIndex((other) => format(other) === format(schedule));
    if (found !== -1) left.splice(found, 1);
    return found === -1;
  });
  return [added, left];
}

/** Who is in already is not named again; who is in and not declared is taken out. */
function volumeSteps(
  { observed, nameOf }: StepsRequest,
  attributes: JsonObject,
  call: (action: string) => Json[],
): Step[] {
  const live = Array.isArray(observed?.attributes["volumes"]) ? observed.attributes["volumes"].map(String) : [];
  const wanted = (Array.isArray(attributes["volumes"]) ? attributes["volumes"] : []).map(String);
  // A disk that this configuration lets go of is known by its address still, and wanted by its id.
  const names = new Set(live.flatMap((id) => [nameOf("volumes", id), `#${id}`]));
  const added = wanted.filter((name) => !names.has(name));
  const removed = live.filter((id) => !wanted.includes(nameOf("volumes", id)) && !wanted.includes(`#${id}`));
  const change = (action: string, ids: readonly Json[], summary: string, fields: readonly string[]) =>
    buildStep({
      name: `lifecycle_policy.${action}`,
      method: "PUT",
      path: call(action),
      body: { volume_ids: ids },
      summary,
      fields,
      settle: FIELDS,
    });
  return [
    ...(added.length === 0
      ? []
      : [
          change(
            "add_volumes_to_policy",
            added.map(idOfVolume),
            `add ${added.join(", ")}`,
            removed.length === 0 ? ["volumes"] : [],
          ),
        ]),
    ...(removed.length === 0
      ? []
      : [change("remove_volumes_from_policy", removed, `take out ${removed.join(", ")}`, ["volumes"])]),
  ];
}
