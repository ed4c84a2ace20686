// Addresses: trueup's own names for declared objects, as text and in parts. Pure; knows no provider.

export const SECTIONS = ["keys", "vms", "snapshots", "schedules"] as const;
export type Section = (typeof SECTIONS)[number];
/** The last three are parts of a VM with an address of their own below it: `vms.edge.volumes.data`. */
export type ResourceType = "key" | "vm" | "snapshot" | "schedule" | "volume" | "interface" | "floatingIp";
export type InstanceKey = number | string;

/** Canonical text: `vms.web[0]`, `vms.web["a"]`, `vms.edge.volumes.data`, `vms.web[0].ips["203.0.113.7"]`. */
export type Address = string;

export interface AddressParts {
  readonly section: Section;
  readonly name: string;
  readonly instance?: InstanceKey;
  readonly child?: { readonly kind: string; readonly key: string };
}

export const TYPE_OF_SECTION: Readonly<Record<Section, ResourceType>> = {
  keys: "key",
  vms: "vm",
  snapshots: "snapshot",
  schedules: "schedule",
};

const NAME = "[A-Za-z_][A-Za-z0-9_-]{0,62}";
const BARE = new RegExp(`^${NAME}$`);
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const PATTERN = new RegExp(
  `^(keys|vms|snapshots|schedules)\\.(${NAME})(?:\\[(\\d{1,9}|${QUOTED})\\])?(?:\\.([a-z][A-Za-z]*)(?:\\.(${NAME})|\\[(${QUOTED})\\]))?$`,
);

export function formatAddress(parts: AddressParts): Address {
  const instance = parts.instance === undefined ? "" : `[${JSON.stringify(parts.instance)}]`;
  const child = parts.child === undefined ? "" : `.${parts.child.kind}${formatChildKey(parts.child.key)}`;
  return `${parts.section}.${parts.name}${instance}${child}`;
}

function formatChildKey(key: string): string {
  return BARE.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

interface Parsed {
  readonly parts: AddressParts;
  /** Made when they are asked for. */
  group?: Address;
  resource?: Address;
}

/** Each pass over a fleet asks for the same addresses; of more than two fleets of the largest size all are forgotten. */
const known = new Map<string, Parsed>();
const MOST_KNOWN = 100_000;

/** The parts of an address, or undefined where the text is none. */
export function parseAddress(text: string): AddressParts | undefined {
  return parse(text)?.parts;
}

function parse(text: string): Parsed | undefined {
  const found = known.get(text);
  if (found !== undefined) return found;
  const parts = matchAddress(text);
  if (parts === undefined) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  const parsed: Parsed = { parts };
  known.set(text, parsed);
  return parsed;
}

function matchAddress(text: string): AddressParts | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, section, name, instance, kind, bareKey, quotedKey] = match;
  const key = quotedKey === undefined ? bareKey : parseQuoted(quotedKey);
  const instanceKey = instance === undefined ? undefined : parseQuoted(instance);
  return {
    section: section as Section,
    name: name as string,
    ...(instanceKey === undefined ? {} : { instance: /^\d/.test(instance as string) ? Number(instance) : instanceKey }),
    ...(kind === undefined || key === undefined ? {} : { child: { kind, key } }),
  };
}

function parseQuoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** The address without instance and child: what `vms.web` means for all its instances. */
export function groupOf(address: Address): Address {
  const parsed = parse(address);
  if (parsed === undefined) return address;
  parsed.group ??= `${parsed.parts.section}.${parsed.parts.name}`;
  return parsed.group;
}

/** The address of the resource that a child address belongs to; the address itself for a resource. */
export function resourceOf(address: Address): Address {
  const parsed = parse(address);
  if (parsed?.parts.child === undefined) return address;
  if (parsed.resource === undefined) {
    const { child: _child, ...resource } = parsed.parts;
    parsed.resource = formatAddress(resource);
  }
  return parsed.resource;
}

/** Address of a part of `resource`: `partOf("vms.edge", "volumes", "data")`. */
export function partOf(resource: Address, kind: string, key: string): Address {
  const parts = parseAddress(resource);
  return parts === undefined ? resource : formatAddress({ ...parts, child: { kind, key } });
}

/** As a word in a shell: brackets and quotes need quoting. */
export function quoteAddress(address: Address): string {
  return /^[A-Za-z0-9_.-]+$/.test(address) ? address : `'${address.replaceAll("'", "'\\''")}'`;
}

/** Whether `pattern` names `address`: exactly, as the whole group of instances, or as its parent. */
export function isCoveredBy(address: Address, pattern: Address): boolean {
  return address === pattern || groupOf(address) === pattern || resourceOf(address) === pattern;
}

/** Section, then name, then instance (numbers by value), then child: a stable order for people. */
export function compareAddresses(a: Address, b: Address): number {
  const left = parseAddress(a);
  const right = parseAddress(b);
  if (left === undefined || right === undefined) return compareText(a, b);
  return (
    SECTIONS.indexOf(left.section) - SECTIONS.indexOf(right.section) ||
    compareText(left.name, right.name) ||
    compareInstances(left.instance, right.instance) ||
    rankKind(left.child?.kind) - rankKind(right.child?.kind) ||
    compareText(left.child?.kind ?? "", right.child?.kind ?? "") ||
    compareText(left.child?.key ?? "", right.child?.key ?? "")
  );
}

/** What others hang on comes before them: a floating address is assigned to an interface. */
const KINDS = ["volumes", "interfaces", "floatingIps"];

function rankKind(kind: string | undefined): number {
  if (kind === undefined) return -1;
  const rank = KINDS.indexOf(kind);
  return rank === -1 ? KINDS.length : rank;
}

function compareInstances(a: InstanceKey | undefined, b: InstanceKey | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(a === undefined ? "" : String(a), b === undefined ? "" : String(b));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
