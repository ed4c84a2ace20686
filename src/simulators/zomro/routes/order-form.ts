// The fields of an instance order, checked, [Z462]; which of the optional ones are needed in practice is from [CP] and [3P].

import { placesOf, systemsIn } from "../objects/tariff-choice.ts";
import type { Datacenter, Order, System, Tariff } from "../objects/world.ts";
import type { Call } from "./call.ts";
import { attachableKey, checkPassword } from "./guards.ts";
import { refusal } from "./refusal.ts";

const PERIODS = ["-50", "1", "3", "6", "12"];
const MOST = 100;
/** The form's field for the choice `network`, as the options name it in `register`, [CP]. */
export const NETWORK_FIELD = "addon_1";
export const NETWORKS = [
  { key: "ipv4", label: "IPv4" },
  { key: "ipv6", label: "IPv4 + IPv6" },
];

export function chosenTariff({ world, form }: Call): Tariff {
  const id = form.neededId("pricelist");
  const tariff = world.account.tariffs.find(({ row }) => row.id === id);
  if (!tariff) throw refusal("value", "pricelist");
  return tariff;
}

export function chosenPlace({ world, form }: Call, tariff: Tariff): Datacenter {
  const places = placesOf(world.account, tariff);
  const wanted = form.text("datacenter");
  const place = wanted === undefined ? places[0] : places.find(({ id }) => id === wanted);
  if (!place) throw refusal("value", "datacenter");
  return place;
}

/** Needed for a look at the options, too, [Z464]; the panel names it after the plan, [CP]. */
export function chosenPeriod({ form }: Call, { row }: Tariff): string {
  const period = form.text(`period_${row.id}`) ?? form.needed("order_period");
  if (!PERIODS.includes(period)) throw refusal("value", "order_period");
  return period;
}

export function readOrder(call: Call): Order {
  const { form } = call;
  const tariff = chosenTariff(call);
  const period = chosenPeriod(call, tariff);
  form.neededOneOf("licence_agreement", ["on"]);
  form.neededOneOf("force_use_new_cart", ["on", "off"]);
  const count = Number(form.neededId("order_count"));
  if (count < 1 || count > MOST) throw refusal("value", "order_count");
  const datacenter = chosenPlace(call, tariff);
  return {
    tariff,
    datacenter,
    system: chosenSystem(call, datacenter),
    count,
    period,
    servername: form.name("servername") ?? "",
    remoteId: form.text("remoteid") ?? null,
    hasIpv6: chosenNetwork(call) === "ipv6",
    ...access(call),
  };
}

function chosenNetwork({ form }: Call): string | undefined {
  return form.oneOf(
    NETWORK_FIELD,
    NETWORKS.map(({ key }) => key),
  );
}

function chosenSystem({ world, form }: Call, { id }: Datacenter): System {
  const uuid = form.needed("instances_os");
  const system = systemsIn(world.account, id).find((known) => known.uuid === uuid);
  if (!system) throw refusal("value", "instances_os");
  return system;
}

function access(call: Call): { password: string | null; keyId: string | null } {
  const { form } = call;
  const isKey = form.oneOf("use_ssh_key", ["on", "off"]) === "on";
  const password = form.text("password");
  if (password !== undefined) checkPassword(password);
  if (isKey) return { keyId: attachableKey(call, "instances_ssh_keys"), password: password ?? null };
  return { keyId: null, password: password ?? form.needed("password") };
}
