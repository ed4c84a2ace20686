// Zomro's own rules about desired resources that need no network. Pure; handed to the loader by the composition root.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject } from "../../core/json.ts";

const ORDER_FIELDS = ["tariff", "period", "datacenter", "image"];

export function checkZomroDesired(desired: Desired): readonly Diagnostic[] {
  if (desired.type !== "vm") return [];
  return [...checkRescue(desired), ...checkOrder(desired)];
}

/** Rescue mode boots the machine: it would be switched off and booted in turns. */
function checkRescue({ address, attributes, range, ranges }: Desired): readonly Diagnostic[] {
  const { rescue, power } = attributes;
  if (!isJsonObject(rescue) || rescue["enabled"] === false || power !== "off") return [];
  return [
    buildError("config.conflict", `${address}: a machine in rescue mode runs, so power cannot be off`, {
      address,
      range: ranges["power"] ?? range,
      fix: "leave power out, or say rescue: { enabled: false }",
    }),
  ];
}

function checkOrder(desired: Desired): readonly Diagnostic[] {
  // What was meant for it, and is no block, is told as that alone.
  if (desired.existing !== undefined || desired.ranges["existing"] !== undefined) return [];
  const at = { range: desired.range, address: desired.address };
  const { attributes } = desired;
  if (attributes["allowOrder"] !== true) {
    const summary = `${desired.address}: zomro documents no complete way to order a machine, so a new one needs consent`;
    const fix = "say existing: { id: … } for a machine that you have, or allowOrder: true";
    const range = desired.ranges["allowOrder"] ?? desired.range;
    return [buildError("provider.unsupported", summary, { ...at, range, fix })];
  }
  const missing = ORDER_FIELDS.filter((field) => attributes[field] === undefined).map((field) =>
    buildError("config.missing-field", `${desired.address} needs ${field} to be ordered`, {
      ...at,
      fix: `add ${field}`,
    }),
  );
  const { password, keys } = attributes;
  const hasKeys =
    keys !== undefined && !(Array.isArray(keys) && keys.length === 0 && desired.ranges["keys.0"] === undefined);
  if (password !== undefined || hasKeys) return missing;
  const summary = `${desired.address} has neither keys nor password: nobody could log in`;
  return [...missing, buildError("config.no-login", summary, { ...at, fix: "add keys: [NAME] or password: ${env:…}" })];
}
