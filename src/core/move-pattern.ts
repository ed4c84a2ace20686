// `moved` by pattern: `vms.web-*` to `vms.front[*]`. A `*` stands for any text within one part of an address, and the same
// `*` of the target takes it. Pure.
import { type Address, type AddressParts, formatAddress, type InstanceKey, parseAddress } from "./address.ts";

/** One place of an address: text as it is, or words with gaps between them. */
type Place = { readonly literal: InstanceKey } | { readonly words: readonly string[]; readonly fits: RegExp };

interface Pattern {
  readonly section: Place;
  readonly name: Place;
  readonly instance?: Place;
  readonly child?: { readonly kind: string; readonly key: Place };
}

const NAME = "[A-Za-z_*][A-Za-z0-9_*-]{0,62}";
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const PATTERN = new RegExp(
  `^(keys|vms|snapshots|schedules|\\*)\\.(${NAME})(?:\\[(\\d{1,9}|\\*|${QUOTED})\\])?(?:\\.([a-z][A-Za-z]*)(?:\\.(${NAME})|\\[(\\*|${QUOTED})\\]))?$`,
);
const LONGEST = 1000;

/** How many `*` stand outside of quotes. */
export function countGaps(text: string): number {
  return text.replaceAll(new RegExp(QUOTED, "g"), "").split("*").length - 1;
}

/** What a pattern (or an address) is of, for the check that both ends are of one kind. Undefined where it is neither. */
export function kindOfPattern(text: string): { readonly section: string; readonly child?: string } | undefined {
  const pattern = parsePattern(text);
  if (pattern === undefined) return undefined;
  const section = "literal" in pattern.section ? "" : pattern.section.words.join("*");
  return { section, ...(pattern.child === undefined ? {} : { child: pattern.child.kind }) };
}

/** All instances of a group, and all parts of a machine, are what its own address means: `vms.web[*]`, `vms.old.*`. */
export function stripWhole(text: string): string {
  const resource = text.replace(/\.\*$/, "");
  return (kindOfPattern(resource) === undefined ? text : resource).replace(/\[\*\]$/, "");
}

/**
 * Where a pattern leads an address, if it covers it: instances and parts that it does not name come along, as with a
 * block without gaps. Undefined where it does not cover it, or where what comes out is no address.
 */
export function followPattern(address: Address, from: string, to: string): Address | undefined {
  const [source, target, parts] = [parsePattern(from), parsePattern(to), parseAddress(address)];
  if (source === undefined || target === undefined || parts === undefined) return undefined;
  const gaps = matchParts(parts, source);
  if (gaps === undefined) return undefined;
  const isUnnamed = source.instance === undefined && parts.instance !== undefined;
  if (isUnnamed && target.instance !== undefined) return undefined; // an instance of an instance
  const section = fill(target.section, gaps).value as AddressParts["section"];
  const name = String(fill(target.name, gaps).value);
  const instance = target.instance === undefined ? undefined : readIndex(fill(target.instance, gaps));
  const kept = instance ?? (isUnnamed ? parts.instance : undefined);
  const child =
    target.child === undefined
      ? parts.child
      : { kind: target.child.kind, key: String(fill(target.child.key, gaps).value) };
  const text = formatAddress({
    section,
    name,
    ...(kept === undefined ? {} : { instance: kept }),
    ...(child === undefined ? {} : { child }),
  });
  return parseAddress(text) === undefined ? undefined : text;
}

/** A group and a machine as they are; a pattern only where both ends need it. */
export function readMoveEnds(from: string, to: string): { readonly from: string; readonly to: string } {
  const ends = { from: stripWhole(from), to: stripWhole(to) };
  const arePlain = countGaps(ends.from) + countGaps(ends.to) === 0;
  return arePlain || (ends.from !== from && ends.to !== to) ? ends : { from, to };
}

/** Each block is held against each address: read once. */
const patterns = new Map<string, Pattern | undefined>();
const MOST_PATTERNS = 10_000;

function parsePattern(text: string): Pattern | undefined {
  if (!patterns.has(text)) {
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(text, readPattern(text));
  }
  return patterns.get(text);
}

function readPattern(text: string): Pattern | undefined {
  const match = text.length > LONGEST ? null : PATTERN.exec(text);
  if (match === null) return undefined;
  const [, section = "", name = "", instance, kind, bareKey, bracketKey] = match;
  const key = bareKey ?? bracketKey;
  const [instancePlace, keyPlace] = [instance, key].map((place) =>
    place === undefined ? undefined : readPlace(place),
  );
  if ((instance !== undefined && instancePlace === undefined) || (key !== undefined && keyPlace === undefined))
    return undefined;
  return {
    section: placeOf(section),
    name: placeOf(name),
    ...(instancePlace === undefined ? {} : { instance: instancePlace }),
    ...(kind === undefined || keyPlace === undefined ? {} : { child: { kind, key: keyPlace } }),
  };
}

function readPlace(text: string): Place | undefined {
  if (/^\d+$/.test(text)) return { literal: Number(text) };
  if (!text.startsWith('"')) return placeOf(text);
  try {
    return { literal: JSON.parse(text) as string };
  } catch {
    return undefined;
  }
}

/** Its words are letters, digits, underscores and hyphens: nothing that a regular expression reads otherwise. */
function placeOf(text: string): Place {
  const words = text.split("*");
  return { words, fits: new RegExp(`^${words.join("(.*?)")}$`, "su") };
}

/** What a gap stood for; `isInstance`: all of what stood between brackets, which is no text to be read. */
interface Gap {
  readonly value: InstanceKey;
  readonly isInstance?: true;
}

/** What each gap stood for, in their order. */
function matchParts(parts: AddressParts, source: Pattern): Gap[] | undefined {
  const found = [
    matchPlace(parts.section, source.section),
    matchPlace(parts.name, source.name),
    source.instance === undefined ? [] : matchInstance(parts.instance, source.instance),
    source.child === undefined ? [] : matchPlace(keyOf(parts, source.child.kind), source.child.key),
  ];
  return found.some((gaps) => gaps === undefined) ? undefined : found.flatMap((gaps) => gaps ?? []);
}

function keyOf({ child }: AddressParts, kind: string): string | undefined {
  return child?.kind === kind ? child.key : undefined;
}

const ANY: readonly string[] = ["", ""];
const isAny = (place: Place): boolean => "words" in place && place.words.join("*") === ANY.join("*");

function matchInstance(value: InstanceKey | undefined, place: Place): Gap[] | undefined {
  if (value !== undefined && isAny(place)) return [{ value, isInstance: true }];
  return typeof value === "number" && !("literal" in place) ? undefined : matchPlace(value, place);
}

function matchPlace(value: InstanceKey | undefined, place: Place): Gap[] | undefined {
  if (value === undefined) return undefined;
  if ("literal" in place) return value === place.literal ? [] : undefined;
  return place.fits
    .exec(String(value))
    ?.slice(1)
    .map((text) => ({ value: text }));
}

/** Takes as many gaps from the front of `gaps` as the place has. */
function fill(place: Place, gaps: Gap[]): Gap {
  if ("literal" in place) return { value: place.literal, isInstance: true };
  if (isAny(place)) return gaps.shift() ?? { value: "" };
  const [first = "", ...rest] = place.words;
  return { value: rest.reduce((text, word) => `${text}${String(gaps.shift()?.value ?? "")}${word}`, first) };
}

/** A text that reads like a number is one: `vms.web-3` becomes `vms.web[3]`. */
function readIndex({ value, isInstance }: Gap): InstanceKey {
  return isInstance !== true && typeof value === "string" && /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
}
