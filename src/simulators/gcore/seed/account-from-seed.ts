// This vendor's part of a seed → the account; without one, the sample account. Every mistake is named with its place.
import type { JsonObject } from "../../engine/json.ts";
import {
  asArray,
  asFlag,
  asInteger,
  asNumber,
  asObject,
  asText,
  atLeast,
  listOf,
  oneOf,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
} from "../../engine/shape.ts";
import { KIND_NAMES } from "../objects/kinds.ts";
import type { Account, Prices, Quirks } from "../objects/world.ts";
import { timeText } from "../routes/call.ts";
import { fillRegions } from "./fill-regions.ts";
import { linkObjects } from "./link-objects.ts";
import { objectsFromRows } from "./objects-from-rows.ts";
import { asFlavor } from "./row-shapes.ts";
import { SAMPLE_ACCOUNT } from "./sample-account.ts";
import { SAMPLE_CAPACITY, SAMPLE_PRICES, SAMPLE_QUOTAS } from "./sample-catalogues.ts";
import { seedFromRecording } from "./seed-from-recording.ts";
import type { FlavorRow } from "./vendor-rows.ts";

const OTHERS = [
  "credentials",
  "client",
  "flavors",
  "capacity",
  "quotas",
  "prices",
  "name_templates",
  "quirks",
  "durations",
  "recording",
  "inside",
];

/** Sections that a seed leaves out: what the vendor offers is that of the samples, objects are none. */
export function accountFromSeed(given: unknown, now: number): Account {
  // A copy: the account changes, the seed (and the sample that all share) must not.
  const seed = structuredClone(given === undefined ? SAMPLE_ACCOUNT : withRecording(asObject(given, "gcore")));
  const where = "gcore";
  refuseUnknownKeys(seed, where, [...KIND_NAMES, ...OTHERS]);
  const section = <T>(name: string, shape: Shape<T>): T | undefined => optional(seed, name, where, shape);
  const client = section("client", asObject) ?? {};
  const account: Account = {
    credentials: section("credentials", listOf(readCredential)) ?? [{ apiKey: "sim" }],
    client: { email: "ops@example.org", status: "active", ...client, ...identity(client) },
    objects: objectsFromRows(seed, where, timeText(now), identity(client)),
    flavors: readFlavors(section("flavors", asObject) ?? {}, `${where}.flavors`),
    capacity: readNested(section("capacity", asObject) ?? {}, `${where}.capacity`),
    quotas: { ...SAMPLE_QUOTAS, ...readNumbers(section("quotas", asObject) ?? {}, `${where}.quotas`) },
    prices: readPrices(section("prices", asObject) ?? {}, `${where}.prices`),
    nameTemplates: (section("name_templates", asArray) ?? []).map((row) => asObject(row, `${where}.name_templates`)),
    quirks: readQuirks(section("quirks", asObject) ?? {}, `${where}.quirks`),
    durations: readNumbers(section("durations", asObject) ?? {}, `${where}.durations`),
  };
  fillRegions(account, timeText(now));
  linkObjects(account, timeText(now));
  return account;
}

function withRecording({ recording, ...seed }: JsonObject): JsonObject {
  if (recording === undefined) return seed;
  return { ...seedFromRecording(asArray(recording, "gcore.recording"), "gcore.recording"), ...seed };
}

function identity(client: JsonObject): { id: number; user_id: number } {
  const where = "gcore.client";
  return {
    id: optional(client, "id", where, asInteger) ?? 9,
    user_id: optional(client, "user_id", where, asInteger) ?? 31,
  };
}

const readCredential: Shape<{ apiKey: string }> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["apiKey"]);
  return { apiKey: required(row, "apiKey", where, asText) };
};

/** Flavors say nothing of their region, so they are listed by it. */
function readFlavors(lists: JsonObject, where: string): Map<number, FlavorRow[]> {
  const entries = Object.entries(lists).map(
    ([region, rows]) => [Number(region), listOf(asFlavor)(rows, `${where}.${region}`)] as const,
  );
  return new Map(entries);
}

export function readNumbers(row: JsonObject, where: string): Record<string, number> {
  return Object.fromEntries(Object.keys(row).map((name) => [name, required(row, name, where, atLeast(0, asNumber))]));
}

function readNested(rows: JsonObject, where: string): Record<string, Record<string, number>> {
  const regions = Object.keys(rows).map(
    (region) =>
      [
        region,
        { ...SAMPLE_CAPACITY, ...readNumbers(required(rows, region, where, asObject), `${where}.${region}`) },
      ] as const,
  );
  return Object.fromEntries(regions);
}

function readPrices(row: JsonObject, where: string): Prices {
  refuseUnknownKeys(row, where, ["currency", "volumeGib", "snapshotGib", "externalIp", "floatingIp"]);
  const number = (name: "snapshotGib" | "externalIp" | "floatingIp"): number =>
    optional(row, name, where, atLeast(0, asNumber)) ?? SAMPLE_PRICES[name];
  return {
    currency: optional(row, "currency", where, oneOf(["EUR", "USD", "AZN"])) ?? SAMPLE_PRICES.currency,
    volumeGib: { ...SAMPLE_PRICES.volumeGib, ...readNumbers(optional(row, "volumeGib", where, asObject) ?? {}, where) },
    snapshotGib: number("snapshotGib"),
    externalIp: number("externalIp"),
    floatingIp: number("floatingIp"),
  };
}

function readQuirks(row: JsonObject, where: string): Quirks {
  const known = [
    "legacyKeys",
    "staleReadSeconds",
    "k8sInstances",
    "customNames",
    "quotaStatus",
    "cronDefaults",
    "volumesAlwaysShown",
    "portsApi",
    "interfaceNames",
    "ghostSeconds",
    "floatingStatus",
    "resizeStarts",
    "silentMethods",
  ];
  refuseUnknownKeys(row, where, known);
  return {
    legacyKeys: optional(row, "legacyKeys", where, oneOf(["both", "current", "legacy"])) ?? "both",
    staleReadSeconds: optional(row, "staleReadSeconds", where, atLeast(0, asNumber)) ?? 4,
    k8sInstances: optional(row, "k8sInstances", where, listOf(asText)) ?? [],
    customNames: optional(row, "customNames", where, asFlag) ?? true,
    quotaStatus: optional(row, "quotaStatus", where, atLeast(400, asInteger)) ?? 403,
    cronDefaults: optional(row, "cronDefaults", where, oneOf(["null", "star"])) ?? "null",
    volumesAlwaysShown: optional(row, "volumesAlwaysShown", where, asFlag) ?? false,
    portsApi: optional(row, "portsApi", where, oneOf(["whole", "unattached", "missing"])) ?? "whole",
    interfaceNames: optional(row, "interfaceNames", where, oneOf(["shown", "addresses", "hidden"])) ?? "shown",
    ghostSeconds: optional(row, "ghostSeconds", where, atLeast(0, asNumber)) ?? 0,
    resizeStarts: optional(row, "resizeStarts", where, asFlag) ?? false,
    floatingStatus: optional(row, "floatingStatus", where, asFlag) ?? true,
    silentMethods: optional(row, "silentMethods", where, listOf(asText)) ?? [],
  };
}
