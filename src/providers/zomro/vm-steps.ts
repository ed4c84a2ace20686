// The mutating requests that order a Zomro VM, change it, rebuild it or delete it, in the order that is safe. Pure.
import type { Desired } from "../../core/desired.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { isDeletion, refersToName, type Step } from "../../core/step.ts";
import { idOfAddress, reference } from "../../vendor-kit/references.ts";
import { ABANDONED, FIELDS, GONE, ORDER, UNREADABLE } from "../../vendor-kit/settlement.ts";
import { formatPeriod, imageLookup, orderImageLookup, orderLookup, rescueLookup } from "./lookups.ts";
import { buildStep, lasting } from "./step.ts";

const MINUTE = 60_000;

export function buildVmSteps(request: StepsRequest): StepsResult {
  const { action, desired, observed, address } = request;
  if (isDeletion(request)) {
    const elid = observed?.remoteId ?? idOfAddress(address);
    return {
      ...NO_STEPS,
      steps: [lasting(2 * MINUTE, buildStep("instances.delete", "delete the VM", [], { elid, sok: "ok" }, GONE))],
    };
  }
  if (desired === undefined) return NO_STEPS;
  if (observed === undefined) return buildOrder(request, desired);
  const isRebuild = action === "rebuild" && request.fields.some((path) => REBUILD_FIELDS.includes(path));
  if (!isRebuild) return buildUpdate(request, desired);
  const rebuild = rebuildStep(desired);
  const fields = request.fields.filter((path) => !rebuild.fields.includes(path));
  const change = buildUpdate({ ...request, fields }, desired);
  return { ...change, steps: [rebuild, ...change.steps] };
}

const ORDER_FIELDS = ["name", "tariff", "datacenter", "image", "period", "keys", "keyTexts", "password"];

/** An order is a cart line and its payment. A cart that nobody pays costs nothing: only the payment buys (3.4, 6.6). */
function buildOrder(request: StepsRequest, desired: Desired): StepsResult {
  const summary = `put a ${showAttribute(desired, "tariff")} with ${showAttribute(desired, "image")} into a new cart`;
  const cart = buildStep("v2.instances.order.param", summary, [], buildOrderForm(desired), ABANDONED);
  const payment: JsonObject = {
    elid: reference({ $ref: "step", step: cart.name, path: "lineItem" }),
    paymethod_id: "0",
    sok: "ok",
  };
  const pay = lasting(
    5 * MINUTE,
    buildStep("cartorder.create.confirm", "pay the cart: buys the machine", ORDER_FIELDS, payment, ORDER),
  );
  const fields = request.fields.filter((path) => !ORDER_FIELDS.includes(path));
  const rest = buildUpdate({ ...request, fields }, desired);
  // A new machine runs and is in no rescue mode.
  const later = rest.steps.filter((step) => step.name !== "service.start");
  return { ...rest, steps: [cart, pay, ...later], exclusive: ["order"] };
}

function buildOrderForm(desired: Desired): JsonObject {
  const { attributes } = desired;
  const key = keyOf(desired);
  const order = orderLookup(attributes);
  return {
    sok: "ok",
    licence_agreement: "on",
    order_count: "1",
    force_use_new_cart: "on",
    order_period: formatPeriod(attributes["period"]),
    pricelist: refersToName(order),
    datacenter: refersToName({ kind: "datacenter", by: order.by }),
    instances_os: refersToName(orderImageLookup(attributes)),
    servername: desired.name,
    ...(key === undefined ? { use_ssh_key: "off" } : { use_ssh_key: "on", instances_ssh_keys: key }),
    ...passwordOf(desired),
  };
}

/** The id that a key is put in by, which is not the one that it is changed by (3.18). */
function keyOf({ attributes }: Desired): Json | undefined {
  const [key] = Array.isArray(attributes["keys"]) ? attributes["keys"] : [];
  return key === undefined ? undefined : reference({ $ref: "attribute", address: String(key), path: "attachId" });
}

function passwordOf({ attributes, address }: Desired): JsonObject {
  return attributes["password"] === undefined
    ? {}
    : { password: reference({ $ref: "secret", address, path: "password" }) };
}

const REBUILD_FIELDS = ["image", "keys", "keyTexts", "rebuild"];

/** With a key the page asks for no password ([Z466]): one that changes with the rebuild has a step of its own. */
function rebuildStep(desired: Desired): Step {
  const { attributes, address } = desired;
  const lookup = imageLookup(idOfAddress(address), attributes);
  const form: JsonObject = {
    elid: idOfAddress(address),
    sok: "ok",
    zone: refersToName({ kind: "rebuild-zone", by: lookup.by }),
    select_rebuild: refersToName(lookup),
    ...accessOf(desired),
  };
  return lasting(
    3 * MINUTE,
    buildStep(
      "instances.fleio.rebuild",
      `rebuild with ${showAttribute(desired, "image")} (destroys the disk)`,
      keyOf(desired) === undefined ? [...REBUILD_FIELDS, "password"] : REBUILD_FIELDS,
      form,
      UNREADABLE,
    ),
  );
}

/** Who may log in to a machine that is written anew: by the key, else by the password. */
export function accessOf(desired: Desired): JsonObject {
  const key = keyOf(desired);
  return {
    ...(key === undefined ? { enablessh: "off" } : { enablessh: "on", ssh_keys: key }),
    ...passwordOf(desired),
  };
}

function buildUpdate(request: StepsRequest, desired: Desired): StepsResult {
  const { address, attributes } = desired;
  const changes = (path: string) => request.fields.includes(path);
  const elid = idOfAddress(address);
  const edit = (summary: string, fields: readonly string[], form: JsonObject) =>
    lasting(
      5000,
      buildStep("instances.edit", summary, fields, { elid, sok: "ok", clicked_button: "ok", ...form }, FIELDS),
    );
  const steps = [
    ...rescueOff(request, desired),
    ...(changes("power") && attributes["power"] === "on"
      ? [buildStep("service.start", "start", ["power"], { elid, sok: "ok" }, FIELDS)]
      : []),
    ...(changes("name") ? [edit(`rename to ${desired.name}`, ["name"], { servername: desired.name })] : []),
    ...(changes("backupPolicy.keep")
      ? [
          edit(`keep ${showAttribute(desired, "backupPolicy.keep")} automatic backups`, ["backupPolicy.keep"], {
            backup_rotation: String(jsonAt(attributes, "backupPolicy.keep")),
          }),
        ]
      : []),
    ...(changes("password")
      ? [
          buildStep(
            "instances.fleio.changepassword",
            "set the password",
            ["password"],
            {
              elid,
              password: reference({ $ref: "secret", address, path: "password" }),
              sok: "ok",
              clicked_button: "ok",
            },
            FIELDS,
          ),
        ]
      : []),
    ...rescueOn(request, desired),
    ...(changes("power") && attributes["power"] === "off"
      ? [buildStep("service.stop", "stop", ["power"], { elid, sok: "ok" }, FIELDS)]
      : []),
  ];
  return { ...NO_STEPS, steps };
}

const RESCUE_FIELDS = ["rescue.enabled", "rescue.image", "rescue.zone", "rescue.password"];
const wantsRescue = (desired: Desired): boolean => jsonAt(desired.attributes, "rescue.enabled") === true;

/** Out of rescue where it is switched off, and before it is entered anew with another image or password. */
function rescueOff(request: StepsRequest, desired: Desired): Step[] {
  const isRescued = jsonAt(request.observed?.attributes, "rescue.enabled") === true;
  if (!isRescued || !request.fields.some((path) => RESCUE_FIELDS.includes(path))) return [];
  const step = buildStep(
    "instances.fleio.unrescue",
    "leave rescue mode",
    wantsRescue(desired) ? [] : ["rescue.enabled"],
    { elid: idOfAddress(desired.address), sok: "ok" },
    FIELDS,
  );
  return [{ ...lasting(MINUTE, step), restarts: true }];
}

function rescueOn(request: StepsRequest, desired: Desired): Step[] {
  const { address, attributes } = desired;
  if (!wantsRescue(desired) || !request.fields.some((path) => RESCUE_FIELDS.includes(path))) return [];
  const lookup = rescueLookup(idOfAddress(address), attributes);
  const form: JsonObject = {
    elid: idOfAddress(address),
    sok: "ok",
    select_boot: refersToName(lookup),
    zone: jsonAt(attributes, "rescue.zone") ?? "pub",
    ...(jsonAt(attributes, "rescue.password") === undefined
      ? {}
      : { password: reference({ $ref: "secret", address, path: "rescue.password" }) }),
  };
  const summary = `boot ${showAttribute(desired, "rescue.image")} in rescue mode`;
  const step = buildStep("instances.fleio.rescue", summary, RESCUE_FIELDS, form, FIELDS);
  return [{ ...lasting(MINUTE, step), restarts: true }];
}
