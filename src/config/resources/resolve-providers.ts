// Which provider entry each instance belongs to: its own, its VM's, or the section's default. Pure; one report per mistake.
import type { Address } from "../../core/address.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { fieldOf } from "../shape/shape.ts";
import { childOf, type Located, type LocatedMap, type LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestFix } from "../text/suggest.ts";
import { interpolateScalar } from "../values/interpolate.ts";
import type { Scope } from "../values/scope.ts";
import { resolveName } from "./resolve-name.ts";
import type { Group, Instance, ProviderEntry } from "./resource-context.ts";

interface ProviderSearch {
  readonly scope: Scope;
  readonly groups: ReadonlyMap<string, Group>;
  readonly providers: ReadonlyMap<string, ProviderEntry>;
  /** Declared, but wrong in itself (reported where it stands). */
  readonly broken: ReadonlySet<string>;
  readonly defaults: ReadonlyMap<string, LocatedMap>;
}

export function resolveProviders(search: ProviderSearch): ReadonlyMap<Address, string | undefined> {
  const found = new Map<Address, string | undefined>();
  for (const group of search.groups.values()) {
    for (const instance of group.instances)
      found.set(instance.address, resolveProvider(search, group, instance, found));
  }
  return found;
}

/** The scope of one instance: `${index}` under count, `${key}` under instances. */
export function scopeOf(scope: Scope, instance: Instance): Scope {
  if (typeof instance.instanceKey === "number") return { ...scope, index: instance.instanceKey };
  return instance.instanceKey === undefined ? scope : { ...scope, key: instance.instanceKey };
}

function resolveProvider(
  search: ProviderSearch,
  group: Group,
  instance: Instance,
  found: ReadonlyMap<Address, string | undefined>,
): string | undefined {
  const own = childOf(instance.override, "provider") ?? childOf(group.node, "provider");
  const isDependent = group.section === "snapshots" || group.section === "schedules";
  if (own !== undefined) return readProvider(search, group, instance, own);
  if (isDependent) {
    const vm = firstVm(search, group, instance);
    if (vm === "missing" || vm === "wrong") return vm === "wrong" ? undefined : reportMissing(search, group, "vm");
    if (vm !== "none") return found.get(vm);
  }
  const fallback = childOf(search.defaults.get(group.section), "provider");
  if (fallback !== undefined) return readProvider(search, group, instance, fallback);
  const [only, ...others] = isDependent ? listHolders(search, group) : [];
  return only !== undefined && others.length === 0 ? only : reportMissing(search, group, "provider");
}

/** Of an emptied list of VMs no provider can be told: it is the only one that has such lists, or must be named. */
function listHolders({ providers }: ProviderSearch, { section }: Group): readonly string[] {
  return [...providers]
    .filter(([, { settings }]) => fieldOf(SHAPES[`${section}.${settings.vendor}`], "vms") !== undefined)
    .map(([id]) => id);
}

function reportMissing(search: ProviderSearch, group: Group, field: "provider" | "vm"): undefined {
  const ids = [...search.providers.keys()];
  const fix = field === "vm" ? "add vm: NAME" : `add provider: ${ids.length === 1 ? ids[0] : "NAME"}`;
  const detail = field === "provider" && ids.length > 1 ? { detail: `declared are: ${ids.join(", ")}` } : {};
  const range = buildRange(group.keySpan);
  const label = `${group.section}.${group.name}`;
  search.scope.diagnostics.push(
    buildError("config.missing-field", `${label} needs ${field}`, { range, fix, ...detail }),
  );
  return undefined;
}

function readProvider(search: ProviderSearch, group: Group, instance: Instance, node: Located): string | undefined {
  const { diagnostics } = search.scope;
  const range = buildRange(node.span);
  const label = `${group.section}.${group.name}.provider`;
  const scalar = node.kind === "scalar" ? interpolateScalar(scopeOf(search.scope, instance), node) : undefined;
  if (scalar === undefined || typeof scalar.value !== "string") {
    diagnostics.push(buildError("config.wrong-type", `${label} must be the name of a provider`, { range }));
    return undefined;
  }
  if (scalar.unknown === true) return undefined;
  if (scalar.secret === true) {
    diagnostics.push(refuseSecret(label, node));
    return undefined;
  }
  if (search.providers.has(scalar.value)) return scalar.value;
  if (!search.broken.has(scalar.value)) diagnostics.push(describeUnknown(search, label, scalar));
  return undefined;
}

export function refuseSecret(label: string, node: Located): Diagnostic {
  return buildError("config.secret-in-name", `${label} cannot come from a secret: it is shown everywhere`, {
    range: buildRange(node.span),
    fix: "list the variable in policy.publicEnv if its value may be shown",
  });
}

function describeUnknown(search: ProviderSearch, label: string, scalar: LocatedScalar): Diagnostic {
  const ids = [...search.providers.keys(), ...search.broken];
  const isVendor = Object.hasOwn(VENDORS, scalar.text.split(".")[0] ?? "");
  const declare = `declare it: providers: { ${scalar.text}: {} }`;
  // Where no entry is declared, a misspelt one is more likely a vendor's name than an entry to come.
  const closest = suggestFix(scalar.text, ids.length > 0 ? ids : Object.keys(VENDORS));
  return buildError("config.unknown-provider", `${label}: there is no provider ${scalar.text.slice(0, 80)}`, {
    range: buildRange(scalar.span),
    fix: isVendor && closest?.startsWith("did you mean") !== true ? declare : (closest ?? declare),
  });
}

/** The VM that a snapshot or schedule names first; `none`: an empty list. */
function firstVm(search: ProviderSearch, group: Group, instance: Instance): Address | "missing" | "none" | "wrong" {
  const field = (key: string): Located | undefined =>
    childOf(instance.override, key) ?? childOf(group.node, key) ?? childOf(search.defaults.get(group.section), key);
  const list = field("vms");
  const node = field("vm") ?? (list?.kind === "list" ? list.items[0] : undefined);
  if (node === undefined) return list?.kind === "list" ? "none" : "missing";
  if (node.kind !== "scalar") return "wrong";
  // Its problems are reported when the field itself is read.
  const scalar = interpolateScalar({ ...scopeOf(search.scope, instance), diagnostics: [] }, node);
  const result = resolveName(search.groups, "vms", scalar.text);
  const first = result.ok ? result.addresses[0] : undefined;
  if (first !== undefined) return first;
  if (!result.ok)
    search.scope.diagnostics.push(
      buildError(result.code, `${group.section}.${group.name}.vm: ${result.problem}`, {
        range: buildRange(node.span),
        ...(result.fix === undefined ? {} : { fix: result.fix }),
      }),
    );
  return "wrong";
}
