// Parts that thousands of records have alike (place, settings, names) are kept once: a third of what a large state weighs. Pure.
import { isSameJson, type Json, type JsonObject } from "../core/json.ts";

const SHARED = ["place", "lifecycle", "timeouts", "digests", "dependsOn", "names"] as const;
/** Records of a machine and of its parts take turns. */
const MOST_COMPARED = 4;

/** The records themselves are changed: they were parsed just now, and nobody else has them yet. */
export function shareAlike(records: Readonly<Record<string, JsonObject>>): void {
  const seen = SHARED.map((key) => ({ key, values: [] as Json[] }));
  for (const address of Object.keys(records)) {
    const record = records[address] as Record<string, Json>;
    for (const { key, values } of seen) {
      const value = record[key];
      if (typeof value !== "object" || value === null) continue;
      const alike = values.find((other) => isSameJson(other, value));
      if (alike !== undefined) record[key] = alike;
      else if (values.unshift(value) > MOST_COMPARED) values.pop();
    }
  }
}
