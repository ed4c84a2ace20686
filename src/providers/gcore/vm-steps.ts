// The mutating requests that make a Gcore VM, change it or delete it, in the order that is safe. Pure.
import { partOf } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { isDeletion, type Step } from "../../core/step.ts";
import { idOfAddress, reference } from "../../vendor-kit/references.ts";
import { BY_EVIDENCE, FIELDS, GONE } from "../../vendor-kit/settlement.ts";
import { buildInterfaceBody } from "./interface-steps.ts";
import { patchStep } from "./patch-step.ts";
import { buildStep, lookup, markers, placePath } from "./step.ts";

const MINUTE = 60_000;
const INSTANCES = "instances";

export function buildVmSteps(request: StepsRequest): StepsResult {
  const { desired, observed } = request;
  if (isDeletion(request)) return buildDeletion(request);
  if (desired === undefined) return NO_STEPS;
  return observed === undefined ? buildCreation(request, desired) : buildUpdate(request, desired);
}

/** What would go with the VM and is to stay is detached first: the flag that says so cannot be changed (9.2). */
function buildDeletion(request: StepsRequest): StepsResult {
  const { observed, takenOff } = request;
  const live = observed?.attributes["deletedWithVm"];
  let marked = Array.isArray(live) ? live : [];
  const detachments = takenOff.map(({ remoteId, label }) => {
    marked = marked.filter((id) => id !== remoteId);
    return detachStep(request, remoteId, label, marked);
  });
  return { ...NO_STEPS, steps: [...detachments, deleteStep(request)] };
}

function detachStep({ place, observed }: StepsRequest, id: string, label: string, marked: readonly Json[]): Step {
  return buildStep({
    name: "volumes.detach",
    method: "POST",
    path: [placePath("v2", "volumes", place), id, "detach"],
    body: { instance_id: observed?.remoteId ?? null },
    summary: `detach ${label}, which would be deleted with the VM`,
    settle: { by: "fields", expect: { deletedWithVm: marked.length === 0 ? null : marked } },
  });
}

/** Nothing goes along that is not named (9.8): the volumes and floating addresses that the plan shows stand in the call. */
function deleteStep({ observed, address, place, dying }: StepsRequest): Step {
  const ids = (type: string) =>
    dying
      .filter((part) => part.type === type)
      .map((part) => part.remoteId)
      .sort()
      .join(",");
  const query: JsonObject = {
    ...(ids("volume") === "" ? {} : { volumes: ids("volume") }),
    ...(ids("floatingIp") === "" ? {} : { floatings: ids("floatingIp") }),
  };
  const count = dying.length === 0 ? "" : ` and ${dying.length} ${dying.length === 1 ? "part" : "parts"} named with it`;
  return buildStep({
    name: "instances.delete",
    method: "DELETE",
    path: [placePath("v1", INSTANCES, place), observed?.remoteId ?? idOfAddress(address)],
    query,
    summary: `delete the VM${count}`,
    settle: GONE,
    expectedMs: MINUTE,
  });
}

/** Stands in a step's body instead of `user_data`, which the client encodes. */
export const USER_DATA_BASE64 = "user_data_base64";

const CREATION_FIELDS = [
  "name",
  "tags",
  "flavor",
  "placementGroup",
  "keys",
  "keyTexts",
  "username",
  "password",
  "userData",
  "userDataBase64",
];

function buildCreation(request: StepsRequest, desired: Desired): StepsResult {
  const create = buildStep({
    name: "instances.create",
    method: "POST",
    path: [placePath("v2", INSTANCES, request.place)],
    body: buildBody(desired),
    summary: `create the VM (${showAttribute(desired, "flavor")})`,
    fields: CREATION_FIELDS,
    settle: BY_EVIDENCE,
    expectedMs: MINUTE,
  });
  const { power } = desired.attributes;
  const later = power === undefined || power === "on" ? [] : powerSteps(request, desired, "on");
  return { ...NO_STEPS, steps: [create, ...later] };
}

/** Volumes are made before, each by a request of its own; the VM is made of them. The one that boots comes first. */
function buildBody(desired: Desired): JsonObject {
  const { attributes, address } = desired;
  const [key] = Array.isArray(attributes["keys"]) ? attributes["keys"] : [];
  const secret = (path: string): Json => reference({ $ref: "secret", address, path });
  return {
    name: desired.name,
    flavor: lookup("flavor", { name: attributes["flavor"] ?? null }),
    volumes: listVolumes(desired),
    interfaces: listInterfaces(attributes["interfaces"]),
    ...(key === undefined
      ? {}
      : { ssh_key_name: reference({ $ref: "attribute", address: String(key), path: "name" }) }),
    ...(attributes["username"] === undefined ? {} : { username: attributes["username"] }),
    ...(attributes["password"] === undefined ? {} : { password: secret("password") }),
    ...(attributes["userData"] === undefined ? {} : { user_data: secret("userData") }),
    ...(attributes["userDataBase64"] === undefined ? {} : { [USER_DATA_BASE64]: secret("userDataBase64") }),
    ...(attributes["placementGroup"] === undefined
      ? {}
      : { servergroup_id: lookup("placementGroup", { name: attributes["placementGroup"] }) }),
    tags: { ...(isJsonObject(attributes["tags"]) ? attributes["tags"] : {}), ...markers() },
  };
}

function listVolumes({ address, attributes }: Desired): Json[] {
  const entries = Object.entries(isJsonObject(attributes["volumes"]) ? attributes["volumes"] : {});
  const boots = ([, volume]: [string, Json]) => isJsonObject(volume) && volume["boot"] === true;
  return [...entries.filter(boots), ...entries.filter((entry) => !boots(entry))].map((entry) => ({
    source: "existing-volume",
    volume_id: idOfAddress(partOf(address, "volumes", entry[0])),
    delete_on_termination: false,
    ...(boots(entry) ? { boot_index: 0 } : {}),
  }));
}

/** External ones first, then by name: the order is that of the network cards in the guest (3.1). */
function listInterfaces(interfaces: Json | undefined): Json[] {
  const entries = Object.entries(isJsonObject(interfaces) ? interfaces : {}).flatMap(
    ([key, item]): [string, JsonObject][] => (isJsonObject(item) ? [[key, item]] : []),
  );
  const rank = ([, item]: [string, JsonObject]) => (item["type"] === "external" ? 0 : 1);
  return entries.sort((a, b) => rank(a) - rank(b)).map(([key, item]) => buildInterfaceBody(key, item, "create"));
}

/** Flavor, then power, then the group, then name and tags (9.7). */
function buildUpdate(request: StepsRequest, desired: Desired): StepsResult {
  const changes = (path: string) => request.fields.includes(path);
  const power = String(request.observed?.attributes["power"] ?? "on");
  const restart = changes("flavor");
  // A suspended machine cannot be resized: it is resumed for that, and suspended again if that is declared.
  const wakes = restart && power === "suspended";
  return {
    ...NO_STEPS,
    steps: [
      ...(wakes ? [actionStep(request, "resume", false)] : []),
      ...(restart ? [flavorStep(request, desired)] : []),
      ...(changes("power") || wakes ? powerSteps(request, desired, wakes ? "on" : power) : []),
      ...(restart && power === "off" && !changes("power") ? stopAgain(request, desired) : []),
      ...(changes("placementGroup") ? groupSteps(request, desired) : []),
      ...patchSteps(request, desired),
    ],
    diagnostics: restart ? [...checkRestart(desired), ...(wakes ? checkWaking(desired) : [])] : [],
    ...(restart ? { restart: true } : {}),
  };
}

function checkRestart(desired: Desired): Diagnostic[] {
  if (desired.attributes["allowRestart"] === true) return [];
  return [
    buildError("provider.needs-restart", `${desired.address}: another flavor restarts the VM`, {
      address: desired.address,
      range: desired.ranges["flavor"] ?? desired.range,
      fix: "set allowRestart: true on the VM, or keep the flavor as it is",
    }),
  ];
}

/** Nothing says in which state a change of flavor leaves a stopped machine (9.10): the step falls away if it is off. */
function stopAgain(request: StepsRequest, desired: Desired): Step[] {
  return desired.attributes["power"] === "off" ? powerSteps(request, desired, "on") : [];
}

/** Which state it should be left in afterwards only YAML can say. */
function checkWaking(desired: Desired): Diagnostic[] {
  if (desired.attributes["power"] !== undefined) return [];
  return [
    buildError("provider.suspended", `${desired.address} is suspended: to change its flavor it must be resumed`, {
      address: desired.address,
      range: desired.ranges["flavor"] ?? desired.range,
      fix: "say power: on, or power: suspended to have it suspended again afterwards",
    }),
  ];
}

function flavorStep({ place, address }: StepsRequest, desired: Desired): Step {
  const { flavor = null } = desired.attributes;
  const step = buildStep({
    name: "instances.changeflavor",
    method: "POST",
    path: [placePath("v1", INSTANCES, place), idOfAddress(address), "changeflavor"],
    body: { flavor_id: lookup("flavor", { name: flavor }) },
    summary: `change the flavor to ${showAttribute(desired, "flavor")} (restarts the VM)`,
    fields: ["flavor"],
    settle: FIELDS,
    expectedMs: 2 * MINUTE,
  });
  return { ...step, restarts: true };
}

/** A suspended machine is resumed before it is stopped; a stopped one is started before it is suspended (3.4). */
const POWER_STEPS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  on: { off: ["stop"], suspended: ["suspend"] },
  off: { on: ["start"], suspended: ["start", "suspend"] },
  suspended: { on: ["resume"], off: ["resume", "stop"] },
};

const WORDS: Readonly<Record<string, string>> = {
  start: "start the VM",
  stop: "stop the VM",
  suspend: "suspend the VM",
  resume: "resume the VM",
};

function powerSteps(request: StepsRequest, desired: Desired, from: string): Step[] {
  const actions = POWER_STEPS[from]?.[String(desired.attributes["power"])] ?? [];
  return actions.map((action, index) => actionStep(request, action, index === actions.length - 1));
}

/** Only the last one brings about what is declared; those before it lead through "on". */
function actionStep({ place, address }: StepsRequest, action: string, isLast: boolean): Step {
  return buildStep({
    name: `instances.action.${action}`,
    method: "POST",
    path: [placePath("v2", INSTANCES, place), idOfAddress(address), "action"],
    body: { action },
    summary: WORDS[action] ?? action,
    fields: isLast ? ["power"] : [],
    settle: isLast ? FIELDS : { by: "fields", expect: { power: "on" } },
  });
}

/** A move is out and in; in between nothing holds the VM to a group (3.8). */
function groupSteps({ place, address, observed }: StepsRequest, desired: Desired): Step[] {
  const path = (action: string) => [placePath("v1", INSTANCES, place), idOfAddress(address), action];
  const { placementGroup = null } = desired.attributes;
  const isIn = typeof observed?.attributes["placementGroup"] === "string";
  const leave = buildStep({
    name: "instances.remove_from_servergroup",
    method: "POST",
    path: path("remove_from_servergroup"),
    summary: "take the VM out of its placement group",
    settle: { by: "fields", expect: { placementGroup: null } },
  });
  const enter = buildStep({
    name: "instances.put_into_servergroup",
    method: "POST",
    path: path("put_into_servergroup"),
    body: { servergroup_id: lookup("placementGroup", { name: placementGroup }) },
    summary: `put the VM into the placement group ${showAttribute(desired, "placementGroup")}`,
    fields: ["placementGroup"],
    settle: FIELDS,
  });
  return [...(isIn ? [leave] : []), enter];
}

function patchSteps(request: StepsRequest, desired: Desired): Step[] {
  return patchStep(
    request,
    desired,
    [placePath("v1", INSTANCES, request.place), idOfAddress(request.address)],
    "instances.update",
  );
}
