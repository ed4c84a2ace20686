// The entries under `providers`: TYPE or TYPE.ALIAS, with their settings and defaults. Pure; resolves no credentials.
import { buildError } from "../../core/diagnostic.ts";
import { VENDORS } from "../../generated/shapes.ts";
import { buildBlock } from "../resources/build-block.ts";
import type { ProviderEntry } from "../resources/resource-context.ts";
import { checkProviderDefaults, checkSections } from "../shape/fit-defaults.ts";
import { childOf, entryOf, type Located, type LocatedEntry, type LocatedMap, withoutKeys } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestName } from "../text/suggest.ts";
import type { Scope } from "../values/scope.ts";

const ALIAS = /^[a-z][a-z0-9-]{0,30}$/;

export interface BuiltProviders {
  readonly entries: ReadonlyMap<string, ProviderEntry>;
  /** Interpolated blocks, for the checks of endpoints and credentials. */
  readonly nodes: ReadonlyMap<string, Located>;
  /** Declared under a name that is none; whatever refers to it is not reported again. */
  readonly broken: ReadonlySet<string>;
}

export function buildProviders(scope: Scope, root: LocatedMap): BuiltProviders {
  const entries = new Map<string, ProviderEntry>();
  const nodes = new Map<string, Located>();
  const broken = new Set<string>();
  const block = entryOf(root, "providers")?.value;
  for (const [id, entry] of block?.kind === "map" ? block.entries : []) {
    const [vendor = "", ...rest] = id.split(".");
    const alias = rest.length === 0 ? undefined : rest.join(".");
    if (!isGoodId(scope, id, vendor, alias, entry)) {
      broken.add(id);
      continue;
    }
    const map: Located = entry.value.kind === "map" ? withoutKeys(entry.value, ["defaults"]) : entry.value;
    const built = buildBlock(scope, `providers.${vendor}`, `providers.${id}`, map, entry.keySpan);
    const defaults = readProviderDefaults(scope, id, vendor, entryOf(entry.value, "defaults"));
    const range = buildRange(entry.keySpan);
    const settings = {
      id,
      vendor,
      ...(alias === undefined ? {} : { alias }),
      fields: built.fields,
      range,
      ranges: built.ranges,
    };
    entries.set(id, { settings, defaults });
    nodes.set(id, built.node);
  }
  return { entries, nodes, broken };
}

function isGoodId(scope: Scope, id: string, vendor: string, alias: string | undefined, entry: LocatedEntry): boolean {
  const range = buildRange(entry.keySpan);
  if (!Object.hasOwn(VENDORS, vendor)) {
    const known = Object.keys(VENDORS);
    const closest = suggestName(vendor, known);
    const fix =
      closest === undefined ? `known are: ${known.join(", ")}` : `did you mean ${id.replace(vendor, closest)}?`;
    scope.diagnostics.push(
      buildError("config.unknown-provider", `there is no provider type ${vendor.slice(0, 80)}`, { range, fix }),
    );
    return false;
  }
  if (alias === undefined || ALIAS.test(alias)) return true;
  const fix = `TYPE.ALIAS with small letters, digits and hyphens, such as ${vendor}.backup`;
  scope.diagnostics.push(
    buildError("config.invalid-key", `${id.slice(0, 80)} cannot be the name of a provider`, { range, fix }),
  );
  return false;
}

function readProviderDefaults(
  scope: Scope,
  id: string,
  vendor: string,
  entry: LocatedEntry | undefined,
): LocatedMap | undefined {
  if (entry === undefined) return undefined;
  const label = `providers.${id}.defaults`;
  scope.diagnostics.push(...checkSections(label, entry));
  if (entry.value.kind !== "map") return undefined;
  for (const section of ["keys", "vms", "snapshots", "schedules"] as const) {
    const block = childOf(entry.value, section);
    if (block?.kind === "map")
      scope.diagnostics.push(...checkProviderDefaults(`${label}.${section}`, section, vendor, block));
  }
  return entry.value;
}
