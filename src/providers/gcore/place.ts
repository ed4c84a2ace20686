// The project and the region that a provider entry means, by id or name; resolved once, with the account that they belong to.
import { listNamed } from "../../core/comparable-text.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Account } from "../../core/observed.ts";
import type { Call } from "../../core/provider.ts";
import { buildPlaceError } from "../../vendor-kit/place-error.ts";
import { type GcoreClient, idOf } from "./client.ts";

export interface GcorePlace {
  readonly project: string;
  readonly region: string;
  /** Tail of most paths: `/77/76`. */
  readonly path: string;
  readonly account: Account;
}

export type FindPlace = (call: Call) => Promise<GcorePlace>;

interface Wanted {
  /** Of the provider entry. */
  readonly id: string;
  readonly project: string;
  readonly region: string;
}

export function createPlaceFinder(client: GcoreClient, wanted: Wanted): FindPlace {
  let found: Promise<GcorePlace> | undefined;
  return (call) => {
    found ??= findPlace(client, wanted, call);
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
}

async function findPlace(client: GcoreClient, wanted: Wanted, call: Call): Promise<GcorePlace> {
  const regions = client.list("/v1/regions", [], call);
  // What is wrong with the project is told first, also where the regions could not be read.
  regions.catch(() => undefined);
  const project = choose(await client.list("/v1/projects", [], call), wanted, PROJECT);
  const region = choose(await regions, wanted, REGION);
  const ids = { project: idOf(project) ?? "", region: idOf(region) ?? "" };
  return {
    ...ids,
    path: `/${ids.project}/${ids.region}`,
    account: {
      vendor: "gcore",
      fingerprint: String(project["client_id"] ?? ids.project),
      ...ids,
      label: `Gcore project ${String(project["name"] ?? ids.project)} (${ids.project}) in ${String(region["display_name"] ?? ids.region)} (${ids.region})`,
    },
  };
}

interface Part {
  readonly what: "project" | "region";
  readonly names: readonly string[];
}

const PROJECT: Part = { what: "project", names: ["name"] };
const REGION: Part = { what: "region", names: ["display_name", "slug", "keystone_name"] };

/** By id, else by the first kind of name that fits; two of a name are refused. */
function choose(rows: readonly JsonObject[], from: Wanted, { what, names }: Part): JsonObject {
  const wanted = from[what];
  const byId = rows.filter((row) => idOf(row) === wanted);
  const byName =
    names.map((key) => listNamed(rows, (row) => [row[key]], wanted)).find((found) => found.length > 0) ?? [];
  const matches = byId.length > 0 ? byId : byName;
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  const all = rows.map((row) => ({ id: idOf(row) ?? "", name: String(row[names[0] ?? ""] ?? "") }));
  throw buildPlaceError({ entry: from.id, vendor: "Gcore", what, wanted, matches: matches.length, all });
}
