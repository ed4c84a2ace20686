// How a Serveroid VM is made: installed, cloned, or reinstalled in place. Pure.
import type { Desired } from "../../core/desired.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { StepsRequest, StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { refersToName, type Step } from "../../core/step.ts";
import { listOf, textOf } from "./convert.ts";
import { distributionLookup, softwareLookup, tariffLookup } from "./lookups.ts";
import { buildStep } from "./methods.ts";
import {
  addAddressStep,
  backupPolicyStep,
  changeStep,
  idOf,
  keySteps,
  powerStep,
  secretOf,
  sizeSteps,
  tariffOf,
} from "./vm-step-parts.ts";

export const INSTALL_FIELDS = [
  "name",
  "image.name",
  "image.bitness",
  "image.description",
  "tariff",
  "memory",
  "disk",
  "cpu",
  "keys",
  "keyTexts",
  "password",
  "software",
  "supportAccess",
];

const MAX_INSTALL_IPS = 2;

export function buildCreation(request: StepsRequest, desired: Desired): StepsResult {
  const { attributes } = desired;
  const clone = attributes["cloneOf"];
  const first = clone === undefined ? installStep(request, desired) : cloneStep(request, desired, clone);
  const power = attributes["power"] === "off" ? [powerStep(request, desired, "off")] : [];
  const password =
    clone !== undefined && attributes["password"] !== undefined
      ? [
          changeStep(request, "password_change", "set the password", ["password"], {
            password: secretOf(request.address, "password"),
            sendPassword: false,
          }),
        ]
      : [];
  const carried = clone === undefined ? [] : [...sizeSteps(request, desired, undefined), ...keySteps(request, desired)];
  const policy = jsonAt(attributes, "backupPolicy") === undefined ? [] : [backupPolicyStep(request, desired)];
  const ips = Array.from({ length: missingAddresses(request, desired, clone !== undefined) }, () =>
    addAddressStep(request),
  );
  const source = clone === undefined ? undefined : textOf(jsonAt(clone, "vm"));
  return {
    steps: [first, ...carried, ...ips, ...policy, ...password, ...power],
    diagnostics: [],
    destructive: [],
    ...(source === undefined ? {} : { keepsStill: source }),
  };
}

function missingAddresses(request: StepsRequest, desired: Desired, isClone: boolean): number {
  const wanted = desired.attributes["ips"];
  if (typeof wanted !== "number") return 0;
  if (isClone) return wanted;
  const tariff = tariffOf(request, desired);
  const given = tariff?.["onDemand"] === true ? Math.min(wanted, MAX_INSTALL_IPS) : Number(tariff?.["ipCount"] ?? 0);
  return Math.max(0, wanted - given);
}

function installStep(request: StepsRequest, desired: Desired): Step {
  const { attributes } = desired;
  const ipCount = Math.min(Number(attributes["ips"] ?? 0), MAX_INSTALL_IPS);
  const onDemand = tariffOf(request, desired)?.["onDemand"] === true;
  const query = { ...installQuery(request, desired), ...(onDemand ? { ipCount } : {}) };
  const fields = onDemand || attributes["ips"] === undefined ? [...INSTALL_FIELDS, "ips"] : INSTALL_FIELDS;
  return buildStep(
    "install",
    `install ${describeImage(desired)} on ${showAttribute(desired, "tariff")}`,
    fields,
    query,
  );
}

function installQuery(request: StepsRequest, desired: Desired): JsonObject {
  const { attributes, address } = desired;
  // Ignored on a fixed tariff (M3): only of one that is known to be fixed they are left out.
  const sizes = tariffOf(request, desired)?.["onDemand"] === false ? {} : pick(attributes, ["memory", "disk", "cpu"]);
  const software = listOf(attributes["software"]);
  const keys = listOf(attributes["keys"]);
  return {
    name: desired.name,
    tenantId: request.place.project ?? null,
    distributionId: refersToName(distributionLookup(attributes)),
    tariffId: refersToName(tariffLookup(attributes)),
    ...sizes,
    ...(attributes["password"] === undefined ? {} : { password: secretOf(address, "password") }),
    sendPassword: attributes["sendPassword"] ?? false,
    openSupportAccess: attributes["supportAccess"] ?? false,
    ...(keys.length > 0 ? { publicKeyIds: keys.map((key) => idOf(textOf(key))) } : {}),
    ...(software.length > 0 ? { softwareIds: software.map((name) => refersToName(softwareLookup(name))) } : {}),
  };
}

export function reinstallStep(request: StepsRequest, desired: Desired, observed: Observed): Step {
  const known = { ...observed.attributes, ...desired.attributes };
  const query = {
    ...installQuery(request, { ...desired, attributes: known }),
    // Those that nothing declares are known by their ids already.
    ...(desired.attributes["keys"] === undefined && observed.attributes["keys"] !== undefined
      ? { publicKeyIds: observed.attributes["keys"] }
      : {}),
    tenantId: observed.outputs["tenantId"] ?? null,
  };
  return buildStep(
    "reinstall",
    `reinstall ${describeImage(desired)} (destroys the disk)`,
    [...INSTALL_FIELDS, "rebuild"],
    query,
    idOf(request.address),
  );
}

function cloneStep(request: StepsRequest, desired: Desired, clone: Json): Step {
  const source = textOf(jsonAt(clone, "vm"));
  const snapshot = jsonAt(clone, "snapshot");
  const query = {
    name: desired.name,
    tenantId: request.place.project ?? null,
    ...(snapshot === undefined ? {} : { snapshotId: idOf(textOf(snapshot)) }),
  };
  return buildStep(
    "clone",
    `clone ${source}${snapshot === undefined ? "" : ` at ${textOf(snapshot)}`}`,
    // The image is the source's, whatever is declared.
    ["name"],
    query,
    idOf(source),
  );
}

function pick(attributes: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => attributes[key] !== undefined).map((key) => [key, attributes[key] as Json]),
  );
}

function describeImage(desired: Desired): string {
  return jsonAt(desired.attributes, "image.description") === undefined
    ? `${showAttribute(desired, "image.name")} ${showAttribute(desired, "image.bitness")}-bit`
    : showAttribute(desired, "image.description");
}
