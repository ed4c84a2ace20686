// Declared attributes of a Serveroid VM in the form that is compared, and what only the catalogue can refuse. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Facts, Lookup } from "../../core/provider.ts";
import { formatMiB } from "../../core/units.ts";
import { listOf, textOf } from "./convert.ts";
import { distributionLookup, findTariff, softwareLookup, tariffLookup } from "./lookups.ts";
import { isMissing } from "./read-members.ts";
import { checkUnreported, withoutUnreported } from "./unreported.ts";

export interface Bound {
  readonly attributes: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tariffs are read for every plan; images and software only where a VM is made or made anew. */
export function listLookups(desired: Desired, purpose: "create" | "update"): Lookup[] {
  if (desired.type !== "vm") return [];
  const { attributes } = desired;
  const tariff = attributes["tariff"] === undefined ? [] : [tariffLookup(attributes)];
  if (purpose === "update" || attributes["image"] === undefined) return tariff;
  return [...tariff, distributionLookup(attributes), ...listOf(attributes["software"]).map(softwareLookup)];
}

export function bindVm(desired: Desired, facts: Facts, observed: Observed | undefined, diskPerMemory: number): Bound {
  const tariff = findTariff(facts, desired.attributes["tariff"]);
  const attributes =
    tariff === undefined ? desired.attributes : { ...desired.attributes, tariff: textOf(tariff["label"]) };
  return {
    attributes: withoutUnreported(attributes, observed),
    diagnostics: [
      ...checkUnreported(desired, observed),
      ...checkSizes(desired, tariff, observed),
      ...checkRatio(desired, observed, diskPerMemory),
      ...checkWindows(desired, tariff),
    ],
  };
}

/** Sizes are free on an on-demand tariff and follow from any other, where the API ignores or refuses them (H10, H18). */
function checkSizes(desired: Desired, tariff: JsonObject | undefined, observed: Observed | undefined): Diagnostic[] {
  const { attributes } = desired;
  if (tariff === undefined) return [];
  if (tariff["onDemand"] === true) {
    const missing = ["memory", "disk", "cpu"].filter((path) => attributes[path] === undefined);
    if (observed !== undefined || attributes["cloneOf"] !== undefined || missing.length === 0) return [];
    return [
      buildError(
        "provider.size-required",
        `the tariff ${textOf(tariff["name"])} is on demand: declare ${missing.join(", ")}`,
        { address: desired.address, range: desired.range },
      ),
    ];
  }
  const differing = ["memory", "disk", "cpu"].filter(
    (path) => attributes[path] !== undefined && attributes[path] !== tariff[path],
  );
  const sizes = differing.map((path) => {
    const shown = (value: Json | undefined) => (path === "cpu" ? textOf(value) : formatMiB(Number(value)));
    return buildError(
      "provider.fixed-tariff",
      `${path} is ${shown(tariff[path])} on the tariff ${textOf(tariff["name"])}, not ${shown(attributes[path])}`,
      {
        address: desired.address,
        range: desired.ranges[path] ?? desired.range,
        fix: `drop ${path}, or choose an on-demand tariff`,
      },
    );
  });
  return [...sizes, ...checkFixedIps(desired, tariff, observed)];
}

function checkFixedIps(desired: Desired, tariff: JsonObject, observed: Observed | undefined): Diagnostic[] {
  const wanted = desired.attributes["ips"];
  const given = Number(tariff["ipCount"] ?? 0);
  if (observed !== undefined || typeof wanted !== "number" || wanted >= given) return [];
  return [
    buildError(
      "provider.fixed-tariff",
      `the tariff ${textOf(tariff["name"])} brings ${given} address${given === 1 ? "" : "es"}, ips: ${wanted} is less`,
      {
        address: desired.address,
        range: desired.ranges["ips"] ?? desired.range,
        fix: `ips: ${given}, or an on-demand tariff`,
      },
    ),
  ];
}

/** Disk at most 64 times the memory: the reading of H1; the factor is a provider setting. */
function checkRatio(desired: Desired, observed: Observed | undefined, factor: number): Diagnostic[] {
  const memory = desired.attributes["memory"] ?? observed?.attributes["memory"];
  const disk = Math.max(Number(desired.attributes["disk"] ?? 0), Number(observed?.attributes["disk"] ?? 0));
  if (desired.attributes["memory"] === undefined && desired.attributes["disk"] === undefined) return [];
  if (typeof memory !== "number" || disk <= memory * factor) return [];
  return [
    buildError(
      "provider.disk-ratio",
      `${formatMiB(disk)} of disk need at least ${formatMiB(Math.ceil(disk / factor))} of memory`,
      {
        address: desired.address,
        range: desired.ranges["memory"] ?? desired.ranges["disk"] ?? desired.range,
        detail: `Serveroid allows ${factor} times the memory as disk.`,
        fix: `memory: ${Math.ceil(disk / factor)}MiB or more`,
      },
    ),
  ];
}

/** That Windows tariffs go with Windows images is presumed, not documented (H16): a warning only. */
function checkWindows(desired: Desired, tariff: JsonObject | undefined): Diagnostic[] {
  const image = jsonAt(desired.attributes, "image.name");
  if (tariff === undefined || isMissing(image)) return [];
  const isWindows = textOf(image).toUpperCase().startsWith("WINDOWS");
  if (isWindows === (tariff["forWindows"] === true)) return [];
  return [
    buildWarning(
      "provider.windows-tariff",
      `the tariff ${textOf(tariff["name"])} is ${isWindows ? "not " : ""}meant for Windows, the image ${textOf(image)} is ${isWindows ? "" : "not "}Windows`,
      {
        address: desired.address,
        range: desired.ranges["tariff"] ?? desired.range,
      },
    ),
  ];
}
