// This vendor's part of a seed → the account; without one, the account of the vendor's samples. Every mistake is named with its place.
import type { Json, JsonObject } from "../../engine/json.ts";
import {
  asArray,
  asFlag,
  asInteger,
  asNumber,
  asObject,
  asText,
  atLeast,
  listOf,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
} from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import type { Account, Limits, Quirks, Vm } from "../objects/world.ts";
import { METHOD_NAMES } from "../routes/methods.ts";
import { backupFromRow, keyFromRow, snapshotFromRow, vmFromRow } from "./objects-from-rows.ts";
import { readDistribution, readOperation, readSoftware, readTariff, readTenant } from "./read-rows.ts";
import { SAMPLE_ACCOUNT } from "./sample-account.ts";
import { SAMPLE_CATALOGUES } from "./sample-catalogues.ts";
import { seedFromRecording } from "./seed-from-recording.ts";

const SECTIONS = [
  "credentials",
  "tenants",
  "vms",
  "snapshots",
  "backups",
  "pubkeys",
  "operations",
  "distributions",
  "software",
  "tariffs",
  "limits",
  "quirks",
  "durations",
  "recording",
  // Part of a state snapshot, which may be used as a seed; not read.
  "inside",
];

/** Sections that a seed leaves out: catalogues and projects are those of the samples, objects are none. */
export function accountFromSeed(given: unknown, now: number): Account {
  // A copy: the account changes, the seed (and the sample that all share) must not.
  const seed = structuredClone(given === undefined ? SAMPLE_ACCOUNT : withRecording(asObject(given, "serveroid")));
  const where = "serveroid";
  refuseUnknownKeys(seed, where, SECTIONS);
  const section = <T>(name: string, shape: Shape<T>): T | undefined => optional(seed, name, where, shape);
  const catalogue = <T>(name: keyof typeof SAMPLE_CATALOGUES, shape: Shape<T>): T[] =>
    listOf(shape)(seed[name] ?? SAMPLE_CATALOGUES[name], `${where}.${name}`);
  const vms = byId(
    section(
      "vms",
      listOf((row, place) => vmFromRow(row, place, now)),
    ) ?? [],
    `${where}.vms`,
  );
  fillVms(vms, section("snapshots", asObject), `${where}.snapshots`, (vm, row, place) => {
    vm.snapshots.push(snapshotFromRow(row, place, vm));
  });
  fillVms(vms, section("backups", asObject), `${where}.backups`, (vm, row, place) => {
    vm.backups.push(backupFromRow(row, place, vm));
  });
  return {
    credentials: section("credentials", listOf(readCredential)) ?? [{ clientId: "sim", apiKey: "sim" }],
    tenants: catalogue("tenants", readTenant),
    vms,
    keys: byId(section("pubkeys", listOf(keyFromRow)) ?? [], `${where}.pubkeys`),
    operations: section("operations", listOf(readOperation)) ?? [],
    distributions: catalogue("distributions", readDistribution),
    software: catalogue("software", readSoftware),
    tariffs: catalogue("tariffs", readTariff),
    limits: section("limits", readLimits) ?? { diskPerMemory: 64 },
    quirks: readQuirks(section("quirks", asObject) ?? {}, `${where}.quirks`),
    durations: section("durations", readDurations) ?? {},
  };
}

function withRecording({ recording, ...seed }: JsonObject): JsonObject {
  if (recording === undefined) return seed;
  return { ...seedFromRecording(asArray(recording, "serveroid.recording"), "serveroid.recording"), ...seed };
}

function byId<T extends { row: { id: number } }>(objects: readonly T[], where: string): Map<number, T> {
  const found = new Map<number, T>();
  for (const object of objects) {
    if (found.has(object.row.id)) throw new SimInputError([`${where}: the id ${object.row.id} is there twice`]);
    found.set(object.row.id, object);
  }
  return found;
}

function fillVms(
  vms: ReadonlyMap<number, Vm>,
  lists: JsonObject | undefined,
  where: string,
  add: (vm: Vm, row: Json, place: string) => void,
): void {
  for (const [vmId, rows] of Object.entries(lists ?? {})) {
    const vm = vms.get(Number(vmId));
    if (!vm) throw new SimInputError([`${where}: there is no VM ${vmId} in serveroid.vms`]);
    asArray(rows, `${where}.${vmId}`).forEach((row, index) => {
      add(vm, row, `${where}.${vmId}[${index}]`);
    });
  }
}

const readCredential: Shape<{ clientId: string; apiKey: string }> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["clientId", "apiKey"]);
  // YAML reads a client id of digits as a number.
  const clientId = typeof row["clientId"] === "number" ? String(row["clientId"]) : row["clientId"];
  return { clientId: asText(clientId, `${where}.clientId`), apiKey: required(row, "apiKey", where, asText) };
};

const readLimits: Shape<Limits> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["vms", "money", "addressesPerVm", "diskPerMemory"]);
  const vms = optional(row, "vms", where, asInteger);
  const money = optional(row, "money", where, asNumber);
  const addressesPerVm = optional(row, "addressesPerVm", where, asInteger);
  return {
    ...(vms !== undefined && { vms }),
    ...(money !== undefined && { money }),
    ...(addressesPerVm !== undefined && { addressesPerVm }),
    diskPerMemory: optional(row, "diskPerMemory", where, atLeast(1, asNumber)) ?? 64,
  };
};

function readQuirks(row: JsonObject, where: string): Quirks {
  const known = [
    "omitNulls",
    "isoTimes",
    "rotateDistributionIds",
    "deafVms",
    "noClone",
    "guestMustRun",
    "vmNotFoundCode",
  ];
  refuseUnknownKeys(row, where, known);
  return {
    omitNulls: optional(row, "omitNulls", where, asFlag) ?? false,
    isoTimes: optional(row, "isoTimes", where, asFlag) ?? false,
    rotateDistributionIds: optional(row, "rotateDistributionIds", where, readRotation) ?? 0,
    deafVms: optional(row, "deafVms", where, listOf(asIdOrName)) ?? [],
    noClone: optional(row, "noClone", where, listOf(asText)) ?? [],
    guestMustRun: optional(row, "guestMustRun", where, asFlag) ?? false,
    vmNotFoundCode: optional(row, "vmNotFoundCode", where, asText) ?? "error.object.not.found",
  };
}

const asIdOrName: Shape<number | string> = (value, where) => (typeof value === "number" ? value : asText(value, where));

/** `true` is once an hour; a number is seconds. */
const readRotation: Shape<number> = (value, where) => {
  if (typeof value === "boolean") return value ? 3600 : 0;
  return atLeast(0, asNumber)(value, where);
};

const readDurations: Shape<Record<string, number>> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, METHOD_NAMES);
  const seconds = Object.keys(row).map((name) => [name, required(row, name, where, atLeast(0, asNumber))] as const);
  return Object.fromEntries(seconds);
};
