// Gcore's lists for people: flavors with prices, images, networks, security groups, app templates, projects, regions.
import type { Json, JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import type { CatalogTable } from "../../core/provider-figures.ts";
import { type GcoreClient, idOf, type Query } from "./client.ts";
import type { FindPlace, GcorePlace } from "./place.ts";

interface Table {
  readonly path: (place: GcorePlace) => string;
  /** Of the account as a whole. */
  readonly isPlaceless?: boolean;
  readonly query?: Query;
  readonly isWhole?: boolean;
  /** Column -> the keys that hold its value, or how it is made. */
  readonly columns: Readonly<Record<string, string | ((row: JsonObject) => Json)>>;
}

const GIB = 1024;

const TABLES: Readonly<Record<string, Table>> = {
  flavors: {
    path: ({ path }) => `/v1/flavors${path}`,
    query: [["include_prices", "true"]],
    columns: {
      flavor: "flavor_id",
      cpu: "vcpus",
      memory: (row) => (typeof row["ram"] === "number" ? `${row["ram"] / GIB} GiB` : null),
      month: (row) => (row["price_status"] === "show" ? (row["price_per_month"] ?? null) : null),
      currency: "currency_code",
      os: "os_type",
      sold: (row) => row["disabled"] !== true,
    },
  },
  images: {
    path: ({ path }) => `/v1/images${path}`,
    columns: {
      image: "name",
      system: (row) => [row["os_distro"], row["os_version"]].filter((part) => typeof part === "string").join(" "),
      disk: (row) => (typeof row["min_disk"] === "number" ? `${row["min_disk"]} GiB` : null),
      visibility: "visibility",
      id: "id",
    },
  },
  networks: {
    path: ({ path }) => `/v1/networks${path}`,
    query: [["owned_by", "any"]],
    columns: { network: "name", external: "external", shared: "shared", id: "id" },
  },
  subnets: {
    path: ({ path }) => `/v1/subnets${path}`,
    query: [["owned_by", "any"]],
    columns: { subnet: "name", cidr: "cidr", free: "available_ips", network: "network_id", id: "id" },
  },
  "security-groups": {
    path: ({ path }) => `/v1/securitygroups${path}`,
    columns: { group: "name", description: "description", id: "id" },
  },
  "app-templates": {
    path: ({ path }) => `/v1/apptemplates${path}`,
    isWhole: true,
    columns: { template: "display_name", version: "version", system: "os_name", id: "id" },
  },
  projects: {
    path: () => "/v1/projects",
    isPlaceless: true,
    columns: { project: "name", default: "is_default", id: "id" },
  },
  regions: {
    path: () => "/v1/regions",
    isPlaceless: true,
    columns: { region: "display_name", country: "country", state: "state", level: "access_level", id: "id" },
  },
};

export const CATALOG_KINDS = Object.keys(TABLES);
export const PLACELESS_KINDS = CATALOG_KINDS.filter((kind) => TABLES[kind]?.isPlaceless === true);

/** For lists that ask for none. */
const NO_PLACE: GcorePlace = {
  project: "",
  region: "",
  path: "",
  account: { vendor: "gcore", fingerprint: "", label: "Gcore" },
};

export async function buildCatalog(
  client: GcoreClient,
  findPlace: FindPlace,
  kind: string | undefined,
  call: Call,
): Promise<CatalogTable[]> {
  const wanted = Object.entries(TABLES).filter(([name]) => kind === undefined || name === kind);
  const isPlaceless = wanted.every(([, table]) => table.isPlaceless === true);
  const place = isPlaceless ? NO_PLACE : await findPlace(call);
  return Promise.all(wanted.map(([name, table]) => buildTable(client, place, name, table, call)));
}

async function buildTable(
  client: GcoreClient,
  place: GcorePlace,
  kind: string,
  { path, query = [], isWhole, columns }: Table,
  call: Call,
): Promise<CatalogTable> {
  const read = isWhole === true ? client.listWhole : client.list;
  const rows = await read(path(place), query, call);
  const cells = rows.map((row) =>
    Object.values(columns).map((column): Json => {
      if (typeof column !== "string") return column(row);
      return column === "id" ? (idOf(row) ?? null) : (row[column] ?? null);
    }),
  );
  return {
    kind,
    columns: Object.keys(columns),
    rows: cells.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  };
}
