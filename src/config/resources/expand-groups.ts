// `count` and `instances` to addresses. Pure; interpolates nothing but count itself.
import { formatAddress, type InstanceKey, SECTIONS, type Section } from "../../core/address.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import {
  buildMap,
  entryOf,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  weightOf,
  withoutKeys,
} from "../text/located.ts";
import { describeLookAlike } from "../text/look-alikes.ts";
import { parseScalar } from "../text/parse-scalar.ts";
import { buildRange, type Span } from "../text/source.ts";
import { interpolateScalar } from "../values/interpolate.ts";
import type { Scope } from "../values/scope.ts";
import type { Group, Instance } from "./resource-context.ts";

const MAX_COUNT = 1000;
/** Resources, and values inside them, of a whole configuration. */
const MAX_RESOURCES = 20_000;
const MAX_TOTAL_WEIGHT = 400_000;
const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;
const INSTANCE = /^[^\u0000-\u001f\u007f"\\]{1,63}$/;

export function expandGroups(root: LocatedMap, scope: Scope): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  let resources = 0;
  let weight = 0;
  for (const section of SECTIONS) {
    const block = entryOf(root, section)?.value;
    if (block?.kind !== "map") continue;
    const outdented = findOutdented(section, block, scope);
    for (const [name, entry] of block.entries) {
      if (outdented.has(name)) continue;
      const group = expandGroup(section, name, entry, scope);
      if (group === undefined) continue;
      resources += group.instances.length;
      weight += group.instances.length * weightOf(group.node);
      if (resources > MAX_RESOURCES || weight > MAX_TOTAL_WEIGHT) {
        const summary = `the configuration declares more than ${MAX_RESOURCES} resources, or too much in them`;
        const fix = "split it into several stacks";
        scope.diagnostics.push(buildError("config.too-large", summary, { range: buildRange(entry.keySpan), fix }));
        return new Map();
      }
      groups.set(`${section}.${name}`, group);
    }
  }
  return groups;
}

/** Fields that stand beside the name of their resource instead of below it: told once, as that. */
function findOutdented(section: Section, { entries }: LocatedMap, scope: Scope): ReadonlySet<string> {
  const found = new Set<string>();
  let owner: string | undefined;
  let fields: [string, LocatedEntry][] = [];
  const tell = (): void => {
    const [first] = fields;
    if (owner === undefined || first === undefined || fields.every(([, { value }]) => value.kind === "map")) return;
    const summary = `the fields of ${section}.${owner} stand beside it, not below it`;
    const fix = `indent ${first[0]}, and what follows it, by two more columns`;
    scope.diagnostics.push(buildError("config.indentation", summary, { range: buildRange(first[1].keySpan), fix }));
    for (const name of [owner, ...fields.map(([field]) => field)]) found.add(name);
  };
  for (const [name, entry] of entries) {
    const { value } = entry;
    const isEmpty = value.kind === "scalar" && value.value === null;
    const isField = !isEmpty && NAME.test(name) && !(value.kind === "map" && value.entries.has("provider"));
    if (owner !== undefined && isField) {
      fields.push([name, entry]);
      continue;
    }
    tell();
    owner = isEmpty ? name : undefined;
    fields = [];
  }
  tell();
  return found;
}

function expandGroup(section: Section, name: string, entry: LocatedEntry, scope: Scope): Group | undefined {
  const label = `${section}.${name}`;
  if (!NAME.test(name)) {
    refuse(
      scope.diagnostics,
      "config.invalid-key",
      `${JSON.stringify(name.slice(0, 80))} cannot be the name of a resource`,
      entry.keySpan,
      { fix: `${describeLookAlike(name)}letters, digits, _ and -, at most 63, beginning with a letter or _` },
    );
    return undefined;
  }
  const node = asMap(entry.value);
  if (node === undefined) {
    refuse(scope.diagnostics, "config.wrong-type", `${label} must be a block of fields`, entry.value.span);
    return undefined;
  }
  const expanded = expandInstances(section, name, node, entry.keySpan, scope);
  return { section, name, keySpan: entry.keySpan, node: withoutKeys(node, ["count", "instances"]), ...expanded };
}

/** A block left empty (`db:`) is an empty block. */
function asMap(node: Located): LocatedMap | undefined {
  if (node.kind === "map") return node;
  return node.kind === "scalar" && node.value === null ? buildMap(new Map(), node.span) : undefined;
}

function refuse(
  diagnostics: Diagnostic[],
  code: string,
  summary: string,
  span: Span,
  more: { readonly fix?: string } = {},
): void {
  diagnostics.push(buildError(code, summary, { range: buildRange(span), ...more }));
}

type Expanded = Pick<Group, "instances" | "isSingle" | "isLoose">;

function expandInstances(section: Section, name: string, node: LocatedMap, keySpan: Span, scope: Scope): Expanded {
  const count = entryOf(node, "count");
  const instances = entryOf(node, "instances");
  const address = (key?: InstanceKey): string =>
    formatAddress({ section, name, ...(key === undefined ? {} : { instance: key }) });
  if (count !== undefined && instances !== undefined) {
    const summary = `${section}.${name} has both count and instances`;
    refuse(scope.diagnostics, "config.conflict", summary, instances.keySpan, { fix: "keep one of them" });
    return { instances: [{ address: address(), keySpan }], isSingle: true, isLoose: true };
  }
  if (count !== undefined) {
    const number = readCount(`${section}.${name}.count`, count.value, scope);
    const list = Array.from({ length: number ?? 1 }, (_none, index) => ({
      address: address(index),
      instanceKey: index,
      keySpan,
    }));
    return { instances: list, isSingle: false, isLoose: number === undefined };
  }
  if (instances !== undefined) {
    const found = readInstances(`${section}.${name}.instances`, instances.value, scope.diagnostics);
    const list = [...found].map(([key, item]): Instance => ({ address: address(key), instanceKey: key, ...item }));
    return { instances: list, isSingle: false, isLoose: false };
  }
  return { instances: [{ address: address(), keySpan }], isSingle: true, isLoose: false };
}

function readCount(label: string, node: Located, scope: Scope): number | undefined {
  const scalar = node.kind === "scalar" ? interpolateScalar(scope, node) : undefined;
  if (scalar?.unknown === true) return undefined;
  if (scalar?.secret === true) {
    refuse(scope.diagnostics, "config.secret-in-name", `${label} cannot come from a secret`, node.span, {
      fix: "list the variable in policy.publicEnv if its value may be shown",
    });
    return undefined;
  }
  const value = scalar?.sole === true ? parseScalar(scalar.text) : scalar?.value;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT) return value;
  refuse(
    scope.diagnostics,
    "config.invalid-value",
    `${label} must be a whole number from 0 to ${MAX_COUNT}`,
    node.span,
  );
  return undefined;
}

type Found = Map<string, Pick<Instance, "override" | "keySpan">>;

function readInstances(label: string, node: Located, diagnostics: Diagnostic[]): Found {
  const found: Found = new Map();
  const add = (key: string, item: Pick<Instance, "override" | "keySpan">): void => {
    const fix = "1 to 63 characters without quotes, backslashes and control characters";
    if (!INSTANCE.test(key))
      refuse(diagnostics, "config.invalid-key", `${label}: this cannot be an instance's name`, item.keySpan, { fix });
    else if (found.has(key)) refuse(diagnostics, "config.duplicate-key", `${label} has ${key} twice`, item.keySpan);
    else found.set(key, item);
  };
  if (node.kind === "list") {
    for (const item of node.items) {
      const isName = item.kind === "scalar" && (typeof item.value === "string" || typeof item.value === "number");
      if (isName) add(item.text, { keySpan: item.span });
      else refuse(diagnostics, "config.wrong-type", `${label} takes names`, item.span);
    }
  } else if (node.kind === "map") {
    for (const [key, entry] of node.entries) addOverride(key, entry);
  } else
    refuse(diagnostics, "config.wrong-type", `${label} must be a list of names or a block of overrides`, node.span);
  return found;

  function addOverride(key: string, entry: LocatedEntry): void {
    const override = asMap(entry.value);
    if (override === undefined) {
      refuse(diagnostics, "config.wrong-type", `${label}.${key} must be a block of fields`, entry.value.span);
      return;
    }
    for (const field of ["count", "instances"]) {
      const wrong = entryOf(override, field);
      if (wrong !== undefined)
        refuse(diagnostics, "config.unknown-field", `${label}.${key} cannot have ${field}`, wrong.keySpan);
    }
    add(key, { override: withoutKeys(override, ["count", "instances"]), keySpan: entry.keySpan });
  }
}
