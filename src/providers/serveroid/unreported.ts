// What a row of the VM list leaves out is not known: it is neither equal nor different, so nothing is planned over it. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";

/** By the declared field, the observed one that tells it. */
const TOLD_BY: Readonly<Record<string, string>> = {
  image: "image",
  tariff: "tariff",
  memory: "memory",
  disk: "disk",
  cpu: "cpu",
  ips: "addresses",
  releaseIps: "addresses",
  keys: "keys",
  power: "power",
  backupPolicy: "backupPolicy",
};

/** Without all that the machine does not show now. */
export function withoutUnreported(attributes: JsonObject, observed: Observed | undefined): JsonObject {
  const unreported = listUnreported(attributes, observed);
  return Object.fromEntries(Object.entries(attributes).filter(([field]) => !unreported.includes(field)));
}

function listUnreported(attributes: JsonObject, observed: Observed | undefined): string[] {
  if (observed === undefined) return [];
  return Object.entries(TOLD_BY).flatMap(([field, told]) =>
    attributes[field] !== undefined && observed.attributes[told] === undefined ? [field] : [],
  );
}

/** While the provider works on a machine, or in a state that is not known, that is no news. */
export function checkUnreported(desired: Desired, observed: Observed | undefined): Diagnostic[] {
  if (observed?.condition !== "ready") return [];
  return listUnreported(desired.attributes, observed).map((field) =>
    buildWarning("provider.not-told", `Serveroid does not tell ${field} of ${desired.name}: it is left as it is`, {
      address: desired.address,
      range: desired.ranges[field] ?? desired.range,
    }),
  );
}

/** A reinstallation may change all of these, and an omitted one means nobody knows what: each has to be known before it. */
export function listUnknownForReinstallation(observed: Observed): string[] {
  return ["image", "tariff", "memory", "disk", "cpu"].filter((field) => observed.attributes[field] === undefined);
}
