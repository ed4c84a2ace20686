// Quotas checked for a plan as a whole, net of what it deletes before: each machine by itself may fit where all do not.
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call, Preflight } from "../../core/provider.ts";
import type { Quota } from "../../core/provider-figures.ts";
import type { GcoreClient } from "./client.ts";
import type { GcorePlace } from "./place.ts";
import { add, growthOf, minus, type Needs, needsOf, positive } from "./quota-needs.ts";
import { listOf, textOf } from "./rows.ts";

/** One object for which something is asked of the quotas. */
interface Asking {
  readonly desired: Desired;
  /** What the request itself asks for. */
  readonly needs: Needs;
  /** What the old object gives back before: refused afterwards, it would be lost for nothing. */
  readonly freed?: Needs;
  /** What is taken in the end, less than nothing where more is given back. */
  readonly net: Needs;
}

/** `GET /cloud/v2/client_quotas`: limits and usage of all regions in one read [SPEC]; RAM in MiB, disks in GiB. */
export async function checkQuotas(
  client: GcoreClient,
  place: GcorePlace,
  request: Preflight,
  call: Call,
): Promise<readonly Diagnostic[]> {
  const { made, changed, gone } = request;
  if (made.length + changed.length === 0) return [];
  const asksFlavors = [...made, ...changed].some(({ desired }) => desired.type === "vm");
  const flavors = asksFlavors ? await client.list(`/v1/flavors${place.path}`, [], call) : [];
  const all = listAsking(request, flavors);
  const quotaNames = Object.keys(add(all.map(({ needs }) => needs)));
  if (quotaNames.length === 0) return [];
  // What one replacement or change gives back may come too late for another object, like what is only deleted.
  const freed = add([
    ...gone.map((object) => needsOf(object, flavors)),
    ...all.map((item) => positive(minus({}, item.net))),
  ]);
  try {
    const quotas = await readQuotas(client, place, call);
    return quotaNames.flatMap((quota) => judge(quota, freed[quota] ?? 0, quotas, all));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.fault === "unauthorised") throw error;
    return [
      buildWarning("provider.quota-unknown", "Gcore's quotas cannot be read: whether this plan fits is not known", {
        detail: error.message,
      }),
    ];
  }
}

function listAsking({ made, changed }: Preflight, flavors: readonly JsonObject[]): Asking[] {
  return [
    ...made
      .filter(({ desired }) => desired.existing === undefined)
      .map(({ desired, replaces }): Asking => {
        const needs = needsOf(desired, flavors);
        if (replaces === undefined) return { desired, needs, net: needs };
        const freed = needsOf(replaces, flavors);
        return { desired, needs, freed, net: minus(needs, freed) };
      }),
    ...changed.map(({ desired, observed }): Asking => {
      const net = growthOf(desired, observed, flavors);
      return { desired, needs: positive(net), net };
    }),
  ];
}

async function readQuotas(client: GcoreClient, place: GcorePlace, call: Call): Promise<JsonObject> {
  const answer = await client.read("/v2/client_quotas", [], call);
  const region = listOf(answer["regional_quotas"]).find((row) => textOf(row["region_id"]) === place.region);
  return { ...(isJsonObject(answer["global_quotas"]) ? answer["global_quotas"] : {}), ...region };
}

/** All that have a limit. */
export async function listQuotas(client: GcoreClient, place: GcorePlace, call: Call): Promise<readonly Quota[]> {
  const quotas = await readQuotas(client, place, call);
  return Object.entries(quotas).flatMap(([key, limit]) => {
    const name = /^(.+)_limit$/.exec(key)?.[1];
    const used = quotas[`${name ?? ""}_usage`];
    if (name === undefined || typeof limit !== "number" || typeof used !== "number" || limit <= 0) return [];
    return [{ name, used, limit }];
  });
}

/**
 * Each request is compared with what is used when all others that take something have come before it. A replacement asks
 * for all that it needs once the old object is gone: at a quota that is exceeded already it is refused, whatever it frees.
 */
function judge(quota: string, freed: number, quotas: JsonObject, all: readonly Asking[]): Diagnostic[] {
  const [limit, usage] = [quotas[`${quota}_limit`], quotas[`${quota}_usage`]];
  if (typeof limit !== "number" || typeof usage !== "number") return [];
  const taken = (item: Asking) => Math.max(0, item.net[quota] ?? 0);
  const total = all.reduce((sum, item) => sum + taken(item), 0);
  const refused = all
    .filter((item) => (item.needs[quota] ?? 0) > 0)
    .map((item) => ({ ...item, more: total - taken(item) + (item.net[quota] ?? 0) }))
    .filter(({ more }) => usage + more > limit);
  const [first, ...others] = refused;
  if (first === undefined) return [];
  const most = Math.max(...refused.map(({ more }) => more));
  const { address, range } = first.desired;
  const needed =
    most > 0
      ? `${most} more needed`
      : `${address} needs ${first.needs[quota] ?? 0} and frees ${first.freed?.[quota] ?? 0}`;
  const summary = `this plan would exceed Gcore's quota ${quota}: ${usage} of ${limit} used, ${needed}`;
  const detail = `Needed by ${refused.map(({ desired }) => desired.address).join(", ")}.`;
  const more = { address, range, ...(others.length === 0 ? {} : { detail }) };
  // What is deleted in the same plan goes at no certain time: it may be too late.
  const mayWait = refused.every((item) => item.freed === undefined) && usage + most - freed <= limit;
  if (mayWait)
    return [
      buildWarning("provider.quota", `${summary} until it has freed what it frees`, {
        ...more,
        fix: "if an object is refused, apply again: by then it is free",
      }),
    ];
  return [buildError("provider.quota", summary, { ...more, fix: "ask Gcore to raise the quota, or declare less" })];
}
