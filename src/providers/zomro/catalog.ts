// Zomro's lists for people: tariffs and data centres, images of both zones. Reads only.
import type { JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import type { CatalogTable } from "../../core/provider-figures.ts";
import type { ZomroClient } from "./client.ts";
import { isDeleted } from "./convert.ts";
import { type Choice, choicesOf, labelOf, listOf, textOf } from "./decode.ts";
import { fetchDatacenters, fetchOptions, fetchTariffs, formatPeriod, readOnce } from "./lookups.ts";

type Reads = Pick<ZomroClient, "read" | "list">;

export async function buildCatalog(client: ZomroClient, kind: string | undefined, call: Call): Promise<CatalogTable[]> {
  const wanted = Object.entries(BUILDERS).filter(([name]) => kind === undefined || name === kind);
  const reads: Reads = { ...readOnce(client), list: client.list };
  return Promise.all(wanted.map(([, build]) => build(reads, call)));
}

/** Each data centre has a price list of its own ([CP]). */
async function buildTariffs(client: Reads, call: Call): Promise<CatalogTable> {
  const places = await fetchDatacenters(client, call);
  const found = new Map<string, { readonly name: string; readonly row: JsonObject; readonly places: string[] }>();
  for (const place of places.length === 0 ? [undefined] : places) {
    for (const { key, label, row } of await fetchTariffs(client, place?.key, call)) {
      const known = found.get(key) ?? { name: label, row, places: [] };
      found.set(key, { ...known, places: place === undefined ? known.places : [...known.places, place.label] });
    }
  }
  const rows = [...found].map(([id, { name, row, places: at }]) => [id, name, at.join(", "), describe(row)]);
  return { kind: "tariffs", columns: ["id", "name", "datacenters", "details"], rows };
}

async function buildDatacenters(client: Reads, call: Call): Promise<CatalogTable> {
  const places = await fetchDatacenters(client, call);
  return { kind: "datacenters", columns: ["id", "name"], rows: places.map(({ key, label }) => [key, label]) };
}

function describe(row: JsonObject): string {
  const details = listOf(row["detail"]).map((detail) => `${labelOf(detail["name"])} ${labelOf(detail["value"])}`);
  return [...details, labelOf(row["cost"])].filter((part) => part !== "").join(", ");
}

/** Ids differ between data centres: the preview of rescue mode of one machine in each, else the order's systems. */
async function buildImages(client: Reads, call: Call): Promise<CatalogTable> {
  const machines = (await client.list("instances", {}, call)).filter((row) => !isDeleted(row));
  const rows: string[][] = [];
  const seen = new Set<string>();
  const add = (place: string, choices: readonly Choice[]) => {
    for (const { depend, label, name, key } of choices) {
      const zone = depend === "" ? "pub" : depend;
      const where = zone === "own" ? "" : place;
      const row = [zone, label, name, where, key];
      if (!seen.has(row.join("\n"))) rows.push(row);
      seen.add(row.join("\n"));
    }
  };
  const places = new Map(machines.map((row) => [labelOf(row["datacentername"]), textOf(row["id"])]));
  for (const [place, elid] of places)
    add(place, choicesOf(await client.read("instances.fleio.rescue", { elid }, call), "select_boot"));
  for (const { key, label } of await fetchDatacenters(client, call))
    if (!places.has(label)) add(label, await fetchSystems(client, key, call));
  const isOwn = ([zone]: readonly string[]) => zone === "own";
  const ordered = [...rows.filter((row) => !isOwn(row)), ...rows.filter(isOwn)];
  return { kind: "images", columns: ["zone", "label", "name", "datacenter", "id"], rows: ordered };
}

async function fetchSystems(client: Reads, datacenter: string, call: Call): Promise<readonly Choice[]> {
  const [tariff] = await fetchTariffs(client, datacenter, call);
  if (tariff === undefined) return [];
  const options = await fetchOptions(client, tariff.key, datacenter, formatPeriod("daily"), call);
  return choicesOf(options, "instances_os");
}

const BUILDERS: Readonly<Record<string, (client: Reads, call: Call) => Promise<CatalogTable>>> = {
  tariffs: buildTariffs,
  datacenters: buildDatacenters,
  images: buildImages,
};

export const CATALOG_KINDS = Object.keys(BUILDERS);
