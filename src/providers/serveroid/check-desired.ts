// Serveroid's own rules about desired resources that need no network. Pure; tariffs and images are checked at plan.

import type { Desired, ProviderSettings } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { jsonAt } from "../../core/json.ts";

const DISK_PER_MEMORY = 64;
const PASSWORD_CHARACTERS = /^[A-Za-z0-9!()[\]\-.?~`]*$/;

export function checkServeroidDesired(desired: Desired, settings: ProviderSettings): readonly Diagnostic[] {
  if (desired.type !== "vm") return [];
  return [
    ...checkOrigin(desired),
    ...checkLogin(desired),
    ...checkPassword(desired),
    ...checkDisk(desired, settings),
    ...checkWindows(desired),
  ];
}

function at(desired: Desired, field: string): { readonly range: Desired["range"]; readonly address: string } {
  return { range: desired.ranges[field] ?? desired.range, address: desired.address };
}

/** A new machine is installed from an image on a tariff, or cloned. */
function checkOrigin(desired: Desired): readonly Diagnostic[] {
  const { attributes } = desired;
  if (desired.existing !== undefined || attributes["cloneOf"] !== undefined) return [];
  return ["image", "tariff"]
    .filter((field) => attributes[field] === undefined)
    .map((field) =>
      buildError("config.missing-field", `${desired.address} needs ${field}`, {
        ...at(desired, ""),
        fix: `add ${field}, or cloneOf, or existing; \`trueup catalog serveroid\` lists what there is`,
      }),
    );
}

function checkLogin(desired: Desired): readonly Diagnostic[] {
  const { password, keys, sendPassword, cloneOf } = desired.attributes;
  if (desired.existing !== undefined || cloneOf !== undefined) return [];
  const hasKeys =
    keys !== undefined && !(Array.isArray(keys) && keys.length === 0 && desired.ranges["keys.0"] === undefined);
  if (password !== undefined || hasKeys || sendPassword === true) return [];
  const summary = `${desired.address} has neither keys nor password nor sendPassword: nobody could log in`;
  return [
    buildError("config.no-login", summary, {
      ...at(desired, "keys"),
      fix: "add keys: [NAME] or password: ${env:…}; sendPassword: true for one that is only taken over",
    }),
  ];
}

/** Latin letters of both cases, and a digit or one of !()[]-.?~` (the vendor's manual, method install). */
export function checkPassword(desired: Desired): readonly Diagnostic[] {
  const { password } = desired.attributes;
  if (typeof password !== "string") return [];
  const missing = [
    ...(/[A-Z]/.test(password) ? [] : ["an upper-case letter"]),
    ...(/[a-z]/.test(password) ? [] : ["a lower-case letter"]),
    ...(/[0-9!()[\]\-.?~`]/.test(password) ? [] : ["a digit or one of !()[]-.?~`"]),
  ];
  const where = at(desired, "password");
  if (missing.length > 0) {
    const summary = `${desired.address}.password lacks ${missing.join(" and ")}: serveroid would refuse it`;
    return [buildError("provider.password", summary, { ...where, fix: "choose another password" })];
  }
  if (PASSWORD_CHARACTERS.test(password)) return [];
  const summary = `${desired.address}.password has characters that serveroid does not say it takes`;
  const fix = "use Latin letters, digits and !()[]-.?~` only";
  return [buildWarning("provider.password", summary, { ...where, fix })];
}

function checkDisk(desired: Desired, settings: ProviderSettings): readonly Diagnostic[] {
  const { disk, memory } = desired.attributes;
  const own = settings.fields["diskPerMemory"];
  const factor = typeof own === "number" ? own : DISK_PER_MEMORY;
  if (typeof disk !== "number" || typeof memory !== "number" || disk <= memory * factor) return [];
  const summary = `${desired.address}.disk is ${disk} MiB, more than ${factor} times the memory (${memory} MiB)`;
  const fix = `at most ${Math.floor(memory * factor)}MiB of disk, or at least ${Math.ceil(disk / factor)}MiB of memory`;
  return [buildError("provider.disk-per-memory", summary, { ...at(desired, "disk"), fix })];
}

function checkWindows(desired: Desired): readonly Diagnostic[] {
  const image = jsonAt(desired.attributes, "image.name");
  const { keys } = desired.attributes;
  if (typeof image !== "string" || !/^windows/i.test(image) || !Array.isArray(keys) || keys.length === 0) return [];
  const summary = `${desired.address}.keys: Windows images do not take SSH keys`;
  return [buildWarning("provider.windows-keys", summary, { ...at(desired, "keys"), fix: "say password instead" })];
}
