// The mutating requests that make a volume, change it, move it or delete it. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { isDeletion, type Step } from "../../core/step.ts";
import { formatMiB } from "../../core/units.ts";
import { idOfAddress } from "../../vendor-kit/references.ts";
import { BY_EVIDENCE, FIELDS, GONE } from "../../vendor-kit/settlement.ts";
import { patchStep } from "./patch-step.ts";
import { textOf } from "./rows.ts";
import { buildStep, lookup, markers, placePath } from "./step.ts";

const GIB = 1024;

export function buildVolumeSteps(request: StepsRequest): StepsResult {
  const { desired, observed } = request;
  if (isDeletion(request)) return buildDeletion(request);
  if (desired === undefined) return NO_STEPS;
  if (observed !== undefined) return buildUpdate(request, desired);
  const isAttached = request.parent?.fate === undefined;
  return {
    ...NO_STEPS,
    steps: [createStep(request, desired), ...(isAttached ? [attachStep(request)] : [])],
    diagnostics: desired.attributes["boot"] === true && isAttached ? [bootIsFixed(desired)] : [],
  };
}

function bootIsFixed(desired: Desired): Diagnostic {
  const vm = desired.address.replace(/\.volumes\..*$/, "");
  return buildError(
    "provider.boot-volume",
    `${desired.address}: a VM that exists cannot be given another volume to boot from`,
    {
      address: desired.address,
      range: desired.range,
      fix: `to keep the one that it has: volumes: {${desired.address.replace(/^.*\.volumes\./, "")}: {existing: ID}}; --replace ${vm} destroys it and makes the VM anew`,
    },
  );
}

function createStep({ place }: StepsRequest, desired: Desired): Step {
  const { image, snapshot, size, type, tags } = desired.attributes;
  const from =
    image !== undefined
      ? `from the image ${showAttribute(desired, "image")}`
      : snapshot !== undefined
        ? "from a snapshot"
        : "blank";
  const gib = typeof size === "number" ? Math.ceil(size / GIB) : undefined;
  const body: JsonObject = {
    name: desired.name,
    ...sourceOf(desired),
    // A volume of a snapshot has the snapshot's size: leaving it out is always right (7).
    ...(gib === undefined ? {} : { size: gib }),
    ...(type === undefined ? {} : { type_name: type }),
    tags: { ...(isJsonObject(tags) ? tags : {}), ...markers() },
  };
  return buildStep({
    name: "volumes.create",
    method: "POST",
    path: [placePath("v1", "volumes", place)],
    body,
    summary: `create the volume ${desired.name} (${[...(gib === undefined ? [] : [showSize(desired)]), from].join(", ")})`,
    fields: ["name", "size", "type", "tags", "image", "snapshot", "boot"],
    settle: BY_EVIDENCE,
  });
}

function showSize(desired: Desired): string {
  return showAttribute(desired, "size", (size) => `${Math.ceil(Number(size) / GIB)} GiB`);
}

function sourceOf({ attributes }: Desired): JsonObject {
  const { image, snapshot } = attributes;
  if (image !== undefined) return { source: "image", image_id: lookup("image", { name: image }) };
  if (snapshot === undefined) return { source: "new-volume" };
  const text = String(snapshot);
  return { source: "snapshot", snapshot_id: text.startsWith("snapshots.") ? idOfAddress(text) : text };
}

const volumePath = ({ place, address, observed }: StepsRequest, version: "v1" | "v2", action?: string): Json[] => [
  placePath(version, "volumes", place),
  observed !== undefined && action === undefined ? observed.remoteId : idOfAddress(address),
  ...(action === undefined ? [] : [action]),
];

function attachStep(request: StepsRequest): Step {
  return buildStep({
    name: "volumes.attach",
    method: "POST",
    path: volumePath(request, "v2", "attach"),
    body: { instance_id: idOfAddress(request.parent?.address ?? "") },
    summary: "attach it to the VM",
    fields: ["vm"],
    settle: FIELDS,
  });
}

/** A machine that YAML has not given it to: what hangs there may be in use, and belongs to whoever attached it. */
function machineInTheWay({ observed, tracked, nameNow, parent }: StepsRequest): string | undefined {
  const holder = observed?.attributes["vm"];
  if (typeof holder !== "string" || holder === parent?.observed?.remoteId) return undefined;
  const vm = nameNow("vms", holder);
  if (vm === parent?.address || vm === tracked?.parent) return undefined;
  const name = textOf(observed?.outputs["machine"]);
  const shown = name === "" ? holder : `${name} (${holder})`;
  return vm.startsWith("#") ? `${shown}, which this stack does not manage` : `${shown}, which is ${vm}`;
}

function takenFrom(request: StepsRequest): StepsResult["destructive"] {
  const holder = machineInTheWay(request);
  return holder === undefined
    ? []
    : [{ kind: "detach", detail: `it is detached from the machine ${holder}`, fields: ["vm"] }];
}

function detachStep(request: StepsRequest, vmId: string, version: "id" | "reference"): Step {
  const { place, address, observed } = request;
  const holder = machineInTheWay(request);
  const id = version === "id" ? (observed?.remoteId ?? idOfAddress(address)) : idOfAddress(address);
  return buildStep({
    name: "volumes.detach",
    method: "POST",
    path: [placePath("v2", "volumes", place), id, "detach"],
    body: { instance_id: vmId },
    summary: holder === undefined ? "detach it from the VM" : `detach it from the machine ${holder}`,
    settle: { by: "fields", expect: { vm: null } },
  });
}

function buildUpdate(request: StepsRequest, desired: Desired): StepsResult {
  const { fields, observed } = request;
  const holder = observed?.attributes["vm"];
  const { size } = desired.attributes;
  const gib = typeof size === "number" ? Math.ceil(size / GIB) : 0;
  const steps = [
    ...(fields.includes("size")
      ? [
          buildStep({
            name: "volumes.extend",
            method: "POST",
            path: volumePath(request, "v1", "extend"),
            body: { size: gib },
            summary: `grow to ${showSize(desired)}`,
            fields: ["size"],
            settle: FIELDS,
          }),
        ]
      : []),
    ...(fields.includes("vm") && typeof holder === "string" ? [detachStep(request, holder, "reference")] : []),
    ...(fields.includes("vm") && request.parent?.fate === undefined ? [attachStep(request)] : []),
    ...patchStep(
      request,
      desired,
      [placePath("v1", "volumes", request.place), idOfAddress(request.address)],
      "volumes.update",
    ),
  ];
  const isFixed = fields.includes("size") && observed?.attributes["type"] === "ssd_lowlatency";
  if (isFixed) return { ...NO_STEPS, diagnostics: [buildFixedSize(request, desired)] };
  return { ...NO_STEPS, steps, destructive: fields.includes("vm") ? takenFrom(request) : [] };
}

function buildFixedSize({ address, observed }: StepsRequest, { ranges, range }: Desired): Diagnostic {
  const size = formatMiB(Number(observed?.attributes["size"]));
  return buildError("provider.cannot-change", `${address}: a volume of the type ssd_lowlatency cannot be resized`, {
    address,
    range: ranges["size"] ?? range,
    fix: `size: ${size.replace(" ", "")}, or another volume beside it`,
  });
}

/** A volume is detached before it is deleted; the boot volume goes with its VM or after it, never before (9.7). */
function buildDeletion(request: StepsRequest): StepsResult {
  const { observed, address, parent, tracked } = request;
  const holder = observed?.attributes["vm"];
  const isTaken = machineInTheWay(request) !== undefined;
  const isAttached = typeof holder === "string" && (parent?.fate !== "deleted" || isTaken);
  const goBefore = new Set(request.dying.map((part) => part.remoteId));
  const snapshots = (observed?.lost ?? [])
    .flatMap((item) => /\(([0-9a-f-]{36})\)$/.exec(item.label)?.[1] ?? [])
    .filter((id) => !goBefore.has(id));
  const isBoot = tracked?.applied["boot"] === true;
  return {
    ...NO_STEPS,
    steps: [
      ...(isAttached ? [detachStep(request, holder, "id")] : []),
      buildStep({
        name: "volumes.delete",
        method: "DELETE",
        path: volumePath(request, "v1"),
        query: snapshots.length === 0 ? {} : { snapshots: snapshots.join(",") },
        summary: `delete the volume ${observed?.name ?? ""}`.trim(),
        settle: GONE,
      }),
    ],
    destructive: takenFrom(request),
    diagnostics:
      isBoot && isAttached && !isTaken
        ? [
            buildError("provider.boot-volume", `${address} boots its VM: it can only go together with it`, {
              address,
              fix: `--replace ${parent?.address ?? ""} makes the VM anew with a new boot volume`,
            }),
          ]
        : [],
  };
}
