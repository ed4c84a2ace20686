// Declared resources as tests hold them, written as the YAML that says the same: sizes and times with units, bare references.
import { parseAddress } from "../../src/core/address.ts";
import type { Desired } from "../../src/core/desired.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";

const SIZES = new Set(["memory", "disk", "size"]);
const TIMES = new Set(["every", "retain"]);
const REFERENCES = new Set(["keys", "vm", "vms"]);

/** JSON is YAML. */
export function formatConfiguration(resources: readonly Desired[], head: JsonObject): string {
  const sections: Record<string, Record<string, JsonObject>> = {};
  const presets: Record<string, Json> = {};
  for (const desired of resources) {
    const { section = "vms", name = "" } = parseAddress(desired.address) ?? {};
    sections[section] ??= {};
    const entries = sections[section];
    entries[name] = {
      provider: desired.provider,
      ...(desired.name === name ? {} : { name: desired.name }),
      ...(desired.existing === undefined ? {} : { existing: { ...desired.existing } as JsonObject }),
      ...(writeMap(desired.attributes) as JsonObject),
    };
    const policy = entries[name]["backupPolicy"];
    if (policy === undefined) continue;
    // In YAML a policy is a preset that is named.
    presets[`of-${name}`] = policy;
    entries[name] = { ...entries[name], backupPolicy: `of-${name}` };
  }
  const backupPolicies = Object.keys(presets).length === 0 ? {} : { backupPolicies: presets };
  return JSON.stringify({ version: 1, stack: "shop", ...head, ...backupPolicies, ...sections }, null, 2);
}

function writeMap(map: JsonObject): Json {
  return Object.fromEntries(Object.entries(map).map(([field, value]) => [field, writeValue(field, value)]));
}

function writeValue(field: string, value: Json): Json {
  if (typeof value === "number" && SIZES.has(field)) return `${value}MiB`;
  if (typeof value === "number" && TIMES.has(field)) return `${value}ms`;
  if (typeof value === "string") return REFERENCES.has(field) ? bare(value) : value;
  if (Array.isArray(value)) return value.map((item: Json) => writeValue(field, item));
  return typeof value === "object" && value !== null ? writeMap(value as JsonObject) : value;
}

function bare(reference: string): string {
  return reference.replace(/^(keys|vms|snapshots)\./, "");
}
