// The mutating requests that change a Serveroid VM, reinstall it or delete it, in the order that is safe. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Observed } from "../../core/observed.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { isDeletion, refersToName, type Step } from "../../core/step.ts";
import { listOf, textOf } from "./convert.ts";
import { tariffLookup } from "./lookups.ts";
import { buildStep } from "./methods.ts";
import { listUnknownForReinstallation } from "./unreported.ts";
import { checkVmChange } from "./vm-change-checks.ts";
import { buildCreation, INSTALL_FIELDS, reinstallStep } from "./vm-creation-steps.ts";
import {
  addressSteps,
  backupPolicyStep,
  changeStep,
  idOf,
  keySteps,
  powerStep,
  RESTARTS,
  secretOf,
  sizeSteps,
  tenantOf,
} from "./vm-step-parts.ts";

export function buildVmSteps(request: StepsRequest): StepsResult {
  const { action, desired, observed } = request;
  if (isDeletion(request)) return { steps: [deleteStep(request)], diagnostics: [], destructive: [] };
  if (desired === undefined) return NO_STEPS;
  if (observed === undefined) return buildCreation(request, desired);
  const change = buildUpdate(request, desired, observed);
  if (action !== "rebuild" || !request.fields.some(isRebuilt)) return change;
  const unknown = checkReinstallation(desired, observed);
  if (unknown.length > 0) return { steps: [], diagnostics: unknown, destructive: [] };
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

function checkReinstallation(desired: Desired, observed: Observed): Diagnostic[] {
  const unknown = listUnknownForReinstallation(observed);
  const { password, keys, sendPassword } = { ...observed.attributes, ...desired.attributes };
  // What an omitted password or key does to a reinstalled machine, the vendor does not say (M5).
  if (unknown.length === 0 && password === undefined && sendPassword !== true && listOf(keys).length === 0)
    return [
      buildError("config.no-login", `nobody could log in to ${desired.address} once it is installed anew`, {
        address: desired.address,
        range: desired.range,
        fix: "add keys: [NAME] or password: ${env:…}",
      }),
    ];
  if (unknown.length === 0) return [];
  const summary = `Serveroid does not tell ${unknown.join(", ")} of ${desired.name}: a reinstallation might change it`;
  return [buildError("provider.not-told", summary, { address: desired.address, range: desired.range })];
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
          {
            ...changeStep(
              request,
              "tariff_change",
              `change the tariff to ${textOf(attributes["tariff"])}`,
              ["tariff"],
              {
                tariffId: refersToName(tariffLookup(attributes)),
              },
            ),
            // Whether that restarts the VM the vendor does not say (M19).
            ...RESTARTS,
          },
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
