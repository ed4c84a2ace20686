// Names that are looked up at Zomro, afresh each time: tariffs, data centres, systems of an order, images of a preview.
import leven from "leven";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Call, Lookup, LookupResult } from "../../core/provider.ts";
import type { ZomroClient } from "./client.ts";
import { type Choice, choicesOf, labelOf, rowsOf, textOf } from "./decode.ts";

/** What an order is resolved by: the systems differ per data centre, and both hang on the tariff (3.3). */
export function orderLookup(attributes: JsonObject): Lookup {
  const { tariff = null, datacenter = null, period = null } = attributes;
  return { kind: "tariff", by: { tariff, datacenter, period } };
}

export function orderImageLookup(attributes: JsonObject): Lookup {
  return { kind: "order-image", by: { ...orderLookup(attributes).by, image: attributes["image"] ?? null } };
}

/** Images of a rebuild, by label; `elid` is the machine whose preview lists them. */
export function imageLookup(elid: string, attributes: JsonObject): Lookup {
  return { kind: "rebuild-image", by: { elid, image: attributes["image"] ?? null } };
}

/** Images of rescue mode, by label within the zone. */
export function rescueLookup(elid: string, attributes: JsonObject): Lookup {
  return {
    kind: "rescue-image",
    by: { elid, image: jsonAt(attributes, "rescue.image") ?? null, zone: jsonAt(attributes, "rescue.zone") ?? "pub" },
  };
}

export async function resolveLookup(client: ZomroClient, { kind, by }: Lookup, call: Call): Promise<LookupResult> {
  switch (kind) {
    case "tariff":
      return choose(await fetchTariffs(client, call), textOf(by["tariff"]));
    case "datacenter":
      return choose(
        choicesOf(await client.read("v2.instances.order.pricelist", {}, call), "datacenter"),
        textOf(by["datacenter"]),
      );
    case "order-image":
      return choose(choicesOf(await fetchOrderForm(client, by, call), "instances_os"), textOf(by["image"]));
    case "rescue-image":
      return choose(await fetchImages(client, "instances.fleio.rescue", "select_boot", by, call), textOf(by["image"]));
    case "rebuild-image":
      return choose(
        await fetchImages(client, "instances.fleio.rebuild", "select_rebuild", by, call),
        textOf(by["image"]),
      );
    case "rebuild-zone":
      return chooseZone(
        await fetchImages(client, "instances.fleio.rebuild", "select_rebuild", by, call),
        textOf(by["image"]),
      );
    default:
      return { found: false, problem: "absent", candidates: [] };
  }
}

export async function fetchTariffs(client: ZomroClient, call: Call): Promise<readonly Choice[]> {
  const doc = await client.read("v2.instances.order.pricelist", {}, call);
  return rowsOf(doc).map((row) => ({
    key: textOf(row["id"]),
    label: labelOf(row["title"]) || labelOf(jsonAt(row, "title.main")),
    depend: "",
  }));
}

/** The preview of an order: without `sok` it is a read (3.3). */
async function fetchOrderForm(client: ZomroClient, by: JsonObject, call: Call): Promise<JsonObject> {
  const tariff = await resolveLookup(client, { kind: "tariff", by }, call);
  const datacenter = await resolveLookup(client, { kind: "datacenter", by }, call);
  const pricelist = tariff.found ? textOf(tariff.id) : "";
  const period = formatPeriod(by["period"]);
  const fields = {
    pricelist,
    order_period: period,
    [`period_${pricelist}`]: period,
    ...(datacenter.found ? { datacenter: textOf(datacenter.id) } : {}),
  };
  return client.read("v2.instances.order.param", fields, call);
}

/** `daily` is pay as you go, -50 on the wire ([Z462]). */
export function formatPeriod(period: Json | undefined): string {
  return period === "daily" ? "-50" : textOf(period);
}

async function fetchImages(
  client: ZomroClient,
  func: string,
  select: string,
  by: JsonObject,
  call: Call,
): Promise<readonly Choice[]> {
  const choices = choicesOf(await client.read(func, { elid: textOf(by["elid"]) }, call), select);
  const zone = by["zone"];
  return zone === undefined ? choices : choices.filter((choice) => choice.depend === textOf(zone));
}

function chooseZone(choices: readonly Choice[], wanted: string): LookupResult {
  const result = choose(choices, wanted);
  if (!result.found) return result;
  const choice = choices.find((item) => item.key === result.id);
  return { ...result, id: choice?.depend ?? "" };
}

/** By label, else by id; exactly one or a clear no. */
function choose(choices: readonly Choice[], wanted: string): LookupResult {
  const labelled = choices.filter((choice) => choice.label.toLowerCase() === wanted.toLowerCase());
  const matches = labelled.length > 0 ? labelled : choices.filter((choice) => choice.key === wanted);
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return { found: true, id: only.key, label: only.label, detail: {} };
  const candidates = (matches.length > 1 ? matches : choices).map((choice) => `${choice.label} (${choice.key})`);
  if (matches.length > 1) return { found: false, problem: "ambiguous", candidates };
  const [closest] = choices
    .map((choice) => ({ label: choice.label, distance: leven(choice.label.toLowerCase(), wanted.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const isClose = closest !== undefined && closest.distance <= Math.max(2, wanted.length / 3);
  return { found: false, problem: "absent", candidates, ...(isClose ? { closest: closest.label } : {}) };
}
