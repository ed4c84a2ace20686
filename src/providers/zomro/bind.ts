// Declared attributes of a Zomro VM in the form that is compared, and what only the panel's lists can refuse. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { type JsonObject, jsonAt, withJsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Facts, Lookup } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { formatLookup } from "../../core/step.ts";
import { orderImageLookup, orderLookup } from "./lookups.ts";

/** An order's names are resolved for the plan; images of rescue and rebuild only right before the request. */
export function listLookups(desired: Desired, purpose: "create" | "update"): Lookup[] {
  if (desired.type !== "vm" || desired.attributes["tariff"] === undefined) return [];
  const order = orderLookup(desired.attributes);
  if (purpose === "update" || desired.existing !== undefined) return [order];
  return [order, { kind: "datacenter", by: order.by }, orderImageLookup(desired.attributes)];
}

const FIELD_OF: Readonly<Record<string, string>> = {
  tariff: "tariff",
  datacenter: "datacenter",
  "order-image": "image",
};

export function bindVm(
  desired: Desired,
  facts: Facts,
  observed: Observed | undefined,
  tracked: TrackedResource | undefined,
): { attributes: JsonObject; diagnostics: readonly Diagnostic[] } {
  const purpose = observed === undefined ? "create" : "update";
  const diagnostics = listLookups(desired, purpose).flatMap((lookup) => checkLookup(desired, lookup, facts));
  return { attributes: bindRescue(bindTariff(desired, facts), tracked), diagnostics };
}

/** A tariff may be declared by id; lists show its title. */
function bindTariff(desired: Desired, facts: Facts): JsonObject {
  if (desired.attributes["tariff"] === undefined) return desired.attributes;
  const { kind, by } = orderLookup(desired.attributes);
  const result = facts[formatLookup(kind, by)];
  return result?.found === true ? { ...desired.attributes, tariff: result.label } : desired.attributes;
}

/** A rescue block means that it is on; one that was dropped after we had switched it on leaves rescue. */
function bindRescue(attributes: JsonObject, tracked: TrackedResource | undefined): JsonObject {
  if (attributes["rescue"] !== undefined)
    return withJsonAt(attributes, "rescue.enabled", jsonAt(attributes, "rescue.enabled") ?? true);
  return jsonAt(tracked?.applied, "rescue.enabled") === true
    ? { ...attributes, rescue: { enabled: false } }
    : attributes;
}

function checkLookup(desired: Desired, lookup: Lookup, facts: Facts): Diagnostic[] {
  const result = facts[formatLookup(lookup.kind, lookup.by)];
  if (result === undefined || result.found) return [];
  const field = FIELD_OF[lookup.kind] ?? lookup.kind;
  const wanted = String(lookup.by[field] ?? "");
  const where = {
    address: desired.address,
    range: desired.ranges[field] ?? desired.range,
    detail: `It has:\n${result.candidates.join("\n")}`,
  };
  if (result.problem === "ambiguous")
    return [
      buildError("provider.ambiguous-name", `${field} ${wanted}: more than one matches`, {
        ...where,
        fix: "name it by its id",
      }),
    ];
  return [
    buildError("provider.name-not-found", `Zomro has no ${field} ${wanted}`, {
      ...where,
      ...(result.closest === undefined ? {} : { fix: `did you mean ${result.closest}?` }),
    }),
  ];
}
