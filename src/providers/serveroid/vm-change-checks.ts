// What a change of a Serveroid VM must not do, and what it would destroy. Pure; only what needs the live object.
import { quoteAddress } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { StepsRequest, StepsResult } from "../../core/provider.ts";
import { formatMiB } from "../../core/units.ts";
import { listOf, textOf } from "./convert.ts";
import { addressesToRelease, formatReleasedAddress } from "./released-addresses.ts";
import { tariffOf } from "./vm-step-parts.ts";

type Checks = Omit<StepsResult, "steps">;

export function checkVmChange(request: StepsRequest, desired: Desired, observed: Observed): Checks {
  const memory = checkMemory(request, desired, observed);
  return {
    diagnostics: [
      ...memory.diagnostics,
      ...checkTariff(request, desired, observed),
      ...checkAddresses(request, desired, observed),
      ...checkPassword(request, desired, observed),
    ],
    destructive: [...releasedAddresses(request, desired, observed), ...forcedPowerOff(request, desired)],
    restart: memory.restart,
  };
}

function checkMemory(
  request: StepsRequest,
  desired: Desired,
  observed: Observed,
): { diagnostics: Diagnostic[]; restart: boolean } {
  const wanted = desired.attributes["memory"];
  const now = observed.attributes["memory"];
  if (!request.fields.includes("memory") || typeof wanted !== "number" || typeof now !== "number" || wanted >= now)
    return { diagnostics: [], restart: false };
  if (desired.attributes["allowRestart"] === true) return { diagnostics: [], restart: true };
  const error = buildError("provider.restart-needed", `less memory needs a restart of ${desired.name}`, {
    ...locate(desired, "memory"),
    detail: `Memory goes from ${formatMiB(now)} to ${formatMiB(wanted)}; Serveroid restarts a VM to take memory away.`,
    fix: "set allowRestart: true on the VM, or keep the memory as it is",
  });
  return { diagnostics: [error], restart: false };
}

/** Only to a tariff whose disk is not smaller (M19); one with free sizes takes every disk (H11). */
function checkTariff(request: StepsRequest, desired: Desired, observed: Observed): Diagnostic[] {
  const disk = observed.attributes["disk"];
  const tariff = request.fields.includes("tariff") ? tariffOf(request, desired) : undefined;
  if (tariff === undefined || tariff["onDemand"] === true || typeof disk !== "number") return [];
  const offered = Number(tariff["disk"]);
  if (!Number.isFinite(offered) || offered >= disk) return [];
  return [
    buildError(
      "provider.disk-too-large",
      `${desired.name} has a disk of ${formatMiB(disk)}: the tariff ${textOf(tariff["name"])} has ${formatMiB(offered)}`,
      {
        ...locate(desired, "tariff"),
        detail: "Serveroid changes only to a tariff whose disk is not smaller than the machine's.",
        fix: `choose a tariff with a larger disk, or trueup apply --rebuild ${quoteAddress(desired.address)}: the machine is installed anew on it, and its disk is lost`,
      },
    ),
  ];
}

function checkAddresses(request: StepsRequest, desired: Desired, observed: Observed): Diagnostic[] {
  const wanted = desired.attributes["ips"];
  const held = listOf(observed.attributes["addresses"]).map(textOf);
  const released = addressesToRelease(desired, observed, request.fields);
  if (!request.fields.includes("ips") || typeof wanted !== "number" || held.length - released.length <= wanted)
    return [];
  const surplus = held.length - wanted;
  const named = [...released, ...held.filter((ip) => !released.includes(ip))].slice(0, surplus);
  const which = surplus === 1 ? "the one" : `the ${surplus}`;
  return [
    buildError(
      "provider.name-released-ip",
      `${desired.name} holds ${held.length} address${held.length === 1 ? "" : "es"}, ${wanted} declared: name ${which} to give up`,
      {
        ...locate(desired, "ips"),
        detail: `It holds ${held.join(", ")}. An address that is given up is lost for good, so trueup never chooses one.`,
        fix: `releaseIps: [${named.join(", ")}]`,
      },
    ),
  ];
}

/** Clients wait for the guest before they set a password: a stopped VM probably cannot take one (M14, [PF]). */
function checkPassword(request: StepsRequest, desired: Desired, observed: Observed): Diagnostic[] {
  if (
    !request.fields.includes("password") ||
    observed.attributes["power"] !== "off" ||
    desired.attributes["power"] === "on"
  )
    return [];
  return [
    buildWarning(
      "provider.password-on-stopped-vm",
      `${desired.name} is off: Serveroid may not be able to set its password`,
      locate(desired, "password"),
    ),
  ];
}

function releasedAddresses(request: StepsRequest, desired: Desired, observed: Observed): StepsResult["destructive"] {
  return addressesToRelease(desired, observed, request.fields).map((ip) => ({
    kind: "release-ip",
    detail: `${ip} is given up for good`,
    fields: ["releaseIps", "ips"],
    child: formatReleasedAddress(desired.address, ip),
  }));
}

function forcedPowerOff(request: StepsRequest, desired: Desired): StepsResult["destructive"] {
  const isForced =
    request.fields.includes("power") &&
    desired.attributes["power"] === "off" &&
    jsonAt(desired.attributes, "shutdown.mode") === "force";
  return isForced ? [{ kind: "power-off", detail: "the power is cut: unsaved data is lost", fields: ["power"] }] : [];
}

function locate(desired: Desired, path: string): { address: string; range: Desired["range"] } {
  return { address: desired.address, range: desired.ranges[path] ?? desired.range };
}
