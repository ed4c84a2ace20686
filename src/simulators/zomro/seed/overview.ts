// What the page shows of this vendor's world. Changes nothing.
import { type Overview, percentOf, type ShownObject } from "../../engine/overview.ts";
import type { Image, ImageKind, Instance, World } from "../objects/world.ts";

export function overviewOf(world: World): Overview {
  const { account } = world;
  const images = (kind: ImageKind) =>
    [...account.images.values()].filter((image) => image.kind === kind).map(showImage);
  return {
    accounts: account.credentials.map(({ username, password }) => ({ username, password })),
    kinds: [
      { kind: "instances", objects: [...account.instances.values()].map((instance) => showInstance(world, instance)) },
      { kind: "snapshots", objects: images("snapshot") },
      { kind: "backups", objects: images("backup") },
      { kind: "images", objects: images("image") },
      {
        kind: "schedules",
        objects: [...account.schedules.values()].map(({ row, nextAt }) => ({
          id: row.id,
          name: row.name,
          state: Number.isFinite(nextAt) ? `next at ${new Date(nextAt).toISOString()}` : "no day",
        })),
      },
      {
        kind: "sshkeys",
        objects: [...account.keys.values()].map(({ row }) => ({ id: row.elid, name: row.comment, state: "" })),
      },
    ],
  };
}

function showImage({ row, instanceId }: Image): ShownObject {
  return {
    id: row.id,
    name: row.name,
    state: instanceId === "" ? row.fleio_status : `${row.fleio_status}, of ${instanceId}`,
  };
}

/** Of several works at one machine the last one: it is the one that frees it. */
function showInstance({ pending, clock }: World, { row }: Instance): ShownObject {
  const shown = { id: row.id, name: row.servername, state: row.instance_status };
  const ends = pending.filter(({ instanceId }) => instanceId === row.id).sort((a, b) => b.at - a.at);
  const [last] = ends;
  if (!last) return shown;
  const percent = percentOf(last.startedAt ?? last.at, last.at, clock.now());
  return { ...shown, operation: { type: last.type ?? row.instance_status, percent, endsAt: last.at } };
}
