// Zomro's lists for people: tariffs, data centres, images of both zones.
import type { JsonObject } from "../../core/json.ts";
import type { Call, CatalogTable } from "../../core/provider.ts";
import type { ZomroClient } from "./client.ts";
import { choicesOf, labelOf, listOf, rowsOf, textOf } from "./decode.ts";
import { fetchTariffs } from "./lookups.ts";

export async function buildCatalog(client: ZomroClient, kind: string | undefined, call: Call): Promise<CatalogTable[]> {
  const wanted = Object.entries(BUILDERS).filter(([name]) => kind === undefined || name === kind);
  return Promise.all(wanted.map(([, build]) => build(client, call)));
}

async function buildTariffs(client: ZomroClient, call: Call): Promise<CatalogTable> {
  const doc = await client.read("v2.instances.order.pricelist", {}, call);
  const titles = new Map((await fetchTariffs(client, call)).map((tariff) => [tariff.key, tariff.label]));
  const rows = rowsOf(doc).map((row) => [textOf(row["id"]), titles.get(textOf(row["id"])) ?? "", describe(row)]);
  return { kind: "tariffs", columns: ["id", "name", "details"], rows };
}

async function buildDatacenters(client: ZomroClient, call: Call): Promise<CatalogTable> {
  const doc = await client.read("v2.instances.order.pricelist", {}, call);
  return {
    kind: "datacenters",
    columns: ["id", "name"],
    rows: choicesOf(doc, "datacenter").map((choice) => [choice.key, choice.label]),
  };
}

function describe(row: JsonObject): string {
  return listOf(row["detail"])
    .map((detail) => `${labelOf(detail["name"])} ${labelOf(detail["value"])}`)
    .join(", ");
}

/** Images are listed by the preview of rescue mode, which needs a machine: without one there is nothing to ask. */
async function buildImages(client: ZomroClient, call: Call): Promise<CatalogTable> {
  const [first] = await client.list("instances", {}, call);
  const doc =
    first === undefined ? {} : await client.read("instances.fleio.rescue", { elid: textOf(first["id"]) }, call);
  return {
    kind: "images",
    columns: ["zone", "name", "id"],
    rows: choicesOf(doc, "select_boot").map((choice) => [choice.depend, choice.label, choice.key]),
  };
}

const BUILDERS: Readonly<Record<string, (client: ZomroClient, call: Call) => Promise<CatalogTable>>> = {
  tariffs: buildTariffs,
  datacenters: buildDatacenters,
  images: buildImages,
};

export const CATALOG_KINDS = Object.keys(BUILDERS);
