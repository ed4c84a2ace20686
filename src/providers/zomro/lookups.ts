// Names that are looked up at Zomro, afresh each time: tariffs, data centres, systems of an order, images of a preview.
import { isSameWord } from "../../core/comparable-text.ts";
import { ProviderError } from "../../core/errors.ts";
import { type Json, type JsonObject, jsonAt } from "../../core/json.ts";
import type { Call, Lookup, LookupResult } from "../../core/provider.ts";
import { chooseByName } from "../../vendor-kit/choose-by-name.ts";
import type { ZomroClient } from "./client.ts";
import { type Choice, choicesOf, labelOf, rowsOf, textOf } from "./decode.ts";
import { readPrices } from "./read-prices.ts";

/** What an order is resolved by: the systems differ per data centre, and both hang on the tariff (3.3). */
export function orderLookup(attributes: JsonObject): Lookup {
  const { tariff = null, datacenter = null, period = null } = attributes;
  return { kind: "tariff", by: { tariff, datacenter, period }, field: "tariff", hangsOn: ["datacenter"] };
}

export function datacenterLookup(attributes: JsonObject): Lookup {
  return { kind: "datacenter", by: orderLookup(attributes).by, field: "datacenter", what: "data centre" };
}

export function orderImageLookup(attributes: JsonObject): Lookup {
  const by = { ...orderLookup(attributes).by, image: attributes["image"] ?? null };
  return { kind: "order-image", by, field: "image", hangsOn: ["datacenter", "tariff"] };
}

/** Images of a rebuild, by label; `elid` is the machine whose preview lists them. */
export function imageLookup(elid: Json, attributes: JsonObject): Lookup {
  return { kind: "rebuild-image", by: { elid, image: attributes["image"] ?? null } };
}

/** Images of rescue mode, by label within the zone. */
export function rescueLookup(elid: Json, attributes: JsonObject): Lookup {
  return {
    kind: "rescue-image",
    by: { elid, image: jsonAt(attributes, "rescue.image") ?? null, zone: jsonAt(attributes, "rescue.zone") ?? "pub" },
    field: "rescue.image",
    what: "image of rescue mode",
    tellApart: "name it by its own name or by its id",
    // The panel lists none for a machine that is in rescue mode already, or busy.
    mayBeUnlisted: true,
  };
}

export async function resolveLookup(client: Reads, { kind, by }: Lookup, call: Call): Promise<LookupResult> {
  const image = textOf(by["image"]);
  switch (kind) {
    case "tariff":
      return findTariff(client, by, call);
    case "datacenter":
      return choose(await fetchDatacenters(client, call), textOf(by["datacenter"]));
    case "order-image":
      return findOrderImage(client, by, call);
    case "rescue-image":
      return choose(await fetchZoneImages(client, RESCUE, by, call), image);
    case "iso-image":
      return choose(await fetchZoneImages(client, ISO, by, call), image);
    case "rebuild-image":
      return chooseSystem(await fetchImages(client, REBUILD, by, call), image);
    case "rebuild-zone":
      return chooseZone(await fetchImages(client, REBUILD, by, call), image);
    default:
      return { found: false, problem: "absent", candidates: [] };
  }
}

type Reads = Pick<ZomroClient, "read">;

/** The same form is asked for once, however many names are looked up in it. */
export function readOnce(client: Reads): Reads {
  const answers = new Map<string, Promise<JsonObject>>();
  return {
    read(func, fields, call) {
      const key = JSON.stringify([func, fields]);
      const answer = answers.get(key) ?? client.read(func, fields, call);
      answers.set(key, answer);
      return answer;
    },
  };
}

const RESCUE = { func: "instances.fleio.rescue", select: "select_boot" };
const ISO = { func: "instances.fleio.boot_from_iso", select: "select_boot_from_iso" };
const REBUILD = { func: "instances.fleio.rebuild", select: "select_rebuild" };
/** The zone of one's own images, copies of machines among them; the other zone goes by two names (C21). */
const OWN = "own";

/** Without a data centre the price list is that of the first one ([CP]). */
export async function fetchTariffs(
  client: Reads,
  datacenter: string | undefined,
  call: Call,
): Promise<readonly (Choice & { readonly row: JsonObject })[]> {
  const fields = datacenter === undefined ? {} : { datacenter };
  const rows = rowsOf(await client.read("v2.instances.order.pricelist", fields, call)).map((row) => ({
    key: textOf(row["id"]),
    label: labelOf(row["title"]) || labelOf(jsonAt(row, "title.main")),
    name: "",
    depend: "",
    row,
  }));
  // What has no id cannot be ordered, whatever it is called.
  return rows.filter(({ key }) => key !== "");
}

export async function fetchDatacenters(client: Reads, call: Call): Promise<readonly Choice[]> {
  return choicesOf(await client.read("v2.instances.order.pricelist", {}, call), "datacenter");
}

/** Nothing to choose from: what it hangs on is not known itself. */
const UNASKED: LookupResult = { found: false, problem: "absent", candidates: [] };

/** The data centre that a lookup names; undefined where it names none, and no answer at all where there is no such one. */
async function findDatacenter(
  client: Reads,
  by: JsonObject,
  call: Call,
): Promise<{ readonly key: string | undefined } | undefined> {
  const wanted = textOf(by["datacenter"]);
  if (wanted === "") return { key: undefined };
  const found = choose(await fetchDatacenters(client, call), wanted);
  return found.found ? { key: textOf(found.id) } : undefined;
}

async function findTariff(client: Reads, by: JsonObject, call: Call): Promise<LookupResult> {
  const datacenter = await findDatacenter(client, by, call);
  const tariffs = await fetchTariffs(client, datacenter?.key, call);
  const result = choose(tariffs, textOf(by["tariff"]));
  const row = result.found ? tariffs.find(({ key }) => key === result.id)?.row : undefined;
  return result.found && row !== undefined ? { ...result, detail: readPrices(row) } : result;
}

/** The preview of an order: without `sok` it is a read (3.3). It is asked for a tariff that there is, never for none. */
async function findOrderImage(client: Reads, by: JsonObject, call: Call): Promise<LookupResult> {
  const datacenter = await findDatacenter(client, by, call);
  const tariff = await findTariff(client, by, call);
  if (datacenter === undefined || !tariff.found) return UNASKED;
  const form = await fetchOptions(client, textOf(tariff.id), datacenter.key, formatPeriod(by["period"]), call);
  return choose(choicesOf(form, "instances_os"), textOf(by["image"]));
}

export async function fetchOptions(
  client: Reads,
  pricelist: string,
  datacenter: string | undefined,
  period: string,
  call: Call,
): Promise<JsonObject> {
  const place = datacenter === undefined ? {} : { datacenter };
  const fields = { pricelist, order_period: period, [`period_${pricelist}`]: period, ...place };
  return client.read("v2.instances.order.param", fields, call);
}

/** `daily` is pay as you go, -50 on the wire ([Z462]). */
export function formatPeriod(period: Json | undefined): string {
  return period === "daily" ? "-50" : textOf(period);
}

async function fetchImages(
  client: Reads,
  { func, select }: { readonly func: string; readonly select: string },
  by: JsonObject,
  call: Call,
): Promise<readonly Choice[]> {
  return choicesOf(await client.read(func, { elid: textOf(by["elid"]) }, call), select);
}

/** Of the zone. A machine whose preview is refused (in rescue mode already, busy) has none to choose from now. */
async function fetchZoneImages(
  client: Reads,
  form: typeof RESCUE,
  by: JsonObject,
  call: Call,
): Promise<readonly Choice[]> {
  try {
    return (await fetchImages(client, form, by, call)).filter(({ depend }) => depend === textOf(by["zone"]));
  } catch (error) {
    if (error instanceof ProviderError && error.vendorCode !== undefined && error.fault !== "unauthorised") return [];
    throw error;
  }
}

/** The provider's own systems first: a copy of a machine is listed by the label of the system that it was made of. */
function chooseSystem(choices: readonly Choice[], wanted: string): LookupResult {
  const provided = choose(
    choices.filter(({ depend }) => depend !== OWN),
    wanted,
  );
  return provided.found || provided.problem === "ambiguous" ? provided : choose(choices, wanted);
}

function chooseZone(choices: readonly Choice[], wanted: string): LookupResult {
  const result = chooseSystem(choices, wanted);
  if (!result.found) return result;
  const choice = choices.find((item) => item.key === result.id);
  return { ...result, id: choice?.depend ?? "" };
}

/** By label or by its owner's name for it, else by id; exactly one or a clear no. */
function choose(choices: readonly Choice[], wanted: string): LookupResult {
  const isNamed = (choice: Choice) => [choice.label, choice.name].some((name) => isSameWord(name, wanted));
  const named = wanted === "" ? [] : choices.filter(isNamed);
  const matches = named.length > 0 ? named : choices.filter((choice) => choice.key === wanted);
  return chooseByName({
    wanted,
    all: choices,
    matches,
    found: ({ key, label }) => ({ id: key, label, detail: {} }),
    describe: describeChoice,
    names: ({ label, name }) => [label, name],
  });
}

function describeChoice({ label, name, key }: Choice): string {
  return `${label}${name === "" ? "" : ` "${name}"`} (${key})`;
}
