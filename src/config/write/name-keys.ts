// The key under which each object is declared: as it is called, in letters that a key may have, and no two alike. Pure; the same
// objects get the same keys, whatever order they come in.
import { SECTIONS, type Section } from "../../core/address.ts";
import { formatObjectName } from "../../core/described.ts";
import type { Observed } from "../../core/observed.ts";
import { compareNatural } from "./compare-natural.ts";
import { transliterate } from "./transliterate.ts";

export interface Nameable {
  readonly section: Section;
  readonly object: Observed;
  /** What it belongs to, of objects that are named already. */
  readonly parent?: string;
}

const WORDS: Readonly<Record<Section, string>> = {
  keys: "key",
  vms: "vm",
  snapshots: "snapshot",
  schedules: "schedule",
};
const LONGEST = 63;
/** Words of YAML, and what objects of JavaScript have anyway. */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n|__proto__|constructor|prototype)$/i;

/** `taken`: keys that the configuration has already. By `formatObjectName`. */
export function nameKeys(
  nameables: readonly Nameable[],
  taken: ReadonlyMap<Section, ReadonlySet<string>>,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const section of SECTIONS) {
    const used = new Set(taken.get(section));
    const own = nameables.filter((one) => one.section === section).sort((a, b) => compareNatural(a.object, b.object));
    const bases = own.map(({ object }) => toKey(object, WORDS[section]));
    own.forEach(({ object, parent }, index) => {
      const base = bases[index] ?? "";
      const isShared = bases.indexOf(base) !== bases.lastIndexOf(base);
      const parentKey = isShared && parent !== undefined ? keys.get(parent) : undefined;
      const key = findFree(parentKey === undefined ? base : cut(`${parentKey}-${base}`, LONGEST), used);
      used.add(key);
      keys.set(formatObjectName(object), key);
    });
  }
  return keys;
}

function toKey({ name, remoteId }: Observed, word: string): string {
  const latin = transliterate(name)
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (latin === "") return cut(`${word}-${remoteId.replace(/[^A-Za-z0-9]+/g, "-")}`, LONGEST);
  return cut(/^[A-Za-z_]/.test(latin) && !RESERVED.test(latin) ? latin : `${word}-${latin}`, LONGEST);
}

function findFree(base: string, used: ReadonlySet<string>): string {
  let key = base;
  for (let number = 2; used.has(key); number++) key = `${cut(base, LONGEST - 1 - String(number).length)}-${number}`;
  return key;
}

const cut = (text: string, length: number): string => text.slice(0, length).replace(/-+$/, "");
