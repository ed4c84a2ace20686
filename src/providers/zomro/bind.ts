// Declared attributes of a Zomro VM in the form that is compared, and what only the panel's lists can refuse. Pure.
import { isSameWord } from "../../core/comparable-text.ts";
import type { Desired } from "../../core/desired.ts";
import { buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { type Json, type JsonObject, jsonAt, withJsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Facts, Lookup } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { formatLookup } from "../../core/step.ts";
import { textOf } from "./decode.ts";
import { datacenterLookup, orderImageLookup, orderLookup, rescueLookup } from "./lookups.ts";

/**
 * An order's names are resolved for the plan, and those of a machine that is there as far as they are declared by id.
 * The image of rescue mode is resolved again right before the request; for the plan only where the id is known.
 */
export function listLookups(desired: Desired, purpose: "create" | "update"): Lookup[] {
  if (desired.type !== "vm") return [];
  return [...listOrderLookups(desired, purpose), ...listRescueLookups(desired)];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function listOrderLookups({ attributes, existing }: Desired, purpose: "create" | "update"): Lookup[] {
  if (attributes["tariff"] === undefined) return [];
  const order = orderLookup(attributes);
  const isOrder = purpose === "create" && existing === undefined;
  return [
    order,
    ...(isOrder || attributes["datacenter"] !== undefined ? [datacenterLookup(attributes)] : []),
    ...(isOrder || UUID.test(String(attributes["image"])) ? [orderImageLookup(attributes)] : []),
  ];
}

function listRescueLookups({ attributes, existing }: Desired): Lookup[] {
  const isWanted = attributes["rescue"] !== undefined && jsonAt(attributes, "rescue.enabled") !== false;
  return isWanted && existing?.id !== undefined ? [rescueLookup(existing.id, attributes)] : [];
}

export function bindVm(
  desired: Desired,
  facts: Facts,
  observed: Observed | undefined,
  tracked: TrackedResource | undefined,
): { attributes: JsonObject; diagnostics: readonly Diagnostic[] } {
  const lookups = listLookups(desired, observed === undefined ? "create" : "update");
  const isUnreported =
    observed !== undefined &&
    desired.attributes["backupPolicy"] !== undefined &&
    jsonAt(observed.attributes, "backupPolicy.keep") === undefined;
  const { backupPolicy, ...told } = desired.attributes;
  const declared = isUnreported ? { ...desired, attributes: told } : desired;
  return {
    attributes: bindRescue(bindNames(declared, lookups, facts, observed), tracked),
    // What only a name has found was not asked for it yet: the next plan asks.
    diagnostics:
      isUnreported && tracked !== undefined && observed.condition === "ready"
        ? [describeUnreportedRetention(desired)]
        : [],
  };
}

/** Neither equal nor different: nothing is sent over what cannot be seen. */
function describeUnreportedRetention({ address, name, range, ranges }: Desired): Diagnostic {
  return buildWarning("provider.not-told", `Zomro does not tell how many backups of ${name} are kept: left as it is`, {
    address,
    range: ranges["backupPolicy"] ?? range,
  });
}

const NAMED = ["tariff", "datacenter", "image"];

/** Tariff, data centre and system may be declared by id or in another case; lists show their labels. */
function bindNames(
  { attributes }: Desired,
  lookups: readonly Lookup[],
  facts: Facts,
  observed: Observed | undefined,
): JsonObject {
  const bound = NAMED.flatMap((field): [string, Json][] => {
    const wanted = attributes[field];
    if (wanted === undefined) return [];
    const shown = observed?.attributes[field];
    if (isSameWord(textOf(shown), textOf(wanted))) return [[field, shown ?? wanted]];
    const lookup = lookups.find((item) => item.field === field);
    const result = lookup === undefined ? undefined : facts[formatLookup(lookup.kind, lookup.by)];
    return [[field, result?.found === true ? result.label : wanted]];
  });
  return { ...attributes, ...Object.fromEntries(bound) };
}

/** A rescue block means that it is on; one that was dropped after we had switched it on leaves rescue. */
function bindRescue(attributes: JsonObject, tracked: TrackedResource | undefined): JsonObject {
  if (attributes["rescue"] !== undefined)
    return withJsonAt(attributes, "rescue.enabled", jsonAt(attributes, "rescue.enabled") ?? true);
  return jsonAt(tracked?.applied, "rescue.enabled") === true
    ? { ...attributes, rescue: { enabled: false } }
    : attributes;
}
