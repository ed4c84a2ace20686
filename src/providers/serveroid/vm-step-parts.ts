// The single changes of a Serveroid VM as steps: sizes, addresses, keys, backup policy, power. Pure; knows no order.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { StepsRequest } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import type { Reference, Step } from "../../core/step.ts";
import { DURATION_UNITS, formatMiB } from "../../core/units.ts";
import { listOf, textOf } from "./convert.ts";
import { findTariff } from "./lookups.ts";
import { buildStep, type MethodName } from "./methods.ts";
import { addressesToRelease } from "./released-addresses.ts";

/** Said of the step, for rollouts. */
export const RESTARTS = { restarts: true } as const;

export function sizeSteps(request: StepsRequest, desired: Desired, observed: Observed | undefined): Step[] {
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
          {
            ...changeStep(
              request,
              "memory_change",
              `set memory to ${showAttribute(desired, "memory", showSize)}${restart ? " (restarts the VM)" : ""}`,
              ["memory"],
              { memory: memory ?? null, ...(restart ? { allowRestart: true } : {}) },
            ),
            ...(restart ? RESTARTS : {}),
          },
        ]
      : []),
    ...(isWanted("disk") && Number(disk) >= Number(observed?.attributes["disk"] ?? 0)
      ? [
          changeStep(request, "disk_change", `grow the disk to ${showAttribute(desired, "disk", showSize)}`, ["disk"], {
            disk: disk ?? null,
          }),
        ]
      : []),
    ...(isWanted("cpu")
      ? [
          changeStep(request, "cpu_change", `set ${showAttribute(desired, "cpu")} CPU cores`, ["cpu"], {
            cpu: cpu ?? null,
          }),
        ]
      : []),
  ];
}

const showSize = (size: Json): string => formatMiB(Number(size));

export function addressSteps(request: StepsRequest, desired: Desired, observed: Observed): Step[] {
  // Counted from a list that is not there, each run would buy an address.
  if (observed.attributes["addresses"] === undefined) return [];
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

export function addAddressStep(request: StepsRequest): Step {
  return { ...changeStep(request, "ip_add", "add an address", ["ips"], {}), buys: "an address" };
}

export function keySteps(request: StepsRequest, desired: Desired): Step[] {
  const keys = desired.attributes["keys"];
  if (keys === undefined) return [];
  const keyIds = listOf(keys).map((key) => idOf(textOf(key)));
  const summary =
    keyIds.length === 0
      ? "empty authorized_keys"
      : `install ${keyIds.length} key${keyIds.length === 1 ? "" : "s"} (replaces all of authorized_keys)`;
  return [changeStep(request, "pubkey_change", summary, ["keys", "keyTexts"], keyIds.length === 0 ? {} : { keyIds })];
}

export function backupPolicyStep(request: StepsRequest, desired: Desired): Step {
  const keep = jsonAt(desired.attributes, "backupPolicy.keep");
  const every = jsonAt(desired.attributes, "backupPolicy.every");
  const hours = typeof every === "number" ? hoursOf(every) : null;
  return changeStep(
    request,
    "backup_policy_change",
    `keep ${showAttribute(desired, "backupPolicy.keep")} backups, one every ${showAttribute(desired, "backupPolicy.every", showHours)}`,
    ["backupPolicy.keep", "backupPolicy.every"],
    { quantity: keep ?? null, frequency: hours },
  );
}

const showHours = (every: Json): string => `${typeof every === "number" ? hoursOf(every) : ""}h`;
const hoursOf = (ms: number): number => ms / DURATION_UNITS.h;

/** Declared values that requests hold in another form. */
export function listSentForms({ attributes }: Desired): JsonObject {
  const every = jsonAt(attributes, "backupPolicy.every");
  return typeof every === "number" ? { "backupPolicy.every": hoursOf(every) } : {};
}

export function powerStep(request: StepsRequest, desired: Desired, to: "on" | "off"): Step {
  if (to === "on") return changeStep(request, "start", "start", ["power"], {});
  if (jsonAt(desired.attributes, "shutdown.mode") === "force") {
    return changeStep(request, "poweroff", "power off (forced)", ["power"], {});
  }
  // The operation is marked failed after three minutes, but the guest may stop later (M12).
  const patienceMs = jsonAt(desired.attributes, "shutdown.timeout");
  const step = changeStep(request, "shutdown", "shut down", ["power"], {});
  return typeof patienceMs === "number" ? { ...step, patienceMs } : step;
}

export function changeStep(
  request: StepsRequest,
  method: MethodName,
  summary: string,
  fields: readonly string[],
  query: JsonObject,
): Step {
  return buildStep(method, summary, fields, { tenantId: tenantOf(request), ...query }, idOf(request.address));
}

export function tenantOf(request: StepsRequest): Json {
  return request.observed?.outputs["tenantId"] ?? Number(request.place.project ?? Number.NaN);
}

export function tariffOf(request: StepsRequest, desired: Desired): JsonObject | undefined {
  return findTariff(request.facts, desired.attributes["tariff"]);
}

export function idOf(address: Address): Json {
  const reference: Reference = { $ref: "attribute", address, path: "id" };
  return { ...reference };
}

export function secretOf(address: Address, path: string): Json {
  const reference: Reference = { $ref: "secret", address, path };
  return { ...reference };
}
