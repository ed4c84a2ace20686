// Projects and regions that rows speak of but a seed does not list, and what the vendor offers in a region about which it says nothing.
import type { JsonObject } from "../../engine/json.ts";
import { KIND_NAMES, KINDS } from "../objects/kinds.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import { ALLOW_ALL, ruleRow } from "../objects/security-groups.ts";
import type { Account, Kind, Stored, World } from "../objects/world.ts";
import { COMPLETE } from "./complete-rows.ts";
import { asFlavor, type Home } from "./row-shapes.ts";
import { SAMPLE_CAPACITY, sampleFlavors, sampleImages, sampleNetworks, sampleTemplates } from "./sample-catalogues.ts";

export function fillRegions(account: Account, now: string): void {
  const home = homeOf(account, now);
  for (const [projectId, regionId] of placesOf(account)) {
    put(account, "regions", { id: regionId }, home);
    put(account, "projects", { id: projectId, is_default: account.objects.projects.size === 0 }, home);
  }
  if (account.objects.projects.size === 0)
    put(account, "projects", { id: home.projectId, name: "default", is_default: true }, home);
  if (account.objects.regions.size === 0)
    put(account, "regions", { id: home.regionId, display_name: "Luxembourg-2" }, home);
  for (const { row } of account.objects.regions.values()) fillRegion(account, row.id, home);
}

/** Once for the networks of a region, else a rehearsal would get another region's. */
function fillRegion(account: Account, regionId: number, home: Home): void {
  const { objects } = account;
  const has = (kind: Kind): boolean =>
    [...objects[kind].values()].some(({ row }) => (row as JsonObject)["region_id"] === regionId);
  if (!account.flavors.has(regionId))
    account.flavors.set(
      regionId,
      sampleFlavors().map((row) => asFlavor(row, "sample")),
    );
  account.capacity[String(regionId)] ??= { ...SAMPLE_CAPACITY };
  if (!has("images")) for (const row of sampleImages(regionId)) put(account, "images", row, home);
  if (!has("apptemplates")) for (const row of sampleTemplates(regionId)) put(account, "apptemplates", row, home);
  const isExternal = [...objects.networks.values()].some(({ row }) => row.region_id === regionId && row.external);
  if (!isExternal) {
    const { networks, subnets } = sampleNetworks(regionId);
    for (const row of networks) put(account, "networks", row, home);
    for (const row of subnets) put(account, "subnets", row, home);
  }
  for (const { row } of objects.projects.values()) addDefaultGroup(account, row.id, regionId, home);
}

/** Every project has one; it lets ICMP, SSH and RDP in, [DOC create-an-instance]. */
function addDefaultGroup(account: Account, projectId: number, regionId: number, home: Home): void {
  const groups = [...account.objects.securitygroups.values()];
  const isThere = groups.some(
    ({ row }) => row.name === "default" && row.project_id === projectId && row.region_id === regionId,
  );
  if (isThere) return;
  const id = uuidFrom(`default group/${projectId}/${regionId}`);
  let count = 0;
  const world = { lastIds: { uuid: 0 }, startedAt: id, account } as unknown as World;
  const opened = [
    { protocol: "icmp" },
    { protocol: "tcp", port_range_min: 22, port_range_max: 22 },
    { protocol: "tcp", port_range_min: 3389, port_range_max: 3389 },
    { direction: "egress" as const },
  ];
  const rules = opened.map((one) => {
    count += 1;
    const plain = ALLOW_ALL[0];
    const body = { ...plain, direction: "ingress" as const, ethertype: "IPv4" as const, description: "", ...one };
    const row = ruleRow({ world, now: Date.parse(home.now) }, id, body as Parameters<typeof ruleRow>[2]);
    return { ...row, id: uuidFrom(`${id}/${count}`) };
  });
  put(
    account,
    "securitygroups",
    { id, name: "default", project_id: projectId, region_id: regionId, security_group_rules: rules },
    home,
  );
}

function put<K extends Kind>(account: Account, kind: K, row: JsonObject, home: Home): void {
  const objects: Map<string, Stored> = account.objects[kind];
  const id = String(row[KINDS[kind].idKey]);
  if (objects.has(id)) return;
  objects.set(id, { row: COMPLETE[kind](row, kind, home), visibleFrom: 0, inside: {} });
}

function placesOf({ objects }: Account): Set<[number, number]> {
  const pairs = new Map<string, [number, number]>();
  for (const kind of KIND_NAMES.filter((name) => KINDS[name].scope === "region")) {
    for (const { row } of objects[kind].values()) {
      const { project_id: project, region_id: region } = row as JsonObject;
      if (typeof project === "number" && project > 0 && typeof region === "number")
        pairs.set(`${project}/${region}`, [project, region]);
    }
  }
  return new Set(pairs.values());
}

export function homeOf({ objects, client }: Account, now: string): Home {
  const regionName = (id: number): string => objects.regions.get(String(id))?.row.display_name ?? `Region-${id}`;
  return {
    projectId: [...objects.projects.values()][0]?.row.id ?? 77,
    regionId: [...objects.regions.values()][0]?.row.id ?? 76,
    regionName,
    now,
    clientId: client.id,
    userId: client.user_id,
  };
}
