// Tariffs, the order form, the cart and its payment, [Z462] [Z464] [3P]. An order's answer never names the instance that it makes.
import type { JsonObject } from "../../engine/json.ts";
import { addInstance } from "../objects/add-instance.ts";
import { nextId } from "../objects/new-ids.ts";
import { pay } from "../objects/pay.ts";
import { keyChoices, placesOf, systemChoices, systemsIn, tariffsIn } from "../objects/tariff-choice.ts";
import type { CartLine } from "../objects/world.ts";
import { type Call, done, formOf, type Handler } from "./call.ts";
import { chosenPeriod, chosenPlace, chosenTariff, NETWORK_FIELD, NETWORKS, readOrder } from "./order-form.ts";
import { Refusal, refusal } from "./refusal.ts";
import { showTariff } from "./show.ts";
import { node, select, shaped } from "./write-doc.ts";

/** The rows are below `list` here, [Z464]. */
export const pricelist: Handler = (call) => {
  const { account } = call.world;
  const wanted = call.form.text("datacenter");
  if (wanted !== undefined && !account.datacenters.some(({ id }) => id === wanted))
    throw refusal("value", "datacenter");
  const place = wanted ?? account.datacenters[0]?.id ?? "";
  const rows = tariffsIn(account, place).map((tariff) => showTariff(call, tariff));
  const { elemOfOne, listAt } = account.quirks;
  const list = shaped("elem", rows, elemOfOne === "object");
  const places = account.datacenters.map(({ id, name }) => ({ key: id, label: name }));
  return {
    datacenter: node(place),
    slist: [select("datacenter", places, account.quirks)],
    list: listAt === "list[0].elem" ? [list] : list,
  };
};

export const order: Handler = formOf(previewOrder, (call) => {
  const wanted = readOrder(call);
  if (call.form.text("skipbasket") === "on") {
    payAndAdd(call, [{ order: wanted }]);
    return done(call);
  }
  const { world, form } = call;
  // Without a fresh cart the line joins those that wait to be paid, [Z462].
  if (form.text("force_use_new_cart") === "on" || world.lastIds.cart === 0) nextId(world, "cart");
  if (call.world.account.quirks.unpaidOrders === "cart" && !isCovered(call, wanted)) return billFor(call);
  const id = nextId(world, "line");
  world.cart.set(id, { id, cart: world.lastIds.cart, order: wanted });
  return { "lineitem.id": node(id) };
});

function previewOrder(call: Call): JsonObject {
  const { account } = call.world;
  const tariff = chosenTariff(call);
  chosenPeriod(call, tariff);
  const place = chosenPlace(call, tariff);
  const places = placesOf(account, tariff).map(({ id, name }) => ({ key: id, label: name }));
  return {
    pricelist: node(tariff.row.id),
    datacenter: node(place.id),
    register: { network: node(NETWORK_FIELD) },
    slist: [
      select("datacenter", places, account.quirks),
      select("instances_os", systemChoices(systemsIn(account, place.id)), account.quirks),
      select("instances_ssh_keys", keyChoices(account.keys.values(), call.now), account.quirks),
      select("network", NETWORKS, account.quirks),
    ],
  };
}

/** Pays the line that is named with all that lie in the same cart, [ASSUMED]. */
export const confirmCart: Handler = formOf(
  (call) => ({ elid: node(cartLine(call).id) }),
  (call) => {
    const { cart } = cartLine(call);
    call.form.neededOneOf("paymethod_id", ["0"]);
    const lines = [...call.world.cart.values()].filter((line) => line.cart === cart);
    const unpaid = payUnlessShort(call, lines);
    for (const { id } of lines) call.world.cart.delete(id);
    return unpaid ?? done(call);
  },
);

/** The order stands, but is not paid: its machine comes with the money. The form of the answer is [ASSUMED]. */
function payUnlessShort(call: Call, lines: readonly Pick<CartLine, "order">[]): JsonObject | undefined {
  const { unpaidOrders } = call.world.account.quirks;
  try {
    payAndAdd(call, lines);
    return undefined;
  } catch (error) {
    if (unpaidOrders === "refuse" || !(error instanceof Refusal) || error.object !== "balance") throw error;
    const { ok, billorder } = billFor(call);
    return unpaidOrders === "bill" ? { billorder, ok } : { ok };
  }
}

function isCovered({ world }: Call, { tariff, count, period }: CartLine["order"]): boolean {
  const { limits } = world.account;
  const { money } = limits;
  try {
    pay(world, tariff, count, period);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.object !== "balance") throw error;
    return false;
  } finally {
    if (money !== undefined) limits.money = money;
  }
}

function billFor(call: Call) {
  const bill = nextId(call.world, "bill");
  return { billorder: node(bill), ok: node(`func=payment.add.method&billorder=${bill}`) };
}

function cartLine({ world, form }: Call): CartLine {
  const line = world.cart.get(form.neededId("elid"));
  if (!line) throw refusal("missed", "item");
  return line;
}

function payAndAdd(call: Call, lines: readonly Pick<CartLine, "order">[]): void {
  const { account } = call.world;
  const count = lines.reduce((sum, line) => sum + line.order.count, 0);
  const live = [...account.instances.values()].filter(({ row }) => row.status !== "4").length;
  const { instances = Number.POSITIVE_INFINITY, money } = account.limits;
  if (live + count > instances) throw refusal("limit", "instances");
  try {
    for (const line of lines) pay(call.world, line.order.tariff, line.order.count, line.order.period);
  } catch (error) {
    // All or nothing: what an earlier line has cost is given back.
    if (money !== undefined) account.limits.money = money;
    throw error;
  }
  for (const line of lines) for (let made = 0; made < line.order.count; made += 1) addInstance(call, line.order);
}
