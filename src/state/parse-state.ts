// Reads a state document from JSON, strictly: a document that is cut, edited into nonsense or from a newer trueup is an
// error with the exact place, never "no state". Fields that this version does not know are kept as they are. Pure.
import { StateError } from "../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { STATE_FORMAT_VERSION, type StateDocument } from "../core/state-document.ts";
import { migrateState } from "./migrate-state.ts";
import { shareAlike } from "./share-alike.ts";

/** `label` names the source in messages. */
export function parseStateDocument(text: string, label = "the state"): StateDocument {
  const value = parseJson(text, label);
  if (!isJsonObject(value)) throw corrupt(label, "it is not a JSON object");
  if (isEncrypted(value)) throw encrypted(label);
  const version = value["format_version"];
  if (!isCount(version) || version === 0) throw corrupt(label, "format_version is not a positive number");
  if (version > STATE_FORMAT_VERSION) {
    throw new StateError(
      "newer-format",
      `${label} was written by a newer trueup (format ${version}, known: ${STATE_FORMAT_VERSION})`,
      {
        hint: `use trueup ${typeof value["trueup_version"] === "string" ? value["trueup_version"] : "of that version"} or newer`,
      },
    );
  }
  const current = migrateState(value);
  for (const [path, check] of DOCUMENT) assertField(current, path, check, label);
  assertEach(current["resources"] as JsonObject, "resources", RESOURCE, label);
  for (const [key, fields] of [
    ["pending", INTENT],
    ["surplus", SURPLUS],
    ["moved", DONE_MOVE],
  ] as const)
    assertEach(Object.fromEntries(((current[key] ?? []) as Json[]).entries()) as JsonObject, key, fields, label);
  shareAlike(current["resources"] as Readonly<Record<string, JsonObject>>);
  return current as unknown as StateDocument;
}

/** Whether it is a state that a passphrase opens, of whatever version. */
export function isEncrypted(value: JsonObject): boolean {
  return isJsonObject(value["encryption"]);
}

function encrypted(label: string): StateError {
  return new StateError("encrypted", `${label} is encrypted, but the configuration names no passphrase`, {
    hint: 'state: { encryption: { passphrase: "${env:NAME}" } }, with the passphrase that it was written with',
  });
}

function parseJson(text: string, label: string): unknown {
  if (text.trim() === "") throw corrupt(label, "it is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(label, `it is not JSON (${sayOnOneLine(error)})`, error);
  }
}

interface Check {
  readonly what: string;
  readonly holds: (value: Json | undefined) => boolean;
}

type Fields = readonly (readonly [path: string, check: Check])[];

const isCount = (value: Json | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: Json | undefined): value is string => typeof value === "string";
const isTexts = (value: Json | undefined): boolean => Array.isArray(value) && value.every(isText);

const text: Check = { what: "a text", holds: isText };
const name: Check = { what: "a text that is not empty", holds: (value) => isText(value) && value !== "" };
const maybeText: Check = { what: "a text", holds: (value) => value === undefined || isText(value) };
const count: Check = { what: "a number, 0 or more", holds: isCount };
const maybeCount: Check = { what: "a number, 0 or more", holds: (value) => value === undefined || isCount(value) };
const texts: Check = { what: "a list of texts", holds: isTexts };
const list: Check = { what: "a list", holds: (value) => Array.isArray(value) };
const object: Check = { what: "an object", holds: isJsonObject };
const maybeObject: Check = { what: "an object", holds: (value) => value === undefined || isJsonObject(value) };
const maybeList: Check = { what: "a list", holds: (value) => value === undefined || Array.isArray(value) };
const maybeFlag: Check = {
  what: "true or false",
  holds: (value) => value === undefined || typeof value === "boolean",
};
const textMap: Check = {
  what: "a map of texts",
  holds: (value) => isJsonObject(value) && Object.values(value).every(isText),
};
const oneOf = (...words: readonly string[]): Check => ({
  what: `one of ${words.join(", ")}`,
  holds: (value) => isText(value) && words.includes(value),
});

/** What the names of numbered documents hold: one above it would be written and never be seen again. */
const LARGEST_SERIAL = 999_999_999_999_999;

const DOCUMENT: Fields = [
  ["trueup_version", text],
  [
    "serial",
    { what: "a number, 0 or more, of 15 digits at most", holds: (value) => isCount(value) && value <= LARGEST_SERIAL },
  ],
  [
    "lineage",
    { what: "letters, digits and dashes", holds: (value) => isText(value) && /^[A-Za-z0-9-]{1,64}$/.test(value) },
  ],
  ["stack", name],
  ["token", count],
  ["salt", { what: "64 hexadecimal digits", holds: (value) => isText(value) && /^[0-9a-f]{64}$/.test(value) }],
  ["files", texts],
  ["resources", object],
  ["pending", list],
  ["surplus", maybeList],
  ["moved", maybeList],
  ["migrated", maybeObject],
  ["outputs", object],
];

const TYPE = oneOf("key", "vm", "snapshot", "schedule", "volume", "interface", "floatingIp");

const COMMON: Fields = [
  ["type", TYPE],
  ["vendor", name],
  ["provider", name],
  ["place", object],
  ["place.account", text],
  ["name", text],
  ["parent", maybeText],
  ["parentId", maybeText],
  ["applied", object],
  ["digests", textMap],
  ["lifecycle", object],
  ["timeouts", object],
  ["dependsOn", texts],
  ["names", maybeObject],
];

const SURPLUS: Fields = [
  ["type", TYPE],
  ["vendor", name],
  ["provider", name],
  ["place", object],
  ["place.account", text],
  ["remoteId", name],
  ["name", text],
  ["parentId", maybeText],
  ["address", name],
  ["keptId", name],
];

const DONE_MOVE: Fields = [
  ["from", name],
  ["to", name],
];

const RESOURCE: Fields = [
  ...COMMON,
  ["remoteId", name],
  ["observed", object],
  ["deposed", maybeList],
  ["halfMade", maybeObject],
  ["made", maybeFlag],
  ["replacedBy", maybeText],
];

const INTENT: Fields = [
  ...COMMON,
  ["id", name],
  ["operation", text],
  ["address", name],
  ["step", text],
  ["settle", object],
  ["request", object],
  ["fields", texts],
  ["before", texts],
  ["secrets", texts],
  ["sealed", maybeObject],
  ["handle", maybeObject],
  ["stall", maybeObject],
  ["found", maybeList],
  ["seen", maybeFlag],
  ["replaces", maybeObject],
  ["differed", maybeList],
  ["takesAway", maybeList],
  ["remoteId", maybeText],
  ["sentAtMs", count],
  ["sentAtServerMs", maybeCount],
  ["requestTimeoutMs", count],
  ["phase", oneOf("intended", "accepted", "unknown")],
];

function assertEach(values: JsonObject, at: string, fields: Fields, label: string): void {
  const checks = fields.map(([path, check]) => [path.split("."), path, check] as const);
  for (const key of Object.keys(values)) {
    const value = values[key];
    const place = () => `${at}[${/^\d+$/.test(key) ? key : JSON.stringify(key)}]`;
    if (!isJsonObject(value)) throw corrupt(label, `${place()} is not an object`);
    for (const [keys, path, check] of checks)
      if (!check.holds(findAt(value, keys))) throw corrupt(label, `${place()}.${path} is not ${check.what}`);
  }
}

function assertField(value: JsonObject, path: string, check: Check, label: string): void {
  if (!check.holds(findAt(value, path.split(".")))) throw corrupt(label, `${path} is not ${check.what}`);
}

function findAt(value: JsonObject, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const key of keys) at = isJsonObject(at) ? at[key] : undefined;
  return at;
}

/** The engine's message quotes what it found, line ends included. */
function sayOnOneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
}

function corrupt(label: string, why: string, cause?: unknown): StateError {
  return new StateError("corrupt", `${label} is damaged: ${why}`, {
    hint: "nothing was changed; the folder beside the state (PATH.d) keeps the newest serials",
    ...(cause === undefined ? {} : { cause }),
  });
}
