// Brings a document of an older format to the current one, one version at a time. Pure; version 1 is the only one yet.
import { assertInvariant } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { STATE_FORMAT_VERSION } from "../core/state-document.ts";

/** From the version that is the key to the next one. */
const MIGRATIONS: Readonly<Record<number, (document: JsonObject) => JsonObject>> = {};

export function migrateState(document: JsonObject): JsonObject {
  let current = document;
  for (let version = Number(document["format_version"]); version < STATE_FORMAT_VERSION; version += 1) {
    const migrate = MIGRATIONS[version];
    assertInvariant(migrate !== undefined, `there is no way from state format ${version} to ${version + 1}`);
    current = { ...migrate(current), format_version: version + 1 };
  }
  return current;
}
