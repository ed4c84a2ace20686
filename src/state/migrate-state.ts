// Brings a document of an older format to the current one, one version at a time. Pure; version 1 is the only one yet.
import { assertInvariant } from "../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { STATE_FORMAT_VERSION } from "../core/state-document.ts";

/** From the version that is the key to the next one. */
const MIGRATIONS: Readonly<Record<number, (document: JsonObject) => JsonObject>> = {};

/** Names that members of an intent had in early builds of format 1, before anything was released. */
const EARLY_NAMES: Readonly<Record<string, string>> = { owed: "differed", held: "stall" };

export function migrateState(document: JsonObject): JsonObject {
  let current = withCurrentNames(document);
  for (let version = Number(document["format_version"]); version < STATE_FORMAT_VERSION; version += 1) {
    const migrate = MIGRATIONS[version];
    assertInvariant(migrate !== undefined, `there is no way from state format ${version} to ${version + 1}`);
    current = { ...migrate(current), format_version: version + 1 };
  }
  return current;
}

function withCurrentNames(document: JsonObject): JsonObject {
  const { pending } = document;
  return Array.isArray(pending) && pending.some(hasEarlyName)
    ? { ...document, pending: pending.map(renameMembers) }
    : document;
}

const hasEarlyName = (intent: Json): boolean =>
  isJsonObject(intent) && Object.keys(intent).some((key) => Object.hasOwn(EARLY_NAMES, key));

function renameMembers(intent: Json): Json {
  return isJsonObject(intent)
    ? Object.fromEntries(Object.entries(intent).map(([key, value]) => [EARLY_NAMES[key] ?? key, value]))
    : intent;
}
