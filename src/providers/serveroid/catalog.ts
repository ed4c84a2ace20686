// Serveroid's lists for people: projects, tariffs, images, software. Rows as the API gives them, units spelled out.

import { compareText } from "../../core/address.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import type { CatalogTable } from "../../core/provider-figures.ts";
import { formatMiB } from "../../core/units.ts";
import { textOf } from "./convert.ts";

interface Listing {
  readonly path: string;
  readonly columns: readonly string[];
  readonly row: (row: JsonObject) => readonly Json[];
}

const size = (value: Json | undefined): string => (typeof value === "number" ? formatMiB(value) : textOf(value));

const LISTINGS: Readonly<Record<string, Listing>> = {
  projects: {
    path: "tenant",
    columns: ["id", "description"],
    row: (row) => [row["id"] ?? null, row["description"] ?? null],
  },
  tariffs: {
    path: "tariffs/",
    columns: ["id", "name", "memory", "disk", "cpu", "ips", "onDemand", "forWindows"],
    row: (row) => [
      row["id"] ?? null,
      row["name"] ?? null,
      size(row["memory"]),
      size(row["disk"]),
      row["cpu"] ?? null,
      row["ipCount"] ?? null,
      row["onDemand"] ?? null,
      row["forWindows"] ?? null,
    ],
  },
  // The ids of images change over time and must not be kept ([S002] M36): they are not shown.
  images: {
    path: "distribution/",
    columns: ["name", "bitness", "description"],
    row: (row) => [row["name"] ?? null, row["bitness"] ?? null, row["description"] ?? null],
  },
  software: { path: "software/", columns: ["id", "name"], row: (row) => [row["id"] ?? null, row["name"] ?? null] },
};

export const CATALOG_KINDS = Object.keys(LISTINGS);

export async function buildCatalog(
  kind: string | undefined,
  fetch: (path: string) => Promise<readonly JsonObject[]>,
): Promise<CatalogTable[]> {
  const kinds = kind === undefined ? CATALOG_KINDS : [kind];
  return Promise.all(
    kinds.flatMap((name) => {
      const listing = LISTINGS[name];
      return listing === undefined ? [] : [buildTable(name, listing, fetch)];
    }),
  );
}

async function buildTable(
  kind: string,
  { path, columns, row }: Listing,
  fetch: (path: string) => Promise<readonly JsonObject[]>,
): Promise<CatalogTable> {
  const rows = (await fetch(path)).map(row);
  return {
    kind,
    columns,
    rows:
      kind === "images"
        ? [...rows].sort((a, b) => compareText(textOf(a[0]), textOf(b[0])) || compareText(textOf(a[2]), textOf(b[2])))
        : rows,
  };
}
