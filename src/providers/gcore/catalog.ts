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
  /** One object, no list. */
  readonly isObject?: boolean;
  /** Only when it is asked for by its kind: the call is for some customers only, or may go. */
  readonly isOnRequest?: boolean;
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
      forSale: (row) => row["disabled"] !== true,
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
  names: {
    // Deprecated, and the only call that tells a customer which names may be given (3.11).
    path: ({ path }) => `/v1/instances${path}/available_names`,
    isObject: true,
    isOnRequest: true,
    columns: {
      own: "custom_name_allowed",
      limited: "name_templates_limited",
      templates: "allowed_name_templates",
      windows: "allowed_name_win_templates",
    },
  },
  // Both of resellers only, over all their customers (3.14).
  "reseller-machines": {
    path: () => "/v1/instances/search",
    isWhole: true,
    isOnRequest: true,
    columns: { machine: "name", id: "id", project: "project_name", region: "region_name", customer: "client_id" },
  },
  "reseller-names": {
    path: () => "/v1/reseller_name_templates",
    isWhole: true,
    isOnRequest: true,
    columns: {
      reseller: "reseller_id",
      region: "region_id",
      own: "allow_custom_name",
      templates: "allowed_name_templates",
      windows: "allowed_name_win_templates",
    },
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
  const wanted = Object.entries(TABLES).filter(([name, { isOnRequest }]) =>
    kind === undefined ? isOnRequest !== true : name === kind,
  );
  const isPlaceless = wanted.every(([, table]) => table.isPlaceless === true);
  const place = isPlaceless ? NO_PLACE : await findPlace(call);
  return Promise.all(wanted.map(([name, table]) => buildTable(client, place, name, table, call)));
}

async function buildTable(
  client: GcoreClient,
  place: GcorePlace,
  kind: string,
  { path, query = [], isWhole, isObject, columns }: Table,
  call: Call,
): Promise<CatalogTable> {
  const read = isWhole === true ? client.listWhole : client.list;
  const rows = isObject === true ? [await client.read(path(place), query, call)] : await read(path(place), query, call);
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
