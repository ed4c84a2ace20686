// The account → a plain copy in the shape of a seed, plus `inside` and `cart`: what no function shows. Leaves credentials and passwords out.
import type { JsonObject } from "../../engine/json.ts";
import type { Image, ImageKind, World } from "../objects/world.ts";
import { showImage, showInstance, showKey, showSchedule, showTariff, type Viewer } from "../routes/show.ts";
import { wordingFor } from "../routes/wording.ts";

export function accountState(world: World): JsonObject {
  const { account } = world;
  const viewer: Viewer = { world, words: wordingFor(undefined, account.language) };
  const instances = [...account.instances.values()];
  return structuredClone({
    language: account.language,
    instances: instances.map((instance) => showInstance(viewer, instance)),
    snapshots: copiesByInstance(viewer, "snapshot"),
    backups: copiesByInstance(viewer, "backup"),
    images: imagesOf(world, "image").map((image) => showImage(viewer, image)),
    schedules: [...account.schedules.values()].map((schedule) => showSchedule(viewer, schedule)),
    sshkeys: [...account.keys.values()].map(showKey),
    datacenters: account.datacenters.map(({ id, name }) => ({ $key: id, $: name })),
    tariffs: account.tariffs.map((tariff) => ({ ...showTariff(viewer, tariff), datacenter: tariff.datacenters })),
    systems: account.systems.map(({ uuid, label, datacenter }) => ({ $key: uuid, $: label, datacenter })),
    imagePricelist: account.imagePricelist,
    filters: account.filters as JsonObject,
    pageSizes: account.pageSizes,
    limits: { ...account.limits },
    quirks: { ...account.quirks },
    durations: { ...account.durations } as JsonObject,
    cart: [...world.cart.values()].map(({ id, cart, order }) => ({
      id,
      cart,
      pricelist: order.tariff.row.id,
      servername: order.servername,
      count: order.count,
    })),
    inside: Object.fromEntries(instances.map(({ row, inside }) => [row.id, { ...inside }])),
  });
}

function copiesByInstance(viewer: Viewer, kind: ImageKind): JsonObject {
  const lists: Record<string, JsonObject[]> = {};
  for (const image of imagesOf(viewer.world, kind)) {
    const list = lists[image.instanceId] ?? [];
    lists[image.instanceId] = [...list, showImage(viewer, image)];
  }
  return lists;
}

function imagesOf({ account }: World, kind: ImageKind): Image[] {
  return [...account.images.values()].filter((image) => image.kind === kind);
}
