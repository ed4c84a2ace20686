// The mutating requests that make a Serveroid VM, change it, reinstall it or delete it, in the order that is safe. Pure.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { LookupResult, StepsRequest, StepsResult } from "../../core/provider.ts";
import type { Reference, Step } from "../../core/step.ts";
import { formatLookup } from "../../core/step.ts";
import { formatMiB } from "../../core/units.ts";
import { listOf, textOf } from "./convert.ts";
import { distributionLookup, softwareLookup, tariffLookup } from "./lookups.ts";
import { buildStep, type MethodName } from "./methods.ts";
import { addressesToRelease } from "./released-addresses.ts";
import { checkVmChange } from "./vm-change-checks.ts";

const INSTALL_FIELDS = [
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
/** The most addresses that an installation takes (M3). */
const MAX_INSTALL_IPS = 2;

export function buildVmSteps(request: StepsRequest): StepsResult {
  const { action, desired, observed } = request;
  if (action === "delete" || action === "delete-deposed")
    return { steps: [deleteStep(request)], diagnostics: [], destructive: [] };
  if (desired === undefined) return { steps: [], diagnostics: [], destructive: [] };
  if (observed === undefined) return buildCreation(request, desired);
  const change = buildUpdate(request, desired, observed);
  if (action !== "rebuild" || !request.fields.some(isRebuilt)) return change;
  const rest = buildUpdate(
    { ...request, fields: request.fields.filter((path) => !INSTALL_FIELDS.includes(path) && path !== "rebuild") },
    desired,
    observed,
  );
  return { ...rest, steps: [reinstallStep(request, desired, observed), ...rest.steps] };
}

function isRebuilt(path: string): boolean {
  return (
    path === "rebuild" ||
    path.startsWith("image.") ||
    path === "software" ||
    path === "supportAccess" ||
    path === "disk"
  );
}

function buildCreation(request: StepsRequest, desired: Desired): StepsResult {
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
  return { steps: [first, ...carried, ...ips, ...policy, ...password, ...power], diagnostics: [], destructive: [] };
}

/** Addresses to add after the creation. What a clone gets is not documented (M4): all are planned, those it has are skipped. */
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
  return buildStep("install", `install ${describeImage(attributes)} on ${textOf(attributes["tariff"])}`, fields, query);
}

/** What install and reinstall share. What an omitted parameter of a reinstallation does is not said: all are sent (M5). */
function installQuery(request: StepsRequest, desired: Desired): JsonObject {
  const { attributes, address } = desired;
  const sizes = tariffOf(request, desired)?.["onDemand"] === true ? pick(attributes, ["memory", "disk", "cpu"]) : {};
  const software = listOf(attributes["software"]);
  const keys = listOf(attributes["keys"]);
  return {
    name: desired.name,
    tenantId: request.place.project ?? null,
    distributionId: { $ref: "lookup", ...distributionLookup(attributes) },
    tariffId: { $ref: "lookup", ...tariffLookup(attributes) },
    ...sizes,
    ...(attributes["password"] === undefined ? {} : { password: secretOf(address, "password") }),
    sendPassword: attributes["sendPassword"] ?? false,
    openSupportAccess: attributes["supportAccess"] ?? false,
    ...(keys.length > 0 ? { publicKeyIds: keys.map((key) => idOf(textOf(key))) } : {}),
    ...(software.length > 0
      ? { softwareIds: software.map((name) => ({ $ref: "lookup", ...softwareLookup(name) })) }
      : {}),
  };
}

function reinstallStep(request: StepsRequest, desired: Desired, observed: Observed): Step {
  const known = { ...observed.attributes, ...desired.attributes };
  const query = {
    ...installQuery(request, { ...desired, attributes: known }),
    tenantId: observed.outputs["tenantId"] ?? null,
  };
  return buildStep(
    "reinstall",
    `reinstall ${describeImage(desired.attributes)} (destroys the disk)`,
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
    ["name", "image.name", "image.bitness", "image.description"],
    query,
    idOf(source),
  );
}

function deleteStep(request: StepsRequest): Step {
  return buildStep(
    "delete",
    "delete the VM",
    [],
    { tenantId: tenantOf(request) },
    request.observed?.remoteId ?? idOf(request.address),
  );
}

/** The order: what a running guest needs after the start, growth of memory before disk, adding addresses before giving up others. */
function buildUpdate(request: StepsRequest, desired: Desired, observed: Observed): StepsResult {
  const changes = (path: string) => request.fields.includes(path);
  const { attributes } = desired;
  const checks = checkVmChange(request, desired, observed);
  const steps = [
    ...(changes("power") && attributes["power"] === "on" ? [powerStep(request, desired, "on")] : []),
    ...(changes("name")
      ? [changeStep(request, "rename", `rename to ${desired.name}`, ["name"], { name: desired.name })]
      : []),
    ...(changes("tariff")
      ? [
          changeStep(request, "tariff_change", `change the tariff to ${textOf(attributes["tariff"])}`, ["tariff"], {
            tariffId: { $ref: "lookup", ...tariffLookup(attributes) },
          }),
        ]
      : []),
    ...sizeSteps(request, desired, observed),
    ...addressSteps(request, desired, observed),
    ...(changes("backupPolicy.keep") || changes("backupPolicy.every") ? [backupPolicyStep(request, desired)] : []),
    ...(changes("keys") || changes("keyTexts") ? keySteps(request, desired) : []),
    ...(changes("password")
      ? [
          changeStep(request, "password_change", "set the password", ["password"], {
            password: secretOf(request.address, "password"),
            sendPassword: attributes["sendPassword"] ?? false,
          }),
        ]
      : []),
    ...(changes("power") && attributes["power"] === "off" ? [powerStep(request, desired, "off")] : []),
  ];
  return { steps, ...checks };
}

/** Sizes exist as changes on on-demand tariffs only; on a fixed one they follow from the tariff (M16-M18). */
function sizeSteps(request: StepsRequest, desired: Desired, observed: Observed | undefined): Step[] {
  const { attributes } = desired;
  const tariff = tariffOf(request, desired);
  if (tariff !== undefined && tariff["onDemand"] !== true) return [];
  const isWanted = (path: string) =>
    attributes[path] !== undefined &&
    (observed === undefined || request.fields.includes(path) || request.fields.includes("tariff"));
  const memory = attributes["memory"];
  const disk = attributes["disk"];
  const cpu = attributes["cpu"];
  const restart =
    attributes["allowRestart"] === true &&
    typeof memory === "number" &&
    memory < Number(observed?.attributes["memory"] ?? 0);
  return [
    ...(isWanted("memory")
      ? [
          changeStep(
            request,
            "memory_change",
            `set memory to ${formatMiB(Number(memory))}${restart ? " (restarts the VM)" : ""}`,
            ["memory"],
            { memory: memory ?? null, ...(restart ? { allowRestart: true } : {}) },
          ),
        ]
      : []),
    ...(isWanted("disk") && Number(disk) >= Number(observed?.attributes["disk"] ?? 0)
      ? [
          changeStep(request, "disk_change", `grow the disk to ${formatMiB(Number(disk))}`, ["disk"], {
            disk: disk ?? null,
          }),
        ]
      : []),
    ...(isWanted("cpu")
      ? [changeStep(request, "cpu_change", `set ${textOf(cpu)} CPU cores`, ["cpu"], { cpu: cpu ?? null })]
      : []),
  ];
}

function addressSteps(request: StepsRequest, desired: Desired, observed: Observed): Step[] {
  const held = listOf(observed.attributes["addresses"]).map(textOf);
  const released = addressesToRelease(desired, observed, request.fields);
  const wanted = desired.attributes["ips"];
  const adds =
    typeof wanted === "number" && (request.fields.includes("ips") || released.length > 0)
      ? Math.max(0, wanted - (held.length - released.length))
      : 0;
  const tenantId = observed.outputs["tenantId"] ?? null;
  return [
    ...Array.from({ length: adds }, () => addAddressStep(request)),
    ...released.map((ip) =>
      buildStep("ip_delete", `give up ${ip}`, ["releaseIps", "ips"], { tenantId, ip }, idOf(request.address)),
    ),
  ];
}

function addAddressStep(request: StepsRequest): Step {
  return changeStep(request, "ip_add", "add an address", ["ips"], {});
}

function keySteps(request: StepsRequest, desired: Desired): Step[] {
  const keys = desired.attributes["keys"];
  if (keys === undefined) return [];
  const keyIds = listOf(keys).map((key) => idOf(textOf(key)));
  const summary =
    keyIds.length === 0
      ? "empty authorized_keys"
      : `install ${keyIds.length} key${keyIds.length === 1 ? "" : "s"} (replaces all of authorized_keys)`;
  return [changeStep(request, "pubkey_change", summary, ["keys", "keyTexts"], keyIds.length === 0 ? {} : { keyIds })];
}

function backupPolicyStep(request: StepsRequest, desired: Desired): Step {
  const keep = jsonAt(desired.attributes, "backupPolicy.keep");
  const every = jsonAt(desired.attributes, "backupPolicy.every");
  const hours = typeof every === "number" ? every / 3_600_000 : null;
  return changeStep(
    request,
    "backup_policy_change",
    `keep ${textOf(keep)} backups, one every ${textOf(hours)}h`,
    ["backupPolicy.keep", "backupPolicy.every"],
    { quantity: keep ?? null, frequency: hours },
  );
}

function powerStep(request: StepsRequest, desired: Desired, to: "on" | "off"): Step {
  if (to === "on") return changeStep(request, "start", "start", ["power"], {});
  const isForced = jsonAt(desired.attributes, "shutdown.mode") === "force";
  return changeStep(
    request,
    isForced ? "poweroff" : "shutdown",
    isForced ? "power off (forced)" : "shut down",
    ["power"],
    {},
  );
}

function changeStep(
  request: StepsRequest,
  method: MethodName,
  summary: string,
  fields: readonly string[],
  query: JsonObject,
): Step {
  return buildStep(method, summary, fields, { tenantId: tenantOf(request), ...query }, idOf(request.address));
}

/** The VM's own project, from its listing (H4); the configured one before it exists: both are the same project. */
function tenantOf(request: StepsRequest): Json {
  return request.observed?.outputs["tenantId"] ?? Number(request.place.project ?? Number.NaN);
}

function tariffOf(request: StepsRequest, desired: Desired): JsonObject | undefined {
  const { kind, by } = tariffLookup(desired.attributes);
  const result: LookupResult | undefined = request.facts[formatLookup(kind, by)];
  return result?.found === true ? result.detail : undefined;
}

function idOf(address: Address): Json {
  const reference: Reference = { $ref: "attribute", address, path: "id" };
  return { ...reference };
}

function secretOf(address: Address, path: string): Json {
  const reference: Reference = { $ref: "secret", address, path };
  return { ...reference };
}

function pick(attributes: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => attributes[key] !== undefined).map((key) => [key, attributes[key] as Json]),
  );
}

function describeImage(attributes: JsonObject): string {
  const description = jsonAt(attributes, "image.description");
  return description === undefined
    ? `${textOf(jsonAt(attributes, "image.name"))} ${textOf(jsonAt(attributes, "image.bitness"))}-bit`
    : textOf(description);
}
