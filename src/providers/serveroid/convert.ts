// Serveroid's rows as observed objects and back: units, states, names. Pure; sends nothing.

import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Condition, Lost, Observed } from "../../core/observed.ts";
import { DURATION_UNITS } from "../../core/units.ts";
import { isMissing, readFlag, readNumber, readObjects, readTexts } from "./read-members.ts";

/** Words of libvirt's virDomainState [LV]. What is not here is not known: no change may be sent to such a VM. */
const POWER_OF_STATE: Readonly<Record<string, { power: "on" | "off"; condition: Condition }>> = {
  VIR_DOMAIN_RUNNING: { power: "on", condition: "ready" },
  VIR_DOMAIN_BLOCKED: { power: "on", condition: "ready" },
  VIR_DOMAIN_SHUTOFF: { power: "off", condition: "ready" },
  VIR_DOMAIN_CRASHED: { power: "off", condition: "ready" },
  VIR_DOMAIN_SHUTDOWN: { power: "on", condition: "busy" },
  VIR_DOMAIN_NOSTATE: { power: "off", condition: "busy" },
};

export interface TariffRow {
  readonly id: number;
  readonly name: string;
  readonly memory: number;
  readonly disk: number;
  readonly cpu: number;
  readonly ipCount: number;
  readonly onDemand: boolean;
  readonly forWindows: boolean;
}

/** The value by which a tariff is declared and compared: its name, or its id where the name is not one of a kind. */
export function nameTariff(id: Json | undefined, tariffs: readonly TariffRow[]): string {
  const row = tariffs.find((tariff) => tariff.id === id);
  if (row === undefined) return String(id);
  return tariffs.filter((tariff) => tariff.name === row.name).length === 1 ? row.name : String(id);
}

export interface VmContext {
  readonly project: string;
  /** Projects of the account itself; a VM elsewhere is shared with us. */
  readonly ownProjects: ReadonlySet<string>;
  readonly tariffs: readonly TariffRow[];
}

export function convertVm(row: JsonObject, context: VmContext, lost: readonly Lost[] = []): Observed {
  const id = requireId(row, "a VM");
  const state = POWER_OF_STATE[String(row["state"])];
  const isBusy = state?.condition === "busy";
  const addresses = readAddresses(row, isBusy);
  const power: JsonObject = state === undefined ? {} : { power: state.power };
  const name = textOf(row["name"]);
  const tenant = textOf(row["tenantId"]);
  return {
    type: "vm",
    remoteId: id,
    name,
    owned: tenant === context.project && context.ownProjects.has(tenant) && isMissing(row["ownerUser"]),
    attributes: {
      name,
      ...convertImage(row["distribution"]),
      ...convertPlan(row, context),
      ...(addresses === undefined ? {} : { ips: addresses.length, addresses }),
      ...(isBusy ? {} : { ...convertKeys(row), ...power }),
      ...convertBackupPolicy(row["backupPolicy"]),
    },
    outputs: {
      id,
      name,
      ...(addresses === undefined ? {} : { ips: addresses }),
      privateIp: row["privateIpAddress"] ?? null,
      tenantId: row["tenantId"] ?? null,
      currentSnapshot: row["currentSnapshot"] ?? null,
      ...power,
    },
    condition: state?.condition ?? "blocked",
    ...troubleOf(row, state !== undefined),
    ...optionalTime(row["timeAdded"]),
    lost: [...lost, ...(addresses ?? []).map((label): Lost => ({ kind: "address", label }))],
  };
}

/** Crashed is a stop that nobody asked for ([LV]); paused and what is not known is left alone. */
function troubleOf(row: JsonObject, isKnown: boolean): Pick<Observed, "conditionDetail" | "trouble"> {
  const word = textOf(row["state"]);
  if (word === "VIR_DOMAIN_CRASHED") return { trouble: "the machine has crashed (VIR_DOMAIN_CRASHED)" };
  if (isKnown) return {};
  const detail = `Serveroid reports the state ${word || "(none)"}, in which trueup sends nothing`;
  return { conditionDetail: detail, trouble: detail };
}

/** A machine that is still being installed has no addresses in the list yet: none is then not known to be none. */
function readAddresses(row: JsonObject, isBusy: boolean): readonly string[] | undefined {
  const addresses = readTexts(row, "ipAddresses");
  return isBusy && addresses?.length === 0 ? undefined : addresses;
}

/** Tariff and sizes, as far as the row tells them. */
function convertPlan(row: JsonObject, { tariffs }: VmContext): JsonObject {
  const tariffId = readNumber(row, "tariffId");
  const sizes = ["memory", "disk", "cpu"].flatMap((size): [string, number][] => {
    const value = readNumber(row, size);
    return value === undefined ? [] : [[size, value]];
  });
  return {
    ...(tariffId === undefined ? {} : { tariff: nameTariff(tariffId, tariffs) }),
    ...Object.fromEntries(sizes),
  };
}

/** Only those that are installed: a registered key that was never put in is listed, too. One that does not tell hides the set. */
function convertKeys(row: JsonObject): JsonObject {
  const keys = readObjects(row, "publicKeys")?.map((key) => ({
    id: textOf(key["id"]),
    flag: readFlag(key, "installed"),
  }));
  if (keys === undefined || keys.some(({ flag }) => flag === undefined)) return {};
  return { keys: keys.filter(({ flag }) => flag).map(({ id }) => id) };
}

function convertImage(distribution: Json | undefined): JsonObject {
  if (!isJsonObject(distribution)) return {};
  const { name, description } = distribution;
  const bitness = readNumber(distribution, "bitness");
  return { image: { name: name ?? null, bitness: bitness ?? null, description: description ?? null } };
}

function convertBackupPolicy(policy: Json | undefined): JsonObject {
  if (!isJsonObject(policy)) return {};
  const hours = readNumber(policy, "frequency");
  const keep = readNumber(policy, "quantity");
  return { backupPolicy: { keep: keep ?? null, every: hours === undefined ? null : hours * DURATION_UNITS.h } };
}

export function convertKey(row: JsonObject, project: string): Observed {
  const id = requireId(row, "a public key");
  const name = textOf(row["name"]);
  const tenant = row["tenantId"];
  // Rows of one's own keys lack the tenant at times ([S002] pubkeys list, row 254; H8): no mismatch is claimed then.
  const owned = (isMissing(tenant) || textOf(tenant) === project) && isMissing(row["ownerUser"]);
  return {
    type: "key",
    remoteId: id,
    name,
    owned,
    attributes: { name, publicKey: textOf(row["publicKey"]) },
    outputs: { id, name },
    condition: "ready",
    ...optionalTime(row["timeAdded"]),
    lost: [],
  };
}

export function convertSnapshot(row: JsonObject, vmId: string): Observed {
  const id = requireId(row, "a snapshot");
  const name = textOf(row["name"]);
  const parent = row["parentSnapshotId"];
  return {
    type: "snapshot",
    remoteId: id,
    parentId: vmId,
    name,
    ...(isMissing(parent) ? {} : { builtOn: textOf(parent) }),
    owned: true,
    attributes: { name, vm: vmId, description: textOf(row["description"]) },
    outputs: { id, name },
    condition: "ready",
    ...optionalTime(row["timeAdded"]),
    lost: [],
  };
}

/** Epoch milliseconds ([S002]) or ISO text with an offset without colon (seen live in 2018 [PF]). */
function optionalTime(value: Json | undefined): { createdAtMs?: number } {
  const time = typeof value === "number" ? value : typeof value === "string" ? new Date(value).getTime() : Number.NaN;
  return Number.isFinite(time) ? { createdAtMs: time } : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json | undefined): string {
  return value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

function requireId(row: JsonObject, what: string): string {
  const id = row["id"];
  if (typeof id === "number" || (typeof id === "string" && id !== "")) return String(id);
  throw new ProviderError(`Serveroid listed ${what} without an id`, { fault: "malformed", effect: "none" });
}
