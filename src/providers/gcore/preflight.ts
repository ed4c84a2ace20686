// Quotas held against a plan as a whole, net of what it deletes before: each machine by itself may fit where all do not.
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, Preflight } from "../../core/provider.ts";
import { type GcoreClient, idOf } from "./client.ts";
import type { GcorePlace } from "./place.ts";
import { listOf, textOf } from "./rows.ts";

type Needs = Readonly<Record<string, number>>;
type Pictured = Pick<Observed, "type" | "attributes">;

const MIB_PER_GIB = 1024;

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
  const all = [
    ...made
      .filter(({ desired }) => desired.existing === undefined)
      .map(({ desired, replaces }) => ({
        desired,
        needs: minus(needsOf(desired, flavors), replaces === undefined ? {} : needsOf(replaces, flavors)),
      })),
    ...changed.map(({ desired, observed }) => ({ desired, needs: growthOf(desired, observed, flavors) })),
  ];
  const needs = all.map(({ desired, needs: net }) => ({ desired, needs: positive(net) }));
  if (needs.every((item) => Object.keys(item.needs).length === 0)) return [];
  // What one replacement or change gives back may come too late for another object, like what is only deleted.
  const freed = add([
    ...gone.map((object) => needsOf(object, flavors)),
    ...all.map((item) => positive(minus({}, item.needs))),
  ]);
  try {
    const quotas = await readQuotas(client, place, call);
    return Object.entries(add(needs.map((item) => item.needs))).flatMap(([quota, needed]) =>
      judge(quota, needed, freed[quota] ?? 0, quotas, needs),
    );
  } catch (error) {
    if (!(error instanceof ProviderError) || error.fault === "unauthorised") throw error;
    return [
      buildWarning("provider.quota-unknown", "Gcore's quotas cannot be read: whether this plan fits is not known", {
        detail: error.message,
      }),
    ];
  }
}

async function readQuotas(client: GcoreClient, place: GcorePlace, call: Call): Promise<JsonObject> {
  const answer = await client.read("/v2/client_quotas", [], call);
  const region = listOf(answer["regional_quotas"]).find((row) => textOf(row["region_id"]) === place.region);
  return { ...(isJsonObject(answer["global_quotas"]) ? answer["global_quotas"] : {}), ...region };
}

function judge(
  quota: string,
  needed: number,
  freed: number,
  quotas: JsonObject,
  needs: readonly { readonly desired: Desired; readonly needs: Needs }[],
): Diagnostic[] {
  const [limit, usage] = [quotas[`${quota}_limit`], quotas[`${quota}_usage`]];
  if (typeof limit !== "number" || typeof usage !== "number" || needed <= 0 || usage + needed <= limit) return [];
  const [first, ...others] = needs.filter((item) => (item.needs[quota] ?? 0) > 0).map(({ desired }) => desired);
  const summary = `this plan would exceed Gcore's quota ${quota}: ${usage} of ${limit} used, ${needed} more needed`;
  const more = {
    ...(first === undefined ? {} : { address: first.address, range: first.range }),
    ...(others.length === 0
      ? {}
      : { detail: `Needed by ${[first, ...others].map((one) => one?.address).join(", ")}.` }),
  };
  // What is deleted in the same plan goes at no certain time: it may be too late.
  if (usage + needed - freed <= limit)
    return [
      buildWarning("provider.quota", `${summary} until it has freed what it frees`, {
        ...more,
        fix: "if an object is refused, apply again: by then it is free",
      }),
    ];
  return [buildError("provider.quota", summary, { ...more, fix: "ask Gcore to raise the quota, or declare less" })];
}

function needsOf({ type, attributes }: Pictured, flavors: readonly JsonObject[]): Needs {
  switch (type) {
    case "vm":
      return needsOfFlavor(textOf(attributes["flavor"]), flavors);
    case "volume":
      return { volume_count: 1, volume_size: sizeOf(attributes) };
    case "interface":
      return attributes["type"] === "external" ? { external_ip_count: 1 } : {};
    case "floatingIp":
      return { floating_count: 1 };
    case "snapshot":
      return { volume_snapshots_count: 1 };
    case "schedule":
      return { snapshot_schedule_count: 1 };
    case "key":
      return { keypair_count: 1 };
  }
}

function needsOfFlavor(name: string, flavors: readonly JsonObject[]): Needs {
  const row = flavors.find((one) => idOf(one) === name || one["flavor_id"] === name || one["flavor_name"] === name);
  const { vcpus, ram } = row ?? {};
  return {
    // Machines of the shared flavors are counted apart; that their names say so is [ASSUMED].
    [name.includes("shared") ? "shared_vm_count" : "vm_count"]: 1,
    ...(typeof vcpus === "number" ? { cpu_count: vcpus } : {}),
    ...(typeof ram === "number" ? { ram } : {}),
  };
}

function sizeOf({ size }: JsonObject): number {
  return typeof size === "number" ? Math.ceil(size / MIB_PER_GIB) : 0;
}

/** What a change in place raises or gives back: another flavor, a larger disk. */
function growthOf(desired: Desired, observed: Observed, flavors: readonly JsonObject[]): Needs {
  if (desired.type === "volume") return { volume_size: sizeOf(desired.attributes) - sizeOf(observed.attributes) };
  if (desired.type !== "vm" || desired.attributes["flavor"] === undefined) return {};
  const { cpu_count = 0, ram = 0 } = minus(needsOf(desired, flavors), needsOf(observed, flavors));
  return { cpu_count, ram };
}

function positive(needs: Needs): Needs {
  return Object.fromEntries(Object.entries(needs).filter(([, value]) => value > 0));
}

function add(all: readonly Needs[]): Needs {
  const sum: Record<string, number> = {};
  for (const needs of all) for (const [quota, value] of Object.entries(needs)) sum[quota] = (sum[quota] ?? 0) + value;
  return sum;
}

function minus(needs: Needs, freed: Needs): Needs {
  return add([needs, Object.fromEntries(Object.entries(freed).map(([quota, value]) => [quota, -value]))]);
}
