// What things cost: machines, volumes, snapshots, policies, before they are bought or after. Changes nothing.
import type { Json, JsonObject } from "../../engine/json.ts";
import { find } from "../objects/find-objects.ts";
import { flavorsOf } from "../objects/flavors.ts";
import { portsOf } from "../objects/ports.ts";
import { integer, list, nullable, object, optional, optionalOrNull, text, withDefault, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { uuid, volumeType } from "./field-shapes.ts";
import { newInterface } from "./instance-body.ts";
import { instanceOf } from "./instance-reads.ts";
import { roughVolumes } from "./limit-routes.ts";
import { policyBody } from "./policy-routes.ts";
import { badRequest } from "./refusal.ts";
import { scheduleBody } from "./schedule-shape.ts";

const ROOT = "pricing/{project_id}/{region_id}";
const HOURS = 730;
const NO_DISCOUNT = { discount_percent: 0, tax_percent: 0 };

/** Rows of policies and the deprecated estimates share this. */
export function itemPrice({ world }: Call, month: number): JsonObject {
  const { currency } = world.account.prices;
  const price = {
    price_per_month: round(month),
    price_per_hour: round(month / HOURS),
    price_without_discount_per_month: round(month),
  };
  return { ...price, ...NO_DISCOUNT, currency_code: currency, price_status: "show" };
}

export function round(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}

export const pricingRoutes: Routes = {
  "pricing.new_instance": route({
    verb: "POST",
    path: `/v2/${ROOT}/instances`,
    kind: "read",
    body: object({
      flavor: text(),
      interfaces: list(newInterface),
      names: optional(list(text())),
      name_templates: optional(list(nullable(text()))),
      volumes: optional(roughVolumes),
    }),
    handle: (call, body) => {
      const { prices } = call.world.account;
      const count = Math.max(1, (body.names ?? []).length + (body.name_templates ?? []).length);
      const volumes = volumePrices(call, body.volumes ?? []);
      const floating = body.interfaces.filter((one) => "floating_ip" in one && one.floating_ip?.source === "new");
      const external = body.interfaces.filter(({ type }) => type === "external");
      const month = {
        flavor: flavorPrice(call, body.flavor),
        external_ip: external.length * prices.externalIp,
        floating_ip: floating.length * prices.floatingIp,
        volumes,
      };
      const total =
        month.flavor +
        month.external_ip +
        month.floating_ip +
        Object.values(volumes).reduce((sum, one) => sum + one, 0);
      return ok(wholePrice(call, month, total * count, count));
    },
  }),
  "pricing.instance": route({
    verb: "GET",
    path: `/v1/${ROOT}/instances/{instance_id}`,
    handle: (call) => {
      const { row } = instanceOf(call);
      const { objects, prices } = call.world.account;
      const external = portsOf(call.world, row.id).filter(
        (port) => objects.networks.get(port.row.network_id)?.row.external,
      );
      return ok(itemPrice(call, flavorPrice(call, row.flavor.flavor_id) + external.length * prices.externalIp));
    },
  }),
  "pricing.volume": route({
    verb: "POST",
    path: `/v1/${ROOT}/volumes`,
    kind: "read",
    body: object({
      source: word("new-volume", "image", "snapshot"),
      size: optionalOrNull(integer({ min: 1, max: 102_400 })),
      type_name: optionalOrNull(volumeType),
      snapshot_id: optionalOrNull(text()),
    }),
    handle: (call, body) =>
      ok(
        itemPrice(
          call,
          Object.values(volumePrices(call, [body])).reduce((sum, one) => sum + one, 0),
        ),
      ),
  }),
  "pricing.snapshot": route({
    verb: "POST",
    path: `/v1/${ROOT}/snapshots`,
    kind: "read",
    body: object({ volume_id: text() }),
    handle: (call, body) => {
      const { row } = find(call, "volumes", body.volume_id);
      // Billed at the full size of the volume.
      return ok(itemPrice(call, row.size * call.world.account.prices.snapshotGib));
    },
  }),
  "pricing.lifecycle_policy": route({
    verb: "POST",
    path: `/v2/${ROOT}/lifecycle_policy`,
    kind: "read",
    body: object({
      schedules: withDefault(list(scheduleBody, { max: 10 }), []),
      volume_ids: list(uuid, { min: 1, max: 100, isUnique: true }),
    }),
    handle: (call, body) => {
      const copies = body.schedules.reduce((sum, one) => sum + one.max_quantity, 0);
      const rows = body.volume_ids.map((id) => find(call, "volumes", id).row);
      const { snapshotGib, currency } = call.world.account.prices;
      const prices = rows.map((row) => ({ type: row.volume_type, month: copies * row.size * snapshotGib }));
      const shown = (share: number): Json => ({
        volumes: prices.map(({ type, month }) => ({ type, price: round(month * share), discount: null })),
      });
      const month = prices.reduce((sum, one) => sum + one.month, 0);
      return ok({
        ...{ currency_code: currency, discount: null, price_status: "show", tax_percent: 0 },
        ...{ per_hour: shown(1 / HOURS), per_month: shown(1), price_without_discount_per_month: round(month) },
        ...{ total_price_per_hour: round(month / HOURS), total_price_per_month: round(month) },
      });
    },
  }),
  // Deprecated.
  "pricing.lifecycle_policy_v1": route({
    verb: "POST",
    path: `/v1/${ROOT}/lifecycle_policy`,
    kind: "read",
    body: policyBody,
    handle: (call, body) => ok(itemPrice(call, maxUsage(call, body).size * call.world.account.prices.snapshotGib)),
  }),
  "lifecycle_policy.estimate": route({
    verb: "POST",
    path: "/v1/lifecycle_policy/{project_id}/{region_id}/estimate_max_policy_usage",
    kind: "read",
    body: policyBody,
    handle: (call, body) => {
      const usage = maxUsage(call, body);
      return ok({
        max_volume_snapshot_count_usage: usage.count,
        max_volume_snapshot_size_usage: usage.size,
        max_volume_snapshot_sequence_length: usage.copies,
        max_cost: itemPrice(call, usage.size * call.world.account.prices.snapshotGib),
      });
    },
  }),
};

function maxUsage(call: Call, body: ReturnType<typeof policyBody>): { count: number; size: number; copies: number } {
  const copies = body.schedules.reduce((sum, { max_quantity: quantity }) => sum + quantity, 0);
  const sizes = body.volume_ids.map((id) => find(call, "volumes", id).row.size);
  return { count: copies * sizes.length, size: copies * sizes.reduce((sum, size) => sum + size, 0), copies };
}

function flavorPrice(call: Call, id: string): number {
  const flavor = flavorsOf(call).find(({ flavor_id: flavorId }) => flavorId === id);
  if (!flavor) throw badRequest(`Flavor ${id} is not available in region ${call.regionId}`);
  return Number(flavor["price_per_month"] ?? 0);
}

type RoughVolume = {
  source: string;
  size?: number | null | undefined;
  type_name?: string | null | undefined;
  snapshot_id?: string | null | undefined;
};

function volumePrices(call: Call, volumes: readonly RoughVolume[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { source, size, type_name: type, snapshot_id: snapshot } of volumes) {
    if (source === "existing-volume") continue;
    const gib = snapshot ? find(call, "snapshots", snapshot).row.size : (size ?? 0);
    const key = type ?? "standard";
    sums[key] = round((sums[key] ?? 0) + gib * (call.world.account.prices.volumeGib[key] ?? 0));
  }
  return sums;
}

function wholePrice(
  { world }: Call,
  month: { flavor: number; external_ip: number; floating_ip: number; volumes: Record<string, number> },
  total: number,
  count: number,
): JsonObject {
  const scaled = (share: number): JsonObject => ({
    flavor: round(month.flavor * share),
    external_ip: round(month.external_ip * share),
    floating_ip: round(month.floating_ip * share),
    volumes: Object.fromEntries(Object.entries(month.volumes).map(([type, price]) => [type, round(price * share)])),
  });
  return {
    currency_code: world.account.prices.currency,
    discount_details: [],
    discount_percent: "0",
    per_gb: null,
    per_hour: scaled(1 / HOURS),
    per_month: scaled(1),
    price_status: "show",
    price_without_discount_per_month: round(total),
    tax_percent: 0,
    total_price_per_hour: round(total / HOURS),
    total_price_per_month: round(total),
    vm_count: count,
  };
}
