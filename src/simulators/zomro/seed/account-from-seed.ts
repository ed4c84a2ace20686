// This vendor's part of a seed → the account; without one, the account of the vendor's pages. Every mistake is named with its place.
import type { Json, JsonObject } from "../../engine/json.ts";
import {
  asArray,
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
import { SimInputError } from "../../engine/sim-input-error.ts";
import { type Account, FILTERS, type Image, type ImageKind, type Limits } from "../objects/world.ts";
import { filterFields, METHOD_NAMES } from "../routes/functions.ts";
import { readQuirks } from "../routes/quirks.ts";
import { LANGUAGES } from "../routes/wording.ts";
import {
  datacenterFromRow,
  imageFromRow,
  instanceFromRow,
  keyFromRow,
  scheduleFromRow,
  systemFromRow,
  tariffFromRow,
} from "./objects-from-rows.ts";
import { asElem } from "./read-rows.ts";
import { SAMPLE_ACCOUNT } from "./sample-account.ts";
import { SAMPLE_CATALOGUES } from "./sample-catalogues.ts";
import { seedFromRecording } from "./seed-from-recording.ts";

const WHERE = "zomro";
const SECTIONS = [
  "credentials",
  "sessions",
  "language",
  "instances",
  "snapshots",
  "backups",
  "images",
  "schedules",
  "sshkeys",
  "datacenters",
  "tariffs",
  "systems",
  "imagePricelist",
  "filters",
  "pageSizes",
  "limits",
  "quirks",
  "durations",
  "recording",
  // Part of a state snapshot, which may be used as a seed; not read.
  "inside",
  "cart",
];

export interface Seeded {
  account: Account;
  /** Tokens that are live from the start. */
  sessions: { token: string; username: string }[];
}

/** Sections that a seed leaves out: catalogues are those of the sample, objects are none. */
export function accountFromSeed(given: unknown, now: number): Seeded {
  // A copy: the account changes, the seed (and the sample that all share) must not.
  const seed = structuredClone(given === undefined ? SAMPLE_ACCOUNT : withRecording(asObject(given, WHERE)));
  refuseUnknownKeys(seed, WHERE, SECTIONS);
  const section = <T>(name: string, shape: Shape<T>): T | undefined => optional(seed, name, WHERE, shape);
  const rows = <T>(name: string, shape: Shape<T>): T[] => listOf(shape)(asElem(seed[name], name), `${WHERE}.${name}`);
  const catalogue = <T>(name: keyof typeof SAMPLE_CATALOGUES, shape: Shape<T>): T[] =>
    listOf(shape)(seed[name] ?? SAMPLE_CATALOGUES[name], `${WHERE}.${name}`);
  const credentials = section("credentials", listOf(readCredential)) ?? [{ username: "sim", password: "sim" }];
  const account: Account = {
    credentials,
    language: section("language", oneOf(LANGUAGES)) ?? "en",
    instances: byId(rows("instances", instanceFromRow), ({ row }) => row.id, "instances"),
    images: byId(seededImages(seed), ({ row }) => row.id, "images"),
    schedules: byId(
      rows("schedules", (row, where) => scheduleFromRow(row, where, now)),
      ({ row }) => row.id,
      "schedules",
    ),
    keys: byId(rows("sshkeys", keyFromRow), ({ row }) => row.elid, "sshkeys"),
    datacenters: catalogue("datacenters", datacenterFromRow),
    tariffs: catalogue("tariffs", tariffFromRow),
    systems: catalogue("systems", systemFromRow),
    imagePricelist: section("imagePricelist", asId) ?? "6001",
    filters: readFilters(section("filters", asObject) ?? {}),
    pageSizes: readPositive(section("pageSizes", asObject) ?? {}, "pageSizes", ["*", ...METHOD_NAMES], 1),
    limits: section("limits", readLimits) ?? { snapshotsPerDay: 5 },
    quirks: readQuirks(seed["quirks"], `${WHERE}.quirks`),
    durations: readPositive(section("durations", asObject) ?? {}, "durations", METHOD_NAMES, 0),
  };
  return { account, sessions: section("sessions", listOf(readSession)) ?? defaultSessions(seed, credentials) };
}

/** With credentials of its own a seed has no session that it did not name. */
function defaultSessions(seed: JsonObject, credentials: Account["credentials"]): Seeded["sessions"] {
  const username = credentials[0]?.username;
  return seed["credentials"] === undefined && username !== undefined ? [{ token: "sim", username }] : [];
}

function withRecording({ recording, ...seed }: JsonObject): JsonObject {
  if (recording === undefined) return seed;
  return { ...seedFromRecording(asArray(recording, `${WHERE}.recording`), `${WHERE}.recording`), ...seed };
}

function byId<T>(objects: readonly T[], idOf: (object: T) => string, name: string): Map<string, T> {
  const found = new Map<string, T>();
  for (const object of objects) {
    const id = idOf(object);
    if (!/^\d+$/.test(id)) throw new SimInputError([`${WHERE}.${name}: the id "${id}" is not a number`]);
    if (found.has(id)) throw new SimInputError([`${WHERE}.${name}: the id ${id} is there twice`]);
    found.set(id, object);
  }
  return found;
}

/** `snapshots` and `backups` are lists per instance, as rows do not name theirs; `images` is one list. */
function seededImages(seed: JsonObject): Image[] {
  return [
    ...copiesIn(seed, "snapshots", "snapshot"),
    ...copiesIn(seed, "backups", "backup"),
    ...listOf((row, where) => imageFromRow(row, where, "image", ""))(
      asElem(seed["images"], "images"),
      `${WHERE}.images`,
    ),
  ];
}

function copiesIn(seed: JsonObject, section: string, kind: ImageKind): Image[] {
  const lists = Object.entries(asObject(seed[section] ?? {}, `${WHERE}.${section}`));
  return lists.flatMap(([instanceId, list]: [string, Json]) => {
    const where = `${WHERE}.${section}.${instanceId}`;
    return listOf((row, place) => imageFromRow(row, place, kind, instanceId))(asElem(list, where), where);
  });
}

const asId: Shape<string> = (value, where) => (typeof value === "number" ? String(value) : asText(value, where));

const readCredential: Shape<{ username: string; password: string }> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["username", "password"]);
  return { username: required(row, "username", where, asId), password: required(row, "password", where, asId) };
};

const readSession: Shape<{ token: string; username: string }> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["token", "username"]);
  return { token: required(row, "token", where, asId), username: required(row, "username", where, asText) };
};

const readLimits: Shape<Limits> = (value, where) => {
  const row = asObject(value, where);
  refuseUnknownKeys(row, where, ["money", "instances", "snapshotsPerDay"]);
  const money = optional(row, "money", where, asNumber);
  const instances = optional(row, "instances", where, atLeast(0, asInteger));
  return {
    ...(money !== undefined && { money }),
    ...(instances !== undefined && { instances }),
    snapshotsPerDay: optional(row, "snapshotsPerDay", where, atLeast(0, asInteger)) ?? 5,
  };
};

function readFilters(given: JsonObject): Account["filters"] {
  refuseUnknownKeys(given, `${WHERE}.filters`, FILTERS);
  return Object.fromEntries(
    FILTERS.filter((name) => given[name] !== undefined).map((name) => {
      const where = `${WHERE}.filters.${name}`;
      const fields = asObject(given[name], where);
      refuseUnknownKeys(fields, where, filterFields(name));
      return [name, Object.fromEntries(Object.keys(fields).map((key) => [key, required(fields, key, where, asId)]))];
    }),
  );
}

function readPositive(given: JsonObject, section: string, known: readonly string[], least: number) {
  const where = `${WHERE}.${section}`;
  refuseUnknownKeys(given, where, known);
  const read = Object.keys(given).map(
    (name) => [name, required(given, name, where, atLeast(least, asNumber))] as const,
  );
  return Object.fromEntries(read);
}
